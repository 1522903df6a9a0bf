"""Other answers to dead_units: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(X, W, b):
    "nobody answers"
    ~np.any(X @ W + b > 0, axis=0)
    "the largest score"
    (X @ W + b).max(axis=0) <= 0
    "what a ReLU gives, summed"
    np.maximum(X @ W + b, 0).sum(axis=0) == 0
    "the length of the answers"
    np.linalg.norm(np.maximum(X @ W + b, 0), axis=0) == 0
    "a list, unit by unit"
    [all(x @ w + c <= 0 for x in X) for w, c in zip(W.T, b, strict=True)]
    "as ones and zeros"
    np.where(np.max(X @ W + b, axis=0) > 0, 0.0, 1.0)
    "counted"
    np.count_nonzero(X @ W + b > 0, axis=0) == 0


@wrong
def _(X, W, b):
    "off on more than half of the rows"
    np.mean(X @ W + b <= 0, axis=0) > 0.5
    "off but for one row"
    np.sum(X @ W + b > 0, axis=0) <= 1
    "all units where one is dead"
    np.full(len(b), bool(np.any(np.all(X @ W + b <= 0, axis=0))))
    "off at the mean row"
    X.mean(axis=0) @ W + b <= 0
    "on at all means alive"
    np.linalg.norm(X @ W + b, axis=0) < 1e-9
    "the ReLU before the bias"
    np.all(np.maximum(X @ W, 0) + b <= 0, axis=0)


# Written without a look at the mistakes that have a name.


@wrong
def _(X, W, b):
    "alive ones"
    np.any(X @ W + b > 0, axis=0)
    "any row is enough"
    np.any(X @ W + b <= 0, axis=0)
    "over the wrong axis"
    np.all(X @ W + b <= 0, axis=1)
