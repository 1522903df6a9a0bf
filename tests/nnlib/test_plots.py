"""Pictures: one output with a true alt text, the same bytes every time, nothing cut or mutated."""

import io
import math
import re
import subprocess
import sys
from base64 import b64decode
from collections.abc import Callable
from functools import cache
from pathlib import Path

import matplotlib
import matplotlib.colors
import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.image import imread

from nnlib import depth
from nnlib.activations import relu
from nnlib.perceptron import mistake_bound, proof_trace, run, with_ones
from nnlib.pictures import figure, plots
from nnlib.pictures.plots import Picture
from nnlib.pictures.style import PALETTE
from nnlib.pictures.words import number

X = np.array([[2.0, 1.0], [1.0, 3.0], [-1.0, -1.0], [-2.0, 0.5]])
y = np.array([1, 1, -1, -1])
XOR = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
SENTENCE = "Four points on two sides of a line."


TENT = np.ones((1, 3)), np.array([0.0, -1, -2]), np.array([1.0, -2, 1]), 0.0


def squeezed() -> Picture:
    w_star = np.array([2.0, 1.0, 0.0])
    along, squared = proof_trace(with_ones(X), y, w_star)
    rho = float(np.min(y * (with_ones(X) @ w_star)))
    return plots.squeeze(along, squared, rho, np.sqrt(11), w_star)


def bowl(w: np.ndarray) -> float:
    return float(0.5 * (w[0] ** 2 + 4 * w[1] ** 2) + 0.1)


ALL: dict[str, Callable[[], Picture]] = {
    "scatter": lambda: plots.scatter(X, y, title="Four points"),
    "boundary": lambda: plots.boundary(X, y, [1.0, 1.0], 0.2, w_star=[2, 1, 0.0], band=True),
    "decision_map": lambda: plots.decision_map(lambda P: np.where(P[:, 0] > 0, 1, -1), X, y),
    "curve": lambda: plots.curve([0, 1, 2], [3, 2, 1], [1, 1, 2], labels=["a", "b"], title="Two"),
    "loglog": lambda: plots.loglog([1, 10, 100], [1, 0.1, 0.00001], x_label="N", y_label="error"),
    "squeeze": squeezed,
    "bound_versus_mistakes": lambda: plots.bound_versus_mistakes([10, 1000], [3, 4]),
    "orbit": lambda: plots.orbit([[0, 0], [1, 0], [1, 2]]),
    "regions": lambda: plots.regions([lambda P: np.sign(P[:, 0] + 0.01)], X, y, ["left"]),
    "moved": lambda: plots.moved(X, X, y, [1, -1], 0.5),
    "arrows": lambda: plots.arrows(X, ["one", "two", "three", "four"]),
    "bricks": lambda: plots.bricks(np.sin, 0, 3, 4, 0.3),
    "tents": lambda: plots.tents(np.sin, 0, 3, 4),
    "summed": lambda: plots.summed([-1, 0, 1, 2, 3], TENT, relu),
    "stretched": lambda: plots.stretched([[0], [1]], [0, 1, 2], sign="-"),
    "grids": lambda: plots.grids({"v": [1, 2, 3], "X": [[1, 2], [3, 4]]}),
    "named": lambda: plots.named(mine=X[0], kept=X[0].copy()),
    "floats": lambda: plots.floats({"0.3": 0.3, "0.1 + 0.2": 0.1 + 0.2}),
    "multiples": lambda: plots.multiples([0, 1], [[[0, 1], [1, 1]]] * 4, "abcd", ["g", "slope"]),
    "beliefs": lambda: plots.beliefs([0, 1, 2], [[1, 2, 1], [3, 1, 0]], ["before", "after"]),
    "boxes": lambda: plots.boxes(
        {"a": ("leaf", []), "b": ("add", ["a", "a"])}, up={"a": 1, "b": 2}
    ),
    "zigzag": lambda: plots.zigzag([[0.2, 0.1, -0.1, 0.1]], 0.1, ["along the sign"]),
    "turning": lambda: plots.turning(X, y, [[1, 0], [0, 0], [1, 1]], [0, 0, -9], [None, 0, 1]),
    "network": lambda: plots.network([2, 3, 1], weights=[np.ones((2, 3)), -np.ones((3, 1))]),
    "flow": lambda: plots.flow(
        [[[0.5, 0]], [[3], [-1]]], [[0.2, 1], [0]], up={"a": [[2], [1, 0], [3]]}
    ),
    "by_hand": plots.by_hand,
    "twice": lambda: plots.twice(named=True),
    "nerve_cell": plots.nerve_cell,
    "descent": lambda: plots.descent(bowl, [[2, 2], [1, 0.5], [0.5, 0.1]]),
    "heatmap": lambda: plots.heatmap([[1.0, -2.0], [0.5, 0.0]], title="W"),
    "histograms": lambda: plots.histograms(
        [[X, X / 2], [X / 9, X]], ["one", "two"], ["layer 1", "layer 2"]
    ),
    "simplex": lambda: plots.simplex([2.0, 1.0, 0.0]),
    "shares": lambda: plots.shares([[0.6, 0.3, 0.1], [-0.4, 0.3, 0.1]], ["p", "p - y"], "abc"),
    "readings": lambda: plots.readings(np.ones((2, 3, 3)), [[0.9, 0.1], [0.4, 0.6]], ["a", "b"]),
    "confused": lambda: plots.confused(np.ones((3, 2, 2)), [0, 0, 1], [1, 0, 1], 2),
    "folded": lambda: plots.folded(3),
    "missed": lambda: plots.missed(depth.quarter_net(3), 3),
    "each_run": lambda: plots.each_run([[0.9, 0.8], [0.7, 0.9]], "ab", y_label="accuracy"),
    "fooled": lambda: plots.fooled(
        np.zeros((2, 3, 3)),
        np.full((2, 3, 3), 0.1),
        ["a 1", "a 2", "read as 7", "read as 3"],
        [0.03, 0],
    ),
    "reaches": lambda: plots.reaches([0.01, 0.03, 0.02], [0.05, np.inf, 0.04]),
    "chased": lambda: plots.chased(np.sin, 0, 3, [TENT, TENT], ["one", "two"], [0.9, 0.9]),
    "image_grid": lambda: plots.image_grid(np.eye(4)[None].repeat(3, axis=0), titles="abc"),
}
every_picture = pytest.mark.parametrize("name", ALL)


