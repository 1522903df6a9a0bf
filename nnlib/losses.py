"""How wrong is an answer? Four losses, each with the slope that sends the error back.

A loss is a mean over examples (and a sum over outputs), so its gradient already carries the
1/m: nobody divides again further down. Logistic and softmax losses take *logits*, the head's
plain numbers, never probabilities: the logarithm of a probability that has rounded to 0 is
lost, the same number computed from the logit is not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnlib.arguments import check_count, check_one_of
from nnlib.shapes import Array, as_float, check_shapes

__all__ = [
    "LOSSES",
    "Loss",
    "cross_entropy",
    "cross_entropy_grad",
    "log_softmax",
    "logistic_loss",
    "logistic_loss_grad",
    "named",
    "one_hot",
    "softmax",
    "square_loss",
    "square_loss_grad",
    "zero_one_loss",
]


def zero_one_loss(y_hat: ArrayLike, y: ArrayLike) -> float:
    """The share of labels that differ.  y_hat (m,), y (m,), any label coding."""
    y_hat, y = np.asarray(y_hat), np.asarray(y)
    check_shapes("zero_one_loss", y_hat=(y_hat, "m"), y=(y, "m"))
    _check_not_empty("zero_one_loss", "y_hat", y_hat)
    return float(np.mean(y_hat != y))


def square_loss(Y_hat: ArrayLike, Y: ArrayLike) -> float:
    """Half the squared error, summed over outputs, mean over examples.  Both (m, n_out)."""
    Y_hat, Y = _pair("square_loss", Y_hat, Y)
    return _square(Y_hat, Y)[0]


def square_loss_grad(Y_hat: ArrayLike, Y: ArrayLike) -> Array:
    """(Y_hat - Y) / m, the slope of `square_loss` in Y_hat.  All (m, n_out)."""
    Y_hat, Y = _pair("square_loss_grad", Y_hat, Y)
    return _square(Y_hat, Y)[1]


def logistic_loss(z: ArrayLike, y: ArrayLike) -> float:
    """Mean of log(1 + e^z) - y z, the cost of calling P(y = 1) = sigmoid(z).

    With q = 1 - 2y, which is -1 for y = 1 and +1 for y = 0, that is the mean of log(1 + e^(q z)):
    one formula for both labels, in which nothing cancels and nothing overflows.

    Parameters
    ----------
    z : (m,)  logits
    y : (m,)  labels in {0, 1}
    """
    z, q = _logits_and_signs("logistic_loss", z, y, "m")
    return _logistic(z, q)[0]


def logistic_loss_grad(z: ArrayLike, y: ArrayLike) -> Array:
    """(sigmoid(z) - y) / m = q sigmoid(q z) / m, the slope of `logistic_loss` in z.  All (m,)."""
    z, q = _logits_and_signs("logistic_loss_grad", z, y, "m")
    return _logistic(z, q)[1]


def log_softmax(Z: ArrayLike) -> Array:
    """Z minus the logarithm of its row's sum of exponentials.  Z and result: (m, K).

    The largest logit of a row is subtracted first. Adding a number to a whole row changes no
    probability, and after it no exponential can overflow.
    """
    Z = as_float("log_softmax", "Z", Z)
    check_shapes("log_softmax", Z=(Z, "m K"))
    Z = Z - Z.max(axis=1, keepdims=True)
    return np.asarray(Z - np.log(np.exp(Z).sum(axis=1, keepdims=True)))


def softmax(Z: ArrayLike) -> Array:
    """Each row's logits as probabilities that sum to 1.  Z and result: (m, K)."""
    Z = as_float("softmax", "Z", Z)
    check_shapes("softmax", Z=(Z, "m K"))
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return np.asarray(E / E.sum(axis=1, keepdims=True))


def one_hot(y: ArrayLike, K: int) -> Array:
    """Row i is 0 except for a 1 in column y[i].  y (m,) in 0 ... K-1, result (m, K)."""
    check_count("one_hot", "K", K)
    y = _classes("one_hot", y, K)
    Y = np.zeros((len(y), K))
    Y[np.arange(len(y)), y] = 1.0
    return Y


def cross_entropy(Z: ArrayLike, y: ArrayLike) -> float:
    """Mean of -log p_y with p = softmax(Z).

    Parameters
    ----------
    Z : (m, K)  logits
    y : (m,)    the true class of each row, 0 ... K-1
    """
    Z, y = _logits_and_classes("cross_entropy", Z, y)
    return _cross_entropy(Z, y)[0]


def cross_entropy_grad(Z: ArrayLike, y: ArrayLike) -> Array:
    """(softmax(Z) - one_hot(y)) / m, the slope of `cross_entropy` in Z.  Z (m, K), y (m,)."""
    Z, y = _logits_and_classes("cross_entropy_grad", Z, y)
    return _cross_entropy(Z, y)[1]


