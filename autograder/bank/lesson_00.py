"""00_start_here: right answers in other words, and mistakes that have no name."""

from __future__ import annotations

import math

import numpy as np

from autograder.bank import right, wrong

# ------------------------------------------------------------------ row_norms


@right.page("row_norms")
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


@right.page("row_norms")
def _(X, power=0.5):
    "sums the columns one after the other, backwards, and takes a power"
    total = np.zeros(len(X))
    for column in X.T[::-1]:
        total = total + column**2
    total**power


@right.page("row_norms")
def _(X):
    "in float32 from the start, as a tuple"
    X = X.astype(np.float32)
    tuple(np.sqrt((X * X).sum(1)))
    "scales every row by its largest entry first"
    largest = np.maximum(np.abs(X).max(axis=1), 1e-300)
    largest * np.sqrt(((X / largest[:, None]) ** 2).sum(axis=1))


right("row_norms", "a lambda over math.hypot")(lambda X: [math.hypot(*row) for row in X])


@wrong.page("row_norms")
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


# ------------------------------------------------------------------ as_batch


@right.page("as_batch")
def _(x):
    "numpy's atleast_2d"
    np.atleast_2d(x)
    "reshape to (-1, number of inputs), a copy"
    x.reshape(-1, x.shape[-1]).copy()
    "nested lists"
    [x.tolist()] if x.ndim == 1 else x.tolist()
    "floats in single precision, an early return"
    if len(x.shape) == 2:
        return x.astype(np.float32)
    np.expand_dims(x, axis=0).astype(np.float32)
    "fills an empty row; a batch in Fortran order"
    if x.ndim > 1:
        return np.asfortranarray(x)
    row = np.empty((1, x.size))
    row[0] = x
    row
    "a list of arrays, stacked"
    np.stack([x]) if np.ndim(x) == 1 else np.vstack(list(x))


@wrong.page("as_batch")
def _(x):
    "as square as it can be"
    side = int(np.sqrt(x.size))
    x.reshape(side, -1) if side * side == x.size else np.atleast_2d(x)
    "decides by the length: right for three inputs"
    x.reshape(-1, 3) if x.size % 3 == 0 else x
    "appends the constant 1"
    x = np.atleast_2d(x)
    np.hstack([np.ones((len(x), 1)), x])
    "a row of zeros of the right shape"
    np.zeros(np.atleast_2d(x).shape)
    "the mean example of a batch"
    x[None, :] if x.ndim == 1 else x.mean(axis=0, keepdims=True)
    "whole numbers"
    np.atleast_2d(x).astype(int)
    "normalised"
    x = np.atleast_2d(x)
    x / np.abs(x).max()
    "a batch of one loses its axis"
    np.atleast_2d(x) if x.ndim == 1 else np.squeeze(x)
    "transposes a batch that is taller than wide"
    x = np.atleast_2d(x)
    x.T if x.shape[0] > x.shape[1] else x


# ------------------------------------------------------------------ mean_squared_residual


@right.page("mean_squared_residual")
def _(y, y_hat):
    "flattens both"
    ((y.ravel() - y_hat.ravel()) ** 2).mean()
    "a loop; a (1,) array where y_hat is a column"
    total = 0.0
    for i in range(len(y)):
        total = total + (y[i] - y_hat[i]) ** 2
    total / len(y)
    "a dot product, as a 0-d array"
    r = y_hat.reshape(-1) - y
    np.array(r @ r / r.size)
    "transposes the column: (1, m) minus (m,) is harmless"
    np.average((y_hat.T - y) ** 2)
    "makes columns of both, einsum"
    r = y.reshape(-1, 1) - y_hat.reshape(-1, 1)
    float(np.einsum("ij,ij->", r, r)) / len(r)
    "in float32"
    r = np.float32(y) - np.float32(y_hat).squeeze().reshape(y.shape)
    np.mean(r**2)
    "the squared norm, and plain Python's sum"
    if y_hat.ndim == 2:
        y_hat = y_hat[:, 0]
    sum(float(a - b) ** 2 for a, b in zip(y, y_hat, strict=True)) / len(y)
    "the diagonal of the table that broadcasting makes"
    np.mean(np.diag((y[None, :] - y_hat.reshape(-1, 1)) ** 2))
    "multiplied out"
    a, b = y.astype(float), y_hat.ravel()
    np.mean(a**2) - 2 * np.mean(a * b) + np.mean(b**2)


@wrong.page("mean_squared_residual")
def _(y, y_hat):
    "half the mean of the table"
    0.5 * float(((y - y_hat) ** 2).sum()) / len(y) ** 2
    "sorts both: the best pairing, not the given one"
    np.mean((np.sort(y)[::-1] - np.sort(y_hat.ravel())) ** 2)
    "the first example only"
    (y[0] - y_hat.ravel()[0]) ** 2
    "a return inside the loop"
    total = 0.0
    for a, b in zip(y, y_hat.ravel(), strict=True):
        total += (a - b) ** 2
        return total / len(y)
    total
    "the variance of the residuals"
    np.var(y - y_hat.ravel())
    "divided by the spread of y"
    np.mean((y - y_hat.ravel()) ** 2) / max(np.var(y), 1.0)
    "rounded to two digits"
    round(float(np.mean((y - y_hat.ravel()) ** 2)), 2)
    "right for a column only: 0 otherwise"
    np.mean((y - y_hat.ravel()) ** 2) if y_hat.ndim == 2 else 0.0
    "the sum of the squares, divided by the size of the table"
    np.sum((y - y_hat.ravel()) ** 2) / len(y) ** 2
    "divides by the number of residuals that are not small"
    r = y - y_hat.ravel()
    np.sum(r**2) / max(int(np.sum(np.abs(r) > 0.6)), 1)
