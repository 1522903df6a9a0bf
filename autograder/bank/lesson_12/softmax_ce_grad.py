"""Other answers to softmax_ce_grad: right ones in other words, wrong ones without a name."""

import math
from typing import Any

import numpy as np

from autograder.bank import right, wrong
from nnlib.losses import one_hot, softmax


@right
def _(Z, y):
    "takes 1 off at the true class"
    P = softmax(Z)
    P[np.arange(len(y)), y] -= 1
    P / len(y)
    "rows of the identity"
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    (E / E.sum(axis=1, keepdims=True) - np.eye(Z.shape[1])[y]) / Z.shape[0]
    "through the slopes of the logarithms"
    rows = []
    for p, label in zip(softmax(Z), y, strict=True):
        log_slopes = np.eye(len(p)) - p  # the Jacobian, each row divided by its share
        rows.append(-log_slopes[label] / len(y))
    np.array(rows)
    "lists, without numpy"
    rows = []
    for row, label in zip(Z.tolist(), y, strict=True):
        parts = [math.exp(z - max(row)) for z in row]
        total = math.fsum(parts)
        rows.append([(part / total - (k == label)) / len(y) for k, part in enumerate(parts)])
    rows
    "np.logaddexp.reduce, axis=-1, and np.equal.outer"
    P = np.exp(Z - np.logaddexp.reduce(Z, axis=-1)[:, None])
    (P - np.equal.outer(y, np.arange(Z.shape[1]))) * (1 / len(y))
    "truth minus belief, and a minus"
    -(one_hot(y, Z.shape[1]) - softmax(Z)) / len(y)
    "in float32"
    E = np.exp((Z - Z.max(axis=1, keepdims=True)).astype(np.float32))
    Y = np.eye(Z.shape[1], dtype=np.float32)[y]
    (E / E.sum(axis=1, keepdims=True) - Y) / np.float32(len(y))


def _right(Z: Any, y: Any) -> Any:
    return (softmax(Z) - one_hot(y, Z.shape[1])) / len(y)


@wrong
def _(Z, y):
    "divides by m - 1 where it can"
    _right(Z, y) * len(y) / max(len(y) - 1, 1)
    "rounded to three digits"
    np.round(_right(Z, y), 3)
    "the last example gets no slope"
    D = _right(Z, y)
    D[-1] = 0
    D
    "the last class gets no slope"
    D = _right(Z, y)
    D[:, -1] = 0
    D
    "a slope of length 1"
    D = _right(Z, y)
    D / np.linalg.norm(D)
    "takes the mean of each column off"
    D = _right(Z, y)
    D - D.mean(axis=0)
    "sure examples count less"
    P = softmax(Z)
    _right(Z, y) * (1 - P[np.arange(len(y)), y])[:, None]
    "each class weighs the same"
    _right(Z, y) / np.bincount(y)[y][:, None]
    "turned where the table is square"
    D = _right(Z, y)
    D.T if D.shape[0] == D.shape[1] else D


# Written without a look at the mistakes that have a name.


@wrong
def _(Z, y):
    "divides by the classes"
    _right(Z, y) * len(y) / Z.shape[1]
    "only the true class"
    D = _right(Z, y)
    D * one_hot(y, Z.shape[1])
    "the mean over the examples"
    _right(Z, y).sum(axis=0)
