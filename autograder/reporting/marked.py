"""What the gradebook says of submissions: points, comments, what being late cost.

Asked for a whole class at once, or for one student: nbgrader's own way asks for every cell.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from autograder.grading.gradebook import earned
from autograder.grading.standing import waits

__all__ = ["Marked", "Points", "marked"]


class Points(NamedTuple):
    """What an answer has earned so far.

    given : has anybody given points?
    waits : has a person still to read it, for the first time or once more?
    """

    score: float
    most: float
    given: bool
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
    to_read = select(api.BaseCell.name).where(
        api.Assignment.name == lesson,
        api.Notebook.assignment_id == api.Assignment.id,
        api.BaseCell.notebook_id == api.Notebook.id,
        api.BaseCell.type.in_(["SolutionCell", "TaskCell"]),
    )
    answers = set(book.db.execute(to_read).scalars())
    read = grade.auto_score, grade.manual_score, grade.extra_credit, grade.needs_manual_grade
    grades = select(work.student_id, api.BaseCell.name, grade.score, grade.max_score, *read)
    for who, name, score, most, *scores, flagged in book.db.execute(grades.where(*known)):
        given = earned(*scores)
        waiting = waits(given, name in answers, bool(flagged))
        found[who].points[name] = Points(score, most, given is not None, waiting)
    known = [*which, api.BaseCell.id == comment.cell_id, sheet.id == comment.notebook_id]
    comments = select(work.student_id, api.BaseCell.name, comment.comment).where(*known)
    for who, name, text in book.db.execute(comments):
        found[who].comments[name] = text
    return found