@dataclass(frozen=True)
class Loss:
    """A loss as training needs it: checked once, then value and slope in one go.

    `prepare(Z, Y)` refuses targets that do not fit the head's output Z (m, n_out) and brings
    them to a working form, one row per example: the targets themselves (square), the signs
    1 - 2Y (logistic), class numbers (softmax). `value_and_grad(Z, targets)` trusts that form.
    """

    name: str
    prepare: Callable[[Any, Any], tuple[Array, NDArray[Any]]]
    value_and_grad: Callable[[Array, NDArray[Any]], tuple[float, Array]]


def _square(Y_hat: Array, Y: Array) -> tuple[float, Array]:
    error = Y_hat - Y
    m = len(error)
    return 0.5 * float(np.vdot(error, error)) / m, error / m


def _logistic(z: Array, q: Array) -> tuple[float, Array]:
    m = len(z)
    qz = q * z
    loss = np.logaddexp(0.0, qz)
    delta = np.exp(qz - loss)
    delta *= q
    delta /= m
    return float(np.add.reduce(loss, axis=None)) / m, delta


def _cross_entropy(Z: Array, y: NDArray[Any]) -> tuple[float, Array]:
    m, rows = len(Z), np.arange(len(Z))
    Z = Z - np.maximum.reduce(Z, axis=1, keepdims=True)
    E = np.exp(Z)
    total = np.add.reduce(E, axis=1, keepdims=True)
    loss = float(np.add.reduce(np.log(total[:, 0]) - Z[rows, y])) / m
    E /= total
    E[rows, y] -= 1
    E /= m
    return loss, E


def _pair(who: str, Y_hat: ArrayLike, Y: ArrayLike) -> tuple[Array, Array]:
    Y_hat, Y = as_float(who, "Y_hat", Y_hat), as_float(who, "Y", Y)
    check_shapes(who, Y_hat=(Y_hat, "m n_out"), Y=(Y, "m n_out"))
    _check_not_empty(who, "Y_hat", Y_hat)
    return Y_hat, _like(Y, Y_hat)


def _logits_and_signs(who: str, z: ArrayLike, y: ArrayLike, shape: str) -> tuple[Array, Array]:
    z, y = as_float(who, "z", z), as_float(who, "y", y)
    check_shapes(who, z=(z, shape), y=(y, shape))
    _check_not_empty(who, "z", z)
    if not np.isin(y, (0, 1)).all():
        repair = " Try (y + 1) / 2." if np.isin(y, (-1, 1)).all() else ""
        raise ValueError(f"{who}: y has labels beside 0 and 1.{repair}")
    return z, _like(1 - 2 * y, z)


def _logits_and_classes(who: str, Z: ArrayLike, y: ArrayLike) -> tuple[Array, NDArray[Any]]:
    Z = as_float(who, "Z", Z)
    sizes = check_shapes(who, Z=(Z, "m K"), y=(y, "m"))
    _check_not_empty(who, "Z", Z)
    return Z, _classes(who, y, sizes["K"])


def _check_not_empty(who: str, name: str, array: NDArray[Any]) -> None:
    if array.size == 0:
        raise ValueError(
            f"{who}: {name} has shape {array.shape}, expected at least one example and one "
            "output: nothing has no mean. Look where the rows were selected."
        )


def _like(Y: Array, Z: Array) -> Array:
    """Targets take the dtype of the logits, so that float32 stays float32."""
    return Y.astype(Z.dtype, copy=False)


def _classes(who: str, y: ArrayLike, K: int) -> NDArray[Any]:
    y = np.asarray(y)
    check_shapes(who, y=(y, "m"))
    if y.dtype.kind not in "iub":
        raise TypeError(
            f"{who}: y holds {y.dtype} values, expected whole numbers. Try y.astype(int)."
        )
    if y.size and not (y.min() >= 0 and y.max() < K):
        raise ValueError(f"{who}: y runs from {y.min()} to {y.max()}, expected 0 to {K - 1}.")
    return y.astype(np.intp, copy=False)


LOSSES: dict[str, Loss] = {
    "square": Loss("square", lambda Z, Y: _pair("square_loss", Z, Y), _square),
    "logistic": Loss(
        "logistic", lambda Z, Y: _logits_and_signs("logistic_loss", Z, Y, "m n_out"), _logistic
    ),
    "softmax": Loss(
        "softmax", lambda Z, y: _logits_and_classes("cross_entropy", Z, y), _cross_entropy
    ),
}


def named(name: str) -> Loss:
    """The loss of that name: square, logistic or softmax, ready for training."""
    check_one_of("losses.named", "name", name, LOSSES)
    return LOSSES[name]
