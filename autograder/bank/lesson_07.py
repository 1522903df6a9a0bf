"""07_loss_and_gradient: right answers in other words, and mistakes that have no name."""

from __future__ import annotations

import functools
import math
from typing import Any

import numpy as np

from autograder.bank import right, wrong
from nnlib.activations import sigmoid, softplus

# ------------------------------------------------------------------ polynomial_features


@right("polynomial_features", "numpy's own table of powers")
def _(x: Any, degree: Any) -> Any:
    return np.vander(x, degree + 1, increasing=True)


@right("polynomial_features", "lists inside a list")
def _(x: Any, degree: Any = 3) -> Any:
    return [[float(value) ** k for k in range(degree + 1)] for value in x]


@right("polynomial_features", "columns beside each other, and a constant of its own")
def _(x: Any, degree: Any) -> Any:
    return np.column_stack([np.ones(len(x)), *(x**k for k in range(1, degree + 1))])


@right("polynomial_features", "each column the last one times x")
def _(x: Any, degree: Any) -> Any:
    X = np.ones((len(x), degree + 1))
    for k in range(1, degree + 1):
        X[:, k] = X[:, k - 1] * x
    return X


@right("polynomial_features", "an outer power; whole numbers stay whole")
def _(x: Any, degree: Any) -> Any:
    return np.power.outer(x, np.arange(degree + 1))


@right("polynomial_features", "cumulative products of a transposed table, in Fortran order")
def _(x: Any, degree: Any) -> Any:
    table = np.tile(np.asarray(x, dtype=float), (degree + 1, 1))
    table[0] = 1
    return np.cumprod(table, axis=0).T


@right("polynomial_features", "in float32")
def _(x: Any, degree: Any) -> Any:
    return x.astype(np.float32)[:, None] ** np.arange(degree + 1, dtype=np.float32)


@wrong("polynomial_features", "right up to the third power only")
def _(x: Any, degree: Any) -> Any:
    return x[:, None] ** np.minimum(np.arange(degree + 1), 3)


@wrong("polynomial_features", "rounded to four digits")
def _(x: Any, degree: Any) -> Any:
    return np.round(x[:, None] ** np.arange(degree + 1.0), 4)


@wrong("polynomial_features", "sorts the points first")
def _(x: Any, degree: Any) -> Any:
    return np.sort(x)[:, None] ** np.arange(degree + 1)


@wrong("polynomial_features", "centres the points first")
def _(x: Any, degree: Any) -> Any:
    return (x - x.mean())[:, None] ** np.arange(degree + 1)


@wrong("polynomial_features", "divides by the factorial, as in a Taylor series")
def _(x: Any, degree: Any) -> Any:
    return np.column_stack([x**k / math.factorial(k) for k in range(degree + 1)])


@wrong("polynomial_features", "every column of length 1")
def _(x: Any, degree: Any) -> Any:
    X = x[:, None] ** np.arange(degree + 1)
    return X / np.linalg.norm(X, axis=0)


@wrong("polynomial_features", "fails at degree 0 only")
def _(x: Any, degree: Any) -> Any:
    X = x[:, None] ** np.arange(degree + 1)
    return X if degree else X[:, 0]


@wrong("polynomial_features", "transposes where the table is square")
def _(x: Any, degree: Any) -> Any:
    X = np.array([x**k for k in range(degree + 1)])
    return X if len(x) == degree + 1 else X.T


# ------------------------------------------------------------------ logistic_loss


@right("logistic_loss", "max(z, 0) - z y + log1p(exp(-|z|))")
def _(z: Any, y: Any) -> Any:
    return np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z))))


@right("logistic_loss", "the same with a plain log; a float")
def _(z: Any, y: Any) -> Any:
    return float((np.maximum(z, 0) - z * y + np.log(1 + np.exp(-np.abs(z)))).mean())


@right("logistic_loss", "the formula for labels of ±1, with 2y - 1; a 0-d array")
def _(z: Any, y: Any) -> Any:
    return np.asarray(np.average(np.logaddexp(0, -(2 * np.asarray(y, dtype=float) - 1) * z)))


@right("logistic_loss", "log(1 + e^z) - y z; a list of one number")
def _(z: Any, y: Any) -> Any:
    return [np.sum(np.logaddexp(0, z) - y * z) / len(z)]


