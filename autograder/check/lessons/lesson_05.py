"""05_universal_approximation: two bricks, the nets that they build, and how many it takes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from autograder.check.exercise import Answer, Case, Exercise, Fault
from autograder.check.forms import Array, Like, Misfit, Number, Record
from nnlib import approximate
from nnlib.activations import relu, step

LESSON = "05_universal_approximation"

# ------------------------------------------------------------------ step_rectangle

rectangle = Exercise(
    reference=approximate.step_rectangle,
    lesson=LESSON,
    takes={"x": "m", "a": "", "b": ""},
    returns=Like("x"),
)


@rectangle.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for note, middle in (
        ("both edges right of 0", 4.0),
        ("both edges left of 0", -4.0),
        ("an edge on either side of 0", 0.3),
    ):
        middle, half = middle + float(rng.uniform(-0.2, 0.2)), float(rng.uniform(1.2, 1.8))
        yield Case(note, (_around(rng, middle, half), middle - half, middle + half))
    x, a = rng.permutation(np.arange(-6, 7)), float(rng.uniform(0.2, 0.8))
    yield Case("x of whole numbers", (x, a - 3, a + 2))
    yield Case("one x, far to the right", (np.array([90.0]), a, a + 5))
    x = np.array([a - 1, a, a + 1, a + 1.5, a + 2.5])
    yield Case("x on the edges a and b themselves", (x, a, float(x[3])), aspect="edges")


@rectangle.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    a = float(rng.uniform(-3, -2))
    yield Case("a narrow rectangle", (a + np.array([-1, 0.001, 0.005, 0.02, 1]), a, a + 0.01))
    yield Case("no rectangle at all, a = b", (a + np.array([-1.0, 0.5, 2.0]), a, a))
    yield Case("a wide rectangle", (np.array([-2e6, -9e5, 7.0, 9e5, 2e6]), -1e6, 1e6))
    x = np.array([2.0, -3.0, 2.0, 5.0, -3.0, 5.0])
    yield Case("whole edges, hit more than once", (x, -3, 5), aspect="edges")


def _around(rng: np.random.Generator, middle: float, half: float) -> Any:
    """Places left of, inside and right of a rectangle, none near an edge, in no order."""
    inside = rng.uniform(-0.9, 0.9, 5)
    outside = rng.choice([-1, 1]) * np.array([1, -1, 1, -1]) * rng.uniform(1.1, 4, 4)
    return middle + half * rng.permutation(np.concatenate([inside, outside]))


def _either_edge(id: str, hint: str) -> Callable[[Answer], Answer]:
    """Keep a wrong answer twice: with a step that is 0 at 0, and with one that is 1 there."""

    def keep(answer: Answer) -> Answer:
        for at_zero in (0.0, 1.0):
            rectangle.misconception(id, hint)(partial(answer, _step_with(at_zero)))
        return answer

    return keep


def _step_with(at_zero: float) -> Answer:
    return lambda z: np.heaviside(z, at_zero)


@_either_edge("F14.1", "Right of b both steps are 1, and what you want there is 0: a difference.")
def _(s: Any, x: Any, a: Any, b: Any) -> Any:
    return s(x - a) + s(x - b)


@_either_edge("F14.2", "Yours is -1 inside: up at a comes first, then down at b.")
def _(s: Any, x: Any, a: Any, b: Any) -> Any:
    return s(x - b) - s(x - a)


@rectangle.mistakes
def _(x, a, b):
    "F14.3: A step that jumps at a is moved to the right by a: x minus a."
    step(x + a) - step(x + b)


@_either_edge(
    "F14.4", "Right of b both of your steps are 1, and so is their product. It must be 0."
)
def _(s: Any, x: Any, a: Any, b: Any) -> Any:
    return s(x - a) * s(x - b)


@_either_edge("F14.5", "The height is 1: each step enters the sum once, with weight 1 or -1.")
def _(s: Any, x: Any, a: Any, b: Any) -> Any:
    return 2 * (s(x - a) - s(x - b))


@_either_edge("F14.5", "The height is 1, however wide the rectangle: weights 1 and -1.")
def _(s: Any, x: Any, a: Any, b: Any) -> Any:
    return (b - a) * (s(x - a) - s(x - b))


@rectangle.mistakes
def _(x, a, b):
    "step_rectangle.1: Yours is 1 on [a, b], closed at b. What does [a, b) say of x = b itself?"
    1.0 * ((x >= a) & (x <= b))
    "step_rectangle.2: Yours is 1 on (a, b), open at a. What does [a, b) say of x = a itself?"
    1.0 * ((x > a) & (x < b))
    """step_rectangle.3: Yours is 1 on (a, b], as step(0) is 0. Turned round, 1 - step(a - x) is
    1 at x = a."""
    step(x - a) - step(x - b)
    "step_rectangle.4: Yours has a value of its own on an edge. There too it is either 0 or 1."
    np.heaviside(x - a, 0.5) - np.heaviside(x - b, 0.5)
    "step_rectangle.5: True and False do not add up with weights: make them 1.0 and 0.0."
    (x >= a) & (x < b)
    "step_rectangle.5: True and False cannot be subtracted: make them 1.0 and 0.0 first."
    (x >= a) - (x >= b)
    "step_rectangle.6: An `if` asks about one x. Here x is a whole array: use steps or np.where."
    np.ones(np.shape(x)) if x >= a and x < b else np.zeros(np.shape(x))
    1.0 if a <= x < b else 0.0


@_either_edge("step_rectangle.7", "It never comes down: a second step at b has to take it back.")
def _(s: Any, x: Any, a: Any, b: Any) -> Any:
    return s(x - a)


@_either_edge("step_rectangle.8", "Yours is 1 everywhere left of b: where is the edge at a?")
def _(s: Any, x: Any, a: Any, b: Any) -> Any:
    return s(b - x)


@_either_edge("step_rectangle.9", "Inside and outside are exchanged: it must be 1 between a and b.")
def _(s: Any, x: Any, a: Any, b: Any) -> Any:
    return 1 - (s(x - a) - s(x - b))


@_either_edge(
    "step_rectangle.10", "Outside yours is 1 and inside 2: one thing is left to subtract."
)
def _(s: Any, x: Any, a: Any, b: Any) -> Any:
    return s(x - a) + s(b - x)


@rectangle.mistakes
def _(x, a, b):
    "step_rectangle.10: Outside yours is 1 and inside 2: one thing is left to subtract."
    1.0 * (x >= a) + 1.0 * (x < b)
    "step_rectangle.11: The sign function jumps by 2, from -1 to 1; a step jumps by 1."
    np.sign(x - a) - np.sign(x - b)
    "step_rectangle.12: The height is 1, not the area: do not divide by the width b - a."
    (step(b - x) - step(a - x)) / (b - a) if b > a else np.zeros(np.shape(x))


@_either_edge("step_rectangle.13", "The second edge is at b itself: b is a place, not a width.")
def _(s: Any, x: Any, a: Any, b: Any) -> Any:
    return s(x - a) - s(x - a - b)


# ------------------------------------------------------------------ relu_rectangle

trapezoid = Exercise(
    reference=approximate.relu_rectangle,
    lesson=LESSON,
    takes={"x": "m", "a": "", "b": "", "eps": ""},
    returns=Like("x"),
)


@trapezoid.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    # Sixteenths and an eps that is a power of two: every difference is exact, also in float32,
    # so that the four ReLUs cancel to a true 0 in whatever order they are summed.
    for note, a, eps in (
        ("both edges right of 0", 2.0, 0.5),
        ("both edges left of 0", -6.0, 0.25),
        ("a slow rise", -1.5, 2.0),
    ):
        a += int(rng.integers(0, 9)) / 16
        b = a + eps + int(rng.integers(9, 20)) / 16
        yield Case(note, (_on_the_flanks(rng, a, b, eps), a, b, eps))
    a = float(rng.integers(1, 9))
    x = rng.permutation(np.arange(-3, 30))
    yield Case("x of whole numbers", (x, a, a + 9, 4.0), aspect="whole numbers")
    yield Case("one x, far to the right", (np.array([90.0]), a, a + 3, 2.0))
    yield Case("a tent: the fall follows at once", (a + np.arange(-1, 4) / 2, a, a + 0.5, 0.5))


@trapezoid.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    a = float(rng.integers(-9, -4))
    yield Case("a steep rise", (a + np.arange(-2, 20) / 128, a, a + 0.125, 1 / 64))
    yield Case("a tail that is long", (np.array([a, a + 1.5, 64.0, 1024.0]), a, a + 2, 0.5))
    x = np.arange(int(a) - 2, int(a) + 20)
    yield Case("whole numbers everywhere", (x, int(a), int(a) + 8, 8), aspect="whole numbers")


def _on_the_flanks(rng: np.random.Generator, a: float, b: float, eps: float) -> Any:
    """Both feet, both flanks, the roof with its ends, and both sides, in no order."""
    flank = eps * rng.choice(np.arange(1, 16), 3, replace=False) / 16
    roof = [a + eps, (a + eps + b) / 2, b]
    sides = [a - 1.25, a - eps / 2, b + 1.5 * eps, b + 3]
    return rng.permutation(np.concatenate([a + flank, b + flank, roof, sides, [a, b + eps]]))


def _ramps(x: Any, corners: Any, weights: Any) -> Any:
    """A sum of ReLUs that start at the corners."""
    return sum(w * relu(x - corner) for corner, w in zip(corners, weights, strict=True))


@trapezoid.mistakes
def _(x, a, b, eps):
    "F15.1: The height is 1, but yours grows with eps: scale the slope."
    _ramps(x, [a, a + eps, b, b + eps], [1, -1, -1, 1])
    "F15.2: At b it must turn down, and right of b + eps it must be 0."
    _ramps(x, [a, a + eps, b, b + eps], [1, -1, 1, -1]) / eps
    "F15.3: Yours falls for ever: a fourth unit has to stop it at b + eps."
    _ramps(x, [a, a + eps, b], [1, -1, -1]) / eps
    "F15.4: A ramp that starts at a is moved to the right by a: x minus a."
    _ramps(x, [-a, -a - eps, -b, -b - eps], [1, -1, -1, 1]) / eps
    _ramps(x, [-a, -a + eps, -b, -b + eps], [1, -1, -1, 1]) / eps
    _ramps(x, [-a, -a - eps, b, b + eps], [1, -1, -1, 1]) / eps
    _ramps(x, [-a, -a + eps, b, b + eps], [1, -1, -1, 1]) / eps
    "F15.5: At b it is still 1: the fall starts there and ends at b + eps."
    _ramps(x, [a, a + eps, b - eps, b], [1, -1, -1, 1]) / eps
    "F15.6: A result like an x of whole numbers cuts fractions off."
    (_ramps(x, [a, a + eps, b, b + eps], [1, -1, -1, 1]) / eps).astype(x.dtype)
    "relu_rectangle.1: The rise starts at a and is over at a + eps."
    _ramps(x, [a - eps, a, b, b + eps], [1, -1, -1, 1]) / eps
    _ramps(x, [a - eps, a, b - eps, b], [1, -1, -1, 1]) / eps
    "relu_rectangle.2: Rise and fall start at a and at b; yours have their middles there."
    _ramps(x, [a - eps / 2, a + eps / 2, b - eps / 2, b + eps / 2], [1, -1, -1, 1]) / eps
    "relu_rectangle.3: To climb by 1 within eps, is the slope eps or 1/eps?"
    _ramps(x, [a, a + eps, b, b + eps], [1, -1, -1, 1]) * eps
    "relu_rectangle.4: It never comes down: two more units turn it at b."
    _ramps(x, [a, a + eps], [1, -1]) / eps
    "relu_rectangle.5: Nothing stops the rise at a + eps: each flank needs two units."
    _ramps(x, [a, b], [1, -1]) / eps
    _ramps(x, [a, b, b + eps], [1, -1, 1]) / eps
    "relu_rectangle.6: Yours is upside down: up at a, down at b."
    _ramps(x, [a, a + eps, b, b + eps], [-1, 1, 1, -1]) / eps
    "relu_rectangle.7: The slope is 1/eps in all four terms, not in some."
    _ramps(x, [a, a + eps, b, b + eps], [1 / eps, -1 / eps, -1, 1])
    "relu_rectangle.7: The slope is 1/eps in all four terms: brackets?"
    _ramps(x, [a, a + eps, b, b + eps], [1, -1, -1, 1 / eps])
    _ramps(x, [a, a + eps, b, b + eps], [1 / eps, -1, -1, 1])
    "relu_rectangle.8: Yours jumps. A ReLU brick climbs along a slope of width eps."
    step(x - a) - step(x - b)
    (step(x - a) - step(x - a - eps) - step(x - b) + step(x - b - eps)) / eps
    "relu_rectangle.9: All slopes sum to 0 at the end: signs +, -, -, +."
    _ramps(x, [a, a + eps, b, b + eps], [1, -1, -1, -1]) / eps
    _ramps(x, [a, a + eps, b, b + eps], [1, 1, -1, -1]) / eps
    _ramps(x, [a, a + eps, b, b + eps], [1, 1, 1, 1]) / eps
    _ramps(x, [a, a + eps, b, b + eps], [1, -1, 1, 1]) / eps
    "relu_rectangle.10: The second ramp starts eps further right: x - (a + eps) = x - a - eps."
    _ramps(x, [a, a - eps, b, b - eps], [1, -1, -1, 1]) / eps
    "relu_rectangle.11: The slope belongs to the flank: divide by eps, not by b - a."
    _ramps(x, [a, a + eps, b, b + eps], [1, -1, -1, 1]) / (b - a)
    "relu_rectangle.12: Without the max(0, …) four straight lines cancel: each term is a ReLU."
    ((x - a) - (x - a - eps) - (x - b) + (x - b - eps)) / eps
    "relu_rectangle.13: An `if` asks about one x. Here x is a whole array: np.maximum(0, …)."

    def ramp(z: Any) -> Any:
        return z if z > 0 else 0.0 * z

    (ramp(x - a) - ramp(x - a - eps) - ramp(x - b) + ramp(x - b - eps)) / eps
    "relu_rectangle.14: Dividing with `//` cuts the slope off: take `/`."
    _ramps(x, [a, a + eps, b, b + eps], [1, -1, -1, 1]) // eps


# ------------------------------------------------------------------ the curves to follow


@dataclass(frozen=True)
class Curve:
    """A function of numbers or arrays, with the two constants that the error bounds ask for.

    lipschitz : how fast it climbs at most on the interval
    bend : max|f''| there
    """

    f: Callable[[Any], Any]
    lipschitz: float
    bend: float

    def __call__(self, x: Any) -> Any:
        return self.f(x)


Plan = tuple[Curve, float, float]


def _sine(rng: np.random.Generator) -> Plan:
    """More than one period, far above 0, from a place right of 0."""
    size, pace, phase, lift = (float(rng.uniform(*r)) for r in ((1, 2), (1, 1.5), (0, 6), (3, 5)))
    a = float(rng.uniform(0.5, 1.0))
    curve = Curve(lambda x: lift + size * np.sin(pace * x + phase), size * pace, size * pace**2)
    return curve, a, a + 7.0 / pace


def _parabola(rng: np.random.Generator, whole: bool = False) -> Plan:
    """Steeper on one side than on the other, and not symmetric about 0."""
    size, top, lift = (float(rng.uniform(*r)) for r in ((0.5, 1.5), (0.2, 0.8), (-4, -2)))
    a, b = (1, 5) if whole else (float(rng.uniform(-1.5, -1)), float(rng.uniform(2.5, 3.5)))
    climb = 2 * size * max(abs(a - top), abs(b - top))
    return Curve(lambda x: lift - size * (x - top) ** 2, climb, 2 * size), a, b


def _corner(rng: np.random.Generator) -> Plan:
    """An absolute value: a corner off the middle, no second derivative."""
    size, corner, lift = (float(rng.uniform(*r)) for r in ((1, 2), (0.1, 0.7), (1, 2)))
    a, b = float(rng.uniform(-3, -2)), float(rng.uniform(1.5, 2))
    return Curve(lambda x: lift + size * np.abs(x - corner), size, math.inf), a, b


def _exponential(rng: np.random.Generator) -> Plan:
    size, a, b = (float(rng.uniform(*r)) for r in ((0.5, 1), (-2, -1), (1, 2)))
    return Curve(lambda x: size * np.exp(x), size * math.exp(b), size * math.exp(b)), a, b


def _line(rng: np.random.Generator) -> Plan:
    slope = float(rng.choice([-1, 1]) * rng.uniform(8, 15))
    a, lift = float(rng.uniform(-4, -3)), float(rng.uniform(2, 3))
    return Curve(lambda x: lift + slope * x, abs(slope), 0.0), a, a + float(rng.uniform(2, 2.5))


def _constant(rng: np.random.Generator) -> Plan:
    height, a = float(rng.choice([-1, 1]) * rng.uniform(1, 3)), float(rng.uniform(1.2, 1.8))
    return Curve(lambda x: height + 0.0 * x, 0.0, 0.0), a, a + float(rng.uniform(1.2, 1.8))


def _places(a: float, b: float, n: int) -> Any:
    """Where a net is looked at: an even number of places in each piece, and none on an edge.

    On an edge itself a net of steps may take the height of either neighbour.
    """
    each = max(16, 2 * math.ceil(60 / n))
    within = np.linspace(0.0007, 0.9993, each)
    return a + (b - a) / n * (np.arange(n)[:, None] + within).ravel()


def _curve_of(net: Any, g: Any, most: int, allowed: str, a: float, b: float, n: int) -> Any:
    """c + g(x W1 + b1) v over [a, b]; in single precision if a part of the net is."""
    W1, b1, v, c = net.values()
    if not W1.size == b1.size == v.size:
        raise Misfit("W1, b1 and v differ in their number of units.")
    if v.size > most:
        raise Misfit(f"The net has more than {allowed} units.")
    with np.errstate(all="ignore"):
        z = _places(a, b, n)[:, None] @ W1.astype(float) + b1.astype(float)
        curve = g(z) @ v.astype(float) + float(c)
        terms = g(z) @ np.abs(v.astype(float)) + abs(float(c))
    if not np.all(np.abs(curve) < 1e30):
        raise Misfit("The curve of the net leaves all bounds, or holds nan.")
    curve[np.abs(curve) < 1e-11 * terms] = 0.0  # the rounding that is left where all cancels
    single = any(part.dtype.kind == "f" and part.dtype.itemsize < 8 for part in net.values())
    return curve.astype(np.float32) if single else curve


def _too_far(curve: Any, f: Curve, a: float, b: float, n: int, bound: float) -> str | None:
    """Where the net leaves the band that the bound draws about f, if it does."""
    x = _places(a, b, n)
    error, slack = np.abs(curve - f(x)), 1e-4 if curve.dtype == np.float32 else 1e-9
    slack *= float(np.max(np.abs(f(x))))
    worst = int(np.argmax(error))
    if error[worst] <= bound + slack:
        return None
    if bound <= 1e-6 * slack:
        return f"Near x = {x[worst]:.3g} the net is not on f, and this f it can follow exactly."
    times = error[worst] / bound
    return f"Near x = {x[worst]:.3g} the net is {times:.3g} times as far from f as it may be."


def _sign(
    curve: Any, changes: Any, f: Curve, a: float, b: float, n: int, bound: float, order: int
) -> str | None:
    """The id of what a curve that is too far from f gives away, whatever its code; or None.

    order : the error falls with the width of the pieces (1) or with its square (2)
    """
    if n < 5 or f.lipschitz == 0 or curve.dtype == np.float32:
        return None  # too little to see, or too coarse
    if _uneven(changes):
        return "F16.3"
    x = _places(a, b, n)
    gap, slack = f(x) - curve, 1e-4 * float(np.max(np.abs(f(x))))
    error = np.max(np.abs(gap).reshape(n, -1), axis=1)
    fine, far = error <= bound + slack, error > 2.1 * bound + slack
    times = np.max(error) / (bound * (n / (n - 1)) ** order or 1.0)
    if (np.all(fine[:-1]) and far[-1]) or 0.995 < times < 1.0001:  # or one piece less
        return "F16.1"
    lowered = abs(f(a)) > 3 * bound and np.all(np.abs(gap - f(a)) <= 2 * bound + slack)
    return "F16.2" if (np.all(fine[1:]) and far[0]) or lowered else None


def _uneven(where: Any) -> bool:
    """Do the distances of these places neither come in multiples of one, nor alternate?"""
    gaps = np.diff(where)
    if len(gaps) < 4:
        return False
    ratios = gaps / np.min(gaps)
    multiples = np.all(np.abs(ratios - np.round(ratios)) <= 0.25)
    alternate = np.all(np.abs(gaps[2:] - gaps[:-2]) <= 0.25 * np.median(gaps))
    return not (multiples or alternate)


def _changes(x: Any, signal: Any) -> Any:
    """The places where a signal that is flat in between changes; neighbours count as one."""
    at = np.flatnonzero(np.abs(np.diff(signal)) > 1e-5 * np.max(np.abs(signal)))
    return x[at[np.diff(at, prepend=-2) > 1]]


# ------------------------------------------------------------------ build_step_net

steps = Exercise(
    reference=approximate.build_step_net,
    lesson=LESSON,
    takes={"f": "function", "a": "", "b": "", "n": ""},
    returns=Record(W1=Array("1 k"), b1=Array("k"), v=Array("k"), c=Number()),
)


@steps.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("a steep line, 7 pieces", (*_line(rng), 7))
    yield Case("a sine well above 0, 7 pieces", (*_sine(rng), 7))
    yield Case("a parabola below 0, 20 pieces", (*_parabola(rng), 20))
    yield Case("an absolute value, 7 pieces", (*_corner(rng), 7))
    yield Case("an exponential, 6 pieces", (*_exponential(rng), 6))
    yield Case("a constant, 5 pieces", (*_constant(rng), 5))
    yield Case("a parabola from 1 to 5 (whole numbers), 6 pieces", (*_parabola(rng, True), 6))
    yield Case("a steep line and a single piece", (*_line(rng), 1), aspect="one piece")


@steps.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("an exponential, 2 pieces", (*_exponential(rng), 2))
    yield Case("a steep line, 3 pieces", (*_line(rng), 3))
    yield Case("a sine, 31 pieces", (*_sine(rng), 31))
    yield Case("a parabola and a single piece", (*_parabola(rng), 1), aspect="one piece")


@steps.seen_as
def _(net: Any, f: Any, a: float, b: float, n: int) -> Any:
    return _curve_of(net, step, 2 * n, "2n", a, b, n)


@steps.judged_by
def _(curve: Any, f: Curve, a: float, b: float, n: int) -> str | Fault | None:
    bound = f.lipschitz * (b - a) / (2 * n)
    said = _too_far(curve, f, a, b, n, bound)
    if not said:
        return None
    sign = _sign(curve, _changes(_places(a, b, n), curve), f, a, b, n, bound, order=1)
    return Fault(said, sign or ("F16.3" if _astray(curve, f, a, b, n) else None))


def _astray(curve: Any, f: Curve, a: float, b: float, n: int) -> bool:
    """Flat on every piece, at values that f has there, or has at uneven places?"""
    if n < 5 or f.lipschitz == 0:
        return False
    table, values = curve.reshape(n, -1), f(_places(a, b, n)).reshape(n, -1)
    heights, slack = table[:, 0], 0.01 * np.ptp(values, axis=1)
    if np.any(np.ptp(table, axis=1) > 1e-6 * np.max(np.abs(heights))):
        return False
    if f.bend == 0 and _uneven(np.unique(heights)):
        return True  # on a straight line heights are as far apart as their places
    above, below = heights - values.max(axis=1), values.min(axis=1) - heights
    return bool(np.all(np.maximum(above, below) <= slack))


def _pieces(a: Any, b: Any, n: int) -> Any:
    """The n + 1 edges and the n middles."""
    edges = np.linspace(a, b, n + 1)
    return edges, (edges[:-1] + edges[1:]) / 2


def _stairs(jumps: Any, rises: Any, start: Any) -> Any:
    """A net that starts at one height and rises at every jump."""
    return np.ones((1, len(jumps))), -jumps, rises, start


def _bricks(left: Any, right: Any, heights: Any) -> Any:
    """A net of two steps a brick: up at its left edge, down at its right one."""
    ends = np.concatenate([left, right])
    return np.ones((1, len(ends))), -ends, np.concatenate([heights, -heights]), 0.0


@steps.mistakes
def _(f, a, b, n):
    "F16.1: There are n pieces with n + 1 edges: yours end one piece too early, or are too few."
    edges, middles = _pieces(a, b, n)
    _bricks(edges[:-2], edges[1:-1], f(middles[:-1]))
    edges, middles = _pieces(a, b, n)
    _stairs(edges[1:-2], np.diff(f(middles[:-1])), f(middles)[0])
    edges, middles = _pieces(a, b, n)
    _stairs(edges[:-2], np.diff(f(middles[:-1]), prepend=0.0), 0.0)
    edges, middles = _pieces(a, b, n - 1)
    heights = f(middles)
    _stairs(edges[1:-1], np.diff(heights), heights[0])
    "F16.2: Left of the first jump only c is heard: it has to be the height of the first piece."
    edges, middles = _pieces(a, b, n)
    _stairs(edges[1:-1], np.diff(f(middles)), 0.0)
    "F16.2: The first brick, the one that starts at a, is missing."
    edges, middles = _pieces(a, b, n)
    _bricks(edges[1:-1], edges[2:], f(middles[1:]))
    "F16.3: Cut [a, b] evenly and take each height in the middle of its piece, never by chance."
    edges, _ = _pieces(a, b, n)
    heights = f(np.random.uniform(edges[:-1], edges[1:]))  # noqa: NPY002
    _stairs(edges[1:-1], np.diff(heights), heights[0])
    points = np.sort(np.random.default_rng(0).uniform(a, b, n))
    heights = f(points)
    _stairs(points[1:], np.diff(heights), heights[0])
    "F16.4: Return numbers only: once it is built, the net must not ask f again."
    lambda x: f(x)
    f
    edges, _ = _pieces(a, b, n)
    np.ones((1, n - 1)), -edges[1:-1], lambda x: f(x), 0.0
    edges, middles = _pieces(a, b, n)
    *_stairs(edges[1:-1], np.diff(f(middles)), 0.0)[:3], lambda x: f(x)


def _heights_at(id: str, hint: str, where: Callable[[Any, Any], Any]) -> None:
    """Heights taken at another place of each piece; edges -> where."""

    @steps.misconception(id, hint)
    def _(f: Any, a: Any, b: Any, n: Any) -> Any:
        edges, _ = _pieces(a, b, n)
        heights = where(f, edges)
        return _stairs(edges[1:-1], np.diff(heights), heights[0])


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


@steps.mistakes
def _(f, a, b, n):
    """build_step_net.9: The jumps are half a piece off: jump at the edges, take the heights in
    the middles."""
    _, middles = _pieces(a, b, n)
    heights = f(middles)
    _stairs(middles[1:], np.diff(heights), heights[0])
    _, middles = _pieces(a, b, n)
    heights = f(middles)
    _stairs(middles[:-1], np.diff(heights), heights[0])
    _, middles = _pieces(a, b, n)
    _stairs(middles, np.diff(f(middles), prepend=0.0), 0.0)
    "build_step_net.10: The jumps come a whole piece off: piece i is left at edge i + 1."
    edges, middles = _pieces(a, b, n)
    heights = f(middles)
    _stairs(edges[2:], np.diff(heights), heights[0])
    edges, middles = _pieces(a, b, n)
    heights = f(middles)
    _stairs(edges[:-2], np.diff(heights), heights[0])
    edges, middles = _pieces(a, b, n)
    _stairs(edges[1:], np.diff(f(middles), prepend=0.0), 0.0)
    "build_step_net.11: To jump where x = e the unit sees x - e: what is its bias then?"
    edges, middles = _pieces(a, b, n)
    heights = f(middles)
    _stairs(-edges[1:-1], np.diff(heights), heights[0])
    edges, middles = _pieces(a, b, n)
    _bricks(-edges[:-1], -edges[1:], f(middles))
    edges, middles = _pieces(a, b, n)
    _stairs(-edges[:-1], np.diff(f(middles), prepend=0.0), 0.0)
    """build_step_net.12: All steps left of x are on at once, so their weights pile up: use the
    differences."""
    edges, middles = _pieces(a, b, n)
    _stairs(edges[:-1], f(middles), 0.0)
    "build_step_net.12: A brick ends at its right edge: there it is taken back."
    edges, middles = _pieces(a, b, n)
    W1, b1, v, c = _bricks(edges[:-1], edges[1:], f(middles))
    W1, b1, np.abs(v) * np.sign(np.tile(f(middles), 2)), c
    "build_step_net.13: A jump is the new height minus the old one."
    edges, middles = _pieces(a, b, n)
    heights = f(middles)
    _stairs(edges[1:-1], -np.diff(heights), heights[0])
    "build_step_net.13: Up at the left edge of a brick, down at the right one."
    edges, middles = _pieces(a, b, n)
    _bricks(edges[:-1], edges[1:], -f(middles))
    "build_step_net.14: The first height is counted twice: in c, or in a jump at a, not in both."
    edges, middles = _pieces(a, b, n)
    heights = f(middles)
    _stairs(edges[:-1], np.diff(heights, prepend=0.0), heights[0])
    "build_step_net.14: The bricks hold every height already: nothing is left for c to add."
    edges, middles = _pieces(a, b, n)
    *_bricks(edges[:-1], edges[1:], f(middles))[:3], f(a)
    "build_step_net.15: Start at the height of the first piece, f at its middle; f(a) is not that."
    edges, middles = _pieces(a, b, n)
    _stairs(edges[1:-1], np.diff(f(middles)), f(a))


def _width_of(id: str, hint: str, width: Callable[[Any, Any, Any], Any]) -> None:
    """Pieces of another width, as stairs and as bricks."""

    @steps.misconception(id, hint)
    def _(f: Any, a: Any, b: Any, n: Any) -> Any:
        h = width(a, b, n)
        heights = f(a + h * (np.arange(n) + 0.5))
        return _stairs(a + h * np.arange(1, n), np.diff(heights), heights[0])

    @steps.misconception(id, hint)
    def _(f: Any, a: Any, b: Any, n: Any) -> Any:
        h = width(a, b, n)
        left = a + h * np.arange(n)
        return _bricks(left, left + h, f(left + h / 2))


TOO_WIDE = "The pieces do not end at b: n of them share the length b - a."
_width_of("build_step_net.16", TOO_WIDE, lambda a, b, n: (b - a) / (n + 1))
_width_of("build_step_net.16", "The length of [a, b] is b - a.", lambda a, b, n: b / n)
_width_of(
    "build_step_net.16",
    "Dividing with `//` cuts the width: take `/`.",
    lambda a, b, n: (b - a) // n,
)


def _from_zero(jump_from_a: bool, read_from_a: bool) -> None:
    @steps.misconception("build_step_net.17", "The pieces begin at a, not at 0: add a.")
    def _(f: Any, a: Any, b: Any, n: Any) -> Any:
        h = (b - a) / n
        heights = f(a * read_from_a + h * (np.arange(n) + 0.5))
        jumps = a * jump_from_a + h * np.arange(1, n)
        return _stairs(jumps, np.diff(heights), heights[0])

    @steps.misconception("build_step_net.17", "The pieces begin at a, not at 0: add a.")
    def _(f: Any, a: Any, b: Any, n: Any) -> Any:
        h = (b - a) / n
        left = a * jump_from_a + h * np.arange(n)
        return _bricks(left, left + h, f(a * read_from_a + h * (np.arange(n) + 0.5)))


_from_zero(jump_from_a=False, read_from_a=False)
_from_zero(jump_from_a=False, read_from_a=True)


@steps.mistakes
def _(f, a, b, n):
    "build_step_net.18: Too many units: two for each of the n bricks will do."
    edges, middles = _pieces(a, b, 4 * n)
    _bricks(edges[:-1], edges[1:], f(middles))
    "build_step_net.19: These weights suit ReLUs, whose slopes add up. A step adds its jump."
    points, _ = _pieces(a, b, n)
    slopes = np.diff(f(points)) / np.diff(points)
    _stairs(points[:-1], np.diff(slopes, prepend=0.0), f(a))
    "build_step_net.20: With x counted backwards the first height heard is the last: c at b?"
    edges, middles = _pieces(a, b, n)
    heights = f(middles)
    -np.ones((1, n - 1)), edges[1:-1], np.diff(heights), heights[0]


def _forms_of(exercise: Exercise, name: str, right: Callable[..., Any]) -> None:
    """A right net in shapes that the contract does not have."""

    @exercise.misconception(name, "There is 1 input and there are k units: W1 is (1, k).")
    def _(f: Any, a: Any, b: Any, n: Any) -> Any:
        W1, b1, v, c = right(f, a, b, n)
        return W1.T, b1, v, c

    @exercise.misconception(name, "There is 1 input and there are k units: W1 is (1, k).")
    def _(f: Any, a: Any, b: Any, n: Any) -> Any:
        W1, b1, v, c = right(f, a, b, n)
        return W1[0], b1, v, c

    @exercise.misconception(name, "One output weight for each unit: v is (k,).")
    def _(f: Any, a: Any, b: Any, n: Any) -> Any:
        W1, b1, v, c = right(f, a, b, n)
        return W1, b1, v[:, None], c


def _parts_of(exercise: Exercise, name: str, right: Callable[..., Any]) -> None:
    """The parts of a right net in another order, or not all of them."""

    @exercise.misconception(name, "The order is W1, b1, v, c: the offset comes last.")
    def _(f: Any, a: Any, b: Any, n: Any) -> Any:
        W1, b1, v, c = right(f, a, b, n)
        return W1, b1, c, v

    @exercise.misconception(name, "The offset c is a part of the net: return four values.")
    def _(f: Any, a: Any, b: Any, n: Any) -> Any:
        return right(f, a, b, n)[:3]


def _right_stairs(f: Any, a: Any, b: Any, n: Any) -> Any:
    edges, middles = _pieces(a, b, n)
    heights = f(middles)
    return _stairs(edges[1:-1], np.diff(heights), heights[0])


def _right_climb(f: Any, a: Any, b: Any, n: Any) -> Any:
    edges, middles = _pieces(a, b, n)
    return _stairs(edges[:-1], np.diff(f(middles), prepend=0.0), 0.0)


def _right_bricks(f: Any, a: Any, b: Any, n: Any) -> Any:
    edges, middles = _pieces(a, b, n)
    return _bricks(edges[:-1], edges[1:], f(middles))


_parts_of(steps, "build_step_net.21", _right_stairs)
for _right in (_right_stairs, _right_climb, _right_bricks):
    _forms_of(steps, "build_step_net.22", _right)

# ------------------------------------------------------------------ build_relu_net

ramps = Exercise(
    reference=approximate.build_relu_net,
    lesson=LESSON,
    takes={"f": "function", "a": "", "b": "", "n": ""},
    returns=Record(W1=Array("1 k"), b1=Array("k"), v=Array("k"), c=Number()),
)


@ramps.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("a steep line, 7 pieces", (*_line(rng), 7))
    yield Case("a sine well above 0, 9 pieces", (*_sine(rng), 9))
    yield Case("a parabola below 0, 20 pieces", (*_parabola(rng), 20))
    yield Case("an exponential, 7 pieces", (*_exponential(rng), 7))
    yield Case("a constant, 5 pieces", (*_constant(rng), 5))
    yield Case("a parabola from 1 to 5 (whole numbers), 6 pieces", (*_parabola(rng, True), 6))
    yield Case("a steep line and a single piece", (*_line(rng), 1), aspect="one piece")


@ramps.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("an exponential, 2 pieces", (*_exponential(rng), 2))
    yield Case("a sine, 31 pieces", (*_sine(rng), 31))
    yield Case("a parabola, 3 pieces", (*_parabola(rng), 3))
    yield Case("a parabola and a single piece", (*_parabola(rng), 1), aspect="one piece")


@ramps.seen_as
def _(net: Any, f: Any, a: float, b: float, n: int) -> Any:
    return _curve_of(net, relu, 4 * (n + 1), "4(n + 1)", a, b, n)


@ramps.judged_by
def _(curve: Any, f: Curve, a: float, b: float, n: int) -> str | Fault | None:
    bound = f.bend * ((b - a) / n) ** 2 / 8
    said = _too_far(curve, f, a, b, n, bound)
    if not said:
        return None
    x = _places(a, b, n)
    slopes = np.diff(curve.astype(float)) / np.diff(x)
    if _flat_tops(slopes, n):
        return Fault(said, "build_relu_net.10")
    return Fault(said, _sign(curve, _changes(x[1:], slopes), f, a, b, n, bound, order=2))


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


@ramps.mistakes
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
    _right_stairs(f, a, b, n)
    _right_bricks(f, a, b, n)


def _trapezoids(left: Any, right: Any, eps: Any, heights: Any) -> Any:
    """A net of one relu_rectangle a piece."""
    corners = np.concatenate([left, left + eps, right, right + eps])
    v = np.concatenate([heights, -heights, -heights, heights]) / eps
    return np.ones((1, len(corners))), -corners, v, 0.0


def _flat_bricks(share: float) -> None:
    @ramps.misconception(
        "build_relu_net.10",
        "Flat bricks only halve the error with h. As tents, with eps = h, lean on.",
    )
    def _(f: Any, a: Any, b: Any, n: Any) -> Any:
        x, h = _points(a, b, n)
        return _trapezoids(x[:-1], x[1:], share * h, f(x[:-1] + h / 2))


for _share in (1.0, 0.5, 0.1):
    _flat_bricks(_share)


@ramps.mistakes
def _(f, a, b, n):
    "build_relu_net.11: Your bricks are 2h wide on top, and neighbours add up to 2: tents, please."
    x, h = _points(a, b, n)
    _trapezoids(x - h, x + h, h, f(x))
    "build_relu_net.11: Each of your bricks is too wide or too narrow to lean on its neighbour."
    x, h = _points(a, b, n)
    _trapezoids(x - h / 2, x, h / 2, f(x))


def _turned(id: str, hint: str, *shape: int) -> None:
    """Tents whose four units do not have the signs +, -, -, +."""

    @ramps.misconception(id, hint)
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

    @ramps.misconception(id, hint)
    def _(f: Any, a: Any, b: Any, n: Any) -> Any:
        x, heights, h = plan(f, a, b, n)
        return _polygon(x[:-1], np.diff(heights) / h, heights[0])

    if tents:

        @ramps.misconception(id, hint)
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


@ramps.mistakes
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


_parts_of(ramps, "build_relu_net.20", _right_polygon)
for _right in (_right_polygon, _right_long_polygon, _right_tents):
    _forms_of(ramps, "build_relu_net.21", _right)

# ------------------------------------------------------------------ width_for_tolerance

width = Exercise(
    reference=approximate.width_for_tolerance,
    lesson=LESSON,
    takes={"lipschitz": "", "a": "", "b": "", "tolerance": ""},
    returns=Number(whole=True),
)


@width.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("an interval around 0", _plan(rng, -1.5, 7.3))
    yield Case("an interval right of 0", _plan(rng, 2.0, 12.7))
    yield Case("an interval left of 0", _plan(rng, -9.0, 31.3))
    yield Case("a fine tolerance", _plan(rng, 0.5, 4200.4))
    yield Case("one piece is enough", _plan(rng, -1.0, 0.3))
    yield Case("whole numbers", (3, -1, 4, 2))
    exact = (float(rng.integers(3, 8)), -1.0, 3.0, 0.25)
    yield Case("a tolerance that is met exactly", exact, aspect="exact fit")


@width.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for whole in (1, 3, 64, 999):
        share = float(rng.uniform(0.2, 0.8))
        yield Case("another tolerance", _plan(rng, float(rng.uniform(-4, 4)), whole + share))
    exact = (float(rng.integers(3, 8)), 1.0, 1.5, 2.0**-7)
    yield Case("a small tolerance that is met exactly", exact, aspect="exact fit")


def _plan(rng: np.random.Generator, a: float, quotient: float) -> Any:
    """An interval and a tolerance for which L (b - a) / (2 tolerance) is the quotient."""
    lipschitz, length = float(rng.uniform(1.5, 4)), float(rng.uniform(2.2, 4.5))
    return lipschitz, a, a + length, lipschitz * length / (2 * quotient)


def _pieces_needed(L: Any, a: Any, b: Any, tolerance: Any) -> Any:
    return math.ceil(L * (b - a) / (2 * tolerance))


@width.mistakes
def _(lipschitz, a, b, tolerance):
    "width_for_tolerance.1: Cut off, the last part of a piece is lost: round up."
    int(lipschitz * (b - a) / (2 * tolerance))
    "width_for_tolerance.2: Rounding to the nearest may go down, and then the bound is missed."
    round(lipschitz * (b - a) / (2 * tolerance))
    "width_for_tolerance.3: A bound that meets the tolerance exactly is enough."
    int(lipschitz * (b - a) / (2 * tolerance)) + 1
    "width_for_tolerance.4: From the middle of a piece it is only h/2 to its end."
    math.ceil(lipschitz * (b - a) / tolerance)
    "width_for_tolerance.5: The 2 stands below the line: L (b - a) / (2 n)."
    math.ceil(2 * lipschitz * (b - a) / tolerance)
    "width_for_tolerance.5: Dividing by `2 * tolerance` needs brackets."
    math.ceil(lipschitz * (b - a) / 2 * tolerance)
    "width_for_tolerance.6: A function that climbs faster needs more pieces."
    math.ceil((b - a) / (2 * tolerance))
    math.ceil((b - a) / (2 * lipschitz * tolerance))
    "width_for_tolerance.7: A longer interval needs more pieces."
    math.ceil(lipschitz / (2 * tolerance))
    "width_for_tolerance.8: The length of [a, b] is b - a."
    math.ceil(lipschitz * b / (2 * tolerance))
    math.ceil(lipschitz * (a + b) / (2 * tolerance))
    math.ceil(lipschitz * (a - b) / (2 * tolerance))
    "width_for_tolerance.8: The length of [a, b] is b - a: brackets?"
    math.ceil(lipschitz * b - a / (2 * tolerance))
    "width_for_tolerance.9: Pieces come whole: round the quotient up."
    lipschitz * (b - a) / (2 * tolerance)
    "width_for_tolerance.10: That is the bound of ReLU bricks; flat ones err with h, not with h^2."
    math.ceil((b - a) * math.sqrt(lipschitz / (8 * tolerance)))
    "width_for_tolerance.11: Count the pieces, not their edges: one less."
    _pieces_needed(lipschitz, a, b, tolerance) + 1
    "width_for_tolerance.12: Count the pieces, not the jumps between them."
    _pieces_needed(lipschitz, a, b, tolerance) - 1
    "width_for_tolerance.13: Count bricks: n, not the 2n step units they take."
    2 * _pieces_needed(lipschitz, a, b, tolerance)
    "width_for_tolerance.14: Doubling n until it fits overshoots: find the least n that fits."
    n = 1
    while lipschitz * (b - a) / (2 * n) > tolerance:
        n *= 2
    n
    "width_for_tolerance.15: The finer the tolerance, the more pieces: divide."
    math.ceil(2 * tolerance / (lipschitz * (b - a)))
    "width_for_tolerance.16: That is the width of a piece, not how many there are."
    2 * tolerance / lipschitz
    "width_for_tolerance.17: The length counts once: flat bricks err with h itself."
    math.ceil(lipschitz * (b - a) ** 2 / (2 * tolerance))
