"""Other answers to random_features: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(X, W, b):
    "z where it is positive"
    Z = X @ W + b
    np.where(Z > 0, Z, 0.0)
    "z times whether it is on"
    Z = np.dot(X, W) + np.reshape(b, (1, -1))
    Z * (Z > 0)
    "half of z and its size"
    Z = np.einsum("mi,ip->mp", X, W) + b
    (Z + np.abs(Z)) / 2
    "row by row, as lists"
    [np.clip(row @ W + b, 0, None).tolist() for row in X]
    "a column of ones for the bias"
    np.maximum(np.column_stack([X, np.ones(len(X))]) @ np.vstack([W, b]), 0)


@wrong
def _(X, W, b):
    "capped at 1"
    np.clip(X @ W + b, 0, 1)
    "shifted to begin at 0"
    Z = X @ W + b
    Z - Z.min()
    "negative features at random"
    np.maximum(X @ W + b, 0) * np.where(np.arange(len(b)) % 2, -1, 1)
    "the bias on every input"
    np.maximum((X + b[0]) @ W, 0)
    "the first example for all"
    np.tile(np.maximum(X[:1] @ W + b, 0), (len(X), 1)) + 1e-3
    "only half of the features"
    Z = np.maximum(X @ W + b, 0)
    Z[:, len(b) // 2 :] = 0
    Z
    "both sides, one after the other"
    np.hstack([np.maximum(X @ W + b, 0), np.maximum(-X @ W - b, 0)])


# Written without a look at the mistakes that have a name.


@wrong
def _(X, W, b):
    "without the bend"
    X @ W + b
    "the bend before b"
    np.maximum(X @ W, 0) + b
    "b taken off"
    np.maximum(X @ W - b, 0)
    "a step"
    np.where(X @ W + b > 0, 1.0, 0.0)
    "the absolute value"
    np.abs(X @ W + b)
    "cut from above"
    np.minimum(X @ W + b, 0)
    "with a column of ones"
    H = np.maximum(X @ W + b, 0)
    np.column_stack([np.ones(len(X)), H])