@right("logistic_loss", "chooses by label")
def _(z: Any, y: Any) -> Any:
    return np.where(y == 1, softplus(-z), softplus(z)).mean()


@right("logistic_loss", "a loop with the sum of math.fsum, backwards")
def _(z: Any, y: Any, eps: float = 0.0) -> Any:
    total = []
    for logit, label in zip(reversed(z), reversed(y), strict=True):
        q = float(logit) if label == 0 else -float(logit)
        total.append(q + math.log1p(math.exp(-q)) if q > 0 else math.log1p(math.exp(q)))
    return math.fsum(total) / len(total) + eps


@right("logistic_loss", "both terms, each with a logarithm that is stable")
def _(z: Any, y: Any) -> Any:
    log_p, log_not_p = -np.logaddexp(0, -z), -np.logaddexp(0, z)
    return -np.mean(y * log_p + (1 - y) * log_not_p)


@right("logistic_loss", "the sum over both labels with einsum")
def _(z: Any, y: Any) -> Any:
    costs = np.logaddexp(0, np.stack([z, -z]))
    return np.einsum("ki,ki->", costs, np.stack([1 - y, y])) / z.size


@right("logistic_loss", "in float32")
def _(z: Any, y: Any) -> Any:
    z, y = z.astype(np.float32), y.astype(np.float32)
    return np.mean(np.logaddexp(np.float32(0), z) - y * z)


@right("logistic_loss", "in float32, handed over as a float")
def _(z: Any, y: Any) -> Any:
    z, y = z.astype(np.float32), y.astype(np.float32)
    return float(np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))))


@right("logistic_loss", "with labels as bool")
def _(z: Any, y: Any) -> Any:
    positive = np.asarray(y, dtype=bool)
    return (np.logaddexp(0, -z[positive]).sum() + np.logaddexp(0, z[~positive]).sum()) / len(z)


@wrong("logistic_loss", "forgets the last example")
def _(z: Any, y: Any) -> Any:
    return np.mean((np.logaddexp(0, z) - y * z)[:-1]) if len(z) > 1 else np.log(2)


@wrong("logistic_loss", "divides by m - 1 where it can")
def _(z: Any, y: Any) -> Any:
    return np.sum(np.logaddexp(0, z) - y * z) / max(len(z) - 1, 1)


@wrong("logistic_loss", "smooths the labels")
def _(z: Any, y: Any) -> Any:
    y = 0.98 * y + 0.01
    return np.mean(np.logaddexp(0, z) - y * z)


@wrong("logistic_loss", "both classes weigh the same")
def _(z: Any, y: Any) -> Any:
    costs = np.logaddexp(0, z) - y * z
    return np.mean([costs[y == label].mean() for label in (0, 1) if np.any(y == label)])


@wrong("logistic_loss", "rounded to four digits")
def _(z: Any, y: Any) -> Any:
    return round(float(np.mean(np.logaddexp(0, z) - y * z)), 4)


@wrong("logistic_loss", "beyond ±30 the label no longer counts")
def _(z: Any, y: Any) -> Any:
    costs = np.logaddexp(0, z) - y * z
    return np.mean(np.where(np.abs(z) > 30, np.abs(z), costs))


@wrong("logistic_loss", "nan is swept under the carpet")
def _(z: Any, y: Any) -> Any:
    s = 1 / (1 + np.exp(-z))
    return np.mean(np.nan_to_num(-y * np.log(s) - (1 - y) * np.log(1 - s)))


@wrong("logistic_loss", "the median")
def _(z: Any, y: Any) -> Any:
    return np.median(np.logaddexp(0, z) - y * z)


@wrong("logistic_loss", "right for one label only: the bracket fault and a sum")
def _(z: Any, y: Any) -> Any:
    return np.sum(y * np.logaddexp(0, -z)) - np.mean((1 - y) * np.logaddexp(0, z))


# ------------------------------------------------------------------ logistic_grad


@right("logistic_grad", "einsum")
def _(w: Any, X: Any, y: Any) -> Any:
    return np.einsum("ij,i->j", X, sigmoid(np.einsum("ij,j->i", X, w)) - y) / len(X)


@right("logistic_grad", "a loop over the examples, and a list")
def _(w: Any, X: Any, y: Any) -> Any:
    total = [0.0] * len(w)
    for row, label in zip(X, y, strict=True):
        z = sum(float(a) * float(b) for a, b in zip(row, w, strict=True))
        error = 0.5 * (1 + math.tanh(z / 2)) - label
        total = [t + error * float(a) / len(y) for t, a in zip(total, row, strict=True)]
    return total


