"""Scores whose rows and columns tell the mistakes apart, and the classes that go with them."""

from typing import Any

import numpy as np

from autograder.check.compare import Tolerance

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
