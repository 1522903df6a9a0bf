"""One epoch: every index 0 ... m-1 once, shuffled by rng, cut into batches. A list of arrays."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise, Fault
from autograder.check.forms import Array, ListOf
from nnlib import train

DEALT = "Deal one shuffled row out, batch after batch: what was dealt does not come again."
LOST = "Where does each batch begin, and where does it end? Nothing of the row may be left over."


def minibatches(m: int, size: int, rng: np.random.Generator) -> list[Any]:
    """One epoch of index arrays: every index once, shuffled, the last batch may be short."""
    return list(train.minibatches(m, size, rng))


exercise = Exercise(
    reference=minibatches,
    lesson="10_training",
    takes={"m": "", "size": "", "rng": ""},
    returns=ListOf(Array("k"), "batches"),
    shortcuts=("nnlib.train.minibatches",),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for m, size, note in (
        (12, 4, "batches that come out even"),
        (10, 4, "a last batch that is short"),
        (9, 1, "one example a batch"),
        (7, 7, "one batch of all"),
        (5, 8, "a batch larger than all there is"),
        (31, 6, "a last batch of one"),
    ):
        yield Case(note, (m, size, np.random.default_rng(int(rng.integers(1000)))))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for m, size in ((200, 32), (64, 16), (33, 5)):
        args = m, size, np.random.default_rng(int(rng.integers(1000, 2000)))
        yield Case(f"{m} examples in batches of {size}", args)


@exercise.judged_by
def _(answer: Any, m: int, size: int, rng: Any) -> Fault | str | None:
    batches = [np.asarray(batch) for batch in answer.values()]
    flat = np.concatenate(batches) if batches else np.array([])
    if np.any(flat != np.floor(flat)) or np.any((flat < 0) | (flat >= m)):
        return f"Indices are whole numbers from 0 to m - 1, here to {m - 1}."
    if len(np.unique(flat)) < len(flat):
        return Fault("An index comes twice in one epoch.", hint=DEALT)
    if len(flat) < m:
        return Fault(f"Of {m} indices only {len(flat)} come in this epoch.", hint=LOST)
    sizes = [len(batch) for batch in batches]
    if sizes != [min(size, m - start) for start in range(0, m, size)]:
        said = f"The batches have {_listed(sizes)} indices: expected {size} in each but the last."
        return Fault(said, hint="Every `size` places along the row a new batch begins.")
    if m > 8 and np.array_equal(flat, np.arange(m)):
        return "The indices come in their old order."
    steps = np.diff(flat) % m
    if m > 8 and max(np.mean(steps == 1), np.mean(steps == m - 1)) > 0.7:
        return "The indices follow one another as before: only the beginning is another."
    within = [np.array_equal(np.sort(batch), batch) for batch in batches if len(batch) > 3]
    if m > 8 and within and all(within):
        return "In every batch the indices rise: is the order drawn, or only the batches?"
    return None


def _listed(sizes: list[int]) -> str:
    return ", ".join(map(str, sizes[:6])) + (", ..." if len(sizes) > 6 else "")


def _cut(order: Any, size: int) -> list[Any]:
    """Batches of an order, for the wrong answers below."""
    return [order[start : start + size] for start in range(0, len(order), size)]


@exercise.mistakes
def _(m, size, rng):
    "F33.1: The last examples belong to the epoch too: keep the short batch."
    [batch for batch in _cut(rng.permutation(m), size) if len(batch) == size]
    "F33.3: Every index once: drawing with replacement takes some twice and others never."
    _cut(rng.integers(0, m, m), size)
    [rng.choice(m, size=min(size, m), replace=False) for _ in range(-(-m // size))]
    "F33.4: A new order each epoch, and it comes from rng: shuffle the indices."
    _cut(np.arange(m), size)
    "F33.4: The batches are shuffled, and what is in them is not: shuffle the indices first."
    batches = _cut(np.arange(m), size)
    [batches[k] for k in rng.permutation(len(batches))]
    "F33.6: The chance comes from rng, which is passed in: no generator of your own."
    _cut(np.random.default_rng(0).permutation(m), size)
    _cut(np.random.RandomState(0).permutation(m), size)
    "minibatches.1: That is one batch. An epoch goes on until every index has come."
    [rng.permutation(m)[:size]]
    "minibatches.2: The length of a batch is `size`, not the number of batches."
    np.array_split(rng.permutation(m), min(size, m))
    "minibatches.3: Batches of `size`, the last one shorter: array_split makes all about equal."
    np.array_split(rng.permutation(m), -(-m // size))
    "minibatches.4: Indices begin at 0: the first example has number 0."
    _cut(rng.permutation(m) + 1, size)
    "minibatches.5: A list of batches, each an array of indices; this is the whole order."
    rng.permutation(m)
    "minibatches.6: The step from one batch to the next is `size`: yours overlap."
    order = rng.permutation(m)
    [order[start : start + size] for start in range(0, m, max(size // 2, 1))]
