"""Answers to try the checks on: right ones in many forms, and wrong ones that no check has seen.

The misconceptions that a check can *name* live with its exercise, in `autograder.check`. Here, out
of the students' reach, are the rest: `right(name, what)` marks an unusual answer that must pass,
`wrong(name, what)` a mistake that is not among the misconceptions and must be refused all the
same. One file a lesson; `audit` and the tests run them all.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

Answer = Callable[..., Any]


@dataclass(frozen=True)
class Entry:
    """One answer: the exercise's name, what is special about it, and the code."""

    exercise: str
    what: str
    answer: Answer


RIGHT: list[Entry] = []
WRONG: list[Entry] = []


def right(exercise: str, what: str) -> Callable[[Answer], Answer]:
    """Decorator: an unusual right answer; the check must accept it under every seed."""
    return _into(RIGHT, exercise, what)


def wrong(exercise: str, what: str) -> Callable[[Answer], Answer]:
    """Decorator: a wrong answer that no misconception describes; the check must refuse it."""
    return _into(WRONG, exercise, what)


@cache
def load() -> tuple[list[Entry], list[Entry]]:
    """All right and all wrong answers, from every file of this folder."""
    for module in sorted(m.name for m in pkgutil.iter_modules(__path__)):
        importlib.import_module(f"{__name__}.{module}")
    return RIGHT, WRONG


def _into(entries: list[Entry], exercise: str, what: str) -> Callable[[Answer], Answer]:
    def keep(answer: Answer) -> Answer:
        entries.append(Entry(exercise, what, answer))
        return answer

    return keep
