"""G summed back to the shape that an input had before it was stretched."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Like
from autograder.exercises.lesson_09.shared import WALKS, away


def unbroadcast(G: Any, shape: Any) -> Any:
    """G summed back to the shape that an input had before it was stretched."""
    return _folded(G, shape, np.sum)


def _folded(G: Any, shape: Any, fold: Any, lead: bool = True, ones: bool = True) -> Any:
    """`fold` over the axes that were added, and over those that were stretched."""
    G = np.asarray(G)
    for _ in range(G.ndim - len(shape) if lead else 0):
        G = fold(G, axis=0)
    for axis, size in enumerate(shape if ones else ()):
        if size == 1:
            G = fold(G, axis=axis, keepdims=True)
    return G


exercise = Exercise(
    reference=unbroadcast,
    lesson="09_autodiff",
    takes={"G": "...", "shape": "shape"},
    returns=Like("shape"),
    shortcuts=(*WALKS, "nnlib.graph.unbroadcast", "nnlib.graph_boxes.unbroadcast"),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for note, wide, shape in [
        ("a row that was added to every row", (5, 3), (3,)),
        ("the same, where all is square", (3, 3), (3,)),
        ("one row, as a matrix", (5, 3), (1, 3)),
        ("one column", (5, 3), (5, 1)),
        ("a column where all is square", (3, 3), (3, 1)),
        ("a single number", (4, 3), ()),
        ("nothing was stretched", (4, 3), (4, 3)),
        ("both at once: one axis added, one stretched", (2, 4, 3), (4, 1)),
        ("one number, as a matrix", (4, 3), (1, 1)),
        ("an axis of size 1 that stayed", (5, 1), (1,)),
    ]:
        yield Case(note, (away(rng, wide), shape))
    yield Case("whole numbers", (rng.integers(1, 9, (4, 2)), (2,)))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("two axes added", (away(rng, (2, 3, 4)), (4,)))
    yield Case("the axis in the middle", (away(rng, (2, 3, 4)), (2, 1, 4)))
    yield Case("the first and the last axis", (away(rng, (4, 3, 4)), (1, 3, 1)))
    yield Case("a number stays a number", (away(rng, ()), ()))


@exercise.mistakes
def _(G, shape):
    G = np.asarray(G)
    "F42.1: G still has the stretched shape: sum over the axes that were added or stretched."
    G
    "F42.2: Every copy adds its part: a sum, not a mean."
    _folded(G, shape, np.mean)
    "F42.3: An axis of size 1 was stretched as well: sum over it, and keep it."
    _folded(G, shape, np.sum, ones=False)
    "F42.4: Cutting out one copy loses the others: they are to be added up."
    G.ravel()[: int(np.prod(shape))].reshape(shape)
    "F42.4: The first of all copies is one of many: they are to be added up."
    _folded(
        G, shape, lambda copies, axis, **keep: np.take(copies, [0], axis) if keep else copies[0]
    )
    "unbroadcast.1: Axes that were added in front go as well: sum over them first."
    _folded(G, shape, np.sum, lead=False)
    "unbroadcast.2: Only what was stretched is summed; the other axes keep their entries."
    np.full(shape, G.sum())
    "unbroadcast.3: The result has the shape that is asked for: keep the axis of size 1."
    _folded(G, shape, np.sum).squeeze()
    "unbroadcast.3: The result has the shape that is asked for: keep the axis of size 1."
    while G.ndim > len(shape):
        G = G.sum(axis=0)
    for axis, size in enumerate(shape):
        if size == 1:
            G = G.sum(axis=axis)
    G
    "unbroadcast.4: All copies count, not the largest alone."
    _folded(G, shape, np.max)
    "unbroadcast.5: New axes stand in front: sum over the first, not the last."
    while G.ndim > len(shape):
        G = G.sum(axis=-1)
    G
    "unbroadcast.6: Right for a row that went into every row; `shape` says what was stretched here."
    G.sum(axis=0)
    "F42.4: The last of all copies is one of many: they are to be added up."
    _folded(
        G, shape, lambda copies, axis, **keep: np.take(copies, [-1], axis) if keep else copies[-1]
    )
    "unbroadcast.5: New axes stand in front: sum over the first, not the last."
    while G.ndim > len(shape):
        G = G.sum(axis=-1)
    _folded(G, shape, np.sum)
    "unbroadcast.7: Several axes may have come in front: sum until as many are left as shape has."
    _folded(G.sum(axis=0) if G.ndim > len(shape) else G, shape, np.sum, lead=False)
    "unbroadcast.8: Every copy adds its part once: no factor in front."
    2 * _folded(G, shape, np.sum)
