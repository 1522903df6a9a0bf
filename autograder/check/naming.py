"""Which mistake is it?  A coded one, a judge's sign of one, two coded ones together, or none.

A hint is given only where it fits every outcome.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.check.deadline import Watcher
from autograder.check.exercise import Case, Exercise, Fault, Misconception
from autograder.check.in_general import hint_in_general
from autograder.check.observe import TWICE, Observer, Outcome
from autograder.check.pairs import alike, two_at_once

BETWEEN = " + "  # the ids of two mistakes
MANY = 1000  # numbers that take long to compare


@dataclass(frozen=True)
class Named:
    """A hint, if there is one, and the id of the mistake, or both ids of two, if it is known."""

    hint: str | None = None
    id: str | None = None


def name_of(
    exercise: Exercise,
    cases: Sequence[Case],
    outcomes: Sequence[Outcome],
    found: Sequence[Fault | None],
    watcher: Watcher,
) -> Named:
    """What is known of an answer that did this on these inputs."""
    order = _telling_first(outcomes, found)
    if known := recognise(exercise, cases, outcomes, watcher, order):
        return Named(known.hint, known.id)
    signs = {fault.misconception for fault in found if fault} - {None}
    if len(signs) == 1:  # what contradicts itself is no sign
        known = next((m for m in exercise.misconceptions if m.id in signs), None)
        if known:
            return Named(known.hint, known.id)

    def seen(number: int, case: Case) -> Outcome:
        return mistaken(exercise, number, case, watcher)

    first = [cases[i] for i in order], [outcomes[i] for i in order]
    if both := two_at_once(exercise, *first, seen):
        one, two = both
        return Named(f"Two mistakes. {one.hint} {two.hint}", f"{one.id}{BETWEEN}{two.id}")
    return Named(hint_in_general(exercise, cases, outcomes, [fault is not None for fault in found]))


def recognise(
    exercise: Exercise,
    cases: Sequence[Case],
    outcomes: Sequence[Outcome],
    watcher: Watcher,
    order: Sequence[int],
) -> Misconception | None:
    """The first coded misconception that would have done the same on every input.

    order : the places of the inputs, first those where mistakes differ
    """
    shaky = any(outcome.unstable for outcome in outcomes)
    for number, misconception in enumerate(exercise.misconceptions):
        keeps = shaky or _keeps(misconception.answer)
        seen: Iterable[tuple[int, Outcome]] = (
            (i, mistaken(exercise, number, cases[i], watcher, keeps and i < TWICE))
            for i in (range(len(outcomes)) if keeps else order)
        )
        if keeps:  # what it keeps rests on all calls before: none may be left out
            seen = list(seen)
        if shaky and any(one.unstable for _, one in seen):
            return misconception  # chance has no numbers to compare
        if not shaky and all(alike(cases[i], outcomes[i], one) for i, one in seen):
            return misconception
    return None


def _keeps(answer: Any) -> bool:
    """May it keep something from one call to the next, in a table of its module?"""
    code, names = getattr(answer, "__code__", None), getattr(answer, "__globals__", {})
    return code is not None and any(type(names.get(n)) is dict for n in code.co_names)


def mistaken(
    exercise: Exercise, number: int, case: Case, watcher: Watcher, twice: bool = False
) -> Outcome:
    """What a coded misconception does on a case, which is the same for everybody.

    twice : called twice, so that chance is seen
    """

    def watch() -> Outcome:
        answer = exercise.misconceptions[number].answer
        return Observer(exercise, answer, watcher, 0 if twice else TWICE, ours=True).observe(case)

    return case.once(key(number, twice), watch)  # type: ignore[no-any-return]


def key(number: int, twice: bool) -> Hashable:
    """Under which an input keeps what a coded misconception does on it."""
    return ("twice", number) if twice else number


def _telling_first(outcomes: Sequence[Outcome], found: Sequence[Fault | None]) -> list[int]:
    """All places; first those where it is wrong, small ones before large: there mistakes differ."""

    def little(place: int) -> tuple[bool, int]:
        return found[place] is None, _size(outcomes[place].value) // MANY

    return sorted(range(len(outcomes)), key=little)


def _size(value: Any) -> int:
    if isinstance(value, dict):
        return sum(map(_size, value.values()))
    return int(getattr(value, "size", 0))
