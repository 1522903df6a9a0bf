"""Other answers to predict_class: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(Z):
    "the method, axis=-1"
    Z.argmax(axis=-1)
    "a list, row by row"
    [int(np.argmax(row)) for row in Z]
    "the last of an order: of ties the last"
    np.argsort(Z, axis=1, kind="stable")[:, -1]
    "the first of a turned order"
    np.argsort(-Z, axis=1, kind="stable")[:, 0]
    "lists, without numpy"
    [max(range(len(row)), key=row.__getitem__) for row in Z.tolist()]
    "compared with the largest"
    np.argmax(Z == Z.max(axis=1, keepdims=True), axis=1)
    "an array of 8 bits"
    np.argmax(Z, axis=1).astype(np.int8)
    "best so far, class by class"
    best = np.zeros(len(Z), dtype=int)
    for k in range(1, Z.shape[1]):
        best = np.where(Z[:, k] > Z[np.arange(len(Z)), best], k, best)
    best
    "from the smallest distance to the top"
    np.argmin(Z.max(axis=1, keepdims=True) - Z, axis=1)


@wrong
def _(Z):
    "the last class can never win"
    np.argmax(Z[:, :-1], axis=1)
    "scores with the mean of their class taken off"
    np.argmax(Z - Z.mean(axis=0), axis=1)
    "the class in the middle of the shares"
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    P = E / E.sum(axis=1, keepdims=True)
    np.round(P @ np.arange(Z.shape[1])).astype(int)
    "the classes in reverse"
    np.argmax(Z[:, ::-1], axis=1)


# Written without a look at the mistakes that have a name.


@wrong
def _(Z):
    "the largest score"
    Z.max(axis=1)
    "one answer for all"
    np.argmax(Z)
    "classes counted from 1"
    np.argmax(Z, axis=1) + 1
