"""The folder of a class that is there already.

Whoever mistypes it is told in a sentence, and nothing is made: `release` alone begins a class, and
`collect` may.
"""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from autograder.course.nbgrader_config import CLASS_FILE, course_folder
from autograder.environment import CommandFailed

__all__ = ["class_folder"]

SIGNS = ("seeds.json", "release", "submitted", "verdicts", "gradebook.db", CLASS_FILE)


def class_folder(given: str | Path | None) -> Path:
    """As `course_folder` finds it; CommandFailed where no class is in it."""
    course = course_folder(given)
    if _is_one(course):
        return course
    what = "holds no class" if course.exists() else "is not there"
    raise CommandFailed(f"{course} {what}. {_advice(course)}")


def _is_one(course: Path) -> bool:
    return any((course / sign).exists() for sign in SIGNS)


def _advice(course: Path) -> str:
    try:
        beside = {x.name: x for x in course.parent.iterdir() if x.is_dir() and _is_one(x)}
    except OSError:
        beside = {}
    if close := get_close_matches(course.name, beside, 1):
        return f"Did you mean {beside[close[0]]}?"
    return "Give the folder of the class with --course, or begin one with `release`."
