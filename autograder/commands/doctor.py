"""Is this machine fit to grade?  One line for each thing that grading needs, with a repair.

python3 -m autograder doctor
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from autograder.course.attempts import best_counts
from autograder.course.nbgrader_config import course_folder
from autograder.environment import CommandFailed
from autograder.grading.attempts import lost
from autograder.grading.nursery import NoProcess, Nursery
from autograder.grading.opening import (
    gradebook_file,
    gradebook_name,
    has_percent,
    in_words,
    is_begun,
    opened,
)
from autograder.grading.side import Side
from autograder.grading.telling import lost_one
from autograder.grading.verdicts import records
from autograder.lesson.reading import all_lessons
from autograder.sandbox.layers import LAYERS
from autograder.sandbox.probe import probe
from autograder.sandbox.settings import Settings

__all__ = ["add_arguments", "run"]

FREE = 500_000_000  # bytes that a class may need
Finding = tuple[bool, str]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--course", metavar="DIR", help="the class's folder; .course in the clone")


def run(args: argparse.Namespace) -> int:
    """Look at everything; 1 where something must be mended."""
    course = course_folder(args.course)
    fine = True
    for look in (_python, _lessons):
        fine = _tell(look) and fine
    for look_at in (_folder, _gradebook, _attempts):
        fine = _tell(partial(look_at, course)) and fine
    fine = _tell(_locks) and fine
    return 0 if _tell(_process) and fine else 1


def _tell(look: Callable[[], Finding]) -> bool:
    good, sentence = look()
    print(f"{'✓' if good else '✗'} {sentence}")
    return good


def _python() -> Finding:
    cores = os.cpu_count() or 1
    return True, f"Python {platform.python_version()} on {platform.system()}, {cores} cores."


def _lessons() -> Finding:
    count = len(all_lessons())
    return count > 0, f"{count} lessons." if count else "There are no lessons in notebooks/."


def _folder(course: Path) -> Finding:
    there = next(folder for folder in (course, *course.parents) if folder.exists())
    try:
        with tempfile.NamedTemporaryFile(dir=there):
            pass
    except OSError as error:
        return False, f"{course} cannot be written ({error.strerror}): give another with --course."
    free = shutil.disk_usage(there).free
    if free < FREE:
        return False, f"Only {free / 1e6:.0f} MB are free for {course}: make room."
    new = "" if there == course else " It is not there yet: `release` makes it."
    return True, f"{course} can be written, {free / 1e9:.0f} GB are free.{new}"


def _gradebook(course: Path) -> Finding:
    try:
        path = gradebook_file(course)
        if path is None:
            return _on_a_server(course)
    except CommandFailed as failed:
        return False, str(failed)
    if not path.exists():
        return True, "No gradebook yet: the first release makes it."
    try:
        book = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            (said,) = book.execute("pragma quick_check").fetchone()
            count = book.execute("select count(*) from submitted_assignment").fetchone()[0]
        finally:
            book.close()
    except sqlite3.Error as error:
        return False, f"{path} is no gradebook ({error}): restore it from a copy."
    if said != "ok":
        return False, f"{path} is damaged: restore it from a copy."
    where = "" if path.parent == course else f" It is {path}."
    return True, f"The gradebook knows {count} submissions.{where}"


def _on_a_server(course: Path) -> Finding:
    where = gradebook_name(course)
    if not is_begun(course):
        return True, f"No gradebook yet in {where}: the first release makes it."
    from nbgrader.api import SubmittedAssignment

    with opened(course) as book, in_words("it could not be read"):
        count = book.db.query(SubmittedAssignment).count()
    said = f"The gradebook knows {count} submissions. It is {where}."
    if has_percent(course):
        said += (
            " A % is in its address, at which `nbgrader db upgrade` stops: "
            "leave the password out of it, and write it into ~/.pgpass."
        )
    return True, said


def _attempts(course: Path) -> Finding:
    """Where the best attempt counts, all that were graded are to be there."""
    try:
        if not best_counts(course):
            return True, "Of several attempts the last one counts."
    except CommandFailed as failed:
        return False, str(failed)
    names = sorted(path.name for path in (course / "verdicts").glob("*"))
    several = [x for name in names for x in records(course, name) if x.attempts[1:]]
    gone = [lost_one(record, attempt) for record in several for attempt in lost(course, record)]
    if gone:
        more = len(gone) - 1
        return False, gone[0] + (f" {more} more {'is' if more == 1 else 'are'} lost." * bool(more))
    many = f"{len(several)} submissions have" if several[1:] else "1 submission has"
    many = f"{many} several, and all are there." if several else "No submission has several."
    return True, f"Of several attempts the best one counts. {many}"


def _locks() -> Finding:
    seen = probe(LAYERS)
    sentence = f"Students' code is locked in at level {seen.level} of 2: {seen.name}."
    if seen.missing:
        sentence += f" Missing: {', '.join(seen.missing)}. {seen.advice}"
    return seen.level >= 1, sentence


def _process() -> Finding:
    if sys.platform == "win32":
        return False, "Grading needs Linux or macOS; on Windows use WSL."
    try:
        with Nursery() as nursery:
            began = time.perf_counter()
            with Side(nursery, Settings()) as side:
                side.run("1 + 1")
            started = time.perf_counter()
            with Side(nursery, Settings()) as side:
                side.run("1 + 1")
            each = 1000 * (time.perf_counter() - started)
    except NoProcess as failed:
        return False, f"No process for student code could be had: {failed}."
    first = started - began
    return True, f"A process for student code starts in {first:.1f} s, the next in {each:.0f} ms."
