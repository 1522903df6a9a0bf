"""Weights that are tied: one short filter, used at every place of a signal.

Whoever shifts what goes in shifts what comes out, whatever the filter is: every place does the
same sums in the same order. A dense layer can do the same map, with a weight for each pair of
places, and nothing in it says that they belong together; it has to find that out from examples.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from nnlib.arguments import check_count, check_rng
from nnlib.shapes import Array, as_float, check_shapes

__all__ = ["as_dense", "cyclic_filter", "errors_by_examples", "fit_dense", "fit_filter"]


def cyclic_filter(X: ArrayLike, w: ArrayLike) -> Array:
    """Every row of X correlated with w: place i has w[0] x[i] + w[1] x[i+1] + ..., wrapping round.

    Parameters
    ----------
    X : (m, n)
    w : (k,)

    Returns
    -------
    Z : (m, n)
    """
    X, w = as_float("cyclic_filter", "X", X), as_float("cyclic_filter", "w", w)
    check_shapes("cyclic_filter", X=(X, "m n"), w=(w, "k"))
    Z = np.zeros_like(X)
    for j, weight in enumerate(w):
        Z = Z + weight * np.roll(X, -j, axis=1)
    return Z


def as_dense(w: ArrayLike, n: int) -> Array:
    """The weights W of a dense layer with X @ W = cyclic_filter(X, w).  (n, n)"""
    check_count("as_dense", "n", n)
    return cyclic_filter(np.eye(n), w)


def fit_filter(X: ArrayLike, Y: ArrayLike, k: int) -> Array:
    """The filter of k weights that brings X (m, n) nearest to Y (m, n).  (k,)"""
    check_count("fit_filter", "k", k)
    X, Y = as_float("fit_filter", "X", X), as_float("fit_filter", "Y", Y)
    check_shapes("fit_filter", X=(X, "m n"), Y=(Y, "m n"))
    seen = np.stack([np.roll(X, -j, axis=1).ravel() for j in range(k)], axis=1)
    return np.asarray(np.linalg.lstsq(seen, Y.ravel(), rcond=None)[0])


def fit_dense(X: ArrayLike, Y: ArrayLike) -> Array:
    """The dense weights that bring X (m, n) nearest to Y (m, p); of several the shortest. (n, p)"""
    X, Y = as_float("fit_dense", "X", X), as_float("fit_dense", "Y", Y)
    check_shapes("fit_dense", X=(X, "m n"), Y=(Y, "m p"))
    return np.asarray(np.linalg.lstsq(X, Y, rcond=None)[0])


def errors_by_examples(w: ArrayLike, n: int, most: int, rng: np.random.Generator) -> Array:
    """How far off fits to 1, 2, ..., most examples of a filter are, on 200 signals not seen.

    Returns
    -------
    errors : (3, most) of a filter, of a dense layer, and of a filter that is shown every signal
        with its n places in one scrambled order
    """
    check_count("errors_by_examples", "n", n)
    check_count("errors_by_examples", "most", most)
    check_rng("errors_by_examples", rng)
    k, mixed = len(np.asarray(w)), rng.permutation(n)
    X, new = rng.normal(size=(most, n)), rng.normal(size=(200, n))
    Y, wanted = cyclic_filter(X, w), cyclic_filter(new, w)
    errors = []
    for m in range(1, most + 1):
        tied = cyclic_filter(new, fit_filter(X[:m], Y[:m], k))
        dense = new @ fit_dense(X[:m], Y[:m])
        odd = cyclic_filter(new[:, mixed], fit_filter(X[:m][:, mixed], Y[:m], k))
        errors.append([np.sqrt(np.mean((guess - wanted) ** 2)) for guess in (tied, dense, odd)])
    return np.transpose(errors)