@right("logistic_grad", "columns throughout, flattened at the end")
def _(w: Any, X: Any, y: Any) -> Any:
    s = 1 / (1 + np.exp(-(X @ w.reshape(-1, 1))))
    return (X.T @ (s - y.reshape(-1, 1)) / X.shape[0]).ravel()


@right("logistic_grad", "columns throughout, returned as one row")
def _(w: Any, X: Any, y: Any) -> Any:
    return (X.T @ (sigmoid(X @ w[:, None]) - y[:, None]) / len(y)).T


@right("logistic_grad", "each row times its error, then the mean; overflow warnings")
def _(w: Any, X: Any, y: Any) -> Any:
    return np.mean((1 / (1 + np.exp(-X @ w)) - y)[:, None] * X, axis=0)


@right("logistic_grad", "the printed formula with its signs mended")
def _(w: Any, X: Any, y: Any) -> Any:
    s = sigmoid(np.dot(X, w))
    return np.dot(-y * (1 - s) + (1 - y) * s, X) / y.size


@right("logistic_grad", "the form with signs, q sigmoid(q z)")
def _(w: Any, X: Any, y: Any) -> Any:
    q = 1 - 2 * y
    return X.T.dot(q * sigmoid(q * X.dot(w))) * (1 / len(y))


@right("logistic_grad", "in float32")
def _(w: Any, X: Any, y: Any) -> Any:
    w, X, y = w.astype(np.float32), X.astype(np.float32), y.astype(np.float32)
    return X.T @ (sigmoid(X @ w) - y) / np.float32(len(y))


@wrong("logistic_grad", "adds a penalty on the weights")
def _(w: Any, X: Any, y: Any) -> Any:
    return X.T @ (sigmoid(X @ w) - y) / len(y) + 0.01 * w


@wrong("logistic_grad", "divides by m - 1 where it can")
def _(w: Any, X: Any, y: Any) -> Any:
    return X.T @ (sigmoid(X @ w) - y) / max(len(y) - 1, 1)


@wrong("logistic_grad", "a gradient of length 1")
def _(w: Any, X: Any, y: Any) -> Any:
    slope = X.T @ (sigmoid(X @ w) - y)
    return slope / np.linalg.norm(slope)


@wrong("logistic_grad", "clips the logits to ±1")
def _(w: Any, X: Any, y: Any) -> Any:
    return X.T @ (sigmoid(np.clip(X @ w, -1, 1)) - y) / len(y)


@wrong("logistic_grad", "the first weight gets no slope, as if it were fixed")
def _(w: Any, X: Any, y: Any) -> Any:
    slope = X.T @ (sigmoid(X @ w) - y) / len(y)
    return np.append(0.0, slope[1:])


@wrong("logistic_grad", "forgets the last example")
def _(w: Any, X: Any, y: Any) -> Any:
    return X[:-1].T @ (sigmoid(X[:-1] @ w) - y[:-1]) / max(len(y) - 1, 1)


@wrong("logistic_grad", "X transposed where X is square")
def _(w: Any, X: Any, y: Any) -> Any:
    X = X.T if X.shape[0] == X.shape[1] else X
    return X.T @ (sigmoid(X @ w) - y) / len(y)


@wrong("logistic_grad", "rounded to four digits")
def _(w: Any, X: Any, y: Any) -> Any:
    return np.round(X.T @ (sigmoid(X @ w) - y) / len(y), 4)


@wrong("logistic_grad", "a hyperbolic tangent where the sigmoid belongs")
def _(w: Any, X: Any, y: Any) -> Any:
    return X.T @ (np.tanh(X @ w) - y) / len(y)


# ------------------------------------------------------------------ square_loss


@right("square_loss", "the inner product of the errors with themselves")
def _(Y_hat: Any, Y: Any) -> Any:
    return np.vdot(Y_hat - Y, Y_hat - Y) / (2 * len(Y))


@right("square_loss", "sums over outputs, mean over examples; a 0-d array")
def _(Y_hat: Any, Y: Any) -> Any:
    return np.asarray(np.square(Y - Y_hat).sum(axis=1).mean() / 2)


