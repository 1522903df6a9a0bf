"""Bytes that wait for the way back: activations below the head, hidden pre-activations."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Number
from autograder.exercises.lesson_08.shared import EXACT, widths


def cache_bytes(sizes: Any, m: int, itemsize: int = 8) -> int:
    """Bytes that wait for the way back: activations below the head, hidden pre-activations."""
    return _bytes(sizes, m, itemsize)


def _bytes(sizes: Any, m: int, itemsize: int = 8) -> int:
    return int(m * (sum(sizes[:-1]) + sum(sizes[1:-1])) * itemsize)


exercise = Exercise(
    reference=cache_bytes,
    lesson="08_backprop",
    takes={"sizes": "list", "m": "", "itemsize": ""},
    returns=Number(whole=True),
    tolerance=EXACT,
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("one hidden layer, float32", (widths(rng, 2), int(rng.integers(9, 20)), 4))
    yield Case("three hidden layers, float64", (widths(rng, 4), 7, 8))
    yield Case("itemsize left at 8", (widths(rng, 3), 5))
    yield Case("no hidden layer", (widths(rng, 1), 11, 8))
    yield Case("a single example, float16", ([784, 128, 64, 10], 1, 2))
    yield Case("all layers of the same width", ([4, 4, 4, 4], 3, 4))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("a large batch", ([784, 1024, 1024, 10], 60_000, 8))
    for layers in (2, 3, 5):
        yield Case("other sizes", (widths(rng, layers), int(rng.integers(2, 30)), 4))


@exercise.mistakes
def _(sizes, m, itemsize=8):
    "F58.3: Every example stores its own values: m counts."
    _bytes(sizes, 1, itemsize)
    "F58.3: Every example stores its own values: m counts for Z as well."
    (m * sum(sizes[:-1]) + sum(sizes[1:-1])) * itemsize
    "F58.4: Itemsize is in bytes already: a float64 takes 8 bytes, or 64 bits."
    8 * _bytes(sizes, m, itemsize)
    "F58.4: Itemsize is in bytes already: nothing to divide by 8."
    _bytes(sizes, m, itemsize) / 8
    "F58.4: Numbers are not bytes: each takes itemsize of them."
    _bytes(sizes, m, 1)
    "F58.4: Not every number takes 8 bytes: use itemsize."
    _bytes(sizes, m, 8)
    "F58.4: Not every number takes 4 bytes: use itemsize."
    _bytes(sizes, m, 4)
    "F58.4: Bytes, please, not kilobytes."
    _bytes(sizes, m, itemsize) / 1024
    "F58.4: In bytes, without a rounding to kilobytes."
    _bytes(sizes, m, itemsize) // 1024
    "cache_bytes.1: The way back needs g'(Z): hidden layers keep Z as well."
    m * sum(sizes[:-1]) * itemsize
    "cache_bytes.1: Weights' slopes need the activations: keep A as well as Z."
    m * sum(sizes[1:-1]) * itemsize
    "cache_bytes.2: The first layer's weights need X on the way back: keep it too."
    2 * m * sum(sizes[1:-1]) * itemsize
    "cache_bytes.2: X is kept, and the head's output is not: it is used at once."
    m * (sum(sizes[1:]) + sum(sizes[1:-1])) * itemsize
    "cache_bytes.3: What the head gives is used at once: only layers below it are kept."
    m * (sum(sizes) + sum(sizes[1:-1])) * itemsize
    "cache_bytes.3: A linear head needs no g'(Z): its Z is not kept, nor its output."
    m * (sum(sizes) + sum(sizes[1:])) * itemsize
    "cache_bytes.3: One array a layer is not it: no head, but Z and A of hidden layers."
    m * sum(sizes) * itemsize
    "cache_bytes.4: The input has no pre-activation: X is kept once."
    2 * m * sum(sizes[:-1]) * itemsize
    "cache_bytes.5: Weights are there anyway: count what the forward pass leaves behind."
    sum(a * b for a, b in pairwise(sizes)) * itemsize
    "cache_bytes.5: Weights are there anyway: they do not count as cache."
    weights = sum(a * b for a, b in pairwise(sizes)) * itemsize
    _bytes(sizes, m, itemsize) + weights
    "cache_bytes.6: All layers are kept until the way back, not only the widest."
    m * max(sizes) * itemsize
    "cache_bytes.7: Kept values are one per unit and example: widths add, not multiply."
    m * sum(a * b for a, b in pairwise(sizes)) * itemsize
    "cache_bytes.3: Neither everything nor all of it twice: X has no Z, and the head is not kept."
    2 * m * sum(sizes) * itemsize
    m * (2 * sum(sizes) - sizes[-1]) * itemsize
    "F58.3: Every example stores its own values: m counts for X as well."
    (sizes[0] + 2 * m * sum(sizes[1:-1])) * itemsize
    "cache_bytes.5: Weights and biases are there anyway: count what the forward pass leaves behind."
    sum((a + 1) * b for a, b in pairwise(sizes)) * itemsize
    "cache_bytes.6: All layers are kept until the way back, not only the widest, twice."
    2 * m * max(sizes) * itemsize
