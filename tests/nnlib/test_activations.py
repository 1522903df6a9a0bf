"""Six activations and their slopes, asked three ways: differences, other formulas, PyTorch."""

import copy
import pickle
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nnlib import activations
from nnlib.activations import ACTIVATIONS
from nnlib.gradcheck import check_vjp

NAMES = ["identity", "step", "sigmoid", "tanh", "relu", "softplus"]
FUNCTIONS = [getattr(activations, name) for name in NAMES]
SLOPES = [getattr(activations, f"{name}_prime") for name in NAMES]
EXTREMES = [-1000.0, -745.0, -88.5, -40.0, -1.0, 0.0, 1.0, 40.0, 88.5, 709.5, 745.0, 1000.0]


def exact(name: str, z: float) -> float:
    """The textbook formula in 500 decimal digits, where nothing overflows or cancels."""
    with localcontext() as context:
        context.prec = 500
        x = Decimal(z)
        up, down, one = x.exp(), (-x).exp(), Decimal(1)
        formulas = {
            "identity": lambda: x,
            "identity_prime": lambda: one,
            "step": lambda: Decimal(x > 0),
            "step_prime": lambda: Decimal(0),
            "sigmoid": lambda: one / (1 + down),
            "sigmoid_prime": lambda: down / (1 + down) ** 2,
            "tanh": lambda: (up - down) / (up + down),
            "tanh_prime": lambda: 4 / (up + down) ** 2,
            "relu": lambda: (x + abs(x)) / 2,
            "relu_prime": lambda: Decimal(x > 0),
            "softplus": lambda: (1 + up).ln(),
            "softplus_prime": lambda: up / (1 + up),
        }
        return float(formulas[name]())


@pytest.mark.parametrize("f", FUNCTIONS + SLOPES, ids=lambda f: f.__name__)
def test_value_is_that_of_the_formula_in_500_digits_also_at_1000(f):
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        values = f(np.array(EXTREMES))
    expected = [exact(f.__name__, z) for z in EXTREMES]
    np.testing.assert_allclose(values, expected, rtol=1e-14, atol=1e-300)


@pytest.mark.parametrize("f", FUNCTIONS + SLOPES, ids=lambda f: f.__name__)
def test_float32_is_finite_at_1000_and_agrees_to_its_own_digits(f):
    z = np.array(EXTREMES, dtype=np.float32)
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        values = f(z)
    expected = [exact(f.__name__, float(x)) for x in z]
    np.testing.assert_allclose(values, expected, rtol=2e-6, atol=1e-37)


@pytest.mark.parametrize("name", NAMES)
def test_slope_is_the_finite_difference_of_the_value(name, rng):
    unit = ACTIVATIONS[name]
    z = rng.choice([-1, 1], 40) * rng.uniform(0.01, 6, 40)  # away from the kink at 0
    assert check_vjp(unit, lambda v, z: v * unit.prime(z), [z], rng) < 1e-6


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu", "softplus"])
def test_a_slope_taken_at_the_activation_is_refused_by_the_same_check(name, rng):
    unit = ACTIVATIONS[name]
    z = rng.choice([-1, 1], 40) * rng.uniform(0.5, 3, 40)
    if name == "relu":  # relu'(relu(z)) is right, so break it by its other classic: the value
        assert check_vjp(unit, lambda v, z: v * unit(z), [z], rng) > 1e-2
    else:
        assert check_vjp(unit, lambda v, z: v * unit.prime(unit(z)), [z], rng) > 1e-2


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu", "softplus"])
def test_pytorch_agrees_on_value_and_slope(name, dtype, rng):
    torch = pytest.importorskip("torch", reason="PyTorch is an extra: pip install -e .[torch]")
    z = np.concatenate([rng.normal(0, 3, 100), [-1000, -30, 30, 1000]]).astype(dtype)
    t = torch.tensor(z, requires_grad=True)
    theirs = getattr(torch.nn.functional, name)(t)
    theirs.sum().backward()
    rtol = 1e-12 if dtype is np.float64 else 2e-6
    atol = 1e-8 if name == "softplus" else 1e-15  # PyTorch's softplus is a ReLU from 20 on
    unit = ACTIVATIONS[name]
    np.testing.assert_allclose(unit(z), theirs.detach().numpy(), rtol=rtol, atol=atol)
    atol = max(atol, float(np.finfo(dtype).eps))  # theirs is 1 - a², which loses digits
    np.testing.assert_allclose(unit.prime(z), t.grad.numpy(), rtol=rtol, atol=atol)


@pytest.mark.parametrize("f", FUNCTIONS + SLOPES, ids=lambda f: f.__name__)
@pytest.mark.parametrize("shape", [(), (3,), (2, 3), (2, 1, 3), (0,)])
def test_shape_and_dtype_are_kept_and_the_input_is_untouched(f, shape, rng):
    for dtype in (np.float32, np.float64):
        z = rng.normal(size=shape).astype(dtype)
        before = z.copy()
        a = f(z)
        assert a.shape == shape
        assert a.dtype == dtype
        np.testing.assert_array_equal(z, before)
        if shape == (3,):
            a[:] = 7  # the result belongs to the caller
            np.testing.assert_array_equal(z, before)


