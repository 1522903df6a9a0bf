"""How many straight pieces has the polygon through the points? x (m,) increasing, y (m,)"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Number
from nnlib import depth

exercise = Exercise(
    reference=depth.count_pieces,
    lesson="15_depth",
    takes={"x": "m", "y": "m"},
    returns=Number(whole=True),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("a tent of whole numbers", (np.array([0, 1, 2, 4, 7]), np.array([0, 2, 4, 2, -1])))
    yield Case("points that lie unevenly", _polygon(rng, [2.0, -1.0, 0.5], [3, 4, 2]))
    yield Case("a bend without a turn", _polygon(rng, [1.0, 3.0, 4.0, 1.0], [2, 5, 3, 4]))
    yield Case(
        "the same slope twice, not side by side", _polygon(rng, [1.0, 2, 1, 2], [3, 2, 2, 4])
    )
    yield Case("a level piece", _polygon(rng, [1.0, 0.0, -2.0, 0.0], [2, 3, 3, 2]))
    nearly = np.array([1.0, 0.3, 0.1 + 0.2, 0.3, 0.1 + 0.2, 1.1])
    yield Case(
        "a piece that is level but for rounding", (np.cumsum(rng.uniform(0.2, 1, 6)), nearly)
    )
    yield Case("a single straight line", _polygon(rng, [-1.5], [7]))
    yield Case("all level", (np.cumsum(rng.uniform(0.1, 1, 6)), np.full(6, 2.5)))
    yield Case("two points", (np.array([0.0, 0.3]), np.array([1.0, 1.7])))
    yield Case("a bend at every point", _polygon(rng, [1.0, -2, 3, 1, -1], [1, 1, 1, 1, 1]))
    x = np.arange(31) / 10
    yield Case("tenths, which no float holds", (x, np.abs(0.3 * x - 0.3)))
    x = np.arange(33) / 32
    yield Case("eight teeth", (x, depth.fold(x, 3)))
    yield Case("bends of 1/50", _polygon(rng, [1.0, 1.02, 1.0], [3, 2, 3]))
    yield Case("bends of 1/1000", _polygon(rng, [0.5, 0.501, 0.5], [3, 2, 3]))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for n in (2, 6, 9):
        slopes = np.cumsum(rng.choice([-1, 1], n) * rng.uniform(0.5, 2, n))
        yield Case("random pieces", _polygon(rng, list(slopes), list(rng.integers(1, 5, n))))
    yield Case("bends of 1/1000", _polygon(rng, [-1.0, -0.999, -1.0, -1.001], [2, 3, 1, 2]))
    yield Case("a steep tooth", _polygon(rng, [700.0, -700.0, 1.0], [3, 3, 3]))


def _polygon(rng: np.random.Generator, slopes: list[float], steps: list[int]) -> tuple[Any, Any]:
    """A piece of each slope, with so many steps of uneven width."""
    widths = rng.uniform(0.2, 1.5, int(sum(steps)))
    x = np.concatenate([[rng.uniform(-3, 3)], widths]).cumsum()
    rises = np.repeat(slopes, steps) * np.diff(x)
    return x, np.concatenate([[rng.uniform(-2, 2)], rises]).cumsum()


def _pieces(slopes: Any) -> Any:
    return 1 + np.sum(np.abs(np.diff(slopes)) > 1e-9 * np.max(np.abs(slopes)))


@exercise.mistakes
def _(x, y):
    slopes = np.diff(y) / np.diff(x)
    bends = np.abs(np.diff(slopes)) > 1e-9 * np.max(np.abs(slopes))
    """F56.1: Rounding parts slopes that are equal: count a bend only where they differ by more
    than that."""
    1 + np.sum(slopes[1:] != slopes[:-1])
    "F56.1: Rounding is larger than your tolerance: 1e-9 is well above it."
    1 + np.sum(np.abs(np.diff(slopes)) > np.finfo(float).eps)
    1 + np.sum(np.abs(np.diff(slopes)) > 1e-15)
    "F56.2: These are the bends: two pieces have one bend between them."
    np.sum(bends)
    "count_pieces.1: Slope is rise over width, and the points lie unevenly: divide by np.diff(x)."
    _pieces(np.diff(y))
    "count_pieces.2: The line can bend without turning round: compare slopes, not their signs."
    1 + np.sum(np.diff(np.sign(np.round(slopes, 9))) != 0)
    1 + np.sum(np.diff(np.sign(np.diff(y))) != 0)
    1 + np.sum(slopes[1:] * slopes[:-1] < 0)
    "count_pieces.3: A slope may come back after another one: compare neighbours alone."
    len(np.unique(np.round(slopes, 6)))
    "count_pieces.4: Neighbours on one line are one piece: so many are the gaps between points."
    len(x) - 1
    "count_pieces.4: So many are the points: how many pieces are between the bends?"
    len(x)
    "count_pieces.5: Both ends are counted as bends here: one too many."
    2 + np.sum(bends)
    "count_pieces.6: Level pieces count as well."
    np.sum(bends) + 1 - np.sum(np.append(True, bends) & (np.abs(slopes) < 1e-9))
    "count_pieces.7: Upside down: a slope is the rise of y over the width of x."
    rises = np.diff(y)
    run = np.divide(np.diff(x), rises, out=np.full(len(rises), np.inf), where=rises != 0)
    1 + np.sum(~np.isclose(run[1:], run[:-1]))
    "count_pieces.8: Only bends one way are counted: a slope may grow or fall."
    1 + np.sum(np.diff(slopes) > 1e-9)
    1 + np.sum(np.diff(slopes) < -1e-9)
    "count_pieces.9: Downhill pieces are pieces as well."
    1 + np.sum(bends & (slopes[:-1] > 0))
    "count_pieces.11: Rounding is far smaller than your tolerance: 1/50 is a bend."
    1 + np.sum(np.abs(np.diff(slopes)) > 0.1)
    "count_pieces.10: How many, not where: the number of pieces is asked for."
    np.flatnonzero(bends)
    x[1:-1][bends]
    "F56.1: Two things: equal slopes differ by rounding, and p pieces have p - 1 bends."
    np.sum(slopes[1:] != slopes[:-1])
    "count_pieces.12: Compare each slope with the one before it, not with the first."
    1 + np.sum(np.abs(slopes[1:] - slopes[0]) > 1e-9)
    "count_pieces.13: Up and down are two pieces: a slope keeps its sign."
    1 + np.sum(np.abs(np.diff(np.abs(slopes))) > 1e-9)
    "count_pieces.14: A slope of np.gradient is a mean of two: divide np.diff(y) instead."
    1 + np.sum(np.abs(np.diff(np.gradient(y, x))) > 1e-9)
    "count_pieces.11: Rounding is far smaller than your tolerance: 1/1000 is a bend."
    1 + np.sum(np.abs(np.diff(slopes)) > 0.01)
