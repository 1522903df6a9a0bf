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
