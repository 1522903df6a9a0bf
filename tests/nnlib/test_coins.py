"""Pictures of the game with coins say what they draw."""

import numpy as np
import pytest

from nnlib.law import labellings, six_coins, unseen_right
from nnlib.pictures import explore, plots


def test_a_tally_counts_heads_and_tails_of_each_coin():
    picture = plots.tallies([1, 1, 1, 6], [1, 1, -1, -1])
    assert "4 throws. coin 1: 2 heads, 1 tails" in picture.alt
    assert "coin 6: 0 heads, 1 tails" in picture.alt


def test_a_bar_of_risk_has_its_three_parts_end_to_end():
    picture = plots.stacked([[0.2, 0.1, 0.05]], ["n = 3"])
    ends = [patch.get_x() + patch.get_width() for patch in picture.axes[0].patches]
    assert np.allclose(ends, [0.2, 0.3, 0.35])
    with pytest.raises(ValueError, match=r"^stacked: rows has shape \(1, 2\)"):
        plots.stacked([[0.2, 0.1]], ["one"])


def test_the_picture_of_all_worlds_counts_what_is_right():
    right = unseen_right(lambda x, y, new: np.ones(len(new)), labellings(5), [1, 2, 3])
    assert plots.worlds(right).alt == "In 32 worlds 32 of 64 guesses are right."


def test_the_slider_of_risk_ends_at_the_best_threshold():
    slider = explore.risk_slider(six_coins(), np.random.default_rng(1))
    assert "threshold 2 errs least" in slider.line(len(slider.handles["throws"]) - 1)
    assert slider.picture(0).alt.endswith(slider.line(0))
