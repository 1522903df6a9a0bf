"""Other answers to one_hot: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(y, K):
    "rows of the identity"
    np.eye(K)[y]
    "compared with the class numbers"
    (np.asarray(y)[:, None] == np.arange(K)).astype(float)
    "lists inside a list"
    [[1.0 if k == label else 0.0 for k in range(K)] for label in y]
    "row by row"
    Y = np.zeros((len(y), K))
    for i, label in enumerate(y):
        Y[i, label] = 1
    Y
    "np.take from the identity, in float32"
    np.take(np.eye(K, dtype=np.float32), y, axis=0)
    "one long row, cut into m"
    Y = np.zeros(len(y) * K)
    Y[K * np.arange(len(y)) + y] = 1
    Y.reshape(-1, K)
    "filled as columns, and turned"
    Y = np.zeros((K, len(y)))
    Y[y, np.arange(len(y))] = 1
    Y.T


@wrong
def _(y, K):
    "sorts the classes first"
    np.eye(K)[np.sort(y)]
    "turned where the table is square"
    Y = np.eye(K)[y]
    Y.T if Y.shape[0] == Y.shape[1] else Y
    "each column divided by how often it is marked"
    Y = np.eye(K)[y]
    Y / np.maximum(Y.sum(axis=0), 1)


# Written without a look at the mistakes that have a name.


@wrong
def _(y, K):
    "minus ones elsewhere"
    2 * np.eye(K)[y] - 1
    "as many rows as classes"
    np.eye(K)
    "counts"
    np.bincount(y, minlength=K)
