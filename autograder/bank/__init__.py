"""Answers to try the checks on: right ones in many forms, and wrong ones that no check has seen.

The misconceptions that a check can *name* live with it, in `autograder.exercises`. Here, out of
the students' reach, are the rest: under `@right` stands a page of unusual answers that must pass,
under `@wrong` one of mistakes that are not among the misconceptions and must be refused all the
same. One file an exercise, under the same name; `audit` and the tests run them all.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from autograder.check.mistakes import read

Answer = Callable[..., Any]


@dataclass(frozen=True)
class Entry:
    """One answer: the exercise's name, what is special about it, and the code."""

    exercise: str
    what: str
    answer: Answer


RIGHT: list[Entry] = []
WRONG: list[Entry] = []


@dataclass(frozen=True)
class Shelf:
    """A place for answers: `@shelf` keeps a page of them, for the exercise that its file is of."""

    entries: list[Entry]

    def __call__(self, page: Answer | None = None, /, **values: Sequence[Any]) -> Answer:
        if page is None:
            return partial(self, **values)
        exercise = page.__module__.rpartition(".")[2]
        self.entries.extend(Entry(exercise, *found) for found in read(page, **values))
        return page

    def one(self, exercise: str, what: str, answer: Answer) -> None:
        """Keep an answer that is no function with lines of its own, such as a `partial`."""
        self.entries.append(Entry(exercise, what, answer))


right, wrong = Shelf(RIGHT), Shelf(WRONG)  # must be accepted; must be refused, and have no name


@cache
def load() -> tuple[list[Entry], list[Entry]]:
    """All right and all wrong answers, from the files of every lesson."""
    for lesson in sorted(m.name for m in pkgutil.iter_modules(__path__) if m.ispkg):
        package = importlib.import_module(f"{__name__}.{lesson}")
        for module in pkgutil.iter_modules(package.__path__):
            importlib.import_module(f"{package.__name__}.{module.name}")
    return RIGHT, WRONG
