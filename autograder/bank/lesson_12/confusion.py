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


# Written without a look at the mistakes that have a name.


@wrong
def _(y, y_hat, K):
    "shares"
    _right(y, y_hat, K) / len(y)
    "only what is right"
    np.diag(np.diag(_right(y, y_hat, K)))
    "a row too many"
    _right(y, y_hat, K + 1)


@wrong
def _(y, y_hat, K):
    "predicted class in the row"
    C = np.zeros((K, K), dtype=int)
    for t, p in zip(y, y_hat, strict=True):
        C[p, t] += 1
    C
    "as large as the largest label"
    n = int(max(np.max(y), np.max(y_hat))) + 1
    C = np.zeros((n, n), dtype=int)
    for t, p in zip(y, y_hat, strict=True):
        C[t, p] += 1
    C
    "a fancy index that counts each pair once"
    C = np.zeros((K, K), dtype=int)
    C[y, y_hat] += 1
    C
    "mistakes alone"
    C = np.zeros((K, K), dtype=int)
    for t, p in zip(y, y_hat, strict=True):
        C[t, p] += t != p
    C
    "shares of each true class"
    C = np.zeros((K, K))
    for t, p in zip(y, y_hat, strict=True):
        C[t, p] += 1
    C / np.maximum(C.sum(axis=1, keepdims=True), 1)


@right
def _(y, y_hat, K):
    "one-hot rows, multiplied"
    np.eye(K, dtype=int)[y].T @ np.eye(K, dtype=int)[y_hat]
    "bincount of both numbers in one"
    pairs = np.asarray(y) * K + np.asarray(y_hat)
    np.bincount(pairs, minlength=K * K).reshape(K, K)
    "a Counter"
    seen = Counter(zip(np.asarray(y).tolist(), np.asarray(y_hat).tolist(), strict=True))
    [[seen[t, p] for p in range(K)] for t in range(K)]
