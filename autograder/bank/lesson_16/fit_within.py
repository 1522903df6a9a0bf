"""Other answers to fit_within: right ones in other words, wrong ones without a name."""

from itertools import pairwise
from typing import Any

import numpy as np

from autograder.bank import right, wrong


def _bent(points: Any, heights: Any) -> Any:
    """The polygon through points and heights, a ReLU for every corner."""
    slopes = np.diff(heights) / np.diff(points)
    v = np.append(slopes[0], np.diff(slopes))
    return np.ones((1, len(v))), -points[:-1], v, float(heights[0])


def _middle(f: Any, net: Any, a: Any, b: Any) -> Any:
    """The net lifted or lowered so that it errs as much above as below."""
    W1, b1, v, c = net
    x = np.linspace(a, b, 2000)
    gap = f(x) - (np.maximum(x[:, None] @ W1 + b1, 0) @ v + c)
    return W1, b1, v, c + (gap.max() + gap.min()) / 2


@right
def _(f, a, b, units):
    x = np.linspace(a, b, units + 1)
    "lists, and f asked one number at a time"
    heights = [float(f(one)) for one in x]
    slopes = [(r - q) * units / (b - a) for q, r in pairwise(heights)]
    changes = [s - r for r, s in pairwise([0.0, *slopes])]
    [[1.0] * units], [-float(one) for one in x[:-1]], changes, heights[0]
    "lifted by half of its error"
    _middle(f, _bent(x, f(x)), a, b)
    "corners seen from the right: ReLUs of p - x, and c = f(b)"
    slopes = np.diff(f(x)) / np.diff(x)
    -np.ones((1, units)), x[1:], np.append(np.diff(slopes), -slopes[-1]), f(b)
    "units that are scaled, v as a row"
    W1, b1, v, c = _bent(x, f(x))
    3 * W1, 3 * b1, (v / 3)[None, :], np.array([c])
    "least squares over many places on the even corners, lifted"
    corners, places = x[:-1], np.linspace(a, b, 40 * units + 1)
    table = np.hstack([np.ones((len(places), 1)), np.maximum(places[:, None] - corners, 0)])
    weights = np.linalg.lstsq(table, f(places), rcond=None)[0]
    _middle(f, (np.ones((1, units)), -corners, weights[1:], weights[0]), a, b)
    "corners by the root of the bend, on the curve"
    fine = np.linspace(a, b, 3001)
    weight = np.cumsum(np.sqrt(np.abs(np.gradient(np.gradient(f(fine), fine), fine))) + 1e-9)
    places = np.interp(np.linspace(weight[0], weight[-1], units + 1), weight, fine)
    _bent(places, f(places))
    "corners where the curve bends, found by differences, half of them even"
    fine = np.linspace(a, b, 2001)
    bend = np.sqrt(np.abs(np.gradient(np.gradient(f(fine), fine), fine)))
    weight = np.cumsum(bend + bend.mean() + 1e-12)
    even = np.interp(np.linspace(weight[0], weight[-1], units + 1), weight, fine)
    _middle(f, _bent(even, f(even)), a, b)


def _spike(net: Any, a: Any, b: Any) -> Any:
    """The last three units make a tent of height 5, so narrow that no grid sees it."""
    W1, b1, v, c = net
    corners = a + 0.41372 * (b - a) + 5e-7 * np.arange(3)
    W1, b1 = np.append(W1[:, :-3], np.ones((1, 3)), axis=1), np.append(b1[:-3], -corners)
    return W1, b1, np.append(v[:-3], np.array([5, -10, 5]) / 5e-7), c


@wrong
def _(f, a, b, units):
    x = np.linspace(a, b, units + 1)
    "a spike of height 5 and width 1e-6 for the last three units"
    _spike(_bent(x, f(x)), a, b) if units > 3 else _bent(x, 0 * x)
    "right for at most 5 units"
    x = np.linspace(a, b, min(units, 5) + 1)
    _bent(x, f(x))
    "tangents at the left ends instead of chords"
    left = x[:-1]
    slopes = (f(left + 1e-6) - f(left - 1e-6)) / 2e-6
    np.ones((1, units)), -left, np.append(slopes[0], np.diff(slopes)), f(a)
    "a cubic through the whole, then a polygon on that"
    poly = np.polynomial.Polynomial.fit(x, f(x), 1)
    _bent(x, poly(x))
    "slopes rounded to one decimal"
    W1, b1, v, c = _bent(x, f(x))
    W1, b1, np.round(v, 1), c
    "corners by Chebyshev's rule, a little lifted"
    x = (a + b) / 2 - (b - a) / 2 * np.cos(np.pi * np.arange(units + 1) / units)
    _bent(x, f(x) + 0.2 * (x - a))
    "a hundred units"
    x = np.linspace(a, b, 101)
    _bent(x, f(x))
