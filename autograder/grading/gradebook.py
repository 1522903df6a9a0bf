"""nbgrader's gradebook, written directly: the same rows that `nbgrader autograde` writes.

One process writes. A submission is entered whole or not at all, many in one transaction; what a
person has graded by hand is never touched. nbgrader is asked to do all that it does well: make the
rows of a submission, tell whether an answer was left blank, say what being late costs.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from autograder.course.alone import in_turn
from autograder.course.limits import Unreadable
from autograder.course.nbgrader_config import course_config, tools_on_path
from autograder.course.slip import STAMP, handed_in_at
from autograder.environment import CommandFailed
from autograder.grading.late import Late
from autograder.grading.one_transaction import one_transaction
from autograder.grading.opening import in_words, opened
from autograder.grading.verdicts import BY_HAND, Record, replace_file
from autograder.lesson.cells import role
from autograder.lesson.reading import read_lesson

__all__ = ["Ledger", "Mark", "earned", "moved", "points_of"]


@dataclass(frozen=True)
class Mark:
    """What a submission counts: the points of checks and persons, and those off for being late."""

    points: float
    late: float

    @property
    def counts(self) -> float:
        return max(0.0, self.points - self.late)


class Ledger:
    """The gradebook of a course, open for writing. Use as a context manager."""

    def __init__(self, course: Path, notebooks: Path) -> None:
        tools_on_path()
        self.course, self.notebooks = course, notebooks
        self.late = Late(course_config(course, notebooks), course)
        self.names: dict[str, str] = {}  # of the cells, by their ids in the gradebook
        self.closing = contextlib.ExitStack()
        self.book = self.closing.enter_context(opened(course))

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.close()

    def must_know(self, lesson: str) -> None:
        """Refuse a lesson whose questions, or what they are worth, the gradebook has otherwise."""
        from nbgrader.api import MissingEntry

        again = f"run `python3 -m autograder release {lesson.split('_')[0]}`"
        try:
            with in_words("it could not be read"):
                known = self.book.find_notebook(lesson, lesson)
                self.names |= {cell.id: cell.name for cell in known._base_cells}
                graded = (*known.grade_cells, *known.task_cells)
                worth = {cell.name: cell.max_score for cell in graded}
        except MissingEntry:
            raise CommandFailed(f"{lesson} is not in the gradebook yet: {again} first.") from None
        if told := moved(worth, _worth(self.notebooks / lesson / f"{lesson}.ipynb")):
            raise CommandFailed(
                f"{lesson} is not as it was released: {told}. Undo that, or {again}; "
                "nothing was graded."
            )

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """What is written inside stands in the gradebook when it has come to its end."""
        words = in_words("it could not be written")
        with words, in_turn(self.course), one_transaction(self.book):
            yield

    def write(self, record: Record, notebook: Any) -> None:
        """Enter a graded submission, `together` with others; what fails of it undoes it alone.

        Its notebook is put where nbgrader looks for it.

        notebook : the graded one; None where there is none, because it could not be read
        """
        with self._one(record), self.book.db().begin_nested():
            self._rows(record, notebook)
            self._files(record, notebook)

    def would(self, record: Record, notebook: Any) -> tuple[Mark | None, Mark]:
        """The mark that stands in the gradebook, if any, and the one that `write` would enter."""
        with self._one(record), one_transaction(self.book, kept=False):
            rows = self._found(record)
            before = None if rows is None else _mark_of(rows)
            return before, _mark_of(self._rows(record, notebook))

    @contextlib.contextmanager
    def _one(self, record: Record) -> Iterator[None]:
        with warnings.catch_warnings(), in_words(f"{record.student}, {record.lesson}"):
            warnings.simplefilter("ignore")  # sqlalchemy, of how nbgrader makes its rows
            yield

    def _found(self, record: Record) -> Any:
        from nbgrader.api import MissingEntry

        with contextlib.suppress(MissingEntry):
            return self.book.find_submission_notebook(record.lesson, record.lesson, record.student)

    def _rows(self, record: Record, notebook: Any) -> Any:
        student, lesson = record.student, record.lesson
        self.book.update_or_create_student(student)
        submission = self.book.update_or_create_submission(lesson, student)
        when = self._handed_in_at(record)
        submission.timestamp = when and when.replace(tzinfo=None)
        self.late.note(submission)
        rows = next(n for n in submission.notebooks if n.name == lesson)
        if notebook is not None:
            self._comments(rows, notebook)
        self._grades(rows, record, notebook)
        place = self.course / record.folder
        rows.late_submission_penalty = self.late.penalty(submission, points_of(rows), place)
        return rows

    def _handed_in_at(self, record: Record) -> datetime | None:
        with contextlib.suppress(Unreadable):  # the worker has said so
            return handed_in_at(self.course / record.folder)
        return None

    def _files(self, record: Record, notebook: Any) -> None:
        folder = self.course / "autograded" / record.student / record.lesson
        if notebook is None:
            shutil.rmtree(folder, ignore_errors=True)
            return
        text = json.dumps(notebook, ensure_ascii=False, sort_keys=True) + "\n"
        replace_file(folder / f"{record.lesson}.ipynb", text.encode("utf-8", "replace"))
        if self._handed_in_at(record):
            shutil.copy(self.course / record.folder / STAMP, folder)
        else:
            (folder / STAMP).unlink(missing_ok=True)

    def _grades(self, rows: Any, record: Record, notebook: Any) -> None:
        scores = {q.grade_id: None if q.verdict == BY_HAND else q.score for q in record.questions}
        asked = {self.names.get(grade.cell_id, ""): grade for grade in rows.grades}
        if notebook is not None and asked.keys() != scores.keys():
            raise ValueError("the lesson was released anew while it was graded")
        blank = _blank(notebook)
        for name, grade in asked.items():
            grade.auto_score = 0 if name in blank else scores.get(name)
            waits = grade.auto_score is None or grade.manual_score is not None
            grade.needs_manual_grade = waits

    def _comments(self, rows: Any, notebook: Any) -> None:
        unchanged = _unchanged(notebook)
        for comment in rows.comments:
            blank = self.names.get(comment.cell_id) in unchanged
            comment.auto_comment = "No response." if blank else None


def earned(auto: float | None, by_hand: float | None, extra: float | None) -> float | None:
    """The points of an answer, where a person's word is the last; None where nobody gave any."""
    given = auto if by_hand is None else by_hand
    return None if given is None else given + (extra or 0.0)


