"""Penalties and the steps they ask for: differences, optimality conditions, PyTorch."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nnlib import regularise
from nnlib.gradcheck import gradient_check, numeric_gradient, relative_error
from nnlib.regularise import (
    l1_penalty,
    l1_subgrad,
    l2_penalty,
    lasso_fit,
    lasso_path,
    prox_step,
    ridge_closed_form,
    ridge_path,
    soft_threshold,
    weight_decay_grad,
)

numbers = st.floats(-100, 100)
strengths = st.floats(0, 10)
vectors = arrays(np.float64, st.integers(1, 6), elements=numbers)


@pytest.fixture
def weights(rng):
    return [rng.normal(size=(3, 4)), rng.normal(size=(4, 2))]


@pytest.fixture
def regression(rng):
    X = rng.normal(size=(60, 8))
    w = np.array([3.0, -2.0, 1.5, 0, 0, 0, 0, 0])
    return X, X @ w + 0.3 * rng.normal(size=60)


def smooth(w, X, y):
    return np.sum((X @ w - y) ** 2) / (2 * len(y))


# -- L2 ----------------------------------------------------------------------------------------


def test_l2_penalty_is_half_lambda_times_the_squares_of_all_layers(weights):
    by_hand = 0.3 / 2 * sum(w * w for W in weights for row in W for w in row)
    assert l2_penalty(weights, 0.3) == pytest.approx(by_hand, rel=1e-14)
    assert isinstance(l2_penalty(weights, 0.3), float)


@pytest.mark.parametrize("layer", [0, 1])
def test_weight_decay_is_the_finite_difference_of_the_penalty(weights, layer):
    def penalty(W):
        return l2_penalty([W if i == layer else other for i, other in enumerate(weights)], 0.7)

    def grad(W):
        return weight_decay_grad([np.zeros_like(V) for V in weights], weights, 0.7)[layer]

    assert gradient_check(penalty, grad, weights[layer]) < 1e-7
    assert gradient_check(penalty, lambda W: 2 * grad(W), weights[layer]) > 0.1
    assert gradient_check(penalty, lambda W: 0.7 * np.sign(W), weights[layer]) > 0.1


def test_weight_decay_adds_lambda_w_to_each_gradient_and_touches_nothing(weights, rng):
    dWs = [rng.normal(size=W.shape) for W in weights]
    before = [a.copy() for a in dWs + weights]
    new = weight_decay_grad(dWs, weights, 0.3)
    assert isinstance(new, list)
    for dW, W, result in zip(dWs, weights, new, strict=True):
        np.testing.assert_allclose(result, dW + 0.3 * W, rtol=1e-15)
    for array, copy in zip(dWs + weights, before, strict=True):
        np.testing.assert_array_equal(array, copy)


def test_weight_decay_of_0_gives_new_arrays_with_the_old_numbers(weights):
    new = weight_decay_grad(weights, weights, 0)
    for W, result in zip(weights, new, strict=True):
        np.testing.assert_array_equal(result, W)
        assert not np.shares_memory(result, W)


def test_pytorch_agrees_on_both_penalties(weights):
    torch = pytest.importorskip("torch", reason="PyTorch is an extra: pip install -e .[torch]")
    ts = [torch.tensor(W, requires_grad=True) for W in weights]
    loss = 0.15 * sum((t**2).sum() for t in ts)
    loss.backward()
    assert l2_penalty(weights, 0.3) == pytest.approx(loss.item(), rel=1e-14)
    zeros = [np.zeros_like(W) for W in weights]
    for dW, t in zip(weight_decay_grad(zeros, weights, 0.3), ts, strict=True):
        np.testing.assert_allclose(dW, t.grad.numpy(), rtol=1e-14)
        t.grad = None
    loss = 0.3 * sum(t.abs().sum() for t in ts)
    loss.backward()
    assert l1_penalty(weights, 0.3) == pytest.approx(loss.item(), rel=1e-14)
    for W, t in zip(weights, ts, strict=True):
        np.testing.assert_allclose(l1_subgrad(W, 0.3), t.grad.numpy(), rtol=1e-14)


# -- L1 ----------------------------------------------------------------------------------------


def test_l1_penalty_is_lambda_times_the_absolute_values(weights):
    by_hand = 0.3 * sum(max(w, -w) for W in weights for row in W for w in row)
    assert l1_penalty(weights, 0.3) == pytest.approx(by_hand, rel=1e-14)


def test_l1_subgradient_is_the_finite_difference_away_from_0(weights):
    W = weights[0] + np.sign(weights[0]) * 0.01
    assert gradient_check(lambda W: l1_penalty([W], 0.4), lambda W: l1_subgrad(W, 0.4), W) < 1e-7
    assert gradient_check(lambda W: l1_penalty([W], 0.4), lambda W: 0.4 * np.abs(W), W) > 0.1


@given(vectors, vectors, strengths)
def test_l1_subgradient_supports_the_penalty_from_below_everywhere(W, V, lam):
    n = min(len(W), len(V))
    W, V = W[:n], V[:n]
    line = l1_penalty([W], lam) + np.sum(l1_subgrad(W, lam) * (V - W))
    assert line <= l1_penalty([V], lam) + 1e-9 * (1 + abs(line))


def test_l1_subgradient_at_0_lies_between_minus_and_plus_lambda():
    assert np.all(np.abs(l1_subgrad(np.array([0.0, -0.0]), 2.0)) <= 2.0)


# -- soft threshold ----------------------------------------------------------------------------


def test_soft_threshold_of_known_numbers():
    W = np.array([-3.0, -1.0, -0.5, 0.0, 0.5, 1.0, 1.1, 3.0])
    expected = [-2, 0, 0, 0, 0, 0, 0.1, 2]
    np.testing.assert_allclose(soft_threshold(W, 1.0), expected, atol=1e-15)


@given(vectors, strengths)
def test_soft_threshold_is_w_less_its_clipped_part(W, t):
    np.testing.assert_allclose(soft_threshold(W, t), W - np.clip(W, -t, t), atol=1e-12)


@given(numbers, strengths, st.floats(-120, 120))
def test_no_other_number_has_a_smaller_proximal_cost(W, t, other):
    def cost(w):
        return (w - W) ** 2 / 2 + t * abs(w)

    assert cost(float(soft_threshold(W, t))) <= cost(other) + 1e-9


@given(vectors, strengths)
def test_soft_threshold_never_changes_a_sign_and_moves_by_at_most_t(W, t):
    w = soft_threshold(W, t)
    assert np.all(w * W >= 0)
    assert np.all(np.abs(w - W) <= t + 1e-12)
    assert np.all(w[np.abs(W) <= t] == 0)


def test_pytorch_agrees_on_the_soft_threshold(rng):
    torch = pytest.importorskip("torch", reason="PyTorch is an extra: pip install -e .[torch]")
    W = rng.normal(size=(5, 4))
    theirs = torch.nn.functional.softshrink(torch.tensor(W), 0.5).numpy()
    np.testing.assert_allclose(soft_threshold(W, 0.5), theirs, atol=1e-15)


def test_prox_step_scales_the_threshold_by_the_step_size():
    W, dW = np.array([1.0, -1.0, 0.02]), np.array([0.5, 0.5, 0.0])
    np.testing.assert_allclose(prox_step(W, dW, lr=0.1, lam=0.3), [0.92, -1.02, 0.0], atol=1e-15)


def test_prox_step_minimises_the_linearised_loss_with_its_penalty(rng):
    W, dW, lr, lam = rng.normal(size=5), rng.normal(size=5), 0.3, 0.7
    new = prox_step(W, dW, lr, lam)

    def model(V):
        return np.sum(dW * (V - W)) + np.sum((V - W) ** 2) / (2 * lr) + lam * np.sum(np.abs(V))

    for _ in range(100):
        assert model(new) <= model(new + rng.normal(0, 0.1, 5)) + 1e-12


def test_l1_reaches_exact_zeros_by_soft_thresholding_and_not_by_its_subgradient():
    rng = np.random.default_rng(1)
    X, truth = rng.normal(size=(100, 30)), np.zeros(30)
    truth[:5] = [3, -2, 2, 1.5, -1]
    y = X @ truth + 0.1 * rng.normal(size=100)
    hover = land = np.zeros(30)
    for _ in range(2000):
        hover = hover - 0.05 * (X.T @ (X @ hover - y) / 100 + l1_subgrad(hover, 0.1))
        land = prox_step(land, X.T @ (X @ land - y) / 100, 0.05, 0.1)
    assert np.sum(hover == 0) == 0
    assert np.sum(land == 0) == 25
    np.testing.assert_allclose(land, hover, atol=0.02)
    np.testing.assert_allclose(land, lasso_fit(X, y, 0.1), atol=1e-10)
    assert np.sum(ridge_closed_form(X, y, 0.1) == 0) == 0


# -- ridge -------------------------------------------------------------------------------------


@pytest.mark.parametrize("lam", [1e-3, 0.1, 10.0])
def test_the_slope_of_the_objective_vanishes_at_the_ridge_solution(regression, lam):
    X, y = regression
    w = ridge_closed_form(X, y, lam)
    slope = numeric_gradient(lambda w: smooth(w, X, y) + l2_penalty([w], lam), w)
    np.testing.assert_allclose(slope, 0, atol=1e-8)


def test_ridge_is_the_map_of_a_gaussian_prior(regression):
    X, y = regression
    noise, prior = 0.3**2, 0.8**2
    lam = noise / (len(y) * prior)
    # The mean of w given y when (w, y) is jointly normal: a formula over examples, not features.
    posterior_mean = prior * X.T @ np.linalg.solve(prior * X @ X.T + noise * np.eye(60), y)
    np.testing.assert_allclose(ridge_closed_form(X, y, lam), posterior_mean, rtol=1e-10)


def test_ridge_agrees_with_pytorch_on_the_stacked_least_squares(regression):
    torch = pytest.importorskip("torch", reason="PyTorch is an extra: pip install -e .[torch]")
    X, y = (torch.tensor(a) for a in regression)
    m, n = X.shape
    tall = torch.cat([X, (0.2 * m) ** 0.5 * torch.eye(n, dtype=torch.float64)])
    target = torch.cat([y, torch.zeros(n, dtype=torch.float64)])[:, None]
    theirs = torch.linalg.lstsq(tall, target).solution[:, 0].numpy()
    np.testing.assert_allclose(ridge_closed_form(*regression, 0.2), theirs, rtol=1e-11)


def test_centring_comes_to_the_same_as_a_bias_that_is_not_penalised(regression):
    X, y = regression
    X, y, lam = X + 3, y + 10, 0.5
    w = ridge_closed_form(X - X.mean(axis=0), y - y.mean(), lam)
    b = y.mean() - X.mean(axis=0) @ w
    augmented = np.column_stack([np.ones(len(y)), X])
    penalised = lam * np.diag([0.0] + [1.0] * 8)
    both = np.linalg.solve(augmented.T @ augmented / len(y) + penalised, augmented.T @ y / len(y))
    np.testing.assert_allclose([b, *w], both, rtol=1e-10)


def test_ridge_shrinks_towards_0_and_starts_at_least_squares(regression):
    X, y = regression
    path = ridge_path(X, y, [0.0, 0.1, 1.0, 10.0, 1e6])
    assert path.shape == (5, 8)
    np.testing.assert_allclose(path[0], np.linalg.lstsq(X, y, rcond=None)[0], rtol=1e-10)
    assert np.all(np.diff(np.linalg.norm(path, axis=1)) < 0)
    np.testing.assert_allclose(path[-1], 0, atol=1e-4)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_ridge_with_more_features_than_examples_is_the_same_w(rng, dtype):
    X, y = rng.normal(size=(5, 9)).astype(dtype), rng.normal(size=5).astype(dtype)
    w = ridge_closed_form(X, y, 0.3)
    by_definition = np.linalg.solve(X.T @ X / 5 + 0.3 * np.eye(9), X.T @ y / 5)
    np.testing.assert_allclose(w, by_definition, rtol=1e-4 if dtype == np.float32 else 1e-10)
    assert w.dtype == dtype


def test_ridge_without_penalty_refuses_columns_that_depend_on_one_another():
    X = np.array([[1.0, 2.0], [2.0, 4.0], [4.0, 8.0]])
    with pytest.raises(ValueError, match="ridge_closed_form: with lam = 0 many w") as refusal:
        ridge_closed_form(X, np.ones(3), 0)
    assert str(refusal.value).endswith("Try lam=0.1.")
    ridge_closed_form(X, np.ones(3), 0.1)


# -- lasso -------------------------------------------------------------------------------------


@given(st.integers(0, 2**32 - 1), st.floats(0.01, 2))
def test_lasso_fulfils_its_optimality_conditions(seed, lam):
    rng = np.random.default_rng(seed)
    X, y = rng.normal(size=(12, 6)), rng.normal(size=12)
    w = lasso_fit(X, y, lam)
    pull = X.T @ (y - X @ w) / 12
    assert np.all(np.abs(pull) <= lam + 1e-10)
    np.testing.assert_allclose(pull[w != 0], lam * np.sign(w[w != 0]), atol=1e-10)


def test_lasso_agrees_with_proximal_steps(regression):
    X, y = regression
    w = np.zeros(8)
    for _ in range(3000):
        w = prox_step(w, X.T @ (X @ w - y) / 60, 0.3, 0.2)
    np.testing.assert_allclose(lasso_fit(X, y, 0.2), w, atol=1e-12)


def test_lasso_with_more_features_than_examples_still_settles(rng):
    X, y = rng.normal(size=(10, 25)), rng.normal(size=10)
    w = lasso_fit(X, y, 0.05)
    assert np.sum(w != 0) <= 10
    assert np.max(np.abs(X.T @ (y - X @ w) / 10)) <= 0.05 + 1e-10


def test_lasso_without_penalty_is_least_squares(regression):
    X, y = regression
    least_squares = np.linalg.lstsq(X, y, rcond=None)[0]
    np.testing.assert_allclose(lasso_fit(X, y, 0), least_squares, rtol=1e-9, atol=1e-9)


def test_lasso_leaves_the_weight_of_an_empty_column_at_its_start(regression):
    X, y = regression
    X = np.column_stack([X, np.zeros(60)])
    assert lasso_fit(X, y, 0.1)[-1] == 0


def test_the_lasso_path_begins_with_nothing_and_lets_weights_in(regression):
    X, y = regression
    top = np.max(np.abs(X.T @ y)) / 60
    lams = top * np.array([1.001, 0.5, 0.1, 0.01])
    path = lasso_path(X, y, lams)
    assert path.shape == (4, 8)
    assert np.all(path[0] == 0)
    assert np.sum(path[1] != 0) < np.sum(path[3] != 0)
    for lam, w in zip(lams, path, strict=True):
        np.testing.assert_allclose(w, lasso_fit(X, y, lam), atol=1e-11)


def test_lasso_gives_up_with_a_sentence(monkeypatch, regression):
    monkeypatch.setattr(regularise, "MAX_SWEEPS", 1)
    with pytest.raises(RuntimeError, match="lasso_fit: not settled after 1 sweeps"):
        lasso_fit(*regression, 0.01)


# -- what holds for all ------------------------------------------------------------------------


@pytest.mark.parametrize("lam", [0.3, np.float64(0.3)])
def test_float32_stays_float32_whatever_the_penalty_is_made_of(lam, rng):
    X, y = rng.normal(size=(20, 3)).astype(np.float32), rng.normal(size=20).astype(np.float32)
    W = X[:4]
    for result in (
        weight_decay_grad([W], [W], lam)[0],
        l1_subgrad(W, lam),
        soft_threshold(W, lam),
        prox_step(W, W, lam, lam),
        ridge_closed_form(X, y, lam),
        lasso_fit(X, y, lam),
        ridge_path(X, y, [lam]),
        lasso_path(X, y, [lam, lam]),
    ):
        assert result.dtype == np.float32
    close = lasso_fit(X.astype(float), y.astype(float), 0.1)
    assert relative_error(lasso_fit(X, y, 0.1), close) < 1e-3


def test_integers_are_not_truncated():
    W = np.array([[1, -2], [0, 3]])
    np.testing.assert_allclose(l1_subgrad(W, 0.5), [[0.5, -0.5], [0, 0.5]])
    np.testing.assert_allclose(soft_threshold(W, 0.25), [[0.75, -1.75], [0, 2.75]])
    np.testing.assert_allclose(weight_decay_grad([W], [W], 0.5)[0], 1.5 * W)
    np.testing.assert_allclose(prox_step(W, W, 0.25, 1), soft_threshold(0.75 * W, 0.25))
    assert l2_penalty([W], 0.5) == 3.5
    w = ridge_closed_form(W, np.array([1, 2]), 1)
    np.testing.assert_allclose(w, ridge_closed_form(W.astype(float), [1.0, 2.0], 1.0))


@pytest.mark.parametrize(
    ("call", "error", "sentence"),
    [
        (
            lambda: l2_penalty(np.ones((3, 2)), 0.1),
            TypeError,
            "l2_penalty: weights is one array of shape (3, 2), expected a list with one array per "
            "layer. Try [weights].",
        ),
        (
            lambda: l1_penalty([np.ones((3, 2))], -0.1),
            ValueError,
            "l1_penalty: lam is -0.1, expected a number of at least 0. Try lam=0.1.",
        ),
        (
            lambda: weight_decay_grad([np.ones((2, 3))], [np.ones((3, 2))], 0.1),
            ValueError,
            "weight_decay_grad: dWs[0] has shape (2, 3), expected (3, 2). Try dWs[0].T.",
        ),
        (
            lambda: weight_decay_grad([np.ones((3, 2)), np.ones(2)], [np.ones((3, 2))], 0.1),
            ValueError,
            "weight_decay_grad: dWs has 2 arrays and weights has 1, expected one gradient for "
            "each. Leave the biases out of both.",
        ),
        (
            lambda: soft_threshold(np.ones(2), -1),
            ValueError,
            "soft_threshold: t is -1, expected a number of at least 0. Try t=0.1.",
        ),
        (
            lambda: prox_step(np.ones(2), np.ones((2, 1)), 0.1, 0.1),
            ValueError,
            "prox_step: dW has shape (2, 1), expected (2,). Try dW.ravel().",
        ),
        (
            lambda: ridge_closed_form(np.ones((3, 2)), np.ones((3, 1)), 0.1),
            ValueError,
            "ridge_closed_form: y has shape (3, 1), expected (m,) with m = 3 from X. "
            "Try y.ravel().",
        ),
        (
            lambda: lasso_fit(np.ones((0, 2)), np.ones(0), 0.1),
            ValueError,
            "lasso_fit: X has shape (0, 2), expected at least one example and one feature. "
            "Print X.shape where it is made.",
        ),
    ],
)
def test_refusals_say_who_what_and_the_repair(call, error, sentence):
    with pytest.raises(error, match="expected") as refusal:
        call()
    assert str(refusal.value) == sentence
