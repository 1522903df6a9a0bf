"""How often class i was taken for class j. y, y_hat (m,), result (K, K), true class in the row."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array
from autograder.exercises.lesson_12.shared import rows_of


def confusion(y: Any, y_hat: Any, K: int) -> Any:
    """How often class i was taken for class j: row i, column j.  y, y_hat (m,), result (K, K)."""
    counts = np.zeros((K, K), dtype=int)
    np.add.at(counts, (y, y_hat), 1)
    return counts


exercise = Exercise(
    reference=confusion,
    lesson="12_many_classes",
    takes={"y": "m", "y_hat": "m", "K": ""},
    returns=Array("K K"),
    shortcuts=("sklearn.metrics.confusion_matrix",),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    y = np.array([0, 0, 0, 1, 1, 2, 2, 2, 2])
    y_hat = np.array([0, 0, 1, 1, 2, 2, 2, 2, 1])
    yield Case("three classes, some of each right", (*_shuffled(rng, y, y_hat), 3))
    four = np.array([0, 1, 1, 3, 3, 3, 2]), np.array([1, 1, 1, 0, 0, 3, 3])
    yield Case("the same mistake twice", (*_shuffled(rng, *four), 4))
    yield Case("the last classes are not seen", (*_shuffled(rng, y, y_hat), 5))
    yield Case("the first class is not seen", (*_shuffled(rng, y[3:], y_hat[3:]), 3))
    yield Case("a class is answered that is none's", (np.array([0, 0, 1]), np.array([2, 2, 1]), 3))
    yield Case("everything is right", (np.array([1, 0, 1, 2]), np.array([1, 0, 1, 2]), 3))
    yield Case("one pair 300 times", (np.full(300, 1), np.full(300, 2), 3))
    yield Case("a single example", (np.array([1]), np.array([0]), 2))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for K, m in ((2, 9), (5, 30), (10, 60)):
        y = rng.integers(0, K, m)
        y_hat = np.where(rng.random(m) < 0.6, y, rng.integers(0, K, m))
        yield Case("random answers", (y, y_hat, K))
    yield Case("one pair 260 times", (np.zeros(260, dtype=int), np.zeros(260, dtype=int), 2))
    yield Case("nothing is right", (np.array([0, 0, 1, 1, 1]), np.array([1, 2, 0, 2, 2]), 3))


def _shuffled(rng: np.random.Generator, y: Any, y_hat: Any) -> tuple[Any, Any]:
    order = rng.permutation(len(y))
    return y[order], y_hat[order]


def _counts(y: Any, y_hat: Any, K: int) -> Any:
    return rows_of(y, K).T @ rows_of(y_hat, K)


@exercise.mistakes
def _(y, y_hat, K):
    C = _counts(y, y_hat, K)
    "confusion.1: The true class is the row, the answer the column: yours are exchanged."
    C.T
    "confusion.2: A pair that comes twice counts twice; counts[y, y_hat] += 1 adds it once."
    counts = np.zeros((K, K), dtype=int)
    counts[y, y_hat] += 1
    counts
    "confusion.3: How many classes there are is what K says: the data may have missed some."
    K = max(y.max(), y_hat.max()) + 1
    _counts(y, y_hat, K)
    K = y.max() + 1
    _counts(y, y_hat, K)
    K = len(np.unique(y))
    _counts(y, y_hat, K)
    "confusion.3: Rows and columns are the classes 0 to K-1, whether they were seen or not."
    seen = np.unique(np.append(y, y_hat))
    C[np.ix_(seen, seen)]
    "confusion.4: Classes begin at 0 here: class 0 has row 0."
    _counts(y - 1, y_hat - 1, K)
    np.roll(C, (-1, -1), (0, 1))
    "confusion.4: Classes begin at 0 here: K rows and columns, none to spare."
    _counts(y + 1, y_hat + 1, K + 1)
    _counts(y, y_hat, K + 1)
    "confusion.5: Counts, not shares: nothing is divided."
    C / len(y)
    C / np.maximum(C.sum(axis=1, keepdims=True), 1)
    C / C.sum(axis=1, keepdims=True)
    C / np.maximum(C.sum(axis=0, keepdims=True), 1)
    "confusion.6: What was right is counted as well: on the diagonal."
    C - np.diag(np.diag(C))
    "confusion.6: What was wrong is counted as well: beside the diagonal."
    np.diag(np.diag(C))
    "confusion.7: Which class was taken for which: a table (K, K), not one row of counts."
    np.diag(C)
    "confusion.7: Which class was taken for which: a table (K, K), not one number."
    np.sum(y != y_hat)
    "confusion.8: A 3 taken for a 5 is not a 5 taken for a 3: keep them apart."
    C + C.T
    (C + C.T) / 2
    np.triu(C + C.T)
    "confusion.9: One entry for each example: C[y] += 1 fills whole rows."
    counts = np.zeros((K, K), dtype=int)
    counts[y] += 1
    counts
    counts = np.zeros((K, K), dtype=int)
    for i in y:
        counts[i] += 1
    counts
    "confusion.10: Each true class meets its own answer, not all answers: pair them with zip."
    np.outer(C.sum(axis=1), C.sum(axis=0))
    "confusion.11: Both come in, the true class and the answer: one of them is used twice."
    _counts(y, y, K)
    _counts(y_hat, y_hat, K)
    "confusion.12: Rows and columns are classes, not examples: a table (K, K), not (m, m)."
    (y[:, None] == y_hat).astype(int)
    "confusion.13: Each hit adds 1, not the number of its class."
    C * np.arange(K)
    C * np.arange(K)[:, None]
    "confusion.14: The counts begin at 0."
    C + 1
    "confusion.15: The last example is missing: does the loop end too early?"
    _counts(y[:-1], y_hat[:-1], K)
    "confusion.15: The first example is missing: indices begin at 0."
    _counts(y[1:], y_hat[1:], K)
    "confusion.16: Classes 0 to K-1 in this order, row 0 at the top."
    C[::-1, ::-1]
    C[::-1]
    "confusion.17: Untold, np.histogram2d cuts from the least to the largest: give it 0 to K."
    np.histogram2d(y, y_hat, bins=K)[0]
    "confusion.3: How many classes there are is what K says: not always ten."
    _counts(y, y_hat, 10)
    "confusion.18: A number of 8 bits ends at 255: count with int."
    C.astype(np.uint8)
