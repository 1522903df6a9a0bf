"""How wrong the shortest fit is, for any number of features: an exact formula, and draws beside it.

The world: D features of an example, independent and normal; y is a weighted sum of all of them,
plus noise. The learner has n examples and uses the first p features, by the shortest of the best
fits. The others act as more noise. Averaged over all training sets and new examples,

    error = noise + what p features can miss:
        p < n - 1:  noise * p / (n - p - 1)                                too little data
        p > n + 1:  signal * (1 - n / p) + noise * n / (p - n - 1)         too many features
        between:    infinite

where noise counts the features that are left out, and signal those that are used. At p = n the
fit has to go through every point and has no choice left; beyond, it may choose, and takes the
shortest, and the more there is to choose from the calmer that one is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from nnlib.arguments import check_count, check_number, check_rng
from nnlib.drawn_layer import make_random_features
from nnlib.peeking import wrong_sign
from nnlib.shapes import Array, as_float, check_shapes

__all__ = ["drawn_errors", "exact_error", "excess_risk", "fading", "widths_tried"]

Fit = Callable[[Array, Array], ArrayLike]


def fading(D: int, power: float = 0.4) -> Array:
    """Weights of a world of length 1 whose first features count most: j^-power.  (D,)"""
    check_count("fading", "D", D)
    check_number("fading", "power", power, 0)
    weights = np.arange(1, D + 1) ** -power
    return np.asarray(weights / np.linalg.norm(weights))


def excess_risk(n: int, p: int, signal: float, noise: float) -> float:
    """By how much the shortest fit errs over the noise, expected.

    Parameters
    ----------
    n, p : examples and features
    signal : the squared length of the true weights of the p features
    noise : the variance of what they do not explain
    """
    check_count("excess_risk", "n", n)
    check_count("excess_risk", "p", p, 0)
    check_number("excess_risk", "signal", signal, 0)
    check_number("excess_risk", "noise", noise, 0)
    if p < n - 1:
        return noise * p / (n - p - 1)
    if p > n + 1:
        return signal * (1 - n / p) + noise * n / (p - n - 1)
    return float("inf")


def exact_error(n: int, p: int, weights: ArrayLike, noise: float) -> float:
    """The expected squared error on a new example, after n examples, with the first p features.

    Parameters
    ----------
    weights : (D,)  of the world
    noise : the variance of the noise
    """
    w = as_float("exact_error", "weights", weights)
    check_shapes("exact_error", weights=(w, "D"))
    check_count("exact_error", "p", p, 0, len(w))
    unexplained = noise + float(np.sum(w[p:] ** 2))
    return unexplained + excess_risk(n, p, float(np.sum(w[:p] ** 2)), unexplained)


def drawn_errors(
    fit: Fit,
    n: int,
    counts: Sequence[int],
    weights: ArrayLike,
    noise: float,
    rng: np.random.Generator,
) -> Array:
    """One training set: the squared error on a new example of `fit` with each count of features.

    Nothing is left to chance but the training set: the error of given weights is exact.

    Parameters
    ----------
    fit : fit(Phi, y) -> w, with Phi (n, p), y (n,), w (p,)
    counts : numbers p of features
    weights : (D,)  of the world
    noise : the variance of the noise

    Returns
    -------
    errors : (len(counts),)
    """
    true = as_float("drawn_errors", "weights", weights)
    check_shapes("drawn_errors", weights=(true, "D"))
    check_count("drawn_errors", "n", n)
    check_rng("drawn_errors", rng)
    X = rng.standard_normal((n, len(true)))
    y = X @ true + np.sqrt(noise) * rng.standard_normal(n)
    errors = []
    for p in counts:
        w = np.zeros(len(true))
        w[:p] = np.ravel(fit(X[:, :p], y))
        errors.append(noise + float(np.sum((w - true) ** 2)))
    return np.array(errors)


def widths_tried(
    fit: Fit,
    features: Callable[[Array, Array, Array], ArrayLike],
    train: tuple[Array, Array],
    look: tuple[Array, Array],
    widths: Sequence[int],
    rng: np.random.Generator,
    draws: int = 5,
) -> tuple[Array, Array]:
    """Layers of random features, each width drawn a few times: the median share of wrong signs.

    Parameters
    ----------
    fit : fit(Phi, y) -> w
    features : features(X, W, b) -> (m, p)
    train, look : (X, y) to fit, and to be judged by, y in -1 and +1
    widths : numbers p of features

    Returns
    -------
    own, new : (len(widths),)  on train and on look
    """
    check_count("widths_tried", "draws", draws)
    wrong = np.empty((2, draws, len(widths)))
    for draw in range(draws):
        for place, p in enumerate(widths):
            W, b = make_random_features(train[0].shape[1], p, rng)
            Phi, Phi_look = (np.asarray(features(X, W, b)) for X, _ in (train, look))
            w = np.ravel(fit(Phi, train[1]))
            for row, (table, y) in enumerate(((Phi, train[1]), (Phi_look, look[1]))):
                answers = table @ w
                wrong[row, draw, place] = np.mean(wrong_sign(answers, y))
    own, new = np.median(wrong, axis=1)
    return own, new
