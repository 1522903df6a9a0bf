"""Read the answers in words, all to one question on one page, and mark them by the keyboard.

    python3 -m autograder read 08
    python3 -m autograder read 08 --section Monday         of one section alone

The page is served on this machine alone, and opens in the browser; Ctrl C ends it. Each mark is in
nbgrader's gradebook as soon as it is given, so the same command goes on another day. Answers that
are alike stand together, and names are hidden until they are asked for.
"""

from __future__ import annotations

import argparse
import secrets
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from autograder.course.folder import class_folder
from autograder.course.lessons import lessons_of
from autograder.course.names import shown
from autograder.course.people import people
from autograder.environment import CommandFailed
from autograder.grading.standing import standings
from autograder.lesson.reading import find_lessons
from autograder.reading.desk import Desk
from autograder.reading.pile import Pile
from autograder.reading.server import Server

__all__ = ["add_arguments", "run"]

GOES_ON = "<!DOCTYPE html><meta charset=utf-8><meta http-equiv=refresh content='0; url={}'>"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `read` understands."""
    parser.add_argument("lesson", nargs="?", help='"08"; without one, says what waits')
    parser.add_argument("--course", metavar="DIR", help="the class's folder; .course in the clone")
    parser.add_argument("--section", metavar="NAME", help="of this section of the class alone")
    parser.add_argument(
        "--port", type=int, default=0, metavar="N", help="a fixed one, for a tunnel; else any"
    )
    parser.add_argument("--no-open", action="store_true", help="open no browser")


def run(args: argparse.Namespace) -> int:
    """Serve the page until Ctrl C."""
    course = class_folder(args.course)
    lessons = find_lessons([args.lesson] if args.lesson else [], lessons_of(course))
    if not args.lesson:
        raise CommandFailed(_which(course, [path.stem for path in lessons]))
    token = secrets.token_urlsafe(24)
    desk = Desk(course, lessons[0], token, _section(course, args.section))
    piles = [desk.pile(question.id) for question in desk.questions]
    if not any(x.groups for x in piles):
        number = desk.lesson.split("_")[0]
        raise CommandFailed(
            f"no answer of {desk.lesson} is graded in {course}, so there is none to read. "
            f"Run `python3 -m autograder grade {number}` first."
        )
    try:
        server = Server(desk, token, args.port)
    except OSError as error:
        raise CommandFailed(
            f"port {args.port} cannot be had: {error.strerror or error}. "
            "Choose another with --port."
        ) from None
    with server, _way_in(course, server.address) as file:
        print(f"{desk.lesson}: {_told(piles)}.")
        print(f"Open {server.address} ; each mark is saved as you give it, Ctrl C ends it.")
        if not args.no_open:
            webbrowser.open(file.as_uri())
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()
    print(f"{desk.lesson}: {_told([desk.pile(question.id) for question in desk.questions])}.")
    return 0


def _told(piles: list[Pile]) -> str:
    """How many answers are read."""
    groups = [group for one in piles for group in one.groups]
    answers = [answer for group in groups for answer in group.answers]
    read = sum(len(answer.seen) for answer in answers if not answer.given.waits)
    return f"{read} of {sum(group.students for group in groups)} answers read"


def _which(course: Path, lessons: list[str]) -> str:
    waiting = dict[str, int]()
    for x in standings(course):
        if x.waits and x.lesson in lessons:
            waiting[x.lesson] = waiting.get(x.lesson, 0) + x.waits
    if not waiting:
        return "no answer waits for a person. Which lesson do you want to look at?"
    told = ", ".join(f"{count} in {lesson}" for lesson, count in waiting.items())
    first = next(iter(waiting)).split("_")[0]
    return (
        f"answers that wait for a person: {told}. `python3 -m autograder read {first}` opens one."
    )


def _section(course: Path, section: str | None) -> set[str] | None:
    if section is None:
        return None
    known = people(course)
    found = {x for x, one in known.items() if one.section.casefold() == section.casefold()}
    if not found:
        there = sorted({shown(one.section) for one in known.values() if one.section})
        more = f"There are: {', '.join(there)}." if there else "`roster` reads who is in which."
        raise CommandFailed(f"there is no section {shown(section)}. {more}")
    return found


@contextmanager
def _way_in(course: Path, address: str) -> Iterator[Path]:
    """A file that leads to the page: a command line, with the address in it, all here can read."""
    file = course / f"reading-{secrets.token_hex(4)}.html"
    file.touch(mode=0o600)
    try:
        file.write_text(GOES_ON.format(address), encoding="utf-8")
        yield file
    finally:
        file.unlink(missing_ok=True)
