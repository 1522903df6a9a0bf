"""Every exercise of the collection by its name, which is that of its file.

The file of `check.margin` is `margin.py` in a lesson's folder of `autograder.exercises`; it is
read when somebody asks for it, and no other with it.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from pathlib import Path

from autograder.check.exercise import Exercise

FOLDER = Path(__file__).resolve().parents[1] / "exercises"


@cache
def names() -> dict[str, str]:
    """name -> module of every exercise, lesson by lesson, from the names of the files alone."""
    return {
        module.name: f"autograder.exercises.{lesson.name}.{module.name}"
        for lesson in sorted(FOLDER.glob("lesson_*"))
        for module in pkgutil.iter_modules([str(lesson)])
        if module.name != "shared"  # what several exercises of the lesson need
    }


def exercise(name: str) -> Exercise:
    """The exercise of that name; its file is read now, if it was not before."""
    found: Exercise = importlib.import_module(names()[name]).exercise
    return found


@cache
def exercises() -> dict[str, Exercise]:
    """name -> exercise, all of them, lesson by lesson, each lesson in the order that it tells."""

    def place(name: str) -> tuple[str, int]:
        lesson = importlib.import_module(names()[name].rpartition(".")[0])
        return lesson.__name__, [*lesson.ORDER, name].index(name)

    return {name: exercise(name) for name in sorted(names(), key=place)}
