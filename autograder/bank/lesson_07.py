"""07_loss_and_gradient: right answers in other words, and mistakes that have no name."""

from __future__ import annotations

import functools
import math
from typing import Any

import numpy as np

from autograder.bank import right, wrong
from nnlib.activations import sigmoid, softplus

# ------------------------------------------------------------------ polynomial_features


@right.page("polynomial_features")
def _(x, degree):
    "numpy's own table of powers"
    np.vander(x, degree + 1, increasing=True)


@right.page("polynomial_features")
def _(x, degree=3):
    "lists inside a list"
    [[float(value) ** k for k in range(degree + 1)] for value in x]


@right.page("polynomial_features")
def _(x, degree):
    "columns beside each other, and a constant of its own"
    np.column_stack([np.ones(len(x)), *(x**k for k in range(1, degree + 1))])
    "each column the last one times x"
    X = np.ones((len(x), degree + 1))
    for k in range(1, degree + 1):
        X[:, k] = X[:, k - 1] * x
    X
    "an outer power; whole numbers stay whole"
    np.power.outer(x, np.arange(degree + 1))
    "cumulative products of a transposed table, in Fortran order"
    table = np.tile(np.asarray(x, dtype=float), (degree + 1, 1))
    table[0] = 1
    np.cumprod(table, axis=0).T
    "in float32"
    x.astype(np.float32)[:, None] ** np.arange(degree + 1, dtype=np.float32)


@wrong.page("polynomial_features")
def _(x, degree):
    "right up to the third power only"
    x[:, None] ** np.minimum(np.arange(degree + 1), 3)
    "rounded to four digits"
    np.round(x[:, None] ** np.arange(degree + 1.0), 4)
    "sorts the points first"
    np.sort(x)[:, None] ** np.arange(degree + 1)
    "centres the points first"
    (x - x.mean())[:, None] ** np.arange(degree + 1)
    "divides by the factorial, as in a Taylor series"
    np.column_stack([x**k / math.factorial(k) for k in range(degree + 1)])
    "every column of length 1"
    X = x[:, None] ** np.arange(degree + 1)
    X / np.linalg.norm(X, axis=0)
    "fails at degree 0 only"
    X = x[:, None] ** np.arange(degree + 1)
    X if degree else X[:, 0]
    "transposes where the table is square"
    X = np.array([x**k for k in range(degree + 1)])
    X if len(x) == degree + 1 else X.T


# ------------------------------------------------------------------ logistic_loss


@right.page("logistic_loss")
def _(z, y):
    "max(z, 0) - z y + log1p(exp(-|z|))"
    np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z))))
    "the same with a plain log; a float"
    float((np.maximum(z, 0) - z * y + np.log(1 + np.exp(-np.abs(z)))).mean())
    "the formula for labels of ±1, with 2y - 1; a 0-d array"
    np.asarray(np.average(np.logaddexp(0, -(2 * np.asarray(y, dtype=float) - 1) * z)))
    "log(1 + e^z) - y z; a list of one number"
    [np.sum(np.logaddexp(0, z) - y * z) / len(z)]
    "chooses by label"
    np.where(y == 1, softplus(-z), softplus(z)).mean()


@right.page("logistic_loss")
def _(z, y, eps=0.0):
    "a loop with the sum of math.fsum, backwards"
    total = []
    for logit, label in zip(reversed(z), reversed(y), strict=True):
        q = float(logit) if label == 0 else -float(logit)
        total.append(q + math.log1p(math.exp(-q)) if q > 0 else math.log1p(math.exp(q)))
    math.fsum(total) / len(total) + eps


