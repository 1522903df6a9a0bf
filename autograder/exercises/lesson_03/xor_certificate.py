"""The first point (x1, x2) of XOR that this one unit gets wrong: there always is one."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise, Fault
from autograder.check.forms import Array
from autograder.exercises.lesson_03.shared import BITS, XOR
from nnlib import boolean

exercise = Exercise(
    reference=boolean.xor_certificate,
    lesson="03_xor",
    takes={"w": "2", "b": ""},
    returns=Array("2"),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    v, w = rng.uniform(1, 2, 2), rng.uniform(1, 2, 2) * [1, -1]
    yield Case("a unit like OR, with small weights", (0.3 * v, -0.15 * v.min()))
    yield Case("a unit like AND", (v, -v.max() - v.min() / 2))
    yield Case("a unit like NOT AND", (-v, v.max() + v.min() / 2))
    yield Case("a unit that fires on (1, 0) alone", (w, -w[0] / 2))
    yield Case("a unit that fires on (0, 1) alone", (-w, w[1] / 2))
    yield Case("a bias that fires everywhere", (-v, 5.0))
    yield Case("a bias that silences everything", (v, -5.0))
    yield Case("a bias and weights below 0", (-v, -5.0))
    yield Case("all zero: every score is exactly 0", (np.zeros(2), 0.0))
    yield Case("no bias", (w, 0.0))
    whole = rng.integers(1, 9, 2)
    yield Case("whole numbers, and a score of exactly 0 on (1, 1)", (whole, -int(whole.sum())))
    yield Case("a score of exactly 0 on (0, 1) and (1, 0)", (np.array([2.0, 2.0]), -2.0))
    yield Case("a unit that listens to one input", (v * [1, 0], -v[0] / 2))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    v, w = rng.uniform(1, 2, 2), rng.uniform(1, 2, 2) * [1, -1]
    yield Case("a unit like NOR", (-v, v.min() / 2))
    yield Case("a unit silent on (0, 1) alone", (w, -w[1] / 2))
    yield Case("a unit silent on (1, 0) alone", (-w, w[0] / 2))
    yield Case("tiny weights", (1e-9 * v, -1e-9 * v.min() / 2))
    yield Case("huge weights", (1e9 * w, 1e8))
    for _ in range(4):
        yield Case("a random unit", (rng.normal(size=2), float(rng.normal())))


@exercise.judged_by
def _(point: Any, w: Any, b: Any) -> str | Fault | None:
    x1, x2 = (float(value) for value in point)
    said = f"({x1:g}, {x2:g})"
    if not {x1, x2} <= {0.0, 1.0}:
        coded = "xor_certificate.1" if {x1, x2} <= {-1.0, 1.0} else None
        return Fault(f"{said} is not one of the four points of XOR.", coded)
    fires = float(w[0]) * x1 + float(w[1]) * x2 + float(b) > 0
    if fires != (x1 != x2):
        return None
    does = "fires" if fires else "does not fire"
    told = f"You returned {said}, but there the unit is right: it {does}, as XOR asks."
    return Fault(
        told, hint="Ask the unit at all four points, and XOR too: where do the two disagree?"
    )


POINTS = ((0, 0), (0, 1), (1, 0), (1, 1))
ORDERS = POINTS, POINTS[::-1], ((0, 0), (1, 0), (0, 1), (1, 1))


def _is_xor(p: Any) -> bool:
    return bool(p[0] != p[1])


def _is_wrong(p: Any, w: Any, b: Any) -> bool:
    return bool(p @ w + b > 0) != _is_xor(p)


# The search for a wrong point with one fault in it, for several orders of the points.
@exercise.mistakes(points=ORDERS, left_out=(0, 1, 2), point=POINTS)
def _(w, b, *, points, left_out, point):
    points = np.array(points)
    "xor_certificate.1: The points of XOR are coded 0 and 1 here, not -1 and +1."
    next((p for p in 2 * points - 1 if _is_wrong(p, w, b)), None)
    "xor_certificate.2: A score of exactly 0 does not fire: the rule is > 0, not >= 0."
    next((p for p in points if (p @ w + b >= 0) != _is_xor(p)), None)
    "xor_certificate.3: The bias belongs to the score: the unit fires where w·x + b > 0."
    next((p for p in points if (p @ w > 0) != _is_xor(p)), None)
    "xor_certificate.4: The bias is added to w·x; it is not the threshold itself."
    next((p for p in points if (p @ w > b) != _is_xor(p)), None)
    "xor_certificate.5: Return a point where the unit and XOR differ, not one where they agree."
    next((p for p in points if not _is_wrong(p, w, b)), None)
    """xor_certificate.6: Look at (1, 1): XOR is 0 there, where OR is 1, so a unit that fires is
    wrong."""
    next((p for p in points if (p @ w + b > 0) != p.any()), None)
    "xor_certificate.7: This compares the unit with AND. XOR is 1 where exactly one input is 1."
    next((p for p in points if (p @ w + b > 0) != p.all()), None)
    "xor_certificate.8: The point is (x1, x2), in this order, and w[0] is the weight of x1."
    next((p[::-1] for p in points if _is_wrong(p, w, b)), None)
    "xor_certificate.9: Look at all four points: some units are wrong at a single one of them."
    points = np.delete(POINTS, left_out, axis=0)
    next((p for p in points if _is_wrong(p, w, b)), None)
    "xor_certificate.10: Each unit has its own wrong point: work out its score at all four."
    point


@exercise.mistakes(points=ORDERS[:2])
def _(w, b, *, points):
    points = np.array(points)
    "xor_certificate.11: A unit can err both ways: firing where XOR is 0 is wrong as well."
    next((p for p in points if _is_xor(p) and _is_wrong(p, w, b)), None)
    "xor_certificate.11: A unit can err both ways: silence where XOR is 1 is wrong as well."
    next((p for p in points if not _is_xor(p) and _is_wrong(p, w, b)), None)
    "xor_certificate.12: Return the point (x1, x2), not its row number."
    int(np.argmax((BITS @ w + b > 0) != np.array(XOR)))
    "xor_certificate.13: One point is enough, and one is asked for."
    [p for p in POINTS if _is_wrong(np.array(p), w, b)]
    "xor_certificate.14: The point alone, (x1, x2), without the output."
    next((*p, int(_is_xor(p))) for p in POINTS if _is_wrong(np.array(p), w, b))
