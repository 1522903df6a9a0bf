"""Other answers to as_batch: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(x):
    "numpy's atleast_2d"
    np.atleast_2d(x)
    "reshape to (-1, number of inputs), a copy"
    x.reshape(-1, x.shape[-1]).copy()
    "nested lists"
    [x.tolist()] if x.ndim == 1 else x.tolist()
    "floats in single precision, an early return"
    if len(x.shape) == 2:
        return x.astype(np.float32)
    np.expand_dims(x, axis=0).astype(np.float32)
    "fills an empty row; a batch in Fortran order"
    if x.ndim > 1:
        return np.asfortranarray(x)
    row = np.empty((1, x.size))
    row[0] = x
    row
    "a list of arrays, stacked"
    np.stack([x]) if np.ndim(x) == 1 else np.vstack(list(x))


@wrong
def _(x):
    "as square as it can be"
    side = int(np.sqrt(x.size))
    x.reshape(side, -1) if side * side == x.size else np.atleast_2d(x)
    "decides by the length: right for three inputs"
    x.reshape(-1, 3) if x.size % 3 == 0 else x
    "a row of zeros of the right shape"
    np.zeros(np.atleast_2d(x).shape)
    "the mean example of a batch"
    x[None, :] if x.ndim == 1 else x.mean(axis=0, keepdims=True)
    "whole numbers"
    np.atleast_2d(x).astype(int)
    "normalised"
    x = np.atleast_2d(x)
    x / np.abs(x).max()
    "a batch of one loses its axis"
    np.atleast_2d(x) if x.ndim == 1 else np.squeeze(x)
    "transposes a batch that is taller than wide"
    x = np.atleast_2d(x)
    x.T if x.shape[0] > x.shape[1] else x


# Written without a look at the mistakes that have a name.


@wrong
def _(x):
    "always one more axis"
    np.array([x])
    "asks for the length where it means the number of axes"
    x[None, :] if len(x) == 1 else x
    "a list of the rows"
    list(x)


# Written from the lesson's text alone.


@right
def _(x):
    "reshape to last axis"
    x = np.asarray(x)
    x.reshape(-1, x.shape[-1])
    "nested list"
    if np.ndim(x) == 2:
        return [list(r) for r in x]
    [list(x)]
