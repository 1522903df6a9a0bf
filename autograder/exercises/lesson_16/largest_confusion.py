"""The most frequent mistake in a table of confusions. counts (K, K) -> (true, predicted)"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise, Fault
from autograder.check.forms import Number, Record


def largest_confusion(counts: Any) -> tuple[int, int]:
    """(true, predicted) of the most frequent mistake; the true class is the row."""
    mistakes = np.where(np.eye(len(counts), dtype=bool), -1, counts)
    i, j = np.unravel_index(np.argmax(mistakes), mistakes.shape)
    return int(i), int(j)


exercise = Exercise(
    reference=largest_confusion,
    lesson="16_project",
    takes={"counts": "K K"},
    returns=Record(true=Number(whole=True), predicted=Number(whole=True)),
)


def _table(rng: np.random.Generator, K: int, worst: tuple[int, int], most: int = 9) -> Any:
    """Counts in which one kind of mistake is the most frequent, and right answers are more."""
    counts = rng.integers(1, most - 3, (K, K))
    counts[worst] = most
    counts[np.diag_indices(K)] = rng.integers(30, 60, K)
    counts[worst[::-1]] = 0
    return counts


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("four classes", (_table(rng, 4, (2, 1)),))
    yield Case("two classes", (np.array([[5, 3], [1, 7]]) + rng.integers(0, 2),))
    yield Case("ten classes", (_table(rng, 10, (3, 8)),))
    yield Case("the worst is in the first row", (_table(rng, 5, (0, 4)),))
    lopsided = _table(rng, 3, (2, 0), 12)
    lopsided[0, 0] = lopsided[0, 1] = 4  # a small class, of which every second is wrong
    yield Case("a small class that is often wrong", (lopsided,))
    seldom = _table(rng, 3, (0, 2), 12)
    seldom[:, 1] = 5, 3, 1  # a class that is seldom answered, and then mostly wrongly
    yield Case("a class that is seldom answered", (seldom,))
    both = np.array([[20, 5, 5, 5], [0, 20, 7, 0], [0, 6, 20, 1], [9, 0, 0, 20]])
    yield Case(
        "many in one row, the most in another", (both + rng.integers(0, 2) * np.eye(4, dtype=int),)
    )
    few = np.array([[0, 2, 1], [4, 0, 1], [1, 3, 0]])
    yield Case("nothing is right", (few,))
    yield Case("two mistakes as frequent: either will do", (np.array([[9, 4], [4, 9]]),))
    yield Case("counts as floats", (_table(rng, 4, (1, 3)).astype(float),))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for K in (3, 6, 12):
        i, j = rng.choice(K, 2, replace=False)
        yield Case("random counts", (_table(rng, K, (int(i), int(j))),))


@exercise.judged_by
def _(answer: Any, counts: Any) -> Fault | str | None:
    """Proves: no other mistake is more frequent."""
    i, j = int(answer["true"]), int(answer["predicted"])
    K = len(counts)
    if not (0 <= i < K and 0 <= j < K):
        return f"({i}, {j}) is no place in a table of {K} classes, which begin at 0."
    if i == j:
        return f"({i}, {j}) lies on the diagonal: there class {i} is read rightly."
    most = max(counts[k, n] for k in range(K) for n in range(K) if k != n)
    if counts[i, j] < most:
        return (
            f"{i} taken for {j} happens {counts[i, j]:g} times; another mistake is more frequent."
        )
    return None


def _at(table: Any, place: Any = None) -> Any:
    """Row and column of the largest entry, or of a place in the flat table."""
    found = np.argmax(table) if place is None else place
    return tuple(int(k) for k in np.unravel_index(found, np.shape(table)))


def _off(counts: Any, fill: Any = -1) -> Any:
    return np.where(np.eye(len(counts), dtype=bool), fill, counts)


@exercise.mistakes
def _(counts):
    i, j = _at(_off(counts))
    "largest_confusion.1: On the diagonal stands what was right: leave it out."
    _at(counts)
    "largest_confusion.2: The true class is the row and comes first."
    j, i
    "largest_confusion.3: The caller's table has changed: work on a copy."
    counts[np.diag_indices(len(counts))] = 0
    _at(counts)
    "largest_confusion.4: One number does not tell a pair: np.unravel_index gives row and column."
    int(np.argmax(_off(counts)))
    "largest_confusion.6: The most frequent mistake, not the rarest."
    _at(_off(counts, np.inf), np.argmin(_off(counts, np.inf)))
    "largest_confusion.7: The class with the most mistakes is another question: one kind is asked."
    row = int(np.argmax(_off(counts, 0).sum(axis=1)))
    row, int(np.argmax(_off(counts)[row]))
    "largest_confusion.7: Row and column belong together: not each the largest for itself."
    int(np.argmax(_off(counts, 0).sum(axis=1))), int(np.argmax(_off(counts, 0).sum(axis=0)))
    "largest_confusion.8: A 3 taken for an 8 is not an 8 taken for a 3: do not add the two."
    _at(np.triu(counts + counts.T, 1))
    "largest_confusion.9: Both sides of the diagonal hold mistakes: yours looks at one."
    _at(np.triu(_off(counts), 1))
    _at(np.tril(_off(counts), -1))
    "largest_confusion.10: The most frequent by count, not by the share of its class."
    _at(_off(counts) / np.maximum(counts.sum(axis=1, keepdims=True), 1))
    _at(_off(counts) / np.maximum(counts.sum(axis=0, keepdims=True), 1))
    "largest_confusion.11: Classes begin at 0: no 1 is added."
    i + 1, j + 1
    "largest_confusion.12: The search stops after the first row."
    0, int(np.argmax(_off(counts)[0]))
    "largest_confusion.13: The count is no part of the answer: true and predicted class alone."
    i, j, int(counts[i, j])
    "largest_confusion.14: One class twice is no mistake: the column of that row is asked for."
    i, i
    "largest_confusion.15: Of a table np.diag is one row, which comes off every row: use a mask."
    _at(counts - np.diag(counts))
    "largest_confusion.16: One pair is asked for: np.where lists all places of the largest."
    np.where(_off(counts) == np.max(_off(counts)))
    "largest_confusion.17: Which pair it is was asked, not how often it comes."
    int(np.max(_off(counts))), int(np.max(_off(counts)))
    "largest_confusion.2: The true class is the row: along axis=0 lie maxima of columns."
    int(np.argmax(_off(counts, 0).max(axis=0))), int(np.argmax(_off(counts, 0).max(axis=1)))
    "largest_confusion.18: Without the diagonal a row is shorter: its places are others."
    divmod(int(np.argmax(counts[~np.eye(len(counts), dtype=bool)])), len(counts) - 1)
    "largest_confusion.12: The search stops at the first mistake: the most frequent is asked for."
    _at(_off(counts, 0) > 0)
    "largest_confusion.7: The class with the fewest right answers is another question."
    row = int(np.argmin(np.diag(counts)))
    row, int(np.argmax(_off(counts)[row]))
