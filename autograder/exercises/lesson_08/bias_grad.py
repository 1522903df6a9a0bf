"""Slope in b (n_out,): the sum of the rows of delta (m, n_out)."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array
from autograder.exercises.lesson_08.shared import SWEEP


def bias_grad(delta: Any) -> Any:
    """Slope in b (n_out,): the sum of the rows of delta (m, n_out)."""
    return delta.sum(axis=0)


exercise = Exercise(
    reference=bias_grad,
    lesson="08_backprop",
    takes={"delta": "m n_out"},
    returns=Array("n_out"),
    shortcuts=(*SWEEP, "nnlib.graph_boxes.unbroadcast", "nnlib.graph.unbroadcast"),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for note, m, n_out in [
        ("five examples, three units", 5, 3),
        ("as many examples as units", 4, 4),
        ("more units than examples", 2, 5),
        ("one unit", 6, 1),
        ("one example", 1, 4),
    ]:
        yield Case(note, (_slanted(rng, m, n_out),))
    tall = _slanted(rng, 5, 2) * 10.0 ** np.arange(-2, 3)[:, None]
    yield Case("rows of very different size", (tall,))
    yield Case("whole numbers", (rng.integers(1, 9, (6, 2)),), aspect="whole numbers")


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for _ in range(5):
        yield Case("other sizes", (_slanted(rng, *(int(size) for size in rng.integers(2, 8, 2))),))


def _slanted(rng: np.random.Generator, m: int, n_out: int) -> Any:
    """Columns of one sign each, but for the first row: their sums are well away from 0."""
    sign = rng.choice([-1.0, 1.0], n_out)
    delta = rng.uniform(0.5, 1.5, (m, n_out)) * sign
    delta[0] *= -0.25
    return delta


@exercise.mistakes
def _(delta):
    "F30.1: One number for each unit: add up the rows of all examples."
    delta
    "F30.2: Sum over the examples, axis 0; axis 1 runs over the units."
    delta.sum(axis=1)
    "F30.2: Average nothing, and sum over the examples, axis 0."
    delta.mean(axis=1)
    "F30.2: One number for each unit: without an axis everything is summed."
    delta.sum()
    "F30.3: The mean is inside delta already: here the rows are summed."
    delta.mean(axis=0)
    "F30.4: The bias moves Z one to one: its slope is not 0."
    np.zeros(delta.shape[1])
    "F30.5: A column would blow b up to a matrix: sum over axis 0, shape (n_out,)."
    delta.sum(axis=1, keepdims=True)
    "F30.5: A column would blow b up to a matrix: b has the shape (n_out,)."
    delta.sum(axis=0)[:, None]
    "bias_grad.1: This is the slope, uphill: the minus belongs to the step."
    -delta.sum(axis=0)
    "bias_grad.2: Every example counts, not the first alone."
    delta[0]
    "bias_grad.2: Every example counts, not the last alone."
    delta[-1]
    "bias_grad.2: Every example counts: the loop misses one."
    delta[1:].sum(axis=0)
    "bias_grad.2: Every example counts: the loop ends one too early."
    delta[:-1].sum(axis=0)
    "bias_grad.3: Delta is used as it is: its 1/m is not to be undone."
    len(delta) * delta.sum(axis=0)
    "bias_grad.4: The slope is delta, which may be negative: no squares."
    (delta**2).sum(axis=0)
    "bias_grad.4: Signs count: no absolute values."
    np.abs(delta).sum(axis=0)
    "bias_grad.5: The constant input of a bias is 1, whatever delta is."
    np.ones(delta.shape[1])
    "bias_grad.6: The rows are summed; their largest entry is not enough."
    delta.max(axis=0)
    "bias_grad.7: Divide by nothing: neither by examples nor by units."
    delta.sum(axis=0) / delta.shape[1]
    "bias_grad.8: No factor 2: the 1/2 of the loss has cancelled it."
    2 * delta.sum(axis=0)
    "bias_grad.9: The rows are summed, with their signs: no product, no length."
    np.prod(delta, axis=0)
    np.sqrt(np.sum(delta**2, axis=0))