@right.page("logistic_loss")
def _(z, y):
    "both terms, each with a logarithm that is stable"
    log_p, log_not_p = -np.logaddexp(0, -z), -np.logaddexp(0, z)
    -np.mean(y * log_p + (1 - y) * log_not_p)
    "the sum over both labels with einsum"
    costs = np.logaddexp(0, np.stack([z, -z]))
    np.einsum("ki,ki->", costs, np.stack([1 - y, y])) / z.size
    "in float32"
    z, y = z.astype(np.float32), y.astype(np.float32)
    np.mean(np.logaddexp(np.float32(0), z) - y * z)
    "in float32, handed over as a float"
    z, y = z.astype(np.float32), y.astype(np.float32)
    float(np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))))
    "with labels as bool"
    positive = np.asarray(y, dtype=bool)
    (np.logaddexp(0, -z[positive]).sum() + np.logaddexp(0, z[~positive]).sum()) / len(z)


@wrong.page("logistic_loss")
def _(z, y):
    "forgets the last example"
    np.mean((np.logaddexp(0, z) - y * z)[:-1]) if len(z) > 1 else np.log(2)
    "divides by m - 1 where it can"
    np.sum(np.logaddexp(0, z) - y * z) / max(len(z) - 1, 1)
    "smooths the labels"
    y = 0.98 * y + 0.01
    np.mean(np.logaddexp(0, z) - y * z)
    "both classes weigh the same"
    costs = np.logaddexp(0, z) - y * z
    np.mean([costs[y == label].mean() for label in (0, 1) if np.any(y == label)])
    "rounded to four digits"
    round(float(np.mean(np.logaddexp(0, z) - y * z)), 4)
    "beyond ±30 the label no longer counts"
    costs = np.logaddexp(0, z) - y * z
    np.mean(np.where(np.abs(z) > 30, np.abs(z), costs))
    "nan is swept under the carpet"
    s = 1 / (1 + np.exp(-z))
    np.mean(np.nan_to_num(-y * np.log(s) - (1 - y) * np.log(1 - s)))
    "the median"
    np.median(np.logaddexp(0, z) - y * z)
    "right for one label only: the bracket fault and a sum"
    np.sum(y * np.logaddexp(0, -z)) - np.mean((1 - y) * np.logaddexp(0, z))


# ------------------------------------------------------------------ logistic_grad


@right.page("logistic_grad")
def _(w, X, y):
    "einsum"
    np.einsum("ij,i->j", X, sigmoid(np.einsum("ij,j->i", X, w)) - y) / len(X)
    "a loop over the examples, and a list"
    total = [0.0] * len(w)
    for row, label in zip(X, y, strict=True):
        z = sum(float(a) * float(b) for a, b in zip(row, w, strict=True))
        error = 0.5 * (1 + math.tanh(z / 2)) - label
        total = [t + error * float(a) / len(y) for t, a in zip(total, row, strict=True)]
    total
    "columns throughout, flattened at the end"
    s = 1 / (1 + np.exp(-(X @ w.reshape(-1, 1))))
    (X.T @ (s - y.reshape(-1, 1)) / X.shape[0]).ravel()
    "columns throughout, returned as one row"
    (X.T @ (sigmoid(X @ w[:, None]) - y[:, None]) / len(y)).T
    "each row times its error, then the mean; overflow warnings"
    np.mean((1 / (1 + np.exp(-X @ w)) - y)[:, None] * X, axis=0)
    "the printed formula with its signs mended"
    s = sigmoid(np.dot(X, w))
    np.dot(-y * (1 - s) + (1 - y) * s, X) / y.size
    "the form with signs, q sigmoid(q z)"
    q = 1 - 2 * y
    X.T.dot(q * sigmoid(q * X.dot(w))) * (1 / len(y))
    "in float32"
    w, X, y = w.astype(np.float32), X.astype(np.float32), y.astype(np.float32)
    X.T @ (sigmoid(X @ w) - y) / np.float32(len(y))


