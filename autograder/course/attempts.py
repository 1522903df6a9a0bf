"""Which of a student's attempts counts, the last or the best, and where all of them lie.

`due --counts best` notes it for the whole course, `attempts.json` in its folder. The newest attempt
lies in `submitted`, those before it in `submitted_before`, as `collect` has put them there.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from autograder.course.filing import PROBLEM
from autograder.course.safely import put_whole
from autograder.course.slip import ABOUT
from autograder.environment import CommandFailed

__all__ = ["COUNTS", "attempts", "best_counts", "note_counts"]

FILE = "attempts.json"
COUNTS = ("last", "best")


def best_counts(course: Path) -> bool:
    """Does the best attempt count? The last one does, unless it was said otherwise."""
    path = course / FILE
    try:
        said = json.loads(path.read_text(encoding="utf-8"))["counts"]
    except FileNotFoundError:
        return False
    except (OSError, ValueError, KeyError, TypeError):
        said = ""
    if said not in COUNTS:
        again = "Say it anew with `python3 -m autograder due --counts best`, or `last`"
        raise CommandFailed(f"{path} does not say which attempt counts. {again}.")
    return bool(said == "best")


def note_counts(course: Path, counts: str) -> None:
    """Remember which one counts."""
    put_whole(course / FILE, (json.dumps({"counts": counts}) + "\n").encode())


def attempts(course: Path, student: str, lesson: str) -> list[Path]:
    """The folders of all that a student handed in for a lesson, the newest last."""
    before = course / "submitted_before" / student / lesson
    try:
        numbers = sorted(int(x.name) for x in before.iterdir() if x.name.isdecimal())
    except OSError:
        numbers = []
    earlier = [before / str(number) for number in numbers]
    return [x for x in earlier if _is_one(x, lesson)] + [course / "submitted" / student / lesson]


def _is_one(folder: Path, lesson: str) -> bool:
    """Was it handed in as this lesson's? Of what else is kept nothing tells whose it is."""
    named = any(os.path.isfile(folder / name) for name in ABOUT)
    return named and any(os.path.isfile(folder / x) for x in (f"{lesson}.ipynb", PROBLEM))
