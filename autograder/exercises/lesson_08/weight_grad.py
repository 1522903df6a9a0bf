"""Slope in W (n_in, n_out): every example's activation below times its delta, summed."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array
from autograder.exercises.lesson_08.shared import SWEEP, away
from nnlib import activations


def weight_grad(A_prev: Any, delta: Any) -> Any:
    """Slope in W (n_in, n_out): every example's activation below times its delta, summed."""
    return A_prev.T @ delta


exercise = Exercise(
    reference=weight_grad,
    lesson="08_backprop",
    takes={"A_prev": "m n_in", "delta": "m n_out"},
    returns=Array("n_in n_out"),
    shortcuts=SWEEP,
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for note, m, n_in, n_out in [
        ("five examples, three inputs, two units", 5, 3, 2),
        ("as many inputs as units", 5, 3, 3),
        ("everything square", 4, 4, 4),
        ("as many examples as inputs", 3, 3, 5),
        ("one example", 1, 3, 2),
        ("one unit", 6, 4, 1),
        ("one input", 6, 1, 4),
    ]:
        yield Case(note, (_inside(rng, (m, n_in)), away(rng, (m, n_out))))
    A_prev, delta = _inside(rng, (4, 3)), away(rng, (4, 2))
    yield Case("rows of very different size", (A_prev, delta * 10.0 ** np.arange(-2, 2)[:, None]))
    whole = rng.integers(1, 6, (4, 3)), rng.integers(1, 6, (4, 2))
    yield Case("whole numbers", whole, aspect="whole numbers")
    yield Case("whole numbers in A_prev", (whole[0], delta), aspect="whole numbers")
    yield Case("whole numbers in delta", (A_prev, whole[1]), aspect="whole numbers")


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for _ in range(5):
        m, n_in, n_out = (int(size) for size in rng.integers(2, 7, 3))
        yield Case("other sizes", (_inside(rng, (m, n_in)), away(rng, (m, n_out))))


def _inside(rng: np.random.Generator, shape: Any) -> Any:
    """Activations as tanh gives them: of both signs, between -0.9 and 0.9, never near 0."""
    return rng.uniform(0.2, 0.9, shape) * rng.choice([-1.0, 1.0], shape)


@exercise.mistakes
def _(A_prev, delta):
    "F29.1: It has the shape of W, (n_in, n_out): this is the transpose."
    delta.T @ A_prev
    "F29.1: The sum runs over the examples: transpose A_prev, not delta."
    A_prev @ delta.T
    "F29.1: The sum runs over the examples: which of the two is transposed?"
    A_prev @ delta
    "F29.2: The mean is inside delta already: do not divide again."
    A_prev.T @ delta / len(delta)
    "F29.3: Delta is used as it is: its 1/m is not to be undone."
    A_prev.T @ delta * len(delta)
    "F29.4: Widths do not divide: delta holds the mean over examples already."
    A_prev.T @ delta / A_prev.shape[1]
    "F29.4: The number of units does not divide: delta holds the mean already."
    A_prev.T @ delta / delta.shape[1]
    "F29.5: Every example contributes, not the first alone."
    np.outer(A_prev[0], delta[0])
    "F29.5: Every example contributes, not the last alone: add them up."
    np.outer(A_prev[-1], delta[-1])
    "F29.5: Every example contributes: the loop misses one."
    A_prev[1:].T @ delta[1:]
    "F29.5: Every example contributes: the loop ends one too early."
    A_prev[:-1].T @ delta[:-1]
    "F29.6: Multiply example by example, then add: not a product of means."
    np.outer(A_prev.mean(axis=0), delta.mean(axis=0))
    "F29.6: Multiply example by example, then add: not a product of sums."
    np.outer(A_prev.sum(axis=0), delta.sum(axis=0))
    "F29.6: Each delta goes with its own example's activation, not the mean."
    np.outer(A_prev.mean(axis=0), delta.sum(axis=0))
    "F29.7: A weight sees the activation below it: A_prev, on the input side."
    delta.T @ delta
    "F29.7: A weight joins A_prev with delta, not A_prev with itself."
    A_prev.T @ A_prev
    "F29.8: The layer below sends its activation: use A_prev as it is, not its Z."
    np.arctanh(np.clip(A_prev, -0.999, 0.999)).T @ delta
    "F29.8: A_prev has been through g already: use it as it is."
    np.tanh(A_prev).T @ delta
    "F29.8: A_prev has been through g already; no logistic function here."
    activations.sigmoid(A_prev).T @ delta
    "weight_grad.1: This is the slope, uphill: the minus belongs to the step."
    -A_prev.T @ delta
    "weight_grad.2: A matrix product sums over examples; * pairs only equal places."
    A_prev * delta
    "weight_grad.2: The * pairs only equal places: sum over examples with @."
    A_prev.T * delta
    "weight_grad.3: Sum over the examples: one matrix, not one for each."
    A_prev[:, :, None] * delta[:, None, :]
    "weight_grad.4: All deltas of an example count, each for its own column."
    np.repeat((A_prev.T @ delta).sum(axis=1, keepdims=True), delta.shape[1], axis=1)
    "weight_grad.5: Where is A_prev? A weight from a silent unit has slope 0."
    np.tile(delta.sum(axis=0), (A_prev.shape[1], 1))
    "weight_grad.6: No factor 2: the 1/2 of the loss has cancelled it."
    2 * A_prev.T @ delta
    "weight_grad.7: Signs count: no absolute values."
    np.abs(A_prev).T @ delta
    "weight_grad.8: The examples add up: the largest of them is not enough."
    np.einsum("mi,mo->mio", A_prev, delta).max(axis=0)
