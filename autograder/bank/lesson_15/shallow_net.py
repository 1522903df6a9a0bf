"""Other answers to shallow_net: right ones in other words, wrong ones without a name."""

from typing import Any

import numpy as np

from autograder.bank import right, wrong


def _through(x: Any, heights: Any) -> Any:
    """The polygon through these points, a unit for each of its pieces."""
    slopes = np.diff(heights) / np.diff(x)
    v = np.append(slopes[0], np.diff(slopes))
    return np.ones((1, len(v))), -np.array(x[:-1]), v, heights[0]


def _teeth(N: int) -> Any:
    return np.arange(N + 1) / N, np.arange(N + 1) % 2 * 1.0


@right
def _(k):
    "through all corners"
    _through(*_teeth(2**k))
    "lists, and the offset in an array"
    W1, b1, v, c = _through(*_teeth(2**k))
    W1.tolist(), b1.tolist(), v.tolist(), np.array([c])
    "corners as whole numbers, the width in W1, float32"
    N = 2**k
    v = np.append(1.0, 2 * (-1.0) ** np.arange(1, N)).astype(np.float32)
    np.full((1, N), N, dtype=np.float32), -np.arange(N, dtype=np.float32), v, np.float32(0)
    "seen from the right"
    N = 2**k

    v = np.append(2.0 * N * (-1.0) ** np.arange(1, N), float(N))
    -np.ones((1, N)), np.arange(1, N + 1) / N, v, 0.0
    "flattened teeth, between 0.3 and 0.7"
    x, heights = _teeth(2**k)
    _through(x, 0.3 + 0.4 * heights)
    "a unit less than all, where that can be"
    N = 2**k
    if N == 2:
        return _through(*_teeth(2))
    W1, at = np.ones((1, N - 1)), np.arange(1, N) / N
    W1[0, -1] = -1.0
    v = N * (-1.0) ** np.arange(1, N)
    v[0] *= 1.5
    W1, -W1[0] * at, v, N - 1.25
    "a little off everywhere"
    W1, b1, v, c = _through(*_teeth(2**k))
    W1, b1, v * 0.9, c + 0.02


@wrong
def _(k):
    "the polygon through the first eight corners, and level from there"
    x, heights = _teeth(2**k)
    _through(x[:4], heights[:4])
    "right but for the last piece"
    W1, b1, v, c = _through(*_teeth(2**k))
    v[-1] = 0
    W1, b1, v, c
    "random units"
    rng, N = np.random.default_rng(0), 2**k
    W1, b1, v, c = _through(*_teeth(N))
    W1, -rng.random(N), v, c
    "a thousand units"
    W1, b1, v, c = _through(*_teeth(2**k))
    more = np.zeros(1000)
    np.append(W1, more[None] + 1, axis=1), np.append(b1, more), np.append(v, more), c
    "a sine"
    x = np.arange(2**k + 1) / 2**k
    _through(x, 0.5 + 0.5 * np.sin(2 * np.pi * x))
