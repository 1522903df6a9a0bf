"""Other answers to margin: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
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


@wrong
def _(w, b, X, y):
    "cut to the type of X"
    distances = np.zeros(len(X), dtype=X.dtype)
    distances[:] = y * (X @ w + b) / np.linalg.norm(w)
    float(distances.min())
    "a unit w of the type of w"
    length = np.linalg.norm(w)
    unit = np.zeros_like(w)
    unit[:] = w / length
    np.min(y * (X @ unit + b / length))
    "the smallest distance, with the sign of the mean"
    scores = y * (X @ w + b) / np.linalg.norm(w)
    np.min(np.abs(scores)) * np.sign(scores.mean())
    "never below 0"
    max(0.0, np.min(y * (X @ w + b)) / np.linalg.norm(w))


# Written without a look at the mistakes that have a name.


@wrong
def _(w, b, X, y):
    "the length squared"
    np.min(y * (X @ w + b)) / (w @ w)
    "all distances"
    y * (X @ w + b) / np.linalg.norm(w)


# Written from the lesson's text alone.


@wrong
def _(w, b, X, y):
    "argmin"
    np.argmin(y * (X @ w + b))
    "1-norm"
    np.min(y * (X @ w + b)) / np.sum(np.abs(w))
    "norm only over w.x"
    np.min(y * (X @ w / np.linalg.norm(w) + b))
    "divides by the norm of x"
    np.min(y * (X @ w + b) / np.linalg.norm(X, axis=1))
    "bug y*X@w + b"
    np.min(y * (X @ w) + b) / np.linalg.norm(w)
    "max norm"
    np.min(y * (X @ w + b)) / np.max(np.abs(w))
    "over the norm of X"
    np.min(y * (X @ w + b)) / (np.linalg.norm(w) * np.linalg.norm(X))
    "square root twice"
    np.min(y * (X @ w + b)) / np.sqrt(np.linalg.norm(w))
    "normalises w, not b and abs"
    u = w / np.linalg.norm(w)
    np.min(y * (X @ u + b))


@right
def _(w, b, X, y):
    "hypot and loop"
    import math

    length = math.hypot(*map(float, w))
    min((t * (sum(map(float, w * x)) + b) / length for x, t in zip(X, y, strict=False)))
    "normalise first"
    n = np.sqrt(np.dot(w, w))
    u, c = (w / n, b / n)
    np.sort(y * (np.einsum("ij,j", X, u) + c))[0]
