"""Take what students handed in, wherever it came from, and put it where it is graded.

    python3 -m autograder collect submissions.zip --lesson 08     as an LMS exports it
    python3 -m autograder collect inbox --lesson 08               notebooks named by student
    python3 -m autograder collect exchange/nets/inbound           nbgrader's exchange

Everything lands in `submitted/STUDENT/LESSON` of the course folder. What cannot be read is told in
one sentence and does not stop the rest. If it is somebody's newest work, it also takes the place of
the older one: the grader then says "could not be graded", and no old score stays by mistake.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from autograder.collecting.intake import collect
from autograder.collecting.outcome import summary
from autograder.course.account import read_account
from autograder.course.alone import alone
from autograder.course.clock import given_time
from autograder.course.lessons import lessons_of
from autograder.course.names import safe_id
from autograder.course.nbgrader_config import course_folder
from autograder.environment import CommandFailed
from autograder.lesson.reading import find_lesson

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `collect` understands."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a zip, a folder or a notebook")
    parser.add_argument("--course", metavar="DIR", help="the class's folder; .course in the clone")
    parser.add_argument("--lesson", metavar="NN", help="the lesson that was to be handed in")
    parser.add_argument(
        "--handed-in",
        metavar="TIME",
        help='when, where nothing tells: "2026-12-01 23:59", by the clock of this place',
    )
    parser.add_argument(
        "--whose",
        action="append",
        metavar="NUMBER=ID",
        help="which student a number of Moodle's or Canvas's is, where it asks",
    )
    parser.add_argument(
        "--homes", action="store_true", help="each folder in PATH is all one student's"
    )
    parser.add_argument("--json", action="store_true", help="the account as JSON")


def run(args: argparse.Namespace) -> int:
    """Collect, and say what came of it; 1 where something could not be."""
    course, at, answers = course_folder(args.course), _time(args.handed_in), _answers(args.whose)
    folder = lessons_of(course)
    wanted = find_lesson(args.lesson, folder).stem if args.lesson else ""
    try:
        with _only_if_used(course), alone(course, "collect"):
            if said := read_account(course)[1]:
                print(f"collect: {said}", file=sys.stderr)
            paths = map(Path, args.paths)
            outcomes = collect(
                paths, course, wanted, folder, at=at, answers=answers, homes=args.homes
            )
    except OSError as error:
        raise CommandFailed(
            f"{error.filename or 'the course folder'}: {error.strerror}."
        ) from error
    if args.json:
        print(json.dumps([asdict(x) for x in outcomes], indent=1))
    else:
        print(summary(outcomes))
    return 1 if any(x.problem for x in outcomes) or not outcomes else 0


def _time(said: str | None) -> datetime | None:
    """The time that was given; without a zone it is by the clock of this place."""
    if not said:
        return None
    if found := given_time(said):
        return found
    raise CommandFailed(f'--handed-in is "{said}". Write it as "2026-12-01 23:59".')


def _answers(said: Sequence[str] | None) -> dict[str, str]:
    """number: id, of all --whose."""
    found: dict[str, str] = {}
    for answer in said or ():
        number, _, student = answer.partition("=")
        if not number or not student or safe_id(student)[0] != student:
            raise CommandFailed(f'--whose is "{answer}". Write it as 12345=Ada_Lovelace.')
        if student in found.values():
            raise CommandFailed(f"--whose makes two people {student}. Give each an id of its own.")
        found[number] = student
    return found


@contextlib.contextmanager
def _only_if_used(course: Path) -> Iterator[None]:
    """A course folder that was not there stays only if something is filed into it."""
    made = [x for x in (course, *course.parents) if not x.exists()]
    try:
        yield
    finally:
        if made and not (course / "submitted").exists():
            (course / ".collect.lock").unlink(missing_ok=True)
            for folder in made:
                with contextlib.suppress(OSError):
                    folder.rmdir()
        elif made:
            print(f"collect: {course} is a new course folder.", file=sys.stderr)
