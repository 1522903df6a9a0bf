"""Scores whose rows and columns tell the mistakes apart, and the classes that go with them."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.compare import Tolerance
from autograder.check.exercise import Case

WHOLE, LARGE = "whole numbers", "large inputs"
# A loss worked out in float32 and handed over as a plain float has lost its dtype, so that nothing
# tells the comparison to be as generous as with float32. All losses here are far from 0.
AS_A_FLOAT = Tolerance(relative=1e-5)


def scores(rng: np.random.Generator, m: int, K: int) -> Any:
    """Logits of both signs, no two of a row alike, whose columns have different means."""
    steps = np.linspace(-1.0, 1.3, K) if K > 1 else np.array([0.7])
    rows = np.stack([rng.permutation(steps) for _ in range(m)])
    return rows + rng.uniform(-0.1, 0.1, (m, K)) + 0.3 * np.arange(K)


def classes(rng: np.random.Generator, m: int, K: int) -> Any:
    """m classes below K, as many of them as fit; none stands in one place only for its number."""
    return rng.permutation(np.concatenate([rng.permutation(K) for _ in range(m // K + 1)])[:m])


def of_whole(rng: np.random.Generator, m: int, K: int) -> Any:
    """Logits that are whole numbers, no two of a row alike."""
    return np.stack([rng.permutation(np.arange(K) - K // 2) for _ in range(m)])


def plain(Z: Any, axis: Any = 1) -> Any:
    """Softmax as most people write it first; large scores overflow."""
    E = np.exp(Z)
    return E / E.sum(axis=axis, keepdims=True)


def stable(Z: Any, axis: Any = 1) -> Any:
    """Softmax after the largest score has been taken off."""
    return plain(Z - Z.max(axis=axis, keepdims=True), axis)


def rows_of(y: Any, K: int) -> Any:
    """One-hot rows that never complain: a class that is not there gives a row of zeros."""
    return (y[:, None] == np.arange(K)).astype(float)


def graded_scores(rng: np.random.Generator) -> Iterator[Case]:
    """What a loss and its slope are both asked: logits, and the classes that were so."""
    yield Case("more examples than classes", (scores(rng, 7, 3), classes(rng, 7, 3)))
    yield Case("as many examples as classes", (scores(rng, 4, 4), np.array([2, 0, 1, 2])))
    yield Case("more classes than examples", (scores(rng, 2, 5), np.array([3, 1])))
    yield Case("two classes", (scores(rng, 5, 2), np.array([1, 0, 1, 1, 0])))
    yield Case("a single example", (scores(rng, 1, 3), np.array([1])))
    yield Case("every score 0", (np.zeros((3, 4)), np.array([1, 0, 3])))
    yield Case("the last class is not seen", (scores(rng, 4, 3), np.array([0, 1, 1, 0])))
    far = np.array([[1000.0, 0.0, -1000.0], [-1000.0, -1000.0, -1001.0]])
    yield Case("scores of ±1000", (far, np.array([2, 0])), aspect=LARGE)
    yield Case("whole numbers", (of_whole(rng, 5, 3), np.array([2, 0, 1, 1, 0])), aspect=WHOLE)


def more_graded_scores(rng: np.random.Generator) -> Iterator[Case]:
    """What both are asked when the work is graded."""
    for m, K in ((9, 3), (3, 6), (5, 5)):
        yield Case("random scores", (1.5 * scores(rng, m, K), rng.integers(0, K, m)))
    Z = scores(rng, 3, 4)
    yield Case("the same examples twice", (np.tile(Z, (2, 1)), np.array([3, 1, 0, 3, 1, 0])))
    edge = np.array([[0.0, 30.0, 45.0], [800.0, 0.0, 799.0]])
    yield Case("scores of 45 and of 800", (edge, np.array([0, 1])), aspect=LARGE)
    ten = np.array([[1000, 0], [-1000, 0], [0, 2]])
    yield Case("whole numbers of ±1000", (ten, np.array([1, 0, 0])), aspect=LARGE)
