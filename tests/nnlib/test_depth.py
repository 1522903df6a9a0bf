"""k folds draw 2^k pieces with 2k units; one hidden layer of fewer than 2^k - 1 is off by 1/2."""

from itertools import pairwise

import numpy as np
import pytest

from nnlib import depth
from nnlib.activations import relu
from nnlib.approximate import build_relu_net, evaluate_net


@pytest.mark.parametrize("k", [1, 2, 3, 5, 8])
def test_the_tent_net_is_the_fold_k_times_to_the_last_bit_on_dyadic_places(k):
    weights, biases = depth.tent_net(k)
    x = depth.dyadic(k + 3)
    assert np.array_equal(depth.draw(weights, biases, x), depth.fold(x, k))
    assert sum(len(b) for b in biases[:-1]) == 2 * k


@pytest.mark.parametrize("k", [1, 2, 3, 6, 8])
def test_k_folds_have_two_to_the_k_pieces_counted_in_fractions(k):
    assert depth.exact_pieces(*depth.tent_net(k)) == 2**k


def test_pieces_counted_in_fractions_are_those_of_a_hand_worked_net():
    W1, b1 = np.array([[1.0, -1.0, 2.0]]), np.array([-0.25, 0.75, 3.0])
    v, c = np.array([[1.0], [1.0], [5.0]]), np.zeros(1)  # bends at 1/4, 3/4 and -3/2
    assert depth.exact_pieces([W1, v], [b1, c]) == 3
    assert depth.exact_pieces([W1, v], [b1, c], -2.0, 2.0) == 4
    level = [W1, np.array([[0.0], [0.0], [5.0]])], [b1, c]
    assert depth.exact_pieces(*level) == 1


def test_corners_hold_every_place_where_a_deep_net_bends(rng):
    weights = [rng.normal(size=shape) for shape in ((1, 3), (3, 3), (3, 1))]
    biases = [rng.normal(size=len(W.T)) for W in weights]
    x = depth.corners(weights, biases, -2.0, 2.0)
    for left, right in pairwise(x):
        inside = np.linspace(left, right, 7)
        y = depth.draw(weights, biases, inside)
        np.testing.assert_allclose(y, np.linspace(y[0], y[-1], 7), atol=1e-9)


def test_pieces_of_a_polygon_survive_rounding_and_uneven_places():
    x = np.arange(31) / 10
    assert depth.count_pieces(x, np.abs(0.3 * x - 0.3)) == 2
    assert depth.count_pieces([0, 1, 2, 4, 7], [0, 2, 4, 2, -1]) == 2
    assert depth.count_pieces([0, 5], [1, 2]) == 1


def test_pieces_of_places_that_do_not_increase_are_refused():
    with pytest.raises(ValueError, match=r"^count_pieces: x has to increase"):
        depth.count_pieces([0, 2, 1], [0, 1, 2])
    with pytest.raises(ValueError, match=r"^count_pieces: x has to increase"):
        depth.count_pieces([0], [0])


@pytest.mark.parametrize("k", [1, 2, 3, 5])
def test_one_layer_of_two_to_the_k_units_is_the_sawtooth(k):
    net = depth.shallow_net(k)
    x = depth.dyadic(k + 2)
    assert len(net[2]) == 2**k
    assert np.array_equal(evaluate_net(net, x, relu), depth.fold(x, k))
    assert depth.witness(net, k) is None


@pytest.mark.parametrize("k", [2, 3, 5, 8])
def test_one_unit_less_can_be_off_by_a_quarter(k):
    net = depth.quarter_net(k)
    x = depth.dyadic(k)
    assert len(net[2]) == 2**k - 1
    assert np.all(np.abs(evaluate_net(net, x, relu) - depth.fold(x, k)) == 0.25)
    assert depth.witness(net, k) is None


@pytest.mark.parametrize("k", [2, 3, 4, 6])
def test_every_net_with_too_few_units_is_off_by_a_half_somewhere(k, rng):
    x = depth.dyadic(k)
    for m in {1, 2**k - 2}:
        bends = np.sort(rng.random(m))
        signs = rng.choice([-1.0, 1.0], m)
        H = np.column_stack([np.ones(len(x)), relu(signs * (x[:, None] - bends))])
        c, *v = np.linalg.lstsq(H, depth.fold(x, k), rcond=None)[0]  # as near as it can be
        found = depth.witness((signs[None], -signs * bends, np.array(v), c), k)
        assert found is not None
        assert abs(found.came - found.wanted) >= 0.5
        assert found.x * 2**k == int(found.x * 2**k)
        assert found.wanted == depth.fold([found.x], k)[0]


def test_evenly_cut_with_half_the_pieces_a_net_misses_every_tooth():
    net = build_relu_net(lambda x: float(depth.fold(x, 3)), 0.0, 1.0, 4)
    found = depth.witness(net, 3)
    assert found == (0.125, 1.0, 0.0)


@pytest.mark.parametrize("bad", [0, 2.5, -1])
def test_a_number_of_pieces_is_whole_and_at_least_one(bad):
    with pytest.raises(ValueError, match=r"^least_width: pieces"):
        depth.least_width(bad)


def test_the_folds_use_up_a_float_after_fifty_three_of_them():
    assert depth.fold([0.1], 60)[0] == 0.0
