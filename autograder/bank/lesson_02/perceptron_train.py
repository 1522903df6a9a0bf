"""Other answers to perceptron_train: right ones in other words, wrong ones without a name."""

from typing import Any

import numpy as np

from autograder.bank import right, wrong


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
    "one mistake too few"
    w, b, mistakes = _train(X, y, max_sweeps, range(len(X)))
    w, b, mistakes - 1
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
