"""The small lesson as a class lives with it: handed in, graded and exported, in this process.

course = Course(folder)
course.hand_in("ada", when=DUE)
course.run("grade", "02").out
course.marks()["ada"]
"""

from __future__ import annotations

import contextlib
import copy
import csv
import io
import os
import shutil
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import nbformat
from a_lesson import NAME, cell_of, written

from autograder.__main__ import main
from autograder.commands import grade
from autograder.environment import venv
from autograder.grading import work
from autograder.grading.gradebook import Ledger
from autograder.lesson import reading
from autograder.lesson.student import student_notebook

DUE = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LATE = DUE + timedelta(hours=30)  # the second day has begun
REGRADE = "python3 -m autograder grade 02 --regrade"
RIGHT_STEP = """\
def perceptron_step(w, b, x, y):
    if y * (x @ w + b) <= 0:
        return w + y * x, b + y
    return w, b
"""
WRONG_STEP = "def perceptron_step(w, b, x, y):\n    return w + y * x, b + y\n"
ENDLESS_STEP = "def perceptron_step(w, b, x, y):\n    while True:\n        pass\n"
RIGHT_MARGIN = """\
def margin(w, b, X, y):
    return (y * (X @ w + b)).min() / np.linalg.norm(w)
"""
WRONG_MARGIN = "def margin(w, b, X, y):\n    return -1.0\n"
WORDS = "**Which of the two follows the margin?**\n\nThe bound does."
RULE = """\
from nbgrader.plugins import BasePlugin

class OnePointADay(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return {points} * -(-total_seconds_late // 86400)

get_config().AssignLatePenalties.plugin_class = OnePointADay
"""


@dataclass
class Said:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str


class InTurn:
    """Stands for `pool.graded`: the same work, one after the other in this process."""

    def __init__(self, jobs: Any, workers: int) -> None:
        self.jobs = jobs

    def __iter__(self) -> Any:
        return ((job, *work.do(job)) for job in self.jobs)

    def close(self) -> None:
        pass


@contextlib.contextmanager
def these_lessons(notebooks: Path, *, workers: bool = False) -> Any:
    """The commands find the lessons there; without workers they grade in this process."""
    kept = reading.NOTEBOOKS, grade.graded
    reading.NOTEBOOKS, grade.graded = notebooks, kept[1] if workers else InTurn
    try:
        yield
    finally:
        reading.NOTEBOOKS, grade.graded = kept
        work.done()
        work._instructors.cache_clear()


class Course:
    """A folder with the small lesson in `notebooks`, and the class in `course`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "course"
        self.lesson = written(folder / "notebooks")
        self.blank = student_notebook(self.lesson)

    def hand_in(
        self,
        student: str,
        step: str = RIGHT_STEP,
        margin: str = RIGHT_MARGIN,
        words: str | None = None,
        when: datetime | str | None = None,
    ) -> Path:
        """Put a student's work where `collect` would, with its time, if that is known."""
        book = copy.deepcopy(self.blank)
        cell_of(book, "perceptron-step").source = step
        cell_of(book, "margin").source = margin
        if words is not None:
            cell_of(book, "reflect").source = words
        place = self.place(student, when)
        nbformat.write(book, place / self.lesson.name)
        return place

    def hand_in_bytes(self, student: str, content: bytes, when: datetime | str | None) -> Path:
        """Something that need not be a notebook."""
        place = self.place(student, when)
        (place / self.lesson.name).write_bytes(content)
        return place

    def place(self, student: str, when: datetime | str | None) -> Path:
        place = self.folder / "submitted" / student / NAME
        place.mkdir(parents=True, exist_ok=True)
        stamp = place / "timestamp.txt"
        stamp.unlink(missing_ok=True)
        if when:
            said = when if isinstance(when, str) else f"{when:%Y-%m-%d %H:%M:%S.%f} UTC"
            stamp.write_text(said, encoding="utf-8")
        return place

    def run(self, command: str, *words: str) -> Said:
        """A command as it is typed."""
        out, err = io.StringIO(), io.StringIO()
        here = {"ensure": lambda _: False, "inside": lambda: True}  # no set-up, no other Python
        told = contextlib.redirect_stdout(out), contextlib.redirect_stderr(err)
        with mock.patch.multiple(venv, **here), told[0], told[1]:
            code = main([command, *words, "--course", str(self.folder)])
        assert "Traceback" not in out.getvalue() + err.getvalue()
        return Said(code, out.getvalue(), err.getvalue())

    def marks(self) -> dict[str, str]:
        """What `export` writes for each student."""
        self.run("export", "--format", "nbgrader")
        text = (self.folder / "grades.csv").read_text(encoding="utf-8-sig")
        rows = csv.DictReader(io.StringIO(text))
        return {x["student_id"]: x["score"] and f"{float(x['score']):g}" for x in rows}

    @contextlib.contextmanager
    def book(self) -> Any:
        """The gradebook, for what an instructor does in formgrader or by nbgrader's tools."""
        with Ledger(self.folder, self.lesson.parent.parent) as ledger:
            yield ledger.book
            ledger.book.db.commit()

    def copied(self, folder: Path) -> Course:
        """The same class in a folder of its own."""
        made = copy.copy(self)
        made.folder = folder / "course"
        shutil.copytree(self.folder, made.folder)
        return made

    def is_due(self, when: datetime | None) -> None:
        with self.book() as book:
            book.find_assignment(NAME).duedate = when and when.replace(tzinfo=None)

    def rule(self, points: object = 1) -> None:
        """So many points off for each day that has begun."""
        text = RULE.format(points=points)
        (self.folder / "nbgrader_config.py").write_text(text, encoding="utf-8")

    def by_hand(self, student: str, points: float) -> None:
        """What a person gives in formgrader for the answer in words."""
        with self.book() as book:
            grade = book.find_grade("reflect", NAME, NAME, student)
            grade.manual_score, grade.needs_manual_grade = points, False

    def rows(self, student: str) -> Any:
        """Everything that the gradebook has of a student."""
        question = """
            select c.name, g.auto_score, g.manual_score, g.needs_manual_grade, a.timestamp,
                n.late_submission_penalty
            from grade g join submitted_notebook n on n.id = g.notebook_id
            join submitted_assignment a on a.id = n.assignment_id
            join base_cell c on c.id = g.cell_id where a.student_id = ? order by c.name"""
        with contextlib.closing(sqlite3.connect(self.folder / "gradebook.db")) as book:
            return [tuple(row) for row in book.execute(question, [student])]

    def files(self) -> list[str]:
        """Everything in the folder of the class."""
        return sorted(os.path.relpath(path, self.folder) for path in self.folder.rglob("*"))
