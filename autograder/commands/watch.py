"""Grade on arrival: collect what comes, grade it, and make its page, until Ctrl C.

    python3 -m autograder watch inbox --lesson 08      a folder into which work arrives
    python3 -m autograder watch                        what others file in `submitted`
    python3 -m autograder grade 08 --watch inbox       the same, as an option of `grade`

Every few seconds it looks; what is still being written is waited for, half a minute at most while
other work lies still. Then `collect`, `grade` and `feedback` do what they do by hand, lesson by
lesson, and hold the course only while they work. What stops one lesson stops no other: it is said
once, and tried again, after ever longer pauses where nothing else arrives.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from autograder.collecting.arrivals import Arrivals
from autograder.commands import grade, parse
from autograder.course.folder import class_folder
from autograder.course.lessons import lessons_of
from autograder.environment import CommandFailed
from autograder.grading.left import to_grade
from autograder.grading.progress import Lookout
from autograder.lesson.reading import find_lesson, find_lessons

__all__ = ["Round", "add_arguments", "run", "watch"]

EVERY = 5.0  # seconds between two looks
MOST = 120  # looks between two tries of what did not go
OURS = "{}: could not be graded on our side, and is tried again."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `watch` understands."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="where work arrives, if not filed")
    parser.add_argument("--lesson", metavar="NN", help="of this lesson alone")
    parser.add_argument("--course", metavar="DIR", help="the class's folder; .course in the clone")
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help="workers; one a core")
    parser.add_argument("--cluster", metavar="ADDRESS", help="as for `grade`")
    parser.add_argument("--isolation", default="auto", metavar="HOW", help="as for `grade`")
    parser.add_argument("--trust-students", action="store_true", help="as for `grade`")
    parser.add_argument("--figures", action="store_true", help="as for `grade`")
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
    with Lookout(arrivals.places) as lookout:
        rounds = Round(args, course, lookout)
        try:
            watch(arrivals, rounds.go, lambda: _pause(lookout, args.every))
        except KeyboardInterrupt:
            lookout.clear()
            print("\nEnded; what was graded by then is kept.")
    return 0


def watch(
    arrivals: Arrivals, work: Callable[[], dict[str, str]], pause: Callable[[], None]
) -> None:
    """Look, work where something has come and lies still, pause, and so on.

    work : what did not go, and why; it is tried again after one pause, then after two, four and so
        on, and whenever something comes
    """
    told, waited, wait = dict[str, str](), 0, 0
    while True:
        seen, waited = arrivals.new(), waited + 1
        if seen is not None or (told and waited >= wait):
            left = work()
            for what, why in left.items():
                if told.get(what) != why:
                    print(why, file=sys.stderr, flush=True)
            told, waited, wait = left, 0, min(2 * wait or 1, MOST) if left else 0
            if seen is not None:
                arrivals.done(seen)
        pause()


class Round:
    """One time through everything that there is to do; `go` says what did not go, and why.

    behind : lessons of which a page could not be made
    """

    def __init__(self, args: argparse.Namespace, course: Path, lookout: Lookout) -> None:
        self.args, self.course, self.lookout = args, course, lookout
        self.behind: set[str] = set()

    def go(self) -> dict[str, str]:
        self.lookout.clear()
        args, lesson = self.args, [self.args.lesson] if self.args.lesson else []
        failed = dict[str, str]()
        if args.paths:
            wanted = ["--lesson", args.lesson] if args.lesson else []
            if why := self._tried(self._do, "collect", [*args.paths, *wanted]):
                failed["collect"] = why
        for path in find_lessons(lesson, lessons_of(self.course)):
            found = dict[str, str]()
            if why := self._tried(self._lesson, path.stem, found):
                found[path.stem] = f"{path.stem}: {why}"
            failed |= found
        return failed

    def _lesson(self, lesson: str, failed: dict[str, str]) -> None:
        """Grade what is new in a lesson, and make its pages."""
        new = to_grade(self.course, lesson)
        if not new and lesson not in self.behind:
            return
        if new:
            args = self.args
            words = ["--jobs", str(args.jobs), "--isolation", args.isolation]
            words += ["--cluster", args.cluster] if args.cluster else []
            words += ["--trust-students"] if args.trust_students else []
            words += ["--figures"] if args.figures else []
            summary = grade.at_work(self._parsed("grade", [lesson, *words])[1])
            if summary is None:  # a lesson that nbgrader is to grade
                return
            summary.tell()
            self.lookout.note(summary.done, summary.last)
            for student in to_grade(self.course, lesson):
                failed[f"{student}, {lesson}"] = OURS.format(f"{student}, {lesson}")
        self.behind.discard(lesson)
        if self._do("feedback", [lesson, "--jobs", str(self.args.jobs)]):
            self.behind.add(lesson)
            failed[f"{lesson}, pages"] = f"{lesson}: not every page was made; it is tried again."

    def _tried(self, do: Callable[..., object], *given: object) -> str:
        """Do it; why it could not even begin, as while another command holds the course."""
        try:
            do(*given)
        except CommandFailed as failed:
            return str(failed)
        except OSError as error:
            return f"{error.filename or self.course}: {error.strerror or error}."
        return ""

    def _do(self, command: str, words: list[str]) -> int:
        """One of our commands, as if it had been typed."""
        module, args = self._parsed(command, words)
        return int(module.run(args))

    def _parsed(self, command: str, words: list[str]) -> tuple[ModuleType, argparse.Namespace]:
        return parse(command, [*words, "--course", str(self.course)])


def _pause(lookout: Lookout, seconds: float) -> None:
    lookout.show()
    time.sleep(seconds)
