"""A filter used everywhere commutes with shifts, to the last bit; a dense layer need not."""

import numpy as np
import pytest

from nnlib import shifts


def test_a_filter_by_hand():
    X = np.array([[1, 2, 0, 5]])
    assert shifts.cyclic_filter(X, [3, -1]).tolist() == [[1, 6, -5, 14]]


@pytest.mark.parametrize("by", [1, 3, -4])
def test_shifted_in_is_shifted_out_to_the_last_bit(rng, by):
    X, w = rng.normal(size=(6, 11)), rng.normal(size=4)
    first = shifts.cyclic_filter(np.roll(X, by, axis=1), w)
    assert np.array_equal(first, np.roll(shifts.cyclic_filter(X, w), by, axis=1))


def test_a_dense_layer_can_do_the_same_and_its_weights_repeat(rng):
    X, w = rng.normal(size=(6, 9)), rng.normal(size=3)
    W = shifts.as_dense(w, 9)
    np.testing.assert_allclose(X @ W, shifts.cyclic_filter(X, w))
    assert len(np.unique(W)) == 4
    assert np.array_equal(np.roll(W, (1, 1), axis=(0, 1)), W)


def test_one_example_tells_a_filter_and_n_examples_a_dense_layer(rng):
    w = rng.normal(size=3)
    X, new = rng.normal(size=(12, 12)), rng.normal(size=(40, 12))
    Y, wanted = shifts.cyclic_filter(X, w), shifts.cyclic_filter(new, w)
    np.testing.assert_allclose(shifts.fit_filter(X[:1], Y[:1], 3), w)
    np.testing.assert_allclose(new @ shifts.fit_dense(X, Y), wanted, atol=1e-8)
    few = new @ shifts.fit_dense(X[:11], Y[:11])
    assert np.abs(few - wanted).max() > 0.1


def test_a_filter_in_two_rows_is_refused():
    with pytest.raises(ValueError, match=r"^cyclic_filter: w"):
        shifts.cyclic_filter(np.ones((2, 4)), np.ones((1, 2)))


def test_errors_fall_to_nothing_where_the_examples_tell_all_and_never_on_scrambled_places(rng):
    tied, dense, scrambled = shifts.errors_by_examples(rng.normal(size=3), 10, 14, rng)
    assert np.all(tied < 1e-9)
    assert np.all(dense[:9] > 0.01)
    assert np.all(dense[9:] < 1e-6)
    assert np.all(scrambled > 0.1)
