"""Units that begin equal stay equal to the last bit; twins are other weights, the same function."""

import numpy as np
import pytest

from nnlib import data, gradcheck, symmetry
from nnlib.activations import sigmoid, tanh


@pytest.fixture
def parts(rng):
    return rng.normal(size=(2, 4)), rng.normal(size=4), rng.normal(size=(4, 3))


def answers(X, W1, b1, W2):
    return np.tanh(X @ W1 + b1) @ W2


@pytest.mark.parametrize("width", [3, 5, 7])
def test_equal_units_stay_equal_to_the_last_bit_whatever_their_number(width):
    X, y = data.xor_clouds(60, np.random.default_rng(0))
    Y = np.where(y > 0, 1.0, -1.0)[:, None]
    equal = np.full((2, width), 0.5)
    path = symmetry.unit_paths(X, Y, equal, np.full((width, 1), 0.5), 0.5, 500)
    assert path.shape == (501, 2, width)
    assert np.ptp(path, axis=2).max() == 0
    assert not np.array_equal(path[0], path[-1])


def test_a_path_takes_the_steps_that_the_slopes_ask_for(rng):
    X, Y = rng.normal(size=(5, 2)), rng.normal(size=(5, 1))
    W1, W2 = rng.normal(size=(2, 3)), rng.normal(size=(3, 1))

    def loss(W):
        return 0.5 * np.sum((answers(X, W, 0.0, W2) - Y) ** 2) / 5

    path = symmetry.unit_paths(X, Y, W1, W2, 0.1, 1)
    np.testing.assert_allclose(path[1], W1 - 0.1 * gradcheck.numeric_gradient(loss, W1), atol=1e-8)


@pytest.mark.parametrize("unit", [tanh, sigmoid], ids=str)
def test_slopes_at_zero_are_those_of_differences(unit, rng):
    X, Y = rng.normal(size=(4, 2)), rng.normal(size=(4, 3)) + 1
    zero = [np.zeros((2, 5)), np.zeros(5), np.zeros((5, 3)), np.zeros(3)]
    found = symmetry.zero_start_grads(X, Y, 5, unit, unit.prime)
    for k, slope in enumerate(found):

        def loss(part, k=k):
            W1, b1, W2, b2 = [*zero[:k], part, *zero[k + 1 :]]
            return 0.5 * np.sum((unit(X @ W1 + b1) @ W2 + b2 - Y) ** 2) / 4

        np.testing.assert_allclose(slope, gradcheck.numeric_gradient(loss, zero[k]), atol=1e-9)


def test_four_odd_units_have_384_different_twins_with_the_same_answers(parts, rng):
    X = rng.normal(size=(6, 2))
    family = list(symmetry.twins(*parts))
    assert len({W.tobytes() for W, _, _ in family}) == 384
    assert all(np.allclose(answers(X, *twin), answers(X, *parts)) for twin in family)


def test_a_reordered_unit_takes_all_that_is_its_own_along(parts):
    W1, b1, W2 = symmetry.permute_hidden(*parts, [2, 0, 3, 1])
    assert np.array_equal(W1[:, 0], parts[0][:, 2])
    assert (b1[0], *W2[0]) == (parts[1][2], *parts[2][2])


def test_the_corners_of_a_plane_are_the_three_networks(parts, rng):
    X = rng.normal(size=(6, 2))
    nets = [parts, *([2 * p for p in parts], [p + 1 for p in parts])]
    at = symmetry.plane(lambda *p: np.sum(answers(X, *p)), *nets)
    for corner, net in zip([(0, 0), (1, 0), (0, 1)], nets, strict=True):
        assert at(corner) == pytest.approx(np.sum(answers(X, *net)))


def test_a_round_trip_passes_the_three_corners_and_comes_home():
    walk = symmetry.round_trip(4)
    assert walk[::4].tolist() == [[0, 0], [1, 0], [0, 1], [0, 0]]
    assert np.allclose(walk[6], [0.5, 0.5])


def test_a_wrong_shape_is_told():
    with pytest.raises(ValueError, match=r"^permute_hidden: W2"):
        symmetry.permute_hidden(np.ones((2, 3)), np.ones(3), np.ones((2, 1)), [0, 1, 2])