@pytest.mark.parametrize("f", FUNCTIONS + SLOPES, ids=lambda f: f.__name__)
def test_integers_and_booleans_are_not_truncated(f):
    z = np.array([-2, 0, 1, 3])
    for same in (z, list(z), z.astype(np.int8)):
        assert f(same).dtype == np.float64
        np.testing.assert_array_equal(f(same), f(z.astype(float)))
    np.testing.assert_array_equal(f(np.array([True, False])), f(np.array([1.0, 0.0])))


@pytest.mark.parametrize("f", FUNCTIONS + SLOPES, ids=lambda f: f.__name__)
def test_words_are_refused_with_who_what_and_repair(f):
    with pytest.raises(TypeError) as refusal:
        f(np.array(["a"]))
    who = "sigmoid" if f is activations.softplus.prime else f.__name__
    assert str(refusal.value) == (
        f"{who}: z holds <U1 values, expected numbers. Try np.asarray(z, dtype=float)."
    )


def test_ragged_rows_are_refused_with_the_repair():
    with pytest.raises(ValueError, match="rows of different lengths") as refusal:
        activations.relu([[1.0], [2.0, 3.0]])
    assert str(refusal.value) == (
        "relu: z has rows of different lengths. Give every row the same length."
    )


def test_nan_stays_nan_where_the_value_depends_on_it():
    for f in (activations.sigmoid, activations.tanh, activations.relu, activations.softplus):
        with np.errstate(invalid="ignore"):  # numpy's logaddexp warns of a nan it was given
            assert np.isnan(f(np.nan))


def test_threshold_fires_above_0_only():
    tiny = np.nextafter(0.0, 1.0)
    np.testing.assert_array_equal(
        activations.step([-1, -tiny, -0.0, 0, tiny, 1]), [0, 0, 0, 0, 1, 1]
    )


def test_the_slope_of_relu_at_0_is_a_subgradient():
    assert 0 <= activations.relu.prime(0.0) <= 1


finite = arrays(np.float64, st.integers(1, 8), elements=st.floats(-1e6, 1e6))


@given(finite)
def test_sigmoid_of_z_and_of_minus_z_add_up_to_1(z):
    np.testing.assert_allclose(activations.sigmoid(z) + activations.sigmoid(-z), 1, rtol=1e-15)


@given(finite)
def test_tanh_is_the_sigmoid_of_2z_stretched_to_minus_1_and_1(z):
    np.testing.assert_allclose(activations.tanh(z), 2 * activations.sigmoid(2 * z) - 1, atol=4e-16)


@given(finite)
def test_softplus_lies_above_relu_by_at_most_log_2(z):
    gap = activations.softplus(z) - activations.relu(z)
    assert np.all(gap >= 0)
    assert np.all(gap <= np.log(2) + 1e-15)


@given(finite)
def test_softplus_of_z_less_that_of_minus_z_is_z(z):
    difference = activations.softplus(z) - activations.softplus(-z)
    np.testing.assert_allclose(difference, z, rtol=1e-15, atol=1e-15)


@given(st.lists(st.floats(-50, 50), min_size=2, max_size=8))
def test_every_activation_is_non_decreasing(zs):
    z = np.sort(zs)
    for g in FUNCTIONS:
        assert np.all(np.diff(g(z)) >= -1e-15)


def test_slopes_of_sigmoid_and_tanh_peak_at_0_with_a_quarter_and_1():
    assert activations.sigmoid.prime(0.0) == 0.25
    assert activations.tanh.prime(0.0) == 1.0
    z = np.linspace(-5, 5, 101)
    assert np.argmax(activations.sigmoid.prime(z)) == np.argmax(activations.tanh.prime(z)) == 50


def test_table_pairs_every_name_with_its_own_value_and_slope():
    assert list(ACTIVATIONS) == NAMES
    for name, g, g_prime in zip(NAMES, FUNCTIONS, SLOPES, strict=True):
        unit = activations.named(name)
        assert (unit.name, unit, unit.prime) == (name, g, g_prime)


@pytest.mark.parametrize("name", ["reLU", "", None, 3])
def test_an_unknown_name_is_refused_with_the_list(name):
    with pytest.raises(ValueError, match="expected one of") as refusal:
        activations.named(name)
    assert str(refusal.value) == (
        f"activations.named: name is {name!r}, expected one of 'identity', 'step', 'sigmoid', "
        "'tanh', 'relu', 'softplus'. Try name='identity'."
    )


def test_a_copy_of_an_activation_is_itself_as_of_a_function():
    assert copy.deepcopy([activations.tanh])[0] is activations.tanh
    assert pickle.loads(pickle.dumps(activations.relu)) is activations.relu


def test_an_activation_says_what_it_is():
    assert repr(activations.tanh) == activations.tanh.__name__ == "tanh"
    assert activations.tanh.__doc__.startswith("(e^z - e^-z)")


def test_slopes_of_a_chain_are_those_that_differences_measure():
    for g in (activations.sigmoid, activations.tanh, activations.softplus):

        def through(z, depth, g=g):
            for _ in range(depth):
                z = g(z)
            return z

        slopes = activations.chain_slopes(g, 0.7, 4)
        h = 1e-6
        measured = [(through(0.7 + h, d) - through(0.7 - h, d)) / (2 * h) for d in (1, 2, 3, 4)]
        np.testing.assert_allclose(slopes, measured, rtol=1e-6)
    with pytest.raises(ValueError, match=r"^chain_slopes: depth is 0"):
        activations.chain_slopes(activations.tanh, 0.7, 0)
