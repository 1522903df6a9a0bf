"""log(1 + e^z), a smooth ReLU that is never more than log 2 above it. Any shape."""

import math

import numpy as np

from autograder.exercises.lesson_04.shared import elementwise, logistic
from nnlib import activations

exercise = elementwise(activations.softplus)


@exercise.mistakes(bound=(5, 10, 15, 20, 25, 30, 50, 100, 500, 700, 709))
def _(z, *, bound):
    """softplus.1: Clipping z is another function: far out it stands still. Which exponent
    never overflows?"""
    np.logaddexp(0, np.clip(z, -bound, bound))
    "F13.1: Mind the brackets: the 1 and the e^z are added inside the log."
    np.log(1) + np.exp(z)
    "F13.2: At z = 1000 e^z is inf. There log(1 + e^z) is nearly z: how can you write that?"
    np.log(1 + np.exp(z))
    "F13.3: It falls where it should rise: look at the sign of z in e^z."
    np.logaddexp(0, -z)
    "F13.3: A sign: it falls, and at z = -1000 it is inf."
    np.log1p(np.exp(-z))
    "F13.4: That is the ReLU with its corner; softplus is log 2 at z = 0."
    np.maximum(z, 0)
    "softplus.2: That is log(e^z) = z: what became of the 1?"
    z + 0.0
    "softplus.2: The 1 is added to e^z, before the log: not to z."
    1 + z
    "softplus.3: That is only the small part: max(z, 0) must be added to it."
    np.log1p(np.exp(-np.abs(z)))
    "softplus.3: Only where z is positive z itself is added."
    z + np.log1p(np.exp(-np.abs(z)))
    "softplus.3: Too much on the left: nothing is added to the small part where z is negative."
    np.abs(z) + np.log1p(np.exp(-np.abs(z)))
    "softplus.3: The exponent beside max(z, 0) must be negative: -|z|."
    np.maximum(z, 0) + np.log1p(np.exp(np.abs(z)))
    "softplus.3: The exponent beside max(z, 0) must be -|z|, for either sign."
    np.maximum(z, 0) + np.log1p(np.exp(-z))
    "softplus.3: One 1 too many: log1p(x) is log(1 + x) already."
    np.maximum(z, 0) + np.log1p(1 + np.exp(-np.abs(z)))
    "softplus.4: Natural logarithms, please: np.log. And e^1000 is inf."
    np.log2(1 + np.exp(z))
    "softplus.4: Natural logarithms, please: np.log, not log10. e^1000 is inf."
    np.log10(1 + np.exp(z))
    "softplus.4: One 1 too many: log1p(x) is log(1 + x) already."
    np.log1p(1 + np.exp(z))
    "softplus.5: That is the slope of softplus, the sigmoid, not its value."
    logistic(z)
    """softplus.6: Whole numbers in z make your result whole too, and cut its fractions off. Make
    it float."""
    out = np.zeros_like(z)
    out[...] = np.logaddexp(0, z)
    out
    "softplus.7: The caller still needs z: put the result into a new array, and leave z as it came."
    less = np.log1p(np.exp(-np.abs(z)))
    z[z < 0] = 0
    z + less
    "softplus.8: For a large z 1 - sigmoid(z) has no digits left, and then its log is -inf."
    -np.log(1 - logistic(z))
    "softplus.9: For a small positive z the 1 still counts: z alone will not do."
    np.where(z > 0, z, np.log1p(np.exp(np.minimum(z, 0))))
    "softplus.9: You switch to z too early: there e^-z is not yet negligible."
    np.where(z > 5, z, np.log1p(np.exp(np.minimum(z, 5))))
    "softplus.9: You switch to z too early: e^-10 still shows in the digits."
    np.where(z > 10, z, np.log1p(np.exp(np.minimum(z, 10))))
    """softplus.10: An `if` wants one True or False, and z holds many: decide entry by entry,
    without `if`."""
    z if z > 20 else np.log1p(np.exp(z))
    """softplus.10: The functions of `math` take one number at a time; those of numpy take whole
    arrays."""
    math.log(1 + math.exp(z))
    "softplus.12: What stands beside max(z, 0) is a logarithm: at z = 0 softplus is log 2, not 1."
    np.maximum(z, 0) + np.exp(-np.abs(z))
    "softplus.2: That is log(e^z) = z, as far as e^z can be held: what became of the 1?"
    np.log(np.exp(z))
    "softplus.2: The exponential is missing: log(1 + z) has no value below -1."
    np.log(1 + z)
    """softplus.11: A loop over z meets whole rows in a table, and a lone number has no entries:
    use numpy."""
    np.array([float(np.logaddexp(0, float(v))) for v in z])
    np.array([np.logaddexp(0, v) for v in z])
    "softplus.4: Natural logarithms, please: np.log."
    np.logaddexp(0, z) / np.log(2)
    np.logaddexp(0, z) / np.log(10)
    "softplus.13: The small part is added to max(z, 0), not taken away."
    np.maximum(z, 0) - np.log1p(np.exp(-np.abs(z)))
    "softplus.13: Beside the logarithm stands max(z, 0), the positive half, not the negative one."
    np.minimum(z, 0) + np.log1p(np.exp(-np.abs(z)))
    "softplus.14: It is not shifted to pass through 0: at z = 0 it is log 2."
    np.logaddexp(0, z) - np.log(2)
