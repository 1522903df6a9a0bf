"""Which ReLU units answer 0 on every row of X? X (m, n_in), result (n_out,) True or False."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.loose import Truth
from nnlib import vitals

exercise = Exercise(
    reference=vitals.dead_units,
    lesson="11_initialisation",
    takes={"X": "m n_in", "W": "n_in n_out", "b": "n_out"},
    returns=Truth("n_out"),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("some are dead", _layer(rng, [0, 9, 1, 9, 2], 9))
    yield Case("as many rows as units", _layer(rng, [4, 1, 0, 4], 4))
    yield Case("all are dead", _layer(rng, [5, 5, 5], 5))
    yield Case("none is dead", _layer(rng, [1, 6, 2, 5, 3, 4, 0], 7))
    yield Case("always on, and always off", _layer(rng, [0, 6, 0], 6))
    yield Case("on for a single row", _layer(rng, [7, 8, 7, 8, 5, 3], 8))
    yield Case("a single row", _layer(rng, [0, 1, 1], 1))
    at_zero = np.array([[1.0, -1.0], [-1.0, 1.0]]), np.ones((2, 2)), np.array([0.0, 0.5])
    yield Case("a score of exactly 0", at_zero)
    little = np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([[1e-6, -1.0], [-1.0, -1.0]])
    yield Case("on by very little", (*little, np.zeros(2)))
    yield Case("on for one row of forty", _layer(rng, [39, 40, 20], 40))
    few = np.array([[1, 0], [2, 1]]), np.array([[-1, 1, -2], [2, -3, 1]]), np.array([1, -1, 1])
    yield Case("whole numbers", few)


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("on for one row of forty", _layer(rng, [40, 39, 39, 3], 40))
    for m, n in ((12, 8), (5, 20), (30, 3)):
        yield Case("random units", _layer(rng, [int(k) for k in rng.integers(0, m + 1, n)], m))


def _layer(rng: np.random.Generator, off: list[int], m: int) -> tuple[Any, Any, Any]:
    """Units each of which is off on so many of m rows; their weights have both signs."""
    X, W = rng.normal(size=(m, 3)), rng.normal(size=(3, len(off)))
    Z = np.sort(X @ W, axis=0)
    edges = np.vstack([Z[0] - 1, (Z[:-1] + Z[1:]) / 2, Z[-1] + 1])
    return X, W, -edges[off, np.arange(len(off))]


@exercise.mistakes
def _(X, W, b):
    Z = X @ W + b
    "dead_units.1: Dead is who is off on every row: one row alone does not tell."
    np.any(Z <= 0, axis=0)
    Z[0] <= 0
    Z[-1] <= 0
    "dead_units.2: The other way round: True is for the dead ones."
    np.any(Z > 0, axis=0)
    ~np.any(Z <= 0, axis=0)
    "dead_units.3: One answer for each unit: look down the rows, axis=0."
    np.all(Z <= 0, axis=1)
    "dead_units.4: The bias belongs to the score: it is what pushes a unit off."
    np.all(X @ W <= 0, axis=0)
    np.all(X @ W - b <= 0, axis=0)
    "dead_units.4: Only X decides with W and b: the bias alone kills nobody."
    b < 0
    b <= 0
    "dead_units.5: A mean below 0 is not enough: a single row above 0 keeps a unit alive."
    Z.mean(axis=0) <= 0
    np.median(Z, axis=0) <= 0
    "dead_units.6: At exactly 0 a ReLU answers 0: that counts as off."
    np.all(Z < 0, axis=0)
    "dead_units.7: Which units, not how many: an answer for each."
    np.sum(np.all(Z <= 0, axis=0))
    "dead_units.7: Whether each unit is dead, not its share of silent rows."
    np.mean(Z <= 0, axis=0)
    "dead_units.7: One answer for each unit, not one for each row and unit."
    Z <= 0
    "dead_units.8: A unit that is always on is not dead: its slope is 1."
    np.all(Z <= 0, axis=0) | np.all(Z > 0, axis=0)
    "dead_units.9: Where they stand was not asked: True or False for each unit."
    np.flatnonzero(np.all(Z <= 0, axis=0)) + 0.0
    "dead_units.7: Whether each unit is dead, not how many rows it is on or off."
    np.sum(Z > 0, axis=0)
    np.sum(Z <= 0, axis=0)
    "dead_units.10: On by a little is on: compare with 0 itself."
    np.all(Z < 1e-3, axis=0)
    np.maximum(Z, 0).mean(axis=0) < 0.01
    "dead_units.5: Off on most rows is not enough: a single row above 0 keeps a unit alive."
    np.mean(Z <= 0, axis=0) > 0.9
    "dead_units.8: To answer the same on every row is not to be dead: the answer has to be 0."
    np.ptp(np.maximum(Z, 0), axis=0) == 0
