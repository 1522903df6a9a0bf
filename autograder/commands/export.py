"""Write the marks as a table that Canvas or Moodle takes in.

    python -m autograder export --format canvas --out marks.csv
    python -m autograder export --format moodle
    python -m autograder export --format nbgrader             nbgrader's own table

The numbers come from nbgrader's gradebook: what the checks gave, what a person gave, and what
being late cost. Who could not be graded has an empty field, never 0, and is listed.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.commands.feedback import account_of
from autograder.course.folder import class_folder
from autograder.grading.opening import in_words, opened
from autograder.grading.standing import standings_in
from autograder.grading.telling import grouped, not_yet, remarks, waiting
from autograder.grading.verdicts import replace_file
from nnlib.pictures.words import counted

__all__ = ["Marks", "add_arguments", "read_marks", "run", "table"]

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # a spreadsheet would run it
COLUMNS = (
    "assignment duedate timestamp student_id last_name first_name email raw_score "
    "late_submission_penalty score max_score"
)
NBGRADER = COLUMNS.split()


@dataclass
class Marks:
    """The marks of a course.

    lessons : name -> the most points
    people : student -> label, email, first and last name, number in Canvas
    rows : (student, lesson) -> the row of nbgrader's table
    not_graded : (student, lesson) -> why
    """

    lessons: dict[str, float] = field(default_factory=dict)
    people: dict[str, dict[str, str]] = field(default_factory=dict)
    rows: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    not_graded: dict[tuple[str, str], str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)  # what may change a mark, in words

    def score(self, student: str, lesson: str) -> str:
        """The mark, or nothing where there is none."""
        row = self.rows.get((student, lesson))
        if row is None or (student, lesson) in self.not_graded:
            return ""
        return f"{row['score']:.6g}"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `export` understands."""
    parser.add_argument("--course", metavar="DIR", help="the class's folder; .course in the clone")
    parser.add_argument("--format", choices=sorted(FORMATS), default="nbgrader", help="whose table")
    parser.add_argument("--out", type=Path, metavar="FILE", help="by default grades.csv there")


def run(args: argparse.Namespace) -> int:
    """Write the table; 1 where somebody has no mark because we could not grade."""
    course = class_folder(args.course)
    with in_words("it could not be read"):
        marks = read_marks(course)
    target = args.out or course / "grades.csv"
    replace_file(target.absolute(), table(marks, args.format).encode("utf-8-sig"))
    people, lessons = len(marks.people), len(marks.lessons)
    print(f"{counted(people, 'student')}, {counted(lessons, 'lesson')}: {target}")
    for line in marks.remarks:
        print(line, file=sys.stderr)
    for line in grouped({who: f"left empty. {why}" for who, why in marks.not_graded.items()}):
        print(line, file=sys.stderr)
    return 1 if marks.not_graded else 0


def read_marks(course: Path) -> Marks:
    """Everything that is in the gradebook of a course, and who could not be graded."""
    from nbgrader.api import Assignment, Student

    known, marks = account_of(course)["students"], Marks()
    with opened(course) as book:
        for name, most in book.db.query(Assignment.name, Assignment.max_score):
            marks.lessons[name] = float(most or 0)
        columns = Student.id, Student.first_name, Student.last_name, Student.email
        for student, first, last, email in book.db.query(*columns):
            entry = known.get(student, {})
            marks.people[student] = {
                "label": str(entry.get("label", "")) or f"{last or ''}, {first or ''}".strip(", "),
                "first_name": first or "",
                "last_name": last or "",
                "email": email or "",
                "canvas": str(entry.get("numbers", {}).get("canvas", "")),
            }
        found = standings_in(book, course)
    for x in found:
        marks.rows[x.student, x.lesson] = {
            "duedate": x.due or "",
            "timestamp": x.timestamp or "",
            "raw_score": x.mark.points,
            "late_submission_penalty": x.mark.late,
            "score": x.mark.counts,
        }
        if x.trouble:
            marks.not_graded[x.student, x.lesson] = x.trouble
    marks.remarks = [*not_yet(course, sorted(marks.lessons), found), *remarks(found)]
    if told := waiting(found):
        marks.remarks.append(f"{told} Those without points count 0 in this table until then.")
    marks.lessons = dict(sorted(marks.lessons.items()))
    marks.people = dict(sorted(marks.people.items()))
    return marks


def table(marks: Marks, whose: str) -> str:
    """The marks as the text of a CSV file; `whose` is "canvas", "moodle" or "nbgrader"."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows([_tame(value) for value in row] for row in FORMATS[whose](marks))
    return out.getvalue()


def _canvas(marks: Marks) -> list[Sequence[Any]]:
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *marks.lessons]
    most = ["    Points Possible", "", "", "", "", *(f"{x:g}" for x in marks.lessons.values())]
    rows: list[Sequence[Any]] = [head, most]
    for student, who in marks.people.items():
        marked = (marks.score(student, lesson) for lesson in marks.lessons)
        rows.append([who["label"] or student, who["canvas"], "", student, "", *marked])
    return rows


def _moodle(marks: Marks) -> list[Sequence[Any]]:
    rows: list[Sequence[Any]] = [["Username", "Full name", "Email address", *marks.lessons]]
    for student, who in marks.people.items():
        marked = (marks.score(student, lesson) for lesson in marks.lessons)
        rows.append([student, who["label"], who["email"], *marked])
    return rows


def _nbgrader(marks: Marks) -> list[Sequence[Any]]:
    rows: list[Sequence[Any]] = [NBGRADER]
    for lesson, most in marks.lessons.items():
        for student, who in marks.people.items():
            row = {**who, "assignment": lesson, "student_id": student, "max_score": most}
            if (student, lesson) not in marks.not_graded:
                row |= marks.rows.get((student, lesson), {})
            rows.append([row.get(key, "") for key in NBGRADER])
    return rows


FORMATS = {"canvas": _canvas, "moodle": _moodle, "nbgrader": _nbgrader}


def _tame(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula gets an apostrophe in front."""
    if not isinstance(value, str) or not value.strip().startswith(FORMULA):
        return value
    try:
        float(value)  # a number below 0 is a number
    except ValueError:
        return "'" + value
    return value
