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


@right("step", "np.where with whole numbers")
def _(z: Any) -> Any:
    return np.where(z > 0, 1, 0)


@right("step", "a comparison made float")
def _(z: Any) -> Any:
    return (z > 0).astype(float)


@right("step", "1.0 times a comparison; any list will do")
def _(z: Any) -> Any:
    return 1.0 * (np.asarray(z) > 0)


@right("step", "np.heaviside with 0 at 0")
def _(z: Any) -> Any:
    return np.heaviside(z, 0)


@right("step", "the sign, cut off below; in float32")
def _(z: Any) -> Any:
    return np.maximum(np.sign(np.asarray(z, dtype=np.float32)), 0)


@right("step", "nested lists from a loop")
def _(z: Any) -> Any:
    return _entry_by_entry(lambda v: 1 if v > 0 else 0, z)


@right("step", "a filled array of small integers; a default argument")
def _(z: Any, threshold: float = 0.0) -> Any:
    out = np.zeros(np.shape(z), dtype=np.int8)
    out[z > threshold] = 1
    return out


right("step", "np.vectorize itself")(np.vectorize(lambda v: float(v > 0)))


@wrong("step", "rounds a sigmoid")
def _(z: Any) -> Any:
    return np.round(_logistic(z))


@wrong("step", "a threshold a little above 0")
def _(z: Any) -> Any:
    return np.where(z > 1e-3, 1.0, 0.0)


@wrong("step", "a very steep sigmoid")
def _(z: Any) -> Any:
    return _logistic(50 * z)


@wrong("step", "fires above the mean")
def _(z: Any) -> Any:
    return np.where(z > np.mean(z), 1.0, 0.0)


@wrong("step", "flattens a table")
def _(z: Any) -> Any:
    return np.where(z > 0, 1.0, 0.0).ravel()


@wrong("step", "transposes a table")
def _(z: Any) -> Any:
    return np.where(z > 0, 1.0, 0.0).T


@wrong("step", "changes z, and answers the ramp")
def _(z: Any) -> Any:
    return np.clip(z, 0, 1, out=z)


# ------------------------------------------------------------------ sigmoid


@right("sigmoid", "F09.1: the textbook formula, which only warns")
def _(z: Any) -> Any:
    return 1 / (1 + np.exp(-z))


@right("sigmoid", "F09.2: np.where of two forms, which only warns")
def _(z: Any) -> Any:
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))


@right("sigmoid", "safe exponents in np.where")
def _(z: Any) -> Any:
    up, down = np.exp(np.minimum(z, 0)), np.exp(-np.maximum(z, 0))
    return np.where(z >= 0, 1 / (1 + down), up / (1 + up))


@right("sigmoid", "one quotient of two safe exponentials")
def _(z: Any) -> Any:
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


@right("sigmoid", "masks; any list will do")
def _(z: Any) -> Any:
    z = np.array(z, dtype=float)
    out, up = np.empty_like(z), z >= 0
    out[up] = 1 / (1 + np.exp(-z[up]))
    e = np.exp(z[~up])
    out[~up] = e / (1 + e)
    return out


@right("sigmoid", "through tanh")
def _(z: Any) -> Any:
    return 0.5 * (1 + np.tanh(z / 2))


right("sigmoid", "scipy's expit")(lambda z: expit(z))


@right("sigmoid", "through the logarithm of the denominator")
def _(z: Any) -> Any:
    return np.exp(-np.logaddexp(0, -z))


@right("sigmoid", "one minus the mirror image, which only warns")
def _(z: Any) -> Any:
    return 1 - 1 / (1 + np.exp(z))


@right("sigmoid", "the exponent clipped where nothing can be seen of it")
def _(z: Any) -> Any:
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))


@right("sigmoid", "in float32")
def _(z: Any) -> Any:
    return _logistic(np.asarray(z, dtype=np.float32))


@right("sigmoid", "float32 formula, which only warns")
def _(z: Any) -> Any:
    return 1 / (1 + np.exp(-np.asarray(z, dtype=np.float32)))


@right("sigmoid", "nested lists, with math.exp and an if")
def _(z: Any) -> Any:
    def one(v: float) -> float:
        e = math.exp(-abs(v))
        return 1 / (1 + e) if v >= 0 else e / (1 + e)

    return _entry_by_entry(one, z)


