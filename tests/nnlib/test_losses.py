"""Every loss and its slope: differences, loops and a full Jacobian, PyTorch; then ±1000."""

import re
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nnlib import losses
from nnlib.gradcheck import numeric_gradient, relative_error

NAMES = ["square", "logistic", "softmax"]
GRADED = {
    "square": (losses.square_loss, losses.square_loss_grad),
    "logistic": (losses.logistic_loss, losses.logistic_loss_grad),
    "softmax": (losses.cross_entropy, losses.cross_entropy_grad),
}
numbers = st.floats(-1000, 1000, width=64)
logits = arrays(np.float64, st.tuples(st.integers(1, 5), st.integers(1, 4)), elements=numbers)


def example(name, rng, m=6, n=3):
    """Predictions and targets as the public functions take them."""
    Z = 2 * rng.normal(size=(m, n))
    if name == "square":
        return Z, rng.normal(size=(m, n))
    if name == "logistic":
        return Z[:, 0], rng.integers(0, 2, size=m)
    return Z, rng.integers(0, n, size=m)


def batch(name, rng, m=6, n=3):
    """Predictions and targets as training takes them: logistic with several outputs."""
    if name == "logistic":
        return 2 * rng.normal(size=(m, n)), rng.integers(0, 2, size=(m, n))
    return example(name, rng, m, n)


def by_loops(name, Z, Y):
    """Value and slope, one example and one output at a time, from the textbook probabilities."""
    value, slope = 0.0, np.zeros_like(Z)
    m = len(Z)
    for i in range(m):
        if name == "square":
            for j in range(Z.shape[1]):
                value += (Z[i, j] - Y[i, j]) ** 2 / (2 * m)
                slope[i, j] = (Z[i, j] - Y[i, j]) / m
        elif name == "logistic":
            p = 1 / (1 + np.exp(-Z[i]))
            value -= (np.log(p) if Y[i] == 1 else np.log(1 - p)) / m
            slope[i] = (-1 / p if Y[i] == 1 else 1 / (1 - p)) * p * (1 - p) / m
        else:
            p = np.exp(Z[i]) / sum(np.exp(Z[i]))
            jacobian = np.diag(p) - np.outer(p, p)  # dp_k / dz_j
            dvalue_dp = np.zeros_like(p)
            dvalue_dp[Y[i]] = -1 / p[Y[i]]
            value -= np.log(p[Y[i]]) / m
            slope[i] = np.einsum("k,kj->j", dvalue_dp, jacobian) / m
    return value, slope


def by_torch(name, Z, Y):
    torch = pytest.importorskip("torch", reason="PyTorch is an extra")
    F = torch.nn.functional
    Z = torch.tensor(Z, requires_grad=True)
    Y = torch.tensor(Y)
    value = {
        "square": lambda: F.mse_loss(Z, Y, reduction="sum") / (2 * len(Z)),
        "logistic": lambda: F.binary_cross_entropy_with_logits(
            Z, Y.to(Z.dtype), reduction="sum"
        ) / len(Z),
        "softmax": lambda: F.cross_entropy(Z, Y),
    }[name]()  # fmt: skip
    value.backward()
    return value.item(), Z.grad.numpy()


def frozen(*values):
    """Copies that refuse every write."""
    copies = [np.array(value) for value in values]
    for copy in copies:
        copy.setflags(write=False)
    return copies


# Three ways that agree


@pytest.mark.parametrize("name", NAMES)
def test_slope_is_that_of_central_differences(name, rng):
    value, slope = GRADED[name]
    Z, Y = example(name, rng)
    numeric = numeric_gradient(lambda z: value(z, Y), Z)
    assert relative_error(slope(Z, Y), numeric) < 1e-7


@pytest.mark.parametrize("name", NAMES)
def test_differences_refuse_a_slope_that_forgets_the_mean(name, rng):
    value, slope = GRADED[name]
    Z, Y = example(name, rng)
    numeric = numeric_gradient(lambda z: value(z, Y), Z)
    assert relative_error(len(Z) * slope(Z, Y), numeric) > 0.5


