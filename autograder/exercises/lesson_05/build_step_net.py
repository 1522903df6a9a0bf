"""n flat bricks as n - 1 step units: c + step(x W1 + b1) v follows f on [a, b]."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise, Fault
from autograder.check.forms import Array, Number, Record
from autograder.exercises.lesson_05.shared import (
    Curve,
    Plan,
    bricks,
    changes,
    constant,
    curve_of,
    exponential,
    forms_of,
    line,
    parabola,
    parts_of,
    pieces,
    places,
    right_bricks,
    right_stairs,
    sign_of,
    sine,
    stairs,
    too_far,
    uneven,
)
from nnlib import approximate
from nnlib.activations import step


def _corner(rng: np.random.Generator) -> Plan:
    """An absolute value: a corner off the middle, no second derivative."""
    size, corner, lift = (float(rng.uniform(*r)) for r in ((1, 2), (0.1, 0.7), (1, 2)))
    a, b = float(rng.uniform(-3, -2)), float(rng.uniform(1.5, 2))
    return Curve(lambda x: lift + size * np.abs(x - corner), size, math.inf), a, b


exercise = Exercise(
    reference=approximate.build_step_net,
    lesson="05_universal_approximation",
    takes={"f": "function", "a": "", "b": "", "n": ""},
    returns=Record(W1=Array("1 k"), b1=Array("k"), v=Array("k"), c=Number()),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("a steep line, 7 pieces", (*line(rng), 7))
    yield Case("a sine well above 0, 7 pieces", (*sine(rng), 7))
    yield Case("a parabola below 0, 20 pieces", (*parabola(rng), 20))
    yield Case("an absolute value, 7 pieces", (*_corner(rng), 7))
    yield Case("an exponential, 6 pieces", (*exponential(rng), 6))
    yield Case("a constant, 5 pieces", (*constant(rng), 5))
    yield Case("a parabola from 1 to 5 (whole numbers), 6 pieces", (*parabola(rng, True), 6))
    yield Case("a steep line and a single piece", (*line(rng), 1), aspect="one piece")


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("an exponential, 2 pieces", (*exponential(rng), 2))
    yield Case("a steep line, 3 pieces", (*line(rng), 3))
    yield Case("a sine, 31 pieces", (*sine(rng), 31))
    yield Case("a parabola and a single piece", (*parabola(rng), 1), aspect="one piece")


@exercise.seen_as
def _(net: Any, f: Any, a: float, b: float, n: int) -> Any:
    return curve_of(net, step, 2 * n, "2n", a, b, n)


@exercise.judged_by
def _(curve: Any, f: Curve, a: float, b: float, n: int) -> str | Fault | None:
    bound = f.lipschitz * (b - a) / (2 * n)
    said = too_far(curve, f, a, b, n, bound)
    if not said:
        return None
    sign = sign_of(curve, changes(places(a, b, n), curve), f, a, b, n, bound, order=1)
    return Fault(said, sign or ("F16.3" if _astray(curve, f, a, b, n) else None))


def _astray(curve: Any, f: Curve, a: float, b: float, n: int) -> bool:
    """Flat on every piece, at values that f has there, or has at uneven places?"""
    if n < 5 or f.lipschitz == 0:
        return False
    table, values = curve.reshape(n, -1), f(places(a, b, n)).reshape(n, -1)
    heights, slack = table[:, 0], 0.01 * np.ptp(values, axis=1)
    if np.any(np.ptp(table, axis=1) > 1e-6 * np.max(np.abs(heights))):
        return False
    if f.bend == 0 and uneven(np.unique(heights)):
        return True  # on a straight line heights are as far apart as their places
    above, below = heights - values.max(axis=1), values.min(axis=1) - heights
    return bool(np.all(np.maximum(above, below) <= slack))


@exercise.mistakes
def _(f, a, b, n):
    "F16.1: There are n pieces with n + 1 edges: yours end one piece too early, or are too few."
    edges, middles = pieces(a, b, n)
    bricks(edges[:-2], edges[1:-1], f(middles[:-1]))
    edges, middles = pieces(a, b, n)
    stairs(edges[1:-2], np.diff(f(middles[:-1])), f(middles)[0])
    edges, middles = pieces(a, b, n)
    stairs(edges[:-2], np.diff(f(middles[:-1]), prepend=0.0), 0.0)
    edges, middles = pieces(a, b, n - 1)
    heights = f(middles)
    stairs(edges[1:-1], np.diff(heights), heights[0])
    "F16.2: Left of the first jump only c is heard: it has to be the height of the first piece."
    edges, middles = pieces(a, b, n)
    stairs(edges[1:-1], np.diff(f(middles)), 0.0)
    "F16.2: The first brick, the one that starts at a, is missing."
    edges, middles = pieces(a, b, n)
    bricks(edges[1:-1], edges[2:], f(middles[1:]))
    "F16.3: Cut [a, b] evenly and take each height in the middle of its piece, never by chance."
    edges, _ = pieces(a, b, n)
    heights = f(np.random.uniform(edges[:-1], edges[1:]))  # noqa: NPY002
    stairs(edges[1:-1], np.diff(heights), heights[0])
    points = np.sort(np.random.default_rng(0).uniform(a, b, n))
    heights = f(points)
    stairs(points[1:], np.diff(heights), heights[0])
    "F16.4: Return numbers only: once it is built, the net must not ask f again."
    lambda x: f(x)
    f
    edges, _ = pieces(a, b, n)
    np.ones((1, n - 1)), -edges[1:-1], lambda x: f(x), 0.0
    edges, middles = pieces(a, b, n)
    *stairs(edges[1:-1], np.diff(f(middles)), 0.0)[:3], lambda x: f(x)


def _heights_at(id: str, hint: str, where: Callable[[Any, Any], Any]) -> None:
    """Heights taken at another place of each piece; edges -> where."""

    @exercise.misconception(id, hint)
    def _(f: Any, a: Any, b: Any, n: Any) -> Any:
        edges, _ = pieces(a, b, n)
        heights = where(f, edges)
        return stairs(edges[1:-1], np.diff(heights), heights[0])


_heights_at(
    "build_step_net.1",
    "A height from the left edge errs by up to h L at the right one. Where is it only half?",
    lambda f, edges: f(edges[:-1]),
)


_heights_at(
    "build_step_net.2",
    "A height from the right edge errs by up to h L at the left one. Where is it only half?",
    lambda f, edges: f(edges[1:]),
)


_heights_at(
    "build_step_net.3",
    "The larger of the two ends is too high for the other end: what lies in between?",
    lambda f, edges: np.maximum(f(edges[:-1]), f(edges[1:])),
)


_heights_at(
    "build_step_net.3",
    "The smaller of the two ends is too low for the other end: what lies in between?",
    lambda f, edges: np.minimum(f(edges[:-1]), f(edges[1:])),
)


_heights_at(
    "build_step_net.4",
    "The heights are cut down to whole numbers: keep them in a float array.",
    lambda f, edges: f((edges[:-1] + edges[1:]) / 2).astype(int),
)


_heights_at(
    "build_step_net.5",
    "The height is f itself: times the width would be an area.",
    lambda f, edges: f((edges[:-1] + edges[1:]) / 2) * (edges[1] - edges[0]),
)


_heights_at(
    "build_step_net.5",
    "The height is f itself: nothing is divided by n.",
    lambda f, edges: f((edges[:-1] + edges[1:]) / 2) / (len(edges) - 1),
)


_heights_at(
    "build_step_net.6",
    "Ask f at places in [a, b], not at the numbers 0, 1, 2, … of the pieces.",
    lambda f, edges: f(np.arange(len(edges) - 1.0)),
)


_heights_at(
    "build_step_net.7",
    "The middles lie in [a, b]: the first one is a plus half a piece, not half a piece.",
    lambda f, edges: f((edges[:-1] + edges[1:]) / 2 - edges[0]),
)


_heights_at(
    "build_step_net.8",
    "The sum of the two ends is not yet their mean: brackets before you halve?",
    lambda f, edges: f(edges[:-1] + edges[1:]),
)


_heights_at(
    "build_step_net.8",
    "The sum of the two ends is not yet their mean: brackets before you halve?",
    lambda f, edges: f(edges[:-1] + edges[1:] / 2),
)


@exercise.mistakes
def _(f, a, b, n):
    """build_step_net.9: The jumps are half a piece off: jump at the edges, take the heights in
    the middles."""
    _, middles = pieces(a, b, n)
    heights = f(middles)
    stairs(middles[1:], np.diff(heights), heights[0])
    _, middles = pieces(a, b, n)
    heights = f(middles)
    stairs(middles[:-1], np.diff(heights), heights[0])
    _, middles = pieces(a, b, n)
    stairs(middles, np.diff(f(middles), prepend=0.0), 0.0)
    "build_step_net.10: The jumps come a whole piece off: piece i is left at edge i + 1."
    edges, middles = pieces(a, b, n)
    heights = f(middles)
    stairs(edges[2:], np.diff(heights), heights[0])
    edges, middles = pieces(a, b, n)
    heights = f(middles)
    stairs(edges[:-2], np.diff(heights), heights[0])
    edges, middles = pieces(a, b, n)
    stairs(edges[1:], np.diff(f(middles), prepend=0.0), 0.0)
    "build_step_net.11: To jump where x = e the unit sees x - e: what is its bias then?"
    edges, middles = pieces(a, b, n)
    heights = f(middles)
    stairs(-edges[1:-1], np.diff(heights), heights[0])
    edges, middles = pieces(a, b, n)
    bricks(-edges[:-1], -edges[1:], f(middles))
    edges, middles = pieces(a, b, n)
    stairs(-edges[:-1], np.diff(f(middles), prepend=0.0), 0.0)
    """build_step_net.12: All steps left of x are on at once, so their weights pile up: use the
    differences."""
    edges, middles = pieces(a, b, n)
    stairs(edges[:-1], f(middles), 0.0)
    "build_step_net.12: A brick ends at its right edge: there it is taken back."
    edges, middles = pieces(a, b, n)
    W1, b1, v, c = bricks(edges[:-1], edges[1:], f(middles))
    W1, b1, np.abs(v) * np.sign(np.tile(f(middles), 2)), c
    "build_step_net.13: A jump is the new height minus the old one."
    edges, middles = pieces(a, b, n)
    heights = f(middles)
    stairs(edges[1:-1], -np.diff(heights), heights[0])
    "build_step_net.13: Up at the left edge of a brick, down at the right one."
    edges, middles = pieces(a, b, n)
    bricks(edges[:-1], edges[1:], -f(middles))
    "build_step_net.14: The first height is counted twice: in c, or in a jump at a, not in both."
    edges, middles = pieces(a, b, n)
    heights = f(middles)
    stairs(edges[:-1], np.diff(heights, prepend=0.0), heights[0])
    "build_step_net.14: The bricks hold every height already: nothing is left for c to add."
    edges, middles = pieces(a, b, n)
    *bricks(edges[:-1], edges[1:], f(middles))[:3], f(a)
    "build_step_net.15: Start at the height of the first piece, f at its middle; f(a) is not that."
    edges, middles = pieces(a, b, n)
    stairs(edges[1:-1], np.diff(f(middles)), f(a))


def _width_of(id: str, hint: str, width: Callable[[Any, Any, Any], Any]) -> None:
    """Pieces of another width, as stairs and as bricks."""

    @exercise.misconception(id, hint)
    def _(f: Any, a: Any, b: Any, n: Any) -> Any:
        h = width(a, b, n)
        heights = f(a + h * (np.arange(n) + 0.5))
        return stairs(a + h * np.arange(1, n), np.diff(heights), heights[0])

    @exercise.misconception(id, hint)
    def _(f: Any, a: Any, b: Any, n: Any) -> Any:
        h = width(a, b, n)
        left = a + h * np.arange(n)
        return bricks(left, left + h, f(left + h / 2))


TOO_WIDE = "The pieces do not end at b: n of them share the length b - a."


_width_of("build_step_net.16", TOO_WIDE, lambda a, b, n: (b - a) / (n + 1))


_width_of("build_step_net.16", "The length of [a, b] is b - a.", lambda a, b, n: b / n)


_width_of(
    "build_step_net.16",
    "Dividing with `//` cuts the width: take `/`.",
    lambda a, b, n: (b - a) // n,
)


def _from_zero(jump_from_a: bool, read_from_a: bool) -> None:
    @exercise.misconception("build_step_net.17", "The pieces begin at a, not at 0: add a.")
    def _(f: Any, a: Any, b: Any, n: Any) -> Any:
        h = (b - a) / n
        heights = f(a * read_from_a + h * (np.arange(n) + 0.5))
        jumps = a * jump_from_a + h * np.arange(1, n)
        return stairs(jumps, np.diff(heights), heights[0])

    @exercise.misconception("build_step_net.17", "The pieces begin at a, not at 0: add a.")
    def _(f: Any, a: Any, b: Any, n: Any) -> Any:
        h = (b - a) / n
        left = a * jump_from_a + h * np.arange(n)
        return bricks(left, left + h, f(a * read_from_a + h * (np.arange(n) + 0.5)))


_from_zero(jump_from_a=False, read_from_a=False)


_from_zero(jump_from_a=False, read_from_a=True)


@exercise.mistakes
def _(f, a, b, n):
    "build_step_net.18: Too many units: two for each of the n bricks will do."
    edges, middles = pieces(a, b, 4 * n)
    bricks(edges[:-1], edges[1:], f(middles))
    "build_step_net.19: These weights suit ReLUs, whose slopes add up. A step adds its jump."
    points, _ = pieces(a, b, n)
    slopes = np.diff(f(points)) / np.diff(points)
    stairs(points[:-1], np.diff(slopes, prepend=0.0), f(a))
    "build_step_net.20: With x counted backwards the first height heard is the last: c at b?"
    edges, middles = pieces(a, b, n)
    heights = f(middles)
    -np.ones((1, n - 1)), edges[1:-1], np.diff(heights), heights[0]


def _right_climb(f: Any, a: Any, b: Any, n: Any) -> Any:
    edges, middles = pieces(a, b, n)
    return stairs(edges[:-1], np.diff(f(middles), prepend=0.0), 0.0)


parts_of(exercise, "build_step_net.21", right_stairs)


for _right in (right_stairs, _right_climb, right_bricks):
    forms_of(exercise, "build_step_net.22", _right)
