"""Make the page that a student gets back: the notebook, the points, what each check said.

    python -m autograder feedback                 every graded submission
    python -m autograder feedback 08 --zip        one lesson, and a zip for Moodle or Canvas

nbgrader makes the pages, with its own converter; `feedback_step` sees to it that no hidden test
is in them, `feedback_page` that each is one file that runs and fetches nothing. A submission that
could not be graded gets a short page that says why. A page that would come out as it is stays.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from autograder.course.folder import class_folder
from autograder.course.names import some
from autograder.environment import CommandFailed
from autograder.grading.jobs import asked_for, submissions
from autograder.grading.standing import Standing, standings
from autograder.grading.telling import not_yet, waiting
from autograder.grading.verdicts import Record, records, replace_file
from autograder.lesson.reading import find_lessons
from autograder.reporting.handed_back import POLICY, style, template
from autograder.reporting.pages import make_pages
from autograder.reporting.stamps import page_of, stale, stamps
from autograder.reporting.zipped import zipped
from nnlib.pictures.words import counted

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `feedback` understands."""
    parser.add_argument("lessons", nargs="*", metavar="lesson", help='"08"; all if left out')
    parser.add_argument("--course", metavar="DIR", help="the class's folder; .course in the clone")
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help="workers; one a core")
    parser.add_argument("--student", action="append", metavar="NAME", help="only this student")
    parser.add_argument(
        "--zip", action="store_true", help="pack the pages as Moodle and Canvas take them back"
    )


def run(args: argparse.Namespace) -> int:
    """Make the pages; 1 where one could not be made."""
    course, lessons = class_folder(args.course), find_lessons(args.lessons)
    found = standings(course)
    if any(submissions(course, path.stem) for path in lessons):
        asked_for(args.student, (who for x in lessons for who, _ in submissions(course, x.stem)))
    done = [_lesson(course, path, found, args) for path in lessons]
    if not any(count for count, _ in done):
        raise CommandFailed(
            f"nothing is graded in {course}. Grade with `python3 -m autograder grade` first."
        )
    names = [path.stem for path in lessons]
    asked = [x for x in found if x.lesson in names]
    for line in (*not_yet(course, names, asked), *filter(None, [waiting(asked)])):
        print(line, file=sys.stderr)
    return 1 if any(failed for _, failed in done) else 0


def _lesson(
    course: Path, path: Path, found: Sequence[Standing], args: argparse.Namespace
) -> tuple[int, int]:
    """The pages of one lesson: how many there are to be, and how many could not be made."""
    lesson, wanted = path.stem, set(args.student or ())
    entered = {x.student: x for x in found if x.lesson == lesson}
    problems = {x.student: x for x in records(course, lesson) if x.problem}
    graded = {f.parent.name for f in (course / "autograded").glob(f"*/{lesson}")} - {*problems}
    graded &= {*entered}
    if wanted:
        problems = {student: problems[student] for student in wanted & {*problems}}
        graded &= wanted
    if not (count := len(graded) + len(problems)):
        return 0, 0
    failed = {x: entered[x].trouble for x in graded if entered[x].outdated}
    asked = stamps(course, path, sorted(graded - {*failed})) if graded - {*failed} else {}
    old = stale(course, lesson, asked)
    missed = make_pages(course, path, old, args.jobs)
    made = len(old) - len(missed) + sum(_problem_page(course, x) for x in problems.values())
    failed |= missed
    there = count - len(failed) - made
    told = f" ({there} {'was' if there == 1 else 'were'} there already)" if there else ""
    print(f"{lesson}: {counted(count - len(failed), 'page')} in {course / 'feedback'}{told}")
    if args.zip:
        target, strangers = zipped(course, lesson)
        print(f"  to hand back: {target}")
        if strangers:
            print(f"  {some(strangers)}: not known by number, so lies there under the id.")
    for why, students in _by_reason(failed).items():
        print(f"{lesson}, {some(students)}: no page was made: {why}", file=sys.stderr)
    return count, len(failed)


def _problem_page(course: Path, record: Record) -> bool:
    """Say why a submission could not be graded; was it said otherwise before, or not at all?"""
    place = page_of(course, record.student, record.lesson)
    page = template("problem.html.j2").render(
        lesson=record.lesson, problem=record.problem, policy=POLICY, style=style()
    )
    content = page.encode("utf-8", "replace")
    if place.exists() and place.read_bytes() == content:
        return False
    replace_file(place, content)
    return True


def _by_reason(failed: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for student, why in failed.items():
        found.setdefault(why, []).append(student)
    return found
