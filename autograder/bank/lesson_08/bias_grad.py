"""Other answers to bias_grad: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(delta):
    "ones times delta"
    np.ones(len(delta)) @ delta
    "a row, with keepdims"
    np.sum(delta, axis=0, keepdims=True)
    "a loop from the last row, a list back"
    total = [0.0] * delta.shape[1]
    for row in delta[::-1]:
        total = [t + float(d) for t, d in zip(total, row, strict=True)]
    total
    "in float32, along the rows of the transpose"
    delta.T.astype(np.float32).sum(axis=1)
    "einsum"
    np.einsum("mk->k", delta)


@wrong
def _(delta):
    "the median times m"
    np.median(delta, axis=0) * len(delta)
    "sums the longer axis"
    delta.sum(axis=int(np.argmax(delta.shape)))
    "the first and the last example"
    delta[0] + delta[-1]
    "sign and mean"
    -delta.mean(axis=0)
    "every unit gets the same"
    np.full(delta.shape[1], delta.sum() / delta.shape[1])


# Written without a look at the mistakes that have a name.


@wrong
def _(delta):
    "everything in one number"
    np.sum(delta)
    "the last row"
    delta[-1]
    "the largest"
    delta.max(axis=0)


# Written from the lesson's text alone.


@wrong
def _(delta):
    "prod"
    delta.prod(axis=0)
    "norm"
    np.sqrt((delta**2).sum(axis=0))


@right
def _(delta):
    "ones product"
    np.ones(len(delta)) @ delta
    "reduce"
    np.add.reduce(np.asarray(delta))
    "list zip"
    [sum(c) for c in zip(*delta, strict=False)]
