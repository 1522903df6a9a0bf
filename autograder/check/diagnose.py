"""Hints for wrong answers that nobody has coded: a constant factor, a transpose, a sign.

They hold for any exercise with a reference. A hint names a convention ("twice too large"),
never the expected value.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.observe import Outcome

FACTORS = {
    -1.0: "Everything has the opposite sign.",
    2.0: "Everything is twice too large: a factor of 2, or a missing 1/2?",
    0.5: "Everything is half as large as it should be: a 1/2 too many?",
    1 / np.log(2): "Everything is off by the factor 1/log 2: natural logarithms, please.",
}


def general_hint(
    exercise: Exercise, cases: Sequence[Case], outcomes: Sequence[Outcome]
) -> str | None:
    """A hint that fits on every input that was answered, or None."""
    if exercise.judge is not None:
        return None
    pairs = []
    for case, outcome in zip(cases, outcomes, strict=False):
        if outcome.value is None or case.may_refuse:
            continue
        wanted = exercise.returns.read(
            exercise.reference(*case.args), exercise.sizes(case.args), "reference"
        )
        pairs.append((_flat(outcome.value), _flat(wanted)))
    if not pairs or any(got.shape != wanted.shape for got, wanted in pairs):
        return None
    got, wanted = (np.concatenate(side) for side in zip(*pairs, strict=True))
    return _factor(got, wanted)


def _factor(got: Any, wanted: Any) -> str | None:
    present = np.abs(wanted) > 1e-12 * np.max(np.abs(wanted), initial=0.0)
    if not present.any() or np.any(np.abs(got[~present]) > 1e-9):
        return None
    ratios = got[present] / wanted[present]
    if not np.allclose(ratios, ratios[0], rtol=1e-6):
        return None
    for factor, hint in FACTORS.items():
        if np.isclose(ratios[0], factor, rtol=1e-6):
            return hint
    return f"Everything is off by the same factor, {ratios[0]:.4g}."


def _flat(value: Any) -> Any:
    if isinstance(value, dict):
        return np.concatenate([_flat(part) for part in value.values()])
    return np.asarray(value, dtype=float).ravel()
