"""An exercise in a student's home: what its generators and wrong answers gave, kept as data.

The package that students install holds no reference of an exercise's own, no hidden input and no
page of mistakes. Beside what is left of the exercise's file lies `NAME.stored`: the visible inputs
under the fixed seed with what is right there, and then, read when the first wrong answer comes,
each mistake's id and hint and what it does on every one of these inputs, and what is right for
questions that differ from them in one argument.
"""

from __future__ import annotations

import importlib
import io
import pickle
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import FunctionType
from typing import IO, Any

import numpy as np

from autograder.check.altered import as_ifs
from autograder.check.as_if import key, may_be_asked, sums_of
from autograder.check.deadline import Watcher
from autograder.check.exercise import Case, Exercise, Misconception
from autograder.check.naming import key as of_mistake
from autograder.check.naming import mistaken
from autograder.check.observe import TWICE, Outcome, gist
from autograder.check.rounding import moved
from autograder.check.seeds import FIXED
from autograder.check.thinned import thinned

EXERCISES = "autograder.exercises."


class _Writer(pickle.Pickler):
    """Functions of the exercises are kept by the place where they stand: a module and a name."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__(file, protocol=5)
        self.named: set[tuple[str, str]] = set()

    def persistent_id(self, value: Any) -> tuple[str, str] | None:
        """The place of a function of the exercises'; of anything else none."""
        module = str(getattr(value, "__module__", ""))
        if not isinstance(value, FunctionType) or not module.startswith(EXERCISES):
            return None
        for name, held in vars(sys.modules[module]).items():
            if held is value:
                self.named.add((module, name))
                return module, name
        raise pickle.PicklingError(f"{value} is made on the way.")


class _Reader(pickle.Unpickler):
    def persistent_load(self, place: tuple[str, str]) -> Any:
        """The function that stands there; the exercise may be half read, its module is there."""
        return getattr(importlib.import_module(place[0]), place[1])


def write(exercise: Exercise, path: Path) -> set[tuple[str, str]] | None:
    """Store an exercise; which functions (module, name) its inputs hold.

    None where inputs hold a function that is made on the way, such as a curve through drawn
    numbers: it cannot be written down, so the generator stays.
    """
    cases = exercise.draw("visible", FIXED)
    inputs, named = io.BytesIO(), None
    writer = _Writer(inputs)
    try:
        writer.dump([replace(case, known=_right(exercise, case)) for case in cases])
        named = writer.named
    except pickle.PicklingError:
        inputs = io.BytesIO()
        _Writer(inputs).dump(None)
    known = io.BytesIO()
    _Writer(known).dump([(m.id, m.hint, seen) for m, seen in _mistakes(exercise, cases)])
    _Writer(known).dump(_altered(exercise, cases))
    path.write_bytes(inputs.getvalue() + known.getvalue())
    return named


def read(exercise: Exercise, file: str) -> None:
    """Let an exercise live on what is stored beside its file."""
    path = Path(file).with_suffix(".stored")
    with path.open("rb") as stored:
        cases: list[Case] = _Reader(stored).load() or exercise.draw("visible", FIXED)
        start = stored.tell()
    exercise.stored = cases

    def known() -> Iterator[Misconception]:
        with path.open("rb") as stored:
            stored.seek(start)
            mistakes, altered = _Reader(stored).load(), _Reader(stored).load()
        for case, of_case in zip(cases, altered, strict=True):
            for number, sums in enumerate(of_case):
                case.known[key(number)] = tuple(sums)
        for number, (id, hint, outcomes) in enumerate(mistakes):
            for case, outcome in zip(cases, outcomes, strict=True):
                case.known.update({of_mistake(number, twice): outcome for twice in (False, True)})
            yield Misconception(id, hint, exercise.reference)

    exercise.unread = [known]


def _right(exercise: Exercise, case: Case) -> dict[Any, Any]:
    """What is asked for again with every answer, as far as it takes the reference."""
    if case.may_refuse:
        return {}
    if exercise.judge is not None:  # then only two mistakes at once are held against what is right
        if exercise.behaviour is not None:
            return {}
        wanted = exercise.wanted(case)
        return {"wanted": wanted if may_be_asked(exercise) else thinned(wanted)}
    return {"wanted": exercise.wanted(case), "moved": moved(exercise, case)}


def _mistakes(
    exercise: Exercise, cases: list[Case]
) -> Iterator[tuple[Misconception, list[Outcome]]]:
    """Each mistake with its outcomes, as far as they are looked at; chance has no value."""
    with Watcher() as watcher:
        for number, mistake in enumerate(exercise.misconceptions):
            places = enumerate(cases)
            seen = [mistaken(exercise, number, c, watcher, place < TWICE) for place, c in places]
            chance = any(outcome.unstable for outcome in seen)
            yield mistake, [_bare(outcome, chance) for outcome in seen]


def _altered(exercise: Exercise, cases: list[Case]) -> Any:
    """Of what is right for every altered question the two sums, case by case."""
    if not may_be_asked(exercise):
        return [[] for _ in cases]
    every = list(enumerate(as_ifs(exercise.takes)))
    return np.array([[sums_of(exercise, *pair, case) for pair in every] for case in cases])


def _bare(outcome: Outcome, chance: bool) -> Outcome:
    raised = outcome.raised and (outcome.raised[0], gist(outcome.raised[1]))
    value = None if chance else thinned(outcome.value)
    return replace(outcome, value=value, raised=raised, line="", warned="")
