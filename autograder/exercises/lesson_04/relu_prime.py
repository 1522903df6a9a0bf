"""1 where z > 0, else 0; at the kink any value in [0, 1] is a subgradient, we take 0."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case
from autograder.exercises.lesson_04.shared import elementwise, logistic
from nnlib import activations

exercise = elementwise(activations.relu_prime, "nnlib.activations.step")


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("nothing but 0", (np.zeros(int(rng.integers(2, 6))),))


@exercise.seen_as
def _(slope: Any, z: Any) -> Any:
    """At the kink any slope from 0 to 1 is right: there they are all seen as 0."""
    return np.where((z == 0) & (slope >= 0) & (slope <= 1), 0, slope)


@exercise.mistakes
def _(z):
    "F11.3: That is the ReLU itself: how steep is it at z = 2?"
    np.maximum(z, 0)
    "F11.4: Yours is 1 on the left too: a >= 0 holds for every a = relu(z), a > 0 does not."
    np.where(np.maximum(z, 0) >= 0, 1.0, 0.0)
    "relu_prime.1: On the left the ReLU is flat: its slope is 0, not -1."
    np.where(z > 0, 1.0, -1.0)
    "relu_prime.1: On the left the ReLU is flat: its slope there is not -1."
    np.sign(z)
    "relu_prime.2: True and False are not numbers yet: turn the comparison into floats."
    z > 0
    "relu_prime.3: The other way round: the ReLU climbs where z > 0."
    np.where(z < 0, 1.0, 0.0)
    "relu_prime.3: It climbs, so its slope is positive: +1 on the right."
    np.where(z > 0, -1.0, 0.0)
    """relu_prime.4: An `if` wants one True or False, and z holds many: decide entry by entry,
    without `if`."""
    1.0 if z > 0 else 0.0
    "relu_prime.4: Python's int() and float() take one value at a time: try .astype(float)."
    float(z > 0)
    "F11.5: The caller still needs z: put the result into a new array, and leave z as it came."
    z[z > 0] = 1
    z[z <= 0] = 0
    z
    "relu_prime.5: That is the slope of a leaky ReLU: on the left it is 0."
    np.where(z > 0, 1.0, 0.01)
    "relu_prime.5: A leaky slope: on the left the ReLU is quite flat."
    np.where(z > 0, 1.0, 0.1)
    "relu_prime.6: At z = 0 yours is 0 / 0, which is nan: a comparison needs no division."
    np.maximum(z, 0) / z
    "relu_prime.7: That is the slope of softplus: the ReLU has a sharp kink."
    logistic(z)
    "relu_prime.8: The kink is at 0, not at 1: a small positive z counts too."
    np.where(z > 1, 1.0, 0.0)
    "relu_prime.8: The kink is at 0, not at 0.5."
    np.where(z > 0.5, 1.0, 0.0)
    "relu_prime.9: The slope is 1 wherever z > 0, however large z is: no z."
    np.clip(z, 0, 1)
    "relu_prime.10: Every entry of z has a slope of its own: one is too few."
    1.0 * np.any(z > 0)
    """relu_prime.11: A loop over z meets whole rows in a table, and a lone number has no
    entries: use numpy."""
    np.array([1.0 if v > 0 else 0.0 for v in z])
    "relu_prime.12: The answer has the shape of z: np.ravel makes one long row of everything."
    np.array([float(v > 0) for v in np.ravel(z)])
    "relu_prime.13: Where z is above 0 the ReLU climbs: its slope there is not 0."
    0.0 * z
