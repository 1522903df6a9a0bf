"""A lesson graded before anybody has it: full marks for its solution, none for its starting code.

Both go the road that every submission will go, in a copy of the lesson's folder. Where a course
wants nbgrader's own way, everything in one process, that road is tried.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from autograder.course.execution import plainly
from autograder.course.nbgrader_config import course_config
from autograder.course.seeds import seeds_file
from autograder.environment import CommandFailed
from autograder.grading.jobs import Job
from autograder.grading.restore import restore
from autograder.grading.verdicts import BY_HAND
from autograder.grading.work import do, done, seeds_from
from autograder.lesson.beside import beside
from autograder.lesson.cells import role
from autograder.lesson.faults import asks_checks
from autograder.lesson.reading import LessonError, cell_label, place, read_lesson
from autograder.lesson.student import student_notebook
from autograder.sandbox.probe import probe
from autograder.sandbox.settings import Settings

__all__ = ["trial_faults"]

Marks = dict[str, tuple[float | None, str]]  # grade id: points, None for none yet; what was said
LETTERS = 400  # of what was said
PLAINLY = (
    "If it asks for what is not to be had from outside a student's process (a class of theirs, a "
    "file that their code writes), give the command with NNLIB_EXECUTION=plain in the environment: "
    "the lesson is released to be graded by nbgrader's own way then, in one process."
)


def trial_faults(path: Path, course: Path) -> list[str]:
    """Where the lesson's solution does not get all points, or its starting code gets any."""
    lesson = read_lesson(path)
    try:
        solved, changed = _tried(lesson, path, course)
        begun, changed_too = _tried(student_notebook(path), path, course)
    finally:
        done()
    faults = [*_not_full(lesson, solved), *_not_none(lesson, begun)]
    files = [] if plainly() else sorted(changed | changed_too)
    return faults + [f"its tests change {name}. Let them leave files alone." for name in files]


def _tried(notebook: Any, path: Path, course: Path) -> tuple[Marks, set[str]]:
    """The marks of a notebook, and the files in the lesson's folder that its tests have changed."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(shutil.copytree(path.parent, Path(folder, path.stem)))
        before = _seen(home)
        marks = (_by_nbgrader if plainly() else _by_us)(notebook, home / path.name, course)
        return marks, {name for name, _ in _seen(home) ^ before}


def _not_full(lesson: Any, marks: Marks) -> Iterator[str]:
    advice = "" if asks_checks(lesson) or plainly() else f" {PLAINLY}"
    for label, name, points in _graded(lesson):
        score, said = marks[name]
        if score != points:
            came = "cannot be graded" if score is None else f"gets {score:g} of {points:g} points"
            yield f"{label}: the solution {came}: {said or 'no word why.'}{advice}"


def _not_none(lesson: Any, marks: Marks) -> Iterator[str]:
    for label, name, points in _graded(lesson):
        score, said = marks[name]
        if score is None:
            yield f"{label}: the starting code cannot be graded: {said}"
        elif score:
            yield (
                f"{label}: the starting code gets {score:g} of {points:g} points already. "
                "Let the test ask for something that only an answer has."
            )


def _graded(lesson: Any) -> Iterator[tuple[str, str, float]]:
    """The place, the grade id and the points of every test cell."""
    for index, cell in enumerate(lesson.cells):
        if role(cell) == "test" and cell.cell_type == "code":
            nbgrader = cell.metadata.nbgrader
            yield cell_label(lesson, index), nbgrader["grade_id"], float(nbgrader["points"])


def _by_us(notebook: Any, source: Path, course: Path) -> Marks:
    """As `grade` does it, locked in as well as this machine can."""
    seen = probe()
    if seen.level < 0:
        raise CommandFailed(f"the lesson cannot be tried here. {seen.advice}")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, source.name).write_text(json.dumps(notebook), encoding="utf-8")
        settings, seeds = Settings(), seeds_file(course)
        layers = tuple(seen.layers)
        job = Job("", source.stem, source, Path(folder), seeds, settings, layers, "")
        record, _ = do(job)
    if record.problem:
        raise LessonError(f"{place(source)}: it could not be tried: {record.problem}")
    graded = (question for question in record.questions if question.verdict != BY_HAND)
    return {q.grade_id: (q.score, " ".join(q.message.split())[:LETTERS]) for q in graded}


def _by_nbgrader(notebook: Any, source: Path, course: Path) -> Marks:
    """As `nbgrader autograde` does it where it is asked to do all in one process."""
    from nbgrader.preprocessors import Execute
    from nbgrader.utils import determine_grade

    made = restore(notebook, read_lesson(source)).notebook
    place = {"metadata": {"path": str(source.parent)}}
    with seeds_from(seeds_file(course)):
        Execute(config=course_config(course)).preprocess(made, place)
    marks: Marks = {}
    for cell in made.cells:
        if role(cell) == "test" and cell.cell_type == "code":
            errors = [x.evalue for x in cell.outputs if x.output_type == "error"]
            said = " ".join(" ".join(errors).split())[:LETTERS]
            marks[cell.metadata.nbgrader["grade_id"]] = determine_grade(cell)[0], said
    return marks


def _seen(folder: Path) -> set[tuple[str, tuple[int, int]]]:
    """The files in a lesson's folder, and when each was changed."""
    stats = {name: path.stat() for name, path in beside(folder / f"{folder.name}.ipynb").items()}
    return {(name, (stat.st_size, stat.st_mtime_ns)) for name, stat in stats.items()}
