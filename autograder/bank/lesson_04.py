"""04_neurons: right answers in other words, and mistakes that have no name."""

from __future__ import annotations

import functools
import math
from importlib import import_module
from typing import Any

import numpy as np

from autograder.bank import right, wrong
from nnlib import activations

try:
    expit: Any = import_module("scipy.special").expit
except ImportError:  # scipy is no part of the environment, but who has it may use it
    expit = np.vectorize(lambda v: 0.5 + 0.5 * math.tanh(0.5 * v))


def _logistic(z: Any) -> Any:
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, small) / (1 + small)


def _entry_by_entry(f: Any, z: Any) -> Any:
    """Nested lists, as a loop over rows would build them."""
    return f(float(z)) if np.ndim(z) == 0 else [_entry_by_entry(f, row) for row in z]


def _decorated(f: Any) -> Any:
    @functools.wraps(f)
    def inner(*args: Any, **kwargs: Any) -> Any:
        return f(*args, **kwargs)

    return inner


# ------------------------------------------------------------------ step


@right.page("step")
def _(z):
    "np.where with whole numbers"
    np.where(z > 0, 1, 0)
    "a comparison made float"
    (z > 0).astype(float)
    "1.0 times a comparison; any list will do"
    1.0 * (np.asarray(z) > 0)
    "np.heaviside with 0 at 0"
    np.heaviside(z, 0)
    "the sign, cut off below; in float32"
    np.maximum(np.sign(np.asarray(z, dtype=np.float32)), 0)
    "nested lists from a loop"
    _entry_by_entry(lambda v: 1 if v > 0 else 0, z)


@right.page("step")
def _(z, threshold=0.0):
    "a filled array of small integers; a default argument"
    out = np.zeros(np.shape(z), dtype=np.int8)
    out[z > threshold] = 1
    out


right("step", "np.vectorize itself")(np.vectorize(lambda v: float(v > 0)))


@wrong.page("step")
def _(z):
    "rounds a sigmoid"
    np.round(_logistic(z))
    "a threshold a little above 0"
    np.where(z > 1e-3, 1.0, 0.0)
    "a very steep sigmoid"
    _logistic(50 * z)
    "fires above the mean"
    np.where(z > np.mean(z), 1.0, 0.0)
    "flattens a table"
    np.where(z > 0, 1.0, 0.0).ravel()
    "transposes a table"
    np.where(z > 0, 1.0, 0.0).T
    "changes z, and answers the ramp"
    np.clip(z, 0, 1, out=z)


# ------------------------------------------------------------------ sigmoid


@right.page("sigmoid")
def _(z):
    "F09.1: the textbook formula, which only warns"
    1 / (1 + np.exp(-z))
    "F09.2: np.where of two forms, which only warns"
    np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))
    "safe exponents in np.where"
    up, down = np.exp(np.minimum(z, 0)), np.exp(-np.maximum(z, 0))
    np.where(z >= 0, 1 / (1 + down), up / (1 + up))
    "one quotient of two safe exponentials"
    np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))
    "masks; any list will do"
    z = np.array(z, dtype=float)
    out, up = np.empty_like(z), z >= 0
    out[up] = 1 / (1 + np.exp(-z[up]))
    e = np.exp(z[~up])
    out[~up] = e / (1 + e)
    out
    "through tanh"
    0.5 * (1 + np.tanh(z / 2))


right("sigmoid", "scipy's expit")(lambda z: expit(z))


@right.page("sigmoid")
def _(z):
    "through the logarithm of the denominator"
    np.exp(-np.logaddexp(0, -z))
    "one minus the mirror image, which only warns"
    1 - 1 / (1 + np.exp(z))
    "the exponent clipped where nothing can be seen of it"
    1 / (1 + np.exp(-np.clip(z, -500, 500)))
    "in float32"
    _logistic(np.asarray(z, dtype=np.float32))
    "float32 formula, which only warns"
    1 / (1 + np.exp(-np.asarray(z, dtype=np.float32)))
    "nested lists, with math.exp and an if"

    def one(v: float) -> float:
        e = math.exp(-abs(v))
        return 1 / (1 + e) if v >= 0 else e / (1 + e)

    _entry_by_entry(one, z)


@right("sigmoid", "decorated, with a default argument")
@_decorated
def _(z: Any, steepness: float = 1.0) -> Any:
    return _logistic(steepness * z)


@right.page("sigmoid")
def _(z):
    "in long double, rounded at the end"
    (1 / (1 + np.exp(-np.asarray(z, dtype=np.longdouble)))).astype(float)


