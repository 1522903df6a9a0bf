"""Other answers to build_relu_net: right ones in other words, wrong ones without a name."""

from typing import Any

import numpy as np

from autograder.bank import right, wrong


def _bent(points: Any, heights: Any) -> Any:
    """The polygon through points and heights, a ReLU for every corner."""
    slopes = np.diff(heights) / np.diff(points)
    v = np.append(slopes[0], np.diff(slopes))
    return np.ones((1, len(v))), -points[:-1], v, float(heights[0])


def _four_a_tent(f: Any, a: Any, b: Any, n: int) -> Any:
    """relu_rectangle(x, p - h, p, h) for each of the n + 1 points p: 4 (n + 1) units."""
    h = (b - a) / n
    corners, v = [], []
    for i in range(n + 1):
        p = a + i * h
        corners += [p - h, p, p, p + h]
        v += [float(f(p)) * s / h for s in (1, -1, -1, 1)]
    return np.ones((1, 4 * (n + 1))), -np.array(corners), np.array(v), 0.0


right.one("build_relu_net", "four ReLUs for each of n + 1 tents, c = 0", _four_a_tent)


@right
def _(f, a, b, n):
    x = np.linspace(a, b, n + 1)
    "four ReLUs for each tent, the slope 1/h in W1 and b1, lists"
    W1, b1, v, c = _four_a_tent(f, a, b, n)
    h = (b - a) / n
    (W1 / h).tolist(), (b1 / h).tolist(), (v * h).tolist(), c
    "four ReLUs for each tent, in float32"
    tuple(np.asarray(part, dtype=np.float32) for part in _four_a_tent(f, a, b, n))
    "n + 1 corners, the last at b, the offset in a constant unit"
    slopes = np.diff([f(p) for p in x]) / ((b - a) / n)
    v = np.concatenate([[f(a)], slopes[:1], np.diff(slopes), -slopes[-1:]])
    np.append(0.0, np.ones(n + 1))[None, :], np.append(1.0, -x), v, np.array([0.0])
    "in float32, v as a row"
    W1, b1, v, c = _bent(x, f(x))
    W1, b1.astype(np.float32), v.astype(np.float32)[None, :], np.float32(c)
    "corners seen from the right: ReLUs of p - x, and c = f(b)"
    slopes = np.diff(f(x)) / np.diff(x)
    -np.ones((1, n)), x[1:], np.append(np.diff(slopes), -slopes[-1]), f(b)
    "an uneven grid of 2n pieces, in turn narrow and wide"
    widths = np.tile([0.3, 0.7], n) * (b - a) / n
    x = a + np.append(0.0, np.cumsum(widths))
    _bent(x, f(x))
    "every unit that is allowed, on a finer grid"
    x = np.linspace(a, b, 4 * n + 5)
    _bent(x, f(x))
    "least squares over many places, units at the even corners"
    corners, x = np.linspace(a, b, n + 1)[:-1], np.linspace(a, b, 40 * n + 1)
    table = np.hstack([np.ones((len(x), 1)), np.maximum(x[:, None] - corners, 0)])
    weights = np.linalg.lstsq(table, f(x), rcond=None)[0]
    np.ones((1, n)), -corners, weights[1:], weights[0]
    "the polygon lowered or lifted by half of its error"
    W1, b1, v, c = _bent(x, f(x))
    fine = np.linspace(a, b, 500)
    gap = f(fine) - (np.maximum(fine[:, None] @ W1 + b1, 0) @ v + c)
    W1, b1, v, c + (gap.max() + gap.min()) / 2


def _spike(net: Any, a: Any, b: Any, width: float) -> Any:
    """The net with a tent of height 5 on it, so narrow that no grid sees it."""
    W1, b1, v, c = net
    corners = a + 0.41372 * (b - a) + width * np.arange(3)
    W1, b1 = np.append(W1, np.ones((1, 3)), axis=1), np.append(b1, -corners)
    return W1, b1, np.append(v, np.array([5, -10, 5]) / width), c


