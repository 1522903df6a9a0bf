"""g'(z) = 1 - g(z)^2 = 4 s (1 - s) with s = sigmoid(2z). z and result: any shape."""

import math

import numpy as np

from autograder.exercises.lesson_04.shared import CANCELS, elementwise
from nnlib import activations

exercise = elementwise(activations.tanh_prime, tolerance=CANCELS)


@exercise.mistakes(bound=(1, 2, 3, 5, 10, 15))
def _(z, *, bound):
    """tanh_prime.1: Clipping z is another function: far out it stands still. Which exponent
    never overflows?"""
    activations.tanh_prime(np.clip(z, -bound, bound))
    "F12.1: You get z, not a = tanh(z): apply tanh first, then 1 - a^2."
    1 - z**2
    "F12.2: That is the value; the slope has its peak, 1, at z = 0."
    np.tanh(z)
    "F12.3: Here tanh is applied twice: you get z, so once is enough."
    1 - np.tanh(np.tanh(z)) ** 2
    "F12.4: At z = 1000 yours is inf / inf = nan: use a stable tanh."
    4 * np.exp(2 * z) / (np.exp(2 * z) + 1) ** 2
    "F12.4: At z = -1000 yours is inf / inf = nan: use a stable tanh."
    4 * np.exp(-2 * z) / (np.exp(-2 * z) + 1) ** 2
    "F12.4: The tanh inside is inf / inf = nan at z = ±1000."
    1 - ((np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))) ** 2
    "tanh_prime.2: The square is missing: (tanh z)^2."
    1 - np.tanh(z)
    "tanh_prime.2: The square belongs to tanh(z) alone, not to the difference."
    (1 - np.tanh(z)) ** 2
    "tanh_prime.2: The square is of tanh(z), not of z inside it."
    1 - np.tanh(z**2)
    "tanh_prime.2: The absolute value of tanh(z) is not its square: the slope is smooth at 0."
    1 - np.abs(np.tanh(z))
    "tanh_prime.3: Slopes of a rising curve are positive: a sign?"
    np.tanh(z) ** 2 - 1
    "tanh_prime.3: The flatter the tail, the smaller the slope: 1 minus, not plus."
    1 + np.tanh(z) ** 2
    "tanh_prime.4: That is the pattern of the sigmoid: at 0 it is 0, and the slope of tanh is 1."
    np.tanh(z) * (1 - np.tanh(z))
    "tanh_prime.4: That is the slope of the sigmoid: tanh is steeper at 0."
    activations.sigmoid_prime(z)
    "tanh_prime.5: Half as large as it should be: in 2 s(2z) - 1 each of the two 2s counts."
    2 * activations.sigmoid_prime(2 * z)
    "tanh_prime.5: At 0 it is right, but away from 0 the 2 inside s(2z) is missing."
    4 * activations.sigmoid_prime(z)
    "tanh_prime.5: A quarter of what it should be: in 2 s(2z) - 1 each of the two 2s counts."
    activations.sigmoid_prime(2 * z)
    """tanh_prime.6: Whole numbers in z make your result whole too, and cut its fractions off.
    Make it float."""
    out = np.zeros_like(z)
    out[...] = 1 - np.tanh(z) ** 2
    out
    """tanh_prime.7: The caller still needs z: put the result into a new array, and leave z as it
    came."""
    z[...] = np.tanh(z)
    1 - z**2
    "tanh_prime.7: With `*=` the caller's z changes: put the result into a new array."
    z *= 2
    4 * activations.sigmoid_prime(z)
    """tanh_prime.8: The functions of `math` take one number at a time; those of numpy take whole
    arrays."""
    1 - math.tanh(z) ** 2
    "tanh_prime.9: Right at 0, too large far out: what makes small numbers smaller, and leaves 1?"
    1 / np.cosh(z)
    "tanh_prime.9: Half of it: what is missing from 1 - a^2?"
    np.tanh(z) ** 2
    "tanh_prime.2: Squared, not doubled: tanh(z)^2 is not 2 tanh(z)."
    1 - 2 * np.tanh(z)
    """tanh_prime.10: A loop over z meets whole rows in a table, and a lone number has no
    entries: use numpy."""
    np.array([1 - math.tanh(v) ** 2 for v in z])
    np.array([1 - np.tanh(v) ** 2 for v in z])
    "tanh_prime.11: That is the slope of the slope: differentiate once."
    -2 * np.tanh(z) * (1 - np.tanh(z) ** 2)
    "tanh_prime.12: A quotient of differences is only nearly the slope: use the formula."
    (np.tanh(z + 0.1) - np.tanh(z - 0.1)) / 0.2
    (np.tanh(z + 0.01) - np.tanh(z - 0.01)) / 0.02
    (np.tanh(z + 1e-3) - np.tanh(z - 1e-3)) / 2e-3
    (np.tanh(z + 1e-3) - np.tanh(z)) / 1e-3
    (np.tanh(z + 1e-4) - np.tanh(z)) / 1e-4
    "tanh_prime.13: Entry by entry: a product @ adds up over the entries."
    1 - np.tanh(z) @ np.tanh(z)
    "tanh_prime.2: A square, not a cube, nor a root at the end."
    1 - np.abs(np.tanh(z)) ** 3
    np.sqrt(1 - np.tanh(z) ** 2)
