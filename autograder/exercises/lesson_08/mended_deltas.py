"""All blames, layer 1 first, from the blame of the head; the walk stops at layer 1."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array, ListOf
from autograder.exercises.lesson_08.shared import CUBIC, RELU, SIGMOID, SWEEP, TANH, away


def mended_deltas(delta: Any, weights: Any, Zs: Any, g_prime: Any) -> Any:
    """All blames, layer 1 first, from the blame of the head; the walk stops at layer 1."""
    return _walk(delta, weights, Zs, g_prime, range(len(weights) - 1, 0, -1))


def _walk(
    delta: Any, weights: Any, Zs: Any, g_prime: Any, layers: Any, at: int = 1, each: float = 1.0
) -> Any:
    deltas = [delta]
    for k in layers:
        deltas.insert(0, each * (deltas[0] @ weights[k].T) * g_prime(Zs[k - at]))
    return deltas


exercise = Exercise(
    reference=mended_deltas,
    lesson="08_backprop",
    takes={"delta": "m n_L", "weights": "list", "Zs": "list", "g_prime": "function"},
    returns=ListOf(Array("m n"), "L"),
    shortcuts=SWEEP,
)


def _net(rng: np.random.Generator, m: int, sizes: list[int], unit: Any) -> tuple[Any, ...]:
    weights = [away(rng, pair) for pair in pairwise(sizes)]
    return away(rng, (m, sizes[-1])), weights, [away(rng, (m, n)) for n in sizes[1:]], unit[1]


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("three layers, one output", _net(rng, 4, [2, 3, 2, 1], TANH))
    yield Case("everything square", _net(rng, 3, [3, 3, 3, 3], CUBIC))
    yield Case("two layers", _net(rng, 5, [2, 4, 1], SIGMOID))
    yield Case("no hidden layer", _net(rng, 4, [3, 2], TANH))
    yield Case("one example", _net(rng, 1, [2, 3, 3, 1], RELU))
    shapes = [(4, 2)], [(2, 3), (3, 2)], [(4, 3), (4, 2)]
    (delta,), weights, Zs = ([rng.integers(1, 4, s) for s in group] for group in shapes)
    yield Case("whole numbers", (delta, weights, Zs, CUBIC[1]))


@exercise.mistakes
def _(delta, weights, Zs, g_prime):
    last = len(weights) - 1
    ".6: The walk goes one layer too far: X has no unit, and Zs[-1] is the head's."
    _walk(delta, weights, Zs, g_prime, range(last, -1, -1))
    "mended_deltas.1: Layer 1 has a blame as well: this stops one layer too early."
    _walk(delta, weights, Zs, g_prime, range(last, 1, -1))
    "mended_deltas.2: The blame of the head counts as well: the last layer is missing."
    _walk(delta, weights, Zs, g_prime, range(last, -1, -1))[:-1]
    "mended_deltas.3: The slope is that of the layer you arrive at: Zs[k - 1]."
    _walk(delta, weights, Zs, g_prime, range(last, 0, -1), at=0)
    "mended_deltas.4: Layer 1 comes first in the list: here the order is reversed."
    _walk(delta, weights, Zs, g_prime, range(last, 0, -1))[::-1]
    "mended_deltas.5: The layers are walked from the head down, not from layer 1 up."
    _walk(delta, weights, Zs, g_prime, range(1, last + 1))
    "mended_deltas.7: The blame of the head is handed in complete: no slope comes into it again."
    found = [delta * g_prime(Zs[-1])]
    for W, Z in zip(weights[:0:-1], Zs[-2::-1], strict=True):
        found.insert(0, (found[0] @ W.T) * g_prime(Z))
    found
    right = _walk(delta, weights, Zs, g_prime, range(last, 0, -1))
    "mended_deltas.2: The blame of the head counts as well: the last layer is missing."
    right[:-1]
    "mended_deltas.8: The mean is inside the head's blame already: do not divide again."
    _walk(delta, weights, Zs, g_prime, range(last, 0, -1), each=1 / len(delta))
    "mended_deltas.9: A blame keeps its sign on the way down: no minus."
    _walk(delta, weights, Zs, g_prime, range(last, 0, -1), each=-1.0)
    "mended_deltas.10: Use the g_prime that is passed in: not every unit is a tanh."
    _walk(delta, weights, Zs, TANH[1], range(last, 0, -1))
