"""What the gradebook says of submissions: points, comments, what being late cost.

Asked for a whole class at once, or for one student: nbgrader's own way asks for every cell.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

__all__ = ["Marked", "Points", "marked"]


class Points(NamedTuple):
    """What an answer has earned so far; `waits` where a person has still to read it."""

    score: float
    most: float
    waits: bool


@dataclass
class Marked:
    """One submission in the gradebook.

    points, comments : by the grade id of the cell
    """

    most: float
    penalty: float
    points: dict[str, Points] = field(default_factory=dict)
    comments: dict[str, str | None] = field(default_factory=dict)

    @property
    def score(self) -> float:
        """The points after what being late cost; a penalty may be more than they are."""
        return sum(points.score for points in self.points.values()) - self.penalty

    @property
    def waiting(self) -> int:
        """Answers that a person has still to read."""
        return sum(points.waits for points in self.points.values())


def marked(book: Any, lesson: str, notebook: str, student: str = "") -> dict[str, Marked]:
    """student: what the gradebook says of a notebook of a lesson; of one student, or of all."""
    from nbgrader import api
    from sqlalchemy import select

    work, sheet, grade, comment = (
        api.SubmittedAssignment,
        api.SubmittedNotebook,
        api.Grade,
        api.Comment,
    )
    which = [
        api.Assignment.name == lesson,
        work.assignment_id == api.Assignment.id,
        sheet.assignment_id == work.id,
        sheet.notebook_id == api.Notebook.id,
        api.Notebook.name == notebook,
    ]
    which += [work.student_id == student] if student else []
    sheets = select(work.student_id, sheet.max_score, sheet.late_submission_penalty).where(*which)
    found = {who: Marked(most, penalty or 0.0) for who, most, penalty in book.db.execute(sheets)}
    known = [*which, api.BaseCell.id == grade.cell_id, sheet.id == grade.notebook_id]
    read = grade.needs_manual_grade, grade.manual_score, grade.auto_score
    grades = select(work.student_id, api.BaseCell.name, grade.score, grade.max_score, *read)
    for who, name, score, most, waits, *scores in book.db.execute(grades.where(*known)):
        waits = waits and scores == [None, None]
        found[who].points[name] = Points(score, most, waits)
    known = [*which, api.BaseCell.id == comment.cell_id, sheet.id == comment.notebook_id]
    comments = select(work.student_id, api.BaseCell.name, comment.comment).where(*known)
    for who, name, text in book.db.execute(comments):
        found[who].comments[name] = text
    return found
