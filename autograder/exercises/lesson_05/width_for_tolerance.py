"""The least number n of step bricks with step_error_bound(lipschitz, a, b, n) <= tolerance."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Number
from nnlib import approximate

exercise = Exercise(
    reference=approximate.width_for_tolerance,
    lesson="05_universal_approximation",
    takes={"lipschitz": "", "a": "", "b": "", "tolerance": ""},
    returns=Number(whole=True),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("an interval around 0", _plan(rng, -1.5, 7.3))
    yield Case("an interval right of 0", _plan(rng, 2.0, 12.7))
    yield Case("an interval left of 0", _plan(rng, -9.0, 31.3))
    yield Case("a fine tolerance", _plan(rng, 0.5, 4200.4))
    yield Case("one piece is enough", _plan(rng, -1.0, 0.3))
    yield Case("whole numbers", (3, -1, 4, 2))
    exact = (float(rng.integers(3, 8)), -1.0, 3.0, 0.25)
    yield Case("a tolerance that is met exactly", exact, aspect="exact fit")


@exercise.hidden_cases
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


@exercise.mistakes
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
    "width_for_tolerance.13: Count the bricks, n of them, and not two step units for each."
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
