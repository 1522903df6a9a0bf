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
