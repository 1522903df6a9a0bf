"""Other answers to row_norms: right ones in other words, wrong ones without a name."""

import math
from typing import Any

import numpy as np

from autograder.bank import right, wrong


@right
def _(X):
    "numpy's own norm along an axis"
    np.linalg.norm(X, axis=-1)
    "a list made by two loops"
    lengths = []
    for row in X:
        total = 0.0
        for value in row:
            total += float(value) ** 2
        lengths.append(math.sqrt(total))
    lengths
    "einsum, returned as a row (1, m)"
    np.sqrt(np.einsum("ij,ij->i", X, X))[None, :]
    "the diagonal of X X^T, in float32"
    np.sqrt(np.diag(X @ X.T)).astype(np.float32)
    "in float32 from the start, as a tuple"
    X = X.astype(np.float32)
    tuple(np.sqrt((X * X).sum(1)))
    "scales every row by its largest entry first"
    largest = np.maximum(np.abs(X).max(axis=1), 1e-300)
    largest * np.sqrt(((X / largest[:, None]) ** 2).sum(axis=1))
    "a lambda over math.hypot"
    [math.hypot(*row) for row in X]


@right
def _(X, power=0.5):
    "sums the columns one after the other, backwards, and takes a power"
    total = np.zeros(len(X))
    for column in X.T[::-1]:
        total = total + column**2
    total**power


@wrong
def _(X):
    "sums along the shorter axis: right for tall tables only"
    np.sqrt(np.sum(X**2, axis=int(np.argmin(X.shape))))
    "squared and divided by the number of columns"
    np.mean(X**2, axis=1)
    "forgets the first row"
    np.sqrt(np.sum(X[1:] ** 2, axis=1))
    "rounded to three digits"
    np.round(np.linalg.norm(X, axis=1), 3)
    "never 0: a small number is added under the root"
    np.sqrt(np.sum(X**2, axis=1) + 1e-5)
    "sorted"
    np.sort(np.linalg.norm(X, axis=1))
    "the transpose of a square table"
    np.linalg.norm(X.T if X.shape[0] == X.shape[1] else X, axis=1)
    "broadcasts the length of the first row to all"
    np.full(len(X), np.linalg.norm(X[0]))
    "one row after another into an array of the wrong dtype, squared"
    out = np.zeros(len(X), dtype=int)
    for i, row in enumerate(X):
        out[i] = np.sum(row**2) ** 0.5
    out
    "centres the columns first"
    np.linalg.norm(X - X.mean(axis=0), axis=1)


# Written without a look at the mistakes that have a name.


@wrong
def _(X):
    "** 1/2 without brackets"
    np.sum(X**2, axis=1) ** 1 / 2
    "returns after the first row"
    norms = []
    for row in X:
        norms.append(np.sqrt(np.sum(row**2)))
        return np.array(norms)
    "the loop stops one row early"
    norms = np.zeros(len(X))
    for i in range(len(X) - 1):
        norms[i] = np.sqrt(X[i] @ X[i])
    norms


# Written from the lesson's text alone.


@wrong
def _(X):
    "the square of the norm, negative exponent"
    (X**2).sum(axis=1) ** (1 / 3)


@right
def _(X):
    "einsum"
    np.sqrt(np.einsum("ij,ij->i", X * 1.0, X))
    "hypot reduce"
    np.hypot.reduce(np.asarray(X, float), axis=1)
    "list of math.sqrt"
    import math

    [math.sqrt(sum(float(v) ** 2 for v in r)) for r in X]
    "math.dist recursion"

    def go(rows: Any) -> Any:
        return (
            []
            if not len(rows)
            else [float(np.sqrt(rows[0].astype(float) @ rows[0])), *go(rows[1:])]
        )

    np.array(go(X))
