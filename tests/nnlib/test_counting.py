"""What `counting` counts is what was multiplied, and watching changes no number."""

from itertools import pairwise

import numpy as np
import pytest

from nnlib import losses, mlp
from nnlib.counting import Tally


def network(rng, sizes, m):
    weights = [rng.normal(size=shape) for shape in pairwise(sizes)]
    biases = [rng.normal(size=n) for n in sizes[1:]]
    return rng.normal(size=(m, sizes[0])), rng.normal(size=(m, sizes[-1])), weights, biases


def test_a_product_counts_rows_times_inner_times_columns(rng):
    tally = Tally()
    A = tally.watch(rng.normal(size=(5, 3)))
    _ = A @ np.ones((3, 4))
    assert tally.macs == 5 * 3 * 4
    _ = np.ones((2, 5)) @ A
    assert tally.macs == 5 * 3 * 4 + 2 * 5 * 3
    _ = A.T @ A[:, :1]
    assert tally.macs == 5 * 3 * 4 + 2 * 5 * 3 + 3 * 5 * 1
    _ = A @ np.ones(3)
    assert tally.macs == 5 * 3 * 4 + 2 * 5 * 3 + 3 * 5 + 5 * 3


def test_what_is_no_matrix_product_counts_nothing(rng):
    tally = Tally()
    A = tally.watch(rng.normal(size=(5, 3)))
    A *= 2
    _ = np.tanh(A) * A + A.sum(axis=0) - A.T[0].max()
    assert tally.macs == 0


def test_what_comes_out_of_a_product_is_watched_and_unwatched_arrays_are_left_alone(rng):
    tally, B = Tally(), rng.normal(size=(3, 4))
    Z = tally.watch(rng.normal(size=(5, 3))) @ B
    before = tally.macs
    _ = (2 * Z).T @ np.ones((5, 2))
    assert tally.macs == before + 4 * 5 * 2
    _ = B @ B.T
    assert tally.macs == before + 4 * 5 * 2


def test_two_tallies_do_not_disturb_each_other(rng):
    first, second = Tally(), Tally()
    _ = first.watch(rng.normal(size=(2, 3))) @ np.ones((3, 1))
    _ = second.watch(rng.normal(size=(4, 3))) @ np.ones((3, 1))
    assert (first.macs, second.macs) == (6, 12)


def test_watching_copies_and_changes_no_number(rng):
    X = rng.normal(size=(5, 3))
    A = Tally().watch(X)
    assert np.array_equal(A, X)
    A *= 2
    assert np.array_equal(A, 2 * X)
    assert not np.shares_memory(A, X)


@pytest.mark.parametrize("hidden", ["tanh", "relu"])
def test_a_whole_training_pass_is_counted_and_gives_the_same_gradients(rng, hidden):
    sizes, m = [7, 5, 3, 2], 4
    X, Y, weights, biases = network(rng, sizes, m)
    units = mlp.MLP(weights, biases, hidden).units
    tally = Tally()
    watched = [tally.watch(W) for W in weights]
    trace = mlp.forward(tally.watch(X), watched, biases, units)
    products = [m * a * b for a, b in pairwise(sizes)]
    assert tally.macs == sum(products)
    delta = losses.square_loss_grad(np.asarray(trace.output), Y)
    counted = mlp.backward(trace, tally.watch(delta), watched, units)
    assert tally.macs == sum(products) + sum(products) + sum(products[1:])
    plain = mlp.MLP(weights, biases, hidden).loss_and_gradients(X, Y, "square")[1]
    for a, b in zip(counted.weights + counted.biases, plain.weights + plain.biases, strict=True):
        assert np.array_equal(a, b)


def test_what_holds_no_numbers_is_refused():
    with pytest.raises(TypeError, match="expected numbers"):
        Tally().watch(["a", "b"])
