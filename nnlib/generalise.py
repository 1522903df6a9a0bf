"""How good will it be on data that nobody has seen? Split, choose, and only then look.

Training data fit the weights, validation data choose between fits, test data are looked at once,
after every choice is made. What is learned from data includes its mean and its spread: those come
from the training part alone.

Over many training sets the squared error of a method has three parts: noise + bias² + variance.
Classically, a larger model trades bias for variance; where that ends is told in `drawn_layer`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike

from nnlib.arguments import check_count, check_number, check_rng
from nnlib.shapes import Array, IntArray, as_float, check_shapes

__all__ = [
    "bias_variance",
    "fold_errors",
    "kfold",
    "select_alpha",
    "split_indices",
    "standardise",
]

Predict = Callable[[Array], ArrayLike]
Alpha = TypeVar("Alpha")


def split_indices(
    m: int, rng: np.random.Generator, train: float = 0.6, validation: float = 0.2
) -> tuple[IntArray, IntArray, IntArray]:
    """Shuffle 0 ... m-1 and cut it in three; what train and validation leave over is the test part.

    Parameters
    ----------
    m : the number of examples
    train, validation : shares of m

    Returns
    -------
    train, validation, test : index arrays, disjoint, together every index once
    """
    check_count("split_indices", "m", m)
    check_rng("split_indices", rng)
    check_number("split_indices", "train", train, 0, 1)
    check_number("split_indices", "validation", validation, 0, 1)
    if train + validation > 1 + 1e-9:
        raise ValueError(
            f"split_indices: train + validation is {train + validation:g}, expected at most 1. "
            "Try train=0.6, validation=0.2, which leaves 0.2 for the test."
        )
    cuts = [round(train * m), round((train + validation) * m)]
    first, second, third = np.split(rng.permutation(m), cuts)
    return first, second, third


def standardise(train: ArrayLike, *others: ArrayLike) -> tuple[Array, ...]:
    """Shift and scale every column so that the *training* rows have mean 0 and deviation 1.

    Parameters
    ----------
    train : (m, n)
    others : (any number of rows, n) each; they get the training rows' shift and scale

    Returns
    -------
    arrays : training rows first; a column that is constant in training is only shifted
    """
    train = as_float("standardise", "train", train)
    check_shapes("standardise", train=(train, "m n"))
    if len(train) == 0:
        raise ValueError("standardise: train has no rows, expected one or more. Give it examples.")
    rows = [as_float("standardise", f"others[{i}]", other) for i, other in enumerate(others)]
    for i, other in enumerate(rows):
        check_shapes("standardise", **{"train": (train, "m n"), f"others[{i}]": (other, "rows n")})
    varies = train.max(axis=0) > train.min(axis=0)
    mean = np.where(varies, train.mean(axis=0), train[0])
    scale = np.where(varies, train.std(axis=0), 1).astype(train.dtype)
    return tuple((array - mean) / scale for array in [train, *rows])


def kfold(m: int, k: int, rng: np.random.Generator) -> list[IntArray]:
    """Shuffle 0 ... m-1 and deal it into k folds whose sizes differ by at most one.

    Returns
    -------
    folds : k index arrays; each example is held out once, np.delete(np.arange(m), fold) trains
    """
    check_count("kfold", "m", m, 2)
    check_count("kfold", "k", k, 2, m)
    check_rng("kfold", rng)
    return list(np.array_split(rng.permutation(m), k))


def select_alpha(
    fit: Callable[[Array, Array, Alpha], Predict],
    X: ArrayLike,
    y: ArrayLike,
    alphas: Sequence[Alpha],
    folds: Sequence[IntArray],
) -> tuple[Alpha, Predict, Array]:
    """The setting with the smallest error on held-out data, and a fit with it on all of (X, y).

    A fold counts by its size, so the error is the mean over all examples that were held out.

    Parameters
    ----------
    fit : fit(X, y, alpha) -> predict, with predict(X) -> (m,)
    X : (m, n)  examples for training and validation; the test set has no business here
    y : (m,)
    alphas : the settings to try
    folds : index arrays, each held out once; from `kfold`, or [validation] for a single split

    Returns
    -------
    alpha : the first of the best settings
    predict : fitted with it on all examples
    errors : (len(alphas),)  mean squared error on held-out examples
    """
    X, y = as_float("select_alpha", "X", X), as_float("select_alpha", "y", y)
    check_shapes("select_alpha", X=(X, "m n"), y=(y, "m"))
    _check_choices("select_alpha", len(X), alphas, folds)
    errors = np.array([_held_out_error(fit, X, y, alpha, folds) for alpha in alphas])
    best = alphas[int(np.argmin(errors))]
    return best, fit(X, y, best), errors


def fold_errors(
    fit: Callable[[Array, Array, Alpha], ArrayLike],
    X: ArrayLike,
    y: ArrayLike,
    alphas: Sequence[Alpha],
    folds: Sequence[IntArray],
) -> tuple[Array, Array]:
    """Mean squared error of a linear fit on what it learned from, and on what was held out.

    Parameters
    ----------
    fit : fit(X, y, alpha) -> w (n,)
    X : (m, n)
    y : (m,)
    alphas : the settings to try
    folds : index arrays, each held out once

    Returns
    -------
    seen, held : (len(folds), len(alphas)) each
    """
    X, y = as_float("fold_errors", "X", X), as_float("fold_errors", "y", y)
    check_shapes("fold_errors", X=(X, "m n"), y=(y, "m"))
    _check_choices("fold_errors", len(X), alphas, folds)
    tables: tuple[list[list[float]], list[list[float]]] = ([], [])
    for fold in folds:
        rest = np.delete(np.arange(len(X)), fold)
        ws = [np.ravel(fit(X[rest], y[rest], alpha)) for alpha in alphas]
        for table, rows in zip(tables, (rest, fold), strict=True):
            table.append([float(np.mean((X[rows] @ w - y[rows]) ** 2)) for w in ws])
    return np.array(tables[0]), np.array(tables[1])


def bias_variance(preds: ArrayLike, truth: ArrayLike) -> tuple[float, float]:
    """Squared bias and variance of a method, each averaged over the points.

    At each point, the predictions of all training sets have a mean: its distance to the truth is
    the bias, their spread around it the variance. Together they are the mean squared distance to
    the truth; the error on noisy labels has the variance of the noise on top.

    Parameters
    ----------
    preds : (sets, points)  preds[s, i] is the answer at point i after training on set s
    truth : (points,)       without noise

    Returns
    -------
    bias_squared, variance
    """
    preds = as_float("bias_variance", "preds", preds)
    truth = as_float("bias_variance", "truth", truth)
    check_shapes("bias_variance", preds=(preds, "sets points"), truth=(truth, "points"))
    if preds.size == 0:
        raise ValueError(
            f"bias_variance: preds has shape {preds.shape}, expected at least one set and point. "
            "Print preds.shape where it is made."
        )
    bias = preds.mean(axis=0) - truth
    return float(np.mean(bias**2)), float(np.mean(preds.var(axis=0)))


def _held_out_error(
    fit: Callable[[Array, Array, Alpha], Predict],
    X: Array,
    y: Array,
    alpha: Alpha,
    folds: Sequence[IntArray],
) -> float:
    squares, count = 0.0, 0
    for fold in folds:
        predict = fit(np.delete(X, fold, axis=0), np.delete(y, fold), alpha)
        y_hat = as_float("select_alpha", "predict(X)", predict(X[fold]))
        check_shapes("select_alpha", **{"y": (y[fold], "m"), "predict(X)": (y_hat, "m")})
        squares += float(np.sum((y_hat - y[fold]) ** 2))
        count += len(fold)
    if not np.isfinite(squares):
        raise ValueError(
            f"select_alpha: with alpha = {alpha!r} the held-out error is {squares}, expected a "
            "finite number. Leave that setting out, or mend the fit."
        )
    return squares / count


def _check_choices(who: str, m: int, alphas: Sequence[object], folds: Sequence[IntArray]) -> None:
    if len(alphas) == 0:
        raise ValueError(f"{who}: alphas is empty, expected settings to try. Try [0.1, 1.0].")
    held_out = np.concatenate([np.ravel(fold) for fold in folds]) if len(folds) else np.zeros(0)
    once = len(np.unique(held_out)) == len(held_out) > 0
    if not once or held_out.dtype.kind not in "iu" or held_out.min() < 0 or held_out.max() >= m:
        raise ValueError(
            f"{who}: folds has to hold whole numbers from 0 to {m - 1}, each at most once, "
            f"expected index arrays such as kfold({m}, 5, rng) gives. Try that."
        )
