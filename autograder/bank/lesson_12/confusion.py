"""Other answers to confusion: right ones in other words, wrong ones without a name."""

from collections import Counter
from typing import Any

import numpy as np

from autograder.bank import right, wrong


@right
def _(y, y_hat, K):
    "a loop"
    C = np.zeros((K, K))
    for i, j in zip(y, y_hat, strict=True):
        C[i, j] += 1
    C
    "lists inside a list"
    [[int(np.sum((y == i) & (y_hat == j))) for j in range(K)] for i in range(K)]
    "np.bincount of K y + y_hat"
    np.bincount(K * np.asarray(y) + y_hat, minlength=K * K).reshape(K, K)
    "the product of one-hot tables"
    np.eye(K)[y].T @ np.eye(K)[y_hat]
    "np.histogram2d with its edges"
    edges = np.arange(K + 1)
    np.histogram2d(y, y_hat, bins=(edges, edges))[0]
    "a Counter"
    seen = Counter(zip(np.asarray(y).tolist(), np.asarray(y_hat).tolist(), strict=True))
    [[seen[i, j] for j in range(K)] for i in range(K)]
    "turned twice"
    C = np.zeros((K, K), dtype=int)
    for i, j in zip(y, y_hat, strict=True):
        C[j, i] += 1
    C.T


def _right(y: Any, y_hat: Any, K: int) -> Any:
    return np.eye(K)[y].T @ np.eye(K)[y_hat]


@wrong
def _(y, y_hat, K):
    "the diagonal holds mistakes, too"
    C = _right(y, y_hat, K)
    C + np.diag(C.sum(axis=1) - np.diag(C))
    "per cent of all"
    100 * _right(y, y_hat, K) / len(y)
    "the first class is left out"
    C = _right(y, y_hat, K)
    C[0] = 0
    C
    "never more than two"
    np.minimum(_right(y, y_hat, K), 2)
    "the answers are sorted first"
    _right(y, np.sort(y_hat), K)
    "how far the answer is from the class"
    _right(y, y_hat, K) * (1 + np.abs(np.arange(K)[:, None] - np.arange(K)))
    "rows in the order of their number"
    C = _right(y, y_hat, K)
    C[np.argsort(C.sum(axis=1), kind="stable")]
    "the table for ten classes"
    _right(y, y_hat, 10)


# Written without a look at the mistakes that have a name.


@wrong
def _(y, y_hat, K):
    "shares"
    _right(y, y_hat, K) / len(y)
    "only what is right"
    np.diag(np.diag(_right(y, y_hat, K)))
    "a row too many"
    _right(y, y_hat, K + 1)
