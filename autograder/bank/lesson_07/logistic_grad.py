"""Other answers to logistic_grad: right ones in other words, wrong ones without a name."""

import math

import numpy as np

from autograder.bank import right, wrong
from nnlib.activations import sigmoid


@right
def _(w, X, y):
    "einsum"
    np.einsum("ij,i->j", X, sigmoid(np.einsum("ij,j->i", X, w)) - y) / len(X)
    "a loop over the examples, and a list"
    total = [0.0] * len(w)
    for row, label in zip(X, y, strict=True):
        z = sum(float(a) * float(b) for a, b in zip(row, w, strict=True))
        error = 0.5 * (1 + math.tanh(z / 2)) - label
        total = [t + error * float(a) / len(y) for t, a in zip(total, row, strict=True)]
    total
    "columns throughout, flattened at the end"
    s = 1 / (1 + np.exp(-(X @ w.reshape(-1, 1))))
    (X.T @ (s - y.reshape(-1, 1)) / X.shape[0]).ravel()
    "columns throughout, returned as one row"
    (X.T @ (sigmoid(X @ w[:, None]) - y[:, None]) / len(y)).T
    "each row times its error, then the mean; overflow warnings"
    np.mean((1 / (1 + np.exp(-X @ w)) - y)[:, None] * X, axis=0)
    "the printed formula with its signs mended"
    s = sigmoid(np.dot(X, w))
    np.dot(-y * (1 - s) + (1 - y) * s, X) / y.size
    "the form with signs, q sigmoid(q z)"
    q = 1 - 2 * y
    X.T.dot(q * sigmoid(q * X.dot(w))) * (1 / len(y))
    "in float32"
    w, X, y = w.astype(np.float32), X.astype(np.float32), y.astype(np.float32)
    X.T @ (sigmoid(X @ w) - y) / np.float32(len(y))


@wrong
def _(w, X, y):
    "adds a penalty on the weights"
    X.T @ (sigmoid(X @ w) - y) / len(y) + 0.01 * w
    "divides by m - 1 where it can"
    X.T @ (sigmoid(X @ w) - y) / max(len(y) - 1, 1)
    "a gradient of length 1"
    slope = X.T @ (sigmoid(X @ w) - y)
    slope / np.linalg.norm(slope)
    "clips the logits to ±1"
    X.T @ (sigmoid(np.clip(X @ w, -1, 1)) - y) / len(y)
    "the first weight gets no slope, as if it were fixed"
    slope = X.T @ (sigmoid(X @ w) - y) / len(y)
    np.append(0.0, slope[1:])
    "forgets the last example"
    X[:-1].T @ (sigmoid(X[:-1] @ w) - y[:-1]) / max(len(y) - 1, 1)
    "X transposed where X is square"
    X = X.T if X.shape[0] == X.shape[1] else X
    X.T @ (sigmoid(X @ w) - y) / len(y)
    "rounded to four digits"
    np.round(X.T @ (sigmoid(X @ w) - y) / len(y), 4)


# Written without a look at the mistakes that have a name.


@wrong
def _(w, X, y):
    "one example after the other, and returns after the first"
    total = np.zeros(len(w))
    for row, label in zip(X, y, strict=True):
        total += (1 / (1 + np.exp(-row @ w)) - label) * row
        return total / len(y)
    total
    "the errors alone"
    1 / (1 + np.exp(-X @ w)) - y
    "the logits in place of the probabilities"
    X.T @ (X @ w - y) / len(y)


# Written from the lesson's text alone.


@wrong
def _(w, X, y):
    "tanh"
    X.T @ (np.tanh(X @ w) - y) / len(y)
    "sigmoid of each term"
    X.T @ ((1 / (1 + np.exp(-np.clip(X * w, -500, 500)))).sum(axis=1) - y) / len(y)


@right
def _(w, X, y):
    "tanh half"
    X.T @ (0.5 + 0.5 * np.tanh(0.5 * (X @ w)) - y) / len(y)
    "einsum"
    np.einsum("mn,m->n", X, np.exp(-np.logaddexp(0, -(X @ w))) - y) / len(X)
    "loop over examples"
    g = np.zeros(len(w))
    for r, t in zip(X, y, strict=False):
        u = (1 - 2 * t) * (r @ w)
        g = g + (1 - 2 * t) * np.exp(-np.logaddexp(0, -u)) * r
    g / len(y)
    "signed form"
    p = np.exp(-np.logaddexp(0, -(X @ w)))
    -X.T @ (y * (1 - p) - (1 - y) * p) / len(y)
