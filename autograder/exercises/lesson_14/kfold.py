"""The numbers 0 ... m-1, shuffled by rng and dealt into k folds, as equal as can be: a list."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise, Fault
from autograder.check.forms import Array, ListOf
from autograder.exercises.lesson_14.shared import draws, in_order, not_dealt, of_training
from nnlib import generalise

exercise = Exercise(
    reference=generalise.kfold,
    lesson="14_generalisation",
    takes={"m": "", "k": "", "rng": ""},
    returns=ListOf(Array("n"), "folds"),
    shortcuts=("nnlib.generalise.split_indices",),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for m, k, note in (
        (30, 5, "folds that come out even"),
        (31, 5, "one example too many"),
        (34, 5, "one example too few"),
        (24, 2, "two halves"),
        (41, 3, "three folds"),
        (6, 6, "one example a fold"),
        (7, 3, "a few examples"),
    ):
        yield Case(note, (m, k, draws(rng)))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for k in (4, 7, 10):
        m = int(rng.integers(60, 150))
        yield Case(f"{k} folds of {m}", (m, k, draws(rng)))


@exercise.judged_by
def _(answer: Any, m: int, k: int, rng: Any) -> Fault | str | None:
    """Proves that each example is held out once, in folds as equal as can be; samples chance."""
    folds = list(answer.values())
    if len(folds) != k:
        hint = "k says how many parts there are; each of them is held out once."
        return Fault(f"There are {len(folds)} folds, expected {k}.", hint=hint)
    if said := not_dealt(folds, m):
        return replace(said, misconception="kfold.2") if of_training(folds, m) else said
    sizes = [len(fold) for fold in folds]
    if max(sizes) - min(sizes) > 1:
        return f"The folds have from {min(sizes)} to {max(sizes)} examples: deal them out evenly."
    return in_order(folds, m)


@exercise.mistakes
def _(m, k, rng):
    size = m // k
    "F53.1: Each example is held out once: one shuffled row, cut, not a new draw for every fold."
    [rng.permutation(m)[:size] for _ in range(k)]
    [rng.choice(m, size, replace=False) for _ in range(k)]
    "F53.1: Drawing with replacement takes some examples twice and others never."
    np.array_split(rng.integers(0, m, m), k)
    "F53.1: What m // k leaves over belongs to a fold too: array_split deals it out."
    order = rng.permutation(m)
    [order[i * size : (i + 1) * size] for i in range(k)]
    "F53.5: Examples are often sorted by class: shuffle before you deal."
    np.array_split(np.arange(m), k)
    [np.arange(m)[i::k] for i in range(k)]
    "F53.5: The folds are shuffled, each in itself; what lands in which is not: shuffle first."
    [rng.permutation(fold) for fold in np.array_split(np.arange(m), k)]
    "F53.6: The chance comes from rng, which is passed in: no generator of your own."
    np.array_split(np.random.default_rng(0).permutation(m), k)
    np.array_split(np.random.RandomState(0).permutation(m), k)
    np.array_split(np.random.default_rng().permutation(m), k)
    "kfold.1: What is left over goes to several folds, one each, not all to the last."
    order = rng.permutation(m)
    [order[i * size : (i + 1) * size if i < k - 1 else m] for i in range(k)]
    "kfold.2: A fold is the part held out, not the part that trains."
    order = rng.permutation(m)
    [np.setdiff1d(order, fold) for fold in np.array_split(order, k)]
    "kfold.3: Pairs of both parts are more than was asked: the part held out alone."
    order = rng.permutation(m)
    [(np.setdiff1d(order, fold), fold) for fold in np.array_split(order, k)]
    "kfold.4: By k is meant the number of folds, not how many examples are in one."
    order = rng.permutation(m)
    [order[i : i + k] for i in range(0, m, k)]
    "kfold.5: Indices begin at 0: the first example has number 0."
    np.array_split(rng.permutation(m) + 1, k)
    "kfold.6: A list of k index arrays was asked for: a single array is no list of folds."
    rng.permutation(m)
    "kfold.7: Every example needs a fold: these are k - 1, the last is missing."
    np.array_split(rng.permutation(m), k)[:-1]
    "kfold.8: The size of a fold is not left to chance: shuffle and deal, do not throw dice."
    part = rng.integers(0, k, m)
    [np.flatnonzero(part == i) for i in range(k)]
    "kfold.9: An index is a place: yours has True and False for every example."
    part = rng.permutation(np.arange(m) % k)
    [part == i for i in range(k)]
    "kfold.10: Equal parts are all that np.split can make: array_split deals out the rest."
    np.split(rng.permutation(m), k)
    "kfold.11: Each fold begins where the one before ends: yours grow, one inside the other."
    order = rng.permutation(m)
    [order[: (i + 1) * size] for i in range(k)]
    "kfold.12: Rounded up, the first folds leave too little for the last: array_split is fair."
    order, up = rng.permutation(m), -(-m // k)
    [order[i * up : (i + 1) * up] for i in range(k)]
    "F53.5: Sorting undoes the shuffling: deal out the shuffled row as it is."
    np.array_split(np.sort(rng.permutation(m)), k)
    "F53.5: The order of the folds is shuffled, and what is in them is not: shuffle the examples."
    folds = np.array_split(np.arange(m), k)
    [folds[i] for i in rng.permutation(k)]
