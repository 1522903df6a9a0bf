"""Make the student version of a lesson, and the zip that students unpack.

    python3 -m autograder release 02           one lesson
    python3 -m autograder release all          every lesson
    python3 -m autograder release 50 --lessons ~/my_course       one of your own

nbgrader makes the version without solutions and enters its cells in the gradebook, which is kept.
First the solution and the starting code are graded, as every submission will be: all points and
none, or nothing is released. Before anybody gets it, it is read once more beside its source: a line
of a solution or a hidden test in it stops the release. If a release fails, the one before it stays
as it was.
"""

from __future__ import annotations

import argparse
import logging
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from autograder.course.execution import note_execution
from autograder.course.lessons import lessons_of, note_lessons
from autograder.course.nbgrader_config import (
    course_config,
    course_folder,
    make_folders,
    tools_on_path,
)
from autograder.course.own_inputs import note_own_inputs
from autograder.course.seeds import course_seed
from autograder.grading.opening import begin_gradebook
from autograder.grading.trial import trial_faults
from autograder.lesson.beside import beside_faults
from autograder.lesson.bundle import build_wheel, bundle_path, make_bundle
from autograder.lesson.cells import role
from autograder.lesson.faults import lesson_faults
from autograder.lesson.reading import LessonError, find_lessons, place, read_lesson
from autograder.lesson.student import leaks, refuse

__all__ = ["add_arguments", "release", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `release` understands."""
    parser.add_argument("lessons", nargs="+", metavar="lesson", help='"02", or "all"')
    parser.add_argument(
        "--lessons",
        dest="folder",
        metavar="DIR",
        help="where your own lessons are; all later commands find them there",
    )
    parser.add_argument(
        "--own-inputs",
        action=argparse.BooleanOptionalAction,
        help="every student is graded on inputs of their own; one lesson, one set, if left out",
    )
    parser.add_argument("--course", metavar="DIR", help="the class's folder; .course in the clone")


def run(args: argparse.Namespace) -> int:
    """Release the lessons one by one; 1 where one of them could not be."""
    course, failed = course_folder(args.course), False
    folder = lessons_of(course, args.folder)
    paths = find_lessons(args.lessons, folder)
    note_lessons(course, folder)
    with tempfile.TemporaryDirectory() as work:
        own = folder / "exercises" if folder else None
        wheel = cache(lambda: build_wheel(Path(work), own=own))  # once, when the first needs it
        for path in paths:
            try:
                made = release(path, course, lambda made: make_bundle(made, course, wheel()))
                note_own_inputs(course, path.stem, args.own_inputs)
            except LessonError as error:
                failed = True
                print(error, file=sys.stderr)
                continue
            bundle = bundle_path(course, path.stem)
            print(f"{path.stem}: {_worth(read_lesson(path))}, released in {made}")
            print(f"  for students: {bundle} ({bundle.stat().st_size / 1000:.0f} kB)")
    return 1 if failed else 0


def release(path: Path, course: Path, pack: Callable[[Path], object] = lambda folder: None) -> Path:
    """Release one lesson into the course folder; the folder with the students' version.

    pack : makes of that folder what students get; the gradebook hears of the lesson afterwards
    """
    source = read_lesson(path)
    refuse(path, [*lesson_faults(source), *beside_faults(path)])
    make_folders(course)
    course_seed(course, path.stem)
    print(f"{path.stem}: its solution and its starting code are graded …", file=sys.stderr)
    refuse(path, trial_faults(path, course))
    folder = course / "release" / path.stem
    with _kept_if_it_fails(folder), _kept_if_it_fails(bundle_path(course, path.stem)):
        _generate(path, course, entered=False)
        refuse(path, leaks(source, read_lesson(folder / path.name)))
        pack(folder)
        begin_gradebook(course)
        _generate(path, course, entered=True)
    note_execution(course, path.stem)
    return folder


def _generate(path: Path, course: Path, entered: bool) -> None:
    """Run nbgrader's own generate_assignment; when it fails, its reason is one sentence.

    entered : are the lesson's cells and points put into the gradebook?
    """
    from nbgrader.converters import GenerateAssignment
    from nbgrader.coursedir import CourseDirectory

    tools_on_path()
    config = course_config(course, path.parent.parent)
    config.GenerateAssignment.no_database = not entered
    config.SaveCells.enabled = entered
    log, said = _listening_log()
    coursedir = CourseDirectory(config=config, log=log, assignment_id=path.stem)
    try:
        GenerateAssignment(coursedir=coursedir, config=config, log=log, force=True).start()
    except Exception as error:
        reason = next((text for text in said if "Error: " in text), f"Error: {error}")
        reason = reason.strip().splitlines()[-1].partition("Error: ")[2]
        raise LessonError(f"{place(path)}: nbgrader does not release it: {reason}") from error


def _listening_log() -> tuple[logging.Logger, list[str]]:
    """A logger that shows nothing, and the list of errors that it has heard."""
    said: list[str] = []
    log, ears = logging.Logger("autograder.commands.release"), logging.Handler(logging.ERROR)
    ears.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    log.addHandler(ears)
    return log, said


@contextmanager
def _kept_if_it_fails(made: Path) -> Iterator[None]:
    """Put a folder or a file back as it was if what is done inside fails."""
    with tempfile.TemporaryDirectory(dir=made.parent.parent) as aside:
        before = Path(aside) / made.name
        if made.exists():
            shutil.move(made, before)
        try:
            yield
        except BaseException:
            shutil.rmtree(made) if made.is_dir() else made.unlink(missing_ok=True)
            if before.exists():
                shutil.move(before, made)
            raise


def _worth(notebook: Any) -> str:
    graded = [cell for cell in notebook["cells"] if role(cell) in ("test", "by hand", "task")]
    points = sum(cell["metadata"]["nbgrader"]["points"] for cell in graded)
    return f"{len(graded)} graded cells, {points:g} points"
