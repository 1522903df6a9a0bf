"""Which mistake is it?  A coded one, a judge's sign of one, two coded ones together, or none.

A hint is given only where it fits every outcome.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.check.deadline import Watcher
from autograder.check.exercise import Case, Exercise, Fault, Misconception
from autograder.check.in_general import hint_in_general
from autograder.check.observe import Observer, Outcome
from autograder.check.pairs import alike, two_at_once

BETWEEN = " + "  # the ids of two mistakes


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
    if known := recognise(exercise, cases, outcomes, watcher):
        return Named(known.hint, known.id)
    signs = {fault.misconception for fault in found if fault} - {None}
    if len(signs) == 1:  # what contradicts itself is no sign
        known = next((m for m in exercise.misconceptions if m.id in signs), None)
        if known:
            return Named(known.hint, known.id)

    def seen(number: int, place: int) -> Outcome:
        return mistaken(exercise, number, cases[place], place, watcher)

    if both := two_at_once(exercise, cases[: len(outcomes)], outcomes, seen):
        one, two = both
        return Named(f"Two mistakes. {one.hint} {two.hint}", f"{one.id}{BETWEEN}{two.id}")
    return Named(hint_in_general(exercise, cases, outcomes, [fault is not None for fault in found]))


def recognise(
    exercise: Exercise, cases: Sequence[Case], outcomes: Sequence[Outcome], watcher: Watcher
) -> Misconception | None:
    """The first coded misconception that would have done the same on every input."""
    shaky = any(outcome.unstable for outcome in outcomes)
    for number, misconception in enumerate(exercise.misconceptions):
        made = enumerate(cases[: len(outcomes)])
        seen = (mistaken(exercise, number, case, place, watcher) for place, case in made)
        if shaky and any(outcome.unstable for outcome in seen):
            return misconception  # chance has no numbers to compare
        if not shaky and all(map(alike, cases, outcomes, seen)):
            return misconception
    return None


def mistaken(exercise: Exercise, number: int, case: Case, place: int, watcher: Watcher) -> Outcome:
    """What a coded misconception does on the case at that place; it is the same for everybody."""
    answer = exercise.misconceptions[number].answer
    return case.once(number, lambda: Observer(exercise, answer, watcher, place).observe(case))  # type: ignore[no-any-return]