@wrong.page("sigmoid")
def _(z):
    "the straight pieces of a hard sigmoid"
    np.clip(0.25 * z + 0.5, 0, 1)
    "z / (1 + |z|), brought to [0, 1]"
    0.5 * (1 + z / (1 + np.abs(z)))
    "rounded to six digits"
    np.round(_logistic(z), 6)
    "0 where it is small"
    np.where(z < -15, 0.0, _logistic(z))
    "never less than 1e-12"
    np.maximum(_logistic(z), 1e-12)
    "in half precision"
    _logistic(np.asarray(z, dtype=np.float16))
    "powers of 2"
    _logistic(z * np.log(2))
    "upside down and clipped"
    1 / (1 + np.exp(np.clip(z, -20, 20)))
    "a loop that knows only vectors"
    np.array([1 / (1 + math.exp(-max(v, -700))) for v in z])
    "a little noise"
    _logistic(z) * (1 + 1e-5 * np.random.default_rng(0).normal(size=np.shape(z)))
    "decides by the first entry"
    z = np.asarray(z)
    1 / (1 + np.exp(-z)) if z.flat[0] >= 0 else np.exp(z) / (1 + np.exp(z))


# ------------------------------------------------------------------ tanh_from_exp


@right.page("tanh_from_exp")
def _(z):
    "twice a stable sigmoid of 2z, less 1"
    2 * _logistic(2 * z) - 1
    "with the sigmoid of nnlib"
    2 * activations.sigmoid(2 * z) - 1


right("tanh_from_exp", "scipy's expit")(lambda z: 2 * expit(2 * z) - 1)


@right.page("tanh_from_exp")
def _(z):
    "the sign times a quotient of |z|"
    small = np.exp(-2 * np.abs(z))
    np.sign(z) * (1 - small) / (1 + small)
    "with expm1, exact near 0"
    t = np.expm1(-2 * np.abs(z))
    np.copysign(t / (t + 2), z)
    "1 - 2 / (e^2z + 1), which only warns"
    1 - 2 / (np.exp(2 * z) + 1)
    "both forms in np.where, which only warns"
    p, q = np.exp(2 * z), np.exp(-2 * z)
    np.where(z < 0, (p - 1) / (p + 1), (1 - q) / (1 + q))
    "both sides divided by e^|z|; nothing overflows"
    p, q = np.exp(z - np.abs(z)), np.exp(-z - np.abs(z))
    (p - q) / (p + q)
    "clipped where it is 1 to the last digit"
    z = np.clip(z, -20, 20)
    (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))
    "nested lists, with math.exp and an if"

    def one(v: float) -> float:
        e = math.exp(-2 * abs(v))
        return (1 - e) / (1 + e) if v > 0 else (e - 1) / (1 + e)

    _entry_by_entry(one, z)
    "in float32"
    z = np.asarray(z, dtype=np.float32)
    e = np.exp(-2 * np.abs(z))
    np.sign(z) * (1 - e) / (1 + e)


@wrong.page("tanh_from_exp")
def _(z):
    "z / (1 + |z|)"
    z / (1 + np.abs(z))
    "z, cut off at -1 and 1"
    np.clip(z, -1, 1)
    "the first terms of the series"
    z = np.clip(z, -1, 1)
    z - z**3 / 3 + 2 * z**5 / 15
    "2 sigmoid(z) - 1 without its sign"
    e = np.exp(-np.abs(z))
    (1 - e) / (1 + e)
    "nan replaced by 0"
    p, q = np.exp(z), np.exp(-z)
    np.nan_to_num((p - q) / (p + q))
    "nan replaced by 1, on both sides"
    p, q = np.exp(z), np.exp(-z)
    np.nan_to_num((p - q) / (p + q), nan=1.0)
    "the sign changes at one half"
    e = np.exp(-2 * np.abs(z))
    np.where(z > 0.5, 1, -1) * (1 - e) / (1 + e)
    "rounded to five digits"
    np.round(2 * _logistic(2 * z) - 1, 5)
    "2 e^-|z| instead of its square"
    e = np.exp(-np.abs(z)) * 2
    np.sign(z) * (1 - e) / (1 + e)


# ------------------------------------------------------------------ relu


@right.page("relu")
def _(z):
    "np.maximum"
    np.maximum(0, z)
    "np.where, in float32"
    z = np.asarray(z, dtype=np.float32)
    np.where(z > 0, z, 0)
    "np.clip without an upper end"
    np.clip(z, 0, None)
    "np.fmax; any list will do"
    np.fmax(z, 0.0)
    "a copy, then a mask"
    out = z.copy()
    out[out < 0] = 0
    out
    "a mask that writes the positive entries"
    out = np.zeros(z.shape)
    out[z > 0] = z[z > 0]
    out
    "nested lists with Python's max"
    _entry_by_entry(lambda v: max(0.0, v), z)
    "np.piecewise"
    np.piecewise(z, [z > 0], [lambda v: v, 0])


