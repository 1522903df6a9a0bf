"""00_start_here: right answers in other words, and mistakes that have no name."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from autograder.bank import right, wrong

# ------------------------------------------------------------------ row_norms


@right("row_norms", "numpy's own norm along an axis")
def _(X: Any) -> Any:
    return np.linalg.norm(X, axis=-1)


@right("row_norms", "a list made by two loops")
def _(X: Any) -> Any:
    lengths = []
    for row in X:
        total = 0.0
        for value in row:
            total += float(value) ** 2
        lengths.append(math.sqrt(total))
    return lengths


@right("row_norms", "einsum, returned as a row (1, m)")
def _(X: Any) -> Any:
    return np.sqrt(np.einsum("ij,ij->i", X, X))[None, :]


@right("row_norms", "the diagonal of X X^T, in float32")
def _(X: Any) -> Any:
    return np.sqrt(np.diag(X @ X.T)).astype(np.float32)


@right("row_norms", "sums the columns one after the other, backwards, and takes a power")
def _(X: Any, power: float = 0.5) -> Any:
    total = np.zeros(len(X))
    for column in X.T[::-1]:
        total = total + column**2
    return total**power


@right("row_norms", "in float32 from the start, as a tuple")
def _(X: Any) -> Any:
    X = X.astype(np.float32)
    return tuple(np.sqrt((X * X).sum(1)))


@right("row_norms", "scales every row by its largest entry first")
def _(X: Any) -> Any:
    largest = np.maximum(np.abs(X).max(axis=1), 1e-300)
    return largest * np.sqrt(((X / largest[:, None]) ** 2).sum(axis=1))


right("row_norms", "a lambda over math.hypot")(lambda X: [math.hypot(*row) for row in X])


@wrong("row_norms", "sums along the shorter axis: right for tall tables only")
def _(X: Any) -> Any:
    return np.sqrt(np.sum(X**2, axis=int(np.argmin(X.shape))))


@wrong("row_norms", "squared and divided by the number of columns")
def _(X: Any) -> Any:
    return np.mean(X**2, axis=1)


@wrong("row_norms", "forgets the first row")
def _(X: Any) -> Any:
    return np.sqrt(np.sum(X[1:] ** 2, axis=1))


@wrong("row_norms", "rounded to three digits")
def _(X: Any) -> Any:
    return np.round(np.linalg.norm(X, axis=1), 3)


@wrong("row_norms", "never 0: a small number is added under the root")
def _(X: Any) -> Any:
    return np.sqrt(np.sum(X**2, axis=1) + 1e-5)


@wrong("row_norms", "sorted")
def _(X: Any) -> Any:
    return np.sort(np.linalg.norm(X, axis=1))


@wrong("row_norms", "the transpose of a square table")
def _(X: Any) -> Any:
    return np.linalg.norm(X.T if X.shape[0] == X.shape[1] else X, axis=1)


@wrong("row_norms", "broadcasts the length of the first row to all")
def _(X: Any) -> Any:
    return np.full(len(X), np.linalg.norm(X[0]))


@wrong("row_norms", "one row after another into an array of the wrong dtype, squared")
def _(X: Any) -> Any:
    out = np.zeros(len(X), dtype=int)
    for i, row in enumerate(X):
        out[i] = np.sum(row**2) ** 0.5
    return out


@wrong("row_norms", "centres the columns first")
def _(X: Any) -> Any:
    return np.linalg.norm(X - X.mean(axis=0), axis=1)


# ------------------------------------------------------------------ as_batch


@right("as_batch", "numpy's atleast_2d")
def _(x: Any) -> Any:
    return np.atleast_2d(x)


@right("as_batch", "reshape to (-1, number of inputs), a copy")
def _(x: Any) -> Any:
    return x.reshape(-1, x.shape[-1]).copy()


@right("as_batch", "nested lists")
def _(x: Any) -> Any:
    return [x.tolist()] if x.ndim == 1 else x.tolist()


@right("as_batch", "floats in single precision, an early return")
def _(x: Any) -> Any:
    if len(x.shape) == 2:
        return x.astype(np.float32)
    return np.expand_dims(x, axis=0).astype(np.float32)


@right("as_batch", "fills an empty row; a batch in Fortran order")
def _(x: Any) -> Any:
    if x.ndim > 1:
        return np.asfortranarray(x)
    row = np.empty((1, x.size))
    row[0] = x
    return row


@right("as_batch", "a list of arrays, stacked")
def _(x: Any) -> Any:
    return np.stack([x]) if np.ndim(x) == 1 else np.vstack(list(x))


@wrong("as_batch", "as square as it can be")
def _(x: Any) -> Any:
    side = int(np.sqrt(x.size))
    return x.reshape(side, -1) if side * side == x.size else np.atleast_2d(x)


@wrong("as_batch", "decides by the length: right for three inputs")
def _(x: Any) -> Any:
    return x.reshape(-1, 3) if x.size % 3 == 0 else x


@wrong("as_batch", "appends the constant 1")
def _(x: Any) -> Any:
    x = np.atleast_2d(x)
    return np.hstack([np.ones((len(x), 1)), x])


@wrong("as_batch", "a row of zeros of the right shape")
def _(x: Any) -> Any:
    return np.zeros(np.atleast_2d(x).shape)


@wrong("as_batch", "the mean example of a batch")
def _(x: Any) -> Any:
    return x[None, :] if x.ndim == 1 else x.mean(axis=0, keepdims=True)


@wrong("as_batch", "whole numbers")
def _(x: Any) -> Any:
    return np.atleast_2d(x).astype(int)


@wrong("as_batch", "normalised")
def _(x: Any) -> Any:
    x = np.atleast_2d(x)
    return x / np.abs(x).max()


@wrong("as_batch", "a batch of one loses its axis")
def _(x: Any) -> Any:
    return np.atleast_2d(x) if x.ndim == 1 else np.squeeze(x)


@wrong("as_batch", "transposes a batch that is taller than wide")
def _(x: Any) -> Any:
    x = np.atleast_2d(x)
    return x.T if x.shape[0] > x.shape[1] else x


# ------------------------------------------------------------------ mean_squared_residual


@right("mean_squared_residual", "flattens both")
def _(y: Any, y_hat: Any) -> Any:
    return ((y.ravel() - y_hat.ravel()) ** 2).mean()


@right("mean_squared_residual", "a loop; a (1,) array where y_hat is a column")
def _(y: Any, y_hat: Any) -> Any:
    total = 0.0
    for i in range(len(y)):
        total = total + (y[i] - y_hat[i]) ** 2
    return total / len(y)


@right("mean_squared_residual", "a dot product, as a 0-d array")
def _(y: Any, y_hat: Any) -> Any:
    r = y_hat.reshape(-1) - y
    return np.array(r @ r / r.size)


@right("mean_squared_residual", "transposes the column: (1, m) minus (m,) is harmless")
def _(y: Any, y_hat: Any) -> Any:
    return np.average((y_hat.T - y) ** 2)


@right("mean_squared_residual", "makes columns of both, einsum")
def _(y: Any, y_hat: Any) -> Any:
    r = y.reshape(-1, 1) - y_hat.reshape(-1, 1)
    return float(np.einsum("ij,ij->", r, r)) / len(r)


@right("mean_squared_residual", "in float32")
def _(y: Any, y_hat: Any) -> Any:
    r = np.float32(y) - np.float32(y_hat).squeeze().reshape(y.shape)
    return np.mean(r**2)


@right("mean_squared_residual", "the squared norm, and plain Python's sum")
def _(y: Any, y_hat: Any) -> Any:
    if y_hat.ndim == 2:
        y_hat = y_hat[:, 0]
    return sum(float(a - b) ** 2 for a, b in zip(y, y_hat, strict=True)) / len(y)


@right("mean_squared_residual", "the diagonal of the table that broadcasting makes")
def _(y: Any, y_hat: Any) -> Any:
    return np.mean(np.diag((y[None, :] - y_hat.reshape(-1, 1)) ** 2))


@right("mean_squared_residual", "multiplied out")
def _(y: Any, y_hat: Any) -> Any:
    a, b = y.astype(float), y_hat.ravel()
    return np.mean(a**2) - 2 * np.mean(a * b) + np.mean(b**2)


@wrong("mean_squared_residual", "half the mean of the table")
def _(y: Any, y_hat: Any) -> Any:
    return 0.5 * float(((y - y_hat) ** 2).sum()) / len(y) ** 2


@wrong("mean_squared_residual", "sorts both: the best pairing, not the given one")
def _(y: Any, y_hat: Any) -> Any:
    return np.mean((np.sort(y)[::-1] - np.sort(y_hat.ravel())) ** 2)


@wrong("mean_squared_residual", "the first example only")
def _(y: Any, y_hat: Any) -> Any:
    return (y[0] - y_hat.ravel()[0]) ** 2


@wrong("mean_squared_residual", "a return inside the loop")
def _(y: Any, y_hat: Any) -> Any:
    total = 0.0
    for a, b in zip(y, y_hat.ravel(), strict=True):
        total += (a - b) ** 2
        return total / len(y)
    return total


@wrong("mean_squared_residual", "the variance of the residuals")
def _(y: Any, y_hat: Any) -> Any:
    return np.var(y - y_hat.ravel())


@wrong("mean_squared_residual", "divided by the spread of y")
def _(y: Any, y_hat: Any) -> Any:
    return np.mean((y - y_hat.ravel()) ** 2) / max(np.var(y), 1.0)


@wrong("mean_squared_residual", "rounded to two digits")
def _(y: Any, y_hat: Any) -> Any:
    return round(float(np.mean((y - y_hat.ravel()) ** 2)), 2)


@wrong("mean_squared_residual", "right for a column only: 0 otherwise")
def _(y: Any, y_hat: Any) -> Any:
    return np.mean((y - y_hat.ravel()) ** 2) if y_hat.ndim == 2 else 0.0


@wrong("mean_squared_residual", "the sum of the squares, divided by the size of the table")
def _(y: Any, y_hat: Any) -> Any:
    return np.sum((y - y_hat.ravel()) ** 2) / len(y) ** 2


@wrong("mean_squared_residual", "divides by the number of residuals that are not small")
def _(y: Any, y_hat: Any) -> Any:
    r = y - y_hat.ravel()
    return np.sum(r**2) / max(int(np.sum(np.abs(r) > 0.6)), 1)
