"""`check.hint()`: more help with the check that failed last, one hint at a time.

The first says which step of the derivation it is, the second works an example with other numbers.
They stand in `hints.toml` beside the lesson's exercises:

    [margin]
    step = "A distance is a score that does not change when w and b grow together: ..."
    example = "w = (3, 4) and b = -5: the point (3, 4) has the score 9 + 16 - 5 = 20, ..."
    holds = "margin([3, 4], -5, [[3, 4]], [1]) == 4"

`holds` is what a test asks of the example's numbers. Who asked is noted nowhere but in the
learner's own folder, for the map.
"""

from __future__ import annotations

import tomllib
from functools import cache

from autograder.check import tries
from autograder.check.bank import page
from autograder.check.exercise import Exercise
from autograder.check.panel import Notice, show

__all__ = ["failed", "hint", "hints", "passed"]

STEPS = ("step", "example")
NONE_FAILED = "○ A hint belongs to the check that failed last, and none has. Run a check first."
MORE = "Stuck? check.hint() in a cell of your own says more."
NO_MORE = "That is all there is. Read both once more, and the check's own sentence with them."

_last: list[Exercise] = []  # the exercise whose check failed last, if any
_given: dict[str, int] = {}  # exercise -> how many of its hints were given


def hint() -> None:
    """Give the next hint to the check that failed last."""
    if not _last:
        show(Notice([NONE_FAILED]))
        return
    (exercise,) = _last
    told = hints(exercise.lesson)[exercise.name]
    number = _given.get(exercise.name, 0)
    if number >= len(STEPS):
        show(Notice([f"{exercise.name}: {told[name]}" for name in STEPS] + [NO_MORE]))
        return
    _given[exercise.name] = number + 1
    tries.asked(exercise.lesson, exercise.name, number + 1)
    head = ("which step this is", "an example with other numbers")[number]
    show(Notice([f"{exercise.name}, hint {number + 1} of 2: {head}.", told[STEPS[number]]]))


def failed(exercise: Exercise) -> str | None:
    """Note that its check failed; how more help is had, where there is more."""
    if exercise.name not in hints(exercise.lesson):
        _last.clear()
        return None
    _last[:] = [exercise]
    more = _given.get(exercise.name, 0) < len(STEPS)
    return MORE if more else None


def passed(exercise: Exercise) -> None:
    """Note that its check passed: it needs no hint."""
    if _last == [exercise]:
        _last.clear()


@cache
def hints(lesson: str) -> dict[str, dict[str, str]]:
    """exercise -> its step, its example and what holds there, of "02_perceptron"."""
    path = page(lesson[:2], "hints.toml")
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
