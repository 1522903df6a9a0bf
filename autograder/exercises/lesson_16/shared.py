"""Examples of which a part is handed to a learner, and the rest is kept to judge it by."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np

from nnlib import data

KEPT = 400  # of the rest, at most


@cache
def pool(name: str) -> tuple[Any, Any]:
    """All examples of one kind: X (m, n) and classes y (m,)."""
    if name.startswith("digits"):
        X, y = data.digits()
        turns = int(name.removeprefix("digits") or 0)
        images = np.rot90(X.reshape(-1, 8, 8), turns, axes=(1, 2))
        whole = (16 * images).reshape(-1, 64).astype(int)  # the same images, in whole numbers
        return (whole if turns else X), y
    X, y = data.blobs(500, np.random.default_rng(16), [[0, 0], [4, 1], [1, 4], [5, 5]], 0.7)
    if name == "uneven":  # one column large, one small and far away, one that never changes
        X = np.column_stack([1000 * X[:, 0], 5 + 1e-5 * X[:, 1], np.full(len(X), 7.0)])
    return X, y


POOLS = ("clouds", "uneven", "digits", "digits1", "digits2", "digits3")


def drawn(
    rng: np.random.Generator, name: str, m: int, classes: int = 10, renamed: bool = False
) -> tuple[Any, Any, int]:
    """(X, y, K): m examples of the first classes of a pool; renamed, each class is another one."""
    X, y = pool(name)
    K = min(classes, int(y.max()) + 1)
    rows = rng.permutation(np.flatnonzero(y < K))[:m]
    names = rng.permutation(K) if renamed else np.arange(K)
    return X[rows], names[y[rows]], K


def unseen(X: Any, y: Any) -> tuple[Any, Any]:
    """What was not handed over: examples of the same pool, with classes by the same names."""
    for name in POOLS:
        places = _places(name)
        rows = [places.get(row.tobytes(), -1) for row in _rows(X)]
        if min(rows) >= 0:
            X_all, y_all = pool(name)
            names = dict(zip(y_all[rows].tolist(), np.asarray(y).tolist(), strict=True))
            left = np.setdiff1d(np.arange(len(y_all)), rows)
            known = [int(i) for i in left if int(y_all[i]) in names][:KEPT]
            return X_all[known], np.array([names[int(y_all[i])] for i in known])
    raise ValueError("unseen: X is of no pool. Draw it with drawn(rng, name, m).")


@cache
def _places(name: str) -> dict[bytes, int]:
    return {row.tobytes(): i for i, row in enumerate(_rows(pool(name)[0]))}


def _rows(X: Any) -> Iterator[Any]:
    return iter(np.ascontiguousarray(X, dtype=float))