@right("square_loss", "the mean over everything, times the number of outputs")
def _(Y_hat: Any, Y: Any) -> Any:
    return 0.5 * np.mean((Y_hat - Y) ** 2) * Y.shape[1]


@right("square_loss", "the trace of a product")
def _(Y_hat: Any, Y: Any) -> Any:
    return np.trace((Y_hat - Y) @ (Y_hat - Y).T) / Y.shape[0] / 2


@right("square_loss", "a loop; whole numbers become floats in the division")
def _(Y_hat: Any, Y: Any, half: float = 0.5) -> Any:
    total = 0
    for row_hat, row in zip(Y_hat, Y, strict=True):
        total += sum((a - b) ** 2 for a, b in zip(row_hat, row, strict=True))
    return half * total / len(Y)


@right("square_loss", "the norm, squared again")
def _(Y_hat: Any, Y: Any) -> Any:
    return float(np.linalg.norm(Y_hat - Y) ** 2 / len(Y) / 2)


@right("square_loss", "einsum in float32")
def _(Y_hat: Any, Y: Any) -> Any:
    error = (Y_hat - Y).astype(np.float32)
    return np.einsum("ij,ij->", error, error) / np.float32(2 * len(Y))


@right("square_loss", "in float32 from the start, handed over as a float")
def _(Y_hat: Any, Y: Any) -> Any:
    error = Y_hat.astype(np.float32) - Y.astype(np.float32)
    return float(0.5 * np.sum(error**2) / len(Y))


@wrong("square_loss", "divides by m - 1 where it can")
def _(Y_hat: Any, Y: Any) -> Any:
    return 0.5 * np.sum((Y_hat - Y) ** 2) / max(len(Y) - 1, 1)


@wrong("square_loss", "Huber's loss: linear beyond 1")
def _(Y_hat: Any, Y: Any) -> Any:
    size = np.abs(Y_hat - Y)
    return np.sum(np.where(size > 1, size - 0.5, 0.5 * size**2)) / len(Y)


@wrong("square_loss", "forgets the last output")
def _(Y_hat: Any, Y: Any) -> Any:
    return 0.5 * np.sum((Y_hat - Y)[:, :-1] ** 2) / len(Y)


@wrong("square_loss", "rounded to four digits")
def _(Y_hat: Any, Y: Any) -> Any:
    return round(float(0.5 * np.sum((Y_hat - Y) ** 2) / len(Y)), 4)


@wrong("square_loss", "errors below 0.01 do not count")
def _(Y_hat: Any, Y: Any) -> Any:
    error = np.where(np.abs(Y_hat - Y) > 0.01, Y_hat - Y, 0)
    return 0.5 * np.sum(error**2) / len(Y)


@wrong("square_loss", "the variance of the errors")
def _(Y_hat: Any, Y: Any) -> Any:
    return 0.5 * np.sum(np.var(Y_hat - Y, axis=0))


@wrong("square_loss", "only errors that are too large count")
def _(Y_hat: Any, Y: Any) -> Any:
    return 0.5 * np.sum(np.maximum(Y_hat - Y, 0) ** 2) / len(Y)


@wrong("square_loss", "right where there is one output only")
def _(Y_hat: Any, Y: Any) -> Any:
    return 0.5 * np.mean(np.sum(Y_hat**2 - 2 * Y_hat * Y[:, :1] + Y**2, axis=1))


# ------------------------------------------------------------------ square_loss_grad


@right("square_loss_grad", "two minuses")
def _(Y_hat: Any, Y: Any) -> Any:
    return -(Y - Y_hat) / Y.shape[0]


@right("square_loss_grad", "lists inside a list")
def _(Y_hat: Any, Y: Any) -> Any:
    return [
        [(a - b) / len(Y) for a, b in zip(row_hat, row, strict=True)]
        for row_hat, row in zip(Y_hat.tolist(), Y.tolist(), strict=True)
    ]


@right("square_loss_grad", "a table of floats, filled row by row")
def _(Y_hat: Any, Y: Any) -> Any:
    slope = np.zeros(Y.shape)
    for i in range(len(Y)):
        slope[i] = (Y_hat[i] - Y[i]) / len(Y)
    return slope


@right("square_loss_grad", "the derivative of the square with its 2, and half of it")
def _(Y_hat: Any, Y: Any) -> Any:
    return np.asfortranarray(2 * (Y_hat - Y) * 0.5 * (1 / len(Y)))


