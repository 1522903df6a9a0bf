"""Other answers to mean_squared_residual: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
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


@wrong
def _(y, y_hat):
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


# Written without a look at the mistakes that have a name.


@wrong
def _(y, y_hat):
    "squares the mean"
    np.mean(y - y_hat.ravel()) ** 2
    "transposes the column"
    np.mean((y - y_hat.T) ** 2, axis=1)
    "the absolute residuals"
    np.mean(np.abs(y - y_hat.ravel()))


# Written from the lesson's text alone.


@wrong
def _(y, y_hat):
    "diff of squares"
    np.mean(y_hat.ravel() ** 2 - y**2)


@right
def _(y, y_hat):
    "dot"
    d = np.ravel(y_hat) - np.ravel(y)
    np.dot(d, d) / d.size
    "generator of floats"
    p = [float(v[0]) if np.ndim(v) else float(v) for v in y_hat]
    sum(((a - b) ** 2 for a, b in zip(p, y, strict=False))) / len(p)
    "both columns"
    np.square(np.c_[y_hat] - np.c_[y]).mean()
