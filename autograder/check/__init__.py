"""`from autograder import check`, then `check.margin(margin)`: is your function right?

A check returns quietly after showing its panel, or raises `CheckFailed` with what is wrong,
where, and one hint. There is one check for every graded function; `dir(check)` lists them.
With `points=P` it returns what was earned, a float up to P, and raises only where that is 0.
`check.choice` is for questions with a choice of answers that are graded, `check.quiz` for those
that answer at once, `check.predict` for what is expected before a run and `check.came_out` for
what came of it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from autograder.check import bank
from autograder.check.choice import choice
from autograder.check.exercise import Exercise
from autograder.check.failed import CheckFailed
from autograder.check.judge import judge, shortcut_itself
from autograder.check.panel import Panel
from autograder.check.prediction import came_out, predict
from autograder.check.progress import note
from autograder.check.questions import quiz
from autograder.check.seeds import seed_for
from autograder.check.unwritten import install

__all__ = ["CheckFailed", "came_out", "choice", "predict", "quiz"]

SUITES = ("visible", "hidden")


def __getattr__(name: str) -> Callable[..., float | None]:
    if name.startswith("__"):
        raise AttributeError(name)
    if name not in bank.names():
        known = ", ".join(sorted(bank.names()))
        raise AttributeError(f"there is no check.{name}; there are: {known}")
    return _checker(bank.exercise(name))


def __dir__() -> list[str]:
    return sorted([*bank.names(), *__all__])


def _checker(exercise: Exercise) -> Callable[..., float | None]:
    def check(
        function: Any, *, points: float | None = None, suite: str = "visible"
    ) -> float | None:
        if suite not in SUITES:
            raise ValueError(
                f"check.{exercise.name}: suite is {suite!r}, expected one of {SUITES}."
            )
        own = shortcut_itself(exercise, function)
        verdict = own or judge(exercise, function, suite, seed_for(exercise.lesson))
        panel = Panel(verdict, suite, points)
        _audience[-1](panel)
        earned = 0.0 if points is None else float(verdict.share * points)
        if _audience[-1] is _display:  # nobody grades: the learner's own folder may note it
            note(
                exercise.lesson, exercise.name, function, verdict.share if points else panel.passed
            )
        if not panel.passed and not earned:
            raise CheckFailed(exercise.name, verdict.misconception, repr(panel))
        return None if points is None else earned

    check.__name__ = exercise.name
    check.__doc__ = f"Is your {exercise.signature} right? It returns {exercise.returns}."
    return check


def _display(panel: Panel) -> None:
    ipython = sys.modules.get("IPython")
    if ipython is not None and ipython.get_ipython() is not None:
        ipython.display.display(panel)
    else:
        print(panel)


_audience: list[Callable[[Panel], None]] = [_display]


@contextmanager
def shown_to(listener: Callable[[Panel], None]) -> Iterator[None]:
    """For a grader: panels go to `listener` in place of the screen."""
    _audience.append(listener)
    try:
        yield
    finally:
        _audience.pop()


install()
