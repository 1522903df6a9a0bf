"""Questions that answer at once: what is recalled from earlier lessons, and quizzes on the way.

    check.quiz("08.recall-margin", ...)

The learner writes a letter in place of the three dots. Nothing is earned, nothing fails; in a
learner's own folder what was answered right is noted, for the map. The right letter and what is to
be said of each stand in `questions.toml` beside the lesson's exercises.
"""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from autograder.check.bank import page
from autograder.check.progress import note, workspace

__all__ = ["questions", "quiz"]


def quiz(name: str, answer: Any = ...) -> None:
    """Say whether the letter is right, and why.

    name : the lesson's number and the question's name, as in "08.recall-margin"
    """
    question = _question(name)
    letters = sorted(set(question) - {"right"})
    told = ", ".join(letters[:-1]) + f" or {letters[-1]}"
    said = answer.strip().lower() if isinstance(answer, str) else None
    if answer is ... or answer is None:
        print(f"○ Write {told}, in quotes, in place of the three dots, and run the cell.")
    elif said not in letters:
        print(f"○ Choose {told}, in quotes.")
    elif said == question["right"]:
        print(f"✓ {said}. {question[said]}")
        _note(name)
    else:
        print(f"✗ Not {said}. {question[said]}")


def _note(name: str) -> None:
    number, _, question = name.partition(".")
    if folder := workspace():
        for lesson in folder.glob(f"{number}_*"):
            note(lesson.name, "quiz", question, 1.0)


def _question(name: str) -> dict[str, str]:
    lesson, _, what = name.partition(".")
    known = questions(lesson)
    if what not in known:
        there = ", ".join(f"{lesson}.{other}" for other in sorted(known)) or "none"
        raise ValueError(f"check.quiz: there is no question {name!r}. This lesson has: {there}.")
    return known[what]


@cache
def questions(lesson: str) -> dict[str, dict[str, str]]:
    """name -> {"right": its letter, and for each letter what is said of it}, of "08"."""
    path = page(lesson, "questions.toml")
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
