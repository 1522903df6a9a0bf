"""Other answers to cross_entropy: right ones in other words, wrong ones without a name."""

import math
from typing import Any

import numpy as np

from autograder.bank import right, wrong


@right
def _(Z, y):
    "with one-hot rows, from the logarithms of the shares"
    S = Z - Z.max(axis=1, keepdims=True)
    logs = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    -np.sum(np.eye(Z.shape[1])[y] * logs) / len(y)
    "np.logaddexp.reduce and np.take_along_axis"
    true = np.take_along_axis(Z, np.asarray(y)[:, None], axis=1)[:, 0]
    np.mean(np.logaddexp.reduce(Z, axis=1) - true)
    "a loop, without numpy"
    total = 0.0
    for row, label in zip(Z.tolist(), y, strict=True):
        top = max(row)
        total += top + math.log(math.fsum(math.exp(z - top) for z in row)) - row[label]
    total / len(y)
    "log of the sum of exponentials of the distances to the true score; a list"
    each = np.arange(len(y))
    [np.logaddexp.reduce(Z - Z[each, y][:, None], axis=1).mean()]
    "einsum"
    S = Z - Z.max(axis=1, keepdims=True)
    logs = np.log(np.exp(S).sum(axis=1, keepdims=True)) - S
    np.einsum("ij,ij->", np.eye(Z.shape[1])[y], logs) / Z.shape[0]
    "in float32, handed over as a float"
    S = Z.astype(np.float32) - Z.max(axis=1, keepdims=True).astype(np.float32)
    losses = np.log(np.exp(S).sum(axis=1)) - S[np.arange(len(y)), y]
    float(losses.mean())
    "a 0-d array"
    S = Z - Z.max(axis=1)[:, None]
    np.asarray(np.average(np.log(np.exp(S).sum(axis=1)) - S[range(len(y)), y]))


def _right(Z: Any, y: Any) -> Any:
    return np.logaddexp.reduce(Z, axis=1) - Z[np.arange(len(y)), y]


@wrong
def _(Z, y):
    "divides by m - 1 where it can"
    np.sum(_right(Z, y)) / max(len(y) - 1, 1)
    "rounded to four digits"
    round(float(np.mean(_right(Z, y))), 4)
    "no price beyond 20"
    np.mean(np.minimum(_right(Z, y), 20))
    "forgets the last example"
    np.mean(_right(Z[:-1], y[:-1])) if len(y) > 1 else 0.0
    "the focal loss: sure examples count less"
    costs = _right(Z, y)
    np.mean((1 - np.exp(-costs)) ** 2 * costs)


# Written without a look at the mistakes that have a name.


@wrong
def _(Z, y):
    "the scores of the true class"
    -np.mean(Z[np.arange(len(y)), y])
    "all classes"
    np.mean(np.logaddexp.reduce(Z, axis=1))
    "one cost an example"
    _right(Z, y)
