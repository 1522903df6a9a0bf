"""What people are called: by the roster in the gradebook, or as their LMS wrote it.

An id is ours, and of letters that every disk knows; a name keeps its own script.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from autograder.course.people import people
from autograder.grading.opening import gradebook_file, in_words, opened

__all__ = ["called", "names_of"]


def names_of(course: Path) -> dict[str, str]:
    """id: name, of everybody whose name is known."""
    names = {student: person.name for student, person in people(course).items() if person.name}
    file = gradebook_file(course)
    if file and not file.is_file():
        return names
    with opened(course) as book, in_words("it could not be read"):
        return names | _roster(book)


def _roster(book: Any) -> dict[str, str]:
    from nbgrader.api import Student

    rows = book.db.query(Student.id, Student.first_name, Student.last_name)
    listed = ((student, f"{first or ''} {last or ''}".strip()) for student, first, last in rows)
    return {student: name for student, name in listed if name}


def called(names: dict[str, str]) -> Callable[[str], str]:
    """What a student is called in a list, with the id where it is not the name itself."""

    def of(student: str) -> str:
        name = names.get(student, "")
        same = re.sub(r"\s+", "_", name) == student
        return name if same and name else f"{name} ({student})" if name else student

    return of
