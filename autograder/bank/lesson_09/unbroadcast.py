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


@wrong
def _(G, shape):
    "sums the leading axes alone"
    G = np.asarray(G, dtype=float)
    while G.ndim > len(shape):
        G = G.sum(axis=0)
    G
    "sums the ones alone"
    axes = tuple(i for i, n in enumerate(shape) if n == 1)
    np.sum(G, axis=axes, keepdims=True) if axes else np.array(G)
    "the first that there is"
    G = np.asarray(G, dtype=float)
    while G.ndim > len(shape):
        G = G[0]
    G[tuple(slice(0, 1) if n == 1 else slice(None) for n in shape)]
    "means for sums"
    G = np.asarray(G, dtype=float)
    G = G.mean(axis=tuple(range(G.ndim - len(shape)))) if G.ndim > len(shape) else G
    axes = tuple(i for i, n in enumerate(shape) if n == 1)
    np.mean(G, axis=axes, keepdims=True) if axes else G
    "the axes of one are lost"
    G = np.asarray(G, dtype=float)
    while G.ndim > len(shape):
        G = G.sum(axis=0)
    G.sum(axis=tuple(i for i, n in enumerate(shape) if n == 1))


@right
def _(G, shape):
    "adds every entry where it came from"
    total = np.zeros(shape, dtype=np.asarray(G).dtype)
    places = np.broadcast_to(np.arange(total.size).reshape(shape), np.shape(G))
    flat = total.reshape(-1)
    for place, value in zip(places.ravel(), np.ravel(G), strict=True):
        flat[place] += value
    flat.reshape(shape)
    "one sum over all axes, then a reshape"
    lead = np.ndim(G) - len(shape)
    ones = [i + lead for i, n in enumerate(shape) if n == 1]
    np.sum(G, axis=(*range(lead), *ones)).reshape(shape)
    "from the last axis to the first"
    G = np.asarray(G)
    padded = (1,) * (G.ndim - len(shape)) + tuple(shape)
    for axis in reversed(range(G.ndim)):
        if padded[axis] == 1:
            G = G.sum(axis=axis, keepdims=True)
    G.reshape(shape)
