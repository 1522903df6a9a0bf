"""Every exercise of the collection by its name, which is that of its file.

The file of `check.margin` is `margin.py` in a lesson's folder of `autograder.exercises`; it is
read when somebody asks for it, and no other with it. An instructor's own lie in the same way in a
folder `exercises` beside their lessons: the one that the environment names, or the one that is
found from where a lesson runs.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

from autograder.check.exercise import Exercise

FOLDER = Path(__file__).resolve().parents[1] / "exercises"
OWN = "NNLIB_EXERCISES"
LESSON = re.compile(r"\d\d_")


def names() -> dict[str, str]:
    """name -> module of every exercise, lesson by lesson, from the names of the files alone."""
    return _names(_own())


def page(lesson: str, name: str) -> Path:
    """Where a file about the exercises of lesson "02" lies, such as its hints; it need not."""
    mine = _own() / f"lesson_{lesson}" / name
    return mine if mine.is_file() else FOLDER / f"lesson_{lesson}" / name


def _own() -> Path:
    """The folder for an instructor's own exercises; ours where there can be none."""
    if named := os.environ.get(OWN):
        return Path(named)
    try:
        here = Path.cwd()
    except OSError:  # the folder is gone
        return FOLDER
    return here.parent / "exercises" if LESSON.match(here.name) else FOLDER


@cache
def _names(own: Path) -> dict[str, str]:
    ours, theirs = dict(_in(FOLDER)), dict(_in(own)) if own != FOLDER else {}
    if twice := sorted(ours.keys() & theirs):
        raise ValueError(f"{own}: there is a check.{twice[0]} already. Give yours another name.")
    if theirs:
        package = importlib.import_module("autograder.exercises")
        _also(package, own)
        for lesson in {module.split(".")[2] for module in theirs.values()}:
            if (FOLDER / lesson).is_dir():
                _also(importlib.import_module(f"autograder.exercises.{lesson}"), own / lesson)
    return ours | theirs


def _in(folder: Path) -> Iterator[tuple[str, str]]:
    for lesson in sorted(folder.glob("lesson_*")):
        for module in pkgutil.iter_modules([str(lesson)]):
            if module.name != "shared":  # what several exercises of the lesson need
                yield module.name, f"autograder.exercises.{lesson.name}.{module.name}"


def _also(package: ModuleType, folder: Path) -> None:
    """Let a package find modules in that folder too."""
    if str(folder) not in package.__path__:
        package.__path__.append(str(folder))


def exercise(name: str) -> Exercise:
    """The exercise of that name; its file is read now, if it was not before."""
    found: Exercise = importlib.import_module(names()[name]).exercise
    return found


def exercises() -> dict[str, Exercise]:
    """name -> exercise, all of them, lesson by lesson, each lesson in the order that it tells."""
    return _exercises(_own())


@cache
def _exercises(own: Path) -> dict[str, Exercise]:
    known = _names(own)

    def place(name: str) -> tuple[str, int]:
        lesson = importlib.import_module(known[name].rpartition(".")[0])
        return lesson.__name__, [*getattr(lesson, "ORDER", ()), name].index(name)

    return {name: exercise(name) for name in sorted(known, key=place)}
