"""n flat bricks as n - 1 step units: c + step(x W1 + b1) v follows f on [a, b]."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise, Fault
from autograder.check.forms import Array, Number, Record
from autograder.exercises.lesson_05.shared import (
    Curve,
    asked,
    astray_at_an_end,
    bricks,
    changes,
    constant,
    cornered,
    exponential,
    hidden_spike,
    line,
    over,
    parabola,
    pieces,
    places,
    right_stairs,
    seen,
    sign_of,
    sine,
    stairs,
    too_far,
    uneven,
)
from nnlib import approximate
from nnlib.activations import step

exercise = Exercise(
    reference=approximate.build_step_net,
    lesson="05_universal_approximation",
    takes={"f": "function", "a": "", "b": "", "n": ""},
    returns=Record(W1=Array("1 k"), b1=Array("k"), v=Array("k"), c=Number()),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield asked("a steep line, 7 pieces", line(rng), 7)
    yield asked("a sine well above 0, 7 pieces", sine(rng), 7)
    yield asked("a parabola below 0, 20 pieces", parabola(rng), 20)
    yield asked("an absolute value, 7 pieces", cornered(rng), 7)
    yield asked("an exponential, 6 pieces", exponential(rng), 6)
    yield asked("a constant, 5 pieces", constant(rng), 5)
    yield asked("a parabola from 1 to 5 (whole numbers), 6 pieces", parabola(rng, True), 6)
    yield asked("a steep line and a single piece", line(rng), 1, aspect="one piece")


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield asked("an exponential, 2 pieces", exponential(rng), 2)
    yield asked("a steep line, 3 pieces", line(rng), 3)
    yield asked("a sine, 31 pieces", sine(rng), 31)
    yield asked("a parabola and a single piece", parabola(rng), 1, aspect="one piece")


@exercise.seen_as
def _(net: Any, f: Any, a: float, b: float, n: int) -> Any:
    return seen(net, step, 2 * n, "2n", f, a, b, n)


@exercise.judged_by
def _(net: Any, f: Curve, a: float, b: float, n: int) -> str | Fault | None:
    """Proves that the error is within the bound; where it is not, a grid tells the place."""
    curve = net["curve"]
    bound = f.lipschitz * (b - a) / (2 * n)
    said = too_far(curve, f, a, b, n, bound)
    if not said:
        if said := astray_at_an_end(net["ends"], curve, f, a, b, bound):
            return Fault(said, "")
        return hidden_spike(net["proved"], curve, f, bound)
    sign = sign_of(curve, changes(places(a, b, n), curve), f, a, b, n, bound, order=1)
    return Fault(said, sign or ("build_step_net.23" if _astray(curve, f, a, b, n) else sign))


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


def _climb(edges: Any, heights: Any) -> Any:
    """The same stairs from 0, with a first jump at a itself."""
    return stairs(edges[:-1], np.diff(heights, prepend=0.0), 0.0)


def _laid(edges: Any, heights: Any) -> Any:
    return bricks(edges[:-1], edges[1:], heights)


@exercise.mistakes(net=(over, _laid), digits=(0, 1))
def _(f, a, b, n, *, net, digits):
    edges, middles = pieces(a, b, n)
    heights, h = f(middles), (b - a) / n
    count, halves = np.arange(n + 1), np.arange(n) + 0.5
    "F16.1: There are n pieces with n + 1 edges: yours end one piece too early, or are too few."
    _laid(edges[:-1], heights[:-1])
    stairs(edges[1:-2], np.diff(heights[:-1]), heights[0])
    _climb(edges[:-1], heights[:-1])
    edges, middles = pieces(a, b, n - 1)
    over(edges, f(middles))
    "F16.2: Left of the first jump only c is heard: it has to be the height of the first piece."
    stairs(edges[1:-1], np.diff(heights), 0.0)
    "F16.2: The first brick, the one that starts at a, is missing."
    _laid(edges[1:], heights[1:])
    "F16.3: Cut [a, b] evenly: places drawn by chance, or by a rule of their own, leave wide gaps."
    over(edges, f(np.random.uniform(edges[:-1], edges[1:])))  # noqa: NPY002
    points = np.sort(np.random.default_rng(0).uniform(a, b, n))
    stairs(points[1:], np.diff(f(points)), f(points)[0])
    "F16.4: Return numbers only: once it is built, the net must not ask f again."
    lambda x: f(x)
    f
    np.ones((1, n - 1)), -edges[1:-1], lambda x: f(x), 0.0
    *stairs(edges[1:-1], np.diff(heights), 0.0)[:3], lambda x: f(x)
    """build_step_net.1: A height from the left edge errs by up to h L at the right one. Where is
    it only half?"""
    over(edges, f(edges[:-1]))
    """build_step_net.2: A height from the right edge errs by up to h L at the left one. Where is
    it only half?"""
    over(edges, f(edges[1:]))
    """build_step_net.3: The larger of the two ends is too high for the other end: what lies in
    between?"""
    over(edges, np.maximum(f(edges[:-1]), f(edges[1:])))
    """build_step_net.3: The smaller of the two ends is too low for the other end: what lies in
    between?"""
    over(edges, np.minimum(f(edges[:-1]), f(edges[1:])))
    "build_step_net.23: A height is f at the middle of its piece: no other place, no rounding."
    over(edges, f(edges[:-1] + h / 4))
    "build_step_net.4: The heights are cut down to whole numbers: keep them in a float array."
    over(edges, heights.astype(int))
    "build_step_net.4: The heights keep all their digits: nothing is rounded."
    over(edges, np.round(heights, digits))
    "build_step_net.5: The height is f itself: times the width would be an area."
    over(edges, heights * (edges[1] - edges[0]))
    "build_step_net.5: The height is f itself: nothing is divided by n."
    over(edges, heights / n)
    "build_step_net.6: Ask f at places in [a, b], not at the numbers 0, 1, 2, … of the pieces."
    over(edges, f(np.arange(n + 0.0)))
    """build_step_net.7: The middles lie in [a, b]: the first one is a plus half a piece, not half
    a piece."""
    over(edges, f(middles - a))
    "build_step_net.8: The sum of the two ends is not yet their mean: brackets before you halve?"
    over(edges, f(edges[:-1] + edges[1:]))
    over(edges, f(edges[:-1] + edges[1:] / 2))
    """build_step_net.9: The jumps are half a piece off: jump at the edges, take the heights in
    the middles."""
    stairs(middles[1:], np.diff(heights), heights[0])
    stairs(middles[:-1], np.diff(heights), heights[0])
    stairs(middles, np.diff(heights, prepend=0.0), 0.0)
    "build_step_net.10: The jumps come a whole piece off: piece i is left at edge i + 1."
    stairs(edges[2:], np.diff(heights), heights[0])
    stairs(edges[:-2], np.diff(heights), heights[0])
    stairs(edges[1:], np.diff(heights, prepend=0.0), 0.0)
    "build_step_net.11: To jump where x = e the unit sees x - e: what is its bias then?"
    over(-edges, heights)
    _laid(-edges, heights)
    _climb(-edges, heights)
    """build_step_net.12: All steps left of x are on at once, so their weights pile up: use the
    differences."""
    stairs(edges[:-1], heights, 0.0)
    stairs(edges[:-1], heights, heights[0])
    stairs(edges[1:-1], heights[1:], heights[0])
    stairs(edges[1:-1], heights[:-1], heights[0])
    stairs(edges[1:-1], heights[1:] - heights[0], heights[0])
    "build_step_net.12: A brick ends at its right edge: there it is taken back."
    W1, b1, v, c = _laid(edges, heights)
    W1, b1, np.abs(v) * np.sign(np.tile(heights, 2)), c
    "build_step_net.13: A jump is the new height minus the old one."
    stairs(edges[1:-1], -np.diff(heights), heights[0])
    "build_step_net.13: Up at the left edge of a brick, down at the right one."
    _laid(edges, -heights)
    "build_step_net.14: The first height is counted twice: in c, or in a jump at a, not in both."
    stairs(edges[:-1], np.diff(heights, prepend=0.0), heights[0])
    "build_step_net.14: The bricks hold every height already: nothing is left for c to add."
    *_laid(edges, heights)[:3], f(a)
    "build_step_net.15: Start at the height of the first piece, f at its middle; f(a) is not that."
    stairs(edges[1:-1], np.diff(heights), f(a))
    "build_step_net.16: The pieces do not end at b: n of them share the length b - a."
    h = (b - a) / (n + 1)
    net(a + h * count, f(a + h * halves))
    "build_step_net.16: The length of [a, b] is b - a."
    net(a + b / n * count, f(a + b / n * halves))
    "build_step_net.16: Dividing with `//` cuts the width: take `/`."
    h = (b - a) // n
    net(a + h * count, f(a + h * halves))
    "build_step_net.17: The pieces lie in [a, b]: the first one begins at a, not at 0."
    net(h * count, f(h * halves))
    net(h * count, f(a + h * halves))
    net(b / n * count, f(b / n * halves))
    "build_step_net.18: Too many units: two for each of the n bricks will do."
    edges, middles = pieces(a, b, 4 * n)
    _laid(edges, f(middles))
    "build_step_net.19: These weights suit ReLUs, whose slopes add up. A step adds its jump."
    points, _ = pieces(a, b, n)
    *_climb(points, np.diff(f(points)) / np.diff(points))[:3], f(a)
    "build_step_net.20: Units that look to the left are all off at b: which height must c be then?"
    W1, b1, v, c = right_stairs(f, a, b, n)
    -W1, -b1, v, c
    """build_step_net.24: At x = a the first unit sees exactly 0 and is off, so the first brick has
    not begun."""
    _laid(edges, heights)
    """build_step_net.24: At x = b a unit that looks to the left sees exactly 0 and is off: the last
    brick is over."""
    left, right = edges[:-1], edges[1:]
    -np.ones((1, 2 * n)), np.append(right, left), np.append(heights, -heights), 0.0
    "build_step_net.25: Two things were missing, and the offset is one. How high is each jump?"
    stairs(edges[1:-1], np.ones(n - 1), heights[0])
    "build_step_net.25: Both are missing still: the offset, and the height of each jump."
    stairs(edges[1:-1], np.ones(n - 1), 0.0)
    "build_step_net.26: W1 says where a unit comes on, with b1; how high it jumps is said by v."
    np.diff(heights)[None, :], -edges[1:-1], np.ones(n - 1), heights[0]
    "build_step_net.21: The order is W1, b1, v, c: the offset comes last."
    W1, b1, v, c = right_stairs(f, a, b, n)
    W1, b1, c, v
    "build_step_net.21: The offset c is a part of the net: return four values."
    right_stairs(f, a, b, n)[:3]


for _net in (over, _climb, _laid):

    @exercise.mistakes(net=(_net,))
    def _(f, a, b, n, *, net):
        edges, middles = pieces(a, b, n)
        W1, b1, v, c = net(edges, f(middles))
        "build_step_net.22: There is 1 input and there are k units: W1 is (1, k)."
        W1.T, b1, v, c
        W1[0], b1, v, c
        "build_step_net.22: One output weight for each unit: v is (k,)."
        W1, b1, v[:, None], c
