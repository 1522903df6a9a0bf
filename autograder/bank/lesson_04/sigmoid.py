"""Other answers to sigmoid: right ones in other words, wrong ones without a name."""

import functools
import math
from typing import Any

import numpy as np

from autograder.bank import right, wrong
from autograder.bank.lesson_04.shared import entry_by_entry, expit, logistic


def _decorated(f: Any) -> Any:
    @functools.wraps(f)
    def inner(*args: Any, **kwargs: Any) -> Any:
        return f(*args, **kwargs)

    return inner


right.one(
    "sigmoid",
    "decorated, with a default argument",
    _decorated(lambda z, steepness=1.0: logistic(steepness * z)),
)


@right
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
    "scipy's expit"
    expit(z)
    "through the logarithm of the denominator"
    np.exp(-np.logaddexp(0, -z))
    "one minus the mirror image, which only warns"
    1 - 1 / (1 + np.exp(z))
    "the exponent clipped where nothing can be seen of it"
    1 / (1 + np.exp(-np.clip(z, -500, 500)))
    "in float32"
    logistic(np.asarray(z, dtype=np.float32))
    "float32 formula, which only warns"
    1 / (1 + np.exp(-np.asarray(z, dtype=np.float32)))
    "nested lists, with math.exp and an if"

    def one(v: float) -> float:
        e = math.exp(-abs(v))
        return 1 / (1 + e) if v >= 0 else e / (1 + e)

    entry_by_entry(one, z)
    "in long double, rounded at the end"
    (1 / (1 + np.exp(-np.asarray(z, dtype=np.longdouble)))).astype(float)


@wrong
def _(z):
    "rounded to six digits"
    np.round(logistic(z), 6)
    "0 where it is small"
    np.where(z < -15, 0.0, logistic(z))
    "never less than 1e-12"
    np.maximum(logistic(z), 1e-12)
    "in half precision"
    logistic(np.asarray(z, dtype=np.float16))
    "upside down and clipped"
    1 / (1 + np.exp(np.clip(z, -20, 20)))
    "a loop that knows only vectors"
    np.array([1 / (1 + math.exp(-max(v, -700))) for v in z])
    "a little noise"
    logistic(z) * (1 + 1e-5 * np.random.default_rng(0).normal(size=np.shape(z)))
    "decides by the first entry"
    z = np.asarray(z)
    1 / (1 + np.exp(-z)) if z.flat[0] >= 0 else np.exp(z) / (1 + np.exp(z))


# Written without a look at the mistakes that have a name.


@wrong
def _(z):
    "1 / 1 + exp(-z), without brackets"
    1 / 1 + np.exp(-z)
    "exp(-z) / (1 + exp(-z))"
    np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z)))
    "a loop that fills whole numbers"
    out = np.zeros(np.shape(z), dtype=int)
    out[...] = 1 / (1 + np.exp(-np.clip(z, -700, 700)))
    out


# Written from the lesson's text alone.


@wrong
def _(z):
    "step"
    np.where(z > 0, 1.0, 0.0)
    "linear hard sigmoid"
    np.clip(z / 4 + 0.5, 0, 1)
    "softsign"
    0.5 + 0.5 * z / (1 + np.abs(z))
    "base 2"
    1 / (1 + 2.0 ** (-np.clip(z, -700, 700)))


@right
def _(z):
    "logaddexp"
    np.exp(-np.logaddexp(0, -np.asarray(z)))
    "errstate both"
    with np.errstate(all="ignore"):
        a = 1 / (1 + np.exp(-np.asarray(z, float)))
        b = np.exp(z) / (1 + np.exp(z))
    np.where(z >= 0, a, b)
    "math loop"
    import math

    def one(v: Any) -> Any:
        e = math.exp(-abs(v))
        return 1 / (1 + e) if v >= 0 else e / (1 + e)

    np.vectorize(one, otypes=[float])(z)