@wrong
def _(f, a, b, n):
    x = np.linspace(a, b, n + 1)
    "a spike of height 5 and width 1/1000"
    _spike(_bent(x, f(x)), a, b, 5e-4)
    "a spike of height 5 and width 1e-6"
    _spike(_bent(x, f(x)), a, b, 5e-7)


@wrong
def _(f, a, b, n):
    x = np.linspace(a, b, n + 1)
    W1, b1, v, c = _bent(x, f(x))
    "tangents at the left ends instead of chords"
    x = np.linspace(a, b, n + 1)[:-1]
    slopes = (f(x + 1e-6) - f(x - 1e-6)) / 2e-6
    np.ones((1, n)), -x, np.append(slopes[0], np.diff(slopes)), f(a)
    "right for at most 5 pieces"
    x = np.linspace(a, b, min(n, 5) + 1)
    _bent(x, f(x))
    "right for at least 2 pieces"
    W1, b1, v if n > 1 else 0 * v, c
    "half as many pieces, each twice as wide"
    x = np.linspace(a, b, max(n // 2, 1) + 1)
    _bent(x, f(x))
    "the first slope is right and all others keep half of it"
    W1, b1, v / np.append(1, np.full(n - 1, 2)), c
    "slopes rounded to two decimals"
    W1, b1, np.round(v, 2), c
    "a line fitted to the whole of f"
    x = np.linspace(a, b, 50)
    slope, height = np.polyfit(x - a, f(x), 1)
    np.ones((1, 1)), np.array([-a]), np.array([slope]), height
    "a thousand units"
    x = np.linspace(a, b, 1001)
    _bent(x, f(x))
    "corners by Chebyshev's rule, which leaves wide gaps in the middle"
    x = (a + b) / 2 - (b - a) / 2 * np.cos(np.pi * np.arange(n + 1) / n)
    _bent(x, f(x) + 0.2 * (x - a))


# Written without a look at the mistakes that have a name.


@wrong
def _(f, a, b, n):
    "slopes in place of their changes"
    x = np.linspace(a, b, n + 1)
    slopes = np.diff(f(x)) / np.diff(x)
    np.ones((1, n)), -x[:-1], slopes, f(x)[0]
    "differences without the width"
    x = np.linspace(a, b, n + 1)
    np.ones((1, n)), -x[:-1], np.diff(np.diff(f(x)), prepend=0.0), f(x)[0]


# Written from the lesson's text alone.


@wrong
def _(f, a, b, n):
    "midpoints"
    e = np.linspace(a, b, n + 1)
    y = np.array([float(f(t)) for t in e + (b - a) / (2 * n)])
    s = np.diff(y) / np.diff(e)
    (np.ones((1, n)), -e[:-1], np.diff(np.append(0, s)), y[0])
    "first slope doubled"
    e = np.linspace(a, b, n + 1)
    y = np.array([float(f(t)) for t in e])
    s = np.diff(y) / np.diff(e)
    (np.ones((1, n)), -e[:-1], np.diff(np.append(-s[0], s)), y[0])
    "two faults: slopes and no offset"
    e = np.linspace(a, b, n + 1)
    y = np.array([float(f(t)) for t in e])
    s = np.diff(y) / np.diff(e)
    (np.ones((1, n)), -e[:-1], s, 0.0)


@right
def _(f, a, b, n):
    "tents of four"
    e = np.linspace(a, b, n + 1)
    y = np.array([float(f(t)) for t in e])
    h = (b - a) / n
    c, v = ([], [])
    for t, u in zip(e, y, strict=False):
        c += [t - h, t, t + h]
        v += [u / h, -2 * u / h, u / h]
    k = len(c)
    (np.ones((1, k)), -np.array(c), np.array(v), 0.0)
    "scaled units"
    e = np.linspace(a, b, n + 1)
    y = np.array([float(f(t)) for t in e])
    h = (b - a) / n
    (np.full((1, n), 1 / h), -e[:-1] / h, [y[1] - y[0], *y[2:] - 2 * y[1:-1] + y[:-2]], y[0])
