"""The folded paper shows a layer and a hole for each piece; a miss shows where it is."""

import numpy as np
import pytest

from nnlib import depth
from nnlib.approximate import build_relu_net
from nnlib.pictures import explore, plots


@pytest.mark.parametrize("k", [0, 1, 3, 6])
def test_every_layer_is_pierced_and_every_hole_comes_to_lie_under_the_pin(k):
    picture = plots.folded(k, pin=0.25)
    side, graph = picture.axes
    heights = np.sort(side.get_lines()[-1].get_ydata())
    np.testing.assert_allclose(heights, (np.arange(2**k) + 0.5) / 2**k)
    holes = graph.get_lines()[-1].get_xdata()
    assert len(np.unique(holes)) == 2**k
    assert np.all(depth.fold(holes, k) == 0.25)
    assert graph.get_title() == ("1 hole" if k == 0 else f"{2**k} holes")


def test_the_second_fold_lays_the_two_middle_pieces_on_top_in_turned_order():
    side, _ = plots.folded(2).axes
    assert side.get_lines()[-1].get_ydata().tolist() == [0.125, 0.875, 0.625, 0.375]


def test_the_slider_says_the_layers_of_every_fold():
    slider = explore.folds_slider()
    assert "3 folds: 8 layers, and the pin leaves 8 holes" in slider.lines[3]


def test_a_miss_names_its_places_and_a_hit_how_near_it_is():
    few = build_relu_net(lambda x: float(depth.fold(x, 3)), 0.0, 1.0, 4)
    assert "4 units against 8 pieces: off by 1/2 or more at 4 places, most at x = 1/8" in (
        plots.missed(few, 3).axes[0].get_title()
    )
    assert "off by at most 0.25" in plots.missed(depth.quarter_net(4), 4).alt


def test_every_run_is_a_dot_and_every_mean_a_bar():
    values = np.array([[0.5, 0.7, 0.9], [0.2, 0.2, 0.5]])
    picture = plots.each_run(values, ["a", "b"], y_label="accuracy")
    dots = [line for line in picture.axes[0].get_lines() if line.get_marker() == "o"]
    assert [line.get_ydata().tolist() for line in dots] == values.tolist()
    assert "b: mean 0.3, from 0.2 to 0.5" in picture.alt
    with pytest.raises(ValueError, match=r"^each_run: values"):
        plots.each_run(values, ["a", "b", "c"])
