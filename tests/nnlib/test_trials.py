"""Runs differ from each other, and are the same when they are run again."""

import numpy as np
import pytest

from nnlib import trials


def test_runs_are_repeatable_and_no_two_are_alike():
    nets = [[2, 20, 1], [2, 6, 6, 1]]
    one, two = trials.on_spirals(nets, 2), trials.on_spirals(nets, 2)
    assert np.array_equal(one, two)
    assert one.shape == (2, 2)
    assert len(np.unique(one)) == 4
    assert np.all((one > 0.5) & (one <= 1))


def test_no_runs_at_all_are_refused():
    with pytest.raises(ValueError, match=r"^on_spirals: runs"):
        trials.on_spirals([[2, 3, 1]], 0)


@pytest.mark.slow
def test_four_times_the_steps_close_the_gap_between_one_layer_and_two():
    """What lesson 15 says of its own picture."""
    nets = [[2, 60, 1], [2, 13, 13, 1], [2, 10, 9, 9, 1], [2, 8, 8, 8, 8, 1]]
    few, many = (trials.on_spirals(nets, 6, steps).mean(axis=1) for steps in (200, 800))
    assert few[1] - few[0] > 0.09
    assert np.all((many > 0.95) & (many < 0.98))
