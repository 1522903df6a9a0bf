"""k folds that keep all rows of one source together. source (m,) whole numbers; a list of k."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise, Fault
from autograder.check.forms import Array, ListOf
from autograder.exercises.lesson_14.shared import draws, in_order, not_dealt, of_training
from nnlib import generalise


def mended_folds(source: Any, k: int, rng: np.random.Generator) -> list[Any]:
    """Deals out the sources, and with each of them all of its rows."""
    names = np.unique(source)
    parts = np.array_split(rng.permutation(names), k)
    return [np.flatnonzero(np.isin(source, part)) for part in parts]


exercise = Exercise(
    reference=mended_folds,
    lesson="14_generalisation",
    takes={"source": "m", "k": "", "rng": ""},
    returns=ListOf(Array("n"), "folds"),
    shortcuts=("nnlib.generalise.split_indices",),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("every example twice", _rows(rng, 30, 5, 2))
    yield Case("every example three times", _rows(rng, 24, 4, 3))
    yield Case("side by side", (np.repeat(np.arange(27), 2), 5, draws(rng)))
    yield Case("one after the other", (np.tile(np.arange(24), 2), 3, draws(rng)))
    yield Case("nothing comes twice", (rng.permutation(41), 4, draws(rng)))
    yield Case("some once, some often", _uneven(rng, 30, 3))
    yield Case("a few", (np.array([0, 1, 0, 2, 1]), 3, draws(rng)))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for k in (2, 6):
        yield Case("random copies", _uneven(rng, int(rng.integers(40, 70)), k))


def _rows(rng: np.random.Generator, sources: int, k: int, copies: int) -> tuple[Any, int, Any]:
    return rng.permutation(np.repeat(np.arange(sources), copies)), k, draws(rng)


def _uneven(rng: np.random.Generator, sources: int, k: int) -> tuple[Any, int, Any]:
    copies = rng.permutation(np.arange(sources) % 4 + 1)
    return rng.permutation(np.repeat(np.arange(sources), copies)), k, draws(rng)


@exercise.judged_by
def _(answer: Any, source: Any, k: int, rng: Any) -> Fault | str | None:
    """Proves that no source is in two folds, and each row in one; samples the shuffling."""
    folds = list(answer.values())
    if len(folds) != k:
        hint = "k says how many parts there are; each of them is held out once."
        return Fault(f"There are {len(folds)} folds, expected {k}.", hint=hint)
    if said := not_dealt(folds, len(source)):
        trains = of_training(folds, len(source))
        return replace(said, misconception="mended_folds.7") if trains else said
    held = [np.unique(source[fold.astype(int)]) for fold in folds]
    split = sum(map(len, held)) - len(np.unique(source))
    if split:
        hint = "Deal out the sources, each with all of its rows, in place of the rows."
        return Fault("Two rows of the same source are in different folds.", hint=hint)
    counts, rows = [len(one) for one in held], [len(fold) for fold in folds]
    most = max(np.unique(source, return_counts=True)[1])
    if max(counts) - min(counts) > 1 and max(rows) - min(rows) > most:
        return f"The folds hold from {min(counts)} to {max(counts)} sources: deal them out evenly."
    return in_order(held, len(np.unique(source)))


@exercise.mistakes
def _(source, k, rng):
    m, names = len(source), np.unique(source)
    "mended_folds.1: Here rows are dealt out, and copies are parted: deal out the sources instead."
    np.array_split(rng.permutation(m), k)
    order = rng.permutation(m)
    [order[i::k] for i in range(k)]
    "mended_folds.2: A fold holds rows, all those of its sources, not the sources' own numbers."
    np.array_split(rng.permutation(names), k)
    [source[np.isin(source, part)] for part in np.array_split(rng.permutation(names), k)]
    "mended_folds.3: No row is thrown away: of every source all copies stay."
    firsts = np.unique(source, return_index=True)[1]
    np.array_split(rng.permutation(firsts), k)
    "mended_folds.4: Copies need not stand side by side: look at source, not at the place."
    np.array_split(np.arange(m), k)
    np.array_split(np.argsort(source, kind="stable"), k)
    parts = generalise.kfold(m // 2, k, rng)
    [np.concatenate([2 * part, 2 * part + 1]) for part in parts]
    "mended_folds.5: The sources are to be shuffled before they are dealt out."
    [np.flatnonzero(np.isin(source, part)) for part in np.array_split(names, k)]
    [np.flatnonzero(source % k == i) for i in range(k)]
    "mended_folds.6: The chance comes from rng, which is passed in: no generator of your own."
    parts = np.array_split(np.random.default_rng(0).permutation(names), k)
    [np.flatnonzero(np.isin(source, part)) for part in parts]
    "mended_folds.7: A fold is the part held out, not the part that trains."
    parts = np.array_split(rng.permutation(names), k)
    [np.flatnonzero(~np.isin(source, part)) for part in parts]
    "mended_folds.8: Each source belongs to one fold: a new draw for every fold takes some twice."
    [np.flatnonzero(np.isin(source, rng.permutation(names)[: len(names) // k])) for _ in range(k)]
    "mended_folds.9: One row of each source is not enough: np.isin finds all of them."
    parts = np.array_split(rng.permutation(names), k)
    [np.array([np.flatnonzero(source == name)[-1] for name in part]) for part in parts]
    "mended_folds.10: An index is a place: yours has True and False for every row."
    parts = np.array_split(rng.permutation(names), k)
    [np.isin(source, part) for part in parts]
    "mended_folds.11: Every source needs a fold: these are k - 1, the last is missing."
    parts = np.array_split(rng.permutation(names), k)
    [np.flatnonzero(np.isin(source, part)) for part in parts[:-1]]
    "mended_folds.12: The size of a fold is not left to chance: shuffle and deal, throw no dice."
    part = rng.integers(0, k, len(names))
    [np.flatnonzero(np.isin(source, names[part == i])) for i in range(k)]
    "mended_folds.13: By k is meant the number of folds, not how many sources are in one."
    order = rng.permutation(names)
    parts = [order[i : i + k] for i in range(0, len(order), k)]
    [np.flatnonzero(np.isin(source, part)) for part in parts]
    "mended_folds.14: What len // k leaves over belongs to a fold too: array_split deals it out."
    order, size = rng.permutation(names), len(names) // k
    parts = [order[i * size : (i + 1) * size] for i in range(k)]
    [np.flatnonzero(np.isin(source, part)) for part in parts]
    "mended_folds.15: There are fewer sources than rows: it is the sources that kfold has to deal."
    parts = generalise.kfold(m, k, rng)
    [np.flatnonzero(np.isin(source, part)) for part in parts]
    "mended_folds.16: Not every source has two rows: np.unique tells how many sources there are."
    parts = generalise.kfold(m // 2, k, rng)
    [np.flatnonzero(np.isin(source, part)) for part in parts]
    "mended_folds.17: A source is dealt out once for each of its rows: list every source once."
    parts = generalise.kfold(m, k, rng)
    [np.flatnonzero(np.isin(source, source[part])) for part in parts]
    "mended_folds.18: Numbers begin at 0: there is one source more than the largest number says."
    parts = np.array_split(rng.permutation(int(np.max(source))), k)
    [np.flatnonzero(np.isin(source, part)) for part in parts]
    parts = generalise.kfold(int(np.max(source)), k, rng)
    [np.flatnonzero(np.isin(source, part)) for part in parts]
    "mended_folds.19: For each entry of its first argument np.isin answers: that is source."
    parts = np.array_split(rng.permutation(names), k)
    [np.flatnonzero(np.isin(part, source)) for part in parts]
    "mended_folds.20: There are k folds, not one for each source: several sources share one."
    [np.flatnonzero(source == name) for name in rng.permutation(names)]
