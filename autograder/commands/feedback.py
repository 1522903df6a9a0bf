"""Make the page that a student gets back: the notebook, the points, what each check said.

    python3 -m autograder feedback                 every graded submission
    python3 -m autograder feedback 08 --zip        one lesson, and a zip for Moodle or Canvas

nbgrader makes the pages, with its own converter; `feedback_step` sees to it that no hidden test
is in them, `feedback_page` that each is one file that runs and fetches nothing. A submission that
could not be graded gets a short page that says why. A page that would come out as it is stays; one
that cannot be made anew is said, and what it was before is taken away.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from autograder.course.folder import class_folder
from autograder.course.lessons import lessons_of
from autograder.course.names import some
from autograder.environment import CommandFailed
from autograder.grading.jobs import asked_for, submissions
from autograder.grading.standing import Standing, standings
from autograder.grading.telling import grouped, not_yet, waiting
from autograder.grading.verdicts import Record, records, replace_file
from autograder.lesson.reading import find_lessons
from autograder.reporting.handed_back import POLICY, style, template
from autograder.reporting.pages import in_words, make_pages
from autograder.reporting.stamps import page_of, stale, stamps, take_away
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
    course = class_folder(args.course)
    lessons = find_lessons(args.lessons, lessons_of(course))
    names = [path.stem for path in lessons]
    found = [standing for standing in standings(course) if standing.lesson in names]
    if any(submissions(course, path.stem) for path in lessons):
        asked_for(args.student, (who for x in lessons for who, _ in submissions(course, x.stem)))
    failed, there = dict[tuple[str, str], str](), False
    for path in lessons:
        pages, fell = _lesson(course, path, args, [x for x in found if x.lesson == path.stem])
        failed |= {(student, path.stem): why for student, why in fell.items()}
        there |= pages
    if not there and not failed:
        raise CommandFailed(
            f"nothing is graded in {course}. Grade with `python3 -m autograder grade` first."
        )
    for line in (*not_yet(course, names, found), *filter(None, [waiting(found)])):
        print(line, file=sys.stderr)
    for line in grouped(failed):
        print(line, file=sys.stderr)
    return 1 if failed else 0


def _lesson(
    course: Path, path: Path, args: argparse.Namespace, found: Sequence[Standing]
) -> tuple[bool, dict[str, str]]:
    """The pages of one lesson: are there any to be made, and whose could not be made, and why.

    found : how everybody stands in this lesson
    """
    lesson, wanted = path.stem, set(args.student or ())
    good = {x.student for x in found if not x.outdated}
    failed = {x.student: x.trouble for x in found if x.outdated}
    problems = {x.student: x for x in records(course, lesson) if x.problem}
    graded = {f.parent.name for f in (course / "autograded").glob(f"*/{lesson}")}
    graded = (graded & good) - {*problems}
    if wanted:
        problems = {student: problems[student] for student in wanted & {*problems}}
        graded &= wanted
        failed = {student: why for student, why in failed.items() if student in wanted}
    old = stale(course, lesson, stamps(course, path, sorted(graded)) if graded else {})
    fell = make_pages(course, path, old, args.jobs) if old else {}
    made = len(old) - len(fell)
    for student, record in problems.items():
        try:
            made += _problem_page(course, record)
        except OSError as error:
            fell[student] = in_words(error)
    failed = {x: _no_page(course, x, lesson, why) for x, why in (failed | fell).items()}
    lying = {x.parents[1].name for x in (course / "feedback").glob(f"*/{lesson}/{lesson}.html")}
    if strangers := sorted(lying - graded - {*problems}) if not wanted else []:
        told = "nothing of theirs is graded any more, and a page of before still lies there."
        print(f"{some(strangers)}, {lesson}: {told}", file=sys.stderr)
    if not (count := len(graded) + len(problems)):
        return False, failed
    there = count - len(fell) - made
    told = f" ({there} {'was' if there == 1 else 'were'} there already)" if there else ""
    print(f"{lesson}: {counted(count - len(fell), 'page')} in {course / 'feedback'}{told}")
    if args.zip:
        target, strangers = zipped(course, lesson)
        print(f"  to hand back: {target}")
        if strangers:
            print(f"  {some(strangers)}: not known by number, so lies there under the id.")
    return True, failed


def _no_page(course: Path, student: str, lesson: str, why: str) -> str:
    """That there is no page, and none of an earlier time either."""
    try:
        gone = " The one of before was taken away." if take_away(course, student, lesson) else ""
    except OSError as error:
        gone = f" The one of before holds no more, and cannot be taken away: {in_words(error)}"
    return f"no page was made: {why}{gone}"


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