@right("sigmoid", "decorated, with a default argument")
@_decorated
def _(z: Any, steepness: float = 1.0) -> Any:
    return _logistic(steepness * z)


@right("sigmoid", "in long double, rounded at the end")
def _(z: Any) -> Any:
    return (1 / (1 + np.exp(-np.asarray(z, dtype=np.longdouble)))).astype(float)


@wrong("sigmoid", "the straight pieces of a hard sigmoid")
def _(z: Any) -> Any:
    return np.clip(0.25 * z + 0.5, 0, 1)


@wrong("sigmoid", "z / (1 + |z|), brought to [0, 1]")
def _(z: Any) -> Any:
    return 0.5 * (1 + z / (1 + np.abs(z)))


@wrong("sigmoid", "rounded to six digits")
def _(z: Any) -> Any:
    return np.round(_logistic(z), 6)


@wrong("sigmoid", "0 where it is small")
def _(z: Any) -> Any:
    return np.where(z < -15, 0.0, _logistic(z))


@wrong("sigmoid", "never less than 1e-12")
def _(z: Any) -> Any:
    return np.maximum(_logistic(z), 1e-12)


@wrong("sigmoid", "in half precision")
def _(z: Any) -> Any:
    return _logistic(np.asarray(z, dtype=np.float16))


@wrong("sigmoid", "powers of 2")
def _(z: Any) -> Any:
    return _logistic(z * np.log(2))


@wrong("sigmoid", "upside down and clipped")
def _(z: Any) -> Any:
    return 1 / (1 + np.exp(np.clip(z, -20, 20)))


@wrong("sigmoid", "a loop that knows only vectors")
def _(z: Any) -> Any:
    return np.array([1 / (1 + math.exp(-max(v, -700))) for v in z])


@wrong("sigmoid", "a little noise")
def _(z: Any) -> Any:
    return _logistic(z) * (1 + 1e-5 * np.random.default_rng(0).normal(size=np.shape(z)))


@wrong("sigmoid", "decides by the first entry")
def _(z: Any) -> Any:
    z = np.asarray(z)
    return 1 / (1 + np.exp(-z)) if z.flat[0] >= 0 else np.exp(z) / (1 + np.exp(z))


# ------------------------------------------------------------------ tanh_from_exp


@right("tanh_from_exp", "twice a stable sigmoid of 2z, less 1")
def _(z: Any) -> Any:
    return 2 * _logistic(2 * z) - 1


@right("tanh_from_exp", "with the sigmoid of nnlib")
def _(z: Any) -> Any:
    return 2 * activations.sigmoid(2 * z) - 1


right("tanh_from_exp", "scipy's expit")(lambda z: 2 * expit(2 * z) - 1)


@right("tanh_from_exp", "the sign times a quotient of |z|")
def _(z: Any) -> Any:
    small = np.exp(-2 * np.abs(z))
    return np.sign(z) * (1 - small) / (1 + small)


@right("tanh_from_exp", "with expm1, exact near 0")
def _(z: Any) -> Any:
    t = np.expm1(-2 * np.abs(z))
    return np.copysign(t / (t + 2), z)


@right("tanh_from_exp", "1 - 2 / (e^2z + 1), which only warns")
def _(z: Any) -> Any:
    return 1 - 2 / (np.exp(2 * z) + 1)


@right("tanh_from_exp", "both forms in np.where, which only warns")
def _(z: Any) -> Any:
    p, q = np.exp(2 * z), np.exp(-2 * z)
    return np.where(z < 0, (p - 1) / (p + 1), (1 - q) / (1 + q))


@right("tanh_from_exp", "both sides divided by e^|z|; nothing overflows")
def _(z: Any) -> Any:
    p, q = np.exp(z - np.abs(z)), np.exp(-z - np.abs(z))
    return (p - q) / (p + q)


@right("tanh_from_exp", "clipped where it is 1 to the last digit")
def _(z: Any) -> Any:
    z = np.clip(z, -20, 20)
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))


