"""Multiply-adds of a pass: a product for every layer up, two down, but one for the first."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Number, Record
from autograder.exercises.lesson_08.shared import EXACT, widths


def count_macs(sizes: Any, m: int) -> tuple[int, int]:
    """Multiply-adds of a pass: a product for every layer up, two down, but one for the first."""
    return _counts(sizes, m)


def _counts(sizes: Any, m: int) -> tuple[int, int]:
    products = [m * below * above for below, above in pairwise(sizes)]
    return sum(products), sum(products) + sum(products[1:])


exercise = Exercise(
    reference=count_macs,
    lesson="08_backprop",
    takes={"sizes": "list", "m": ""},
    returns=Record(forward=Number(whole=True), backward=Number(whole=True)),
    tolerance=EXACT,
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("one hidden layer", (widths(rng, 2), int(rng.integers(5, 20))))
    yield Case("three hidden layers", (widths(rng, 4), 7))
    yield Case("a single example", ([784, 128, 64, 10], 1))
    yield Case("no hidden layer", (widths(rng, 1), 11))
    yield Case("all layers of the same width", ([4, 4, 4, 4], 3))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("a large network", ([784, 1024, 1024, 10], 60_000))
    for layers in (2, 3, 5):
        yield Case("other sizes", (widths(rng, layers), int(rng.integers(2, 30))))


def _up_down(sizes: Any, m: int) -> tuple[int, int, int]:
    """The three counts that matter: products up, slopes of the weights, deltas of hidden layers."""
    forward, backward = _counts(sizes, m)
    return forward, forward, backward - forward


@exercise.mistakes
def _(sizes, m):
    up, slopes, deltas = _up_down(sizes, m)
    "F58.1: Multiply-adds of the weights only: adding the biases is not counted."
    up + m * sum(sizes[1:]), slopes + deltas
    "F58.1: Multiply-adds of weights only: not of biases, and nobody needs the inputs' blame."
    with_biases = up + m * sum(sizes[1:])
    with_biases, 2 * with_biases
    "F58.1: Multiply-adds of the weights only: biases count neither up nor down."
    up + m * sum(sizes[1:]), slopes + deltas + m * sum(sizes[1:])
    "F58.1: Multiply-adds of the weights only: a bias is not one more input."
    extra = m * sum(sizes[1:])
    up + extra, slopes + deltas + extra + m * sum(sizes[2:])
    "F58.2: Nobody needs the slope in the input: the first layer sends no delta down."
    up, 2 * up
    "F58.3: Every example is multiplied through: m counts."
    _counts(sizes, 1)
    "F58.3: Every example is sent back too: m counts in both directions."
    _counts(sizes, m)[0], _counts(sizes, 1)[1]
    "F58.3: Every example goes forward too: m counts in both directions."
    _counts(sizes, 1)[0], _counts(sizes, m)[1]
    "F58.3: The slopes of the weights sum over m examples: m counts there too."
    up, slopes // m + deltas
    "F58.3: Each example has a delta of its own: m counts there too."
    up, slopes + deltas // m
    "count_macs.1: Going back, the deltas cost products too, not only the weights' slopes."
    up, up
    "count_macs.2: Going back, the slopes of the weights cost products, not only deltas."
    up, deltas
    "count_macs.3: The layer that sends no delta down is the first, not the last."
    up, 2 * up - m * sizes[-2] * sizes[-1]
    "count_macs.4: Backward means the way down alone: do not add the way up."
    up, up + slopes + deltas
    "count_macs.4: Two numbers, forward and backward, not their sum."
    sum(_counts(sizes, m))
    "count_macs.5: Neighbouring layers only, and their products add up."
    total = m * int(np.prod(sizes))
    total, 2 * total - m * sizes[0] * sizes[1]
    "count_macs.5: Only neighbouring layers are joined, not all with all."
    pairs = [m * a * b for i, a in enumerate(sizes) for b in sizes[i + 1 :]]
    sum(pairs), 2 * sum(pairs) - m * sizes[0] * sizes[1]
    "count_macs.6: A multiply-add is one: do not count the product and the sum apart."
    up, down = _counts(sizes, m)
    2 * up, 2 * down
    "count_macs.7: Forward comes first."
    _counts(sizes, m)[::-1]
    "count_macs.8: Multiplying by g'(Z) is entry by entry, no product with a weight."
    up, down = _counts(sizes, m)
    up, down + m * sum(sizes[1:-1])
    "count_macs.9: The head's weights count as well: the loop ends one too early."
    _counts(sizes[:-1], m)
    "count_macs.9: The first layer's weights count as well: the loop starts too late."
    _counts(sizes[1:], m)
    "count_macs.10: Each unit has a weight from every unit below: multiply the widths."
    m * sum(sizes[1:]), m * sum(sizes[1:]) + m * sum(sizes[2:])
    "count_macs.11: The first layer sends no delta down, but its weights have slopes."
    up, 2 * deltas
    "count_macs.10: From one layer to the next: n_in times n_out, not a layer with itself."
    total = m * sum(n * n for n in sizes[1:])
    total, 2 * total