@cache
def made(name: str) -> Picture:
    return ALL[name]()


def pixels(picture: Picture) -> np.ndarray:
    return imread(io.BytesIO(picture.png))


@every_picture
def test_a_picture_is_one_img_with_its_alt_text_and_a_text_twin(name):
    picture = made(name)
    bundle = picture._repr_mimebundle_()
    assert bundle.keys() == {"text/html", "image/png", "text/plain"}
    assert bundle["image/png"] in bundle["text/html"]
    assert bundle["text/plain"] == repr(picture) == picture.alt
    assert bundle["text/html"].count("<img ") == 1
    assert 'src="data:image/png;base64,iVBOR' in bundle["text/html"]
    assert figure.check_alt("test", picture.alt) == picture.alt


@every_picture
def test_a_picture_made_twice_has_the_same_bytes_and_no_version_in_them(name):
    first, second = made(name), ALL[name]()
    assert first.png == second.png
    assert first.alt == second.alt
    assert b"matplotlib" not in first.png.lower()


@every_picture
def test_a_picture_fits_the_page_is_crisp_and_cut_at_no_edge(name):
    picture = made(name)
    height, width = pixels(picture).shape[:2]
    shown = re.search(r'width="(\d+)" height="(\d+)"', picture.html)
    assert shown is not None
    assert (width, height) == (2 * int(shown[1]), 2 * int(shown[2]))
    assert 6.5 * 96 <= int(shown[1]) <= 8.5 * 96
    assert int(shown[2]) <= 6.5 * 96
    assert len(picture.png) < 60_000
    ink = pixels(picture)[..., :3].min(axis=2) < 0.95
    assert not np.concatenate([ink[0], ink[-1], ink[:, 0], ink[:, -1]]).any()


def test_a_quick_image_is_the_same_drawing_in_all_its_colours():
    picture = made("scatter")
    quick = imread(io.BytesIO(b64decode(re.search('base64,([^"]+)', picture.quick)[1])))
    few = imread(io.BytesIO(picture.png))[..., :3]
    assert quick.shape == few.shape
    assert np.abs(quick - few).max() < 0.1
    assert picture.quick.split("src=")[0] == picture.html.split("src=")[0]


@every_picture
def test_a_picture_is_opaque_so_that_a_dark_page_does_not_swallow_its_letters(name):
    image = pixels(made(name))
    assert image[..., 3].min() == 1.0
    assert image[0, 0, :3].tolist() == [1.0, 1.0, 1.0]


@every_picture
def test_every_line_of_a_picture_is_thick_enough_for_a_projector(name):
    picture = made(name)
    widths = [line.get_linewidth() for ax in picture.axes for line in ax.get_lines()]
    assert all(width >= 1.5 for width in widths)


def test_a_picture_ignores_and_restores_the_readers_own_style():
    with matplotlib.rc_context({"font.size": 30, "axes.facecolor": "black", "lines.linewidth": 9}):
        assert ALL["curve"]().png == made("curve").png
        assert matplotlib.rcParams["font.size"] == 30


