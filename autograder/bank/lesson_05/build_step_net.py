"""Other answers to build_step_net: right ones in other words, wrong ones without a name."""

from itertools import pairwise
from typing import Any

import numpy as np

from autograder.bank import right, wrong


def _cells(a: Any, b: Any, n: int) -> Any:
    edges = np.linspace(a, b, n + 1)
    return edges, 0.5 * (edges[1:] + edges[:-1])


def _climb(edges: Any, heights: Any) -> Any:
    """Steps from one height to the next, the first one held by c."""
    return np.ones((1, len(heights) - 1)), -edges[1:-1], np.diff(heights), float(heights[0])


def _with_heights(f: Any, a: Any, b: Any, n: int) -> Any:
    edges, middles = _cells(a, b, n)
    return edges, np.array([f(m) for m in middles])


@right
def _(f, a, b, n):
    edges, middles = _cells(a, b, n)
    "two steps for each brick, 2n units, c = 0; the first begins before a"
    ends = np.stack([edges[:-1], edges[1:]], axis=1).ravel()
    ends[0] = a - 1
    v = np.stack([f(middles), -f(middles)], axis=1).ravel()
    np.ones((1, 2 * n)), -ends, v, 0
    "bricks that look back from their right edge: step(r - x) - step(l - x); the last goes on"
    W1, b1, v = [], [], []
    h = (b - a) / n
    for i in range(n):
        left, height = a + i * h, float(f(a + (i + 0.5) * h))
        W1 += [-1.0, -1.0]
        b1 += [left + h + (i == n - 1), left]
        v += [height, -height]
    [W1], b1, v, 0.0
    "the offset in a unit that is always on; c = 0; a loop"
    heights = [f(float(m)) for m in middles]
    W1, b1, v = [0.0], [1.0], [heights[0]]
    for i in range(1, n):
        W1.append(1.0)
        b1.append(-float(edges[i]))
        v.append(heights[i] - heights[i - 1])
    np.array([W1]), np.array(b1), np.array(v), np.array(0.0)
    "in float32, v and b1 as rows, c as an array of one number"
    W1, b1, v, c = (np.asarray(p, dtype=np.float32) for p in _climb(*_with_heights(f, a, b, n)))
    W1, b1[None, :], v[None, :], c.reshape(1)
    "steep weights: 100 x - 100 e"
    W1, b1, v, c = _climb(*_with_heights(f, a, b, n))
    100 * W1, 100 * b1, v, c
    "heights halfway between the values at the two ends"
    _climb(edges, (f(edges[:-1]) + f(edges[1:])) / 2)
    "heights halfway between the largest and the smallest value of a piece"
    values = f(np.linspace(edges[:-1], edges[1:], 200))
    _climb(edges, (values.max(axis=0) + values.min(axis=0)) / 2)
    "an uneven grid of 2n pieces, in turn narrow and wide"
    widths = np.tile([0.3, 0.7], n) * (b - a) / n
    edges = a + np.append(0.0, np.cumsum(widths))
    _climb(edges, f((edges[:-1] + edges[1:]) / 2))
    "least squares over many places, units at the even edges"
    x = (edges[:-1, None] + (edges[1] - edges[0]) * (np.arange(40) + 0.5) / 40).ravel()
    table = np.hstack([np.ones((len(x), 1)), x[:, None] > edges[1:-1]])
    weights = np.linalg.lstsq(table, f(x), rcond=None)[0]
    np.ones((1, n - 1)), -edges[1:-1], weights[1:], weights[0]
    "a grid in the values of f where f climbs, as even as it can be elsewhere"
    fine = np.linspace(a, b, 4000)
    climbed = np.append(0.0, np.cumsum(np.abs(np.diff(f(fine)))))
    if climbed[-1] < 1e-9:
        return _climb(*_with_heights(f, a, b, n))
    edges = np.interp(np.linspace(0, climbed[-1], n + 1), climbed, fine)
    values = [f(np.linspace(lo, hi, 50)) for lo, hi in pairwise(edges)]
    _climb(edges, np.array([(np.max(v) + np.min(v)) / 2 for v in values]))


