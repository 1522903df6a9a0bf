"""Write the marks as a table that Canvas or Moodle takes in.

    python3 -m autograder export --format canvas --out marks.csv
    python3 -m autograder export --format moodle               for Moodle's gradebook
    python3 -m autograder export 08 --format worksheet         for one assignment in Moodle
    python3 -m autograder export --format nbgrader             nbgrader's own table
    python3 -m autograder export --section Monday              of one section alone

The numbers come from nbgrader's gradebook: what the checks gave, what a person gave, and what
being late cost. Who could not be graded has an empty field, never 0, and is listed. Canvas and
Moodle get nobody whom they could mistake for somebody else: that is listed too.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from autograder.course.folder import class_folder
from autograder.environment import CommandFailed
from autograder.grading.telling import grouped
from autograder.grading.verdicts import replace_file
from autograder.reporting.marks import Marks, read_marks
from autograder.reporting.tables import FORMATS, Table, worksheet
from autograder.reporting.whom import Account
from nnlib.pictures.words import counted

__all__ = ["add_arguments", "run"]

WORKSHEET = "worksheet"  # one for each lesson
SYSTEMS = {"canvas": "Canvas", "moodle": "Moodle", WORKSHEET: "this assignment in Moodle"}
ENTER = (
    "Read the list of the class with `python3 -m autograder roster FILE`, or enter one by one with "
    "`nbgrader db student add ID --email=… --lms-user-id=…`."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `export` understands."""
    parser.add_argument("lessons", nargs="*", metavar="lesson", help='"08"; all if left out')
    parser.add_argument("--course", metavar="DIR", help="the class's folder; .course in the clone")
    parser.add_argument(
        "--format",
        choices=sorted({*FORMATS, WORKSHEET}),
        default="nbgrader",
        help="whose table; worksheet is Moodle's for one assignment, by participant number",
    )
    parser.add_argument("--section", metavar="NAME", help="of this section of the class alone")
    parser.add_argument("--out", type=Path, metavar="FILE", help="by default grades.csv there")


def run(args: argparse.Namespace) -> int:
    """Write the table; 1 where a mark is not in it, or could not be given."""
    course = class_folder(args.course)
    marks, left_out = read_marks(course, args.lessons), dict[str, Account]()
    if args.section:
        marks.keep_section(args.section)
    for target, lessons, table in _tables(args, course, marks):
        replace_file(target.absolute(), table.text.encode("utf-8-sig", "replace"))
        told = f"{counted(len(table.people), 'student')}, {counted(lessons, 'lesson')}: {target}"
        print(f"{told}\n  {table.advice}" if table.advice and table.people else told)
        left_out |= {x.id: x for x in table.left_out}
    for line in marks.remarks:
        print(line, file=sys.stderr)
    for line in grouped({who: f"left empty. {why}" for who, why in marks.not_graded.items()}):
        print(line, file=sys.stderr)
    if left_out:
        print(_strangers(left_out, marks, args.format), file=sys.stderr)
    return 1 if marks.not_graded or left_out else 0


def _tables(args: argparse.Namespace, course: Path, marks: Marks) -> list[tuple[Path, int, Table]]:
    """Each file that is to be written, how many lessons it has, and its table."""
    if args.format != WORKSHEET:
        table = FORMATS[args.format](marks)
        return [(args.out or course / "grades.csv", len(marks.lessons), table)]
    graded = [x for x in marks.lessons if any(marks.score(who, x) for who in marks.people)]
    if args.out and len(graded) != 1:
        raise CommandFailed("--out takes the worksheet of one lesson. Name that lesson too.")
    return [
        (args.out or course / f"grades_{lesson}.csv", 1, worksheet(marks, lesson))
        for lesson in graded
    ]


def _strangers(left_out: Mapping[str, Account], marks: Marks, whose: str) -> str:
    """Who has a mark that is not in the table, and what helps."""
    named = ", ".join(
        f"{student} ({marks.doubts[student]})" if student in marks.doubts else student
        for student in sorted(left_out)
    )
    has = "has a mark and is" if len(left_out) == 1 else "have marks and are"
    told = f"{named} {has} left out: nothing here tells {SYSTEMS[whose]} who that is. {ENTER}"
    if whose == "moodle" and any(x.in_lesson for x in left_out.values()):
        told += " Or take Moodle's own numbers: `export NN --format worksheet`."
    return told
