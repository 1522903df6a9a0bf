"""A figure is drawn as matplotlib itself would, left as it was, and packed without a loss."""

from __future__ import annotations

import io

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from nnlib.pictures import plots
from nnlib.pictures.sheet import drawn, packed
from nnlib.pictures.style import outside_legend, styled

DPI = 192


def in_need_of_a_layout() -> Figure:
    """A square panel, a colour bar and a legend outside: their places depend on one another."""
    figure = Figure(figsize=(8, 4.4), layout="constrained")
    ax = figure.subplots()
    ax.plot([0, 1], [0, 1000], label="a line")
    figure.colorbar(ax.imshow([[0, 1], [2, 3]]), ax=ax)
    outside_legend(ax)
    return figure


def by_matplotlib(figure: Figure) -> np.ndarray:
    """Drawn once for nothing, to settle, and once more."""
    figure.dpi = DPI
    figure.draw_without_rendering()
    agg = FigureCanvasAgg(figure)
    agg.draw()
    return np.array(agg.buffer_rgba())[..., :3]


@pytest.mark.parametrize("layout", ["constrained", "tight", None])
def test_a_figure_looks_as_matplotlib_itself_draws_it(layout):
    with styled():
        ours, theirs = in_need_of_a_layout(), in_need_of_a_layout()
        if layout != "constrained":
            ours, theirs = Figure(figsize=(6, 3), layout=layout), Figure((6, 3), layout=layout)
            for figure in (ours, theirs):
                figure.subplots().set_ylabel("y\ny")
        assert np.array_equal(drawn(ours, DPI), by_matplotlib(theirs))


def test_a_figure_is_left_as_it_was():
    figure = in_need_of_a_layout()
    before = figure.canvas, figure.dpi, figure.get_layout_engine()
    first = drawn(figure, DPI)
    assert (figure.canvas, figure.dpi, figure.get_layout_engine()) == before
    figure.axes[0].set_title("A line more, for which the layout has to make room")
    assert not np.array_equal(drawn(figure, DPI), first)
    assert first.shape == (844, 1536, 3)


def test_nothing_of_one_figure_shows_through_the_next_of_its_size():
    first = drawn(in_need_of_a_layout(), DPI)
    kept = first.copy()
    assert np.all(drawn(Figure(figsize=(8, 4.4), facecolor="white"), DPI) == 255)
    assert np.array_equal(first, kept)


def test_what_is_packed_comes_back_to_the_last_colour(rng):
    for pixels in (rng.integers(0, 256, (5, 7, 3), dtype=np.uint8), np.zeros((1, 1, 3), np.uint8)):
        image = Image.open(io.BytesIO(packed(pixels)))
        assert (image.format, image.mode) == ("PNG", "RGB")
        assert np.array_equal(np.asarray(image), pixels)


def test_on_the_way_down_the_longest_labels_have_room_between_map_and_loss():
    picture = plots.descent(lambda w: 1e5 * float(w @ w), [[-0.6, 0.7], [0.4, 0.1], [0.1, 0.1]])
    assert picture.png
    chart, loss = picture.axes
    canvas = FigureCanvasAgg(picture.figure)
    canvas.draw()
    assert "100000" in [label.get_text() for label in loss.get_yticklabels()]
    assert loss.yaxis.label.get_window_extent().x0 > chart.get_window_extent().x1
    assert chart.yaxis.label.get_window_extent().x0 > 0
