"""All weights and biases of a network with these widths. sizes (n_0, …, n_L) -> int"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Number


def count_params(sizes: Any) -> int:
    """All weights and biases of a network with these widths.  sizes (n_0, …, n_L) -> int"""
    return _parameters(sizes)


def _parameters(sizes: Any) -> int:
    return int(sum(n_out * (n_in + 1) for n_in, n_out in _pairs(sizes)))


def _pairs(sizes: Any) -> list[tuple[int, int]]:
    return list(pairwise(sizes))


def _weights(sizes: Any) -> int:
    return int(sum(n_in * n_out for n_in, n_out in _pairs(sizes)))


exercise = Exercise(
    reference=count_params, lesson="06_forward", takes={"sizes": "list"}, returns=Number(whole=True)
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    def widths(low: int, high: int, layers: int) -> list[int]:
        found: list[int] = rng.choice(np.arange(low, high), layers + 1, replace=False).tolist()
        return found

    yield Case("one hidden layer", (widths(2, 8, 2),))
    yield Case("two hidden layers", (widths(2, 12, 3),))
    yield Case("no hidden layer", (widths(3, 12, 1),))
    yield Case("equal widths", ([int(rng.integers(3, 9))] * 4,))
    yield Case("many inputs", ([int(rng.integers(50, 400)), *widths(2, 9, 1)],))
    yield Case("a layer of one unit", ([int(rng.integers(3, 9)), 1, int(rng.integers(3, 9))],))
    yield Case("five layers", (widths(2, 12, 5),))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("one input, one output", ([1, int(rng.integers(2, 20)), 1],))
    yield Case("one weight and one bias", ([1, 1],))
    yield Case("a network for digits", ([784, int(rng.integers(16, 129)), 10],))
    for layers in (1, 2, 3, 6):
        yield Case("other sizes", (rng.integers(2, 30, size=layers + 1).tolist(),))


def _all_pairs(sizes: Any) -> int:
    n = len(sizes)
    return sum(int(sizes[i] * sizes[j]) for i in range(n) for j in range(i + 1, n))


@exercise.mistakes
def _(sizes):
    "F21.1: The biases are parameters too."
    _weights(sizes)
    "F21.2: Each pair of neighbours has its own weights: sum over the pairs."
    int(np.prod(sizes))
    "F21.2: The layers' weights add up, they do not multiply."
    int(np.prod(sizes)) + sum(sizes[1:])
    "F21.2: The layers' parameters add up, they do not multiply."
    int(np.prod([n_out * (n_in + 1) for n_in, n_out in _pairs(sizes)]))
    "F21.3: Inputs compute nothing: they have no bias."
    _weights(sizes) + sum(sizes)
    "F21.3: A bias belongs to the unit that an edge leads to, not to its start."
    _weights(sizes) + sum(sizes[:-1])
    "F21.4: Only neighbouring layers are connected: no edge skips a layer."
    _all_pairs(sizes) + sum(sizes[1:])
    "F21.4: Each pair of neighbours once: no other pairs, and not both ways."
    2 * _all_pairs(sizes) + sum(sizes[1:])
    "F21.4: Only neighbouring layers are connected; and what of the biases?"
    _all_pairs(sizes)
    "count_params.1: A layer has a bias for each of its units, not one in all."
    _weights(sizes) + len(sizes) - 1
    "count_params.1: Every computing unit has a bias, not only one of them."
    _weights(sizes) + 1
    "count_params.2: The units of the head have biases as well."
    _weights(sizes) + sum(sizes[1:-1])
    "count_params.2: The hidden units have biases as well, not only the head."
    _weights(sizes) + sizes[-1]
    "count_params.3: Inputs have a constant node beside them; outputs have none."
    sum((n_in + 1) * (n_out + 1) for n_in, n_out in _pairs(sizes))
    "count_params.4: The loop ends one layer too early."
    _parameters(sizes[:-1])
    "count_params.4: The layer from the inputs to the first units counts too."
    _parameters(sizes[1:])
    "count_params.5: Units are not parameters: count the edges and the biases."
    sum(sizes)
    "count_params.5: These are the biases alone: count the weights too."
    sum(sizes[1:])
    "count_params.6: Add up the layers: one whole number comes back."
    [n_out * (n_in + 1) for n_in, n_out in _pairs(sizes)]
    "count_params.6: Weights and biases together: one whole number comes back."
    _weights(sizes), sum(sizes[1:])
    "count_params.7: A bias is one number, so each unit adds one, not two."
    _weights(sizes) + 2 * sum(sizes[1:])
    "count_params.8: There may be more or fewer than two layers: loop over pairs."
    _parameters(sizes[:3])
    "count_params.8: Not every network has exactly two layers: loop over pairs."
    n_in, n_hidden, n_out = sizes
    n_hidden * (n_in + 1) + n_out * (n_hidden + 1)
    "count_params.9: These are the arrays; count the numbers inside them."
    2 * (len(sizes) - 1)
    "count_params.10: A list or a tuple of sizes: * does not multiply it in pairs."
    sum(sizes[:-1] * sizes[1:]) + sum(sizes[1:])
    "count_params.11: Taking with pop shortens the caller's list: take a slice instead."
    total = 0
    while len(sizes) > 1:
        n_in = sizes.pop(0)
        total += sizes[0] * (n_in + 1)
    total
    "count_params.12: A weight leads from a unit to one of the next layer: n_in times n_out."
    sum(n_in + n_out for n_in, n_out in _pairs(sizes))
    "count_params.13: Weights lead from one layer to the next: n_in times n_out, not n_out squared."
    sum(n * n + n for n in sizes[1:])
    "count_params.13: Pair each layer with the next one: zip(sizes, sizes[1:])."
    sum(n * n + n for n in sizes)
    "count_params.14: At i = 0, sizes[i - 1] is the last layer: begin at 1."
    _parameters([sizes[-1], *sizes])
    "count_params.8: The layers in between count too: not from the first to the last at once."
    sizes[-1] * (sizes[0] + 1)
    "count_params.8: Each neighbouring pair counts: yours leaves out every second one."
    sum(n_out * (n_in + 1) for n_in, n_out in zip(sizes[::2], sizes[1::2], strict=False))
    "count_params.12: A weight leads from a unit to one of the next layer: n_in times n_out."
    sum(n_in + 2 * n_out for n_in, n_out in _pairs(sizes))
