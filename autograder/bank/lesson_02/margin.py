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
    "the sum of absolute weights as norm"
    np.min(y * (X @ w + b)) / np.sum(np.abs(w))
    "never below 0"
    max(0.0, np.min(y * (X @ w + b)) / np.linalg.norm(w))


# Written without a look at the mistakes that have a name.


@wrong
def _(w, b, X, y):
    "divides by the lengths of the examples"
    np.min(y * (X @ w + b) / np.linalg.norm(X, axis=1))
    "the length squared"
    np.min(y * (X @ w + b)) / (w @ w)
    "all distances"
    y * (X @ w + b) / np.linalg.norm(w)
