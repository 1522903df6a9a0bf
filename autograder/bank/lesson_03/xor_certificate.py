"""Other answers to xor_certificate: right ones in other words, wrong ones without a name."""

from itertools import product
from typing import Any

import numpy as np

from autograder.bank import right, wrong


@right
def _(w, b):
    "the last wrong point, an array of floats"
    np.array(_wrong_points(w, b)[-1], dtype=float)
    "the middle of the wrong points, a list of numpy integers"
    points = _wrong_points(w, b)
    [np.int64(x) for x in points[len(points) // 2]]
    "the four inequalities one after the other"
    if b > 0:
        return 0, 0
    if w[0] + b <= 0:
        return 1, 0
    if w[1] + b <= 0:
        return 0, 1
    1, 1
    "the most wrong point of all, as a row in single precision"
    X = np.array(list(product((0, 1), repeat=2)))
    sign = np.where(X[:, 0] != X[:, 1], 1, -1)
    wrong = (X @ w + b > 0) != (sign > 0)
    worst = np.argmax(np.where(wrong, 1 + np.abs(X @ w + b), 0))
    X[[worst]].astype(np.float32)
    "the inequalities, with what the first three say used in the last"
    if b > 0:
        return 0, 0
    if w[0] + b <= 0:
        return 1, 0
    (0, 1) if w[1] <= 0 else (1, 1)


@wrong
def _(w, b):
    "where the unit is least sure"
    X = np.array(list(product((0, 1), repeat=2)))
    tuple(X[np.argmin(np.abs(X @ w + b))])
    "the inequalities without the case of a score of 0"
    if b > 0:
        return 0, 0
    if w[0] + b < 0:
        return 1, 0
    if w[1] + b < 0:
        return 0, 1
    1, 1
    "a point of the plane on the line itself"
    -b * np.asarray(w, dtype=float) / max(float(w @ w), 1.0)
    "guesses by the sign of b"
    (0, 0) if b > 0 else (1, 1)
    "the middle of the square"
    0.5, 0.5
    "rounds the weights first"
    _wrong_points(w.astype(int), int(b))[0]
    "True and False"
    tuple(bool(x) for x in _wrong_points(w, b)[0])


def _wrong_points(w: Any, b: Any) -> list[tuple[int, ...]]:
    points = product((0, 1), repeat=2)
    return [p for p in points if (w[0] * p[0] + w[1] * p[1] + b > 0) != (p[0] != p[1])]


# Written without a look at the mistakes that have a name.


@wrong
def _(w, b):
    "always the origin"
    np.zeros(2)
    "the weights"
    np.sign(w)
    "the first that fires"
    for x in np.array([[0, 0], [0, 1], [1, 0], [1, 1]]):
        if w @ x + b > 0:
            return x
    np.zeros(2)


# Written from the lesson's text alone.


@right
def _(w, b):
    "chain"
    if b > 0:
        return [0, 0]
    if w[0] + w[1] + b > 0:
        return [1, 1]
    [1, 0] if w[0] + b <= 0 else [0, 1]
    "next over product"
    import itertools

    next(p for p in itertools.product((0, 1), repeat=2) if (np.dot(w, p) + b > 0) != (sum(p) == 1))
    "floats"
    P = np.array([[1.0, 1.0], [0, 1], [1, 0], [0, 0]])
    bad = (P @ w + b > 0) ^ (P.sum(1) == 1)
    P[bad][0]
