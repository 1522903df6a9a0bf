"""Make one page about the class: points, questions, what was misunderstood, who was not graded.

    python3 -m autograder report                   every lesson that is graded
    python3 -m autograder report 08 --out 08.html

The page is a single file, for the instructor: it names students.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from autograder.course.folder import class_folder
from autograder.course.lessons import lessons_of
from autograder.course.people import people
from autograder.grading.standing import Standing, standings
from autograder.grading.telling import not_yet, waiting
from autograder.grading.verdicts import Record, records, replace_file
from autograder.lesson.cells import role
from autograder.lesson.reading import find_lessons, read_lesson
from autograder.reporting.alike import alike, own_code
from autograder.reporting.copies import copies, texts_of
from autograder.reporting.facts import facts
from autograder.reporting.names import called, names_of
from autograder.reporting.page import Lesson, page
from autograder.reporting.sections import by_section
from nnlib.pictures.words import counted

__all__ = ["add_arguments", "make_report", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `report` understands."""
    parser.add_argument("lessons", nargs="*", metavar="lesson", help='"08"; all if left out')
    parser.add_argument("--course", metavar="DIR", help="the class's folder; .course in the clone")
    parser.add_argument("--out", type=Path, metavar="FILE", help="by default report.html there")


def run(args: argparse.Namespace) -> int:
    """Write the page and say where it is."""
    course = class_folder(args.course)
    lessons = find_lessons(args.lessons, lessons_of(course))
    target, names = (args.out or course / "report.html").absolute(), [x.stem for x in lessons]
    found = [standing for standing in standings(course) if standing.lesson in names]
    told = make_report(course, lessons, target, found)
    print(f"{told}: {target}")
    for line in (*not_yet(course, names, found), *filter(None, [waiting(found)])):
        print(line, file=sys.stderr)
    if told.startswith("0 lessons"):
        print("Nothing is graded yet: run `python3 -m autograder grade` first.", file=sys.stderr)
    return 0


def make_report(
    course: Path, lessons: Sequence[Path], target: Path, standings: Sequence[Standing]
) -> str:
    """Write the page about these lessons; how much is in it, in words.

    standings : how everybody stands in the gradebook, in these lessons
    """
    graded = {path: found for path in lessons if (found := records(course, path.stem))}
    made = [
        _about(course, path, found, [x for x in standings if x.lesson == path.stem])
        for path, found in graded.items()
    ]
    count = sum(map(len, graded.values()))
    when = time.strftime("%d %B %Y, %H:%M")
    text = page(course.name, when, made, called(names_of(course)))
    replace_file(target, text.encode("utf-8", "replace"))
    return f"{counted(len(made), 'lesson')}, {counted(count, 'submission')}"


def _about(
    course: Path, path: Path, found: Sequence[Record], standings: Sequence[Standing]
) -> Lesson:
    source = read_lesson(path)
    wanted = [c.metadata.nbgrader["grade_id"] for c in source.cells if role(c) == "solution"]
    graded = course / "autograded"
    books = {x.student: graded / x.student / path.stem / path.name for x in found if not x.problem}
    work = {x: texts for x, book in books.items() if (texts := own_code(book, wanted))}
    same = copies({x: texts_of(book) for x, book in books.items()}, source)
    outdated = {x.student: x.trouble for x in standings if x.outdated}
    told = facts(path.stem, found, source, outdated)
    told.waits = sum(x.waits for x in standings)
    sections = by_section(found, people(course), outdated)
    return Lesson(told, alike(work, source), same, sections)
