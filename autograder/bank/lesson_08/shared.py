""""""

from typing import Any

import numpy as np


def central(f: Any, x: Any, h: float) -> Any:
    x = np.asarray(x, dtype=float)
    slopes = [
        (f(x + h * e.reshape(x.shape)) - f(x - h * e.reshape(x.shape))) / (2 * h)
        for e in np.eye(x.size)
    ]
    return np.array(slopes).reshape(x.shape)


def forward(f: Any, x: Any, h: float) -> Any:
    x = np.asarray(x, dtype=float)
    steps = h * np.eye(x.size).reshape(-1, *x.shape)
    return np.array([(f(x + e) - f(x)) / h for e in steps]).reshape(x.shape)
