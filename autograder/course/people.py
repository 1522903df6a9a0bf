"""Who the students of a course are, as the place calls them that they handed in at.

`collect` keeps this: a student's id is ours, the name and the number are the LMS's, so that marks
and pages can be given back under what Moodle or Canvas knows them by.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.course.account import read_account

__all__ = ["Person", "people"]


@dataclass(frozen=True)
class Person:
    """One student.

    id : the folder in `submitted`, and the student's id in the gradebook
    name : as the LMS wrote it, in whatever script; "" where nothing but the id is known
    system : "moodle", "canvas", "gradescope", "nbgrader", "github", or "" for files named by hand
    number : the person's own number there, Canvas's for one; "" where there is none that lasts
    email : "" where it is not known
    in_lesson : lesson: the number that holds in that lesson alone, as Moodle's participant number
    section : the group that a list of the class puts them in, and `login`: what it calls them
    """

    id: str
    name: str = ""
    system: str = ""
    number: str = ""
    email: str = ""
    in_lesson: Mapping[str, str] = field(default_factory=dict)
    section: str = ""
    login: str = ""

    def number_in(self, lesson: str) -> str:
        """The number by which the LMS knows this student's work for a lesson; "" if none."""
        return self.in_lesson.get(lesson, self.number)


def people(course: Path) -> dict[str, Person]:
    """id: person, of everybody whose work was collected into that course folder."""
    account, _ = read_account(course)
    return {x: _person(x, entry) for x, entry in sorted(account["students"].items())}


def _person(student: str, entry: dict[str, Any]) -> Person:
    """From a line of the account. A number that holds in one lesson has the lesson with it."""
    numbers = {key.partition(" ")[::2]: str(value) for key, value in entry["numbers"].items()}
    system = str(entry["system"] or next((name for name, _ in numbers), ""))
    return Person(
        student,
        str(entry["label"]),
        system,
        next((number for (name, lesson), number in numbers.items() if name and not lesson), ""),
        str(entry["email"]),
        {lesson: number for (_, lesson), number in numbers.items() if lesson},
        str(entry.get("section", "")),
        str(entry.get("login", "")),
    )
