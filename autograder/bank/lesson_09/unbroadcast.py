"""Other answers to unbroadcast: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(G, shape):
    G = np.asarray(G)
    "one sum over a tuple of axes, and a new shape"
    added = G.ndim - len(shape)
    axes = (*range(added), *(added + i for i, size in enumerate(shape) if size == 1))
    G.sum(axis=axes).reshape(shape)
    "a loop over all entries of G"
    out = np.zeros(shape)
    wide = (1,) * (G.ndim - len(shape)) + tuple(shape)
    view = out.reshape(wide)
    for i in np.ndindex(G.shape):
        view[tuple(0 if size == 1 else k for k, size in zip(i, wide, strict=True))] += G[i]
    out
    "the shape is filled up with ones first"
    wide = (1,) * (G.ndim - len(shape)) + tuple(shape)
    for axis in range(G.ndim):
        if wide[axis] == 1:
            G = G.sum(axis=axis, keepdims=True)
    G.reshape(shape)


@wrong
def _(G, shape):
    G = np.asarray(G)
    "the last copy"
    np.broadcast_to(G.ravel()[-1], shape)
    "only for vectors"
    G.sum(axis=0) if len(shape) == 1 else G
    "twice the sum"
    2 * np.broadcast_to(G.sum(), shape)
    "nothing"
    np.zeros(shape)
    "wherever the sizes differ, which misses an axis of size 1 in a shape as short"
    G.sum(axis=0).reshape(shape) if G.ndim == 2 and shape == G.shape[1:] else np.resize(G, shape)


# Written without a look at the mistakes that have a name.


@wrong
def _(G, shape):
    "the mean everywhere"
    np.full(shape, np.mean(G))
    "the first entries"
    np.resize(np.asarray(G), shape)
