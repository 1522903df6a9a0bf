"""Two mistakes in one answer, each of them known alone: what do they do together?

Where one of the two leaves an entry as it should be, the other decides; where both alter it, their
changes are added, as two terms of a sum are, or multiplied, as two factors. So nothing is called:
the outcomes of the coded mistakes are enough, and a student's package holds them too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.check.compare import DEFAULT, coarse, flat
from autograder.check.exercise import Case, Exercise, Misconception
from autograder.check.observe import Outcome
from autograder.check.thinned import thinned

ROUNDING = 1e-10  # of the largest number
ENTRIES = 200  # by which most pairs are ruled out
Mistaken = Callable[[int, Case], Outcome]  # what the mistake of that number does on a case


def two_at_once(
    exercise: Exercise, cases: Sequence[Case], outcomes: Sequence[Outcome], mistaken: Mistaken
) -> tuple[Misconception, Misconception] | None:
    """The first two mistakes that together would have done the same on every input.

    cases, outcomes : first those that tell the most, soonest
    """
    if exercise.behaviour is not None or exercise.given is not None:
        return None  # what it does is no number, or is judged by more than its numbers
    if any(outcome.unstable or outcome.endless for outcome in outcomes):
        return None
    known = exercise.misconceptions
    pairs = Pairs([m.id for m in known])
    for case, outcome in zip(cases, outcomes, strict=True):
        if not len(pairs.first):
            return None
        pairs.keep(exercise, case, outcome, {n: mistaken(n, case) for n in pairs.numbers()})
    found = pairs.best()
    return (known[found[0]], known[found[1]]) if found else None


def alike(case: Case, one: Outcome, two: Outcome) -> bool:
    """The same outcome, as far as it can be told on this case."""
    return one.looks_like(two, case.may_refuse)


class Pairs:
    """The pairs of mistakes that have explained every outcome so far."""

    def __init__(self, ids: Sequence[str]) -> None:
        first, second = np.triu_indices(len(ids), 1)
        names = np.array(ids, dtype=object)
        apart = names[first] != names[second]
        self.first, self.second = first[apart], second[apart]
        self.adds, self.multiplies = np.ones((2, len(self.first)), dtype=bool)
        self.enough = np.ones(len(ids), dtype=bool)  # it alone does the same on every input so far

    def numbers(self) -> list[int]:
        return [int(n) for n in np.union1d(self.first, self.second)]

    def keep(
        self, exercise: Exercise, case: Case, outcome: Outcome, seen: dict[int, Outcome]
    ) -> None:
        """Drop the pairs that would have done something else here."""
        if outcome.value is None or case.may_refuse:
            added = multiplied = self._either(case, outcome, seen)
        else:
            added, multiplied = self._explain(outcome, thinned(exercise.wanted(case)), seen)
        self.adds, self.multiplies = self.adds & added, self.multiplies & multiplied
        left = self.adds | self.multiplies
        for name in ("first", "second", "adds", "multiplies"):
            setattr(self, name, getattr(self, name)[left])

    def best(self) -> tuple[int, int] | None:
        """The first pair whose changes multiply, or that leave each other alone; else a sum.

        Where one alone is enough the other has no part in it.
        """
        both = ~(self.enough[self.first] | self.enough[self.second])
        first, second, sums = self.first[both], self.second[both], ~self.multiplies[both]
        order = np.argsort(sums, kind="stable")
        return (int(first[order[0]]), int(second[order[0]])) if len(order) else None

    def _either(self, case: Case, outcome: Outcome, seen: dict[int, Outcome]) -> Any:
        same = np.zeros(max(seen) + 1, dtype=bool)
        for number, other in seen.items():
            same[number] = alike(case, outcome, other)
            self.enough[number] &= same[number]
        return same[self.first] | same[self.second]

    def _explain(self, outcome: Outcome, right: Any, seen: dict[int, Outcome]) -> Any:
        table = np.full((max(seen) + 1, flat(right).size), np.nan)
        values = {number: thinned(other.value) for number, other in seen.items()}
        for number, value in values.items():
            if value is not None and _shapes(value) == _shapes(right):
                table[number] = flat(value)
        mine = thinned(outcome.value)
        if _shapes(mine) != _shapes(right):
            return np.zeros((2, len(self.first)), dtype=bool)
        got, slack = flat(mine), _slack(mine)
        for number, other in seen.items():
            did = (other.changed, other.how) == (outcome.changed, outcome.how)
            self.enough[number] &= did and _all_near(table[number], got, slack)
        fits = self._changed(outcome, seen)
        fits &= _possible(got, flat(right), table, slack)[self.first, self.second]
        explained = np.zeros((2, len(fits)), dtype=bool)
        one, two = table[self.first[fits]], table[self.second[fits]]
        explained[:, fits] = _together(got, flat(right), one, two, slack)
        return explained

    def _changed(self, outcome: Outcome, seen: dict[int, Outcome]) -> Any:
        """Do the two together change the arguments that were changed?"""
        ways = {number: set(zip(o.changed, o.how, strict=True)) for number, o in seen.items()}
        if not any(ways.values()) and not outcome.changed:
            return np.ones(len(self.first), dtype=bool)
        did = set(zip(outcome.changed, outcome.how, strict=True))
        pairs = zip(self.first.tolist(), self.second.tolist(), strict=True)
        return np.array([ways[i] | ways[j] == did for i, j in pairs], dtype=bool)


def _possible(got: Any, right: Any, table: Any, slack: float) -> Any:
    """Which two leave no entry unexplained that one of them alone alters, or neither does?

    Of many entries some are enough: whoever passes here is looked at in all of them.
    """
    scale = np.max(np.abs(right), initial=0.0)
    sound = ~np.isnan(table).any(axis=1)
    some = slice(None, None, 1 + len(right) // ENTRIES)
    got, right, table = got[some], right[some], table[:, some]
    here = np.abs(right) > 1e-12 * scale
    left = _near(table, right, slack, scale)[:, here]
    other = ~left & ~_near(table, got, 2 * slack, scale)[:, here]
    off = left & ~_near(got, right, 2 * slack, scale)[here]
    left, other, off = (part.astype(np.float32) for part in (left, other, off))
    faults = other @ left.T + left @ other.T + off @ left.T
    return (faults == 0) & sound & sound[:, None]


def _together(got: Any, right: Any, one: Any, two: Any, slack: float) -> Any:
    """For each pair: do the changes of the two, added, give what was got; and multiplied?

    A factor of everything is never a summand, and two mistakes do not undo each other.
    """
    scale = np.max(np.abs(right), initial=0.0)
    with np.errstate(all="ignore"):
        one_right, two_right = (_near(each, right, slack, scale) for each in (one, two))
        alone = np.where(one_right, two, one)
        by_one, by_two = (_factor(each, right, slack, scale) for each in (one, two))
        product = one * two / right
        nothing = np.abs(right) <= 1e-12 * scale
        for factor, other in ((by_two, one), (by_one, two)):
            product = np.where(nothing & np.isfinite(factor), factor * other, product)
        either, plain = one_right | two_right, np.isnan(by_one) & np.isnan(by_two)
        added = np.where(either, alone, one + two - right)
        multiplied = np.where(either & ~(nothing & ~plain), alone, product)
        largest = np.maximum(np.maximum(np.abs(one), np.abs(two)), scale)
        wanted = np.stack([added, multiplied])
        near = np.abs(got - wanted) <= slack * np.abs(wanted) + ROUNDING * largest
        near &= np.isfinite(wanted)
    both = ~either
    undone = both.any(axis=1) & (_near(got, right, slack, scale) | ~both).all(axis=1)
    fits = near.all(axis=2) & ~undone
    fits[0] &= plain[:, 0] | either.all(axis=1)
    return fits


def _all_near(one: Any, two: Any, slack: float) -> bool:
    """The same, as near as two together are asked to come?"""
    largest = np.max(np.abs(two), initial=0.0)
    return bool(np.all(np.abs(one - two) <= slack * np.abs(two) + ROUNDING * largest))


def _factor(one: Any, right: Any, slack: float, scale: float) -> Any:
    """The one number by which everything is too large; nan where it is not one."""
    ratio = np.where(np.abs(right) > 1e-12 * scale, one / right, np.nan)
    low, high = (of.reduce(ratio, axis=1, keepdims=True) for of in (np.fmin, np.fmax))
    return np.where(high - low <= slack * np.maximum(np.abs(low), np.abs(high)), low, np.nan)


def _near(one: Any, two: Any, slack: float, scale: float) -> Any:
    return np.abs(one - two) <= slack * np.abs(two) + DEFAULT.absolute * scale


def _slack(value: Any) -> float:
    parts = value.values() if isinstance(value, dict) else [value]
    dtypes = [part.dtype for part in parts if not isinstance(part, dict)]
    return 1e-5 if any(map(coarse, dtypes)) else DEFAULT.relative


def _shapes(value: Any) -> Any:
    if isinstance(value, dict):
        return tuple((name, _shapes(part)) for name, part in value.items())
    return value.shape
