"""`from autograder import check`, then `check.margin(margin)`: is your function right?

A check returns quietly after showing its panel, or raises `CheckFailed` with what is wrong,
where, and one hint. There is one check for every graded function; `dir(check)` lists them.
With `points=P` it returns what was earned, a float up to P, and raises only where that is 0.
`check.choice` is for questions with a choice of answers that are graded, `check.quiz` for those
that answer at once, `check.predict` for what is expected before a run and `check.came_out` for
what came of it. `check.hint()` says more of the check that failed last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from autograder.check import bank, hints, tries
from autograder.check.choice import choice
from autograder.check.exercise import Exercise
from autograder.check.failed import CheckFailed
from autograder.check.hints import hint
from autograder.check.judge import judge, shortcut_itself
from autograder.check.panel import Panel, show
from autograder.check.prediction import came_out, predict
from autograder.check.progress import name_of, note
from autograder.check.questions import quiz
from autograder.check.seeds import seed_for
from autograder.check.unwritten import install

__all__ = ["CheckFailed", "came_out", "choice", "hint", "predict", "quiz"]

SUITES = ("visible", "hidden")
ENOUGH = 3  # different attempts, after which our answer is offered


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
        said = repr(panel)
        if _audience[-1] is show:  # nobody grades: a learner is told more, their folder may note it
            share = verdict.share if points else panel.passed
            note(exercise.lesson, exercise.name, function, share, suite)
            panel.told = _told_alone(exercise, function, panel)
        _audience[-1](panel)
        earned = 0.0 if points is None else float(verdict.share * points)
        if not panel.passed and not earned:
            raise CheckFailed(exercise.name, verdict.misconception, said)
        return None if points is None else earned

    check.__name__ = exercise.name
    check.__doc__ = f"Is your {exercise.signature} right? It returns {exercise.returns}."
    return check


def _told_alone(exercise: Exercise, function: Any, panel: Panel) -> list[str]:
    """How more help is had with a check that failed: by a hint, later by our answer."""
    if panel.passed:
        hints.passed(exercise)
        return []
    told = [hints.failed(exercise)]
    if panel.verdict.unwritten:
        return []
    attempts = tries.tried(exercise.lesson, exercise.name, function, repr(panel))
    if attempts >= ENOUGH:
        name = name_of(function, exercise.name)
        ours = f"python3 -m autograder solution {exercise.lesson[:2]} --cell {name}"
        told.append(f"{attempts} different attempts so far. To see how we did it: {ours}")
    return [line for line in told if line]


_audience: list[Callable[[Panel], None]] = [show]


@contextmanager
def shown_to(listener: Callable[[Panel], None]) -> Iterator[None]:
    """For a grader: panels go to `listener` in place of the screen."""
    _audience.append(listener)
    try:
        yield
    finally:
        _audience.pop()


install()