right("relu", "a ufunc with a bound argument")(functools.partial(np.maximum, 0.0))


@right.page("relu")
def _(z):
    "minus the smaller of -z and 0"
    -np.minimum(-z, 0)


@wrong.page("relu")
def _(z):
    "half of z + |z|, which is nan at -inf"
    (z + np.abs(z)) / 2
    "exponential on the left"
    np.where(z > 0, z, np.expm1(np.minimum(z, 0)))
    "1 at exactly 0"
    np.where(z == 0, 1.0, np.maximum(z, 0))
    "the largest entry of each row"
    np.maximum(z, 0) if np.ndim(z) < 2 else np.max(z, axis=1)
    "cut off at 1000"
    np.minimum(np.maximum(z, 0), 500)
    "small positive numbers vanish"
    np.where(z > 0.01, z, 0)
    "a transposed table"
    np.maximum(z, 0).T
    "changes z and returns its absolute values"
    np.abs(z, out=z)
    "float16"
    np.maximum(z, 0).astype(np.float16)


# ------------------------------------------------------------------ relu_prime


@right.page("relu_prime")
def _(z):
    "a comparison made float"
    (z > 0).astype(float)
    "1 at the kink"
    np.where(z >= 0, 1, 0)
    "one half at the kink"
    np.heaviside(z, 0.5)
    "from the activation, a > 0"
    a = np.maximum(0, z)
    1.0 * (a > 0)
    "the sign of the activation, in float32"
    np.sign(np.maximum(np.asarray(z, dtype=np.float32), 0))
    "nested lists from a loop, 0.3 at the kink"
    _entry_by_entry(lambda v: 0.3 if v == 0 else float(v > 0), z)
    "whole numbers"
    np.greater(z, 0).astype(int)
    "a copy, then masks"
    out = np.array(z, dtype=float)
    out[out <= 0] = 0
    out[out > 0] = 1
    out


@wrong.page("relu_prime")
def _(z):
    "2 at the kink"
    np.where(z == 0, 2.0, z > 0)
    "-1 at the kink"
    np.where(z == 0, -1.0, z > 0)
    "masks in the wrong order"
    out = np.array(z, dtype=float)
    out[out > 0] = 1
    out[out < 1] = 1
    out
    "flat above 6"
    np.where((z > 0) & (z < 6), 1.0, 0.0)
    "one half everywhere"
    np.full(np.shape(z), 0.5)
    "differences of neighbours"
    np.gradient(np.maximum(z, 0))
    "a numeric slope with a coarse step"
    (np.maximum(z + 0.1, 0) - np.maximum(z - 0.1, 0)) / 0.2


# ------------------------------------------------------------------ sigmoid_prime


@right.page("sigmoid_prime")
def _(z):
    "s (1 - s)"
    s = _logistic(z)
    s * (1 - s)
    "s (1 - s) with the textbook sigmoid, which only warns"
    s = 1 / (1 + np.exp(-z))
    s * (1 - s)
    "s - s^2 with nnlib's sigmoid"
    s = activations.sigmoid(z)
    s - s**2
    "s(z) s(-z)"
    _logistic(z) * _logistic(-z)


right("sigmoid_prime", "with scipy's expit")(lambda z: expit(z) * expit(-z))


@right.page("sigmoid_prime")
def _(z):
    "e^-|z| / (1 + e^-|z|)^2"
    e = np.exp(-np.abs(z))
    e / (1 + e) ** 2
    "through tanh"
    0.25 * (1 - np.tanh(z / 2) ** 2)
    "through cosh, which only warns"
    1 / (2 * np.cosh(z / 2)) ** 2
    "1 / (2 + e^z + e^-z), which only warns"
    1 / (2 + np.exp(z) + np.exp(-z))
    "in float32"
    s = _logistic(np.asarray(z, dtype=np.float32))
    s * (1 - s)
    "nested lists"

    def one(v: float) -> float:
        e = math.exp(-abs(v))
        return e / (1 + e) / (1 + e)

    _entry_by_entry(one, z)


@wrong.page("sigmoid_prime")
def _(z):
    "a bell of the wrong kind"
    0.25 * np.exp(-(z**2) / 4)
    "never less than 1e-10"
    np.maximum(_logistic(z) * _logistic(-z), 1e-10)
    "the peak is 1"
    4 * _logistic(z) * _logistic(-z)
    "clipped, with the sign lost"
    s = _logistic(np.clip(z, -20, 20))
    s * (s - 1)
    "a numeric slope with a coarse step"
    (_logistic(z + 0.01) - _logistic(z - 0.01)) / 0.02
    "the second slope"
    s = _logistic(z)
    s * (1 - s) * (1 - 2 * s)
    "right for z >= 0 only"
    e = np.exp(-np.abs(z))
    np.where(z >= 0, e / (1 + e) ** 2, e / (1 + e))
    "rounded to four digits"
    np.round(_logistic(z) * _logistic(-z), 4)


