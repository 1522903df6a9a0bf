"""One step of length lr against the gradient. w (n,), grad (n,), result (n,)."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array
from autograder.exercises.lesson_07.shared import WHOLE, signed


def gd_step(w: Any, grad: Any, lr: float) -> Any:
    """One step of length lr against the gradient.  w (n,), grad (n,), result (n,)."""
    return w - lr * grad


exercise = Exercise(
    reference=gd_step,
    lesson="07_loss_and_gradient",
    takes={"w": "n", "grad": "n", "lr": ""},
    returns=Array("n"),
    shortcuts=(
        "nnlib.optimise.sgd_step",
        "nnlib.optimise._descend",
        "nnlib.optimise.momentum_step",
        "nnlib.optimise.SGD",
        "nnlib.regularise.prox_step",
    ),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    w, slope = signed(rng, 1.0, 2.0, 4), signed(rng, 0.3, 0.9, 4)
    slope[:2] = abs(slope[0]), -abs(slope[1])
    yield Case("a small step", (w, slope, 0.1))
    yield Case("whole numbers in w", (np.arange(-1, 3), slope, 0.3), aspect=WHOLE)
    yield Case("a step with lr = 1", (w, slope, 1.0))
    yield Case("lr = 1 as a whole number", (slope, w, 1), aspect=WHOLE)
    yield Case("lr above 1, and weights that cross 0", (1.3 * slope[:3], slope[:3], 2.5))
    yield Case("the start w = 0", (np.zeros(3), slope[1:], 0.2))
    yield Case("a gradient of 0: nothing moves", (w[:2], np.zeros(2), 0.5))
    yield Case("a single weight", (w[:1], -slope[:1], 0.25))
    whole = np.array([3, -2]), np.array([1, 3]), 0.5
    yield Case("whole numbers in w and in the gradient", whole, aspect=WHOLE)


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for n in (2, 6):
        w, slope = signed(rng, 1.0, 2.0, n), signed(rng, 0.1, 0.9, n)
        yield Case("random weights", (w, slope, float(rng.uniform(0.05, 0.9))))
    sizes = np.array([0.001, 1.0, 1000.0])
    w, slope = signed(rng, 1.0, 2.0, 3), signed(rng, 0.3, 0.9, 3)
    yield Case("weights of very different size", (w * sizes, slope * sizes, 0.05))
    yield Case("lr = 0: nothing moves", (w, slope, 0.0))
    yield Case("one component of the gradient is 0", (w, slope * [1, 0, -1], 0.1))


@exercise.mistakes
def _(w, grad, lr):
    "gd_step.1: The caller still needs the old w: w = w - … makes a new array, w -= … does not."
    w -= lr * grad
    w
    w[:] = w - lr * grad
    w
    """gd_step.1: The caller still needs the old w: w = w - … makes a new array, w -= … does not.
    And return it."""
    w -= lr * grad
    None
    w[:] = w - lr * grad
    None
    "gd_step.1: The caller still needs the gradient: grad * lr, not grad *= lr."
    grad *= lr
    w - grad
    "gd_step.2: The gradient points uphill: subtract it to go down."
    w + lr * grad
    "gd_step.2: The gradient points uphill: subtract it. And lr is the step size."
    w + grad
    "gd_step.3: The step size lr is not used: how far should w move?"
    w - grad
    "gd_step.4: That is how far w moves. Return the place where it arrives."
    -lr * grad
    lr * grad
    """gd_step.5: Only the gradient is multiplied by lr: brackets and factors around w are one
    too many."""
    lr * (w - grad)
    lr * w - grad
    w - lr * w * grad
    "gd_step.6: Do not normalise: a steep slope makes a long step, a flat one a short step."
    w - lr * grad / np.linalg.norm(grad)
    w - lr * np.sign(grad)
    w - lr * grad / (np.linalg.norm(grad) + 1e-8)
    "gd_step.7: Multiply by lr: a larger lr makes a longer step."
    w - grad / lr
    """gd_step.8: A w of whole numbers cuts off the fractions of the step. Let w - … make a new
    float array."""
    new = w.copy()
    new[:] = w - lr * grad
    new
    new = w.copy()
    new -= lr * grad  # numpy refuses to put floats into an array of ints
    new
    "gd_step.8: The step has fractions, even where w has none: no astype(int)."
    (w - lr * grad).astype(int)
    "gd_step.9: Each weight moves by its own entry of the gradient, not all by the same."
    w - lr * np.mean(grad)
    w - lr * np.sum(grad)
    w - lr * np.linalg.norm(grad)
    w - lr * np.dot(w, grad)
    "gd_step.10: The weights and the gradient have changed places."
    grad - lr * w
    "gd_step.10: The sign is turned: start from w and subtract the step."
    lr * grad - w
    "gd_step.11: The gradient is missing: which way is down?"
    w - lr
    "gd_step.12: No factor but lr: the 2 is in the gradient already, if anywhere."
    w - 2 * lr * grad
    "gd_step.12: No factor but lr: the half is in the gradient already."
    w - 0.5 * lr * grad
    "gd_step.13: The slope keeps its sign: it says which way is down."
    w - lr * np.abs(grad)
    "gd_step.13: The slope is taken as it is, with its sign: not squared."
    w - lr * grad**2
    "gd_step.14: The mean is already in the gradient: do not divide again."
    w - lr * grad / len(w)
    "gd_step.15: A column minus a row is a table. Keep both of shape (n,)."
    w[:, None] - lr * grad
    "gd_step.16: That shrinks w as well. A plain step only follows the gradient."
    (1 - lr) * w - lr * grad
    "gd_step.17: It returns w as it was: return what it has become."
    w + 0.0
    "gd_step.18: Return the new w alone, without the old one."
    w, w - lr * grad
    "gd_step.5: Brackets: only the gradient is multiplied by lr, and w stands before it."
    (w - lr) * grad
    "gd_step.19: Every weight moves, not the first or the steepest alone."
    w - lr * grad * (np.arange(len(w)) == 0)
    w - lr * grad * (np.arange(len(w)) == np.argmax(np.abs(grad)))
