"""The contest: its constants are true of its curve, and its error is proved, not sampled."""

import numpy as np
import pytest

from nnlib.activations import relu
from nnlib.approximate import evaluate_net
from nnlib.contest import BEND, STEEP, UNITS, A, B, contest_curve, contest_error, fit_within

FINE = np.linspace(A, B, 300_001)


def seen(net):
    return np.max(np.abs(contest_curve(FINE) - evaluate_net(net, FINE, relu)))


def test_the_curve_bends_and_climbs_no_more_than_is_said():
    h = FINE[1] - FINE[0]
    slope = np.diff(contest_curve(FINE)) / h
    assert 0.99 * STEEP < np.abs(slope).max() <= STEEP
    assert np.abs(np.diff(slope)).max() / h == pytest.approx(BEND, rel=1e-3)


@pytest.mark.parametrize("units", [1, 3, UNITS, 40])
def test_the_proved_error_is_just_above_what_is_seen(units):
    net = fit_within(contest_curve, A, B, units)
    assert len(net[1]) == units
    assert seen(net) <= contest_error(net) <= seen(net) + 1e-5


def test_a_narrow_spike_does_not_hide_from_it():
    W1, b1, v, c = fit_within(contest_curve, A, B, 5)
    corners = 0.41372 + 5e-7 * np.arange(3)
    spiked = np.append(W1, np.ones((1, 3)), axis=1), np.append(b1, -corners)
    assert contest_error((*spiked, np.append(v, np.array([5, -10, 5]) / 5e-7), c)) > 4


def test_corners_where_the_curve_bends_beat_equal_pieces_by_far():
    x = np.interp(np.linspace(0, 1, UNITS + 1), *_bent())
    slopes = np.diff(contest_curve(x)) / np.diff(x)
    net = np.ones((1, UNITS)), -x[:-1], np.diff(slopes, prepend=0.0), float(contest_curve(x[0]))
    assert contest_error(net) < 0.04 < 0.3 < contest_error(fit_within(contest_curve, A, B, UNITS))


def _bent():
    """The share of the way that lies left of a place, measured by the root of |f''|."""
    bend = np.abs(np.gradient(np.gradient(contest_curve(FINE), FINE), FINE))
    share = np.cumsum(np.sqrt(bend))
    share = (share - share[0]) / (share[-1] - share[0])
    return share, FINE
