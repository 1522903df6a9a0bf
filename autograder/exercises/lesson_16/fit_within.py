"""A net of at most `units` ReLUs near f on [a, b]: (W1, b1, v, c). Its error is proved."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise, Fault
from autograder.check.forms import Array, Number, Record
from autograder.exercises.lesson_05.shared import (
    Curve,
    Plan,
    curve_of,
    exponential,
    hidden_spike,
    parabola,
    sine,
    too_far,
)
from nnlib import contest
from nnlib.activations import relu
from nnlib.proof import proved_error

FOUR, TWO, ONE = "within four times the bound", "within twice the bound", "within the bound"
ROOM = 1.05  # corners found by numbers miss a parabola's even ones; one piece less makes 1.06


@dataclass(frozen=True)
class Goal(Curve):
    """A curve, and how many times the bound of equal pieces the error may be.

    ranked : is it the curve of the contest?
    """

    times: float = 1.0
    ranked: bool = False


exercise = Exercise(
    reference=contest.fit_within,
    lesson="16_project",
    takes={"f": "function", "a": "", "b": "", "units": ""},
    returns=Record(W1=Array("1 k"), b1=Array("k"), v=Array("k"), c=Number()),
    shortcuts=("nnlib.approximate.build_relu_net", "nnlib.contest.fit_within"),
)


def _goal(plan: Plan, units: int, times: float = 1.0) -> tuple[Any, ...]:
    curve, a, b = plan
    parts = {field.name: getattr(curve, field.name) for field in fields(Curve)}
    return Goal(**parts, times=times), a, b, units


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("a sine well above 0, 12 units", _goal(sine(rng), 12, 16))
    yield Case("a parabola below 0, 10 units", _goal(parabola(rng), 10, 16))
    yield Case("an exponential, 6 units", _goal(exponential(rng), 6, 16))
    places = tuple(float(x) for x in np.linspace(contest.A, contest.B, contest.PARTS + 1)[1:-1])
    curve = contest.contest_curve, contest.STEEP, contest.BEND, "1/(1 + 16 x²)", places
    args = Goal(*curve, ranked=True), contest.A, contest.B, contest.UNITS
    yield Case("the curve of the contest, 8 units", args)
    yield Case(
        "a parabola from 1 to 5 (whole numbers)", _goal(parabola(rng, True), 9, 4), aspect=FOUR
    )
    yield Case("a sine, 11 units", _goal(sine(rng), 11, 4), aspect=FOUR)
    yield Case("a parabola, 8 units", _goal(parabola(rng), 8, 2), aspect=TWO)
    yield Case("a sine, 14 units", _goal(sine(rng), 14, 2), aspect=TWO)
    yield Case("a parabola, 13 units", _goal(parabola(rng), 13), aspect=ONE)
    yield Case("an exponential, 7 units", _goal(exponential(rng), 7), aspect=ONE)
    yield Case("a parabola and a single unit", _goal(parabola(rng), 1), aspect=ONE)


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("a parabola, 31 units", _goal(parabola(rng), 31), aspect=ONE)
    yield Case("an exponential, 2 units", _goal(exponential(rng), 2), aspect=ONE)


@exercise.seen_as
def _(net: Any, f: Goal, a: float, b: float, units: int) -> Any:
    curve = curve_of(net, relu, units, str(units), a, b, units)
    proved = proved_error(f, tuple(net.values()), a, b, relu, f.lipschitz, f.bend, f.corners)
    return {"curve": curve, "proved": np.array(proved)}


@exercise.judged_by
def _(net: Any, f: Goal, a: float, b: float, units: int) -> str | Fault | None:
    """Proves that the error is within the bound; where it is not, a grid tells the place."""
    bound = ROOM * f.times * f.bend * ((b - a) / units) ** 2 / 8
    said = too_far(net["curve"], f, a, b, units, bound)
    return said or hidden_spike(net["proved"], net["curve"], f, bound)


@exercise.ranked_by
def _(net: Any, f: Goal, a: float, b: float, units: int) -> float | None:
    return float(net["proved"]) if f.ranked else None


def _polygon(corners: Any, slopes: Any, start: Any) -> Any:
    """A net that starts at one height and takes the next slope at each corner."""
    return np.ones((1, len(corners))), -corners, np.diff(slopes, prepend=0.0), start


@exercise.mistakes
def _(f, a, b, units):
    x, h = np.linspace(a, b, units + 1), (b - a) / units
    heights, corners = f(x), x[:-1]
    slopes = np.diff(heights) / h
    "F16.1: The last piece, up to b, is missing: so many units make so many pieces."
    _polygon(corners[:-1], slopes[:-1], heights[0]) if units > 1 else _polygon(
        corners, 0 * slopes, heights[0]
    )
    "F16.2: Left of the first corner only c is heard: what must the net be at a?"
    _polygon(corners, slopes, 0.0)
    "F16.3: Places drawn by chance leave wide gaps: put the corners where the curve bends."
    places = np.sort(np.append(np.random.default_rng(0).uniform(a, b, units - 1), [a, b]))
    _polygon(places[:-1], np.diff(f(places)) / np.diff(places), f(a))
    "F16.4: Return numbers only: once it is built, the net must not ask f again."
    f
    lambda x: f(x)
    "fit_within.1: Too many units: each of `units` pieces needs one, and none starts at b."
    x = np.linspace(a, b, units + 2)
    _polygon(x[:-1], np.diff(f(x)) / (x[1] - x[0]), f(a))
    "fit_within.2: As many points as units make one piece less: take units + 1 points."
    x = np.linspace(a, b, units)
    _polygon(x[:-1], np.diff(f(x)) / np.diff(x), f(a))
    x = np.linspace(a, b, units)
    slopes = np.diff(f(x)) / np.diff(x)
    np.ones((1, units - 1)), -x[:-1], np.append(slopes[0], np.diff(slopes)), f(a)
    "fit_within.3: All ReLUs left of x climb at once: each weight is only the change of slope."
    np.ones((1, units)), -corners, slopes, heights[0]
    "fit_within.4: A slope is a rise over a width: where is the division by the width?"
    _polygon(corners, np.diff(heights), heights[0])
    "fit_within.5: A ReLU that starts at the corner p sees x - p: what is its bias then?"
    np.ones((1, units)), corners, np.diff(slopes, prepend=0.0), heights[0]
    "fit_within.6: The first slope, from a on, needs a unit too: one that starts at a."
    np.ones((1, units)), -corners, np.append(0.0, np.diff(slopes)), heights[0]
    "fit_within.7: The corners are a whole piece off: slope i begins at point i."
    _polygon(x[1:], slopes, heights[0])
    "fit_within.8: The points begin at a, not at 0."
    _polygon(corners - a, slopes, heights[0])
    "fit_within.9: One straight line has no corner left: use all of your units."
    _polygon(x[:1], np.array([(heights[-1] - heights[0]) / (b - a)]), heights[0])
    "fit_within.10: A level line follows nothing: each unit adds a change of slope."
    np.zeros((1, units)), np.zeros(units), np.zeros(units), float(np.mean(heights))
    "fit_within.11: The heights are cut down to whole numbers: keep them floats."
    _polygon(corners, np.diff(heights.astype(int)) / h, int(heights[0]))
    "fit_within.12: The order is W1, b1, v, c: the offset comes last."
    W1, b1, v, c = _polygon(corners, slopes, heights[0])
    W1, b1, c, v
    "fit_within.13: The offset c is a part of the net: return four values."
    _polygon(corners, slopes, heights[0])[:3]
    "fit_within.14: There is 1 input and there are k units: W1 is (1, k)."
    W1, b1, v, c = _polygon(corners, slopes, heights[0])
    W1.T, b1, v, c
    "fit_within.15: A change of slope is the new slope minus the old one."
    np.ones((1, units)), -corners, np.append(slopes[:1], -np.diff(slopes)), heights[0]
    "fit_within.16: Ask f at places in [a, b], not at the numbers 0, 1, 2, ... of the points."
    numbers = f(np.arange(units + 1.0))
    _polygon(corners, np.diff(numbers) / h, numbers[0])
    "fit_within.17: Only every second unit is used: that makes pieces twice as wide."
    few = np.linspace(a, b, max(units // 2, 1) + 1)
    _polygon(few[:-1], np.diff(f(few)) / np.diff(few), f(a)) if units > 1 else _polygon(
        corners, 0.5 * slopes, heights[0]
    )
    "fit_within.18: Slope i - 1 of i = 0 is the last one: the first weight is the first slope."
    np.ones((1, units)), -corners, slopes - np.roll(slopes, 1), heights[0]
    "fit_within.8: The points lie in [a, b], not in [0, 1]."
    x = np.linspace(0, 1, units + 1)
    _polygon(x[:-1], np.diff(f(x)) / np.diff(x), f(x)[0])
    "fit_within.8: The points go from a to b: yours begin at 0."
    x = np.linspace(0, b, units + 1)
    _polygon(x[:-1], np.diff(f(x)) / np.diff(x), f(x)[0])
    "fit_within.1: How many units there may be is handed in: yours are always eight."
    x = np.linspace(a, b, 9)
    _polygon(x[:-1], np.diff(f(x)) / np.diff(x), f(a))
    "fit_within.4: The width of a piece is (b - a) / units, not 1 / units."
    _polygon(corners, np.diff(heights) * units, heights[0])
    "F16.2: Left of the first corner only c is heard; and each weight is a change of slope."
    np.ones((1, units)), -corners, slopes, 0.0
    "fit_within.10: A level line follows nothing: each unit adds a change of slope."
    np.zeros((1, 1)), np.zeros(1), np.zeros(1), float(f((a + b) / 2))
