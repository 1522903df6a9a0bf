"""Between what X @ W + b lies for every X from low to high. (low, high), each (m, n_out)"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array, Record
from nnlib import intervals

exercise = Exercise(
    reference=intervals.interval_layer,
    lesson="16_project",
    takes={"low": "m n_in", "high": "m n_in", "W": "n_in n_out", "b": "n_out"},
    returns=Record(low=Array("m n_out"), high=Array("m n_out")),
    shortcuts=("nnlib.intervals.interval_layer", "nnlib.intervals.output_bounds"),
)


def _box(rng: np.random.Generator, m: int, n: int) -> tuple[Any, Any]:
    """Two corners; no side is as long as another."""
    low = rng.normal(size=(m, n))
    return low, low + rng.uniform(0.2, 1.5, (m, n))


def _layer(rng: np.random.Generator, n_in: int, n_out: int) -> tuple[Any, Any]:
    """Weights of both signs in every row and column, and biases that are not small."""
    signs = np.where((np.arange(n_in)[:, None] + np.arange(n_out)) % 2, 1.0, -1.0)
    signs *= rng.choice([-1, 1])
    return signs * rng.uniform(0.3, 2, (n_in, n_out)), rng.uniform(1, 2, n_out)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("more inputs than units", (*_box(rng, 4, 3), *_layer(rng, 3, 2)))
    yield Case("as many units as inputs", (*_box(rng, 3, 3), *_layer(rng, 3, 3)))
    yield Case("a single example and a single unit", (*_box(rng, 1, 2), *_layer(rng, 2, 1)))
    low, _ = _box(rng, 3, 2)
    yield Case("a box that is one point", (low, low, *_layer(rng, 2, 4)))
    W, b = _layer(rng, 3, 2)
    yield Case("weights of one sign", (*_box(rng, 2, 3), np.abs(W), b))
    W, b = _layer(rng, 3, 2)
    yield Case("weights below 0 alone", (*_box(rng, 2, 3), -np.abs(W), b))
    low, high = np.array([[1, -2], [0, 3]]), np.array([[2, 2], [4, 3]])
    W, b = np.array([[3, -1, 0], [-2, 5, 1]]), np.array([1, -4, 2])
    yield Case("whole numbers", (low, high, W, b))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for m, n_in, n_out in ((5, 6, 4), (2, 7, 7), (8, 1, 3)):
        yield Case("random boxes", (*_box(rng, m, n_in), *_layer(rng, n_in, n_out)))


@exercise.mistakes
def _(low, high, W, b):
    middle, half = (low + high) / 2, (high - low) / 2
    centre, reach = middle @ W + b, half @ np.abs(W)
    plus, minus = np.maximum(W, 0), np.minimum(W, 0)
    "interval_layer.1: A weight below 0 turns the ends round: it is largest where its input is low."
    low @ W + b, high @ W + b
    "interval_layer.2: Sorting two corners is not enough: each weight chooses an end for itself."
    np.minimum(low @ W + b, high @ W + b), np.maximum(low @ W + b, high @ W + b)
    "interval_layer.3: The middle keeps the signs of W; only the half width meets |W|."
    middle @ np.abs(W) + b - reach, middle @ np.abs(W) + b + reach
    "interval_layer.4: The bias belongs to both ends."
    centre - reach - b, centre + reach - b
    "interval_layer.4: The bias is missing at one end."
    centre - reach - b, centre + reach
    centre - reach, centre + reach - b
    "interval_layer.5: The bias does not widen the box: add it once, and without |b|."
    centre - reach - np.abs(b), centre + reach + np.abs(b)
    "interval_layer.6: From the middle it is half the width to each end, not all of it."
    centre - 2 * reach, centre + 2 * reach
    "interval_layer.7: The half width is halved twice."
    centre - reach / 2, centre + reach / 2
    "interval_layer.8: Low comes first, then high."
    centre + reach, centre - reach
    "interval_layer.10: One sign of the weights is missing: both add their part to both ends."
    low @ plus + b, high @ plus + b
    low @ minus + b, high @ minus + b
    "interval_layer.12: A layer without ReLU may give numbers below 0: nothing is cut off here."
    np.maximum(centre - reach, 0), np.maximum(centre + reach, 0)
    "interval_layer.13: Each unit has a box of its own: not the widest for all."
    widest = reach.max(axis=1, keepdims=True)
    centre - widest, centre + widest
    "interval_layer.14: Both ends, please: this is the middle alone."
    centre, centre
    "interval_layer.15: Middle and half width are not the ends: subtract and add."
    centre, reach
    "interval_layer.16: The widths of the inputs add up with |W|, not with its squares."
    centre - np.sqrt(half**2 @ W**2), centre + np.sqrt(half**2 @ W**2)
    "interval_layer.17: The middle is half of low + high."
    2 * centre - b - reach, 2 * centre - b + reach
    "interval_layer.18: Every input has a width of its own: not the mean of all."
    centre - half.mean() * np.abs(W).sum(axis=0), centre + half.mean() * np.abs(W).sum(axis=0)
    "interval_layer.18: Every input has a width of its own: not the largest of all."
    centre - half.max() * np.abs(W).sum(axis=0), centre + half.max() * np.abs(W).sum(axis=0)
    "interval_layer.18: Every input has a width of its own: not the mean of its example."
    wide = half.mean(axis=1, keepdims=True) * np.abs(W).sum(axis=0)
    centre - wide, centre + wide
    "interval_layer.19: The ends may lie below 0 and above 1: nothing is clipped."
    cut, top = np.clip(low, 0, 1), np.clip(high, 0, 1)
    cut @ plus + top @ minus + b, top @ plus + cut @ minus + b
    "interval_layer.2: Not one sign for a whole unit: each weight chooses an end for itself."
    up = W.sum(axis=0) > 0
    np.where(up, low @ W, high @ W) + b, np.where(up, high @ W, low @ W) + b
    "interval_layer.20: Half the width is counted from the middle, not from the low corner."
    low @ W + b - reach, low @ W + b + reach
    low @ W + b - 2 * reach, low @ W + b + 2 * reach
    "interval_layer.21: The high end needs |W| as well: half the width grows with its size."
    centre - reach, centre + half @ W
