"""Other answers to mended_hidden_grad: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong
from nnlib.activations import sigmoid


@right
def _(X, y, U, w):
    H = sigmoid(X @ U)
    s = sigmoid(H @ w)
    "einsum"
    np.einsum("mi,m,k,mk->ik", X, s - y, w, H * (1 - H)) / len(y)
    "the bracket with a minus, turned round"
    bracket = (1 - y) * s - y * (1 - s)
    X.T @ (np.outer(bracket, w) * H * (1 - H)) / len(y)


@wrong
def _(X, y, U, w):
    H = sigmoid(X @ U)
    s = sigmoid(H @ w)
    "a sign for each label, and the wrong one"
    np.abs(X.T @ (np.outer(s - y, w) * H * (1 - H)) / len(y))
    "the transpose"
    (X.T @ (np.outer(s - y, w) * H * (1 - H)) / len(y)).T + 1
    "the slope in w"
    H.T @ (s - y) / len(y)


# Written without a look at the mistakes that have a name.


@wrong
def _(X, y, U, w):
    "no slope of the hidden units"
    H = sigmoid(X @ U)
    s = sigmoid(H @ w)
    X.T @ np.outer(s - y, w) / len(y)
    "no weights of the head"
    H = sigmoid(X @ U)
    s = sigmoid(H @ w)
    X.T @ ((s - y)[:, None] * H * (1 - H)) / len(y)


# Written from the lesson's text alone.


@wrong
def _(X, y, U, w):
    "sign all"
    h = 1 / (1 + np.exp(-X @ U))
    s = 1 / (1 + np.exp(-h @ w))
    bracket = -(y * (1 - s) + (1 - y) * s)
    X.T @ (bracket[:, None] * w * h * (1 - h)) / len(X)
    "only 1"
    h = 1 / (1 + np.exp(-X @ U))
    s = 1 / (1 + np.exp(-h @ w))
    bracket = -y * (1 - s)
    X.T @ (bracket[:, None] * w * h * (1 - h)) / len(X)
    "y - s in square"
    h = 1 / (1 + np.exp(-X @ U))
    s = 1 / (1 + np.exp(-h @ w))
    bracket = (s - y) ** 2
    X.T @ (bracket[:, None] * w * h * (1 - h)) / len(X)
    "1 - s - y"
    h = 1 / (1 + np.exp(-X @ U))
    s = 1 / (1 + np.exp(-h @ w))
    bracket = 1 - s - y
    X.T @ (bracket[:, None] * w * h * (1 - h)) / len(X)
    "threshold"
    h = 1 / (1 + np.exp(-X @ U))
    s = 1 / (1 + np.exp(-h @ w))
    bracket = (s > 0.5) - y
    X.T @ (bracket[:, None] * w * h * (1 - h)) / len(X)
    "labels pm"
    h = 1 / (1 + np.exp(-X @ U))
    s = 1 / (1 + np.exp(-h @ w))
    bracket = s - (2 * y - 1)
    X.T @ (bracket[:, None] * w * h * (1 - h)) / len(X)
    "mean bracket"
    h = 1 / (1 + np.exp(-X @ U))
    s = 1 / (1 + np.exp(-h @ w))
    bracket = np.full(len(y), np.mean(s - y))
    X.T @ (bracket[:, None] * w * h * (1 - h)) / len(X)


@right
def _(X, y, U, w):
    "signed"
    h = 1 / (1 + np.exp(-X @ U))
    s = 1 / (1 + np.exp(-h @ w))
    bracket = -y * (1 - s) + (1 - y) * s
    X.T @ (bracket[:, None] * w * h * (1 - h)) / len(X)
    "where"
    h = 1 / (1 + np.exp(-X @ U))
    s = 1 / (1 + np.exp(-h @ w))
    bracket = np.where(y == 1, s - 1, s)
    X.T @ (bracket[:, None] * w * h * (1 - h)) / len(X)
    "(1-2y)*remembered"
    h = 1 / (1 + np.exp(-X @ U))
    s = 1 / (1 + np.exp(-h @ w))
    bracket = (1 - 2 * y) * (y * (1 - s) + (1 - y) * s)
    X.T @ (bracket[:, None] * w * h * (1 - h)) / len(X)
