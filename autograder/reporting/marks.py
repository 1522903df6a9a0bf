"""The marks of a course, as the gradebook has them, and who everybody is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.course.names import shown
from autograder.course.people import people
from autograder.environment import CommandFailed
from autograder.grading.jobs import submissions
from autograder.grading.opening import in_words, opened
from autograder.grading.standing import standings_in
from autograder.grading.telling import not_yet, remarks, waiting
from autograder.reporting.whom import Account, accounts

__all__ = ["Marks", "chosen", "everybody", "read_marks"]

ROSTER = "A list of the class tells who is in which: `python3 -m autograder roster FILE`."


@dataclass
class Marks:
    """The marks of a course.

    lessons : name -> the most points
    people : everybody, once
    doubts : id -> who else that may be
    rows : (student, lesson) -> the row of nbgrader's table
    not_graded : (student, lesson) -> why
    """

    lessons: dict[str, float] = field(default_factory=dict)
    people: list[Account] = field(default_factory=list)
    doubts: dict[str, str] = field(default_factory=dict)
    rows: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    not_graded: dict[tuple[str, str], str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)  # what may change a mark, in words

    def score(self, who: Account, lesson: str) -> str:
        """The mark, or nothing where there is none."""
        for student in who.ids:
            row = self.rows.get((student, lesson))
            if row is not None and (student, lesson) not in self.not_graded:
                return f"{row['score']:.6g}"
        return ""

    def keep_section(self, section: str) -> None:
        """Leave out everybody who is not in that section of the class."""
        known = sorted({x.section for x in self.people if x.section})
        if section.casefold() not in map(str.casefold, known):
            there = f"There are: {', '.join(map(shown, known))}." if known else ROSTER
            raise CommandFailed(f"there is no section {shown(section)}. {there}")
        self.people = [x for x in self.people if x.section.casefold() == section.casefold()]
        ids = {student for who in self.people for student in who.ids}
        self.not_graded = {key: why for key, why in self.not_graded.items() if key[0] in ids}

    def handed_in(self, who: Account) -> bool:
        """Is there any submission of this person, graded or not?"""
        return any((x, lesson) in self.rows for x in who.ids for lesson in self.lessons)


def read_marks(course: Path, asked: Iterable[str] = ()) -> Marks:
    """What is in the gradebook of a course, of the lessons that are asked for or of all."""
    from nbgrader.api import Assignment

    marks = Marks()
    with opened(course) as book, in_words("it could not be read"):
        most = dict(book.db.query(Assignment.name, Assignment.max_score).all())
        marks.lessons = {x: float(most[x] or 0) for x in chosen(asked, book)}
        students = _students(book)
        found = standings_in(book, course)
    handed_in: dict[str, set[str]] = defaultdict(set)
    for x in found:
        handed_in[x.student].add(x.lesson)
        marks.rows[x.student, x.lesson] = {
            "duedate": x.due or "",
            "timestamp": x.timestamp or "",
            "raw_score": x.mark.points,
            "late_submission_penalty": x.mark.late,
            "score": x.mark.counts,
        }
    marks.people, marks.doubts = accounts(students, people(course), handed_in)
    asked_for = [x for x in found if x.lesson in marks.lessons]
    marks.not_graded = {(x.student, x.lesson): x.trouble for x in asked_for if x.trouble}
    marks.remarks = [*not_yet(course, marks.lessons, asked_for), *remarks(asked_for)]
    if told := waiting(asked_for):
        marks.remarks.append(f"{told} Those without points count 0 in this table until then.")
    return marks


def everybody(book: Any, course: Path) -> list[Account]:
    """All whom the gradebook or `collect` knows, or whose work is there; each once."""
    known, collected = _students(book), people(course)
    here = {student for lesson in chosen([], book) for student, _ in submissions(course, lesson)}
    new = (here | collected.keys()) - {x.id for x in known}
    return accounts([*known, *map(Account, sorted(new))], collected, {})[0]


def chosen(asked: Iterable[str], book: Any) -> list[str]:
    """The lessons of a gradebook that are asked for by name or number, or all, in their order."""
    from nbgrader.api import Assignment

    known = sorted(name for (name,) in book.db.query(Assignment.name))
    found = set()
    for word in asked:
        hits = [x for x in known if word in (x, x.split("_")[0])]
        if not hits:
            there = ", ".join(known) or "none"
            raise CommandFailed(f"there is no lesson {word!r} in the gradebook. It has: {there}.")
        found.update(hits)
    return [x for x in known if x in found] if found else known


def _students(book: Any) -> list[Account]:
    from nbgrader.api import Student

    columns = Student.first_name, Student.last_name, Student.email, Student.lms_user_id
    return [
        Account(id, first or "", last or "", email or "", number or "")
        for id, first, last, email, number in book.db.query(Student.id, *columns)
    ]
