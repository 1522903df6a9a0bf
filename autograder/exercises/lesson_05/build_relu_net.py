"""n + 1 ReLU bricks as n units: c + relu(x W1 + b1) v is the polygon through f on [a, b]."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise, Fault
from autograder.check.forms import Array, Number, Record
from autograder.exercises.lesson_05.shared import (
    Curve,
    asked,
    changes,
    constant,
    exponential,
    flat_tops,
    hidden_spike,
    line,
    parabola,
    places,
    right_bricks,
    right_stairs,
    seen,
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
    yield asked("a steep line, 7 pieces", line(rng), 7)
    yield asked("a sine well above 0, 9 pieces", sine(rng), 9)
    yield asked("a parabola below 0, 20 pieces", parabola(rng), 20)
    yield asked("an exponential, 7 pieces", exponential(rng), 7)
    yield asked("a constant, 5 pieces", constant(rng), 5)
    yield asked("a parabola from 1 to 5 (whole numbers), 6 pieces", parabola(rng, True), 6)
    yield asked("a steep line and a single piece", line(rng), 1, aspect="one piece")


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield asked("an exponential, 2 pieces", exponential(rng), 2)
    yield asked("a sine, 31 pieces", sine(rng), 31)
    yield asked("a parabola, 3 pieces", parabola(rng), 3)
    yield asked("a parabola and a single piece", parabola(rng), 1, aspect="one piece")


@exercise.seen_as
def _(net: Any, f: Any, a: float, b: float, n: int) -> Any:
    return seen(net, relu, 4 * (n + 1), "4(n + 1)", f, a, b, n)


@exercise.judged_by
def _(net: Any, f: Curve, a: float, b: float, n: int) -> str | Fault | None:
    """Proves that the error is within the bound; where it is not, a grid tells the place."""
    curve = net["curve"]
    bound = f.bend * ((b - a) / n) ** 2 / 8
    said = too_far(curve, f, a, b, n, bound)
    if not said:
        return hidden_spike(net["proved"], curve, f, bound)
    x = places(a, b, n)
    slopes = np.diff(curve.astype(float)) / np.diff(x)
    if flat_tops(slopes, n):
        return Fault(said, "build_relu_net.10")
    return Fault(said, sign_of(curve, changes(x[1:], slopes), f, a, b, n, bound, order=2))


def _polygon(corners: Any, slopes: Any, start: Any) -> Any:
    """A net that starts at one height and takes the next slope at each corner."""
    return np.ones((1, len(corners))), -corners, np.diff(slopes, prepend=0.0), start


def _through(x: Any, heights: Any) -> Any:
    """The polygon through these heights over points that lie evenly."""
    h = (x[-1] - x[0]) / (len(x) - 1)
    return _polygon(x[:-1], np.diff(heights) / h, heights[0])


def _tents(centres: Any, h: Any, heights: Any, shape: Any = (1, -1, -1, 1)) -> Any:
    """A net of four ReLUs a tent, which climbs to its height over a centre and falls again."""
    corners = np.concatenate([centres - h, centres, centres, centres + h])
    v = np.concatenate([sign * heights / h for sign in shape])
    return np.ones((1, len(corners))), -corners, v, 0.0


def _tents_over(x: Any, heights: Any) -> Any:
    return _tents(x, x[1] - x[0], heights)


def _trapezoids(left: Any, right: Any, eps: Any, heights: Any) -> Any:
    """A net of one relu_rectangle a piece."""
    corners = np.concatenate([left, left + eps, right, right + eps])
    v = np.concatenate([heights, -heights, -heights, heights]) / eps
    return np.ones((1, len(corners))), -corners, v, 0.0


def _points(a: Any, b: Any, n: Any) -> Any:
    """The n + 1 points and the width of the n pieces."""
    return np.linspace(a, b, n + 1), (b - a) / n


@exercise.mistakes(net=(_through, _tents_over), digits=(0, 1))
def _(f, a, b, n, *, net, digits):
    x, h = _points(a, b, n)
    heights, middles = f(x), x[:-1] + h / 2
    rises, count = np.diff(heights), np.arange(n + 1)
    "F16.1: There are n pieces: the last one, up to b, is missing."
    _tents(x[:-1], h, heights[:-1])
    _through(x[:-1], heights[:-1])
    "F16.1: Count again: n pieces have n + 1 points, and yours are n."
    x, h = np.linspace(a, b, n), (b - a) / (n - 1)
    _polygon(x[:-1], np.diff(f(x)) / h, f(a))
    "F16.2: Left of the first corner only c is heard: what must the net be at a?"
    _polygon(x[:-1], rises / h, 0.0)
    "F16.2: The brick over a itself is missing: n pieces have n + 1 points."
    _tents(x[1:], h, heights[1:])
    "F16.2: The bricks over a and b are missing: n pieces have n + 1 points."
    _tents(x[1:-1], h, heights[1:-1])
    "F16.3: Cut [a, b] evenly: places drawn by chance, or by a rule of their own, leave wide gaps."
    x = np.sort(np.random.default_rng(0).uniform(a, b, n + 1))
    _polygon(x[:-1], np.diff(f(x)) / np.diff(x), f(x[0]))
    "F16.4: Return numbers only: once it is built, the net must not ask f again."
    lambda x: f(x)
    f
    np.ones((1, n)), -x[:-1], lambda x: f(x), 0.0
    *_polygon(x[:-1], rises / h, 0.0)[:3], lambda x: f(x)
    """build_relu_net.1: All ReLUs left of x climb at once: each weight is only the change of
    slope at its corner."""
    np.ones((1, n)), -x[:-1], rises / h, f(a)
    np.ones((1, n)), -x[:-1], rises, f(a)
    np.ones((1, n)), -x[:-1], heights[:-1], 0.0
    "build_relu_net.1: Before the first corner the net is level: its first change is from slope 0."
    np.ones((1, n)), -x[:-1], np.diff(rises / h, prepend=f(a)), f(a)
    "build_relu_net.4: The first unit, at a, makes the first slope: put the 0 before, not behind."
    np.ones((1, n)), -x[:-1], np.diff(rises / h, append=0.0), f(a)
    "build_relu_net.2: The width of a piece is (b - a)/n: times n is right for b - a = 1 alone."
    _polygon(x[:-1], rises * n, f(a))
    "build_relu_net.2: A slope is a rise over a width: where is the division by h?"
    _polygon(x[:-1], rises, f(a))
    "build_relu_net.2: Divide by h, then the brick is 1 high."
    _tents(x, h, heights * h)
    "build_relu_net.2: A slope is a rise divided by the width h, not times h."
    _polygon(x[:-1], rises * h, f(a))
    "build_relu_net.24: The slope of a piece is its own rise over h; np.gradient mixes two pieces."
    _polygon(x[:-1], np.gradient(heights, h)[:-1], f(a))
    "build_relu_net.3: A ReLU that starts at the corner p sees x - p: what is its bias then?"
    _polygon(-x[:-1], rises / h, f(a))
    W1, b1, v, c = _tents(x, h, heights)
    W1, -b1, v, c
    "build_relu_net.4: The first slope, from a on, needs a unit too: one that starts at a."
    np.ones((1, n - 1)), -x[1:-1], np.diff(rises / h), f(a)
    "build_relu_net.5: A change of slope is the new slope minus the old one."
    _polygon(x[:-1], -rises / h, f(a))
    slopes = rises / h
    np.ones((1, n)), -x[:-1], np.concatenate([slopes[:1], -np.diff(slopes)]), f(a)
    "build_relu_net.6: The bricks are as high as f already: nothing is left for c to add."
    *_tents(x, h, heights)[:3], f(a)
    """build_relu_net.7: The corners are a whole piece off: slope i begins at point i, on the
    left of its piece."""
    _polygon(x[1:], rises / h, f(a))
    _polygon(x[:-1] - h, rises / h, f(a))
    "build_relu_net.7: The tent for f(x_i) has its top over x_i, not beside it."
    _tents(x + h, h, heights)
    """build_relu_net.8: The polygon goes through f at the edges of the pieces; middles belong to
    flat bricks."""
    _polygon(middles, rises / h, f(a))
    _polygon(middles[:-1], np.diff(f(middles)) / h, f(middles)[0])
    _tents(middles, h, f(middles))
    _tents(x, h, f(x + h / 2))
    _trapezoids(x[:-1], x[1:], h, f(middles))
    "build_relu_net.9: Jumps suit step units. A ReLU adds a slope: rise over width, and its change."
    right_stairs(f, a, b, n)
    right_bricks(f, a, b, n)
    """build_relu_net.10: Flat tops only halve the error when h is halved: let each brick be all
    ramp, as a tent is."""
    _trapezoids(x[:-1], x[1:], 0.5 * h, f(middles))
    _trapezoids(x[:-1], x[1:], 0.1 * h, f(middles))
    "build_relu_net.11: Your bricks are flat on top, and neighbours add up to 2: tents, please."
    _trapezoids(x - h, x + h, h, heights)
    "build_relu_net.11: Each of your bricks is too wide or too narrow to lean on its neighbour."
    _trapezoids(x - h / 2, x, h / 2, heights)
    "build_relu_net.12: The four signs of a brick are +, -, -, +: after it comes flat 0."
    _tents(x, h, heights, (1, -1, -1, 0))
    _tents(x, h, heights, (1, -1, -1, -1))
    _tents(x, h, heights, (1, -1, 1, -1))
    "build_relu_net.12: A tent turns twice on its top: from 1/h to 0 to -1/h."
    _tents(x, h, heights, (1, -1, 0, 1))
    "build_relu_net.12: Yours is upside down: up first, then down."
    _tents(x, h, heights, (-1, 1, 1, -1))
    "build_relu_net.13: The points do not end at b: n pieces share the length b - a."
    x = a + (b - a) / (n + 1) * count
    net(x, f(x))
    "build_relu_net.13: The length of [a, b] is b - a."
    x = a + b / n * count
    net(x, f(x))
    "build_relu_net.14: The points lie in [a, b]: the first one is a, not 0."
    net(h * count, f(h * count))
    net(h * count, f(a + h * count))
    net(b / n * count, f(b / n * count))
    *net(b / n * count, f(b / n * count))[:3], f(a)
    "build_relu_net.14: The points where f is asked begin at a, not at 0: add a."
    _through(x, f(x - a))
    "build_relu_net.15: The heights are cut down to whole numbers: keep them in a float array."
    _through(x, f(x).astype(int))
    "build_relu_net.15: The heights keep all their digits: nothing is rounded."
    _through(x, np.round(f(x), digits))
    "build_relu_net.16: Ask f at places in [a, b], not at the numbers 0, 1, 2, … of the points."
    _through(x, f(np.arange(n + 1.0)))
    "build_relu_net.17: Too many units: four for each of the n + 1 points."
    x, _ = _points(a, b, 9 * n)
    _through(x, f(x))
    "build_relu_net.18: One straight line from f(a) to f(b) has no corner left."
    _through(np.array([a, b]), f(np.array([a, b])))
    "build_relu_net.19: Where the unit starts is decided by b1; c is f(a) alone."
    W1, b1, v, c = _through(x, f(x))
    W1, b1, v, c - v[0] * a
    "build_relu_net.20: The order is W1, b1, v, c: the offset comes last."
    W1, b1, v, c = _through(x, f(x))
    W1, b1, c, v
    "build_relu_net.20: The offset c is a part of the net: return four values."
    _through(x, f(x))[:3]


def _longer(x: Any, heights: Any) -> Any:
    """The same polygon with a unit that starts at b."""
    h = (x[-1] - x[0]) / (len(x) - 1)
    return _polygon(x, np.append(np.diff(heights) / h, 0.0), heights[0])


for _net in (_through, _longer, _tents_over):

    @exercise.mistakes(net=(_net,))
    def _(f, a, b, n, *, net):
        x, _ = _points(a, b, n)
        W1, b1, v, c = net(x, f(x))
        "build_relu_net.21: There is 1 input and there are k units: W1 is (1, k)."
        W1.T, b1, v, c
        W1[0], b1, v, c
        "build_relu_net.21: One output weight for each unit: v is (k,)."
        W1, b1, v[:, None], c