@right("tanh_from_exp", "nested lists, with math.exp and an if")
def _(z: Any) -> Any:
    def one(v: float) -> float:
        e = math.exp(-2 * abs(v))
        return (1 - e) / (1 + e) if v > 0 else (e - 1) / (1 + e)

    return _entry_by_entry(one, z)


@right("tanh_from_exp", "in float32")
def _(z: Any) -> Any:
    z = np.asarray(z, dtype=np.float32)
    e = np.exp(-2 * np.abs(z))
    return np.sign(z) * (1 - e) / (1 + e)


@wrong("tanh_from_exp", "z / (1 + |z|)")
def _(z: Any) -> Any:
    return z / (1 + np.abs(z))


@wrong("tanh_from_exp", "z, cut off at -1 and 1")
def _(z: Any) -> Any:
    return np.clip(z, -1, 1)


@wrong("tanh_from_exp", "the first terms of the series")
def _(z: Any) -> Any:
    z = np.clip(z, -1, 1)
    return z - z**3 / 3 + 2 * z**5 / 15


@wrong("tanh_from_exp", "2 sigmoid(z) - 1 without its sign")
def _(z: Any) -> Any:
    e = np.exp(-np.abs(z))
    return (1 - e) / (1 + e)


@wrong("tanh_from_exp", "nan replaced by 0")
def _(z: Any) -> Any:
    p, q = np.exp(z), np.exp(-z)
    return np.nan_to_num((p - q) / (p + q))


@wrong("tanh_from_exp", "nan replaced by 1, on both sides")
def _(z: Any) -> Any:
    p, q = np.exp(z), np.exp(-z)
    return np.nan_to_num((p - q) / (p + q), nan=1.0)


@wrong(
    "tanh_from_exp",
    "the sign changes at one half",
)
def _(z: Any) -> Any:
    e = np.exp(-2 * np.abs(z))
    return np.where(z > 0.5, 1, -1) * (1 - e) / (1 + e)


@wrong("tanh_from_exp", "rounded to five digits")
def _(z: Any) -> Any:
    return np.round(2 * _logistic(2 * z) - 1, 5)


@wrong("tanh_from_exp", "2 e^-|z| instead of its square")
def _(z: Any) -> Any:
    e = np.exp(-np.abs(z)) * 2
    return np.sign(z) * (1 - e) / (1 + e)


# ------------------------------------------------------------------ relu


@right("relu", "np.maximum")
def _(z: Any) -> Any:
    return np.maximum(0, z)


@right("relu", "np.where, in float32")
def _(z: Any) -> Any:
    z = np.asarray(z, dtype=np.float32)
    return np.where(z > 0, z, 0)


@right("relu", "np.clip without an upper end")
def _(z: Any) -> Any:
    return np.clip(z, 0, None)


@right("relu", "np.fmax; any list will do")
def _(z: Any) -> Any:
    return np.fmax(z, 0.0)


@right("relu", "a copy, then a mask")
def _(z: Any) -> Any:
    out = z.copy()
    out[out < 0] = 0
    return out


@right("relu", "a mask that writes the positive entries")
def _(z: Any) -> Any:
    out = np.zeros(z.shape)
    out[z > 0] = z[z > 0]
    return out


@right("relu", "nested lists with Python's max")
def _(z: Any) -> Any:
    return _entry_by_entry(lambda v: max(0.0, v), z)


@right("relu", "np.piecewise")
def _(z: Any) -> Any:
    return np.piecewise(z, [z > 0], [lambda v: v, 0])


right("relu", "a ufunc with a bound argument")(functools.partial(np.maximum, 0.0))


@right("relu", "minus the smaller of -z and 0")
def _(z: Any) -> Any:
    return -np.minimum(-z, 0)


@wrong("relu", "half of z + |z|, which is nan at -inf")
def _(z: Any) -> Any:
    return (z + np.abs(z)) / 2


@wrong("relu", "exponential on the left")
def _(z: Any) -> Any:
    return np.where(z > 0, z, np.expm1(np.minimum(z, 0)))


@wrong("relu", "1 at exactly 0")
def _(z: Any) -> Any:
    return np.where(z == 0, 1.0, np.maximum(z, 0))


@wrong("relu", "the largest entry of each row")
def _(z: Any) -> Any:
    return np.maximum(z, 0) if np.ndim(z) < 2 else np.max(z, axis=1)


