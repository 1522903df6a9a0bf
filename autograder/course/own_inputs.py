"""In which lessons of a course every student is graded on inputs of their own.

`release --own-inputs` notes it, `own_inputs.json` in the course folder. A student's seed is made of
the lesson's and the student's id, and stands in the record of what was graded.
"""

from __future__ import annotations

import json
from pathlib import Path

from autograder.course.safely import put_whole
from autograder.environment import CommandFailed

__all__ = ["has_own_inputs", "note_own_inputs"]

FILE = "own_inputs.json"


def has_own_inputs(course: Path, lesson: str) -> bool:
    """Is every student graded on inputs of their own in this lesson?"""
    return lesson in _noted(course)


def note_own_inputs(course: Path, lesson: str, own: bool | None) -> None:
    """Remember it for a lesson; None leaves it as it is."""
    before = _noted(course)
    after = before if own is None else before | {lesson} if own else before - {lesson}
    if after != before:
        put_whole(course / FILE, (json.dumps(sorted(after)) + "\n").encode())


def _noted(course: Path) -> set[str]:
    path = course / FILE
    try:
        return set(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return set()
    except (OSError, ValueError, TypeError):
        raise CommandFailed(
            f"{path} does not hold a list of lessons. Delete it, and release again those in which "
            "every student has inputs of their own, with `--own-inputs`."
        ) from None
