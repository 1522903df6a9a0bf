"""Grade on arrival: collect what comes, grade it, and make its page, until Ctrl C.

    python3 -m autograder watch inbox --lesson 08      a folder into which work arrives
    python3 -m autograder watch                        what others file in `submitted`

Every few seconds it looks; what is still being written is waited for, half a minute at most while
other work lies still. Then `collect`, `grade` and `feedback` do what they do by hand, and hold the
course only while they work. What one of them says against it is told, and the watch goes on.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from autograder.collecting.arrivals import Arrivals
from autograder.course.folder import class_folder
from autograder.course.lessons import lessons_of
from autograder.environment import CommandFailed
from autograder.grading.jobs import submissions
from autograder.lesson.reading import find_lesson, find_lessons

__all__ = ["add_arguments", "run", "watch"]

EVERY = 5.0  # seconds between two looks


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `watch` understands."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="where work arrives, if not filed")
    parser.add_argument("--lesson", metavar="NN", help="of this lesson alone")
    parser.add_argument("--course", metavar="DIR", help="the class's folder; .course in the clone")
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help="workers; one a core")
    parser.add_argument("--isolation", default="auto", metavar="HOW", help="as for `grade`")
    parser.add_argument(
        "--every", type=float, default=EVERY, metavar="SECONDS", help="between two looks; 5"
    )


def run(args: argparse.Namespace) -> int:
    """Watch until Ctrl C."""
    course = class_folder(args.course)
    if args.lesson:
        find_lesson(args.lesson, lessons_of(course))
    for path in args.paths:
        if not Path(path).exists():
            raise CommandFailed(f"{path} is not there. Make the folder into which work arrives.")
    if args.every <= 0:
        raise CommandFailed(f"--every is {args.every:g}. Give the seconds between two looks.")
    arrivals = Arrivals([Path(path) for path in args.paths] or [course / "submitted"])
    print(f"Waiting for work in {', '.join(map(str, arrivals.places))}; Ctrl C ends it.")
    try:
        watch(arrivals, lambda: _step(args, course), lambda: time.sleep(args.every))
    except KeyboardInterrupt:
        print("\nEnded; what was graded by then is kept.")
    return 0


def watch(arrivals: Arrivals, work: Callable[[], str], pause: Callable[[], None]) -> None:
    """Look, work where something has come and lies still, pause, and so on.

    work : what came against it, "" where all of it is done; else it is tried again after the pause
    """
    told = ""
    while True:
        seen = arrivals.new()
        if seen is not None:
            failed = work()
            if failed and failed != told:
                print(failed, file=sys.stderr, flush=True)
            told = failed
            if not failed:
                arrivals.done(seen)
        pause()


def _step(args: argparse.Namespace, course: Path) -> str:
    """Collect, grade, make pages; why one of them could not even begin, as while another holds."""
    lesson, where = [args.lesson] if args.lesson else [], ["--course", str(course)]
    jobs = ["--jobs", str(args.jobs)]
    try:
        if args.paths:
            wanted = ["--lesson", args.lesson] if args.lesson else []
            _do("collect", [*args.paths, *wanted, *where])
        lessons = find_lessons(lesson, lessons_of(course))
        if any(submissions(course, path.stem) for path in lessons):
            _do("grade", [*lesson, *where, *jobs, "--isolation", args.isolation])
            _do("feedback", [*lesson, *where, *jobs])
    except CommandFailed as failed:
        return str(failed)
    except OSError as error:
        return f"{error.filename or course}: {error.strerror or error}."
    print(f"{datetime.now():%H:%M:%S}, done; waiting for more.", flush=True)
    return ""


def _do(command: str, words: list[str]) -> None:
    """One of our commands, as if it had been typed."""
    from autograder.commands import parse

    module, args = parse(command, words)
    module.run(args)