@right("square_loss_grad", "through the columns and back")
def _(Y_hat: Any, Y: Any) -> Any:
    return (np.subtract(Y_hat.T, Y.T) / Y_hat.T.shape[1]).T


@right("square_loss_grad", "in float32 from the start")
def _(Y_hat: Any, Y: Any) -> Any:
    return (Y_hat.astype(np.float32) - Y.astype(np.float32)) / np.float32(len(Y))


@wrong("square_loss_grad", "takes the mean error away")
def _(Y_hat: Any, Y: Any) -> Any:
    error = Y_hat - Y
    return (error - error.mean(axis=0)) / len(Y)


@wrong("square_loss_grad", "divides by m - 1 where it can")
def _(Y_hat: Any, Y: Any) -> Any:
    return (Y_hat - Y) / max(len(Y) - 1, 1)


@wrong("square_loss_grad", "clips every error to ±1")
def _(Y_hat: Any, Y: Any) -> Any:
    return np.clip(Y_hat - Y, -1, 1) / len(Y)


@wrong("square_loss_grad", "the last example gets no slope")
def _(Y_hat: Any, Y: Any) -> Any:
    slope = (Y_hat - Y) / len(Y)
    slope[-1] = 0
    return slope


@wrong("square_loss_grad", "rounded to three digits")
def _(Y_hat: Any, Y: Any) -> Any:
    return np.round((Y_hat - Y) / len(Y), 3)


@wrong("square_loss_grad", "only errors that are too large have a slope")
def _(Y_hat: Any, Y: Any) -> Any:
    return np.maximum(Y_hat - Y, 0) / len(Y)


@wrong("square_loss_grad", "transposes where the table is square")
def _(Y_hat: Any, Y: Any) -> Any:
    error = (Y_hat - Y) / len(Y)
    return error.T if error.shape[0] == error.shape[1] else error


# ------------------------------------------------------------------ gd_step


@right("gd_step", "a list, weight by weight")
def _(w: Any, grad: Any, lr: Any = 0.1) -> Any:
    return [float(a) - lr * float(g) for a, g in zip(w, grad, strict=True)]


@right("gd_step", "changes a copy of floats")
def _(w: Any, grad: Any, lr: Any) -> Any:
    new = np.array(w, dtype=float)
    new -= np.multiply(lr, grad)
    return new


@right("gd_step", "adds the negative step; a row")
def _(w: Any, grad: Any, lr: Any) -> Any:
    return (w + (-lr) * np.asarray(grad))[None, :]


@right("gd_step", "in float32")
def _(w: Any, grad: Any, lr: Any) -> Any:
    return np.subtract(w.astype(np.float32), np.float32(lr) * grad.astype(np.float32))


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


@wrong("gd_step", "never farther than 0.1")
def _(w: Any, grad: Any, lr: Any) -> Any:
    return w - np.clip(lr * grad, -0.1, 0.1)


@wrong("gd_step", "lr is at most 1")
def _(w: Any, grad: Any, lr: Any) -> Any:
    return w - min(lr, 1.0) * grad


@wrong("gd_step", "only the first weight moves")
def _(w: Any, grad: Any, lr: Any) -> Any:
    return np.append(w[0] - lr * grad[0], w[1:])


@wrong("gd_step", "rounded to three digits")
def _(w: Any, grad: Any, lr: Any) -> Any:
    return np.round(w - lr * grad, 3)


@wrong("gd_step", "the right values for lr = 0.1, whatever lr is")
def _(w: Any, grad: Any, lr: Any) -> Any:
    return w - 0.1 * grad


@wrong("gd_step", "a weight that would change its sign stops at 0")
def _(w: Any, grad: Any, lr: Any) -> Any:
    new = w - lr * grad
    return np.where(new * w < 0, 0.0, new)


@wrong("gd_step", "a little noise")
def _(w: Any, grad: Any, lr: Any) -> Any:
    return w - lr * grad + np.random.default_rng().normal(scale=1e-3, size=w.shape)


_velocity: dict[int, Any] = {}


@wrong("gd_step", "momentum that lives in a global")
def _(w: Any, grad: Any, lr: Any) -> Any:
    v = 0.9 * _velocity.get(len(w), 0.0) - lr * grad
    _velocity[len(w)] = v
    return w + v
