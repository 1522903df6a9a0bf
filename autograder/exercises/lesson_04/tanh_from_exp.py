"""(e^z - e^-z) / (e^z + e^-z), written with e^(-2|z|), which never overflows."""

import math
from typing import Any

import numpy as np

from autograder.exercises.lesson_04.shared import CANCELS, elementwise, logistic
from nnlib.shapes import Array, as_float


def tanh_from_exp(z: Any) -> Array:
    """(e^z - e^-z) / (e^z + e^-z), written with e^(-2|z|), which never overflows."""
    z = as_float("tanh_from_exp", "z", z)
    less = np.expm1(-2 * np.abs(z))  # e^(-2|z|) - 1
    return np.asarray(-np.sign(z) * less / (2 + less))


exercise = elementwise(
    tanh_from_exp,
    "numpy.tanh",
    "math.tanh",
    "cmath.tanh",
    "nnlib.activations.tanh",
    "nnlib.activations.tanh_prime",
    tolerance=CANCELS,
)


def _tanh(z: Any) -> Any:
    return 2 * logistic(2 * z) - 1


@exercise.mistakes(bound=(1, 2, 3, 5))
def _(z, *, bound):
    "F10.1: At z = 400 yours is inf / inf = nan. Which sign of the exponent never overflows?"
    (np.exp(2 * z) - 1) / (np.exp(2 * z) + 1)
    "F10.1: At z = -400 yours is nan: let the exponent be negative there too."
    (1 - np.exp(-2 * z)) / (1 + np.exp(-2 * z))
    "F10.2: At z = 1000 yours is inf / inf = nan. Divide by e^|z| above and below."
    (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))
    "F10.3: That is tanh(z/2), only half as steep at 0: a factor of 2 in the exp?"
    2 * logistic(z) - 1
    "F10.3: Two things: a factor of 2 in the exponent, and nan where e^z overflows."
    (np.exp(z) - 1) / (np.exp(z) + 1)
    "F10.3: Two things: a factor of 2 in the exponent, and nan where e^-z overflows."
    (1 - np.exp(-z)) / (1 + np.exp(-z))
    "F10.4: With |z| the sign got lost, but tanh is odd: tanh(-z) = -tanh(z)."
    small = np.exp(-2 * np.abs(z))
    (1 - small) / (1 + small)
    "tanh_from_exp.1: It falls where it should rise: e^z comes first, then e^-z."
    -_tanh(z)
    "tanh_from_exp.1: It falls where it should rise; and at z = ±1000 it is inf / inf = nan."
    (np.exp(-z) - np.exp(z)) / (np.exp(z) + np.exp(-z))
    "tanh_from_exp.2: Above stands the difference, below the sum: yours is 1/tanh."
    (np.exp(z) + np.exp(-z)) / (np.exp(z) - np.exp(-z))
    "tanh_from_exp.3: That is sinh, which grows without end: divide by cosh."
    (np.exp(z) - np.exp(-z)) / 2
    "tanh_from_exp.3: Only the upper half is there, and it grows without end: what stands below it?"
    np.exp(z) - np.exp(-z)
    "tanh_from_exp.4: Mind the brackets: division binds more tightly than + and -."
    np.exp(z) - np.exp(-z) / np.exp(z) + np.exp(-z)
    "tanh_from_exp.5: Yours runs from 0 to 1: stretch it to run from -1 to 1."
    logistic(2 * z)
    "tanh_from_exp.5: Yours runs from 0 to 2: it must pass through 0 at z = 0."
    2 * logistic(2 * z)
    "tanh_from_exp.5: That is the sigmoid: stretch it twice, in z and in height."
    logistic(z)
    """tanh_from_exp.6: Whole numbers in z make your result whole too, and cut its fractions off.
    Make it float."""
    out = np.zeros_like(z)
    out[...] = _tanh(z)
    out
    """tanh_from_exp.7: The caller still needs z: put the result into a new array, and leave z as
    it came."""
    z *= 2
    2 * logistic(z) - 1
    """tanh_from_exp.8: An `if` wants one True or False, and z holds many: decide entry by entry,
    without `if`."""
    if z >= 0:
        return (1 - np.exp(-2 * z)) / (1 + np.exp(-2 * z))
    (np.exp(2 * z) - 1) / (np.exp(2 * z) + 1)
    """tanh_from_exp.9: The functions of `math` take one number at a time; those of numpy take
    whole arrays."""
    (math.exp(z) - math.exp(-z)) / (math.exp(z) + math.exp(-z))
    "tanh_from_exp.10: The slope is not asked for here: this is 1 - tanh(z)^2."
    1 - _tanh(z) ** 2
    "tanh_from_exp.11: At z = 0 yours is 0 / 0: which function of numpy gives the sign?"
    z / np.abs(z) * _tanh(np.abs(z))
    """tanh_from_exp.12: Clipping z is another function: far out it stands still. Which exponent
    never overflows?"""
    tanh_from_exp(np.clip(z, -bound, bound))
    "tanh_from_exp.13: Twice as steep at 0 as it should be: a factor of 2 too many."
    _tanh(2 * z)
    "tanh_from_exp.13: A factor of 2 too many in the exponents; and for large z it is nan."
    (np.exp(2 * z) - np.exp(-2 * z)) / (np.exp(2 * z) + np.exp(-2 * z))
    """tanh_from_exp.14: A loop over z meets whole rows in a table, and a lone number has no
    entries: use numpy."""
    np.array([float(_tanh(float(v))) for v in z])
    np.array([_tanh(v) for v in z])
    "tanh_from_exp.15: A quotient of z and |z| has another shape: tanh is made of e^z and e^-z."
    z / (1 + np.abs(z))
    "tanh_from_exp.15: Straight pieces look like it from afar: tanh is smooth, and made of e^z."
    np.clip(z, -1, 1)
    "tanh_from_exp.16: To get e^-2|z|, square e^-|z|: it is not twice as much."
    e = np.exp(-np.abs(z)) * 2
    np.sign(z) * (1 - e) / (1 + e)
    "tanh_from_exp.3: That is sinh, clipped: below stands e^z + e^-z, not 2."
    (np.exp(np.clip(z, -300, 300)) - np.exp(-np.clip(z, -300, 300))) / 2
    small = np.exp(-2 * np.abs(z))
    "tanh_from_exp.2: Above stands the difference, below the sum: yours has them exchanged."
    np.sign(z) * (1 + small) / (1 - small + 1e-30)
    "tanh_from_exp.17: Above and below stands the same exponential, with the same 2."
    np.sign(z) * (1 - small) / (1 + np.exp(-np.abs(z)))
