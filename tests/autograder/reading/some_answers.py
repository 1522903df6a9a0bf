"""The small lesson with answers in words, entered as `grade` does; no student's code is run."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import nbformat
from a_lesson import NAME, cell_of, written

from autograder.commands.release import release
from autograder.course.nbgrader_config import TEXT_STUB
from autograder.grading.gradebook import Ledger
from autograder.grading.verdicts import BY_HAND, WRONG, Question, Record, write_record
from autograder.lesson.student import student_notebook

QUESTION = "reflect"
WORDS = {
    "ada": "The bound, since the margin stands below the line.",
    "ben": "The  bound, since the margin\nstands below the line.",
    "cleo": "The bound: the margin stands below the line, squared.",
    "dora": "Mistakes depend on luck.",
    "emil": None,
}


class Answers:
    """A folder with the small lesson in `notebooks`, and the class in `course`."""

    def __init__(self, folder: Path, book: Any = None) -> None:
        self.course = folder / "course"
        self.lesson = written(folder / "notebooks", book)
        self.notebooks = self.lesson.parents[1]
        release(self.lesson, self.course)
        self.blank = student_notebook(self.lesson)

    def hand_in(self, words: dict[str, str | None], misconception: str | None = None) -> None:
        """Enter these answers as `grade` would; None leaves the question as it was."""
        with Ledger(self.course, self.notebooks) as ledger:
            ledger.must_know(NAME)
            for student, text in words.items():
                book = copy.deepcopy(self.blank)
                if text is not None:
                    cell = cell_of(book, QUESTION)
                    cell.source = cell.source.replace(TEXT_STUB, text)
                record = Record(student, NAME, work="w", grader="g")
                for cell in book.cells:
                    meta = cell.metadata.get("nbgrader", {})
                    if meta.get("grade"):
                        kind = (None, BY_HAND) if meta["solution"] else (0.0, WRONG)
                        record.questions.append(Question(meta["grade_id"], meta["points"], *kind))
                record.questions[0].exercise = "perceptron_step"
                record.questions[0].misconception = misconception
                place = self.course / "submitted" / student / NAME
                place.mkdir(parents=True, exist_ok=True)
                nbformat.write(book, place / f"{NAME}.ipynb")
                with ledger.together():
                    ledger.write(record, book)
                write_record(self.course, record)

    def row(self, student: str) -> tuple[float | None, str | None, bool]:
        """What nbgrader's own API says: points by hand, comment, does it wait?"""
        with Ledger(self.course, self.notebooks) as ledger:
            grade = ledger.book.find_grade(QUESTION, NAME, NAME, student)
            note = ledger.book.find_comment(QUESTION, NAME, NAME, student)
            return grade.manual_score, note.manual_comment, grade.needs_manual_grade
