"""Where the lessons of a class are: in the clone, or in a folder of the instructor's own.

`release --lessons DIR` notes the folder in the course, and all later commands, nbgrader's too, find
the lessons there. `DIR/exercises/lesson_NN/NAME.py` is what `check.NAME` knows of, as in the clone:
every process that is started from here hears of that folder by its environment. Standard library
alone.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from autograder.course.safely import put_whole
from autograder.environment import CommandFailed

__all__ = ["lessons_of", "note_lessons"]

FILE = "lessons.json"
EXERCISES = "NNLIB_EXERCISES"  # read by autograder.check


def lessons_of(course: Path, given: str | None = None) -> Path | None:
    """The folder of a class's own lessons: the one that is given or noted; None for the clone's."""
    if given and not Path(given).expanduser().is_dir():
        raise CommandFailed(f"--lessons {given} is no folder. Give the one that holds NN_name/.")
    folder = Path(given).expanduser().resolve() if given else _noted(course)
    if folder is not None:
        os.environ[EXERCISES] = str(folder / "exercises")
    return folder


def note_lessons(course: Path, folder: Path | None) -> None:
    """Remember where the lessons of a class are."""
    if folder is not None and folder != _noted(course):
        course.mkdir(parents=True, exist_ok=True)
        put_whole(course / FILE, (json.dumps(str(folder)) + "\n").encode())


def _noted(course: Path) -> Path | None:
    path = course / FILE
    try:
        return Path(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError):
        raise CommandFailed(
            f"{path} does not say where the lessons are. Delete it, and release again with "
            "`--lessons DIR`."
        ) from None
