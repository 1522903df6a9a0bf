"""Pictures of shares say in words what they draw, and refuse what cannot be drawn."""

import numpy as np
import pytest
from matplotlib.image import AxesImage

from nnlib.losses import softmax
from nnlib.pictures import explore, plots


def point(picture: plots.Picture) -> np.ndarray:
    """Where the black point stands in the triangle."""
    return np.array(picture.axes[1].get_lines()[-1].get_data())[:, 0]


def test_three_alike_scores_are_the_middle_and_a_cold_winner_is_its_corner():
    corners = np.array([[0, 0], [1, 0], [0.5, np.sqrt(0.75)]])
    assert np.allclose(point(plots.simplex([1, 1, 1])), corners.mean(axis=0))
    assert np.allclose(point(plots.simplex([0, 0, 3], 0.02)), corners[2])
    edge = point(plots.simplex([2, 2, 0], 0.02))
    assert np.allclose(edge, corners[:2].mean(axis=0))


def test_the_words_of_the_triangle_are_the_softmax_of_the_scores_over_t():
    told = plots.simplex([2, 1, 0], 2.0).alt
    for name, share in zip(("cat", "dog", "owl"), softmax([[1.0, 0.5, 0.0]])[0], strict=True):
        assert f"{name} {share:.2f}" in told


def test_the_triangle_refuses_four_scores_and_a_temperature_of_0():
    with pytest.raises(ValueError, match=r"^simplex: z has shape \(4,\)"):
        plots.simplex([1, 2, 3, 4])
    with pytest.raises(ValueError, match=r"^simplex: temperature"):
        plots.simplex([1, 2, 3], 0)


def test_the_softmax_slider_has_a_line_and_a_picture_for_each_score_and_temperature():
    slider = explore.softmax_slider()
    assert list(slider.handles) == ["cat", "dog", "owl", "T"]
    assert slider.picture(*slider.start).alt.endswith(slider.line(*slider.start))
    hot = slider.line(*slider.start[:3], len(slider.handles["T"]) - 1)
    assert "cat 0.35, dog 0.33, owl 0.32" in hot


def test_bars_carry_their_numbers_and_are_orange_below_0():
    picture = plots.shares([[0.6, -0.9]], ["minus"], ["cat", "owl"])
    assert picture.alt == "minus: cat 0.6, owl −0.9."
    above, below = picture.axes[0].patches
    assert above.get_facecolor() != below.get_facecolor()
    with pytest.raises(ValueError, match=r"^shares: came 1 rows and 2 titles"):
        plots.shares([[0.6, 0.4]], ["one", "two"], "ab")


def test_a_reading_tells_the_two_largest_shares_of_each_image():
    picture = plots.readings(np.ones((1, 2, 2)), [[0.1, 0.7, 0.2]], ["a 1"])
    assert picture.alt == "Image 1 (a 1): 1 with share 0.70, then 2 with 0.20."
    with pytest.raises(ValueError, match=r"^readings: came 8 images"):
        plots.readings(np.ones((8, 2, 2)), np.ones((8, 3)) / 3)


def test_each_kind_of_mistake_has_one_image_and_the_right_ones_have_none():
    y, y_hat = np.array([0, 0, 0, 1, 2]), np.array([1, 1, 0, 1, 0])
    picture = plots.confused(np.ones((5, 2, 2)), y, y_hat, 3)
    assert picture.alt == "Right: 2 of 5. Mistakes: 0 taken for 1, 2 times; 2 taken for 0, 1 time."
    shown = [one for one in picture.axes[0].get_children() if isinstance(one, AxesImage)]
    assert len(shown) == 2
    with pytest.raises(ValueError, match=r"^confused: K is 2, with classes up to 2"):
        plots.confused(np.ones((5, 2, 2)), y, y_hat, 2)


def test_counts_have_whole_ticks_and_shares_have_fractions():
    for row, whole in (([17.0, 9.0], True), ([0.7, 0.3], False)):
        ticks = plots.shares([row], ["counted"], "ab").axes[0].get_yticks()
        assert bool(np.all(ticks == np.round(ticks))) is whole


def test_the_arrow_back_has_room_below_a_loss_of_0_and_no_tick_says_that_a_loss_is_negative():
    ax = plots.stopped([1.4, 0.2, 0.0], [0.8, 0.3, 0.4], 1, 2).axes[0]
    assert ax.get_ylim()[0] < 0
    assert min(ax.get_yticks()) == 0
