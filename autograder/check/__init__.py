"""`from autograder import check`, then `check.margin(margin)`: is your function right?

A check returns quietly after showing its panel, or raises `CheckFailed` with what is wrong,
where, and one hint. There is one check for every graded function; `dir(check)` lists them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from autograder.check.bank import exercises
from autograder.check.exercise import Exercise
from autograder.check.judge import judge
from autograder.check.panel import Panel
from autograder.check.seeds import seed_for

__all__ = ["CheckFailed"]

SUITES = ("visible", "hidden")


class CheckFailed(AssertionError):
    """A graded function is not right yet.

    exercise : the name of the function
    misconception : the id of the mistake, where it was recognised
    message : everything the panel says, in plain text
    """

    def __init__(self, exercise: str, misconception: str | None, message: str) -> None:
        super().__init__(message)
        self.exercise, self.misconception, self.message = exercise, misconception, message

    def _render_traceback_(self) -> list[str]:
        """One line for IPython: the panel above has said the rest."""
        return [f"CheckFailed: {self.message.splitlines()[0]}"]


def __getattr__(name: str) -> Callable[..., float | None]:
    if name.startswith("__"):
        raise AttributeError(name)
    if name not in exercises():
        known = ", ".join(sorted(exercises()))
        raise AttributeError(f"there is no check.{name}; there are: {known}")
    return _checker(exercises()[name])


def __dir__() -> list[str]:
    return sorted([*exercises(), *__all__])


def _checker(exercise: Exercise) -> Callable[..., float | None]:
    def check(
        function: Any, *, points: float | None = None, suite: str = "visible"
    ) -> float | None:
        if suite not in SUITES:
            raise ValueError(
                f"check.{exercise.name}: suite is {suite!r}, expected one of {SUITES}."
            )
        verdict = judge(exercise, function, suite, seed_for(exercise.lesson))
        panel = Panel(verdict, suite)
        _display(panel)
        if not panel.passed:
            raise CheckFailed(exercise.name, verdict.misconception, repr(panel))
        return None if points is None else float(points)

    check.__name__ = exercise.name
    check.__doc__ = f"Is your {exercise.signature} right? It returns {exercise.returns}."
    return check


def _display(panel: Panel) -> None:
    ipython = sys.modules.get("IPython")
    if ipython is not None and ipython.get_ipython() is not None:
        ipython.display.display(panel)
    else:
        print(panel)
