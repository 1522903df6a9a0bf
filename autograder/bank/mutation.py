"""Do the checks notice a slip of one token?  The mutants of answers, tried over many seeds.

An answer that a check accepts is changed in one place (`mutants`) and tried on the visible inputs,
which every lesson runs and every hidden suite begins with. A mutant that passes under any seed has
survived: then an input is missing, or the change changes nothing that anybody should mind.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any, TypeVar
from unittest.mock import patch

from autograder.bank.asked import Answer, written
from autograder.bank.mutants import Mutant, mutants
from autograder.check import deadline
from autograder.check.bank import exercises
from autograder.check.deadline import Watcher
from autograder.check.exercise import Case, Exercise
from autograder.check.judge import problem_with
from autograder.check.observe import TWICE, Observer
from autograder.check.seeds import FIXED

__all__ = ["SEEDS", "Survivor", "accepted", "survivors"]

SEEDS = (FIXED, *range(59))  # the home seed, and those of courses
LIMITS = {"SECONDS": 0.3, "PATIENCE": 200}  # for one call: a mutant may loop for ever, none sleeps

Key = tuple[str, str, str, str]
K = TypeVar("K")


@dataclass(frozen=True)
class Survivor:
    """A mutant that a check accepts, and the first seed under which it does."""

    answer: Answer
    mutant: Mutant
    seed: int

    @property
    def key(self) -> Key:
        """What identifies it in a list."""
        return self.answer.name, self.answer.what, self.mutant.where, self.mutant.change

    def __str__(self) -> str:
        name, what, where, change = self.key
        return f"{name}, {what}: `{change}` in `{where}` (seed {self.seed})"


def survivors(answer: Answer, seeds: Sequence[int] = SEEDS) -> Iterator[Survivor]:
    """The mutants of an answer that its check accepts under some seed."""
    made = ((mutant, written(answer, mutant.text)) for mutant in mutants(answer.text))
    functions = {mutant: function for mutant, function in made if function}
    for mutant, seed in accepted(exercises()[answer.exercise], functions, seeds):
        yield Survivor(answer, mutant, seed)


def accepted(
    exercise: Exercise,
    functions: Mapping[K, Callable[..., Any]],
    seeds: Sequence[int] = SEEDS,
    suite: str = "visible",
) -> Iterator[tuple[K, int]]:
    """Those that a suite accepts under some seed, each with the first such seed.

    One that does not come back is refused for good: nobody hands in what ran for ever.
    """
    left, weak = dict(functions), dict.fromkeys(functions, 0)
    with patch.multiple(deadline, **LIMITS), Watcher() as watcher:
        for seed in seeds:
            cases = exercise.draw(suite, seed)
            for key, function in list(left.items()):
                place = _refused_at(exercise, function, cases, weak[key], watcher)
                if place is None:
                    yield key, seed
                if place is None or place == NEVER:
                    del left[key]
                else:
                    weak[key] = place


NEVER = -1  # it did not come back


def _refused_at(
    exercise: Exercise, function: Any, cases: Sequence[Case], weak: int, watcher: Watcher
) -> int | None:
    """The place of an input that refuses it, tried at `weak` first; None where all accept it."""
    with contextlib.redirect_stdout(StringIO()):
        for places in ([weak] if weak < len(cases) else [], range(len(cases))):
            seen = 0 if len(places) > 1 else TWICE
            observer = Observer(exercise, function, watcher, seen)
            for place in places:
                outcome = observer.observe(cases[place])
                if outcome.endless:
                    return NEVER
                if problem_with(exercise, cases[place], outcome):
                    return place
        return 0 if observer.caller.called else None