def moved(before: dict[str, float], now: dict[str, float]) -> str:
    """What is new, gone or worth something else, in words."""
    told = [f"{name} is new" for name in now if name not in before]
    told += [f"{name} is gone" for name in before if name not in now]
    both = ((name, before[name], now[name]) for name in now if name in before)
    told += [f"{name} was worth {was:g} and is worth {x:g}" for name, was, x in both if was != x]
    return ", ".join(told)


def _mark_of(rows: Any) -> Mark:
    return Mark(points_of(rows), rows.late_submission_penalty or 0.0)


def points_of(rows: Any) -> float:
    """What checks and persons gave for a notebook, before what being late costs."""
    return float(sum(_given(grade) or 0.0 for grade in rows.grades))


def _given(grade: Any) -> float | None:
    return earned(grade.auto_score, grade.manual_score, grade.extra_credit)


def _worth(source: Path) -> dict[str, float]:
    """The questions of a lesson, and the points of each."""
    graded = (c for c in read_lesson(source).cells if role(c) in ("test", "by hand", "task"))
    return {c.metadata.nbgrader["grade_id"]: float(c.metadata.nbgrader["points"]) for c in graded}


def _unchanged(notebook: Any) -> set[str]:
    """The grade ids of solution cells that are still as they were released."""
    from nbgrader.utils import compute_checksum, is_solution, is_task

    return {
        cell.metadata.nbgrader["grade_id"]
        for cell in notebook.cells
        if is_solution(cell)
        and not is_task(cell)
        and cell.metadata.nbgrader.get("checksum") == compute_checksum(cell)
    }


def _blank(notebook: Any) -> set[str]:
    """The answers for a person to grade that were left as they were released: no points."""
    from nbgrader.utils import is_grade

    if notebook is None:
        return set()
    unchanged = _unchanged(notebook)
    graded = (c.metadata.nbgrader["grade_id"] for c in notebook.cells if is_grade(c))
    return unchanged & set(graded)