@wrong("relu", "cut off at 1000")
def _(z: Any) -> Any:
    return np.minimum(np.maximum(z, 0), 500)


@wrong("relu", "small positive numbers vanish")
def _(z: Any) -> Any:
    return np.where(z > 0.01, z, 0)


@wrong("relu", "a transposed table")
def _(z: Any) -> Any:
    return np.maximum(z, 0).T


@wrong("relu", "changes z and returns its absolute values")
def _(z: Any) -> Any:
    return np.abs(z, out=z)


@wrong("relu", "float16")
def _(z: Any) -> Any:
    return np.maximum(z, 0).astype(np.float16)


# ------------------------------------------------------------------ relu_prime


@right("relu_prime", "a comparison made float")
def _(z: Any) -> Any:
    return (z > 0).astype(float)


@right("relu_prime", "1 at the kink")
def _(z: Any) -> Any:
    return np.where(z >= 0, 1, 0)


@right("relu_prime", "one half at the kink")
def _(z: Any) -> Any:
    return np.heaviside(z, 0.5)


@right("relu_prime", "from the activation, a > 0")
def _(z: Any) -> Any:
    a = np.maximum(0, z)
    return 1.0 * (a > 0)


@right("relu_prime", "the sign of the activation, in float32")
def _(z: Any) -> Any:
    return np.sign(np.maximum(np.asarray(z, dtype=np.float32), 0))


@right("relu_prime", "nested lists from a loop, 0.3 at the kink")
def _(z: Any) -> Any:
    return _entry_by_entry(lambda v: 0.3 if v == 0 else float(v > 0), z)


@right("relu_prime", "whole numbers")
def _(z: Any) -> Any:
    return np.greater(z, 0).astype(int)


@right("relu_prime", "a copy, then masks")
def _(z: Any) -> Any:
    out = np.array(z, dtype=float)
    out[out <= 0] = 0
    out[out > 0] = 1
    return out


@wrong("relu_prime", "2 at the kink")
def _(z: Any) -> Any:
    return np.where(z == 0, 2.0, z > 0)


@wrong("relu_prime", "-1 at the kink")
def _(z: Any) -> Any:
    return np.where(z == 0, -1.0, z > 0)


@wrong("relu_prime", "masks in the wrong order")
def _(z: Any) -> Any:
    out = np.array(z, dtype=float)
    out[out > 0] = 1
    out[out < 1] = 1
    return out


@wrong("relu_prime", "flat above 6")
def _(z: Any) -> Any:
    return np.where((z > 0) & (z < 6), 1.0, 0.0)


@wrong("relu_prime", "one half everywhere")
def _(z: Any) -> Any:
    return np.full(np.shape(z), 0.5)


@wrong("relu_prime", "differences of neighbours")
def _(z: Any) -> Any:
    return np.gradient(np.maximum(z, 0))


@wrong("relu_prime", "a numeric slope with a coarse step")
def _(z: Any) -> Any:
    return (np.maximum(z + 0.1, 0) - np.maximum(z - 0.1, 0)) / 0.2


# ------------------------------------------------------------------ sigmoid_prime


@right("sigmoid_prime", "s (1 - s)")
def _(z: Any) -> Any:
    s = _logistic(z)
    return s * (1 - s)


@right("sigmoid_prime", "s (1 - s) with the textbook sigmoid, which only warns")
def _(z: Any) -> Any:
    s = 1 / (1 + np.exp(-z))
    return s * (1 - s)


@right("sigmoid_prime", "s - s^2 with nnlib's sigmoid")
def _(z: Any) -> Any:
    s = activations.sigmoid(z)
    return s - s**2


@right("sigmoid_prime", "s(z) s(-z)")
def _(z: Any) -> Any:
    return _logistic(z) * _logistic(-z)


right("sigmoid_prime", "with scipy's expit")(lambda z: expit(z) * expit(-z))


@right("sigmoid_prime", "e^-|z| / (1 + e^-|z|)^2")
def _(z: Any) -> Any:
    e = np.exp(-np.abs(z))
    return e / (1 + e) ** 2


