"""Which lessons of a course are graded nbgrader's own way, everything in one process.

Those that were released with NNLIB_EXECUTION=plain in the environment, because their tests ask for
more than can be had of a student's process from outside. `grade` leaves them to nbgrader.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from autograder.course.nbgrader_config import EXECUTION_VARIABLE
from autograder.environment import CommandFailed

__all__ = ["left_to_nbgrader", "note_execution", "plainly"]

FILE = "plain.json"


def plainly() -> bool:
    """Is nbgrader's own way wanted by whoever gave the command?"""
    return os.environ.get(EXECUTION_VARIABLE) == "plain"


def note_execution(course: Path, lesson: str) -> None:
    """Remember which way a lesson was released to be graded."""
    before = _plain(course)
    after = before | {lesson} if plainly() else before - {lesson}
    if after != before:
        half = course / f".{FILE}.half"
        half.write_text(json.dumps(sorted(after)), encoding="utf-8")
        os.replace(half, course / FILE)


def left_to_nbgrader(course: Path, lesson: str) -> str:
    """Who grades a lesson that was released to be graded in one process; "" for all others."""
    if lesson not in _plain(course):
        return ""
    return (
        f"{lesson} was released to be graded nbgrader's own way, in one process, and is left to "
        f"`{EXECUTION_VARIABLE}=plain nbgrader autograde {lesson}`."
    )


def _plain(course: Path) -> set[str]:
    try:
        return set(json.loads((course / FILE).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return set()
    except (ValueError, TypeError):
        raise CommandFailed(
            f"{course / FILE} does not hold a list of lessons. Delete it, and release again those "
            "that nbgrader grades in one process."
        ) from None
