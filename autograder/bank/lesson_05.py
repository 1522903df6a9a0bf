"""05_universal_approximation: right answers in other words, and mistakes that have no name."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import numpy as np

from autograder.bank import right, wrong

# ------------------------------------------------------------------ step_rectangle


@right("step_rectangle", "two steps seen from the right")
def _(x: Any, a: Any, b: Any) -> Any:
    def step(z: Any) -> Any:
        return (z > 0).astype(int)

    return step(b - x) - step(a - x)


@right("step_rectangle", "an indicator by np.where, in float32")
def _(x: Any, a: Any, b: Any) -> Any:
    return np.where((x >= a) & (x < b), 1, 0).astype(np.float32)


@right("step_rectangle", "a loop that fills a list")
def _(x: Any, a: Any, b: Any) -> Any:
    return [1 if a <= one < b else 0 for one in x]


@right("step_rectangle", "np.heaviside with 1 at 0")
def _(x: Any, a: Any, b: Any) -> Any:
    return np.heaviside(x - a, 1.0) - np.heaviside(x - b, 1.0)


@right("step_rectangle", "a product of two steps; defaults")
def _(x: Any, a: Any = 0.0, b: Any = 1.0) -> Any:
    return (1 - (x < a)) * (x < b)


@right("step_rectangle", "fills an array like an x of whole numbers")
def _(x: Any, a: Any, b: Any) -> Any:
    out = np.zeros_like(x)
    out[np.logical_and(a <= x, x < b)] = 1
    return out


@wrong("step_rectangle", "edges rounded to whole numbers")
def _(x: Any, a: Any, b: Any) -> Any:
    return 1.0 * ((x >= round(a)) & (x < round(b)))


@wrong("step_rectangle", "symmetric about 0: |x| < b")
def _(x: Any, a: Any, b: Any) -> Any:
    return 1.0 * (np.abs(x) < b)


@wrong("step_rectangle", "a steep logistic instead of a step")
def _(x: Any, a: Any, b: Any) -> Any:
    def steep(z: Any) -> Any:
        return 1 / (1 + np.exp(-np.clip(20 * z, -500, 500)))

    return steep(x - a) - steep(x - b)


@wrong("step_rectangle", "sorted, so that the answers are in another order")
def _(x: Any, a: Any, b: Any) -> Any:
    return 1.0 * ((np.sort(x) >= a) & (np.sort(x) < b))


@wrong("step_rectangle", "wrong edges and negative")
def _(x: Any, a: Any, b: Any) -> Any:
    return -1.0 * ((x > a) & (x <= b + 1e-3))


@wrong("step_rectangle", "a little wider than asked for, to be safe")
def _(x: Any, a: Any, b: Any) -> Any:
    return 1.0 * ((x >= a - 1e-9) & (x < b + 1e-9))


# ------------------------------------------------------------------ relu_rectangle


def _relu(z: Any) -> Any:
    return np.maximum(0, z)


@right("relu_rectangle", "two clipped ramps")
def _(x: Any, a: Any, b: Any, eps: Any) -> Any:
    return np.clip((x - a) / eps, 0, 1) - np.clip((x - b) / eps, 0, 1)


@right("relu_rectangle", "the smaller of the rise and the fall")
def _(x: Any, a: Any, b: Any, eps: Any) -> Any:
    return np.clip(np.minimum((x - a) / eps, (b + eps - x) / eps), 0, 1)


@right("relu_rectangle", "a loop over x and four max(0, …), as a list")
def _(x: Any, a: Any, b: Any, eps: Any) -> Any:
    corners = ((a, 1), (a + eps, -1), (b, -1), (b + eps, 1))
    return [sum(s * max(0.0, float(one) - p) for p, s in corners) / eps for one in x]


@right("relu_rectangle", "weights, biases and output weights, evaluated as a layer, in float32")
def _(x: Any, a: Any, b: Any, eps: Any) -> Any:
    W = np.full((1, 4), 1 / eps, dtype=np.float32)
    bias = -np.array([a, a + eps, b, b + eps], dtype=np.float32) / np.float32(eps)
    v = np.array([1, -1, -1, 1], dtype=np.float32)
    return _relu(x.astype(np.float32)[:, None] @ W + bias) @ v


@right("relu_rectangle", "np.interp through the four corners")
def _(x: Any, a: Any, b: Any, eps: Any) -> Any:
    return np.interp(x, [a, a + eps, b + 1e-15, b + eps], [0, 1, 1, 0])


@right("relu_rectangle", "ReLU as z times (z > 0), each term divided by eps, in another order")
def _(x: Any, a: Any, b: Any, eps: Any) -> Any:
    def ramp(p: Any) -> Any:
        return (x - p) * (x > p) / eps

    return ramp(b + eps) - ramp(b) - ramp(a + eps) + ramp(a)


@wrong("relu_rectangle", "a smooth rise")
def _(x: Any, a: Any, b: Any, eps: Any) -> Any:
    up, down = np.clip((x - a) / eps, 0, 1), np.clip((x - b) / eps, 0, 1)
    return up**2 * (3 - 2 * up) - down**2 * (3 - 2 * down)


@wrong("relu_rectangle", "rounded to one decimal")
def _(x: Any, a: Any, b: Any, eps: Any) -> Any:
    return np.round(np.clip((x - a) / eps, 0, 1) - np.clip((x - b) / eps, 0, 1), 1)


@wrong("relu_rectangle", "the fall is twice as slow as the rise")
def _(x: Any, a: Any, b: Any, eps: Any) -> Any:
    return np.clip((x - a) / eps, 0, 1) - np.clip((x - b) / (2 * eps), 0, 1)


@wrong("relu_rectangle", "no slope is divided, and the last unit is missing")
def _(x: Any, a: Any, b: Any, eps: Any) -> Any:
    return _relu(x - a) - _relu(x - a - eps) - _relu(x - b)


@wrong("relu_rectangle", "a leaky ReLU")
def _(x: Any, a: Any, b: Any, eps: Any) -> Any:
    def leaky(z: Any) -> Any:
        return np.where(z > 0, z, 0.01 * z)

    return (leaky(x - a) - leaky(x - a - eps) - leaky(x - b) + leaky(x - b - eps)) / eps + 0.02


# ------------------------------------------------------------------ build_step_net


def _cells(a: Any, b: Any, n: int) -> Any:
    edges = np.linspace(a, b, n + 1)
    return edges, 0.5 * (edges[1:] + edges[:-1])


def _climb(edges: Any, heights: Any) -> Any:
    """Steps from one height to the next, the first one held by c."""
    return np.ones((1, len(heights) - 1)), -edges[1:-1], np.diff(heights), float(heights[0])


@right("build_step_net", "two steps for each brick, 2n units, c = 0")
def _(f: Any, a: Any, b: Any, n: Any) -> Any:
    edges, middles = _cells(a, b, n)
    ends = np.stack([edges[:-1], edges[1:]], axis=1).ravel()
    v = np.stack([f(middles), -f(middles)], axis=1).ravel()
    return np.ones((1, 2 * n)), -ends, v, 0


@right("build_step_net", "bricks that look back from their right edge: step(r - x) - step(l - x)")
def _(f: Any, a: Any, b: Any, n: Any) -> Any:
    W1, b1, v = [], [], []
    h = (b - a) / n
    for i in range(n):
        left, height = a + i * h, float(f(a + (i + 0.5) * h))
        W1 += [-1.0, -1.0]
        b1 += [left + h, left]
        v += [height, -height]
    return [W1], b1, v, 0.0


@right("build_step_net", "the offset in a unit that is always on; c = 0; a loop")
def _(f: Any, a: Any, b: Any, n: Any) -> Any:
    edges, middles = _cells(a, b, n)
    heights = [f(float(m)) for m in middles]
    W1, b1, v = [0.0], [1.0], [heights[0]]
    for i in range(1, n):
        W1.append(1.0)
        b1.append(-float(edges[i]))
        v.append(heights[i] - heights[i - 1])
    return np.array([W1]), np.array(b1), np.array(v), np.array(0.0)


@right("build_step_net", "in float32, v and b1 as rows, c as an array of one number")
def _(f: Any, a: Any, b: Any, n: Any) -> Any:
    W1, b1, v, c = (np.asarray(p, dtype=np.float32) for p in _climb(*_with_heights(f, a, b, n)))
    return W1, b1[None, :], v[None, :], c.reshape(1)


def _with_heights(f: Any, a: Any, b: Any, n: int) -> Any:
    edges, middles = _cells(a, b, n)
    return edges, np.array([f(m) for m in middles])


@right("build_step_net", "steep weights: 100 x - 100 e")
def _(f: Any, a: Any, b: Any, n: Any) -> Any:
    W1, b1, v, c = _climb(*_with_heights(f, a, b, n))
    return 100 * W1, 100 * b1, v, c


@right("build_step_net", "heights halfway between the values at the two ends")
def _(f: Any, a: Any, b: Any, n: Any) -> Any:
    edges, _ = _cells(a, b, n)
    return _climb(edges, (f(edges[:-1]) + f(edges[1:])) / 2)


@right("build_step_net", "heights halfway between the largest and the smallest value of a piece")
def _(f: Any, a: Any, b: Any, n: Any) -> Any:
    edges, _ = _cells(a, b, n)
    values = f(np.linspace(edges[:-1], edges[1:], 200))
    return _climb(edges, (values.max(axis=0) + values.min(axis=0)) / 2)


@right("build_step_net", "an uneven grid of 2n pieces, in turn narrow and wide")
def _(f: Any, a: Any, b: Any, n: Any) -> Any:
    widths = np.tile([0.3, 0.7], n) * (b - a) / n
    edges = a + np.append(0.0, np.cumsum(widths))
    return _climb(edges, f((edges[:-1] + edges[1:]) / 2))


@right("build_step_net", "least squares over many places, units at the even edges")
def _(f: Any, a: Any, b: Any, n: Any) -> Any:
    edges, _ = _cells(a, b, n)
    x = (edges[:-1, None] + (edges[1] - edges[0]) * (np.arange(40) + 0.5) / 40).ravel()
    table = np.hstack([np.ones((len(x), 1)), x[:, None] > edges[1:-1]])
    weights = np.linalg.lstsq(table, f(x), rcond=None)[0]
    return np.ones((1, n - 1)), -edges[1:-1], weights[1:], weights[0]


@right("build_step_net", "a grid in the values of f where f climbs, as even as it can be elsewhere")
def _(f: Any, a: Any, b: Any, n: Any) -> Any:
    fine = np.linspace(a, b, 4000)
    climbed = np.append(0.0, np.cumsum(np.abs(np.diff(f(fine)))))
    if climbed[-1] < 1e-9:
        return _climb(*_with_heights(f, a, b, n))
    edges = np.interp(np.linspace(0, climbed[-1], n + 1), climbed, fine)
    values = [f(np.linspace(lo, hi, 50)) for lo, hi in pairwise(edges)]
    return _climb(edges, np.array([(np.max(v) + np.min(v)) / 2 for v in values]))


@wrong("build_step_net", "heights at a quarter of each piece, jumps in the right places")
def _(f: Any, a: Any, b: Any, n: Any) -> Any:
    edges, _ = _cells(a, b, n)
    return _climb(edges, f(edges[:-1] + (b - a) / n / 4))


@wrong("build_step_net", "the mean of f everywhere")
def _(f: Any, a: Any, b: Any, n: Any) -> Any:
    return np.zeros((1, 1)), np.zeros(1), np.zeros(1), np.mean(f(np.linspace(a, b, 100)))


@wrong("build_step_net", "right for at most 6 pieces")
def _(f: Any, a: Any, b: Any, n: Any) -> Any:
    return _climb(*_with_heights(f, a, b, min(n, 6)))


@wrong("build_step_net", "right for at least 2 pieces")
def _(f: Any, a: Any, b: Any, n: Any) -> Any:
    W1, b1, v, c = _climb(*_with_heights(f, a, b, n))
    return W1, b1, v, c if n > 1 else 0.0


@wrong("build_step_net", "the first and the last height are 0")
def _(f: Any, a: Any, b: Any, n: Any) -> Any:
    edges, heights = _with_heights(f, a, b, n)
    heights[0] = heights[-1] = 0.0
    return _climb(edges, heights)


@wrong("build_step_net", "heights rounded to a tenth")
def _(f: Any, a: Any, b: Any, n: Any) -> Any:
    edges, heights = _with_heights(f, a, b, n)
    return _climb(edges, np.round(heights, 1))


@wrong("build_step_net", "sampled on [0, 1] and stretched")
def _(f: Any, a: Any, b: Any, n: Any) -> Any:
    edges, _ = _cells(a, b, n)
    return _climb(edges, f((np.arange(n) + 0.5) / n))


@wrong("build_step_net", "a thousand units")
def _(f: Any, a: Any, b: Any, n: Any) -> Any:
    return _climb(*_with_heights(f, a, b, 1000))


@wrong("build_step_net", "a bias too few")
def _(f: Any, a: Any, b: Any, n: Any) -> Any:
    W1, b1, v, c = _climb(*_with_heights(f, a, b, n))
    return W1, b1[:-1], v, c


@wrong("build_step_net", "weights so large that nothing is left of them")
def _(f: Any, a: Any, b: Any, n: Any) -> Any:
    W1, b1, v, c = _climb(*_with_heights(f, a, b, n))
    return 1e308 * W1, 1e308 * b1, v, c


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


@right("build_relu_net", "four ReLUs for each tent, the slope 1/h in W1 and b1, lists")
def _(f: Any, a: Any, b: Any, n: Any) -> Any:
    W1, b1, v, c = _four_a_tent(f, a, b, n)
    h = (b - a) / n
    return (W1 / h).tolist(), (b1 / h).tolist(), (v * h).tolist(), c


@right("build_relu_net", "four ReLUs for each tent, in float32")
def _(f: Any, a: Any, b: Any, n: Any) -> Any:
    return tuple(np.asarray(part, dtype=np.float32) for part in _four_a_tent(f, a, b, n))


@right("build_relu_net", "n + 1 corners, the last at b, the offset in a constant unit")
def _(f: Any, a: Any, b: Any, n: Any) -> Any:
    x = np.linspace(a, b, n + 1)
    slopes = np.diff([f(p) for p in x]) / ((b - a) / n)
    v = np.concatenate([[f(a)], slopes[:1], np.diff(slopes), -slopes[-1:]])
    return np.append(0.0, np.ones(n + 1))[None, :], np.append(1.0, -x), v, np.array([0.0])


@right("build_relu_net", "in float32, v as a row")
def _(f: Any, a: Any, b: Any, n: Any) -> Any:
    x = np.linspace(a, b, n + 1)
    W1, b1, v, c = _bent(x, f(x))
    return W1, b1.astype(np.float32), v.astype(np.float32)[None, :], np.float32(c)


@right("build_relu_net", "corners seen from the right: ReLUs of p - x, and c = f(b)")
def _(f: Any, a: Any, b: Any, n: Any) -> Any:
    x = np.linspace(a, b, n + 1)
    slopes = np.diff(f(x)) / np.diff(x)
    return -np.ones((1, n)), x[1:], np.append(np.diff(slopes), -slopes[-1]), f(b)


@right("build_relu_net", "an uneven grid of 2n pieces, in turn narrow and wide")
def _(f: Any, a: Any, b: Any, n: Any) -> Any:
    widths = np.tile([0.3, 0.7], n) * (b - a) / n
    x = a + np.append(0.0, np.cumsum(widths))
    return _bent(x, f(x))


@right("build_relu_net", "every unit that is allowed, on a finer grid")
def _(f: Any, a: Any, b: Any, n: Any) -> Any:
    x = np.linspace(a, b, 4 * n + 5)
    return _bent(x, f(x))


@right("build_relu_net", "least squares over many places, units at the even corners")
def _(f: Any, a: Any, b: Any, n: Any) -> Any:
    corners, x = np.linspace(a, b, n + 1)[:-1], np.linspace(a, b, 40 * n + 1)
    table = np.hstack([np.ones((len(x), 1)), np.maximum(x[:, None] - corners, 0)])
    weights = np.linalg.lstsq(table, f(x), rcond=None)[0]
    return np.ones((1, n)), -corners, weights[1:], weights[0]


@right("build_relu_net", "the polygon lowered or lifted by half of its error")
def _(f: Any, a: Any, b: Any, n: Any) -> Any:
    x = np.linspace(a, b, n + 1)
    W1, b1, v, c = _bent(x, f(x))
    fine = np.linspace(a, b, 500)
    gap = f(fine) - (np.maximum(fine[:, None] @ W1 + b1, 0) @ v + c)
    return W1, b1, v, c + (gap.max() + gap.min()) / 2


@wrong("build_relu_net", "tangents at the left ends instead of chords")
def _(f: Any, a: Any, b: Any, n: Any) -> Any:
    x = np.linspace(a, b, n + 1)[:-1]
    slopes = (f(x + 1e-6) - f(x - 1e-6)) / 2e-6
    return np.ones((1, n)), -x, np.append(slopes[0], np.diff(slopes)), f(a)


@wrong("build_relu_net", "right for at most 5 pieces")
def _(f: Any, a: Any, b: Any, n: Any) -> Any:
    x = np.linspace(a, b, min(n, 5) + 1)
    return _bent(x, f(x))


@wrong("build_relu_net", "right for at least 2 pieces")
def _(f: Any, a: Any, b: Any, n: Any) -> Any:
    x = np.linspace(a, b, n + 1)
    W1, b1, v, c = _bent(x, f(x))
    return W1, b1, v if n > 1 else 0 * v, c


@wrong("build_relu_net", "half as many pieces, each twice as wide")
def _(f: Any, a: Any, b: Any, n: Any) -> Any:
    x = np.linspace(a, b, max(n // 2, 1) + 1)
    return _bent(x, f(x))


@wrong("build_relu_net", "the first slope is right and all others keep half of it")
def _(f: Any, a: Any, b: Any, n: Any) -> Any:
    x = np.linspace(a, b, n + 1)
    W1, b1, v, c = _bent(x, f(x))
    return W1, b1, v / np.append(1, np.full(n - 1, 2)), c


@wrong("build_relu_net", "slopes rounded to two decimals")
def _(f: Any, a: Any, b: Any, n: Any) -> Any:
    x = np.linspace(a, b, n + 1)
    W1, b1, v, c = _bent(x, f(x))
    return W1, b1, np.round(v, 2), c


@wrong("build_relu_net", "a line fitted to the whole of f")
def _(f: Any, a: Any, b: Any, n: Any) -> Any:
    x = np.linspace(a, b, 50)
    slope, height = np.polyfit(x - a, f(x), 1)
    return np.ones((1, 1)), np.array([-a]), np.array([slope]), height


@wrong("build_relu_net", "a thousand units")
def _(f: Any, a: Any, b: Any, n: Any) -> Any:
    x = np.linspace(a, b, 1001)
    return _bent(x, f(x))


@wrong("build_relu_net", "corners by Chebyshev's rule, which leaves wide gaps in the middle")
def _(f: Any, a: Any, b: Any, n: Any) -> Any:
    x = (a + b) / 2 - (b - a) / 2 * np.cos(np.pi * np.arange(n + 1) / n)
    return _bent(x, f(x) + 0.2 * (x - a))


# ------------------------------------------------------------------ width_for_tolerance


@right("width_for_tolerance", "np.ceil of another order of factors, as a float")
def _(lipschitz: Any, a: Any, b: Any, tolerance: Any) -> Any:
    return np.ceil(0.5 * (b - a) * lipschitz / tolerance)


@right("width_for_tolerance", "minus floor of the negative; at least 1; defaults")
def _(lipschitz: Any, a: Any = 0.0, b: Any = 1.0, tolerance: Any = 0.1) -> Any:
    return max(1, int(-((-lipschitz * (b - a)) // (2 * tolerance))))


@right("width_for_tolerance", "counts up until the bound is met")
def _(lipschitz: Any, a: Any, b: Any, tolerance: Any) -> Any:
    n = 1
    while lipschitz * (b - a) / (2 * n) > tolerance:
        n += 1
    return n


@right("width_for_tolerance", "half a width that is allowed, and how often it fits")
def _(lipschitz: Any, a: Any, b: Any, tolerance: Any) -> Any:
    width = 2 * tolerance / lipschitz
    return np.array([math.ceil((b - a) / width)])


@right("width_for_tolerance", "in float32")
def _(lipschitz: Any, a: Any, b: Any, tolerance: Any) -> Any:
    half = np.float32(lipschitz) * (np.float32(b) - np.float32(a)) / np.float32(2)
    return np.ceil(half / np.float32(tolerance))


@right("width_for_tolerance", "halves the interval of candidates")
def _(lipschitz: Any, a: Any, b: Any, tolerance: Any) -> Any:
    low, high = 0, 1 << 20
    while high - low > 1:
        n = (low + high) // 2
        low, high = (low, n) if lipschitz * (b - a) / (2 * n) <= tolerance else (n, high)
    return np.int64(high)


@wrong("width_for_tolerance", "never more than a thousand")
def _(lipschitz: Any, a: Any, b: Any, tolerance: Any) -> Any:
    return min(1000, math.ceil(lipschitz * (b - a) / (2 * tolerance)))


@wrong("width_for_tolerance", "at least two pieces")
def _(lipschitz: Any, a: Any, b: Any, tolerance: Any) -> Any:
    return max(2, math.ceil(lipschitz * (b - a) / (2 * tolerance)))


@wrong("width_for_tolerance", "rounded up to two digits")
def _(lipschitz: Any, a: Any, b: Any, tolerance: Any) -> Any:
    quotient = lipschitz * (b - a) / (2 * tolerance)
    unit = 10 ** max(0, math.floor(math.log10(quotient)) - 1)
    return unit * math.ceil(quotient / unit)


@wrong("width_for_tolerance", "cut off, but never 0")
def _(lipschitz: Any, a: Any, b: Any, tolerance: Any) -> Any:
    return max(1, int(lipschitz * (b - a) / (2 * tolerance)))


@wrong("width_for_tolerance", "an even number, always")
def _(lipschitz: Any, a: Any, b: Any, tolerance: Any) -> Any:
    return 2 * math.ceil(lipschitz * (b - a) / (4 * tolerance))


@wrong("width_for_tolerance", "the interval starts at 0 and nothing is halved")
def _(lipschitz: Any, a: Any, b: Any, tolerance: Any) -> Any:
    return math.ceil(lipschitz * abs(b) / tolerance)
