"""Other answers to mistake_bound: right ones in other words, wrong ones without a name."""

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


@wrong
def _(X, y, w_star):
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