@wrong.page("logistic_grad")
def _(w, X, y):
    "adds a penalty on the weights"
    X.T @ (sigmoid(X @ w) - y) / len(y) + 0.01 * w
    "divides by m - 1 where it can"
    X.T @ (sigmoid(X @ w) - y) / max(len(y) - 1, 1)
    "a gradient of length 1"
    slope = X.T @ (sigmoid(X @ w) - y)
    slope / np.linalg.norm(slope)
    "clips the logits to ±1"
    X.T @ (sigmoid(np.clip(X @ w, -1, 1)) - y) / len(y)
    "the first weight gets no slope, as if it were fixed"
    slope = X.T @ (sigmoid(X @ w) - y) / len(y)
    np.append(0.0, slope[1:])
    "forgets the last example"
    X[:-1].T @ (sigmoid(X[:-1] @ w) - y[:-1]) / max(len(y) - 1, 1)
    "X transposed where X is square"
    X = X.T if X.shape[0] == X.shape[1] else X
    X.T @ (sigmoid(X @ w) - y) / len(y)
    "rounded to four digits"
    np.round(X.T @ (sigmoid(X @ w) - y) / len(y), 4)
    "a hyperbolic tangent where the sigmoid belongs"
    X.T @ (np.tanh(X @ w) - y) / len(y)


# ------------------------------------------------------------------ square_loss


@right.page("square_loss")
def _(Y_hat, Y):
    "the inner product of the errors with themselves"
    np.vdot(Y_hat - Y, Y_hat - Y) / (2 * len(Y))
    "sums over outputs, mean over examples; a 0-d array"
    np.asarray(np.square(Y - Y_hat).sum(axis=1).mean() / 2)
    "the mean over everything, times the number of outputs"
    0.5 * np.mean((Y_hat - Y) ** 2) * Y.shape[1]
    "the trace of a product"
    np.trace((Y_hat - Y) @ (Y_hat - Y).T) / Y.shape[0] / 2


@right.page("square_loss")
def _(Y_hat, Y, half=0.5):
    "a loop; whole numbers become floats in the division"
    total = 0
    for row_hat, row in zip(Y_hat, Y, strict=True):
        total += sum((a - b) ** 2 for a, b in zip(row_hat, row, strict=True))
    half * total / len(Y)


@right.page("square_loss")
def _(Y_hat, Y):
    "the norm, squared again"
    float(np.linalg.norm(Y_hat - Y) ** 2 / len(Y) / 2)
    "einsum in float32"
    error = (Y_hat - Y).astype(np.float32)
    np.einsum("ij,ij->", error, error) / np.float32(2 * len(Y))
    "in float32 from the start, handed over as a float"
    error = Y_hat.astype(np.float32) - Y.astype(np.float32)
    float(0.5 * np.sum(error**2) / len(Y))


@wrong.page("square_loss")
def _(Y_hat, Y):
    "divides by m - 1 where it can"
    0.5 * np.sum((Y_hat - Y) ** 2) / max(len(Y) - 1, 1)
    "Huber's loss: linear beyond 1"
    size = np.abs(Y_hat - Y)
    np.sum(np.where(size > 1, size - 0.5, 0.5 * size**2)) / len(Y)
    "forgets the last output"
    0.5 * np.sum((Y_hat - Y)[:, :-1] ** 2) / len(Y)
    "rounded to four digits"
    round(float(0.5 * np.sum((Y_hat - Y) ** 2) / len(Y)), 4)
    "errors below 0.01 do not count"
    error = np.where(np.abs(Y_hat - Y) > 0.01, Y_hat - Y, 0)
    0.5 * np.sum(error**2) / len(Y)
    "the variance of the errors"
    0.5 * np.sum(np.var(Y_hat - Y, axis=0))
    "only errors that are too large count"
    0.5 * np.sum(np.maximum(Y_hat - Y, 0) ** 2) / len(Y)
    "right where there is one output only"
    0.5 * np.mean(np.sum(Y_hat**2 - 2 * Y_hat * Y[:, :1] + Y**2, axis=1))


# ------------------------------------------------------------------ square_loss_grad