def test_no_picture_touches_pyplot():
    code = (
        "import sys; from nnlib.pictures import plots; "
        "plots.scatter([[0, 1], [1, 0]], [0, 1]).png; "
        "found = {'matplotlib.pyplot', 'ipywidgets', 'IPython'} & set(sys.modules); "
        "sys.exit(f'imported {found}' if found else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_rendering_leaves_the_figure_as_it_was():
    picture = plots.scatter(X, y)
    canvas, dpi = picture.figure.canvas, picture.figure.dpi
    assert picture.png
    assert picture.figure.canvas is canvas
    assert picture.figure.dpi == dpi


@pytest.mark.parametrize(
    "alt", ["", "   ", "figure", "Figure 1.", "plot.png", "An image of a plot", "alt text here", 3]
)
def test_an_alt_text_that_says_nothing_is_refused(alt):
    with pytest.raises(ValueError, match=r"^show: alt is .* expected a sentence .* Try "):
        plots.show(Figure(figsize=(3, 2)), alt)
    with pytest.raises(ValueError, match="expected a sentence"):
        Picture(Figure(figsize=(3, 2)), alt)


def test_a_figure_larger_than_the_page_is_refused():
    with pytest.raises(ValueError, match=r"is 9 x 6 inches, expected at most 8.5 x 6.5"):
        Picture(Figure(figsize=(9, 6)), SENTENCE)


def test_show_displays_once_and_takes_the_figure_from_pyplot(monkeypatch):
    import IPython.display
    import matplotlib.pyplot as plt

    shown = []
    monkeypatch.setattr(IPython.display, "display", shown.append)
    own = plt.figure(figsize=(3, 2))
    plots.show(own, SENTENCE)
    assert [picture.alt for picture in shown] == [SENTENCE]
    assert not plt.fignum_exists(own.number)


def test_an_alt_text_of_ones_own_is_taken_and_its_quotes_are_escaped():
    picture = plots.scatter(X, y, alt='Four "good" points & a <line> between them.')
    assert 'alt="Four &quot;good&quot; points &amp; a &lt;line&gt; between them."' in picture.html


def test_colours_of_the_palette_are_told_apart_by_lightness_or_by_blue_and_yellow():
    rgb = np.array([matplotlib.colors.to_rgb(colour) for colour in PALETTE])
    seen = rgb @ np.array([[0.35, 0.0], [0.65, 0.0], [0.0, 1.0]])  # red and green run together
    gaps = [np.linalg.norm(a - b) for k, a in enumerate(seen) for b in seen[:k]]
    assert min(gaps) > 0.12


def test_classes_differ_in_marker_as_well_as_in_colour():
    points = plots.scatter(np.arange(12.0).reshape(6, 2), [0, 1, 2, 0, 1, 2]).axes[0].collections
    assert len({tuple(p.get_facecolor()[0]) for p in points}) == 3
    assert len({p.get_paths()[0].vertices.tobytes() for p in points}) == 3


def test_the_upper_of_two_classes_is_the_blue_one_whatever_the_labels_are_called():
    for labels in (y, (y + 1) // 2, y.astype(float)):
        upper = plots.scatter(X, labels).axes[0].collections[0]
        assert upper.get_label() in ("y = +1", "y = 1")
        assert matplotlib.colors.to_hex(upper.get_facecolor()[0]).upper() == PALETTE[0]


def test_scatter_counts_its_points_and_leaves_them_alone():
    before = X.copy()
    alt = plots.scatter(X, y).alt
    assert alt == ("4 points: 2 labelled −1, 2 labelled +1. x1 from −2 to 2 and x2 from −1 to 3.")
    assert np.array_equal(X, before)
    assert plots.scatter(with_ones(X), y).alt == alt


@pytest.mark.parametrize(
    ("wrong_X", "wrong_y", "words"),
    [
        (X.T[:, :3], y[:2], r"X has shape \(2, 3\)"),
        (X, y[:3], r"y has shape \(3,\), expected \(m,\) with m = 4 from X"),
        (X, y + 0.5, "expected labels"),
        (X * np.nan, y, "not finite"),
        (X[:0], y[:0], "X is empty"),
    ],
)
def test_scatter_refuses_what_is_not_points_with_labels(wrong_X, wrong_y, words):
    with pytest.raises(ValueError, match="^scatter: .*" + words):
        plots.scatter(wrong_X, wrong_y)


def test_boundary_draws_the_line_on_which_the_score_is_0():
    line = plots.boundary(X, y, [1.0, 2.0], -1.0).axes[0].get_lines()[0]
    (x1, x2), slope = line.get_xy1(), line.get_slope()
    if slope is None:
        (u, v) = line.get_xy2()
        slope = (v - x2) / (u - x1)
    assert x1 + 2 * x2 - 1 == pytest.approx(0)
    assert slope == pytest.approx(-0.5)


def test_boundary_takes_the_bias_apart_or_as_the_last_weight():
    assert plots.boundary(X, y, [1, 2], 0.5).png == plots.boundary(X, y, [1, 2, 0.5]).png


def test_boundary_says_how_many_points_are_wrong_counting_those_on_the_line():
    assert "has every point on its right side" in plots.boundary(X, y, [1, 1]).alt
    on_the_line = plots.boundary(X, y, [1, 1], -3.0).alt  # (2, 1) has score 0
    assert "leaves 1 point of 4 on the wrong side or on the line" in on_the_line
    assert "leaves 4 points of 4" in plots.boundary(X, y, [-1, -1]).alt
    assert "outside the picture" in plots.boundary(X, y, [1, 1], 100).alt
    assert "does not exist: both weights are 0" in plots.boundary(X, y, [0, 0], 1).alt


def test_the_strip_of_a_boundary_is_as_wide_as_the_nearest_point_is_far():
    told = plots.boundary(X, y, [3.0, 4.0], band=True).alt  # distances 2, 3, 1.4, 0.8
    assert "A strip of 0.8 on both sides of it holds no point." in told
    assert "strip" not in plots.boundary(X, y, [-3.0, -4.0], band=True).alt


def test_boundary_refuses_three_classes_and_a_w_of_the_wrong_length():
    with pytest.raises(ValueError, match="labels 0, 1, 2, expected two classes"):
        plots.boundary(X, [0, 1, 2, 0], [1, 1])
    with pytest.raises(ValueError, match=r"w has shape \(4,\)"):
        plots.boundary(X, y, [1, 2, 3, 4])


def test_decision_map_measures_the_regions_and_counts_the_right_points():
    picture = plots.decision_map(lambda P: np.where(P[:, 0] > P[:, 0].mean(), 1, -1), X, y)
    assert "−1 on 50%, +1 on 50%" in picture.alt
    assert "4 of 4 points are right" in picture.alt
    turned = plots.decision_map(lambda P: np.where(P[:, 0] > P[:, 0].mean(), -1, 1), X, y)
    assert "0 of 4 points are right" in turned.alt


def test_decision_map_refuses_scores_and_columns():
    with pytest.raises(ValueError, match="expected only labels that y holds: −1, 1"):
        plots.decision_map(lambda P: P[:, 0], X, y)
    with pytest.raises(ValueError, match=r"Try predict\(X\)\.ravel\(\)"):
        plots.decision_map(lambda P: np.ones((len(P), 1)), X, y)


def test_curve_tells_start_end_and_extremes_of_every_line():
    alt = plots.curve([0, 1, 2], [3, 1, 2], x_label="epoch", y_label="loss").alt
    assert alt == "loss over epoch. loss: from 3 to 2, between 1 (at epoch = 1) and 3."
    assert "1 value not finite" in plots.curve([0, 1, 2], [3, 1, np.inf]).alt
    assert "no finite value" in plots.curve([0.0], [np.nan]).alt


def test_curve_refuses_lengths_that_differ_and_lines_without_names():
    with pytest.raises(ValueError, match=r"ys\[1\] has shape \(2,\)"):
        plots.curve([1, 2, 3], [1, 2, 3], [1, 2], labels=["a", "b"])
    for labels in ([], ["only one"]):
        with pytest.raises(ValueError, match="expected a label for each line"):
            plots.curve([1, 2], [1, 2], [2, 1], labels=labels)
    with pytest.raises(ValueError, match="log is 'z', expected one of"):
        plots.curve([1, 2], [1, 2], log="z")


def test_loglog_is_a_curve_with_two_logarithmic_scales():
    ax = plots.loglog([1, 10], [1, 100]).axes[0]
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "log")


def test_a_curve_with_dots_marks_its_points_and_names_each_x():
    plain = plots.curve([0, 2, 3], [1, 2, 3]).axes[0]
    dotted = plots.curve([0, 2, 2, 3], [1, 2, 2, 3], dots=True).axes[0]
    assert [ax.lines[0].get_marker() for ax in (plain, dotted)] == ["", "o"]
    assert [tick.get_text() for tick in dotted.get_xticklabels()] == ["0", "2", "3"]


def test_squeeze_names_the_crossing_which_is_the_bound():
    w_star = np.array([2.0, 1.0, 0.0])
    bound = mistake_bound(with_ones(X), y, w_star)
    alt = squeezed().alt
    assert "stays above the straight line t rho and below the square-root curve" in alt
    assert f"meet at t = {bound:.0f}, so no run can be longer" in alt


def test_squeeze_tells_the_whole_mistakes_that_the_bound_allows():
    picture = plots.squeeze([1.0], [1.0], 1.0, np.sqrt(6.9), [1.0])
    assert "meet at t = 6," in picture.alt
    assert "t = 6" in [text.get_text() for text in picture.axes[0].texts]
    assert "meet at t = 7," in plots.squeeze([1.0], [1.0], 1.0, np.sqrt(7.0), [1.0]).alt


def test_squeeze_draws_three_curves_and_names_them_where_they_run():
    ax = squeezed().axes[0]
    assert len(ax.lines) == 4  # with the star
    told = [text.get_text() for text in ax.texts]
    assert "no more than ‖w*‖ C √t" in told
    assert "no less than t ρ" in told


def test_squeeze_says_where_a_run_breaks_out():
    alt = plots.squeeze([1.0, 1.5, 4.0], [1.0, 4.0, 3.0], 1.0, 1.0, [2.0]).alt
    assert "falls below the straight line t rho at mistake 2" in alt
    assert "rises above the square-root curve at mistake 2" in alt


def test_squeeze_refuses_a_w_star_that_separates_nothing():
    with pytest.raises(ValueError, match=r"^squeeze: rho is 0"):
        plots.squeeze([1.0], [1.0], 0.0, 1.0, [1.0])


def test_bound_versus_mistakes_counts_the_points_above_the_diagonal():
    assert "No points lie above the diagonal" in plots.bound_versus_mistakes([9, 9], [3, 9]).alt
    assert "1 point lies above the diagonal" in plots.bound_versus_mistakes([9, 9], [3, 10]).alt
    with pytest.raises(ValueError, match="no place for 0"):
        plots.bound_versus_mistakes([9], [0])


def test_orbit_finds_the_round_that_the_perceptron_walks_on_xor():
    journey = run(XOR, [-1, 1, 1, -1], max_sweeps=10)
    states = np.column_stack([journey.w, journey.b])
    alt = plots.orbit(states).alt
    found = re.search(r"From update (\d+) on it walks the same round of (\d+) updates", alt)
    assert found is not None
    start, period = int(found[1]), int(found[2])
    assert np.array_equal(states[start:-period], states[start + period :])
    assert len(np.unique(states[start : start + period], axis=0)) == period


def test_orbit_of_three_numbers_is_drawn_in_space_with_the_corners_of_its_round():
    journey = run(XOR, [-1, 1, 1, -1], max_sweeps=4)
    (ax,) = plots.orbit(np.column_stack([journey.w, journey.b])).axes
    assert ax.name == "3d"
    ax.figure.draw_without_rendering()
    corners = ax.transData.transform([text.xy for text in ax.texts])
    assert len(corners) == 4
    edges = zip(corners, np.roll(corners, -1, axis=0), strict=True)
    dots = np.concatenate([np.linspace(*edge, 200) for edge in edges])
    assert not any(text.get_window_extent().count_contains(dots) for text in ax.texts)


def test_turning_has_a_panel_for_each_line_and_counts_what_each_leaves_wrong():
    picture = plots.turning(X, y, [[1, 0], [-1, -1]], [0, 0.5], [None, 0])
    assert [ax.get_title() for ax in picture.axes] == ["w = (1, 0), b = 0", "w = (−1, −1), b = 0.5"]
    wrong = np.sum(y * (X @ [1, 0]) <= 0), np.sum(y * (X @ [-1, -1] + 0.5) <= 0)
    assert f": {wrong[0]}, then {wrong[1]} of them on the wrong side" in picture.alt
    with pytest.raises(ValueError, match=r"^turning: came 1 lines and 2 examples.*Try w\[:9\]"):
        plots.turning(X, y, [[1, 1]], [0], [0, 1])


def test_zigzag_counts_the_jumps_across_zero_and_the_landings():
    picture = plots.zigzag([[0.3, 0.1, -0.1, 0.1], [0.3, 0.1, 0, 0]], 0.2, ["one", "two"])
    assert [ax.get_title() for ax in picture.axes] == ["one", "two"]
    assert "one: from 0.3, 2 jumps across 0 in 4 steps, 0 times exactly at 0." in picture.alt
    assert "two: from 0.3, 0 jumps across 0 in 4 steps, 2 times exactly at 0." in picture.alt
    with pytest.raises(ValueError, match=r"^zigzag: came 1 paths and 2 titles.*Try paths\[:2\]"):
        plots.zigzag([[1, 0]], 0.2, ["one", "two"])


def test_beliefs_say_where_each_of_them_peaks_whatever_its_scale():
    w = np.linspace(-1, 1, 201)
    picture = plots.beliefs(w, [np.exp(-((w - 0.5) ** 2)), 7 * np.exp(-np.abs(w))], ["a", "b"])
    assert picture.alt.endswith("a peaks at w = 0.5, b peaks at w = 0.")
    assert [max(ax.get_lines()[0].get_ydata()) for ax in picture.axes] == [1, 1]
    with pytest.raises(ValueError, match=r"^beliefs: came 1 curves and 2 names.*Try curves"):
        plots.beliefs(w, [np.abs(w)], ["a", "b"])


def test_regions_have_a_map_for_each_classifier_and_moved_names_points_that_meet():
    def left(P):
        return np.where(P[:, 0] > 0, 1, -1)

    picture = plots.regions([left, left], XOR, [-1, 1, 1, -1], ["one", "two"])
    assert [ax.get_title() for ax in picture.axes] == ["one", "two"]
    assert picture.alt.count("2 of 4 points are right") == 2
    with pytest.raises(ValueError, match="came 1 classifiers and 2 titles"):
        plots.regions([left], XOR, [-1, 1, 1, -1], ["one", "two"])
    H = np.array([[0, 0], [1, 0], [1, 0], [1, 1]])
    there = plots.moved(XOR, H, [-1, 1, 1, -1], [1, -1], -0.5)
    assert "puts them at 3 places" in there.alt
    assert "every point on its right side" in there.alt
    assert sum("\n" in text.get_text() for text in there.axes[1].texts) == 1


def test_stretched_tells_own_numbers_from_copies_and_refuses_what_numpy_refuses():
    picture = plots.stretched([[0], [1]], [0, 1, 2], sign="-")
    assert [ax.get_title() for ax in picture.axes] == ["(2, 1)", "(3,)", "(2, 3)"]
    coloured = [sum(p.get_facecolor()[:3] != (1, 1, 1) for p in ax.patches) for ax in picture.axes]
    assert coloured == [2, 3, 6]
    assert picture.alt == "(2, 1) - (3,) gives (2, 3): 6 numbers from 2 and 3."
    for narrow in (picture, plots.stretched(np.ones((4, 1)), np.ones((4, 1)))):
        assert narrow.png
        left, right, result = (ax.get_window_extent() for ax in narrow.axes)
        signs = [ax.texts[-1].get_window_extent() for ax in narrow.axes[1:]]
        for before, sign, after in ((left, signs[0], right), (right, signs[1], result)):
            gaps = sign.x0 - before.x1, after.x0 - sign.x1
            assert min(gaps) > 0
            assert gaps[0] == pytest.approx(gaps[1], abs=12)
    with pytest.raises(ValueError, match=r"^stretched: left has shape \(4, 3\) and right \(4,\)"):
        plots.stretched(np.zeros((4, 3)), np.zeros(4))
    with pytest.raises(ValueError, match="at most 6"):
        plots.stretched(np.zeros(7), 1)


def test_grids_frame_a_table_and_no_vector_and_refuse_what_has_no_room():
    picture = plots.grids({"v": [1, 2, 3], "X": [[1, 2, 3]]})
    assert sum(not patch.get_fill() for patch in picture.axes[0].patches) == 1
    assert picture.alt.endswith("v has shape (3,). X has shape (1, 3).")
    with pytest.raises(ValueError, match=r"^grids: T has shape \(1, 1, 1\)"):
        plots.grids({"T": np.zeros((1, 1, 1))})
    with pytest.raises(ValueError, match="20 columns, expected"):
        plots.grids({"wide": np.zeros(20)})


def test_two_names_of_one_array_lead_to_one_place_and_a_copy_to_another():
    mine = np.ones(3)
    picture = plots.named(mine=mine, kept=mine, fresh=mine.copy())
    assert len(picture.axes[0].patches) == 6
    assert picture.alt.startswith("mine and kept lead to one array, 1, 1, 1. fresh leads to")
    with pytest.raises(ValueError, match="came 0 arrays"):
        plots.named()


def test_a_ruler_of_floats_puts_neighbours_one_stroke_apart_and_refuses_what_is_far():
    assert "0.3 on stroke 0, 0.1 + 0.2 on stroke 1" in made("floats").alt
    with pytest.raises(ValueError, match="at most 12 floats apart"):
        plots.floats({"one": 1.0, "two": 2.0})
    with pytest.raises(ValueError, match="came 0 values"):
        plots.floats({})


def test_bricks_that_leave_the_band_are_counted_hatched_and_none_are_without_a_band():
    picture = plots.bricks(lambda x: 2 * x, 0, 4, 4, target=0.9)
    assert [patch.get_hatch() for patch in picture.axes[0].patches] == ["///"] * 4
    assert picture.alt.endswith("; 4 of them leave the band of 0.9 on both sides of it.")
    inside = plots.bricks(lambda x: 2 * x, 0, 4, 4, target=1.0)
    assert "0 of them" in inside.alt
    assert {patch.get_hatch() for patch in inside.axes[0].patches} == {None}
    assert plots.bricks(math.sin, 0, 3, 1).alt == "1 flat brick under a curve from x = 0 to 3."
    for n, target, words in [(0, 1, "bricks: n is 0"), (2, 0, "bricks: target is 0")]:
        with pytest.raises(ValueError, match=words):
            plots.bricks(math.sin, 0, 3, n, target)


def test_tents_draw_the_polygon_with_a_tent_over_each_point():
    ax = plots.tents(math.sin, 0, 3, 4).axes[0]
    assert len(ax.patches) == 5
    np.testing.assert_allclose(ax.get_lines()[-1].get_ydata(), np.sin(np.linspace(0, 3, 5)))


def test_summed_shows_three_rows_of_units_and_their_sum():
    picture = plots.summed([-1, 0, 0.5, 1, 1.5, 2, 3], TENT, relu)
    lines = [ax.get_lines()[-1].get_ydata().tolist() for ax in picture.axes]
    assert len(lines) == 10
    np.testing.assert_allclose(sum(np.array(lines[6:9])), lines[9])
    assert lines[9] == [0, 0, 0.5, 1, 0.5, 0, 0]
    assert "weight (1, −2, 1)" in picture.alt
    with pytest.raises(ValueError, match="summed: net has 4 units, expected 1 to 3"):
        plots.summed([0, 1], (np.ones((1, 4)), np.zeros(4), np.ones(4), 0.0), relu)


def test_multiples_have_a_panel_for_each_title_and_refuse_a_tangle():
    picture = plots.multiples([0, 1], [[[0, 1], [1, 1]]] * 5, "abcde", ["g", "slope"])
    assert [ax.get_title() for ax in picture.axes] == ["a", "b", "c", "d", "e", ""]
    assert len(made("multiples").axes) == 4
    assert picture.alt.startswith("a: g from 0 to 1, slope from 1 to 1. b:")
    assert [text.get_text() for text in picture.figure.legends[0].texts] == ["g", "slope"]
    assert not plots.multiples([0, 1], [[[0, 1]]] * 2, "ab", ["g"]).figure.legends
    with pytest.raises(ValueError, match="came 1 panels, 1 titles and 1 labels"):
        plots.multiples([0, 1], [[[0, 1], [1, 1]]], ["one"], ["g"])


def test_arrows_end_at_their_points_with_their_words():
    picture = plots.arrows([[3, 4], [-8, 6]], ["5", "10"])
    assert picture.alt == "2 arrows from the origin to (3, 4): 5, (−8, 6): 10."
    with pytest.raises(ValueError, match="came 2 rows and 1 words"):
        plots.arrows([[3, 4], [-8, 6]], ["5"])


def test_orbit_marks_no_cycle_where_a_run_converges():
    assert "No round is walked twice" in plots.orbit(run(X, y).w[[0, 0]] + [[0, 0], [1, 0]]).alt
    assert "No round" in plots.orbit([[0, 0], [1, 0], [0, 0]]).alt  # back once is not a cycle yet
    with pytest.raises(ValueError, match="at least 2 rows"):
        plots.orbit([[0, 0]])


def test_network_names_its_layers_and_counts_its_weights():
    assert plots.network([784, 128, 10]).alt == (
        "A network, every unit joined to all of the next layer: "
        "inputs 784, hidden 128, outputs 10; 101632 weights."
    )
    told = plots.network([2, 1], weights=[[[1.5], [-2]]], values=[[1, 0], [1.5]]).alt
    assert "Weights out of inputs: 1.5; −2." in told
    assert "Values of outputs: 1.5." in told


def test_network_leaves_the_circle_of_a_unit_that_waits_empty():
    waiting = plots.network([2, 1], values=[[1, 0], [np.nan]])
    assert "Values of inputs: 1, 0. Values of outputs: none yet." in waiting.alt
    written = [text.get_text() for text in waiting.axes[0].texts]
    assert written.count("1") == written.count("0") == 1
    assert "nan" not in written


@pytest.mark.parametrize(
    ("sizes", "options", "words"),
    [
        ([3], {}, "sizes has 1 entry"),
        ([2, 0], {}, "every size at least 1"),
        ([2, 3], {"weights": [np.ones((3, 2))]}, r"weights\[0\] has shape \(3, 2\).*Try .*\.T"),
        ([2, 3, 1], {"weights": [np.ones((2, 3))]}, "weights has 1 entry"),
        ([2, 3], {"values": [[1, 2], [1, 2]]}, r"values\[1\] has shape \(2,\)"),
        ([2, 3], {"names": ["x"]}, "names has 1 entry"),
    ],
)
def test_network_refuses_parts_that_do_not_fit(sizes, options, words):
    with pytest.raises(ValueError, match="^network: .*" + words):
        plots.network(sizes, **options)


def test_a_nerve_cell_names_in_words_every_part_that_it_draws():
    picture = plots.nerve_cell()
    drawn = [text.get_text() for text in picture.axes[0].texts]
    for part in ("synapse", "dendrite", "soma", "axon", "spikes"):
        assert part in drawn
        assert part in picture.alt
    assert drawn.count("+") == 2
    assert "two excite, the third inhibits" in picture.alt


def test_descent_tells_a_run_that_falls_from_one_that_climbs():
    down, up = [[2, 2], [1, 0.5], [0.5, 0.1]], [[1, 1], [1, -2], [1, 4]]
    assert "from 10.1 to 0.245; it never rises." in plots.descent(bowl, down).alt
    assert "from 2.6 to 32.6; it rises at every step." in plots.descent(bowl, up).alt
    assert "rises at 1 of them" in plots.descent(bowl, [*down, [1, 1]]).alt


def test_descent_says_when_the_path_leaves_the_map():
    path = [[2, 2], [1, 0.5]]
    assert "leaves the map" not in plots.descent(bowl, path).alt
    picture = plots.descent(bowl, path, view=(-1.5, 1.5, -1.5, 1.5))
    assert "leaves the map" in picture.alt
    assert picture.axes[0].get_xlim() == (-1.5, 1.5)


def test_descent_refuses_a_path_that_blew_up_and_a_loss_that_is_no_number():
    with pytest.raises(ValueError, match="at least one step, all finite"):
        plots.descent(bowl, [[1, 1], [np.inf, 0]])
    with pytest.raises(ValueError, match="expected one finite number"):
        plots.descent(lambda w: w, [[1, 1], [0, 0]])


def test_heatmap_names_its_extremes_and_reads_a_small_matrix_out():
    assert plots.heatmap([[1.0, -2.0], [0.5, 0.0]]).alt == (
        "Matrix of 2 rows and 2 columns. Least entry −2 at (0, 1), greatest 1 at (0, 0). "
        "Rows: 1, −2; 0.5, 0."
    )
    with pytest.raises(ValueError, match="not finite"):
        plots.heatmap([[np.nan]])


def test_heatmap_with_room_draws_every_number_as_a_square_of_one_size():
    def square(matrix):
        ax = plots.heatmap(matrix, room=(4, 3)).axes[0]
        ax.figure.draw_without_rendering()
        (left, top), (right, bottom) = ax.transData.transform([[0, 0], [1, 1]])
        return right - left, top - bottom

    width, height = square(np.ones((4, 3)))
    assert np.isclose(width, height)
    assert np.allclose(square(np.ones((1, 2))), (width, height))


@pytest.mark.parametrize("room", [(1, 2), (2, 1), (13, 2), (2, 9)])
def test_heatmap_refuses_a_room_too_small_for_the_matrix_or_for_its_numbers(room):
    with pytest.raises(ValueError, match=r"^heatmap: room is .*Try room=\(2, 2\)"):
        plots.heatmap(np.ones((2, 2)), room=room)


def test_image_grid_shows_every_image_on_one_scale():
    images = np.stack([np.zeros((2, 2)), np.ones((2, 2))])
    panels = plots.image_grid(images).axes
    assert [ax.get_images()[0].get_clim() for ax in panels] == [(0, 1), (0, 1)]
    with pytest.raises(ValueError, match=r"shape \(3, 64\).*Try .*reshape\(-1, 8, 8\)"):
        plots.image_grid(np.ones((3, 64)))
    with pytest.raises(ValueError, match="1 title for 2 images"):
        plots.image_grid(images, titles=["zero"])


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (-1.5, "−1.5"), (0.25049, "0.25"), (1234.5, "1234"), (1e-4, "1e−4"),
     (1.834e-5, "1.83e−5"), (2e6, "2e6"), (100, "100"), (np.inf, "inf")],
)  # fmt: skip
def test_a_number_is_written_as_it_is_said(value, text):
    assert number(value) == text


def test_the_nbval_configuration_forgets_the_bytes_and_keeps_the_alt_text():
    rules = (Path(__file__).parents[1] / "nbval.cfg").read_text()
    pairs = re.findall(r"^regex: (.*)$\n^replace: (.*)$", rules, flags=re.MULTILINE)

    def kept(picture: Picture) -> str:
        html = picture.html
        for pattern, replacement in pairs:
            html = re.sub(pattern, replacement, html)
        return html

    left, right = plots.scatter(X, y, alt=SENTENCE), plots.scatter(-X, y, alt=SENTENCE)
    assert left.png != right.png
    assert kept(left) == kept(right)
    assert kept(left) != kept(plots.scatter(X, y))


def test_what_points_mean_stands_beside_a_square_panel_and_not_at_the_edge_of_the_figure():
    picture = plots.boundary(X, y, [1.0, 1.0], 0.2)
    (ax,) = picture.axes
    picture.figure.draw_without_rendering()
    legend, panel = ax.get_legend().get_window_extent(), ax.get_window_extent()
    assert 0 < legend.x0 - panel.x1 < 0.1 * panel.width
