"""The fewest ReLUs of one hidden layer that can draw so many straight pieces on a line."""

import math
from collections.abc import Iterator

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Number
from nnlib import depth

exercise = Exercise(
    reference=depth.least_width,
    lesson="15_depth",
    takes={"pieces": ""},
    returns=Number(whole=True),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("two pieces", (2,))
    yield Case("a level line", (1,))
    yield Case("eight pieces", (8,))
    yield Case("a number that is no power of 2", (2 * int(rng.integers(20, 90)) + 1,))
    yield Case("twenty folds", (2**20,))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for most in (30, 300, 3000):
        yield Case("another number", (int(rng.integers(9, most)),))


@exercise.mistakes
def _(pieces):
    "least_width.1: Between two pieces is one bend: so p pieces have how many?"
    pieces
    "least_width.1: The bends are between the pieces, and there are fewer of them, not more."
    pieces + 1
    "least_width.2: Two pieces have one bend between them, not none: count again from there."
    pieces - 2
    max(pieces - 2, 0)
    "least_width.7: A level line has no bend, so it needs no unit at all."
    max(pieces - 1, 1)
    "least_width.3: A unit has one bend and no second: it makes one piece more, not two."
    pieces // 2
    (pieces + 1) // 2
    "least_width.4: So many folds: that is depth. One hidden layer has nothing to double with."
    math.ceil(math.log2(pieces))
    "least_width.4: As many as the deep network has: one hidden layer cannot double anything."
    2 * math.ceil(math.log2(pieces))
    "least_width.5: One unit for each bend is enough: a bend needs no partner."
    2 * (pieces - 1)
    2 * pieces
    "least_width.5: That is four ReLUs for each tent, as with bricks; a bend needs one."
    4 * pieces
    4 * (pieces + 1)
    "least_width.6: Straight pieces, one unit a bend: patterns of bits are another story."
    2**pieces if pieces < 60 else 2.0**60
    2**pieces - 1 if pieces < 60 else 2.0**61
    "least_width.8: Each unit adds one piece: nothing is multiplied, so there is no root."
    math.isqrt(pieces)
    math.ceil(math.sqrt(pieces))
