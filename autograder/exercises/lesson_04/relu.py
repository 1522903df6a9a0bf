"""max(0, z): zero for half of the line, and not bounded above. z and result: any shape."""

from collections.abc import Iterator

import numpy as np

from autograder.check.exercise import Case
from autograder.exercises.lesson_04.shared import LARGE, elementwise, signed
from nnlib import activations

exercise = elementwise(activations.relu, "nnlib.approximate.relu", "nnlib.drawn_layer.relu")


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("minus infinity", (np.append(signed(rng, 3), -np.inf),), aspect=LARGE)


@exercise.mistakes
def _(z):
    "F11.1: Which function of numpy compares two numbers entry by entry? np.max takes one array."
    np.max(0, z)
    "F11.1: Python's max compares whole arrays at once; np has one entry by entry."
    max(0, z)
    "F11.1: That is one number, the largest of z: every entry needs an answer."
    max(0.0, np.max(z))
    "F11.1: The second argument of np.max is an axis, not a number to compare."
    np.max(z, 0)
    "F11.2: At z = -inf a product or a difference of infinities gives nan; a choice does not."
    z * (z > 0)
    "F11.5: The caller still needs z: put the result into a new array, and leave z as it came."
    z[z < 0] = 0
    z
    "F11.5: The product is written into the caller's z; and what is -inf times 0?"
    z *= z > 0
    z
    "F11.6: Your result is of whole numbers: 0.5 must stay 0.5."
    np.maximum(z, 0).astype(int)
    "F11.6: The first entry fixes the type of a np.vectorize: 0.0 instead of 0?"
    np.vectorize(lambda v: v if v > 0 else 0)(z)
    "relu.1: That is the negative half, min(z, 0): keep the other one."
    np.minimum(z, 0)
    "relu.1: A negative z is not turned round, it gives 0."
    np.maximum(-z, 0)
    "relu.2: The absolute value lets the negative half through: there it is 0."
    np.where(z > 0, z, -z)
    "relu.3: That is the step: where z is positive, z itself goes through."
    np.where(z > 0, 1.0, 0.0)
    "relu.4: That is a leaky ReLU: this one is exactly 0 on the left."
    np.where(z > 0, z, 0.01 * z)
    "relu.4: That is a leaky ReLU: no slope at all is left where z is negative."
    np.where(z > 0, z, 0.1 * z)
    "relu.4: That is a leaky ReLU, or a parametric one: on the left this is 0."
    np.where(z > 0, z, 0.2 * z)
    "relu.5: It has no upper end: a large z goes through as it is."
    np.clip(z, 0, 1)
    "relu.5: It has no upper end, not even at 6."
    np.clip(z, 0, 6)
    "relu.6: A mask picks entries out: the answer must keep the shape of z."
    z[z > 0]
    """relu.7: An `if` wants one True or False, and z holds many: decide entry by entry, without
    `if`."""
    z if (z > 0).all() else 0 * z
    "relu.8: That is softplus, the rounded corner: the ReLU has a sharp one."
    np.logaddexp(0, z)
    "relu.9: The threshold stands at 0: numbers between 0 and 1 go through too."
    np.where(z > 1, z, 0)
    "relu.9: The comparison is with 0: yours never answers less than 1."
    np.maximum(z, 1)
    "relu.10: How large is z + |z| where z is positive? A factor is missing."
    z + np.abs(z)
    """relu.11: A loop over z meets whole rows in a table, and a lone number has no entries: use
    numpy."""
    np.array([max(0.0, v) for v in z])
    "relu.12: The answer has the shape of z: np.ravel makes one long row of everything."
    np.array([max(0.0, v) for v in np.ravel(z)])
    "relu.13: That is a curve that bends smoothly below 0; the ReLU is flat there."
    np.where(z > 0, z, np.exp(np.minimum(z, 0)) - 1)
