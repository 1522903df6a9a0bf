"""What people are called: by the roster in the gradebook, or as their LMS wrote it.

An id is ours, and of letters that every disk knows; a name keeps its own script.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from autograder.course.account import ACCOUNT
from autograder.course.people import Person, people
from autograder.grading.opening import in_words, is_begun, opened

__all__ = ["called", "name_of", "names_of"]


def names_of(course: Path) -> dict[str, str]:
    """id: name, of everybody whose name is known."""
    names = {student: person.name for student, person in people(course).items() if person.name}
    if not is_begun(course):
        return names
    with opened(course) as book, in_words("it could not be read"):
        return names | _roster(book)


def _roster(book: Any, student: str = "") -> dict[str, str]:
    """id: name, of the students whose names were entered; of one of them, or of all."""
    from nbgrader.api import Student

    rows = book.db.query(Student.id, Student.first_name, Student.last_name)
    rows = rows.filter(Student.id == student) if student else rows
    listed = ((student, f"{first or ''} {last or ''}".strip()) for student, first, last in rows)
    return {student: name for student, name in listed if name}


def name_of(book: Any, course: Path, student: str) -> str:
    """The name of one student, "" where it is not known; `book` is the open gradebook."""
    kept = course / ACCOUNT
    changed = kept.stat().st_mtime_ns if kept.exists() else 0
    person = _people(course, changed).get(student)
    return _roster(book, student).get(student, "") or (person.name if person else "")


@lru_cache(1)
def _people(course: Path, changed: int) -> dict[str, Person]:
    return people(course)


def called(names: dict[str, str]) -> Callable[[str], str]:
    """What a student is called in a list, with the id where it is not the name itself."""

    def of(student: str) -> str:
        name = names.get(student, "")
        same = re.sub(r"\s+", "_", name) == student
        return name if same and name else f"{name} ({student})" if name else student

    return of
