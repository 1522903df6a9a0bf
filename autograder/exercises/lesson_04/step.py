"""1 where z > 0, else 0: the value at exactly 0 is 0. z and result: any shape."""

from collections.abc import Iterator

import numpy as np

from autograder.check.exercise import Case
from autograder.exercises.lesson_04.shared import elementwise, every_kind, logistic
from nnlib import activations

exercise = elementwise(
    activations.step,
    "nnlib.activations.relu_prime",
    "nnlib.approximate.step",
    "nnlib.boolean.step",
    "nnlib.circuits.step",
    visible=[every_kind],
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("numbers between 0 and 1", (rng.uniform([-0.9, 0.1, 0.6], [-0.6, 0.4, 0.9]),))
    yield Case("very large numbers", (rng.uniform(0.9, 1.1, 4) * [-1000.0, -30.0, 30.0, 1000.0],))


@exercise.mistakes
def _(z):
    "F08.1: What happens at exactly 0? The unit fires above 0, not at it."
    np.where(z >= 0, 1.0, 0.0)
    "F08.2: True and False are not numbers yet: turn the comparison into floats."
    z > 0
    "F08.3: An `if` wants one True or False, and z holds many: decide entry by entry, without `if`."
    if z > 0:
        return 1.0
    0.0
    "F08.3: Python's int() and float() take one value at a time: try .astype(float)."
    int(z > 0)
    "F08.4: Where the unit does not fire it answers 0, never -1."
    np.sign(z)
    "F08.4: Its two answers are 0 and 1, not -1 and +1."
    np.where(z > 0, 1, -1)
    "F08.4: Its two answers are 0 and 1; and at exactly 0 it does not fire."
    np.where(z >= 0, 1, -1)
    "F08.5: At exactly 0 the answer is 0, not one half: it has not fired yet."
    np.heaviside(z, 0.5)
    "step.1: The other way round: the unit fires where z is above 0."
    np.where(z < 0, 1.0, 0.0)
    "step.1: The other way round: the unit fires where z is above 0, not below."
    np.where(z <= 0, 1.0, 0.0)
    "step.2: Where it fires the answer is 1, however large z is: that is a ReLU."
    np.maximum(z, 0)
    "step.3: The threshold stands at 0: a small positive z fires too."
    np.where(z > 0.5, 1.0, 0.0)
    "step.3: The threshold stands at 0, not at 1: every positive z fires."
    np.where(z > 1, 1.0, 0.0)
    "step.3: The threshold stands at 0, not at 1: a fraction fires too."
    np.where(z >= 1, 1.0, 0.0)
    "step.4: The caller still needs z: put the result into a new array, and leave z as it came."
    z[z > 0] = 1
    z[z <= 0] = 0
    z
    "step.4: A mask changes z itself, even through another name: copy z first."
    a = z
    a[a >= 0] = 1
    a[a < 0] = 0
    a
    "step.5: Every entry of z gets an answer of its own: do not reduce z to one."
    float(np.any(z > 0))
    "step.6: With one argument np.where tells positions: give it three."
    np.where(z > 0)
    "step.6: A mask picks entries out: the answer must keep the shape of z."
    np.ones_like(z[z > 0])
    "step.7: That is the sigmoid, a softened step: this one jumps from 0 to 1."
    logistic(z)
    "step.8: Between 0 and 1 yours climbs like a ramp: a step jumps."
    np.clip(z, 0, 1)
    "step.9: At z = 0 yours divides 0 by 0: a comparison needs no division."
    0.5 * (1 + z / np.abs(z))
    """step.10: A loop over z meets whole rows in a table, and a lone number has no entries: use
    numpy."""
    np.array([1.0 if v > 0 else 0.0 for v in z])
    "step.11: The answer has the shape of z: np.ravel makes one long row of everything."
    np.array([float(v > 0) for v in np.ravel(z)])
