"""02_perceptron: right answers in other words, and mistakes that have no name."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.bank import right, wrong

# ------------------------------------------------------------------ perceptron_step


@right("perceptron_step", "leaves early where nothing is to do")
def _(w: Any, b: Any, x: Any, y: Any) -> Any:
    if y * (np.dot(x, w) + b) > 0:
        return w, b
    return w + y * x, b + y


@right("perceptron_step", "sums by hand and returns lists")
def _(w: Any, b: Any, x: Any, y: Any) -> Any:
    score = b + sum(w_i * x_i for w_i, x_i in zip(w, x, strict=True))
    moved = score * y <= 0
    return [[w_i + moved * y * x_i for w_i, x_i in zip(w, x, strict=True)], float(b + moved * y)]


@right("perceptron_step", "multiplies the step by 0 or 1; b as a 0-d array")
def _(w: Any, b: Any, x: Any, y: Any) -> Any:
    step = float(y * ((w * x).sum() + b) <= 0) * y
    return w + step * x, np.array(b + step)


@right("perceptron_step", "in float32")
def _(w: Any, b: Any, x: Any, y: Any) -> Any:
    w, b = _step(w, b, x, y)
    return w.astype(np.float32), np.float32(b)


@right("perceptron_step", "copies w and changes the copy; w comes back as a row")
def _(w: Any, b: Any, x: Any, y: Any) -> Any:
    new = np.array(w, dtype=float)
    if not y * (w @ x + b) > 0:
        new += y * x
        b += y
    return new[None, :], [b]


@wrong("perceptron_step", "moves by x of the wrong sign and does not move b")
def _(w: Any, b: Any, x: Any, y: Any) -> Any:
    return (w - y * x, b) if y * (w @ x + b) <= 0 else (w, b)


@wrong("perceptron_step", "normalises x")
def _(w: Any, b: Any, x: Any, y: Any) -> Any:
    return (w + y * x / np.linalg.norm(x), b + y) if y * (w @ x + b) <= 0 else (w, b)


@wrong("perceptron_step", "right for two inputs only")
def _(w: Any, b: Any, x: Any, y: Any) -> Any:
    score = w[0] * x[0] + (w[1] * x[1] if len(w) > 1 else 0) + b
    return (w + y * x, b + y) if y * score <= 0 else (w, b)


@wrong("perceptron_step", "a large margin of 1 instead of 0")
def _(w: Any, b: Any, x: Any, y: Any) -> Any:
    return (w + y * x, b + y) if y * (w @ x + b) <= 1 else (w, b)


# ------------------------------------------------------------------ perceptron_train


@right("perceptron_train", "visits the rows backwards")
def _(X: Any, y: Any, max_sweeps: Any = 1000) -> Any:
    return _train(X, y, max_sweeps, range(len(X) - 1, -1, -1))


@right("perceptron_train", "visits the rows in a random order of its own seed; returns a list")
def _(X: Any, y: Any, max_sweeps: Any = 1000) -> Any:
    order = np.random.default_rng(0).permutation(len(X))
    w, b, mistakes = _train(X, y, max_sweeps, order)
    return [w.tolist(), np.array(b), np.int64(mistakes)]


@right("perceptron_train", "keeps the bias in an augmented w")
def _(X: Any, y: Any, max_sweeps: Any = 1000) -> Any:
    ones = np.hstack([np.ones((len(X), 1)), X])
    v, mistakes = np.zeros(ones.shape[1]), 0
    for _ in range(max_sweeps):
        clean = True
        for row, label in zip(ones, y, strict=True):
            if label * (row @ v) <= 0:
                v, mistakes, clean = v + label * row, mistakes + 1, False
        if clean:
            break
    return v[1:], v[0], mistakes


@wrong("perceptron_train", "always runs all sweeps and counts the examples it has seen")
def _(X: Any, y: Any, max_sweeps: Any = 1000) -> Any:
    w, b, _ = _train(X, y, max_sweeps, range(len(X)))
    return w, b, len(X) * max_sweeps


@wrong("perceptron_train", "stops at the first example that is right")
def _(X: Any, y: Any, max_sweeps: Any = 1000) -> Any:
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, 0
    for row, label in zip(X, y, strict=True):
        if label * (row @ w + b) > 0:
            break
        w, b, mistakes = w + label * row, b + label, mistakes + 1
    return w, b, mistakes


@wrong("perceptron_train", "one mistake too few")
def _(X: Any, y: Any, max_sweeps: Any = 1000) -> Any:
    w, b, mistakes = _train(X, y, max_sweeps, range(len(X)))
    return w, b, mistakes - 1


@wrong("perceptron_train", "least squares instead of the perceptron")
def _(X: Any, y: Any, max_sweeps: Any = 1000) -> Any:
    v = np.linalg.lstsq(np.hstack([X, np.ones((len(X), 1))]), y, rcond=None)[0]
    return v[:-1], v[-1], 1


# ------------------------------------------------------------------ margin


@right("margin", "a loop over the examples")
def _(w: Any, b: Any, X: Any, y: Any) -> Any:
    length = sum(float(v) ** 2 for v in w) ** 0.5
    return min(
        float(label) * (float(np.dot(w, x)) + b) / length for x, label in zip(X, y, strict=True)
    )


@right("margin", "normalises w and b first; a 0-d array")
def _(w: Any, b: Any, X: Any, y: Any) -> Any:
    length = np.sqrt(np.einsum("i,i", w, w))
    return np.asarray(((X @ (w / length) + b / length) * y).min())


@right("margin", "in float32")
def _(w: Any, b: Any, X: Any, y: Any) -> Any:
    X, w = X.astype(np.float32), w.astype(np.float32)
    return np.min(y.astype(np.float32) * (X @ w + np.float32(b))) / np.linalg.norm(w)


@wrong("margin", "the smallest distance, with the sign of the mean")
def _(w: Any, b: Any, X: Any, y: Any) -> Any:
    scores = y * (X @ w + b) / np.linalg.norm(w)
    return np.min(np.abs(scores)) * np.sign(scores.mean())


@wrong("margin", "the sum of absolute weights as norm")
def _(w: Any, b: Any, X: Any, y: Any) -> Any:
    return np.min(y * (X @ w + b)) / np.sum(np.abs(w))


@wrong("margin", "never below 0")
def _(w: Any, b: Any, X: Any, y: Any) -> Any:
    return max(0.0, np.min(y * (X @ w + b)) / np.linalg.norm(w))


# ------------------------------------------------------------------ mistake_bound


@right("mistake_bound", "squares everything first, and returns inf where it proves nothing")
def _(X: Any, y: Any, w_star: Any) -> Any:
    rho = min(y * (X @ w_star))
    if rho <= 0:
        return float("inf")
    return max((X**2).sum(axis=1)) * (w_star @ w_star) / rho**2


@right("mistake_bound", "normalises w_star first, and raises")
def _(X: Any, y: Any, w_star: Any) -> Any:
    u = w_star / np.linalg.norm(w_star)
    rho = np.min(np.multiply(y, X.dot(u)))
    if not rho > 0:
        raise ValueError("no separator")
    return np.float64((np.sqrt(np.max(np.einsum("ij,ij->i", X, X))) / rho) ** 2)


@wrong("mistake_bound", "rounded to a whole number")
def _(X: Any, y: Any, w_star: Any) -> Any:
    rho = np.min(y * (X @ w_star))
    if rho <= 0:
        raise ValueError
    return round(float(np.max(np.sum(X**2, axis=1)) * (w_star @ w_star) / rho**2))


@wrong("mistake_bound", "the norm of X without its column of ones")
def _(X: Any, y: Any, w_star: Any) -> Any:
    rho = np.min(y * (X @ w_star))
    if rho <= 0:
        raise ValueError
    return np.max(np.sum(X[:, :-1] ** 2, axis=1)) * (w_star @ w_star) / rho**2


@wrong("mistake_bound", "the number of mistakes that a run makes")
def _(X: Any, y: Any, w_star: Any) -> Any:
    if np.min(y * (X @ w_star)) <= 0:
        raise ValueError
    return float(len(_trace(X, y, w_star, 10_000)[0]))


# ------------------------------------------------------------------ proof_trace


@right("proof_trace", "lists of floats, and the squares as a sum")
def _(X: Any, y: Any, w_star: Any, max_sweeps: Any = 1000) -> Any:
    along, squared = _trace(X, y, w_star, max_sweeps)
    return [float(a) for a in along], [float(n) for n in squared]


@right("proof_trace", "updates both numbers by what the mistake adds")
def _(X: Any, y: Any, w_star: Any, max_sweeps: Any = 1000) -> Any:
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
    return np.array(along), np.array(squared)


@wrong("proof_trace", "starts with the two zeros of the start")
def _(X: Any, y: Any, w_star: Any, max_sweeps: Any = 1000) -> Any:
    along, squared = _trace(X, y, w_star, max_sweeps)
    return np.append(0, along), np.append(0, squared)


@wrong("proof_trace", "one entry a sweep")
def _(X: Any, y: Any, w_star: Any, max_sweeps: Any = 1000) -> Any:
    along, squared = _trace(X, y, w_star, max_sweeps)
    return along[::2], squared[::2]


@wrong("proof_trace", "the first number is normalised and the second has a root")
def _(X: Any, y: Any, w_star: Any, max_sweeps: Any = 1000) -> Any:
    along, squared = _trace(X, y, w_star, max_sweeps)
    return along / np.linalg.norm(w_star), np.sqrt(squared)


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
