"""n + 1 ReLU bricks as n units: c + relu(x W1 + b1) v is the polygon through f on [a, b]."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise, Fault
from autograder.check.forms import Array, Number, Record
from autograder.exercises.lesson_05.shared import (
    Curve,
    changes,
    constant,
    curve_of,
    exponential,
    forms_of,
    line,
    parabola,
    parts_of,
    places,
    right_bricks,
    right_stairs,
    sign_of,
    sine,
    too_far,
)
from nnlib import approximate
from nnlib.activations import relu

exercise = Exercise(
    reference=approximate.build_relu_net,
    lesson="05_universal_approximation",
    takes={"f": "function", "a": "", "b": "", "n": ""},
    returns=Record(W1=Array("1 k"), b1=Array("k"), v=Array("k"), c=Number()),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("a steep line, 7 pieces", (*line(rng), 7))
    yield Case("a sine well above 0, 9 pieces", (*sine(rng), 9))
    yield Case("a parabola below 0, 20 pieces", (*parabola(rng), 20))
    yield Case("an exponential, 7 pieces", (*exponential(rng), 7))
    yield Case("a constant, 5 pieces", (*constant(rng), 5))
    yield Case("a parabola from 1 to 5 (whole numbers), 6 pieces", (*parabola(rng, True), 6))
    yield Case("a steep line and a single piece", (*line(rng), 1), aspect="one piece")


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("an exponential, 2 pieces", (*exponential(rng), 2))
    yield Case("a sine, 31 pieces", (*sine(rng), 31))
    yield Case("a parabola, 3 pieces", (*parabola(rng), 3))
    yield Case("a parabola and a single piece", (*parabola(rng), 1), aspect="one piece")


@exercise.seen_as
def _(net: Any, f: Any, a: float, b: float, n: int) -> Any:
    return curve_of(net, relu, 4 * (n + 1), "4(n + 1)", a, b, n)


@exercise.judged_by
def _(curve: Any, f: Curve, a: float, b: float, n: int) -> str | Fault | None:
    bound = f.bend * ((b - a) / n) ** 2 / 8
    said = too_far(curve, f, a, b, n, bound)
    if not said:
        return None
    x = places(a, b, n)
    slopes = np.diff(curve.astype(float)) / np.diff(x)
    if _flat_tops(slopes, n):
        return Fault(said, "build_relu_net.10")
    return Fault(said, sign_of(curve, changes(x[1:], slopes), f, a, b, n, bound, order=2))


def _flat_tops(slopes: Any, n: int) -> bool:
    """Is the curve level in the middle of every piece, but not everywhere?"""
    each = (len(slopes) + 1) // n
    middles = slopes[each // 2 - 1 :: each]
    return bool(0 < np.max(np.abs(slopes)) > 1e6 * np.max(np.abs(middles)))


def _polygon(corners: Any, slopes: Any, start: Any) -> Any:
    """A net that starts at one height and takes the next slope at each corner."""
    return np.ones((1, len(corners))), -corners, np.diff(slopes, prepend=0.0), start


def _tents(centres: Any, h: Any, heights: Any, shape: Any = (1, -1, -1, 1)) -> Any:
    """A net of four ReLUs a tent, which climbs to its height over a centre and falls again."""
    corners = np.concatenate([centres - h, centres, centres, centres + h])
    v = np.concatenate([sign * heights / h for sign in shape])
    return np.ones((1, len(corners))), -corners, v, 0.0


def _points(a: Any, b: Any, n: Any) -> Any:
    """The n + 1 points and the width of the n pieces."""
    return np.linspace(a, b, n + 1), (b - a) / n


@exercise.mistakes
def _(f, a, b, n):
    "F16.1: There are n pieces: the last one, up to b, is missing."
    x, h = _points(a, b, n)
    _tents(x[:-1], h, f(x[:-1]))
    x, h = _points(a, b, n)
    _polygon(x[:-2], np.diff(f(x[:-1])) / h, f(a))
    "F16.1: Count again: n pieces have n + 1 points, and yours are n."
    x, h = np.linspace(a, b, n), (b - a) / (n - 1)
    _polygon(x[:-1], np.diff(f(x)) / h, f(a))
    "F16.2: Left of the first corner only c is heard: what must the net be at a?"
    x, h = _points(a, b, n)
    _polygon(x[:-1], np.diff(f(x)) / h, 0.0)
    "F16.2: The brick over a itself is missing: n pieces have n + 1 points."
    x, h = _points(a, b, n)
    _tents(x[1:], h, f(x[1:]))
    "F16.2: The bricks over a and b are missing: n pieces have n + 1 points."
    x, h = _points(a, b, n)
    _tents(x[1:-1], h, f(x[1:-1]))
    "F16.3: Cut [a, b] evenly: points drawn by chance leave wide gaps, where the error is large."
    x = np.sort(np.random.uniform(a, b, n + 1))  # noqa: NPY002
    _polygon(x[:-1], np.diff(f(x)) / np.diff(x), f(x[0]))
    x = np.sort(np.random.default_rng(0).uniform(a, b, n + 1))
    _polygon(x[:-1], np.diff(f(x)) / np.diff(x), f(x[0]))
    "F16.4: Return numbers only: once it is built, the net must not ask f again."
    lambda x: f(x)
    f
    x, _ = _points(a, b, n)
    np.ones((1, n)), -x[:-1], lambda x: f(x), 0.0
    x, h = _points(a, b, n)
    *_polygon(x[:-1], np.diff(f(x)) / h, 0.0)[:3], lambda x: f(x)
    """build_relu_net.1: All ReLUs left of x climb at once: each weight is only the change of
    slope at its corner."""
    x, h = _points(a, b, n)
    np.ones((1, n)), -x[:-1], np.diff(f(x)) / h, f(a)
    x, _ = _points(a, b, n)
    np.ones((1, n)), -x[:-1], np.diff(f(x)), f(a)
    x, _ = _points(a, b, n)
    np.ones((1, n)), -x[:-1], f(x[:-1]), 0.0
    "build_relu_net.2: A slope is a rise over a width: where is the division by h?"
    x, _ = _points(a, b, n)
    _polygon(x[:-1], np.diff(f(x)), f(a))
    "build_relu_net.2: Divide by h, then the brick is 1 high."
    x, h = _points(a, b, n)
    _tents(x, h, f(x) * h)
    "build_relu_net.2: A slope is a rise divided by the width h, not times h."
    x, h = _points(a, b, n)
    _polygon(x[:-1], np.diff(f(x)) * h, f(a))
    "build_relu_net.3: A ReLU that starts at the corner p sees x - p: what is its bias then?"
    x, h = _points(a, b, n)
    _polygon(-x[:-1], np.diff(f(x)) / h, f(a))
    x, h = _points(a, b, n)
    W1, b1, v, c = _tents(x, h, f(x))
    W1, -b1, v, c
    "build_relu_net.4: The first slope, from a on, needs a unit too: one that starts at a."
    x, h = _points(a, b, n)
    np.ones((1, n - 1)), -x[1:-1], np.diff(np.diff(f(x)) / h), f(a)
    "build_relu_net.5: A change of slope is the new slope minus the old one."
    x, h = _points(a, b, n)
    _polygon(x[:-1], -np.diff(f(x)) / h, f(a))
    x, h = _points(a, b, n)
    slopes = np.diff(f(x)) / h
    v = np.concatenate([slopes[:1], -np.diff(slopes)])
    np.ones((1, n)), -x[:-1], v, f(a)
    "build_relu_net.6: The bricks are as high as f already: nothing is left for c to add."
    x, h = _points(a, b, n)
    *_tents(x, h, f(x))[:3], f(a)
    """build_relu_net.7: The corners are a whole piece off: slope i begins at point i, on the
    left of its piece."""
    x, h = _points(a, b, n)
    _polygon(x[1:], np.diff(f(x)) / h, f(a))
    x, h = _points(a, b, n)
    _polygon(x[:-1] - h, np.diff(f(x)) / h, f(a))
    "build_relu_net.7: The tent for f(x_i) has its top over x_i, not beside it."
    x, h = _points(a, b, n)
    _tents(x + h, h, f(x))
    """build_relu_net.8: The polygon goes through f at the edges of the pieces; middles belong to
    flat bricks."""
    x, h = _points(a, b, n)
    _polygon(x[:-1] + h / 2, np.diff(f(x)) / h, f(a))
    x, h = _points(a, b, n)
    middles = x[:-1] + h / 2
    _polygon(middles[:-1], np.diff(f(middles)) / h, f(middles)[0])
    x, h = _points(a, b, n)
    middles = x[:-1] + h / 2
    _tents(middles, h, f(middles))
    x, h = _points(a, b, n)
    _tents(x, h, f(x + h / 2))
    "build_relu_net.9: Jumps suit step units. A ReLU adds a slope: rise over width, and its change."
    right_stairs(f, a, b, n)
    right_bricks(f, a, b, n)


def _trapezoids(left: Any, right: Any, eps: Any, heights: Any) -> Any:
    """A net of one relu_rectangle a piece."""
    corners = np.concatenate([left, left + eps, right, right + eps])
    v = np.concatenate([heights, -heights, -heights, heights]) / eps
    return np.ones((1, len(corners))), -corners, v, 0.0


def _flat_bricks(share: float) -> None:
    @exercise.misconception(
        "build_relu_net.10",
        "Flat bricks only halve the error with h. As tents, with eps = h, lean on.",
    )
    def _(f: Any, a: Any, b: Any, n: Any) -> Any:
        x, h = _points(a, b, n)
        return _trapezoids(x[:-1], x[1:], share * h, f(x[:-1] + h / 2))


for _share in (1.0, 0.5, 0.1):
    _flat_bricks(_share)


@exercise.mistakes
def _(f, a, b, n):
    "build_relu_net.11: Your bricks are 2h wide on top, and neighbours add up to 2: tents, please."
    x, h = _points(a, b, n)
    _trapezoids(x - h, x + h, h, f(x))
    "build_relu_net.11: Each of your bricks is too wide or too narrow to lean on its neighbour."
    x, h = _points(a, b, n)
    _trapezoids(x - h / 2, x, h / 2, f(x))


def _turned(id: str, hint: str, *shape: int) -> None:
    """Tents whose four units do not have the signs +, -, -, +."""

    @exercise.misconception(id, hint)
    def _(f: Any, a: Any, b: Any, n: Any) -> Any:
        x, h = _points(a, b, n)
        return _tents(x, h, f(x), shape)


FLAT = "The four signs of a brick are +, -, -, +: after it comes flat 0."


_turned("build_relu_net.12", FLAT, 1, -1, -1, 0)


_turned("build_relu_net.12", FLAT, 1, -1, -1, -1)


_turned("build_relu_net.12", FLAT, 1, -1, 1, -1)


_turned("build_relu_net.12", "A tent turns twice on its top: from 1/h to 0 to -1/h.", 1, -1, 0, 1)


_turned("build_relu_net.12", "Yours is upside down: up first, then down.", -1, 1, 1, -1)


def _polygon_of(
    id: str, hint: str, plan: Callable[[Any, Any, Any, Any], Any], tents: bool = True
) -> None:
    """Points, heights and width from another plan, as corners and (if that differs) as tents."""

    @exercise.misconception(id, hint)
    def _(f: Any, a: Any, b: Any, n: Any) -> Any:
        x, heights, h = plan(f, a, b, n)
        return _polygon(x[:-1], np.diff(heights) / h, heights[0])

    if tents:

        @exercise.misconception(id, hint)
        def _(f: Any, a: Any, b: Any, n: Any) -> Any:
            x, heights, h = plan(f, a, b, n)
            return _tents(x, h, heights)


def _evenly(f: Any, start: Any, h: Any, n: Any, read_from: Any = None) -> Any:
    x = start + h * np.arange(n + 1)
    return x, f(x if read_from is None else x - start + read_from), h


_polygon_of(
    "build_relu_net.13",
    "The points do not end at b: n pieces share the length b - a.",
    lambda f, a, b, n: _evenly(f, a, (b - a) / (n + 1), n),
)


_polygon_of(
    "build_relu_net.13",
    "The length of [a, b] is b - a.",
    lambda f, a, b, n: _evenly(f, a, b / n, n),
)


_polygon_of(
    "build_relu_net.14",
    "The points begin at a, not at 0: add a.",
    lambda f, a, b, n: _evenly(f, 0.0, (b - a) / n, n),
)


_polygon_of(
    "build_relu_net.14",
    "The points begin at a, not at 0: add a.",
    lambda f, a, b, n: _evenly(f, 0.0, (b - a) / n, n, a),
)


_polygon_of(
    "build_relu_net.14",
    "The points where f is asked begin at a, not at 0: add a.",
    lambda f, a, b, n: _evenly(f, a, (b - a) / n, n, 0.0),
    tents=False,
)


_polygon_of(
    "build_relu_net.15",
    "The heights are cut down to whole numbers: keep them in a float array.",
    lambda f, a, b, n: (_points(a, b, n)[0], f(_points(a, b, n)[0]).astype(int), (b - a) / n),
    tents=False,
)


_polygon_of(
    "build_relu_net.16",
    "Ask f at places in [a, b], not at the numbers 0, 1, 2, … of the points.",
    lambda f, a, b, n: (_points(a, b, n)[0], f(np.arange(n + 1.0)), (b - a) / n),
    tents=False,
)


@exercise.mistakes
def _(f, a, b, n):
    "build_relu_net.17: Too many units: four for each of the n + 1 points."
    x, h = _points(a, b, 9 * n)
    _polygon(x[:-1], np.diff(f(x)) / h, f(a))
    "build_relu_net.18: One straight line from f(a) to f(b) has no corner left."
    np.ones((1, 1)), np.array([-a]), np.array([(f(b) - f(a)) / (b - a)]), f(a)
    "build_relu_net.19: Where the unit starts is decided by b1; c is f(a) alone."
    x, h = _points(a, b, n)
    slopes = np.diff(f(x)) / h
    _polygon(x[:-1], slopes, f(a) - slopes[0] * a)


def _right_polygon(f: Any, a: Any, b: Any, n: Any) -> Any:
    x, h = _points(a, b, n)
    return _polygon(x[:-1], np.diff(f(x)) / h, f(a))


def _right_long_polygon(f: Any, a: Any, b: Any, n: Any) -> Any:
    x, h = _points(a, b, n)
    return _polygon(x, np.append(np.diff(f(x)) / h, 0.0), f(a))


def _right_tents(f: Any, a: Any, b: Any, n: Any) -> Any:
    x, h = _points(a, b, n)
    return _tents(x, h, f(x))


parts_of(exercise, "build_relu_net.20", _right_polygon)


for _right in (_right_polygon, _right_long_polygon, _right_tents):
    forms_of(exercise, "build_relu_net.21", _right)
