"""Both by the training columns' mean and deviation. train (m, n), other (r, n) -> the same two"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.compare import difference
from autograder.check.exercise import Case, Exercise, Fault
from autograder.check.forms import Array, Record
from nnlib import generalise


def standardise(train: Any, other: Any) -> tuple[Any, Any]:
    """Both by the training columns' mean and standard deviation; 1 divides a constant column."""
    train, other = generalise.standardise(train, other)
    return train, other


exercise = Exercise(
    reference=standardise,
    lesson="14_generalisation",
    takes={"train": "m n", "other": "r n"},
    returns=Record(train=Array("m n"), other=Array("r n")),
    shortcuts=("nnlib.generalise.standardise",),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("three columns", _measured(rng, 7, 4, 3))
    yield Case("as many rows as columns", _measured(rng, 4, 4, 4))
    yield Case("a single column", _measured(rng, 6, 3, 1))
    yield Case("the others are a single row", _measured(rng, 8, 1, 2))
    train, other = _measured(rng, 6, 5, 2)
    yield Case("the others lie elsewhere", (train, other + 40))
    train, other = _measured(rng, 5, 3, 3)
    train[:, 1] = 2.5
    yield Case("a constant column", (train, other), aspect="a constant column")
    whole = np.array([[1, 10], [3, 30], [5, 20]]), np.array([[3, 20], [7, 50]])
    yield Case("whole numbers", whole)


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("many columns", _measured(rng, 20, 9, 6))
    train, other = _measured(rng, 12, 12, 3)
    train[:, 0] = -4.0
    yield Case("a constant column, the first", (train, other), aspect="a constant column")


def _measured(rng: np.random.Generator, m: int, rows: int, n: int) -> tuple[Any, Any]:
    """Columns of other middles and other widths, the first narrow, none of width 0 or 1."""
    middle = rng.uniform(2, 9, n) * rng.choice([-1, 1], n)
    width = rng.uniform(1.5, 5, n)
    width[0] /= 10
    return tuple(middle + width * rng.normal(size=(k, n)) for k in (m, rows))


@exercise.judged_by
def _(answer: Any, train: Any, other: Any) -> Fault | str | None:
    """Proves: compares with both usual deviations, divided by m and by m - 1."""
    first, second = generalise.standardise(train, other)
    varied = np.ptp(train, axis=0) > 0  # the others are divided by 1
    shrink = np.where(varied, np.sqrt(1 - 1 / len(train)), 1.0)
    wanted = {"train": first, "other": second}
    found = difference(answer, wanted)
    if found is None or difference(answer, {k: shrink * v for k, v in wanted.items()}) is None:
        return None
    return str(found)


def _by(middle: Any, width: Any, *arrays: Any) -> tuple[Any, ...]:
    """Shifted and scaled; a width of 0 is left out, for the wrong answers below."""
    width = np.where(width > 0, width, 1)
    return tuple((array - middle) / width for array in arrays)


@exercise.mistakes
def _(train, other):
    both = np.concatenate([train, other])
    mean, std = np.mean(train, axis=0), np.std(train, axis=0)
    "F52.1: Mean and deviation come from the training rows alone: the others are not known yet."
    _by(np.mean(both, axis=0), np.std(both, axis=0), train, other)
    "F52.2: The other rows get the training rows' shift and scale, not their own."
    *_by(mean, std, train), *_by(np.mean(other, axis=0), np.std(other, axis=0), other)
    "F52.2: It is the training rows that say how far to shift: yours asks the others."
    _by(np.mean(other, axis=0), np.std(other, axis=0), train, other)
    "F52.3: The caller's arrays have changed: make new ones."
    train -= mean.astype(train.dtype)
    other -= mean.astype(other.dtype)
    _by(0, std, train, other)
    "F52.4: Divide by the standard deviation, not by its square, the variance."
    _by(mean, np.var(train, axis=0), train, other)
    "standardise.1: The shift is missing: subtract the mean first."
    _by(0, std, train, other)
    "standardise.2: The scale is missing: divide by the standard deviation."
    train - mean, other - mean
    "standardise.3: Every column has a mean of its own: axis=0."
    _by(np.mean(train), np.std(train), train, other)
    "standardise.3: Columns are features: the mean is taken down the rows, axis=0."
    rows = np.mean(train, axis=1, keepdims=True), np.std(train, axis=1, keepdims=True)
    theirs = np.mean(other, axis=1, keepdims=True), np.std(other, axis=1, keepdims=True)
    *_by(*rows, train), *_by(*theirs, other)
    "standardise.4: A constant column has deviation 0, and 0/0 is no number: divide by 1 there."
    with np.errstate(all="ignore"):
        first, second = (train - mean) / std, (other - mean) / std
    first, second
    "standardise.5: Only the training rows were changed; the others are moved the same way."
    *_by(mean, std, train), other
    "standardise.5: Only the other rows were changed; the training rows too are to be moved."
    train, *_by(mean, std, other)
    "standardise.5: The other rows get both from train: subtract the mean, then divide."
    *_by(mean, std, train), *_by(0, std, other)
    *_by(mean, std, train), other - mean
    "standardise.6: First train, then other."
    _by(mean, std, other, train)
    "standardise.7: From smallest to largest is another scale: mean and deviation were asked for."
    _by(np.min(train, axis=0), np.ptp(train, axis=0), train, other)
    "standardise.8: Subtract the mean, then divide what is left: brackets around the difference."
    width = np.where(std > 0, std, 1)
    train - mean / width, other - mean / width
    train / width - mean, other / width - mean
    "standardise.9: Two arrays come back, train and other."
    np.concatenate(_by(mean, std, train, other))
    "standardise.10: The middle of a column is its mean here, not its median."
    _by(np.median(train, axis=0), std, train, other)
    "standardise.11: The scale is the deviation, not the largest size."
    _by(mean, np.max(np.abs(train), axis=0), train, other)
    _by(mean, np.max(np.abs(train - mean), axis=0), train, other)
    "standardise.12: Shift and scale both come from train: one of yours comes from other."
    _by(np.mean(other, axis=0), std, other, train)[::-1]
    *_by(mean, std, train), *_by(mean, np.std(other, axis=0), other)
    *_by(mean, std, train), *_by(np.mean(other, axis=0), std, other)
    "standardise.13: What is 1 at the end is the deviation, not the length of a column."
    _by(mean, np.linalg.norm(train - mean, axis=0), train, other)
    _by(mean, np.linalg.norm(train, axis=0), train, other)
    "standardise.14: Divide by the deviation: you multiply."
    (train - mean) * std, (other - mean) * std
    "standardise.15: The square of the mean is still in your scale: subtract it before you square."
    _by(mean, np.sqrt(np.mean(train**2, axis=0)), train, other)
    "standardise.16: Nothing is added to the deviation: replace it by 1 only where it is 0."
    (train - mean) / (std + 1), (other - mean) / (std + 1)
    "standardise.17: The mean is subtracted, not added."
    _by(-mean, std, train, other)
    "standardise.16: Nothing is added to the deviation: replace it by 1 only where it is 0."
    (train - mean) / (std + 1e-8), (other - mean) / (std + 1e-8)
    (train - mean) / (std + 1e-6), (other - mean) / (std + 1e-6)
    "standardise.16: Only a deviation of exactly 0 becomes 1: a small one stays as it is."
    _by(mean, np.maximum(std, 1), train, other)
    "standardise.18: A new row may differ where training never did: divide by 1, no more."
    first, second = _by(mean, std, train, other)
    np.where(std > 0, first, 0), np.where(std > 0, second, 0)
    "standardise.4: A column without spread stays in both tables: divide it by 1."
    (train - mean)[:, std > 0] / std[std > 0], (other - mean)[:, std > 0] / std[std > 0]
    "standardise.4: Column by column: where the deviation is 0 take 1, the others keep theirs."
    width = std if np.all(std > 0) else 1
    (train - mean) / width, (other - mean) / width
    "standardise.3: Each column has a deviation of its own: not the mean of all."
    (train - mean) / np.mean(std), (other - mean) / np.mean(std)
    "standardise.19: Far out stays far out: nothing is cut off."
    first, second = _by(mean, std, train, other)
    np.clip(first, -1, 1), np.clip(second, -1, 1)
    first, second = _by(mean, std, train, other)
    np.clip(first, -2, 2), np.clip(second, -2, 2)
    "standardise.11: The deviation is the root of a mean of squares, not a mean of sizes."
    _by(mean, np.mean(np.abs(train - mean), axis=0), train, other)
    "standardise.10: From each column its mean is taken off, not its first row."
    _by(train[0], std, train, other)
    "standardise.8: Subtract the mean, then divide what is left: brackets around the difference."
    train / np.where(std > 0, std, 1) - mean, other / np.where(std > 0, std, 1) - mean