@right("sigmoid_prime", "through tanh")
def _(z: Any) -> Any:
    return 0.25 * (1 - np.tanh(z / 2) ** 2)


@right("sigmoid_prime", "through cosh, which only warns")
def _(z: Any) -> Any:
    return 1 / (2 * np.cosh(z / 2)) ** 2


@right("sigmoid_prime", "1 / (2 + e^z + e^-z), which only warns")
def _(z: Any) -> Any:
    return 1 / (2 + np.exp(z) + np.exp(-z))


@right("sigmoid_prime", "in float32")
def _(z: Any) -> Any:
    s = _logistic(np.asarray(z, dtype=np.float32))
    return s * (1 - s)


@right("sigmoid_prime", "nested lists")
def _(z: Any) -> Any:
    def one(v: float) -> float:
        e = math.exp(-abs(v))
        return e / (1 + e) / (1 + e)

    return _entry_by_entry(one, z)


@wrong("sigmoid_prime", "a bell of the wrong kind")
def _(z: Any) -> Any:
    return 0.25 * np.exp(-(z**2) / 4)


@wrong("sigmoid_prime", "never less than 1e-10")
def _(z: Any) -> Any:
    return np.maximum(_logistic(z) * _logistic(-z), 1e-10)


@wrong("sigmoid_prime", "the peak is 1")
def _(z: Any) -> Any:
    return 4 * _logistic(z) * _logistic(-z)


@wrong("sigmoid_prime", "clipped, with the sign lost")
def _(z: Any) -> Any:
    s = _logistic(np.clip(z, -20, 20))
    return s * (s - 1)


@wrong("sigmoid_prime", "a numeric slope with a coarse step")
def _(z: Any) -> Any:
    return (_logistic(z + 0.01) - _logistic(z - 0.01)) / 0.02


@wrong("sigmoid_prime", "the second slope")
def _(z: Any) -> Any:
    s = _logistic(z)
    return s * (1 - s) * (1 - 2 * s)


@wrong("sigmoid_prime", "right for z >= 0 only")
def _(z: Any) -> Any:
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, e / (1 + e) ** 2, e / (1 + e))


@wrong("sigmoid_prime", "rounded to four digits")
def _(z: Any) -> Any:
    return np.round(_logistic(z) * _logistic(-z), 4)


# ------------------------------------------------------------------ tanh_prime


@right("tanh_prime", "1 - tanh^2")
def _(z: Any) -> Any:
    return 1 - np.tanh(z) ** 2


@right("tanh_prime", "(1 - a) (1 + a) with nnlib's tanh")
def _(z: Any) -> Any:
    a = activations.tanh(z)
    return (1 - a) * (1 + a)


@right("tanh_prime", "1 / cosh^2, which only warns")
def _(z: Any) -> Any:
    return 1 / np.cosh(z) ** 2


@right("tanh_prime", "4 s (1 - s) with s = sigmoid(2z)")
def _(z: Any) -> Any:
    s = _logistic(2 * z)
    return 4 * s * (1 - s)


@right("tanh_prime", "four times nnlib's slope of the sigmoid at 2z")
def _(z: Any) -> Any:
    return 4 * activations.sigmoid_prime(2 * z)


@right("tanh_prime", "4 / (e^z + e^-z)^2, which only warns")
def _(z: Any) -> Any:
    return 4 / (np.exp(z) + np.exp(-z)) ** 2


@right("tanh_prime", "1 - a a with its own a from exponentials of -2|z|")
def _(z: Any) -> Any:
    e = np.exp(-2 * np.abs(z))
    a = (1 - e) / (1 + e)
    return 1 - a * a


@right("tanh_prime", "in float32")
def _(z: Any) -> Any:
    return 1 - np.square(np.tanh(np.asarray(z, dtype=np.float32)))


@right("tanh_prime", "nested lists with math.tanh")
def _(z: Any) -> Any:
    return _entry_by_entry(lambda v: 1 - math.tanh(v) ** 2, z)


@wrong("tanh_prime", "a bell of the wrong kind")
def _(z: Any) -> Any:
    return np.exp(-(z**2))


@wrong("tanh_prime", "1 / (1 + z^2)")
def _(z: Any) -> Any:
    return 1 / (1 + z**2)


