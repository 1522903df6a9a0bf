"""The logistic function 1 / (1 + e^-z), finite for every z. z and result: any shape."""

import math

import numpy as np

from autograder.exercises.lesson_04.shared import CANCELS, elementwise, logistic
from nnlib import activations

exercise = elementwise(
    activations.sigmoid,
    "nnlib.activations.softplus_prime",
    "nnlib.losses.softmax",
    "nnlib.losses.logistic_loss_grad",
    "nnlib.losses._logistic",
    "nnlib.approximate.sigmoid",
    tolerance=CANCELS,
)


@exercise.mistakes(bound=(5, 10, 15, 20, 25, 30))
def _(z, *, bound):
    """F09.3: Clipping z is another function: far out it stands still. Which exponent
    never overflows?"""
    logistic(np.clip(z, -bound, bound))
    "F09.2: An `if` wants one True or False, and z holds many: decide entry by entry, without `if`."
    if z >= 0:
        return 1 / (1 + np.exp(-z))
    np.exp(z) / (1 + np.exp(z))
    "F09.4: The functions of `math` take one number at a time; those of numpy take whole arrays."
    1 / (1 + math.exp(-z))
    "sigmoid.1: It falls where it should rise: a sign before z, or two forms that are exchanged?"
    logistic(-z)
    "sigmoid.1: It falls where it should rise: look at the sign of z in e^z."
    np.exp(-z) / (1 + np.exp(-z))
    "sigmoid.2: Far to the right yours is inf / inf = nan: there, write it with e^-z."
    np.exp(z) / (1 + np.exp(z))
    "sigmoid.3: Mind the brackets: 1/1 + x is 1 + x, not 1/(1 + x)."
    1 / 1 + np.exp(-z)
    "sigmoid.4: The sigmoid lies between 0 and 1; this is tanh, from -1 to 1."
    np.tanh(z)
    "sigmoid.5: Nearly: yours is twice as steep at 0. A factor of 2 too many in the exponent?"
    0.5 * (1 + np.tanh(z))
    "sigmoid.6: With -|z| nothing overflows, but where z < 0 the form is another one."
    1 / (1 + np.exp(-np.abs(z)))
    "sigmoid.6: The two forms are exchanged, and one of them has lost its denominator."
    small = np.exp(-np.abs(z))
    np.where(z >= 0, small, 1 / (1 + small))
    "sigmoid.6: At z = 0 neither of your two cases applies: let one include 0."
    out = np.zeros(np.shape(z))
    out[z > 0] = logistic(z[z > 0])
    out[z < 0] = logistic(z[z < 0])
    out
    """sigmoid.7: Whole numbers in z make your result whole too, and cut its fractions off. Make
    it float."""
    out = np.zeros_like(z)
    out[...] = logistic(z)
    out
    "sigmoid.8: The caller still needs z: put the result into a new array, and leave z as it came."
    z *= -1
    1 / (1 + np.exp(z))
    "sigmoid.8: Clipping with out=z changes the caller's array."
    z[...] = np.clip(z, -500, 500)
    1 / (1 + np.exp(-z))
    "sigmoid.9: That is the slope s (1 - s) of the sigmoid, not its value."
    s = logistic(z)
    s * (1 - s)
    "sigmoid.10: That is softmax: here every entry is answered alone, nothing is summed."
    e = np.exp(z - np.max(z))
    e / np.sum(e)
    "sigmoid.11: Your denominator is 0 at z = 0: is there a sign to look at?"
    1 / (1 - np.exp(-z))
    "sigmoid.12: The sigmoid is smooth: do not round it, or compare with 0.5."
    np.round(logistic(z))
    "sigmoid.4: Yours runs from -1 to 1, the sigmoid from 0 to 1."
    2 * logistic(z) - 1
    "sigmoid.5: Yours is half as steep at 0 as it should be: is z halved?"
    logistic(z / 2)
    "sigmoid.6: One form serves z >= 0, the other z < 0: yours uses the second for both."
    small = np.exp(-np.abs(z))
    small / (1 + small)
    "sigmoid.13: The quotient is missing: e^-z alone is no sigmoid."
    np.exp(-z)
    "sigmoid.13: Alone e^z grows without end. The sigmoid stays below 1: what is it divided by?"
    np.exp(z)
    "sigmoid.14: The factor z does not belong there: a sigmoid stays between 0 and 1."
    z * logistic(z)
    """sigmoid.15: A loop over z meets whole rows in a table, and a lone number has no entries:
    use numpy."""
    np.array([float(logistic(float(v))) for v in z])
    np.array([logistic(v) for v in z])
    "sigmoid.16: Straight pieces look like it from afar: the sigmoid is smooth, and made of e^z."
    np.clip(0.25 * z + 0.5, 0, 1)
    "sigmoid.16: A quotient of z and |z| has another shape: the sigmoid is made of e^z."
    0.5 * (1 + z / (1 + np.abs(z)))
    "sigmoid.17: The base is e, not 2: np.exp."
    logistic(z * np.log(2))
    small = np.exp(-np.abs(z))
    "sigmoid.13: One of your two forms has lost its denominator: both are quotients."
    np.where(z >= 0, 1 / (1 + small), small)
    "sigmoid.12: The sigmoid is smooth: a step is not near enough."
    np.where(z > 0, 1.0, 0.0)
    "sigmoid.18: The answer has the shape of z: np.ravel makes one long row of everything."
    np.array([float(logistic(float(v))) for v in np.ravel(z)])
