"""The Euclidean length of each row. X (m, n), result (m,)."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array


def row_norms(X: Any) -> Any:
    """The Euclidean length of each row.  X (m, n), result (m,)."""
    return np.sqrt(np.sum(np.square(X, dtype=float), axis=1))


exercise = Exercise(
    reference=row_norms,
    lesson="00_start_here",
    takes={"X": "m n"},
    returns=Array("m"),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("more rows than columns", (_signed(rng, 5, 3),))
    yield Case("more columns than rows", (_signed(rng, 2, 4),))
    yield Case("as many columns as rows", (_signed(rng, 3, 3),))
    yield Case("a single row", (_signed(rng, 1, 4),))
    yield Case("a single column", (_signed(rng, 4, 1),))
    scales = np.array([[1000.0], [1.0], [0.001], [0.0]])
    yield Case("rows of very different length, one of them 0", (scales * _signed(rng, 4, 3),))
    whole = rng.choice([-3, -2, 2, 3], size=(4, 3))
    whole[:, 0] = rng.permutation([1, 2, -5, 6])
    whole[:, 1:] = [[1, 1], [2, 3], [1, -4], [5, 7]]
    yield Case("whole numbers", (whole,), aspect="whole numbers")


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("one number", (_signed(rng, 1, 1),))
    yield Case("large numbers", (1000 * _signed(rng, 6, 2),))
    yield Case("many columns", (_signed(rng, 2, 20),))
    yield Case("whole numbers below 0", (-rng.integers(1, 4, size=(3, 5)),), aspect="whole numbers")


def _signed(rng: np.random.Generator, *shape: int) -> Any:
    """Numbers between 1/2 and 2 with both signs, where there is room for both."""
    X = rng.uniform(0.5, 2.0, shape) * rng.choice([-1.0, 1.0], shape)
    X.flat[0], X.flat[-1] = abs(X.flat[0]), -abs(X.flat[-1])
    return X


@exercise.mistakes
def _(X):
    "row_norms.1: These are lengths of the columns: axis=1 runs along a row, axis=0 down a column."
    np.sqrt(np.sum(X**2, axis=0))
    "row_norms.2: These are squared lengths: the root is missing."
    np.sum(X**2, axis=1)
    "row_norms.3: Euclidean length squares the entries; the sum of |x| is another norm."
    np.sum(np.abs(X), axis=1)
    "row_norms.4: One number came back, and one for each row is wanted: which axis do you sum?"
    np.linalg.norm(X)
    "row_norms.5: A column (m, 1) is not (m,): leave out keepdims=True, or flatten with .ravel()."
    np.linalg.norm(X, axis=1, keepdims=True)
    "row_norms.6: A length is the root of a sum, not of a mean."
    np.sqrt(np.mean(X**2, axis=1))
    "row_norms.7: Square first, then sum: in a plain sum the signs cancel."
    np.sqrt(np.sum(X, axis=1) ** 2)
    np.sum(X, axis=1)
    "row_norms.8: The largest entry is not the length: every entry of the row counts."
    np.max(np.abs(X), axis=1)
    "row_norms.9: Lengths of whole numbers have fractions: let the result be an array of floats."
    np.linalg.norm(X, axis=1).astype(X.dtype)
    "row_norms.10: The caller still needs X: build a new array (X**2), not X **= 2."
    X *= X
    np.sqrt(np.sum(X, axis=1))
    "row_norms.11: A whole table came back: every row should have become one number."
    np.sqrt(X**2)
    "row_norms.12: A row may have more or fewer than two entries: use them all."
    np.sqrt(X[:, 0] ** 2 + X[:, 1] ** 2)
    np.linalg.norm(X[:, :2], axis=1)
    "row_norms.13: The number of rows is len(X), or X.shape[0]; X.shape[1] counts columns."
    np.array([np.sqrt(np.sum(X[i] ** 2)) for i in range(X.shape[1])])
    "row_norms.14: X @ X.T pairs every row with every row; only its diagonal has a row with itself."
    np.sqrt(np.abs(X @ X.T))
    "row_norms.15: The last column belongs to the row too: X[:, :-1] leaves it out."
    np.sqrt(np.sum(X[:, :-1] ** 2, axis=1))
    "row_norms.16: The root of the sum is the length: do not divide it by the number of columns."
    np.linalg.norm(X, axis=1) / X.shape[1]
    "row_norms.17: The root is the power 1/2, not 1/3."
    np.sum(X**2, axis=1) ** (1 / 3)
