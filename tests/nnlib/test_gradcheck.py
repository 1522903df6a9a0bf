"""Difference quotients against calculus, and a check that refuses what is broken."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from nnlib.gradcheck import check_vjp, gradient_check, numeric_gradient, relative_error

moderate = arrays(np.float64, array_shapes(max_dims=3, max_side=3), elements=st.floats(-3, 3))


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def softmax_vjp(v, Z):
    S = softmax(Z)
    return S * (v - (S * v).sum(axis=1, keepdims=True))


@given(moderate)
def test_numeric_gradient_is_that_of_calculus(x):
    np.testing.assert_allclose(
        numeric_gradient(lambda x: np.sum(np.sin(x) * x), x), np.cos(x) * x + np.sin(x), atol=1e-8
    )


def test_numeric_gradient_agrees_with_the_complex_step(rng):
    x = rng.normal(size=(2, 3))

    def f(x):
        return np.sum(np.exp(np.sin(x)) / (1 + x**2))

    step = 1e-30j * np.eye(6).reshape(6, 2, 3)
    independent = np.array([f(x + e).imag / 1e-30 for e in step]).reshape(2, 3)
    assert relative_error(numeric_gradient(f, x), independent) < 1e-7


def test_numeric_gradient_agrees_with_pytorch(rng):
    torch = pytest.importorskip("torch", reason="PyTorch is an extra: pip install -e .[torch]")
    x = rng.normal(size=(3, 2))
    t = torch.tensor(x, requires_grad=True)
    torch.logsumexp(t.tanh() * t, dim=0).sum().backward()
    ours = numeric_gradient(lambda x: np.log(np.exp(np.tanh(x) * x).sum(axis=0)).sum(), x)
    assert relative_error(ours, t.grad.numpy()) < 1e-7


def test_central_differences_are_exact_to_ten_digits_where_forward_ones_are_not():
    error = abs(numeric_gradient(np.exp, 1.0) - np.e) / np.e
    forward = abs((np.exp(1 + 1e-5) - np.exp(1)) / 1e-5 - np.e) / np.e
    assert error < 1e-9 < 1e-6 < forward


@pytest.mark.parametrize("shape", [(), (1,), (3,), (2, 3), (2, 1, 2), (0,)])
def test_numeric_gradient_keeps_the_shape_and_is_float64(shape):
    gradient = numeric_gradient(np.sum, np.ones(shape, dtype=np.float32))
    assert gradient.shape == shape
    assert gradient.dtype == np.float64
    np.testing.assert_allclose(gradient, np.ones(shape))


def test_integer_x_is_not_truncated():
    x = np.array([1, 2, 3])
    np.testing.assert_allclose(numeric_gradient(lambda x: np.sum(x**2), x), 2 * x, rtol=1e-9)
    assert x.dtype == np.int64 or x.dtype == np.int32


def test_x_is_untouched_even_if_f_writes_into_its_argument():
    x = np.array([1.0, 2.0])

    def f(x):
        value = float(np.sum(x**2))
        x[:] = np.nan
        return value

    np.testing.assert_allclose(numeric_gradient(f, x), [2, 4], rtol=1e-9)
    assert gradient_check(f, lambda x: 2 * x, x) < 1e-9
    np.testing.assert_array_equal(x, [1, 2])


def test_every_call_of_f_gets_an_array_of_its_own():
    seen = []

    def f(x):
        seen.append((x, x.copy()))
        return np.sum(x)

    numeric_gradient(f, np.zeros(3))
    assert len(seen) == 6
    assert len({id(x) for x, _ in seen}) == 6
    for x, as_it_was in seen:
        np.testing.assert_array_equal(x, as_it_was)


@pytest.mark.parametrize(
    ("f", "came"),
    [
        (lambda x: x, "shape (3,)"),
        (lambda x: x[:1], "shape (1,)"),
        (lambda x: None, "None"),
        (lambda x: "high", "'high'"),
        (lambda x: 1j, "1j"),
    ],
)
def test_numeric_gradient_refuses_an_f_that_gives_no_number(f, came):
    with pytest.raises(ValueError, match="numeric_gradient: f gave") as refusal:
        numeric_gradient(f, np.ones(3))
    assert str(refusal.value) == (
        f"numeric_gradient: f gave {came}, expected one number. Sum or average the losses inside f."
    )


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_numeric_gradient_refuses_an_f_that_is_not_finite(value):
    with pytest.raises(ValueError, match=f"f gave {value}, expected a finite number"):
        numeric_gradient(lambda x: value, np.ones(2))


@pytest.mark.parametrize(("h", "x"), [(0.0, 1.0), (-1e-5, 1.0), (1e-5, 1e13)])
def test_numeric_gradient_refuses_a_step_that_cannot_be_seen(h, x):
    with pytest.raises(ValueError, match="expected a step above 0 that can be seen beside"):
        numeric_gradient(np.sum, np.array([x]), h=h)


def test_the_step_that_the_refusal_suggests_works():
    with pytest.raises(ValueError, match=r"Try h=1e\+08\."):
        numeric_gradient(np.sum, np.array([1e13]))
    np.testing.assert_allclose(numeric_gradient(np.sum, np.array([1e13]), h=1e8), 1)


@pytest.mark.parametrize(
    ("a", "b", "error"),
    [
        ([1.0, 2.0], [1.0, 2.0], 0.0),
        ([0.0, 0.0], [0.0, 0.0], 0.0),
        ([], [], 0.0),
        ([1.0, 5.0], [1.0, -5.0], 2.0),
        ([3.0, 0.0], [3.0, 7.0], 1.0),
        ([1.0, 2.0], [2.0, 4.0], 0.5),
        ([0.0], [1e-11], 1e-7),
        (4, 4.0, 0.0),
        ([np.nan], [1.0], np.inf),
        ([np.inf], [np.inf], np.inf),
    ],
)
def test_relative_error_of_known_pairs(a, b, error):
    assert relative_error(a, b) == pytest.approx(error, rel=1e-12)
    assert relative_error(b, a) == relative_error(a, b)


def test_relative_error_sees_errors_that_cancel_in_the_sum():
    assert relative_error([1.0, 2.0], [2.0, 1.0]) == 0.5


def test_relative_error_does_not_broadcast():
    with pytest.raises(ValueError, match="b has shape") as refusal:
        relative_error(np.ones((3, 1)), np.ones(3))
    assert str(refusal.value) == (
        "relative_error: b has shape (3,), expected (3, 1). Try b[:, None], one column."
    )


# -- gradient_check: what passes, and everything that must not ---------------------------------


@pytest.fixture
def regression(rng):
    X, Y, W = rng.normal(size=(7, 3)), rng.normal(size=(7, 3)), rng.normal(size=(3, 3))

    def loss(W):
        return np.sum((X @ W - Y) ** 2) / (2 * len(X))

    def grad(W):
        return X.T @ (X @ W - Y) / len(X)

    return loss, grad, W


def test_gradient_check_accepts_the_right_gradient(regression):
    loss, grad, W = regression
    assert gradient_check(loss, grad, W) < 1e-7


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(lambda g: 7 * g, id="forgets the mean"),
        pytest.param(lambda g: g.T, id="transposed, square"),
        pytest.param(lambda g: -g, id="opposite sign"),
        pytest.param(lambda g: 2 * g, id="factor of two"),
        pytest.param(lambda g: 0 * g, id="zeros"),
        pytest.param(lambda g: g[::-1], id="same sum, other order"),
        pytest.param(lambda g: g + 1e-4 * (np.arange(9).reshape(3, 3) == 8), id="last entry off"),
        pytest.param(lambda g: g * np.nan, id="nan"),
    ],
)
def test_gradient_check_refuses_a_broken_gradient(regression, broken):
    loss, grad, W = regression
    assert gradient_check(loss, lambda W: broken(grad(W)), W) > 1e-5


def test_gradient_check_refuses_a_gradient_of_another_shape_with_the_repair():
    with pytest.raises(ValueError, match="grad") as refusal:
        gradient_check(np.sum, lambda W: np.ones((3, 2)), np.ones((2, 3)))
    assert str(refusal.value) == (
        "gradient_check: grad(x) has shape (3, 2), expected (2, 3). Try grad(x).T."
    )


def test_gradient_check_is_0_where_everything_is_0():
    assert gradient_check(lambda x: 0.0, np.zeros_like, np.ones(4)) == 0.0


def test_gradient_check_forgives_rounding_beside_an_exact_0(rng):
    Z = rng.normal(size=(4, 3))  # the probabilities of a row always sum to 1
    assert gradient_check(lambda Z: softmax(Z).sum(), np.zeros_like, Z) < 1e-6


# -- check_vjp ---------------------------------------------------------------------------------


def test_check_vjp_accepts_the_softmax(rng):
    assert check_vjp(softmax, softmax_vjp, [rng.normal(size=(5, 3))], rng) < 1e-7


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(lambda v, Z: np.zeros_like(Z), id="zeros"),
        pytest.param(lambda v, Z: softmax(Z) * v, id="diagonal only"),
        pytest.param(lambda v, Z: softmax(Z) * (1 - softmax(Z)) * v, id="sigmoid's slope"),
        pytest.param(lambda v, Z: softmax_vjp(v, Z) / len(Z), id="an extra mean"),
        pytest.param(lambda v, Z: softmax_vjp(v, Z)[::-1], id="rows swapped"),
        pytest.param(lambda v, Z: softmax_vjp(np.ones_like(v), Z), id="ignores the cotangent"),
    ],
)
def test_check_vjp_refuses_a_broken_softmax(broken, rng):
    assert check_vjp(softmax, broken, [rng.normal(size=(5, 3))], rng) > 1e-2


def test_a_cotangent_of_ones_would_let_the_zero_softmax_pass(rng):
    Z = rng.normal(size=(5, 3))
    assert gradient_check(lambda Z: np.sum(np.ones((5, 3)) * softmax(Z)), np.zeros_like, Z) < 1e-6


def test_check_vjp_looks_at_every_input(rng):
    A, B = rng.normal(size=(2, 3)), rng.normal(size=(3, 4))
    assert check_vjp(np.matmul, lambda v, A, B: (v @ B.T, A.T @ v), [A, B], rng) < 1e-7
    assert check_vjp(np.matmul, lambda v, A, B: (v @ B.T, 0 * B), [A, B], rng) > 1e-2
    assert check_vjp(np.matmul, lambda v, A, B: (0 * A, A.T @ v), [A, B], rng) > 1e-2


def test_check_vjp_refuses_a_mean_that_is_missing(rng):
    x = rng.normal(size=(6, 2))
    assert check_vjp(lambda x: x.mean(axis=0), lambda v, x: np.tile(v / 6, (6, 1)), [x], rng) < 1e-6
    assert check_vjp(lambda x: x.mean(axis=0), lambda v, x: np.tile(v, (6, 1)), [x], rng) > 1e-2


def test_check_vjp_refuses_a_transposed_gradient_of_a_square_matrix(rng):
    W, x = rng.normal(size=(3, 3)), rng.normal(size=3)
    assert check_vjp(lambda W: x @ W, lambda v, W: np.outer(x, v), [W], rng) < 1e-6
    assert check_vjp(lambda W: x @ W, lambda v, W: np.outer(v, x), [W], rng) > 1e-2


def test_check_vjp_refuses_a_missing_gradient():
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match="check_vjp: backward gave 1 gradients for 2 inputs"):
        check_vjp(np.add, lambda v, a, b: v, [np.ones(2), np.ones(2)], rng)


def test_check_vjp_protects_its_inputs_from_both_functions(rng):
    x = rng.normal(size=3)
    before = x.copy()

    def greedy(x):
        value = x**2
        x[:] = 0
        return value

    def greedy_back(v, x):
        gradient = 2 * x * v
        x[:] = v[:] = 0
        return gradient

    assert check_vjp(greedy, greedy_back, [x], rng) < 1e-7
    np.testing.assert_array_equal(x, before)
