"""The numbers 0 ... m-1, shuffled by rng and cut by fractions. A list of index arrays."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise, Fault
from autograder.check.forms import Array, ListOf
from autograder.exercises.lesson_14.shared import draws, in_order, not_dealt


def split_indices(m: int, fractions: Any, rng: np.random.Generator) -> list[Any]:
    """One index array a fraction, shuffled, together every index once."""
    cuts = np.round(np.cumsum(fractions)[:-1] * m).astype(int)
    return np.split(rng.permutation(m), cuts)


exercise = Exercise(
    reference=split_indices,
    lesson="14_generalisation",
    takes={"m": "", "fractions": "p", "rng": ""},
    returns=ListOf(Array("k"), "p"),
    shortcuts=("nnlib.generalise.split_indices", "nnlib.generalise.kfold"),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for m, fractions, note in (
        (50, (0.6, 0.2, 0.2), "sizes that come out even"),
        (103, (0.6, 0.2, 0.2), "sizes that do not come out even"),
        (40, (0.5, 0.5), "two parts"),
        (57, (0.4, 0.3, 0.2, 0.1), "four parts"),
        (60, (0.1, 0.9), "the small part first"),
        (100, (1 / 3, 1 / 3, 1 / 3), "thirds"),
        (7, (0.7, 0.3), "a few examples"),
        (24, (1, 0), "whole numbers: all in the first part"),
        (30, (1.0,), "one part"),
    ):
        yield Case(note, (m, np.array(fractions), draws(rng)))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for parts in (2, 3, 5):
        shares = rng.uniform(1, 4, parts)
        m = int(rng.integers(60, 200))
        yield Case(f"{parts} parts of {m}", (m, shares / shares.sum(), draws(rng)))


@exercise.judged_by
def _(answer: Any, m: int, fractions: Any, rng: Any) -> Fault | str | None:
    """Proves that each index comes once, in parts of the right sizes; samples the shuffling."""
    parts = list(answer.values())
    if said := not_dealt(parts, m):
        return said
    slack = max(1, len(fractions) - 1) + 1e-9  # however they are rounded
    for k, (part, fraction) in enumerate(zip(parts, fractions, strict=True)):
        if abs(len(part) - fraction * m) > slack:
            return f"Part {k} has {len(part)} indices of {m}: its fraction is {fraction:.3g}."
    return in_order(parts, m)


def _cut(order: Any, fractions: Any) -> list[Any]:
    """An order in pieces, for the wrong answers below."""
    return np.split(order, np.round(np.cumsum(fractions)[:-1] * len(order)).astype(int))


@exercise.mistakes
def _(m, fractions, rng):
    sizes = [int(fraction * m) for fraction in fractions]
    "F51.1: Examples are often sorted by class: shuffle the indices before you cut."
    _cut(np.arange(m), fractions)
    "F51.1: The parts are shuffled, each in itself; what lands in which is not: shuffle first."
    [rng.permutation(part) for part in _cut(np.arange(m), fractions)]
    "F51.2: Each index in one part only: one shuffled row, cut, not a new draw for every part."
    [rng.permutation(m)[:size] for size in sizes]
    [rng.permutation(m)[: round(float(fraction) * m)] for fraction in fractions]
    [rng.choice(m, size, replace=False) for size in sizes]
    "F51.2: Drawing with replacement takes some indices twice and others never."
    _cut(rng.integers(0, m, m), fractions)
    [rng.choice(m, size) for size in sizes]
    "F51.2: The parts overlap: the second begins where the first one ends, not at 0."
    order = rng.permutation(m)
    [order[:size] for size in sizes]
    "F51.3: Rounded down, the sizes no longer add up to m: the last part takes what is left."
    order, start, parts = rng.permutation(m), 0, []
    for size in sizes:
        parts.append(order[start : start + size])
        start += size
    parts
    "F51.3: Rounded one by one, the sizes need not add up to m: round the running sums instead."
    order, start, parts = rng.permutation(m), 0, []
    for fraction in fractions:
        parts.append(order[start : start + round(float(fraction) * m)])
        start += round(float(fraction) * m)
    parts
    "F51.6: The chance comes from rng, which is passed in: no generator of your own."
    _cut(np.random.default_rng(0).permutation(m), fractions)
    _cut(np.random.RandomState(0).permutation(m), fractions)
    _cut(np.random.default_rng().permutation(m), fractions)
    "split_indices.1: Where to cut is a running sum: 0.6 and 0.8, not 0.6 and 0.2."
    np.split(rng.permutation(m), [int(fraction * m) for fraction in fractions[:-1]])
    "split_indices.2: The parts have the sizes that fractions says, not all the same."
    np.array_split(rng.permutation(m), len(fractions))
    "split_indices.3: The indices themselves, not how many there are in each part."
    sizes
    "split_indices.4: Indices begin at 0: the first example has number 0."
    _cut(rng.permutation(m) + 1, fractions)
    "split_indices.5: One array for each fraction: this is the whole row, not cut yet."
    rng.permutation(m)
    "split_indices.6: One array for each fraction: the last one is missing."
    _cut(rng.permutation(m), fractions)[:-1]
    "split_indices.6: One array for each fraction: after the last there is none."
    order = rng.permutation(m)
    np.split(order, np.round(np.cumsum(fractions) * m).astype(int))
    "split_indices.7: The parts come in the order of fractions: yours are turned."
    _cut(rng.permutation(m), fractions[::-1])
    _cut(rng.permutation(m), fractions)[::-1]
    "split_indices.8: An index is a place: yours has True and False for every example."
    part = np.searchsorted(np.cumsum(fractions), rng.random(m))
    [part == k for k in range(len(fractions))]
    "split_indices.9: The size of a part is fixed by its fraction, not drawn example by example."
    part = np.minimum(np.searchsorted(np.cumsum(fractions), rng.random(m)), len(fractions) - 1)
    [np.flatnonzero(part == k) for k in range(len(fractions))]
    "split_indices.10: A fraction is of m, not of what the parts before it have left."
    order, parts = rng.permutation(m), []
    for fraction in fractions:
        take = round(float(fraction) * len(order))
        parts.append(order[:take])
        order = order[take:]
    parts
    "split_indices.11: Where to cut is a whole number: round it, then .astype(int)."
    np.split(rng.permutation(m), np.cumsum(fractions)[:-1] * m)
    "split_indices.12: An example falls out between two parts: a slice stops before its end."
    order, parts, start = rng.permutation(m), [], 0
    for stop in np.round(np.cumsum(fractions) * m).astype(int):
        parts.append(order[start : stop - 1])
        start = stop
    parts
    "split_indices.6: One array for each fraction: a single cut makes two, no more."
    np.split(rng.permutation(m), [int(fractions[0] * m)])
    "F51.1: Sorting undoes the shuffling: cut the shuffled row as it is."
    _cut(np.sort(rng.permutation(m)), fractions)
