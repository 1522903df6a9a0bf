"""Other answers to perceptron_train: right ones in other words, wrong ones without a name."""

from typing import Any

import numpy as np

from autograder.bank import right, wrong
from autograder.check.exercise import Endless


@right
def _(X, y, max_sweeps=1000):
    "visits the rows backwards"
    _train(X, y, max_sweeps, range(len(X) - 1, -1, -1))
    "visits the rows in a random order of its own seed; returns a list"
    order = np.random.default_rng(0).permutation(len(X))
    w, b, mistakes = _train(X, y, max_sweeps, order)
    [w.tolist(), np.array(b), np.int64(mistakes)]
    "keeps the bias in an augmented w"
    ones = np.hstack([np.ones((len(X), 1)), X])
    v, mistakes = np.zeros(ones.shape[1]), 0
    for _ in range(max_sweeps):
        clean = True
        for row, label in zip(ones, y, strict=True):
            if label * (row @ v) <= 0:
                v, mistakes, clean = v + label * row, mistakes + 1, False
        if clean:
            break
    v[1:], v[0], mistakes


def _sweeps(X: Any, y: Any, most: Any, stops: Any, least: float = 0.0) -> Any:
    """The usual loop; `stops` is told of each sweep: who was wrong, and what w and b became."""
    w, b, mistakes, sweep = np.zeros(X.shape[1]), 0.0, 0, 0
    while sweep < most:
        wrong, sweep = [], sweep + 1
        for i in range(len(X)):
            if y[i] * (X[i] @ w + b) <= least:
                w, b, mistakes = w + y[i] * X[i], b + y[i], mistakes + 1
                wrong.append(i)
        if stops(wrong, y * (X @ w + b) > 0, mistakes):
            break
    return w, b, mistakes


@wrong
def _(X, y, max_sweeps=1000):
    "stops when a sweep has one mistake"
    _sweeps(X, y, max_sweeps, lambda wrong, right, mistakes: len(wrong) <= 1)
    "stops when the last example was right"
    _sweeps(X, y, max_sweeps, lambda wrong, right, mistakes: len(X) - 1 not in wrong)
    "stops when the first example was right"
    _sweeps(X, y, max_sweeps, lambda wrong, right, mistakes: 0 not in wrong)
    "stops when 95 % are right"
    _sweeps(X, y, max_sweeps, lambda wrong, right, mistakes: right.mean() >= 0.95)
    "takes max_sweeps for the most mistakes"
    _sweeps(X, y, 10**6, lambda wrong, right, m: not wrong or m >= max_sweeps)
    "begins anew after each mistake, and calls that a sweep"
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(max_sweeps):
        bad = np.flatnonzero(y * (X @ w + b) <= 0)
        if len(bad) == 0:
            break
        w, b, mistakes = w + y[bad[0]] * X[bad[0]], b + y[bad[0]], mistakes + 1
    w, b, mistakes
    "at most ten sweeps"
    _sweeps(X, y, min(max_sweeps, 10), lambda wrong, right, mistakes: not wrong)
    "moves where the score is not above 1"
    _sweeps(X, y, max_sweeps, lambda wrong, right, mistakes: not wrong, 1.0)
    "moves where the score is not above 1/2"
    _sweeps(X, y, max_sweeps, lambda wrong, right, mistakes: not wrong, 0.5)


@wrong
def _(X, y, max_sweeps=1):
    "one sweep where nobody says how many"
    _sweeps(X, y, max_sweeps, lambda wrong, right, mistakes: not wrong)


@wrong
def _(X, y, max_sweeps=10):
    "ten sweeps where nobody says how many"
    _sweeps(X, y, max_sweeps, lambda wrong, right, mistakes: not wrong)


def _never_stops(X: Any, y: Any, max_sweeps: Any = 1000) -> Any:
    if max_sweeps > 10_000:
        raise Endless
    return _sweeps(X, y, max_sweeps, lambda wrong, right, mistakes: False)


wrong.one("perceptron_train", "never stops early", _never_stops)


@wrong
def _(X, y, max_sweeps=1000):
    "always runs all sweeps and counts the examples it has seen"
    w, b, _ = _train(X, y, max_sweeps, range(len(X)))
    w, b, len(X) * max_sweeps
    "stops at the first example that is right"
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, 0
    for row, label in zip(X, y, strict=True):
        if label * (row @ w + b) > 0:
            break
        w, b, mistakes = w + label * row, b + label, mistakes + 1
    w, b, mistakes
    "least squares instead of the perceptron"
    v = np.linalg.lstsq(np.hstack([X, np.ones((len(X), 1))]), y, rcond=None)[0]
    v[:-1], v[-1], 1


def _train(X: Any, y: Any, max_sweeps: Any, order: Any) -> Any:
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(max_sweeps):
        before = mistakes
        for i in order:
            if y[i] * (X[i] @ w + b) <= 0:
                w, b, mistakes = w + y[i] * X[i], b + y[i], mistakes + 1
        if mistakes == before:
            break
    return w, b, mistakes


# Written without a look at the mistakes that have a name.


@wrong
def _(X, y, max_sweeps=1000):
    "counts the mistakes of the last sweep alone"
    w, b = np.zeros(X.shape[1]), 0.0
    mistakes = 0
    for _ in range(max_sweeps):
        mistakes = 0
        for row, label in zip(X, y, strict=True):
            if label * (row @ w + b) <= 0:
                w, b, mistakes = w + label * row, b + label, mistakes + 1
        if mistakes == 0:
            break
    w, b, mistakes
    "all mistakes of a sweep at once"
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(max_sweeps):
        wrong = y * (X @ w + b) <= 0
        if not wrong.any():
            break
        w, b, mistakes = w + y[wrong] @ X[wrong], b + y[wrong].sum(), mistakes + 1
    w, b, mistakes


# Written from the lesson's text alone.


@wrong
def _(X, y, max_sweeps=1000):
    "batch per sweep"
    w, b, k = (np.zeros(X.shape[1]), 0.0, 0)
    for _ in range(max_sweeps):
        m = y * (X @ w + b) <= 0
        if not m.any():
            break
        w, b, k = (w + y[m] @ X[m], b + y[m].sum(), k + m.sum())
    (w, b, k)
    "int w"
    w, b, k = (np.zeros(X.shape[1], dtype=int), 0.0, 0)
    for _ in range(max_sweeps):
        moved = 0
        for x, t in zip(X, y, strict=False):
            if t * (w @ x + b) <= 0:
                w += (t * x).astype(int)
                b += t
                k += 1
                moved += 1
        if not moved:
            break
    (w, b, k)


@right
def _(X, y, max_sweeps=1000):
    "recursion over sweeps"

    def sweep(w: Any, b: Any) -> Any:
        n = 0
        for x, t in zip(X, y, strict=False):
            if t * (w @ x + b) <= 0:
                w, b, n = (w + t * x, b + t, n + 1)
        return (w, b, n)

    w, b, total = (np.zeros(X.shape[1]), 0, 0)
    left = max_sweeps
    while left:
        w, b, n = sweep(w, b)
        total, left = (total + n, left - 1)
        if n == 0:
            left = 0
    (w, b, total)
    "augmented"
    A = np.hstack([X, np.ones((len(X), 1))]) * np.reshape(y, (-1, 1))
    v, k = (np.zeros(A.shape[1]), 0)
    for _s in range(max_sweeps):
        before = k
        for a in A:
            if not v @ a > 0:
                v += a
                k += 1
        if before == k:
            break
    (v[:-1], v[-1], k)