# ------------------------------------------------------------------ tanh_prime


@right.page("tanh_prime")
def _(z):
    "1 - tanh^2"
    1 - np.tanh(z) ** 2
    "(1 - a) (1 + a) with nnlib's tanh"
    a = activations.tanh(z)
    (1 - a) * (1 + a)
    "1 / cosh^2, which only warns"
    1 / np.cosh(z) ** 2
    "4 s (1 - s) with s = sigmoid(2z)"
    s = _logistic(2 * z)
    4 * s * (1 - s)
    "four times nnlib's slope of the sigmoid at 2z"
    4 * activations.sigmoid_prime(2 * z)
    "4 / (e^z + e^-z)^2, which only warns"
    4 / (np.exp(z) + np.exp(-z)) ** 2
    "1 - a a with its own a from exponentials of -2|z|"
    e = np.exp(-2 * np.abs(z))
    a = (1 - e) / (1 + e)
    1 - a * a
    "in float32"
    1 - np.square(np.tanh(np.asarray(z, dtype=np.float32)))
    "nested lists with math.tanh"
    _entry_by_entry(lambda v: 1 - math.tanh(v) ** 2, z)


@wrong.page("tanh_prime")
def _(z):
    "a bell of the wrong kind"
    np.exp(-(z**2))
    "1 / (1 + z^2)"
    1 / (1 + z**2)
    "the second slope"
    -2 * np.tanh(z) * (1 - np.tanh(z) ** 2)
    "the slope of the clipped line"
    np.where(np.abs(z) < 1, 1.0, 0.0)
    "a numeric slope with a coarse step"
    (np.tanh(z + 0.01) - np.tanh(z - 0.01)) / 0.02
    "the sign of z in front"
    np.sign(z) * (1 - np.tanh(z) ** 2)
    "never less than 1e-8"
    np.maximum(1 - np.tanh(z) ** 2, 1e-8)


# ------------------------------------------------------------------ softplus


@right.page("softplus")
def _(z):
    "np.logaddexp"
    np.logaddexp(0, z)
    "the ReLU and a small part"
    np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
    "the ReLU and a small part, with log instead of log1p"
    np.maximum(z, 0) + np.log(1 + np.exp(-np.abs(z)))
    "switches to z above 20, and only warns"
    np.where(z > 20, z, np.log1p(np.exp(z)))
    "switches to z above 30, with a mask"
    out = np.array(z, dtype=float)
    low = out < 30
    out[low] = np.log(1 + np.exp(out[low]))
    out
    "z plus its mirror image where z is positive, which only warns"
    np.where(z > 0, z + np.log1p(np.exp(-z)), np.log1p(np.exp(z)))
    "the mean of z and |z|, and a small part"
    (z + np.abs(z)) / 2 - np.log(_logistic(np.abs(z)))
    "np.logaddexp.reduce; any list will do"
    z = np.asarray(z, dtype=float)
    np.logaddexp.reduce([np.zeros_like(z), z])
    "in float32"
    z = np.asarray(z, dtype=np.float32)
    np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
    "nested lists with math.log1p"
    _entry_by_entry(lambda v: max(v, 0.0) + math.log1p(math.exp(-abs(v))), z)


@wrong.page("softplus")
def _(z):
    "half of z + sqrt(z^2 + 4 log(2)^2)"
    (z + np.sqrt(z**2 + 4 * np.log(2) ** 2)) / 2
    "the ReLU plus log 2"
    np.maximum(z, 0) + np.log(2)
    "shifted to pass through 0"
    np.logaddexp(0, z) - np.log(2)
    "inf replaced by the largest float"
    np.nan_to_num(np.log(1 + np.exp(z)))
    "inf replaced by 0"
    np.nan_to_num(np.log(1 + np.exp(z)), posinf=0.0)
    "0 where it is small"
    np.where(z < -10, 0.0, np.logaddexp(0, z))
    "the square root of the sum of squares"
    np.hypot(np.maximum(z, 0), np.log1p(np.exp(-np.abs(z))))
    "right for z >= 0 only"
    np.abs(z) + np.log1p(np.exp(-np.abs(z))) * np.where(z < 0, 2, 1)
    "the small part taken away instead of added"
    np.maximum(z, 0) - np.log1p(np.exp(-np.abs(z)))
