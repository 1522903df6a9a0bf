"""What is asked of index arrays that deal out examples: each once, by chance, in fair shares."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.check.exercise import Fault

ENOUGH = 20  # examples from which on an order that was not drawn shows
PLACES = "An index is a place: the first example has 0, the last of m has m - 1."
DEALT = "Deal one shuffled row out, part after part: what was dealt does not come again."
LOST = "Where does each part begin, and where does it end? Nothing of the row may be left over."


def draws(rng: np.random.Generator) -> Any:
    """A generator of its own for a case, of the kind that can be sent to a grader."""
    return np.random.default_rng(int(rng.integers(2**32)))


def not_dealt(parts: Sequence[Any], m: int) -> Fault | None:
    """What keeps these from being index arrays that hold every index from 0 to m - 1 once."""
    flat = np.concatenate([np.zeros(0), *parts])
    if np.any(flat != np.floor(flat)) or np.any((flat < 0) | (flat >= m)):
        return Fault(f"Indices are whole numbers from 0 to m - 1, here to {m - 1}.", hint=PLACES)
    if len(np.unique(flat)) < len(flat):
        return Fault("An index comes twice: each belongs to one part only.", hint=DEALT)
    if len(flat) < m:
        return Fault(f"Of {m} indices only {len(flat)} come in one of the parts.", hint=LOST)
    return None


def of_training(parts: Sequence[Any], m: int) -> bool:
    """Does what each part leaves out make the folds? Then it is the parts that train."""
    return not not_dealt([np.setdiff1d(np.arange(m), part) for part in parts], m)


def in_order(parts: Sequence[Any], m: int) -> str | None:
    """Are neighbours together still, or dealt out in turn? Within a part any order will do."""
    steps = [np.diff(np.sort(part)) for part in parts if 3 < len(part) < m - 3]
    if m >= ENOUGH and steps and all(np.mean(step == step[0]) > 0.8 for step in steps):
        return "The parts follow the old order of the examples: it is not shuffled."
    return None