@right.page("square_loss_grad")
def _(Y_hat, Y):
    "two minuses"
    -(Y - Y_hat) / Y.shape[0]
    "lists inside a list"
    [
        [(a - b) / len(Y) for a, b in zip(row_hat, row, strict=True)]
        for row_hat, row in zip(Y_hat.tolist(), Y.tolist(), strict=True)
    ]
    "a table of floats, filled row by row"
    slope = np.zeros(Y.shape)
    for i in range(len(Y)):
        slope[i] = (Y_hat[i] - Y[i]) / len(Y)
    slope
    "the derivative of the square with its 2, and half of it"
    np.asfortranarray(2 * (Y_hat - Y) * 0.5 * (1 / len(Y)))
    "through the columns and back"
    (np.subtract(Y_hat.T, Y.T) / Y_hat.T.shape[1]).T
    "in float32 from the start"
    (Y_hat.astype(np.float32) - Y.astype(np.float32)) / np.float32(len(Y))


@wrong.page("square_loss_grad")
def _(Y_hat, Y):
    "takes the mean error away"
    error = Y_hat - Y
    (error - error.mean(axis=0)) / len(Y)
    "divides by m - 1 where it can"
    (Y_hat - Y) / max(len(Y) - 1, 1)
    "clips every error to ±1"
    np.clip(Y_hat - Y, -1, 1) / len(Y)
    "the last example gets no slope"
    slope = (Y_hat - Y) / len(Y)
    slope[-1] = 0
    slope
    "rounded to three digits"
    np.round((Y_hat - Y) / len(Y), 3)
    "only errors that are too large have a slope"
    np.maximum(Y_hat - Y, 0) / len(Y)
    "transposes where the table is square"
    error = (Y_hat - Y) / len(Y)
    error.T if error.shape[0] == error.shape[1] else error


# ------------------------------------------------------------------ gd_step


@right.page("gd_step")
def _(w, grad, lr=0.1):
    "a list, weight by weight"
    [float(a) - lr * float(g) for a, g in zip(w, grad, strict=True)]


@right.page("gd_step")
def _(w, grad, lr):
    "changes a copy of floats"
    new = np.array(w, dtype=float)
    new -= np.multiply(lr, grad)
    new
    "adds the negative step; a row"
    (w + (-lr) * np.asarray(grad))[None, :]
    "in float32"
    np.subtract(w.astype(np.float32), np.float32(lr) * grad.astype(np.float32))


def _as_tuple(answer: Any) -> Any:
    @functools.wraps(answer)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        return tuple(answer(*args, **kwargs))

    return wrapped


@right("gd_step", "decorated, and a tuple")
@_as_tuple
def _(w: Any, grad: Any, lr: Any) -> Any:
    return w - grad * lr


right("gd_step", "a lambda")(lambda w, grad, lr: np.einsum("ki,k->i", [w, grad], [1, -lr]))


@wrong.page("gd_step")
def _(w, grad, lr):
    "never farther than 0.1"
    w - np.clip(lr * grad, -0.1, 0.1)
    "lr is at most 1"
    w - min(lr, 1.0) * grad
    "only the first weight moves"
    np.append(w[0] - lr * grad[0], w[1:])
    "rounded to three digits"
    np.round(w - lr * grad, 3)
    "the right values for lr = 0.1, whatever lr is"
    w - 0.1 * grad
    "a weight that would change its sign stops at 0"
    new = w - lr * grad
    np.where(new * w < 0, 0.0, new)
    "a little noise"
    w - lr * grad + np.random.default_rng().normal(scale=1e-3, size=w.shape)


_velocity: dict[int, Any] = {}


@wrong.page("gd_step")
def _(w, grad, lr):
    "momentum that lives in a global"
    v = 0.9 * _velocity.get(len(w), 0.0) - lr * grad
    _velocity[len(w)] = v
    w + v
