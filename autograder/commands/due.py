"""Say until when a lesson may be handed in, by all or by some, and what being late costs.

    python3 -m autograder due                                      all dates and extensions
    python3 -m autograder due 02 2026-12-01T23:59                  a date for everybody
    python3 -m autograder due 02 2026-12-03T23:59 --student ada    more time for one
    python3 -m autograder due 02 none --student ada                no more time than the others
    python3 -m autograder due --penalty 10%                        off for each day that has begun
    python3 -m autograder due --counts best                        of several attempts, not the last

A time is by the clock of this place, unless it says otherwise, as in 2026-12-01T23:59+01:00. A mark
that was entered before stays until `grade --regrade`: which marks would be others is told.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from autograder.course.alone import alone
from autograder.course.attempts import COUNTS, best_counts, note_counts
from autograder.course.clock import given_time, told_time
from autograder.course.extensions import extend, extensions, plain
from autograder.course.folder import class_folder
from autograder.course.late_rule import FILE, RULES, traits
from autograder.course.nbgrader_config import CLASS_FILE, course_config
from autograder.course.safely import put_whole
from autograder.environment import CommandFailed
from autograder.grading.late import Late
from autograder.grading.opening import in_words, opened
from autograder.grading.standing import standings_in
from autograder.grading.telling import not_yet, remarks
from autograder.reporting.marks import chosen, everybody
from autograder.reporting.names import called, names_of
from autograder.reporting.whom import ids_of

__all__ = ["add_arguments", "give", "run"]

LAST = "Of several attempts the last one counts."
BEST = "Of several attempts the best one counts, each with what being late costs it."
WRITE = "Write it as 2026-12-01T23:59, or as none to take it away."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `due` understands."""
    parser.add_argument("lesson", nargs="?", help='"02"; all are shown if left out')
    parser.add_argument("date", nargs="*", help="2026-12-01T23:59, or none; shown if left out")
    parser.add_argument("--course", metavar="DIR", help="the class's folder; .course in the clone")
    parser.add_argument(
        "--student", action="append", metavar="ID", help="more time, for this student alone"
    )
    parser.add_argument("--penalty", metavar="RULE", help=RULES.replace("%", "%%"))
    parser.add_argument(
        "--counts", choices=COUNTS, help="which of a student's attempts, in all lessons; last"
    )


def run(args: argparse.Namespace) -> int:
    """Set what is given, and show what holds."""
    course, date = class_folder(args.course), " ".join(args.date)
    if args.student and not date:
        raise CommandFailed(f"--student {args.student[0]} needs a lesson and a date. {WRITE}")
    when = _time(date)
    with alone(course, "due"):
        if args.penalty:
            _set_penalty(course, args.penalty)
        if args.counts:
            note_counts(course, args.counts)
        with opened(course) as book, in_words("it could not be written"):
            lessons = chosen([args.lesson] if args.lesson else [], book)
            if args.student:
                give(book, course, lessons[0], args.student, when)
            elif date:
                book.find_assignment(lessons[0]).duedate = when and plain(when)
                book.db.commit()
            print("\n".join(_told(book, course, lessons)))
            changed = date or args.penalty or args.counts
            found = standings_in(book, course, lessons) if changed else []
            others = [*remarks(found), *(not_yet(course, lessons, found) if args.counts else ())]
    for line in others:
        print(line, file=sys.stderr)
    return 0


def _time(said: str) -> datetime | None:
    if said in ("", "none"):
        return None
    if when := given_time(said):
        return when
    raise CommandFailed(f'"{said}" is no time. {WRITE}')


def _set_penalty(course: Path, rule: str) -> None:
    """Keep the rule, unless the class's own file overrules it: then all stays as it was."""
    wanted = traits(rule)
    if wanted is None:
        raise CommandFailed(f'--penalty is "{rule}", and can be {RULES}.')
    path = course / FILE
    before = path.read_bytes() if path.exists() else None
    put_whole(path, (json.dumps({"penalty": rule}) + "\n").encode())
    holds = Late(course_config(course), course).rule
    mine = wanted.get(type(holds).__name__, {})
    if mine and all(getattr(holds, name) == value for name, value in mine.items()):
        return
    path.unlink() if before is None else put_whole(path, before)
    raise CommandFailed(
        f"{course / CLASS_FILE} has a rule for late work of its own, and that is the last word. "
        "Take it out there, and give this command again."
    )


def give(
    book: Any, course: Path, lesson: str, asked: Sequence[str], until: datetime | None
) -> None:
    """Give students time until then, under every id that they have; None takes it away."""
    date = book.find_assignment(lesson).duedate
    if until and date is None:
        number = lesson.split("_")[0]
        raise CommandFailed(
            f"{lesson} has no due date that could be extended. Set it first: "
            f"`python3 -m autograder due {number} 2026-12-01T23:59`."
        )
    if until and until <= date.replace(tzinfo=UTC):
        raise CommandFailed(
            f"{told_time(until)} is no extension: {lesson} is due {told_time(date)} for everybody."
        )
    ids = ids_of(everybody(book, course), asked)
    extend(course, lesson, ids, until)
    late = Late(course_config(course), course)
    for submission in book.find_assignment(lesson).submissions:
        if submission.student_id in ids:
            submission.extension = None
            late.note(submission)
    book.db.commit()


def _told(book: Any, course: Path, lessons: Iterable[str]) -> list[str]:
    """What holds, in lines."""
    late, name = Late(course_config(course), course), called(names_of(course))
    given, lines = extensions(course), []
    for lesson in lessons:
        assignment = book.find_assignment(lesson)
        date = assignment.duedate
        if date is None:
            lines.append(f"{lesson}: no due date")
            continue
        lines.append(f"{lesson}: due {told_time(date)}")
        until = {x.student_id: late.due(x) or date for x in assignment.submissions}
        until |= {who: max(date, plain(when)) for who, when in given.get(lesson, {}).items()}
        longer = sorted((name(who), when) for who, when in until.items() if when != date)
        lines += [f"  {who}: until {told_time(when)}" for who, when in longer]
    return [*lines, late.in_words, BEST if best_counts(course) else LAST]
