"""Other answers to relu_prime: right ones in other words, wrong ones without a name."""

from typing import Any

import numpy as np

from autograder.bank import right, wrong
from autograder.bank.lesson_04.shared import entry_by_entry


@right
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
    entry_by_entry(lambda v: 0.3 if v == 0 else float(v > 0), z)
    "whole numbers"
    np.greater(z, 0).astype(int)
    "a copy, then masks"
    out = np.array(z, dtype=float)
    out[out <= 0] = 0
    out[out > 0] = 1
    out


@wrong
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


# Written without a look at the mistakes that have a name.


@wrong
def _(z):
    "the sign"
    np.sign(z)
    "1 on the left"
    np.where(z < 0, 1.0, 0.0)
    "a step at 1"
    np.where(z > 1, 1.0, 0.0)


# Written from the lesson's text alone.


@wrong
def _(z):
    "difference too coarse"
    (np.maximum(z + 0.5, 0) - np.maximum(z - 0.5, 0)) / 1.0
    "zero everywhere"
    0.0 * z


@right
def _(z):
    "heaviside half"
    np.heaviside(z, 0.5)
    "bool to float"
    np.asarray(z >= 0, dtype=float)
    "nested def and vectorize"

    def g(v: Any) -> Any:
        return 1 if v > 0 else 0

    np.vectorize(g, otypes=[float])(z)