@pytest.mark.parametrize("name", NAMES)
def test_value_and_slope_are_those_of_the_loops(name, rng):
    value, slope = GRADED[name]
    Z, Y = example(name, rng)
    expected_value, expected_slope = by_loops(name, Z, Y)
    assert value(Z, Y) == pytest.approx(expected_value, rel=1e-13)
    np.testing.assert_allclose(slope(Z, Y), expected_slope, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("name", NAMES)
def test_value_and_slope_are_those_of_pytorch(name, rng):
    value, slope = GRADED[name]
    Z, Y = example(name, rng)
    expected_value, expected_slope = by_torch(name, Z, Y)
    assert value(Z, Y) == pytest.approx(expected_value, rel=1e-13)
    np.testing.assert_allclose(slope(Z, Y), expected_slope, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("n_out", [1, 3])
@pytest.mark.parametrize("name", NAMES)
def test_the_pair_for_training_is_pytorch_s_also_with_several_outputs(name, n_out, rng):
    Z, Y = batch(name, rng, n=n_out)
    Z_ready, targets = losses.named(name).prepare(Z, Y)
    value, delta = losses.named(name).value_and_grad(Z_ready, targets)
    expected_value, expected_delta = by_torch(name, Z, Y)
    assert value == pytest.approx(expected_value, rel=1e-13, abs=1e-15)
    np.testing.assert_allclose(delta, expected_delta, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("name", NAMES)
def test_the_pair_for_training_is_the_two_public_functions(name, rng):
    value, slope = GRADED[name]
    Z, Y = example(name, rng)
    # a column is what the head of a network with one output gives
    column = (lambda a: a[:, None]) if name == "logistic" else (lambda a: a)
    rule = losses.named(name)
    seen, delta = rule.value_and_grad(*rule.prepare(column(Z), column(Y)))
    assert seen == value(Z, Y)
    np.testing.assert_array_equal(delta, column(slope(Z, Y)))


def test_softmax_slope_is_the_whole_jacobian_contracted_with_a_random_cotangent(rng):
    Z, C = rng.normal(size=(4, 3)), rng.normal(size=(4, 3))
    P = losses.softmax(Z)
    jacobian = np.einsum("mk,kj->mkj", P, np.eye(3)) - np.einsum("mk,mj->mkj", P, P)
    numeric = numeric_gradient(lambda z: np.sum(C * losses.softmax(z)), Z)
    np.testing.assert_allclose(np.einsum("mk,mkj->mj", C, jacobian), numeric, atol=1e-9)


def test_log_softmax_slope_is_the_cotangent_minus_its_row_sum_times_softmax(rng):
    Z, C = rng.normal(size=(4, 3)), rng.normal(size=(4, 3))
    numeric = numeric_gradient(lambda z: np.sum(C * losses.log_softmax(z)), Z)
    by_hand = C - C.sum(axis=1, keepdims=True) * losses.softmax(Z)
    np.testing.assert_allclose(by_hand, numeric, atol=1e-9)


# Small numbers that can be checked in the head


def test_zero_one_loss_is_the_share_of_different_labels_in_any_coding():
    assert losses.zero_one_loss([1, -1, 1, 1], [1, 1, 1, -1]) == 0.5
    assert losses.zero_one_loss(["a", "b", "c"], ["a", "x", "c"]) == pytest.approx(1 / 3)
    assert losses.zero_one_loss([True, False], [1, 0]) == 0.0


def test_square_loss_is_half_summed_over_outputs_and_a_mean_over_examples():
    assert losses.square_loss([[3, 0], [0, 0]], [[0, 4], [0, 0]]) == 0.5 * (9 + 16) / 2
    np.testing.assert_array_equal(losses.square_loss_grad([[3], [0]], [[0], [1]]), [[1.5], [-0.5]])


def test_logistic_loss_of_a_coin_is_log_two():
    assert losses.logistic_loss([0, 0, 0], [0, 1, 1]) == pytest.approx(np.log(2))
    np.testing.assert_allclose(losses.logistic_loss_grad([0, 0], [0, 1]), [0.25, -0.25])


def test_cross_entropy_of_k_equal_logits_is_log_k():
    assert losses.cross_entropy(np.full((3, 7), 5), [0, 3, 6]) == pytest.approx(np.log(7))


def test_one_hot_puts_one_one_in_every_row():
    np.testing.assert_array_equal(losses.one_hot([2, 0], 3), [[0, 0, 1], [1, 0, 0]])
    np.testing.assert_array_equal(losses.one_hot(np.array([1], dtype=np.uint8), 2), [[0, 1]])


# Properties


@given(logits)
def test_softmax_rows_are_probabilities(Z):
    P = losses.softmax(Z)
    assert P.shape == Z.shape
    assert np.all((P >= 0) & (P <= 1))
    np.testing.assert_allclose(P.sum(axis=1), 1, rtol=1e-14)


@given(logits, numbers)
def test_a_number_added_to_every_logit_changes_nothing(Z, c):
    y = np.arange(len(Z)) % Z.shape[1]
    np.testing.assert_allclose(losses.softmax(Z + c), losses.softmax(Z), rtol=1e-11, atol=1e-300)
    np.testing.assert_allclose(losses.log_softmax(Z + c), losses.log_softmax(Z), atol=1e-11)
    assert losses.cross_entropy(Z + c, y) == pytest.approx(losses.cross_entropy(Z, y), abs=1e-11)


@given(logits)
def test_log_softmax_is_the_logarithm_of_softmax_and_never_positive(Z):
    L = losses.log_softmax(Z)
    assert np.all(L <= 0)
    np.testing.assert_allclose(np.exp(L), losses.softmax(Z), rtol=1e-12, atol=1e-300)


@given(logits)
def test_rows_of_the_cross_entropy_slope_sum_to_zero(Z):
    y = np.arange(len(Z)) % Z.shape[1]
    np.testing.assert_allclose(losses.cross_entropy_grad(Z, y).sum(axis=1), 0, atol=1e-15)


@given(arrays(np.float64, st.tuples(st.integers(1, 6), st.just(2)), elements=numbers), st.data())
def test_two_class_softmax_is_the_logistic_loss_of_the_difference(Z, data):
    y = np.array(data.draw(st.lists(st.integers(0, 1), min_size=len(Z), max_size=len(Z))))
    z = Z[:, 1] - Z[:, 0]
    assert losses.cross_entropy(Z, y) == pytest.approx(losses.logistic_loss(z, y), abs=1e-12)
    slope = losses.logistic_loss_grad(z, y)
    expected = np.stack([-slope, slope], axis=1)
    np.testing.assert_allclose(losses.cross_entropy_grad(Z, y), expected, atol=1e-13)


@pytest.mark.parametrize("name", NAMES)
@given(copies=st.integers(2, 5), seed=st.integers(0, 1000))
def test_duplicated_data_keep_the_loss_and_share_the_slope(name, copies, seed):
    value, slope = GRADED[name]
    Z, Y = example(name, np.random.default_rng(seed))
    twice_Z, twice_Y = np.repeat(Z, copies, axis=0), np.repeat(Y, copies, axis=0)
    assert value(twice_Z, twice_Y) == pytest.approx(value(Z, Y), rel=1e-13)
    shared = np.repeat(slope(Z, Y), copies, axis=0) / copies
    np.testing.assert_allclose(slope(twice_Z, twice_Y), shared, rtol=1e-12, atol=1e-16)


@given(st.lists(numbers, min_size=1, max_size=8), st.booleans())
def test_flipping_logit_and_label_keeps_the_logistic_loss(z, label):
    z, y = np.array(z), np.full(len(z), int(label))
    assert losses.logistic_loss(z, y) == losses.logistic_loss(-z, 1 - y)
    np.testing.assert_array_equal(
        losses.logistic_loss_grad(z, y), -losses.logistic_loss_grad(-z, 1 - y)
    )


# Where the textbook formula overflows


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("y", [0, 1])
@pytest.mark.parametrize("z", [-1000.0, -745.0, -100.0, -17.0, -1.0, 0.0, 1.0, 17.0, 100.0, 1000.0])
def test_logistic_loss_and_slope_are_right_from_minus_to_plus_1000(z, y, dtype):
    with localcontext() as context:
        context.prec = 500
        p = 1 / (1 + (-Decimal(z)).exp())
        value = float(-(p if y else 1 - p).ln())
        slope = float(p - y)
    digits = 1e-14 if dtype is np.float64 else 3e-6
    tiny = float(np.finfo(dtype).smallest_subnormal)
    z = np.array([z], dtype=dtype)
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        assert losses.logistic_loss(z, [y]) == pytest.approx(value, rel=digits, abs=tiny)
        assert losses.logistic_loss_grad(z, [y])[0] == pytest.approx(slope, rel=digits, abs=tiny)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("y", [0, 1, 2])
def test_cross_entropy_and_slope_are_right_at_1000(y, dtype):
    Z = np.array([[1000.0, -1000.0, 998.0]], dtype=dtype)
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        value, slope = losses.cross_entropy(Z, [y]), losses.cross_entropy_grad(Z, [y])
        P, L = losses.softmax(Z), losses.log_softmax(Z)
    p = np.array([1 / (1 + np.exp(-2)), 0, 1 / (1 + np.exp(2))])
    log_p = np.log1p(np.exp(-2)) + np.array([0, 2000, 2])
    digits = 1e-14 if dtype is np.float64 else 1e-6
    assert value == pytest.approx(log_p[y], rel=digits)
    np.testing.assert_allclose(P[0], p, rtol=digits)
    np.testing.assert_allclose(L[0], -log_p, rtol=digits)
    np.testing.assert_allclose(slope[0], p - (np.arange(3) == y), rtol=digits, atol=digits / 10)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_square_loss_is_right_at_1000(dtype):
    Z = np.array([[1000.0], [-1000.0]], dtype=dtype)
    assert losses.square_loss(Z, -Z) == 2_000_000
    np.testing.assert_array_equal(losses.square_loss_grad(Z, -Z), Z)


# Types, and inputs left alone


@pytest.mark.parametrize("name", NAMES)
def test_float32_logits_keep_slope_and_targets_in_float32_whatever_the_targets_were(name, rng):
    value, slope = GRADED[name]
    Z, Y = example(name, rng)
    Z = Z.astype(np.float32)
    assert slope(Z, Y).dtype == np.float32
    assert type(value(Z, Y)) is float
    assert value(Z, Y) == pytest.approx(value(Z.astype(np.float64), Y), rel=1e-6)
    rule = losses.named(name)
    Z, Y = batch(name, rng)
    ready, targets = rule.prepare(Z.astype(np.float32), Y)
    seen, delta = rule.value_and_grad(ready, targets)
    assert type(seen) is float
    assert ready.dtype == delta.dtype == np.float32
    assert targets.dtype == (np.intp if name == "softmax" else np.float32)


@pytest.mark.parametrize("f", [losses.softmax, losses.log_softmax])
def test_softmax_keeps_float32_and_makes_integers_float64(f):
    assert f(np.ones((2, 3), dtype=np.float32)).dtype == np.float32
    np.testing.assert_array_equal(f([[1, 2], [3, 4]]), f([[1.0, 2.0], [3.0, 4.0]]))


@pytest.mark.parametrize("name", NAMES)
def test_integer_logits_are_never_truncated(name):
    value, slope = GRADED[name]
    Z, Y = ([1, -2], [1, 1]) if name == "logistic" else ([[1, -2], [0, 3]], [0, 1])
    Y = [[0, 1], [5, 2]] if name == "square" else Y
    assert value(Z, Y) == value(np.array(Z, dtype=float), Y)
    np.testing.assert_array_equal(slope(Z, Y), slope(np.array(Z, dtype=float), Y))
    assert slope(Z, Y).dtype == np.float64


@pytest.mark.parametrize("name", NAMES)
def test_losses_write_into_none_of_their_inputs(name, rng):
    value, slope = GRADED[name]
    Z, Y = frozen(*example(name, rng))
    value(Z, Y), slope(Z, Y)
    Z, Y = frozen(*batch(name, rng))
    rule = losses.named(name)
    ready, targets = rule.prepare(Z, Y)
    targets = frozen(targets)[0]
    rule.value_and_grad(ready, targets)
    if name == "softmax":
        losses.softmax(Z), losses.log_softmax(Z), losses.one_hot(Y, 3)


# Refusals


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: losses.zero_one_loss([1], [1, 0]), ValueError, "zero_one_loss: y has shape (2,)"),
        (lambda: losses.zero_one_loss([], []), ValueError, "zero_one_loss: y_hat has shape (0,)"),
        (lambda: losses.square_loss([1, 2], [1, 2]), ValueError, "Y_hat[None, :]"),
        (lambda: losses.square_loss([[1], [2]], [1, 2]), ValueError, "Try Y[:, None], one column."),
        (lambda: losses.square_loss_grad([[1, 2]], [[1], [2]]), ValueError, "Try Y.T."),
        (lambda: losses.square_loss([["a"]], [[1]]), TypeError, "square_loss: Y_hat holds <U1"),
        (lambda: losses.square_loss(np.ones((0, 2)), np.ones((0, 2))), ValueError,
         "square_loss: Y_hat has shape (0, 2), expected at least one example"),
        (lambda: losses.logistic_loss([0.1], [-1]), ValueError, "Try (y + 1) / 2."),
        (lambda: losses.logistic_loss([0.1], [0.5]), ValueError, "y has labels beside 0 and 1."),
        (lambda: losses.logistic_loss([0.1], [np.nan]), ValueError, "y has labels beside 0 and 1."),
        (lambda: losses.logistic_loss_grad([0.1, 1], [[0], [1]]), ValueError, "Try y.ravel()."),
        (lambda: losses.logistic_loss([], []), ValueError, "logistic_loss: z has shape (0,)"),
        (lambda: losses.cross_entropy([[1, 2]], [2]), ValueError, "from 2 to 2, expected 0 to 1"),
        (lambda: losses.cross_entropy([[1, 2]], [-1]), ValueError, "from -1 to -1, expected 0 to"),
        (lambda: losses.cross_entropy([[1, 2]], [1.0]), TypeError, "Try y.astype(int)."),
        (lambda: losses.cross_entropy([[1, 2]], [[0, 1]]), ValueError, "y has shape (1, 2)"),
        (lambda: losses.cross_entropy_grad([1, 2], [0]), ValueError, "Try Z[None, :]"),
        (lambda: losses.cross_entropy(np.ones((0, 3)), np.zeros(0, int)), ValueError,
         "cross_entropy: Z has shape (0, 3), expected at least one example"),
        (lambda: losses.softmax([1, 2]), ValueError, "softmax: Z has shape (2,)"),
        (lambda: losses.log_softmax([[1], [2, 3]]), ValueError, "rows of different lengths"),
        (lambda: losses.one_hot([0, 1], 2.5), ValueError, "one_hot: K is 2.5, expected a whole"),
        (lambda: losses.one_hot([0, 3], 3), ValueError, "one_hot: y runs from 0 to 3"),
        (lambda: losses.one_hot([0.5], 3), TypeError, "one_hot: y holds float64 values"),
        (lambda: losses.named("mse"), ValueError, "'square', 'logistic', 'softmax'"),
    ],
)  # fmt: skip
def test_losses_refuse(call, error, message):
    with pytest.raises(error, match=re.escape(message)):
        call()
