"""A test set that counts who looks at it, and three ways to foretell fair coins.

A rule that knows nothing is right on half of fair coins. But of many such rules some are lucky,
and whoever looks at all and keeps the best has found luck, and calls it skill. How much luck there
is in k looks at n coins is known exactly. The other two ways are leaks: columns that were picked
with the labels they are tested on, and copies of one example on both sides of a split.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import comb

import numpy as np
from numpy.typing import ArrayLike

from nnlib.arguments import check_count, check_rng
from nnlib.drawn_layer import min_norm_fit
from nnlib.shapes import Array, IntArray, as_float, check_shapes

__all__ = [
    "Door",
    "best_columns",
    "best_of",
    "best_of_at_most",
    "foretell",
    "neighbour_right",
    "wrong_sign",
]

Loss = Callable[[Array, Array], Array]


def wrong_sign(y_hat: Array, y: Array) -> Array:
    """1 where the signs differ or the answer is 0, else 0.  Both (m,), labels -1 and +1."""
    return np.asarray(y_hat * y <= 0, dtype=float)


class Door:
    """A test set behind a door: its inputs stand outside, its labels do not.

    X : (m, n)  the inputs, for everybody
    """

    def __init__(self, X: ArrayLike, y: ArrayLike, loss: Loss = wrong_sign) -> None:
        X, y = as_float("Door", "X", X), as_float("Door", "y", y)
        check_shapes("Door", X=(X, "m n"), y=(y, "m"))
        self.X, self._y, self._loss = X, y, loss
        self._asked: set[bytes] = set()

    @property
    def looks(self) -> int:
        """How many different answers were judged; asking the same again tells nothing new."""
        return len(self._asked)

    def error(self, y_hat: ArrayLike) -> float:
        """The mean loss of these answers, (m,); the door remembers that somebody has asked."""
        answers = as_float("Door.error", "y_hat", y_hat)
        check_shapes("Door.error", X=(self.X, "m n"), y_hat=(answers, "m"))
        self._asked.add(answers.tobytes())
        return float(np.mean(self._loss(answers, self._y)))


def best_of(k: int, n: int) -> float:
    """The expected share that the best of k useless rules gets right on n fair coins. Exact.

    Each rule is right on a number of coins that is binomial, and all rules are independent. The
    best gets at most c right if all of them do: with probability F(c)^k.
    """
    check_count("best_of", "k", k)
    check_count("best_of", "n", n, 1, 1000)
    ways = np.array([comb(n, c) / 2**n for c in range(n)])
    at_most = np.cumsum(ways)
    return float(np.sum(1 - at_most**k) / n)


def best_of_at_most(k: int, n: int) -> float:
    """A bound for `best_of`: 1/2 + sqrt(log k / 2n), whether or not the rules are independent."""
    check_count("best_of_at_most", "k", k)
    check_count("best_of_at_most", "n", n)
    return float(0.5 + np.sqrt(np.log(k) / (2 * n)))


def best_columns(X: ArrayLike, y: ArrayLike, keep: int) -> IntArray:
    """The columns that go with y best, by the size of their product with it.

    X (m, n), y (m,), result (keep,)
    """
    X, y = as_float("best_columns", "X", X), as_float("best_columns", "y", y)
    check_shapes("best_columns", X=(X, "m n"), y=(y, "m"))
    check_count("best_columns", "keep", keep, 1, X.shape[1])
    return np.argsort(-np.abs(X.T @ y))[:keep]


def foretell(
    rng: np.random.Generator, leak: bool, m: int = 100, n: int = 2000, keep: int = 20
) -> float:
    """The share of fair coins foretold from n columns of noise, on the half that nobody fitted.

    leak : pick the columns on all m rows, and split afterwards; else on the first half alone
    """
    check_rng("foretell", rng)
    X, y = rng.standard_normal((m, n)), rng.choice([-1.0, 1.0], m)
    half = m // 2
    picked_on = m if leak else half
    best = best_columns(X[:picked_on], y[:picked_on], keep)
    w = min_norm_fit(X[:half, best], y[:half])
    return 1 - float(np.mean(wrong_sign(X[half:, best] @ w, y[half:])))


def neighbour_right(X: ArrayLike, y: ArrayLike, folds: Sequence[IntArray]) -> float:
    """The share of rows whose nearest row outside of their fold has the same label.

    X (m, n), y (m,), folds : index arrays, each held out once
    """
    X, y = as_float("neighbour_right", "X", X), as_float("neighbour_right", "y", y)
    check_shapes("neighbour_right", X=(X, "m n"), y=(y, "m"))
    hits = 0
    folds = [np.ravel(fold) for fold in folds]
    for fold in folds:
        rest = np.delete(np.arange(len(X)), fold)
        apart = np.sum((X[fold][:, None] - X[rest]) ** 2, axis=2)
        hits += int(np.sum(y[rest][np.argmin(apart, axis=1)] == y[fold]))
    return hits / sum(len(fold) for fold in folds)
