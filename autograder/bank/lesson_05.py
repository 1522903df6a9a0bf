"""05_universal_approximation: right answers in other words, and mistakes that have no name."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import numpy as np

from autograder.bank import right, wrong

# ------------------------------------------------------------------ step_rectangle


@right.page("step_rectangle")
def _(x, a, b):
    "two steps seen from the right"

    def step(z: Any) -> Any:
        return (z > 0).astype(int)

    step(b - x) - step(a - x)
    "an indicator by np.where, in float32"
    np.where((x >= a) & (x < b), 1, 0).astype(np.float32)
    "a loop that fills a list"
    [1 if a <= one < b else 0 for one in x]
    "np.heaviside with 1 at 0"
    np.heaviside(x - a, 1.0) - np.heaviside(x - b, 1.0)


@right.page("step_rectangle")
def _(x, a=0.0, b=1.0):
    "a product of two steps; defaults"
    (1 - (x < a)) * (x < b)


@right.page("step_rectangle")
def _(x, a, b):
    "fills an array like an x of whole numbers"
    out = np.zeros_like(x)
    out[np.logical_and(a <= x, x < b)] = 1
    out


@wrong.page("step_rectangle")
def _(x, a, b):
    "edges rounded to whole numbers"
    1.0 * ((x >= round(a)) & (x < round(b)))
    "symmetric about 0: |x| < b"
    1.0 * (np.abs(x) < b)
    "a steep logistic instead of a step"

    def steep(z: Any) -> Any:
        return 1 / (1 + np.exp(-np.clip(20 * z, -500, 500)))

    steep(x - a) - steep(x - b)
    "sorted, so that the answers are in another order"
    1.0 * ((np.sort(x) >= a) & (np.sort(x) < b))
    "wrong edges and negative"
    -1.0 * ((x > a) & (x <= b + 1e-3))
    "a little wider than asked for, to be safe"
    1.0 * ((x >= a - 1e-9) & (x < b + 1e-9))


# ------------------------------------------------------------------ relu_rectangle


def _relu(z: Any) -> Any:
    return np.maximum(0, z)


@right.page("relu_rectangle")
def _(x, a, b, eps):
    "two clipped ramps"
    np.clip((x - a) / eps, 0, 1) - np.clip((x - b) / eps, 0, 1)
    "the smaller of the rise and the fall"
    np.clip(np.minimum((x - a) / eps, (b + eps - x) / eps), 0, 1)
    "a loop over x and four max(0, …), as a list"
    corners = ((a, 1), (a + eps, -1), (b, -1), (b + eps, 1))
    [sum(s * max(0.0, float(one) - p) for p, s in corners) / eps for one in x]
    "weights, biases and output weights, evaluated as a layer, in float32"
    W = np.full((1, 4), 1 / eps, dtype=np.float32)
    bias = -np.array([a, a + eps, b, b + eps], dtype=np.float32) / np.float32(eps)
    v = np.array([1, -1, -1, 1], dtype=np.float32)
    _relu(x.astype(np.float32)[:, None] @ W + bias) @ v
    "np.interp through the four corners"
    np.interp(x, [a, a + eps, b + 1e-15, b + eps], [0, 1, 1, 0])
    "ReLU as z times (z > 0), each term divided by eps, in another order"

    def ramp(p: Any) -> Any:
        return (x - p) * (x > p) / eps

    ramp(b + eps) - ramp(b) - ramp(a + eps) + ramp(a)


@wrong.page("relu_rectangle")
def _(x, a, b, eps):
    "a smooth rise"
    up, down = np.clip((x - a) / eps, 0, 1), np.clip((x - b) / eps, 0, 1)
    up**2 * (3 - 2 * up) - down**2 * (3 - 2 * down)
    "rounded to one decimal"
    np.round(np.clip((x - a) / eps, 0, 1) - np.clip((x - b) / eps, 0, 1), 1)
    "the fall is twice as slow as the rise"
    np.clip((x - a) / eps, 0, 1) - np.clip((x - b) / (2 * eps), 0, 1)
    "no slope is divided, and the last unit is missing"
    _relu(x - a) - _relu(x - a - eps) - _relu(x - b)
    "a leaky ReLU"

    def leaky(z: Any) -> Any:
        return np.where(z > 0, z, 0.01 * z)

    (leaky(x - a) - leaky(x - a - eps) - leaky(x - b) + leaky(x - b - eps)) / eps + 0.02


# ------------------------------------------------------------------ build_step_net


def _cells(a: Any, b: Any, n: int) -> Any:
    edges = np.linspace(a, b, n + 1)
    return edges, 0.5 * (edges[1:] + edges[:-1])


def _climb(edges: Any, heights: Any) -> Any:
    """Steps from one height to the next, the first one held by c."""
    return np.ones((1, len(heights) - 1)), -edges[1:-1], np.diff(heights), float(heights[0])


@right.page("build_step_net")
def _(f, a, b, n):
    "two steps for each brick, 2n units, c = 0"
    edges, middles = _cells(a, b, n)
    ends = np.stack([edges[:-1], edges[1:]], axis=1).ravel()
    v = np.stack([f(middles), -f(middles)], axis=1).ravel()
    np.ones((1, 2 * n)), -ends, v, 0
    "bricks that look back from their right edge: step(r - x) - step(l - x)"
    W1, b1, v = [], [], []
    h = (b - a) / n
    for i in range(n):
        left, height = a + i * h, float(f(a + (i + 0.5) * h))
        W1 += [-1.0, -1.0]
        b1 += [left + h, left]
        v += [height, -height]
    [W1], b1, v, 0.0
    "the offset in a unit that is always on; c = 0; a loop"
    edges, middles = _cells(a, b, n)
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


def _with_heights(f: Any, a: Any, b: Any, n: int) -> Any:
    edges, middles = _cells(a, b, n)
    return edges, np.array([f(m) for m in middles])


@right.page("build_step_net")
def _(f, a, b, n):
    "steep weights: 100 x - 100 e"
    W1, b1, v, c = _climb(*_with_heights(f, a, b, n))
    100 * W1, 100 * b1, v, c
    "heights halfway between the values at the two ends"
    edges, _ = _cells(a, b, n)
    _climb(edges, (f(edges[:-1]) + f(edges[1:])) / 2)
    "heights halfway between the largest and the smallest value of a piece"
    edges, _ = _cells(a, b, n)
    values = f(np.linspace(edges[:-1], edges[1:], 200))
    _climb(edges, (values.max(axis=0) + values.min(axis=0)) / 2)
    "an uneven grid of 2n pieces, in turn narrow and wide"
    widths = np.tile([0.3, 0.7], n) * (b - a) / n
    edges = a + np.append(0.0, np.cumsum(widths))
    _climb(edges, f((edges[:-1] + edges[1:]) / 2))
    "least squares over many places, units at the even edges"
    edges, _ = _cells(a, b, n)
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


@wrong.page("build_step_net")
def _(f, a, b, n):
    "heights at a quarter of each piece, jumps in the right places"
    edges, _ = _cells(a, b, n)
    _climb(edges, f(edges[:-1] + (b - a) / n / 4))
    "the mean of f everywhere"
    np.zeros((1, 1)), np.zeros(1), np.zeros(1), np.mean(f(np.linspace(a, b, 100)))
    "right for at most 6 pieces"
    _climb(*_with_heights(f, a, b, min(n, 6)))
    "right for at least 2 pieces"
    W1, b1, v, c = _climb(*_with_heights(f, a, b, n))
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
    W1, b1, v, c = _climb(*_with_heights(f, a, b, n))
    W1, b1[:-1], v, c
    "weights so large that nothing is left of them"
    W1, b1, v, c = _climb(*_with_heights(f, a, b, n))
    1e308 * W1, 1e308 * b1, v, c


# ------------------------------------------------------------------ build_relu_net


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


right("build_relu_net", "four ReLUs for each of n + 1 tents, c = 0")(_four_a_tent)


@right.page("build_relu_net")
def _(f, a, b, n):
    "four ReLUs for each tent, the slope 1/h in W1 and b1, lists"
    W1, b1, v, c = _four_a_tent(f, a, b, n)
    h = (b - a) / n
    (W1 / h).tolist(), (b1 / h).tolist(), (v * h).tolist(), c
    "four ReLUs for each tent, in float32"
    tuple(np.asarray(part, dtype=np.float32) for part in _four_a_tent(f, a, b, n))
    "n + 1 corners, the last at b, the offset in a constant unit"
    x = np.linspace(a, b, n + 1)
    slopes = np.diff([f(p) for p in x]) / ((b - a) / n)
    v = np.concatenate([[f(a)], slopes[:1], np.diff(slopes), -slopes[-1:]])
    np.append(0.0, np.ones(n + 1))[None, :], np.append(1.0, -x), v, np.array([0.0])
    "in float32, v as a row"
    x = np.linspace(a, b, n + 1)
    W1, b1, v, c = _bent(x, f(x))
    W1, b1.astype(np.float32), v.astype(np.float32)[None, :], np.float32(c)
    "corners seen from the right: ReLUs of p - x, and c = f(b)"
    x = np.linspace(a, b, n + 1)
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
    x = np.linspace(a, b, n + 1)
    W1, b1, v, c = _bent(x, f(x))
    fine = np.linspace(a, b, 500)
    gap = f(fine) - (np.maximum(fine[:, None] @ W1 + b1, 0) @ v + c)
    W1, b1, v, c + (gap.max() + gap.min()) / 2


@wrong.page("build_relu_net")
def _(f, a, b, n):
    "tangents at the left ends instead of chords"
    x = np.linspace(a, b, n + 1)[:-1]
    slopes = (f(x + 1e-6) - f(x - 1e-6)) / 2e-6
    np.ones((1, n)), -x, np.append(slopes[0], np.diff(slopes)), f(a)
    "right for at most 5 pieces"
    x = np.linspace(a, b, min(n, 5) + 1)
    _bent(x, f(x))
    "right for at least 2 pieces"
    x = np.linspace(a, b, n + 1)
    W1, b1, v, c = _bent(x, f(x))
    W1, b1, v if n > 1 else 0 * v, c
    "half as many pieces, each twice as wide"
    x = np.linspace(a, b, max(n // 2, 1) + 1)
    _bent(x, f(x))
    "the first slope is right and all others keep half of it"
    x = np.linspace(a, b, n + 1)
    W1, b1, v, c = _bent(x, f(x))
    W1, b1, v / np.append(1, np.full(n - 1, 2)), c
    "slopes rounded to two decimals"
    x = np.linspace(a, b, n + 1)
    W1, b1, v, c = _bent(x, f(x))
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


# ------------------------------------------------------------------ width_for_tolerance


@right.page("width_for_tolerance")
def _(lipschitz, a, b, tolerance):
    "np.ceil of another order of factors, as a float"
    np.ceil(0.5 * (b - a) * lipschitz / tolerance)


@right.page("width_for_tolerance")
def _(lipschitz, a=0.0, b=1.0, tolerance=0.1):
    "minus floor of the negative; at least 1; defaults"
    max(1, int(-((-lipschitz * (b - a)) // (2 * tolerance))))


@right.page("width_for_tolerance")
def _(lipschitz, a, b, tolerance):
    "counts up until the bound is met"
    n = 1
    while lipschitz * (b - a) / (2 * n) > tolerance:
        n += 1
    n
    "half a width that is allowed, and how often it fits"
    width = 2 * tolerance / lipschitz
    np.array([math.ceil((b - a) / width)])
    "in float32"
    half = np.float32(lipschitz) * (np.float32(b) - np.float32(a)) / np.float32(2)
    np.ceil(half / np.float32(tolerance))
    "halves the interval of candidates"
    low, high = 0, 1 << 20
    while high - low > 1:
        n = (low + high) // 2
        low, high = (low, n) if lipschitz * (b - a) / (2 * n) <= tolerance else (n, high)
    np.int64(high)


@wrong.page("width_for_tolerance")
def _(lipschitz, a, b, tolerance):
    "never more than a thousand"
    min(1000, math.ceil(lipschitz * (b - a) / (2 * tolerance)))
    "at least two pieces"
    max(2, math.ceil(lipschitz * (b - a) / (2 * tolerance)))
    "rounded up to two digits"
    quotient = lipschitz * (b - a) / (2 * tolerance)
    unit = 10 ** max(0, math.floor(math.log10(quotient)) - 1)
    unit * math.ceil(quotient / unit)
    "cut off, but never 0"
    max(1, int(lipschitz * (b - a) / (2 * tolerance)))
    "an even number, always"
    2 * math.ceil(lipschitz * (b - a) / (4 * tolerance))
    "the interval starts at 0 and nothing is halved"
    math.ceil(lipschitz * abs(b) / tolerance)
