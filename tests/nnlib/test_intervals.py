"""Boxes through a network: no input of the box leaves them, and they are no wider than needed."""

from itertools import product

import numpy as np
import pytest

from nnlib import intervals
from nnlib.initialise import init_layers
from nnlib.intervals import interval_layer
from nnlib.mlp import MLP


@pytest.fixture
def net():
    weights, _ = init_layers([4, 6, 3], np.random.default_rng(0))
    rng = np.random.default_rng(1)
    return MLP(weights, [rng.normal(size=6), rng.normal(size=3)])


@pytest.fixture
def rows(net):
    X = np.random.default_rng(2).normal(size=(20, 4))
    return X, np.argmax(net.predict(X), axis=1)


def test_the_ends_of_a_layer_are_reached_by_corners_of_the_box(rng):
    low = rng.normal(size=(2, 3))
    high, W, b = low + rng.random((2, 3)), rng.normal(size=(3, 4)), rng.normal(size=4)
    corners = [np.where(pick, high, low) @ W + b for pick in product([False, True], repeat=3)]
    for ours, theirs in zip(
        interval_layer(low, high, W, b),
        (np.min(corners, axis=0), np.max(corners, axis=0)),
        strict=True,
    ):
        np.testing.assert_allclose(ours, theirs)


def test_no_input_of_a_box_leaves_the_box_of_the_output(net, rows, rng):
    X, _ = rows
    low, high = intervals.output_bounds(net, X - 0.1, X + 0.1)
    for _ in range(200):
        out = net.predict(X + rng.uniform(-0.1, 0.1, X.shape))
        assert np.all(low <= out)
        assert np.all(out <= high)


def test_a_lead_as_one_sum_is_never_looser_than_the_two_scores_apart(net, rows):
    X, y = rows
    low, high = intervals.output_bounds(net, X - 0.1, X + 0.1)
    others = np.where(np.eye(3, dtype=bool)[y], -np.inf, high).max(axis=1)
    apart = low[np.arange(20), y] - others
    gaps = intervals.proved_gaps(net, X, y, 0.1)
    assert np.all(gaps >= apart - 1e-12)
    assert np.any(gaps > apart + 1e-3)
    scores = net.predict(X)
    lead = np.sort(scores, axis=1)
    np.testing.assert_allclose(intervals.proved_gaps(net, X, y, 0), lead[:, -1] - lead[:, -2])


def test_up_to_what_is_proved_no_change_is_found_and_beyond_one_is(net, rows, rng):
    X, y = rows
    proved, fooled = intervals.proved_reach(net, X, y), intervals.fooled_from(net, X, y)
    assert np.all(proved > 0)
    assert np.all(proved <= fooled)
    for _ in range(300):
        moved = X + proved[:, None] * rng.choice([-1, 1], X.shape)
        np.testing.assert_array_equal(np.argmax(net.predict(moved), axis=1), y)
    near = intervals.nearest_fooled(net, X, y)
    found = np.isfinite(fooled)
    assert found.any()
    assert not found.all()
    assert np.all(np.argmax(net.predict(near[found]), axis=1) != y[found])
    np.testing.assert_allclose(np.abs(near - X).max(axis=1)[found], fooled[found])
    np.testing.assert_array_equal(near[~found], X[~found])


def test_what_is_read_wrongly_has_no_reach_and_is_its_own_counterexample(net, rows):
    X, y = rows
    wrong = (y + 1) % 3
    assert np.all(intervals.proved_reach(net, X, wrong) == 0)
    np.testing.assert_array_equal(intervals.nearest_fooled(net, X, wrong), X)


def test_one_layer_is_exact_proved_and_fooled_meet(rng):
    W = rng.normal(size=(5, 2))
    net, X = MLP([W], [np.zeros(2)]), rng.normal(size=(10, 5))
    y = np.argmax(net.predict(X), axis=1)
    lead = np.abs(X @ (W[:, 0] - W[:, 1])) / np.abs(W[:, 0] - W[:, 1]).sum()
    within = lead < 0.5
    np.testing.assert_allclose(intervals.proved_reach(net, X, y)[within], lead[within], rtol=1e-6)
    fooled = intervals.fooled_from(net, X, y)
    assert np.all(fooled[within] >= lead[within])
    np.testing.assert_allclose(fooled[within], lead[within], rtol=1e-3)


def test_an_attack_stays_within_its_amount(net, rows):
    X, y = rows
    for eps in (0.05, 0.5):
        assert np.abs(intervals.attack(net, X, y, eps) - X).max() <= eps + 1e-12


def test_a_folded_network_answers_plain_inputs_as_the_other_does_standardised_ones(net, rng):
    X, centre, spread = rng.normal(size=(7, 4)), rng.normal(size=4), rng.uniform(0.1, 2, 4)
    folded = intervals.folded(net, centre, spread)
    np.testing.assert_allclose(folded.predict(X), net.predict((X - centre) / spread))


def test_boxes_that_are_upside_down_or_flat_are_refused(net):
    with pytest.raises(ValueError, match="low is above high"):
        interval_layer(np.ones((1, 4)), np.zeros((1, 4)), net.weights[0], net.biases[0])
    with pytest.raises(ValueError, match="folded: spread"):
        intervals.folded(net, np.zeros(4), np.zeros(4))
    with pytest.raises(ValueError, match="proved_gaps: eps"):
        intervals.proved_gaps(net, np.zeros((1, 4)), np.array([0]), -0.1)
