""""""

from typing import Any

import numpy as np


def trace(X: Any, y: Any, w_star: Any, max_sweeps: Any) -> Any:
    w: Any = np.zeros(X.shape[1])
    along: list[Any] = []
    squared: list[Any] = []
    for _ in range(max_sweeps):
        before = len(along)
        for row, label in zip(X, y, strict=True):
            if label * (row @ w) <= 0:
                w = w + label * row
                along.append(w_star @ w)
                squared.append(w @ w)
        if len(along) == before:
            break
    return np.array(along), np.array(squared)
