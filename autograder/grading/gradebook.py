"""nbgrader's gradebook, written directly: the same rows that `nbgrader autograde` writes.

One process writes. A submission's rows are one transaction; what a person has graded by hand is
never touched. nbgrader is asked to do all that it does well: make the rows of a submission, tell
whether an answer was left blank, take off points for being late.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from autograder.course.filing import handed_in_at
from autograder.course.limits import Unreadable
from autograder.course.nbgrader_config import course_config, tools_on_path
from autograder.environment import CommandFailed
from autograder.grading.verdicts import BY_HAND, Record, replace_file
from autograder.lesson.cells import role
from autograder.lesson.reading import read_lesson

__all__ = ["Ledger", "gradebook_file", "in_words"]


def gradebook_file(course: Path) -> Path | None:
    """Where the gradebook of a course is, or None if it is no file of SQLite."""
    from nbgrader.coursedir import CourseDirectory

    url = CourseDirectory(config=course_config(course)).db_url
    return Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:///") else None


class Ledger:
    """The gradebook of a course, open for writing. Use as a context manager."""

    def __init__(self, course: Path, notebooks: Path) -> None:
        from nbgrader.api import Gradebook
        from nbgrader.coursedir import CourseDirectory

        tools_on_path()
        self.course, self.notebooks = course, notebooks
        self.config = course_config(course, notebooks)
        self.folders = CourseDirectory(config=self.config)
        with in_words("it could not be opened"):
            self.book = Gradebook(self.folders.db_url, self.folders.course_id)
        self.names: dict[str, str] = {}  # of the cells, by their ids in the gradebook

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.book.close()

    def must_know(self, lesson: str) -> None:
        """Refuse a lesson whose questions, or what they are worth, the gradebook has otherwise."""
        from nbgrader.api import MissingEntry

        try:
            known = self.book.find_notebook(lesson, lesson)
            self.names |= {cell.id: cell.name for cell in known._base_cells}
            worth = {cell.name: cell.max_score for cell in (*known.grade_cells, *known.task_cells)}
        except MissingEntry:
            raise CommandFailed(
                f"{lesson} is not in the gradebook yet: run `python -m autograder release "
                f"{lesson.split('_')[0]}` first."
            ) from None
        if told := _moved(worth, _worth(self.notebooks / lesson / f"{lesson}.ipynb")):
            raise CommandFailed(
                f"{lesson} is not as it was released: {told}. Undo that, or run `python -m "
                f"autograder release {lesson.split('_')[0]}`; nothing was graded."
            )

    def write(self, record: Record, notebook: Any) -> None:
        """Enter a graded submission and put its notebook where nbgrader looks for it.

        notebook : the graded one; None where there is none, because it could not be read
        """
        with warnings.catch_warnings(), in_words(f"{record.student}, {record.lesson}"):
            warnings.simplefilter("ignore")  # sqlalchemy, of how nbgrader makes its rows
            self._write(record, notebook)

    def _write(self, record: Record, notebook: Any) -> None:
        student, lesson = record.student, record.lesson
        folder, timestamp = self.course / "autograded" / student / lesson, None
        handed_in = self.course / "submitted" / student / lesson
        with contextlib.suppress(Unreadable):  # the worker has said so
            timestamp = handed_in_at(handed_in)
        self.book.update_or_create_student(student)
        when = {"timestamp": timestamp.replace(tzinfo=None)} if timestamp else {}
        submission = self.book.update_or_create_submission(lesson, student, **when)
        rows = next(n for n in submission.notebooks if n.name == lesson)
        if notebook is None:
            shutil.rmtree(folder, ignore_errors=True)
        else:
            text = json.dumps(notebook, ensure_ascii=False, sort_keys=True) + "\n"
            replace_file(folder / f"{lesson}.ipynb", text.encode("utf-8", "replace"))
            if timestamp:
                shutil.copy(handed_in / "timestamp.txt", folder)
            self._comments(rows, notebook)
        self._grades(rows, record, notebook)
        self.book.db.commit()
        if submission.total_seconds_late or rows.late_submission_penalty:  # it may be over
            self._late(record, notebook)

    def _grades(self, rows: Any, record: Record, notebook: Any) -> None:
        scores = {q.grade_id: q.score for q in record.questions if q.verdict != BY_HAND}
        blank = _blank(notebook)
        for grade in rows.grades:
            name = self.names[grade.cell_id]
            grade.auto_score = 0 if name in blank else scores.get(name)
            waits = grade.auto_score is None or grade.manual_score is not None
            grade.needs_manual_grade = waits

    def _comments(self, rows: Any, notebook: Any) -> None:
        unchanged = _unchanged(notebook)
        for comment in rows.comments:
            blank = self.names[comment.cell_id] in unchanged
            comment.auto_comment = "No response." if blank else None

    def _late(self, record: Record, notebook: Any) -> None:
        """Let nbgrader's plugin say what being late costs."""
        from nbgrader.preprocessors import AssignLatePenalties

        names = {"student": record.student, "assignment": record.lesson, "notebook": record.lesson}
        resources = {"nbgrader": {**names, "db_url": self.folders.db_url}}
        AssignLatePenalties(config=self.config).preprocess(notebook, resources)


@contextlib.contextmanager
def in_words(what: str) -> Iterator[None]:
    """A gradebook that is locked, full or broken is told in a sentence; nothing is half entered."""
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except (OSError, SQLAlchemyError) as error:
        why = getattr(error, "strerror", None) or getattr(error, "orig", None) or error
        raise CommandFailed(
            f"the gradebook, {what}: {why}. What was entered before stays; "
            "the same command goes on from there."
        ) from None


def _worth(source: Path) -> dict[str, float]:
    """The questions of a lesson, and the points of each."""
    graded = (c for c in read_lesson(source).cells if role(c) in ("test", "by hand", "task"))
    return {c.metadata.nbgrader["grade_id"]: float(c.metadata.nbgrader["points"]) for c in graded}


def _moved(before: dict[str, float], now: dict[str, float]) -> str:
    """What is new, gone or worth something else, in words."""
    told = [f"{name} is new" for name in now if name not in before]
    told += [f"{name} is gone" for name in before if name not in now]
    both = ((name, before[name], now[name]) for name in now if name in before)
    told += [f"{name} was worth {was:g} and is worth {x:g}" for name, was, x in both if was != x]
    return ", ".join(told)


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