@wrong("tanh_prime", "the second slope")
def _(z: Any) -> Any:
    return -2 * np.tanh(z) * (1 - np.tanh(z) ** 2)


@wrong("tanh_prime", "the slope of the clipped line")
def _(z: Any) -> Any:
    return np.where(np.abs(z) < 1, 1.0, 0.0)


@wrong("tanh_prime", "a numeric slope with a coarse step")
def _(z: Any) -> Any:
    return (np.tanh(z + 0.01) - np.tanh(z - 0.01)) / 0.02


@wrong("tanh_prime", "the sign of z in front")
def _(z: Any) -> Any:
    return np.sign(z) * (1 - np.tanh(z) ** 2)


@wrong("tanh_prime", "never less than 1e-8")
def _(z: Any) -> Any:
    return np.maximum(1 - np.tanh(z) ** 2, 1e-8)


# ------------------------------------------------------------------ softplus


@right("softplus", "np.logaddexp")
def _(z: Any) -> Any:
    return np.logaddexp(0, z)


@right("softplus", "the ReLU and a small part")
def _(z: Any) -> Any:
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


@right("softplus", "the ReLU and a small part, with log instead of log1p")
def _(z: Any) -> Any:
    return np.maximum(z, 0) + np.log(1 + np.exp(-np.abs(z)))


@right("softplus", "switches to z above 20, and only warns")
def _(z: Any) -> Any:
    return np.where(z > 20, z, np.log1p(np.exp(z)))


@right("softplus", "switches to z above 30, with a mask")
def _(z: Any) -> Any:
    out = np.array(z, dtype=float)
    low = out < 30
    out[low] = np.log(1 + np.exp(out[low]))
    return out


@right("softplus", "z plus its mirror image where z is positive, which only warns")
def _(z: Any) -> Any:
    return np.where(z > 0, z + np.log1p(np.exp(-z)), np.log1p(np.exp(z)))


@right("softplus", "the mean of z and |z|, and a small part")
def _(z: Any) -> Any:
    return (z + np.abs(z)) / 2 - np.log(_logistic(np.abs(z)))


@right("softplus", "np.logaddexp.reduce; any list will do")
def _(z: Any) -> Any:
    z = np.asarray(z, dtype=float)
    return np.logaddexp.reduce([np.zeros_like(z), z])


@right("softplus", "in float32")
def _(z: Any) -> Any:
    z = np.asarray(z, dtype=np.float32)
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


@right("softplus", "nested lists with math.log1p")
def _(z: Any) -> Any:
    return _entry_by_entry(lambda v: max(v, 0.0) + math.log1p(math.exp(-abs(v))), z)


@wrong("softplus", "half of z + sqrt(z^2 + 4 log(2)^2)")
def _(z: Any) -> Any:
    return (z + np.sqrt(z**2 + 4 * np.log(2) ** 2)) / 2


@wrong("softplus", "the ReLU plus log 2")
def _(z: Any) -> Any:
    return np.maximum(z, 0) + np.log(2)


@wrong("softplus", "shifted to pass through 0")
def _(z: Any) -> Any:
    return np.logaddexp(0, z) - np.log(2)


@wrong("softplus", "inf replaced by the largest float")
def _(z: Any) -> Any:
    return np.nan_to_num(np.log(1 + np.exp(z)))


@wrong("softplus", "inf replaced by 0")
def _(z: Any) -> Any:
    return np.nan_to_num(np.log(1 + np.exp(z)), posinf=0.0)


@wrong("softplus", "0 where it is small")
def _(z: Any) -> Any:
    return np.where(z < -10, 0.0, np.logaddexp(0, z))


@wrong("softplus", "the square root of the sum of squares")
def _(z: Any) -> Any:
    return np.hypot(np.maximum(z, 0), np.log1p(np.exp(-np.abs(z))))


@wrong("softplus", "right for z >= 0 only")
def _(z: Any) -> Any:
    return np.abs(z) + np.log1p(np.exp(-np.abs(z))) * np.where(z < 0, 2, 1)


@wrong("softplus", "the small part taken away instead of added")
def _(z: Any) -> Any:
    return np.maximum(z, 0) - np.log1p(np.exp(-np.abs(z)))
