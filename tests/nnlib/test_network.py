"""The network at work: every number where it belongs, none cut, and what is unknown left empty."""

from itertools import pairwise

import numpy as np
import pytest

from nnlib.pictures import plots
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
