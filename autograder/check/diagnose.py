"""Hints for wrong answers that nobody has coded: a factor, a transpose, a sign, a single part.

They hold for any exercise with a reference. A hint names a convention ("twice too large"),
never the expected value.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.check.compare import close, flat
from autograder.check.exercise import Case, Exercise
from autograder.check.observe import Outcome

FACTORS = {
    -1.0: "Everything has the opposite sign.",
    2.0: "Everything is twice too large: a factor of 2, or a missing 1/2?",
    0.5: "Everything is half as large as it should be: a 1/2 too many?",
    -2.0: "Everything has the opposite sign and is twice too large.",
    -0.5: "Everything has the opposite sign and is half as large as it should be.",
    1 / np.log(2): "Everything is off by the factor 1/log 2: natural logarithms, please.",
    1 / np.log(10): "Everything is off by the factor 1/log 10: natural logarithms, please.",
}
CHANGED = {
    "written into": "+=, *=, out= and [...] = write into the caller's own array: make a new one.",
    "shorter": "pop, remove and del take from the caller's own list: use zip, or a slice.",
    "longer": "append and insert add to the caller's own list: make a new one, [first, *rest].",
    "turned": "reverse and sort turn the caller's own list: reversed() and [::-1] leave it alone.",
}
THEIRS = "What a function is handed belongs to the caller: make a copy, and change that."
OFF = "On some inputs it is 0, or False, where it should not be; on all others it is right."
NEAR = 1e-5  # ratios that differ by less are one: answers in float32 have hints too
Pairs = list[tuple[Any, Any]]


def changed_hint(outcomes: Sequence[Outcome]) -> str:
    """How an argument came to be changed, where it is one way on every input."""
    hows = {how for outcome in outcomes for how in outcome.how}
    return CHANGED[hows.pop()] if len(hows) == 1 else THEIRS


def everything_hint(
    exercise: Exercise, cases: Sequence[Case], outcomes: Sequence[Outcome]
) -> str | None:
    """A transpose, or one factor of everything, on every input that was answered."""
    if not _by_numbers(exercise):
        return None
    if transposed := _transposed(exercise, cases, outcomes):
        return transposed
    if not (pairs := answered(exercise, cases, outcomes)):
        return None
    return _factor_of_size(exercise, cases, outcomes) or _factor(pairs)


def parts_hint(pairs: Pairs) -> str | None:
    """Which values of several are right, or that what is wrong is 0."""
    return _one_part(pairs) or _mask(pairs)


def answered(exercise: Exercise, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> Pairs:
    """What came and what is right, on every input; none where one has no answer.

    "Everything" is said of every input. None either where other numbers may be right as well.
    """
    if not _by_numbers(exercise):
        return []
    asked = [pair for pair in zip(cases, outcomes, strict=False) if not pair[0].may_refuse]
    if any(outcome.value is None for _, outcome in asked):
        return []
    return [(outcome.value, exercise.wanted(case)) for case, outcome in asked]


def _by_numbers(exercise: Exercise) -> bool:
    return exercise.judge is None and exercise.behaviour is None


def _transposed(
    exercise: Exercise, cases: Sequence[Case], outcomes: Sequence[Outcome]
) -> str | None:
    for case, outcome in zip(cases, outcomes, strict=False):
        if outcome.misfit is None or case.may_refuse:
            continue
        wanted = exercise.wanted(case)
        square = isinstance(wanted, dict) or wanted.ndim != 2 or len(set(wanted.shape)) == 1
        if not square and f"has shape {wanted.shape[::-1]}" in outcome.misfit:
            return "Its shape is that of the transpose: which index belongs to the rows?"
    return None


def _factor_of_size(
    exercise: Exercise, cases: Sequence[Case], outcomes: Sequence[Outcome]
) -> str | None:
    """Is the ratio on every input m, or 1/m, or another of its sizes?"""
    seen: list[tuple[float, dict[str, int]]] = []
    for case, outcome in zip(cases, outcomes, strict=False):
        if outcome.value is None or case.may_refuse:
            continue
        ratio = _ratio([(outcome.value, exercise.wanted(case))])
        if ratio is None:
            return None
        if ratio:
            seen.append((ratio, dict(exercise.context(case.args).sizes)))
    ratios = np.array([ratio for ratio, _ in seen])
    if not seen or _alike(ratios, ratios[0]):
        return None
    for letter in filter(str.isidentifier, seen[0][1]):
        sizes = np.array([found.get(letter, 0) for _, found in seen], dtype=float)
        if _alike(ratios, sizes):
            return f"Everything is {letter} times too large: a mean that is a sum?"
        if sizes.all() and _alike(ratios, 1 / sizes):
            return f"Everything is {letter} times too small: divided by {letter} once too often?"
        if sizes.all() and _alike(ratios, sizes / np.maximum(sizes - 1, 1)):
            return f"Everything is divided by {letter} - 1 in place of {letter}."
    return None


def _ratio(pairs: Pairs) -> float | None:
    """The constant ratio of all entries; 0 where there is nothing to divide; None if none."""
    got = np.concatenate([flat(one) for one, _ in pairs])
    wanted = np.concatenate([flat(two) for _, two in pairs])
    if got.shape != wanted.shape:
        return None
    scale = np.max(np.abs(wanted), initial=0.0)
    present = np.abs(wanted) > 1e-12 * scale
    if not present.any():
        return 0.0 if not got.any() else None
    if np.any(np.abs(got[~present]) > 1e-9 * scale):
        return None
    ratios = got[present] / wanted[present]
    return float(ratios[0]) if _alike(ratios, ratios[0]) else None


def _alike(one: Any, two: Any) -> bool:
    return np.allclose(one, two, rtol=NEAR, atol=0)


def _factor(pairs: Pairs) -> str | None:
    ratio = _ratio(pairs)
    if not ratio or abs(ratio - 1) < 5e-4:  # "off by the factor 1" would help nobody
        return None
    for factor, hint in FACTORS.items():
        if _alike(ratio, factor):
            return hint
    return f"Everything is off by the same factor, {ratio:.4g}."


def _one_part(pairs: Pairs) -> str | None:
    """Which values of several are right everywhere?"""
    wrong = wrong_parts(pairs)
    if not wrong or len(wrong) == len(pairs[0][1]):
        return None
    right = [name for name in pairs[0][1] if name not in wrong]
    return f"{' and '.join(right)} came out right on every input; look at {' and '.join(wrong)}."


def wrong_parts(pairs: Pairs) -> list[str]:
    """The values of several that are wrong on some input; none where there are not several."""
    if not all(isinstance(wanted, dict) and got.keys() == wanted.keys() for got, wanted in pairs):
        return []
    names = list(pairs[0][1])
    if not all(list(wanted) == names for _, wanted in pairs):
        return []
    return [name for name in names if not all(_equal(g[name], w[name]) for g, w in pairs)]


def _mask(pairs: Pairs) -> str | None:
    """Right entries beside zeros: something is switched off that should not be."""
    got = np.concatenate([flat(one) for one, _ in pairs])
    wanted = np.concatenate([flat(two) for _, two in pairs])
    if got.shape != wanted.shape:
        return None
    right = close(got, wanted)
    off = ~right & (got == 0)
    if off.any() and np.all(right | off) and np.any(right & (got != 0)):
        if all(flat(part).size == 1 for _, part in pairs):
            return OFF
        return "What is not 0 is right, but some entries are 0 that should not be."
    return None


def _equal(got: Any, wanted: Any) -> bool:
    got, wanted = flat(got), flat(wanted)
    return got.shape == wanted.shape and bool(np.all(close(got, wanted)))
