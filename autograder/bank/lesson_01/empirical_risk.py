"""Other answers to empirical_risk: right ones in other words, wrong ones without a name."""

import math

import numpy as np

from autograder.bank import right, wrong


@right
def _(f, X, Y, loss):
    "a sum over the number of examples"
    sum(loss(f(X), Y)) / len(Y)
    "one example at a time"
    total = 0.0
    for i in range(len(Y)):
        total += float(loss(f(X[i : i + 1]), Y[i : i + 1])[0])
    total / len(Y)
    "an average, exactly summed"
    math.fsum(loss(f(X), Y)) / len(Y)
    "weights that sum to 1"
    weights = np.ones(len(Y)) / len(Y)
    weights @ loss(f(X), Y)


@wrong
def _(f, X, Y, loss):
    "half of the examples"
    np.mean(loss(f(X), Y)[: (len(Y) + 1) // 2])
    "how far the losses spread"
    np.mean(loss(f(X), Y)) + np.std(loss(f(X), Y))
    "clipped to 1"
    np.mean(np.minimum(loss(f(X), Y), 0.4))
    "the labels are turned round"
    np.mean(loss(f(X), Y[::-1])) + 0 * len(X)


# Written without a look at the mistakes that have a name.


@wrong
def _(f, X, Y, loss):
    "returns inside the loop"
    total = 0.0
    for i in range(len(Y)):
        total += loss(f(X[i : i + 1]), Y[i : i + 1])[0]
        return total / len(Y)
    total
    "the model is asked for the labels"
    np.mean(loss(f(Y), X))
    "the largest loss"
    np.max(loss(f(X), Y))


# Written from the lesson's text alone.


@right
def _(f, X, Y, loss):
    "row by row batches"
    s = 0.0
    for i in range(len(Y)):
        s += float(loss(f(X[i : i + 1]), Y[i : i + 1])[0])
    s / len(Y)
    "math.fsum"
    import math

    math.fsum(loss(f(X), Y).tolist()) / len(X)
