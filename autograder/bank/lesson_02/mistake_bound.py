"""Other answers to mistake_bound: right ones in other words, wrong ones without a name."""

from typing import Any

import numpy as np

from autograder.bank import right, wrong
from autograder.bank.lesson_02.shared import trace


@right
def _(X, y, w_star):
    "squares everything first, and returns inf where it proves nothing"
    rho = min(y * (X @ w_star))
    if rho <= 0:
        return float("inf")
    max((X**2).sum(axis=1)) * (w_star @ w_star) / rho**2
    "normalises w_star first, and raises"
    u = w_star / np.linalg.norm(w_star)
    rho = np.min(np.multiply(y, X.dot(u)))
    if not rho > 0:
        raise ValueError("no separator")
    np.float64((np.sqrt(np.max(np.einsum("ij,ij->i", X, X))) / rho) ** 2)


def _bound(X: Any, y: Any, w_star: Any, refused: Any, kind: type[Exception] = ValueError) -> Any:
    rho = np.min(y * (X @ w_star))
    if refused(rho):
        raise kind("no separator")
    return np.max(np.sum(X**2, axis=1)) * (w_star @ w_star) / rho**2


class NoSeparator(ValueError):
    """An error of somebody's own, which is a ValueError too."""


@right
def _(X, y, w_star):
    "raises a ValueError of its own"
    _bound(X, y, w_star, lambda rho: rho <= 0, NoSeparator)
    "raises numpy's own kind of ValueError"
    _bound(X, y, w_star, lambda rho: rho <= 0, np.linalg.LinAlgError)


@wrong
def _(X, y, w_star):
    "refuses only below -10"
    _bound(X, y, w_star, lambda rho: rho < -10)
    "refuses only below 0"
    _bound(X, y, w_star, lambda rho: rho < 0)
    "refuses only below -0.1, and at 0"
    _bound(X, y, w_star, lambda rho: rho < -0.1 or rho == 0)
    "refuses what lies close to the line"
    _bound(X, y, w_star, lambda rho: rho < 0.05)
    "raises an error that is no ValueError"
    _bound(X, y, w_star, lambda rho: rho <= 0, ArithmeticError)
    "a length cut to the type of X"
    rho = np.min(y * (X @ w_star))
    if rho <= 0:
        raise ValueError
    C = np.zeros(1, dtype=X.dtype)
    C[0] = np.max(np.linalg.norm(X, axis=1))
    float((C[0] * np.linalg.norm(w_star) / rho) ** 2)
    "rounded to a whole number"
    rho = np.min(y * (X @ w_star))
    if rho <= 0:
        raise ValueError
    round(float(np.max(np.sum(X**2, axis=1)) * (w_star @ w_star) / rho**2))
    "the norm of X without its column of ones"
    rho = np.min(y * (X @ w_star))
    if rho <= 0:
        raise ValueError
    np.max(np.sum(X[:, :-1] ** 2, axis=1)) * (w_star @ w_star) / rho**2
    "the number of mistakes that a run makes"
    if np.min(y * (X @ w_star)) <= 0:
        raise ValueError
    float(len(trace(X, y, w_star, 10_000)[0]))


# Written without a look at the mistakes that have a name.


@wrong
def _(X, y, w_star):
    "the longest column"
    rho = np.min(y * (X @ w_star))
    if rho <= 0:
        raise ValueError
    (np.max(np.linalg.norm(X, axis=0)) * np.linalg.norm(w_star) / rho) ** 2
    "squares the denominator alone"
    rho = np.min(y * (X @ w_star))
    if rho <= 0:
        raise ValueError
    np.max(np.linalg.norm(X, axis=1)) * np.linalg.norm(w_star) / rho**2
    "the sum of entries as length"
    rho = np.min(y * (X @ w_star))
    if rho <= 0:
        raise ValueError
    (np.max(np.abs(X).sum(axis=1)) * np.linalg.norm(w_star) / rho) ** 2


# Written from the lesson's text alone.


@wrong
def _(X, y, w_star):
    "returns ValueError"
    rho = np.min(y * (X @ w_star))
    if rho <= 0:
        return ValueError("no")
    C2 = np.max((X**2).sum(axis=1))
    C2 * (w_star @ w_star) / rho**2


@right
def _(X, y, w_star):
    "via normalised margin"
    u = w_star / np.sqrt(np.dot(w_star, w_star))
    rho = min(np.ravel(y) * X.dot(u))
    if not rho > 0:
        raise ValueError("w_star does not separate")
    (np.linalg.norm(X, axis=1).max() / rho) ** 2
