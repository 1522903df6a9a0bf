"""The network at work: every number where it belongs, none cut, and what is unknown left empty."""

from itertools import pairwise

import numpy as np
import pytest

from nnlib.pictures import byhand, plots
from nnlib.pictures.style import PALETTE

W, B = [[[0.5, -1.0]], [[3.0], [0.0]]], [[-0.3, 0.9], [-1.6]]
UP = {"z": [[0.69, -1.1], []], "a": [[2], [0.6, -0.8], [1]]}


def written(picture):
    return [(text.get_text(), text.get_color()) for text in picture.axes[0].texts]


def test_flow_writes_weights_biases_forward_numbers_and_blame_each_in_its_colour():
    down = {"a": [[np.nan], [1.5, -0.5], [0.25]], "b": [[0.96, -0.18], [0.5]]}
    texts = written(plots.flow(W, B, up=UP, down=down))
    assert {("0.5", "black"), ("−1.6", "black"), ("0.69", PALETTE[0])} <= set(texts)
    assert {("1.5", PALETTE[1]), ("0.25", PALETTE[1]), ("0.96", PALETTE[1])} <= set(texts)


def test_flow_leaves_empty_what_nobody_knows_yet():
    picture = plots.flow(W, B, up=UP, down={"W": [[[np.nan, 1.25]], [[np.nan], [np.nan]]]})
    assert [text for text, colour in written(picture) if colour == PALETTE[1]] == ["1.25"]
    assert "Blame: W1 = ?, 1.25; W2 = ? / ?." in picture.alt
    assert "nan" not in picture.alt


def test_flow_draws_a_weight_of_zero_neither_as_positive_nor_as_negative():
    looks = [line.get_linestyle() for line in plots.flow(W, B).axes[0].get_lines()]
    assert sorted(looks[:2]) == ["-", "--"]
    assert ":" in looks


@pytest.mark.parametrize("sizes", [(1, 2, 1), (2, 3, 2), (3, 3, 3), (2, 3, 2, 3, 1)])
def test_no_weight_of_flow_is_written_over_another_nor_cut_by_a_line(sizes):
    weights = [np.ones(pair) for pair in pairwise(sizes)]
    picture = plots.flow(weights, [np.zeros(n) for n in sizes[1:]])
    (ax,) = picture.axes
    picture.figure.draw_without_rendering()
    labels = [text.get_window_extent() for text in ax.texts if text.get_text() == "1"]
    assert len(labels) == sum(W.size for W in weights)
    for k, label in enumerate(labels):
        assert not any(label.overlaps(other) for other in labels[k + 1 :])
        lines = [line.get_path().transformed(ax.transData) for line in ax.get_lines()]
        hit = sum(path.intersects_bbox(label, filled=False) for path in lines)
        assert hit == 1, "its own line alone"


def test_the_lines_of_a_unit_do_not_leave_it_at_one_point_nor_does_a_weight_stand_at_its_box():
    picture = plots.flow([np.ones((3, 3)), np.ones((3, 1))], [np.zeros(3), np.zeros(1)])
    (ax,) = picture.axes
    lines = [line.get_xydata() for line in ax.get_lines()[:9]]
    assert len({tuple(line[0]) for line in lines}) == len({tuple(line[1]) for line in lines}) == 9
    left, right = lines[0][0, 0], lines[0][1, 0]
    labels = [text.get_position()[0] for text in ax.texts if text.get_text() == "1"]
    between = [x for x in labels if left < x < right]
    assert len(between) == 9
    assert left + 0.25 < min(between)
    assert max(between) < right - 0.25


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"b": [[0, 0]]}, "W has 2 layers and b 1"),
        ({"W": [[[1, 2]], [[1]]]}, "W_next has shape"),
        ({"up": {"a": [[1]]}}, r"up\['a'\] has 1 layer"),
        ({"up": {"W": W}}, "expected one of a, z"),
        ({"down": {"W": [np.ones((2, 1)), W[1]]}}, r"down\['W'\]\[0\] has shape"),
        ({"W": [np.ones((1, 5))], "b": [np.ones(5)]}, "at most 4"),
    ],
)
def test_flow_refuses_parts_that_do_not_fit(options, words):
    with pytest.raises(ValueError, match="^flow: .*" + words):
        plots.flow(**{"W": W, "b": B, **options})


def test_the_blame_of_the_small_network_is_what_finite_differences_say():
    """All but the rounding: the activations have two digits, and so has what follows from them."""

    def loss(**moved):
        p = {**byhand.FORWARD, **moved}
        z = [p["w1"] * p["x"] + p["b1"], p["w2"] * p["x"] + p["b2"]]
        z = [moved.get("z1", z[0]), moved.get("z2", z[1])]
        a = [moved.get("a1", np.tanh(z[0])), moved.get("a2", np.tanh(z[1]))]
        y_hat = moved.get("y_hat", p["v1"] * a[0] + p["v2"] * a[1] + p["c"])
        return (y_hat - p["y"]) ** 2 / 2

    for name in byhand.BLAME:
        at = byhand.FORWARD[name]
        slope = (loss(**{name: at + 1e-4}) - loss(**{name: at - 1e-4})) / 2e-4
        assert byhand.near(slope, name), name


def test_only_what_is_right_appears_in_the_drawing_by_hand():
    picture = plots.by_hand({"y_hat": 0.5, "c": 0.9, "v1": ..., "nobody": 1})
    assert [text for text, colour in written(picture) if colour == PALETTE[1]] == ["0.5"]
    assert "Blame found: y_hat 0.5." in picture.alt
    assert picture.figure.get_suptitle() == "1 of 13 numbers found"


def test_the_whole_products_are_the_blame_that_was_found():
    for name, path, last in byhand.WHOLE[:2] + byhand.WHOLE[3:5]:
        key = name.replace("₁", "1").replace("₂", "2")
        assert np.isclose(np.prod(path) * last, byhand.BLAME[key])
    upper, lower = (np.prod(path) * last for _, path, last in byhand.WHOLE[2::3])
    assert np.isclose(upper + lower, byhand.BLAME["x"])
