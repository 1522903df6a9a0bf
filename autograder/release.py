"""Make the student version of a lesson, and the zip that students unpack.

    python -m autograder release 02           one lesson
    python -m autograder release all          every lesson

nbgrader makes the version without solutions and enters its cells in the gradebook, which is kept.
Before anybody gets it, it is read once more beside its source: a line of a solution or a hidden
test in it stops the release. If a release fails, the one before it stays as it was.
"""

from __future__ import annotations

import argparse
import logging
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.bundle import make_bundle
from autograder.faults import MARKS, lesson_faults, regions, role
from autograder.lessons import LessonError, cell_label, find_lessons, place, read_lesson
from autograder.nbgrader_config import course_config, course_folder, make_folders, tools_on_path
from autograder.seeds import course_seed

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["add_arguments", "leaks", "release", "run", "student_notebook"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `release` understands."""
    parser.add_argument("lessons", nargs="+", metavar="lesson", help='"02", or "all"')
    parser.add_argument("--course", metavar="DIR", help="the class's folder; .course in the clone")


def run(args: argparse.Namespace) -> int:
    """Release the lessons one by one; 1 where one of them could not be."""
    course, failed = course_folder(args.course), False
    for path in find_lessons(args.lessons):
        try:
            folder = release(path, course)
            bundle = make_bundle(folder, course)
        except LessonError as error:
            failed = True
            print(error, file=sys.stderr)
            continue
        print(f"{path.stem}: {_worth(read_lesson(path))}, released in {folder}")
        print(f"  for students: {bundle} ({bundle.stat().st_size / 1000:.0f} kB)")
    return 1 if failed else 0


def release(path: Path, course: Path) -> Path:
    """Release one lesson into the course folder; the folder with the students' version."""
    source = read_lesson(path)
    _refuse(path, lesson_faults(source))
    make_folders(course)
    course_seed(course, path.stem)
    folder = course / "release" / path.stem
    with _kept_if_it_fails(folder):
        _generate(path, course)
        _refuse(path, leaks(source, read_lesson(folder / path.name)))
    return folder


def student_notebook(path: Path) -> NotebookNode:
    """What a student gets of that lesson; no gradebook and no course folder is touched."""
    from nbgrader import preprocessors as nbgrader

    source = read_lesson(path)
    _refuse(path, lesson_faults(source, executed=False))
    config = course_config(course_folder(), path.parent.parent)
    notebook, resources = read_lesson(path), dict[str, Any]()
    for step in (
        nbgrader.LockCells,
        nbgrader.ClearSolutions,
        nbgrader.ClearOutput,
        nbgrader.CheckCellMetadata,
        nbgrader.ComputeChecksums,
        nbgrader.ClearHiddenTests,
        nbgrader.ClearMarkScheme,
        nbgrader.ComputeChecksums,  # again: hidden tests are gone now
        nbgrader.CheckCellMetadata,
    ):
        notebook, resources = step(config=config).preprocess(notebook, resources)
    _refuse(path, leaks(source, notebook))
    return notebook


def leaks(source: Any, released: Any) -> list[str]:
    """Where the released notebook shows what only the source may hold: one sentence each."""
    everything = "\n".join(_squeezed(cell["source"]) for cell in released["cells"])
    found = []
    for index, (cell, given) in enumerate(zip(source["cells"], released["cells"], strict=True)):
        secrets = _secrets(cell)
        open_lines = set(_squeezed(_without(cell["source"], secrets)).split("\n"))
        lines = {line for text in secrets for line in _squeezed(text).split("\n")} - open_lines
        shown = sorted(lines & set(_squeezed(given["source"]).split("\n")))
        whole = [text for text in map(_squeezed, secrets) if "\n" in text and text in everything]
        marks = [f"BEGIN {what}" for what in MARKS if f"BEGIN {what}" in given["source"]]
        if told := [*marks, *shown, *whole]:
            found.append(f'the students\' version would show "{told[0].splitlines()[0]}".')
        elif given.get("outputs") or given.get("execution_count"):
            found.append("the students' version would show its output.")
        else:
            continue
        found[-1] = f"{cell_label(source, index)}: {found[-1]} Nothing was released."
    return found


def _secrets(cell: Any) -> list[str]:
    """The texts of a cell that students must not see."""
    marked = [text for what in MARKS for text in regions(cell["source"], what)]
    if not marked and role(cell) in ("solution", "by hand"):
        return [cell["source"]]  # nbgrader replaces the whole cell
    return marked


def _without(text: str, parts: list[str]) -> str:
    for part in parts:
        text = text.replace(part, "")
    return text


def _squeezed(text: str) -> str:
    """The lines that say something, without the spaces around them."""
    return "\n".join(line.strip() for line in text.split("\n") if len(line.strip()) > 3)


def _generate(path: Path, course: Path) -> None:
    """Run nbgrader's own generate_assignment; when it fails, its reason is one sentence."""
    from nbgrader.converters import GenerateAssignment
    from nbgrader.coursedir import CourseDirectory

    tools_on_path()
    config = course_config(course, path.parent.parent)
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
    log, ears = logging.Logger("autograder.release"), logging.Handler(logging.ERROR)
    ears.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    log.addHandler(ears)
    return log, said


@contextmanager
def _kept_if_it_fails(folder: Path) -> Iterator[None]:
    """Put the folder back as it was if what is done inside fails."""
    with tempfile.TemporaryDirectory(dir=folder.parent.parent) as aside:
        before = Path(aside) / folder.name
        if folder.exists():
            shutil.move(folder, before)
        try:
            yield
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            if before.exists():
                shutil.move(before, folder)
            raise


def _refuse(path: Path, faults: list[str]) -> None:
    if faults:
        raise LessonError("\n".join(f"{place(path)}, {fault}" for fault in faults))


def _worth(notebook: Any) -> str:
    graded = [cell for cell in notebook["cells"] if role(cell) in ("test", "by hand", "task")]
    points = sum(cell["metadata"]["nbgrader"]["points"] for cell in graded)
    return f"{len(graded)} graded cells, {points:g} points"
