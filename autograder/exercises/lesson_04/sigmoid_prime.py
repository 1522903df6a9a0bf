"""g'(z) = g(z) (1 - g(z)), at most 1/4, reached at z = 0. z and result: any shape."""

import math

import numpy as np

from autograder.exercises.lesson_04.shared import CANCELS, elementwise, logistic
from nnlib import activations

exercise = elementwise(activations.sigmoid_prime, tolerance=CANCELS)


@exercise.mistakes(bound=(5, 10, 15, 20, 25, 30))
def _(z, *, bound):
    """sigmoid_prime.1: Clipping z is another function: far out it stands still. Which exponent
    never overflows?"""
    activations.sigmoid_prime(np.clip(z, -bound, bound))
    "F12.1: You get z, not s: apply the sigmoid first, then s (1 - s)."
    z * (1 - z)
    "F12.2: That is the value; the slope has its peak, 1/4, at z = 0."
    logistic(z)
    "F12.3: The sigmoid is applied twice: you get z, so once is enough."
    s = logistic(logistic(z))
    s * (1 - s)
    "F12.4: At z = -1000 yours is inf / inf = nan: use a stable sigmoid."
    np.exp(-z) / (1 + np.exp(-z)) ** 2
    "F12.4: At z = 1000 yours is inf / inf = nan: use a stable sigmoid."
    np.exp(z) / (1 + np.exp(z)) ** 2
    "sigmoid_prime.2: That is the pattern of tanh: at 0 it is 3/4, and the sigmoid's slope is 1/4."
    1 - logistic(z) ** 2
    "sigmoid_prime.3: Slopes of a rising curve are positive: a sign?"
    s = logistic(z)
    s * (s - 1)
    "sigmoid_prime.4: Only one of the two fractions: the slope is their product."
    1 - logistic(z)
    "sigmoid_prime.4: Only one of the two factors, squared."
    logistic(z) ** 2
    "sigmoid_prime.4: The second factor is 1 - s, not 1 + s."
    s = logistic(z)
    s * (1 + s)
    "sigmoid_prime.5: Both factors are made of s: one of yours has z."
    logistic(z) * (1 - z)
    "sigmoid_prime.5: Both factors are made of s: there is no z in them."
    z * (1 - logistic(z))
    """sigmoid_prime.6: Whole numbers in z make your result whole too, and cut its fractions off.
    Make it float."""
    out = np.zeros_like(z)
    out[...] = logistic(z) * logistic(-z)
    out
    """sigmoid_prime.7: The caller still needs z: put the result into a new array, and leave z as
    it came."""
    z *= -1
    s = 1 / (1 + np.exp(z))
    s * (1 - s)
    "sigmoid_prime.8: That is the slope of tanh, four times as steep at 0."
    1 - np.tanh(z) ** 2
    """sigmoid_prime.9: An `if` wants one True or False, and z holds many: decide entry by entry,
    without `if`."""
    s = 1 / (1 + np.exp(-z)) if z >= 0 else np.exp(z) / (1 + np.exp(z))
    s * (1 - s)
    """sigmoid_prime.9: The functions of `math` take one number at a time; those of numpy take
    whole arrays."""
    s = 1 / (1 + math.exp(-z))
    s * (1 - s)
    "sigmoid_prime.10: That is the slope of the ReLU or the step."
    np.where(z > 0, 1.0, 0.0)
    "sigmoid_prime.3: Slopes of a rising curve are positive; and at z = -1000 it is nan."
    -np.exp(-z) / (1 + np.exp(-z)) ** 2
    "sigmoid_prime.4: The denominator is squared in the slope; and at z = -1000 it is nan."
    np.exp(-z) / (1 + np.exp(-z))
    "sigmoid_prime.4: The denominator is squared in the slope."
    np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z)))
    "sigmoid_prime.4: The two factors differ: s and 1 - s, not one of them twice."
    (1 - logistic(z)) ** 2
    "sigmoid_prime.5: The factor z does not belong there: the slope is largest at z = 0."
    z * logistic(z) * logistic(-z)
    """sigmoid_prime.11: A loop over z meets whole rows in a table, and a lone number has no
    entries: use numpy."""
    np.array([float(logistic(float(v)) * logistic(-float(v))) for v in z])
    np.array([logistic(v) * logistic(-v) for v in z])
    "sigmoid_prime.13: A quotient of differences is only nearly the slope: use the formula."
    (logistic(z + 0.1) - logistic(z - 0.1)) / 0.2
    (logistic(z + 0.01) - logistic(z - 0.01)) / 0.02
    (logistic(z + 1e-3) - logistic(z - 1e-3)) / 2e-3
    (logistic(z + 1e-3) - logistic(z)) / 1e-3
    (logistic(z + 1e-4) - logistic(z)) / 1e-4
    "sigmoid_prime.14: Entry by entry: a product @ adds up over the entries."
    logistic(z) @ logistic(-z)
    "sigmoid_prime.8: Four times too steep: at z = 0 the slope is 1/4, that of tanh is 1."
    4 * logistic(z) * logistic(-z)
    "sigmoid_prime.4: Each factor comes in once: s and 1 - s."
    logistic(z) ** 2 * logistic(-z)
    "sigmoid_prime.12: Without brackets s * 1 - s is 0: multiply s by the whole of (1 - s)."
    s = logistic(z)
    s * 1 - s
