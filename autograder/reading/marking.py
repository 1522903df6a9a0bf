"""What a person gives for an answer, in nbgrader's own gradebook: points, and a comment.

Each mark is a transaction of its own, and one at a time: `grade` waits for it, and it for `grade`.
It says what was seen when it was given. Where the answer, or its mark, is another by now, nothing
is entered, whoever has changed it: `grade`, formgrader, or this page in another window.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.course.alone import in_turn
from autograder.grading.gradebook import Ledger, points_of
from autograder.grading.late import RuleFailed
from autograder.grading.one_transaction import one_transaction
from autograder.grading.opening import in_words
from autograder.grading.verdicts import Record, read_record
from autograder.learner.cells import name_of

__all__ = ["Changed", "Given", "answer_cell", "enter", "given"]


@dataclass(frozen=True)
class Given:
    """What the gradebook has of an answer.

    score : the points of a person, None where nobody has given any
    waits : has a person still to read it, for the first time or once more?
    """

    score: float | None
    comment: str
    waits: bool

    def seen(self, cell: Any) -> str:
        """What was seen: a word for the answer, pictures included, and one for its mark."""
        answer = cell and [cell["source"], cell.get("attachments")]
        return f"{_word(answer)}.{_word([self.score, self.comment])}"


class Changed(Exception):
    """An answer or its mark is no longer what was seen.

    now : student -> what the gradebook has by now, and `seen` the words for it
    rewritten : is an answer another, so that it must be read first?
    """

    def __init__(self, now: Mapping[str, Given], seen: Mapping[str, str], rewritten: bool) -> None:
        self.now, self.seen, self.rewritten = now, seen, rewritten


def given(book: Any, lesson: str, question: str) -> dict[str, Given]:
    """student: what the gradebook has of their answer, for the whole class."""
    from nbgrader import api
    from sqlalchemy import select

    work, sheet, grade, note = (
        api.SubmittedAssignment,
        api.SubmittedNotebook,
        api.Grade,
        api.Comment,
    )
    which = [
        api.Assignment.name == lesson,
        work.assignment_id == api.Assignment.id,
        sheet.assignment_id == work.id,
        api.BaseCell.name == question,
    ]
    here = [*which, note.notebook_id == sheet.id, note.cell_id == api.BaseCell.id]
    notes = select(work.student_id, note.manual_comment).where(*here)
    comments = {who: text or "" for who, text in book.db.execute(notes)}
    here = [*which, grade.notebook_id == sheet.id, grade.cell_id == api.BaseCell.id]
    points = select(work.student_id, grade.manual_score, grade.needs_manual_grade).where(*here)
    return {
        who: Given(by_hand, comments.get(who, ""), bool(flagged))
        for who, by_hand, flagged in book.db.execute(points)
    }


def answer_cell(course: Path, student: str, lesson: str, question: str) -> Any:
    """A student's cell of that question as it was graded, or None."""
    path = course / "autograded" / student / lesson / f"{lesson}.ipynb"
    with contextlib.suppress(OSError, ValueError, KeyError):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if name_of(cell) == question:
                return cell | {"source": "".join(cell["source"])}
    return None


def enter(
    course: Path,
    notebooks: Path,
    answer: tuple[str, str],
    seen: Mapping[str, str],
    score: float | None,
    comment: str,
) -> dict[str, str]:
    """Give these students points and a comment; Changed, and nothing entered, if not as seen.

    answer : the lesson, and the question
    seen : student -> the words for what was seen of their answer; returned as they are now
    score : None takes the points away again
    """
    lesson, question = answer
    with Ledger(course, notebooks) as ledger, in_words("the mark could not be entered"):
        with in_turn(course), one_transaction(ledger.book):
            cells = {who: answer_cell(course, who, lesson, question) for who in seen}
            now = given(ledger.book, lesson, question)
            words = {who: now[who].seen(cell) for who, cell in cells.items()}
            if words != seen:
                rewritten = any(words[x].split(".")[0] != seen[x].split(".")[0] for x in seen)
                raise Changed({who: now[who] for who in seen}, words, rewritten)
            for student in seen:
                _enter(ledger, lesson, question, student, score, comment)
        now = given(ledger.book, lesson, question)
    return {who: now[who].seen(cell) for who, cell in cells.items()}


def _enter(
    ledger: Ledger, lesson: str, question: str, student: str, score: float | None, comment: str
) -> None:
    """As formgrader does; and what being late costs, which may depend on the points."""
    grade = ledger.book.find_grade(question, lesson, lesson, student)
    grade.manual_score = score
    grade.needs_manual_grade = score is None and grade.auto_score is None
    note = ledger.book.find_comment(question, lesson, lesson, student)
    note.manual_comment = comment or None
    with contextlib.suppress(RuleFailed):  # `export` says so, and the points stay as they are
        rows = grade.notebook
        record = read_record(ledger.course, student, lesson) or Record(student, lesson)
        place = ledger.course / record.folder
        rows.late_submission_penalty = ledger.late.penalty(rows.assignment, points_of(rows), place)


def _word(told: object) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode("ascii")).hexdigest()[:16]
