"""Other answers to augment: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(X):
    "column_stack with whole ones"
    np.column_stack((np.ones(X.shape[0], dtype=int), X))
    "np.insert"
    np.insert(X, 0, 1, axis=1)
    "np.pad"
    np.pad(X, ((0, 0), (1, 0)), constant_values=1)
    "lists"
    [[1, *row] for row in X.tolist()]
    "a table of ones, filled from the second column on, in float32"
    full = np.ones((X.shape[0], X.shape[1] + 1), dtype=np.float32)
    full[:, 1:] = X
    full
    "np.c_"
    np.c_[X[:, :1] ** 0, X]


@wrong
def _(X):
    "the ones in second place"
    np.insert(X, 1, 1, axis=1)
    "one example comes back flat"
    np.hstack([np.ones((len(X), 1)), X]).squeeze()
    "the ones last, and the inputs in the opposite order"
    np.hstack([np.ones((len(X), 1)), X[:, ::-1]])
    "scales every input to at most 1"
    np.hstack([np.ones((len(X), 1)), X / np.abs(X).max(initial=1.0)])
    "a row where the table is square"
    axis = 0 if X.shape[0] == X.shape[1] else 1
    np.insert(X, 0, 1, axis=axis)
    "in half precision"
    np.hstack([np.ones((len(X), 1)), X.astype(np.float16)])


# Written without a look at the mistakes that have a name.


@wrong
def _(X):
    "a row of ones on top"
    np.vstack([np.ones(X.shape[1]), X])
    "zeros for the ones"
    np.hstack([np.zeros((len(X), 1)), X])
    "ones on both sides"
    ones = np.ones((len(X), 1))
    np.hstack([ones, X, ones])


# Written from the lesson's text alone.


@wrong
def _(X):
    "ones like the whole X"
    np.hstack([np.ones_like(X), X])


@right
def _(X):
    "lists"
    [[1, *r] for r in X]
    "pad"
    np.pad(X, ((0, 0), (1, 0)), constant_values=1)
    "insert"
    np.insert(np.asarray(X, float), 0, 1, axis=1)
