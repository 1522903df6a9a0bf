"""Starting weights: bounds exactly, moments within sampling error, and what each start does."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib import initialise
from nnlib.initialise import INITIALISERS, init_layers

N_IN, N_OUT = 300, 200
RANDOM = {
    "uniform": (lambda rng: initialise.uniform(N_IN, N_OUT, rng, 0.7), 0.7**2 / 3, 9 / 5),
    "normal": (lambda rng: initialise.normal(N_IN, N_OUT, rng, 0.1), 0.01, 3),
    "glorot_init": (lambda rng: initialise.glorot_init(rng, N_IN, N_OUT), 2 / 500, 9 / 5),
    "glorot_normal": (lambda rng: initialise.glorot_normal(rng, N_IN, N_OUT), 2 / 500, 3),
    "he_init": (lambda rng: initialise.he_init(rng, N_IN, N_OUT), 2 / 300, 3),
}


@pytest.mark.parametrize(("draw", "variance", "kurtosis"), RANDOM.values(), ids=RANDOM)
def test_mean_variance_and_shape_of_the_law_within_sampling_error(draw, variance, kurtosis, rng):
    W = draw(rng)
    assert W.shape == (N_IN, N_OUT)
    assert W.dtype == np.float64
    n, z = W.size, W / np.sqrt(variance)
    assert abs(z.mean()) < 5 / np.sqrt(n)
    assert abs(np.mean(z**2) - 1) < 5 * np.sqrt((kurtosis - 1) / n)
    assert abs(np.mean(z**4) - kurtosis) < 5 * np.sqrt(110 / n)  # 110 bounds Var z⁴ of both laws


def test_the_moment_test_refuses_the_classic_wrong_limits(rng):
    variance = 2 / (N_IN + N_OUT)
    for wrong in (6 / (N_IN + N_OUT), np.sqrt(2 / (N_IN + N_OUT)), np.sqrt(6 / N_IN + N_OUT)):
        z = initialise.uniform(N_IN, N_OUT, rng, wrong) / np.sqrt(variance)
        assert abs(np.mean(z**2) - 1) > 5 * np.sqrt(0.8 / z.size)


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 2**32 - 1))
def test_glorot_never_leaves_its_bounds(n_in, n_out, seed):
    W = initialise.glorot_init(np.random.default_rng(seed), n_in, n_out)
    assert W.shape == (n_in, n_out)
    assert np.all(np.abs(W) <= np.sqrt(6 / (n_in + n_out)))


def test_glorot_reaches_close_to_its_bounds(rng):
    W = initialise.glorot_init(rng, 100, 10)
    b = np.sqrt(6 / 110)
    assert b == pytest.approx(0.2335, abs=1e-4)
    assert -b <= W.min() < -0.99 * b
    assert 0.99 * b < W.max() <= b


def test_uniform_stays_inside_its_limit_and_reaches_close(rng):
    W = initialise.uniform(100, 50, rng, 0.7)
    assert -0.7 <= W.min() < -0.699
    assert 0.699 < W.max() <= 0.7


def test_zeros_and_constant_hold_one_number():
    np.testing.assert_array_equal(initialise.zeros(2, 3), np.zeros((2, 3)))
    np.testing.assert_array_equal(initialise.constant(2, 3, 1), np.ones((2, 3)))
    assert initialise.constant(2, 3, 1).dtype == np.float64


@pytest.mark.parametrize("name", RANDOM)
def test_the_generator_that_is_passed_decides_everything(name):
    draw = RANDOM[name][0]
    np.testing.assert_array_equal(draw(np.random.default_rng(3)), draw(np.random.default_rng(3)))
    rng = np.random.default_rng(3)
    assert not np.array_equal(draw(rng), draw(rng))


def test_he_keeps_the_signal_through_ten_relu_layers_where_glorot_loses_it(rng):
    X = rng.normal(size=(200, 100))

    def ratio(init):
        A = X
        for _ in range(10):
            A = np.maximum(A @ init(rng, 100, 100), 0)
        return np.sqrt(np.mean(A**2) / np.mean(X**2))

    assert 0.5 < np.median([ratio(initialise.he_init) for _ in range(5)]) < 2
    assert np.median([ratio(initialise.glorot_init) for _ in range(5)]) < 0.1


def test_glorot_keeps_the_signal_and_the_gradient_of_a_linear_layer(rng):
    W = initialise.glorot_init(rng, 400, 400)
    x = rng.normal(size=(100, 400))
    assert np.std(x @ W) == pytest.approx(np.std(x), rel=0.03)
    assert np.std(x @ W.T) == pytest.approx(np.std(x), rel=0.03)


def test_the_deck_limit_of_0_7_saturates_a_wide_layer(rng):
    Z = rng.normal(size=(500, 50)) @ initialise.uniform(50, 50, rng, 0.7)
    assert np.std(Z) == pytest.approx(0.7 / np.sqrt(3) * np.sqrt(50), rel=0.05)


@pytest.mark.parametrize("how", INITIALISERS)
def test_layers_fit_together_and_biases_are_zero(how, rng):
    weights, biases = init_layers([5, 4, 3, 2], rng, how)
    assert [W.shape for W in weights] == [(5, 4), (4, 3), (3, 2)]
    assert [b.shape for b in biases] == [(4,), (3,), (2,)]
    assert all(np.all(b == 0) and b.dtype == np.float64 for b in biases)


def test_layers_are_drawn_one_after_the_other_with_the_named_rule(rng):
    weights, _ = init_layers((6, 5, 4), np.random.default_rng(1))
    again = np.random.default_rng(1)
    np.testing.assert_array_equal(weights[0], initialise.he_init(again, 6, 5))
    np.testing.assert_array_equal(weights[1], initialise.he_init(again, 5, 4))


@pytest.mark.parametrize(
    ("call", "error", "sentence"),
    [
        (
            lambda rng: initialise.glorot_init(rng, 0, 3),
            ValueError,
            "glorot_init: n_in is 0, expected a whole number of at least 1. Try n_in=10.",
        ),
        (
            lambda rng: initialise.he_init(rng, 3, 2.5),
            ValueError,
            "he_init: n_out is 2.5, expected a whole number of at least 1. Try n_out=10.",
        ),
        (
            lambda rng: initialise.uniform(3, 3, rng, -0.1),
            ValueError,
            "uniform: limit is -0.1, expected a number of at least 0. Try limit=0.1.",
        ),
        (
            lambda rng: initialise.normal(3, 3, rng, np.inf),
            ValueError,
            "normal: std is inf, expected a number of at least 0. Try std=0.1.",
        ),
        (
            lambda rng: initialise.constant(3, 3, None),
            ValueError,
            "constant: value is None, expected a finite number. Try value=0.1.",
        ),
        (
            lambda rng: initialise.glorot_normal(7, 3, 3),
            TypeError,
            "glorot_normal: rng is 7, expected a numpy random generator. "
            "Try rng=np.random.default_rng(0).",
        ),
        (
            lambda rng: init_layers([3, 2], None),
            TypeError,
            "init_layers: rng is None, expected a numpy random generator. "
            "Try rng=np.random.default_rng(0).",
        ),
        (
            lambda rng: init_layers([3], rng),
            ValueError,
            "init_layers: sizes is [3], expected at least two widths, of the input and of the "
            "output. Try sizes=[2, 16, 1].",
        ),
        (
            lambda rng: init_layers([3, 2], rng, how="xavier"),
            ValueError,
            "init_layers: how is 'xavier', expected one of 'he', 'glorot', 'glorot_normal', "
            "'zeros'. Try how='he'.",
        ),
    ],
)
def test_refusals_say_who_what_and_the_repair(call, error, sentence, rng):
    with pytest.raises(error, match="expected") as refusal:
        call(rng)
    assert str(refusal.value) == sentence
