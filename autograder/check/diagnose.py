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
NEAR = 1e-5  # ratios that differ by less are one: answers in float32 have hints too
Pairs = list[tuple[Any, Any]]


def general_hint(
    exercise: Exercise, cases: Sequence[Case], outcomes: Sequence[Outcome]
) -> str | None:
    """A hint that fits on every input that was answered, or None."""
    hows = {how for outcome in outcomes for how in outcome.how}
    if hows:
        return CHANGED[hows.pop()] if len(hows) == 1 else None
    if exercise.judge is not None or exercise.behaviour is not None:
        return None
    transposed = _transposed(exercise, cases, outcomes)
    pairs = [
        (outcome.value, exercise.wanted(case))
        for case, outcome in zip(cases, outcomes, strict=False)
        if outcome.value is not None and not case.may_refuse
    ]
    asked = [case for case in cases[: len(outcomes)] if not case.may_refuse]
    if transposed or len(pairs) < max(1, len(asked)):  # "everything" is said of every input
        return transposed
    by_m = _factor_of_size(exercise, cases, outcomes)
    return by_m or _factor(pairs) or _one_part(pairs) or _mask(pairs)


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
    for letter in seen[0][1]:
        sizes = np.array([found.get(letter, 0) for _, found in seen], dtype=float)
        if _alike(ratios, sizes):
            return f"Everything is {letter} times too large: a mean that is a sum?"
        if sizes.all() and _alike(ratios, 1 / sizes):
            return f"Everything is {letter} times too small: divided by {letter} once too often?"
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
    if not all(isinstance(wanted, dict) and got.keys() == wanted.keys() for got, wanted in pairs):
        return None
    names = list(pairs[0][1])
    if not all(list(wanted) == names for _, wanted in pairs):
        return None
    wrong = [name for name in names if not all(_equal(g[name], w[name]) for g, w in pairs)]
    if len(wrong) == len(names) or not wrong:
        return None
    right = [name for name in names if name not in wrong]
    return f"{' and '.join(right)} came out right on every input; look at {' and '.join(wrong)}."


def _mask(pairs: Pairs) -> str | None:
    """Right entries beside zeros: something is switched off that should not be."""
    got = np.concatenate([flat(one) for one, _ in pairs])
    wanted = np.concatenate([flat(two) for _, two in pairs])
    if got.shape != wanted.shape:
        return None
    right = close(got, wanted)
    off = ~right & (got == 0)
    if off.any() and np.all(right | off) and np.any(right & (wanted != 0)):
        return "What is not 0 is right, but some entries are 0 that should not be."
    return None


def _equal(got: Any, wanted: Any) -> bool:
    got, wanted = flat(got), flat(wanted)
    return got.shape == wanted.shape and bool(np.all(close(got, wanted)))