def _spike(net: Any, a: Any, b: Any, width: float) -> Any:
    """The net with a brick of height 5 on it, so narrow that no grid sees it."""
    W1, b1, v, c = net
    left = a + 0.41372 * (b - a)
    W1, b1 = np.append(W1, [[1.0, 1.0]], axis=1), np.append(b1, [-left, -left - width])
    return W1, b1, np.append(v, [5.0, -5.0]), c


@wrong
def _(f, a, b, n):
    "a spike of height 5 and width 1/1000"
    _spike(_climb(*_with_heights(f, a, b, n)), a, b, 1e-3)
    "a spike of height 5 and width 1e-6"
    _spike(_climb(*_with_heights(f, a, b, n)), a, b, 1e-6)


@wrong
def _(f, a, b, n):
    W1, b1, v, c = _climb(*_with_heights(f, a, b, n))
    "heights at a quarter of each piece, jumps in the right places"
    edges, _ = _cells(a, b, n)
    _climb(edges, f(edges[:-1] + (b - a) / n / 4))
    "the mean of f everywhere"
    np.zeros((1, 1)), np.zeros(1), np.zeros(1), np.mean(f(np.linspace(a, b, 100)))
    "right for at most 6 pieces"
    _climb(*_with_heights(f, a, b, min(n, 6)))
    "right for at least 2 pieces"
    W1, b1, v, c if n > 1 else 0.0
    "the first and the last height are 0"
    edges, heights = _with_heights(f, a, b, n)
    heights[0] = heights[-1] = 0.0
    _climb(edges, heights)
    "heights rounded to a tenth"
    edges, heights = _with_heights(f, a, b, n)
    _climb(edges, np.round(heights, 1))
    "sampled on [0, 1] and stretched"
    edges, _ = _cells(a, b, n)
    _climb(edges, f((np.arange(n) + 0.5) / n))
    "a thousand units"
    _climb(*_with_heights(f, a, b, 1000))
    "a bias too few"
    W1, b1[:-1], v, c
    "weights so large that nothing is left of them"
    1e308 * W1, 1e308 * b1, v, c


# Written without a look at the mistakes that have a name.


@wrong
def _(f, a, b, n):
    "heights in place of jumps"
    edges = np.linspace(a, b, n + 1)
    heights = f((edges[1:] + edges[:-1]) / 2)
    np.ones((1, n - 1)), -edges[1:-1], heights[1:], heights[0]
    "biases of the wrong sign"
    edges = np.linspace(a, b, n + 1)
    heights = f((edges[1:] + edges[:-1]) / 2)
    np.ones((1, n - 1)), edges[1:-1], np.diff(heights), heights[0]


# Written from the lesson's text alone.


@wrong
def _(f, a, b, n):
    "n-1 pieces (linspace n)"
    e = np.linspace(a, b, n)
    y = np.array([float(f(t)) for t in (e[1:] + e[:-1]) / 2])
    (np.ones((1, len(e) - 2)), -e[1:-1], np.diff(y), y[0])
    "two faults: heights and no offset"
    h = (b - a) / n
    edges = a + h * np.arange(n + 1)
    mid = (edges[1:] + edges[:-1]) / 2
    y = np.array([float(f(t)) for t in mid])
    (np.ones((1, n - 1)), -edges[1:-1], y[1:], 0.0)


@right
def _(f, a, b, n):
    "steep weights"
    h = (b - a) / n
    edges = a + h * np.arange(n + 1)
    mid = (edges[1:] + edges[:-1]) / 2
    y = np.array([float(f(t)) for t in mid])
    (
        np.full((1, n), 7.0),
        -7.0 * edges[:-1] + np.append(1.0, np.zeros(n - 1)),
        np.diff(np.append(0, y)),
        0.0,
    )
    "looking left"
    h = (b - a) / n
    edges = a + h * np.arange(n + 1)
    mid = (edges[1:] + edges[:-1]) / 2
    y = np.array([float(f(t)) for t in mid])
    (-np.ones((1, n - 1)), edges[1:-1], -np.diff(y), y[-1])
    "f of whole array, lists"
    v = np.broadcast_to(f(np.linspace(a + (b - a) / (2 * n), b - (b - a) / (2 * n), n)), n)
    (
        [[1.0] * (n - 1)],
        [-(a + (b - a) * k / n) for k in range(1, n)],
        (v[1:] - v[:-1]).tolist(),
        v[0],
    )
