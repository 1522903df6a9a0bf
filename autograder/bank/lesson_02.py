"""02_perceptron: right answers in other words, and mistakes that have no name."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.bank import right, wrong

# ------------------------------------------------------------------ perceptron_step


@right.page("perceptron_step")
def _(w, b, x, y):
    "leaves early where nothing is to do"
    if y * (np.dot(x, w) + b) > 0:
        return w, b
    w + y * x, b + y
    "sums by hand and returns lists"
    score = b + sum(w_i * x_i for w_i, x_i in zip(w, x, strict=True))
    moved = score * y <= 0
    [[w_i + moved * y * x_i for w_i, x_i in zip(w, x, strict=True)], float(b + moved * y)]
    "multiplies the step by 0 or 1; b as a 0-d array"
    step = float(y * ((w * x).sum() + b) <= 0) * y
    w + step * x, np.array(b + step)
    "in float32"
    w, b = _step(w, b, x, y)
    w.astype(np.float32), np.float32(b)
    "copies w and changes the copy; w comes back as a row"
    new = np.array(w, dtype=float)
    if not y * (w @ x + b) > 0:
        new += y * x
        b += y
    new[None, :], [b]


@wrong.page("perceptron_step")
def _(w, b, x, y):
    "moves by x of the wrong sign and does not move b"
    (w - y * x, b) if y * (w @ x + b) <= 0 else (w, b)
    "normalises x"
    (w + y * x / np.linalg.norm(x), b + y) if y * (w @ x + b) <= 0 else (w, b)
    "right for two inputs only"
    score = w[0] * x[0] + (w[1] * x[1] if len(w) > 1 else 0) + b
    (w + y * x, b + y) if y * score <= 0 else (w, b)
    "a large margin of 1 instead of 0"
    (w + y * x, b + y) if y * (w @ x + b) <= 1 else (w, b)


# ------------------------------------------------------------------ perceptron_train


@right.page("perceptron_train")
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


@wrong.page("perceptron_train")
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


# ------------------------------------------------------------------ margin


@right.page("margin")
def _(w, b, X, y):
    "a loop over the examples"
    length = sum(float(v) ** 2 for v in w) ** 0.5
    min(float(label) * (float(np.dot(w, x)) + b) / length for x, label in zip(X, y, strict=True))
    "normalises w and b first; a 0-d array"
    length = np.sqrt(np.einsum("i,i", w, w))
    np.asarray(((X @ (w / length) + b / length) * y).min())
    "in float32"
    X, w = X.astype(np.float32), w.astype(np.float32)
    np.min(y.astype(np.float32) * (X @ w + np.float32(b))) / np.linalg.norm(w)


@wrong.page("margin")
def _(w, b, X, y):
    "the smallest distance, with the sign of the mean"
    scores = y * (X @ w + b) / np.linalg.norm(w)
    np.min(np.abs(scores)) * np.sign(scores.mean())
    "the sum of absolute weights as norm"
    np.min(y * (X @ w + b)) / np.sum(np.abs(w))
    "never below 0"
    max(0.0, np.min(y * (X @ w + b)) / np.linalg.norm(w))


# ------------------------------------------------------------------ mistake_bound


@right.page("mistake_bound")
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


@wrong.page("mistake_bound")
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
    float(len(_trace(X, y, w_star, 10_000)[0]))


# ------------------------------------------------------------------ proof_trace


@right.page("proof_trace")
def _(X, y, w_star, max_sweeps=1000):
    "lists of floats, and the squares as a sum"
    along, squared = _trace(X, y, w_star, max_sweeps)
    [float(a) for a in along], [float(n) for n in squared]
    "updates both numbers by what the mistake adds"
    w, a, n = np.zeros(X.shape[1]), 0.0, 0.0
    along: list[Any] = []
    squared: list[Any] = []
    for _ in range(max_sweeps):
        before = len(along)
        for row, label in zip(X, y, strict=True):
            score = label * (row @ w)
            if score <= 0:
                a, n = a + label * (row @ w_star), n + 2 * score + row @ row
                w = w + label * row
                along.append(a)
                squared.append(n)
        if len(along) == before:
            break
    np.array(along), np.array(squared)


@wrong.page("proof_trace")
def _(X, y, w_star, max_sweeps=1000):
    "starts with the two zeros of the start"
    along, squared = _trace(X, y, w_star, max_sweeps)
    np.append(0, along), np.append(0, squared)
    "one entry a sweep"
    along, squared = _trace(X, y, w_star, max_sweeps)
    along[::2], squared[::2]
    "the first number is normalised and the second has a root"
    along, squared = _trace(X, y, w_star, max_sweeps)
    along / np.linalg.norm(w_star), np.sqrt(squared)


def _step(w: Any, b: Any, x: Any, y: Any) -> Any:
    return (w + y * x, b + y) if y * (w @ x + b) <= 0 else (w + 0.0, b)


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


def _trace(X: Any, y: Any, w_star: Any, max_sweeps: Any) -> Any:
    w: Any = np.zeros(X.shape[1])
    along: list[Any] = []
    squared: list[Any] = []
    for _ in range(max_sweeps):
        before = len(along)
        for row, label in zip(X, y, strict=True):
            if label * (row @ w) <= 0:
                w = w + label * row
                along.append(w_star @ w)
                squared.append(w @ w)
        if len(along) == before:
            break
    return np.array(along), np.array(squared)
