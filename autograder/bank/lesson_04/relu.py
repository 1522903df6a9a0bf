"""Other answers to relu: right ones in other words, wrong ones without a name."""

import functools

import numpy as np

from autograder.bank import right, wrong
from autograder.bank.lesson_04.shared import entry_by_entry

right.one("relu", "a ufunc with a bound argument", functools.partial(np.maximum, 0.0))


@right
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
    entry_by_entry(lambda v: max(0.0, v), z)
    "np.piecewise"
    np.piecewise(z, [z > 0], [lambda v: v, 0])
    "minus the smaller of -z and 0"
    -np.minimum(-z, 0)


@wrong
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


# Written without a look at the mistakes that have a name.


@wrong
def _(z):
    "the negative part"
    np.minimum(z, 0)
    "leaks"
    np.where(z > 0, z, 0.01 * z)
    "ones where it should hand on"
    np.where(z > 0, 1.0, 0.0)


# Written from the lesson's text alone.


@right
def _(z):
    "clip none"
    np.clip(z, 0, None)
    "copy and mask"
    c = np.array(z, dtype=float)
    c[c < 0] = 0
    c
