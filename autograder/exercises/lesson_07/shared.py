"""Inputs for losses and their gradients."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.compare import Tolerance
from autograder.check.exercise import Case

WHOLE = "whole numbers"
# A loss worked out in float32 and handed over as a plain float has lost its dtype, so that nothing
# tells the comparison to be as generous as with float32. All losses here are far from 0.
AS_A_FLOAT = Tolerance(relative=1e-5)


def signed(rng: np.random.Generator, low: float, high: float, shape: Any) -> Any:
    """Numbers of random sign whose size is bounded away from 0."""
    return rng.uniform(low, high, shape) * rng.choice([-1.0, 1.0], size=shape)


def pairs(rng: np.random.Generator) -> Iterator[Case]:
    """Predictions and targets whose errors are of both signs and not near 0."""
    for m, n_out, note in (
        (5, 3, "more examples than outputs"),
        (4, 4, "as many examples as outputs"),
        (2, 5, "more outputs than examples"),
        (6, 1, "one output"),
        (1, 3, "a single example"),
    ):
        Y = rng.normal(size=(m, n_out))
        yield Case(note, (Y + errors(rng, m, n_out), Y))
    Y = 1e-3 * rng.normal(size=(4, 2))
    yield Case("small numbers", (Y + 1e-3 * errors(rng, 4, 2), Y))
    whole = rng.integers(-4, 5, size=(4, 2))
    error = rng.permutation([1, -2, 3, -1, 2, 5, -3, 4]).reshape(4, 2)
    yield Case("whole numbers", (whole + error, whole), aspect=WHOLE)


def errors(rng: np.random.Generator, m: int, n_out: int) -> Any:
    error = signed(rng, 0.3, 2.0, (m, n_out))
    error[0, 0], error[-1, -1] = -abs(error[0, 0]), abs(error[-1, -1])
    return error


def more_pairs(rng: np.random.Generator) -> Iterator[Case]:
    for m, n_out in ((7, 2), (3, 3), (1, 1)):
        Y = rng.normal(size=(m, n_out))
        yield Case("random targets", (Y + errors(rng, m, n_out), Y))
    sizes = np.array([[0.01], [1.0], [100.0]])
    Y = sizes * rng.normal(size=(3, 2))
    yield Case("examples of very different size", (Y + sizes * errors(rng, 3, 2), Y))
    yield Case("every prediction is right", (Y, Y.copy()))
    whole = rng.integers(-9, 9, size=(3, 3))
    one_off = whole + (np.arange(9) == 4).reshape(3, 3)
    yield Case("one prediction is off by 1", (one_off, whole), aspect=WHOLE)
