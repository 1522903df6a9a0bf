"""The account that `collect` keeps: who the students are, and where each submission came from.

{"students": {ID: {"label", "system", "numbers": {"canvas": …, "moodle LESSON": …}, "email",
               "listed", "section", "login"}},
 "work": {LESSON: {ID: {"source", "when", "late", "problem"}}}}

What the folders of the submissions say is added whenever it is read. So it can be lost, or be an
old copy, and nobody becomes two. What the list said that `roster` read is lost with it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from autograder.course.safely import put_whole
from autograder.course.slip import Slip, slips

__all__ = ["ACCOUNT", "keep_account", "new_entry", "read_account"]

ACCOUNT, BEFORE = "collected.json", "collected.json.before"


def new_entry(label: str) -> dict[str, Any]:
    """What is known of a student at first."""
    known = dict.fromkeys(("system", "email", "section", "login"), "")
    return {"label": label, "numbers": {}, "listed": False, **known}


def read_account(course: Path) -> tuple[dict[str, Any], str]:
    """The account of a course, and what to say where the file could not be read."""
    path, said = course / ACCOUNT, ""
    try:
        account = _parsed(path)
    except FileNotFoundError:
        account = _copy(course)
    except (OSError, ValueError, KeyError, TypeError):
        account = _copy(course)
        said = f"{path} could not be read: what it held was read from the submissions' own folders."
    for (student, lesson), slip in slips(course).items():
        _add(account, student, lesson, slip)
    return account, said


def keep_account(course: Path, account: dict[str, Any]) -> None:
    """Put the account in its place, for its owner's eyes; the one before it is kept beside it."""
    text = json.dumps(account, indent=1, sort_keys=True) + "\n"
    put_whole(course / ACCOUNT, text.encode(), before=course / BEFORE, mode=0o600)


def _copy(course: Path) -> dict[str, Any]:
    try:
        return _parsed(course / BEFORE)
    except (OSError, ValueError, KeyError, TypeError):
        return {"students": {}, "work": {}}


def _parsed(path: Path) -> dict[str, Any]:
    found = json.loads(path.read_text(encoding="utf-8"))
    students = {x: new_entry("") | dict(entry) for x, entry in found["students"].items()}
    return {"students": students, "work": dict(found["work"])}


def _add(account: dict[str, Any], student: str, lesson: str, slip: Slip) -> None:
    entry = account["students"].setdefault(student, new_entry(slip.label))
    if slip.number:
        entry["numbers"].setdefault(slip.book, slip.number)
    entry["system"] = entry["system"] or slip.system
    entry["email"] = entry["email"] or slip.email
    line = {"source": slip.source, "late": slip.late}
    account["work"].setdefault(lesson, {}).setdefault(student, line)
