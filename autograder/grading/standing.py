"""How everybody stands: what the gradebook holds of each submission, beside what was graded.

`grade`, `report`, `feedback` and `export` ask here. So they agree on who has a mark, on why
somebody has none, and on how many answers wait for a person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from autograder.course.nbgrader_config import course_config
from autograder.grading.gradebook import Mark, earned, moved
from autograder.grading.late import Late, RuleFailed
from autograder.grading.opening import in_words, is_begun, opened
from autograder.grading.verdicts import BY_HAND, NOT_GRADED, Record, read_record

__all__ = ["Standing", "standings", "standings_in", "waits"]


@dataclass
class Standing:
    """One submission in the gradebook.

    mark : what it counts there
    by_rule : what it would count by the due date, the extension and the rule of today
    no_rule : why that cannot be told, or ""
    waits : answers that wait for a person
    missing : tests that nobody has given points for
    trouble : why it has no mark that could be used; "" where it has one
    outdated : are its points those of another release, so that they and the most do not match?
    stained : does a test count something else than what `grade` gave?
    """

    student: str
    lesson: str
    due: Any = None
    timestamp: Any = None
    mark: Mark = field(default_factory=lambda: Mark(0.0, 0.0))
    by_rule: Mark = field(default_factory=lambda: Mark(0.0, 0.0))
    no_rule: str = ""
    waits: int = 0
    missing: list[str] = field(default_factory=list)
    trouble: str = ""
    outdated: bool = False
    stained: bool = False


def waits(given: float | None, is_answer: bool, flagged: bool) -> bool:
    """Does this wait for a person? A test without points does not: it is still to be graded.

    given : its points so far
    is_answer : is it for a person to read, and no test?
    flagged : does nbgrader have it among what needs a person?
    """
    return flagged and (is_answer or given is not None)


def standings(course: Path) -> list[Standing]:
    """Everybody's, by lesson and student; nobody's where there is no gradebook yet."""
    if not is_begun(course):
        return []
    with opened(course) as book:
        return standings_in(book, course)


def standings_in(book: Any, course: Path, lessons: Iterable[str] = ()) -> list[Standing]:
    """The same of a gradebook that is open; of these lessons only, if any are named."""
    from nbgrader.api import Assignment

    late, wanted = Late(course_config(course), course), set(lessons)
    with in_words("it could not be read"):
        known = book.db.query(Assignment).order_by(Assignment.name).all()
        return [
            standing
            for lesson in known
            if not wanted or lesson.name in wanted
            for standing in _of_lesson(book, course, lesson, late)
        ]


def _of_lesson(book: Any, course: Path, lesson: Any, late: Late) -> list[Standing]:
    answers = {c.name for n in lesson.notebooks for c in (*n.solution_cells, *n.task_cells)}
    graded = [c for n in lesson.notebooks for c in (*n.grade_cells, *n.task_cells)]
    worth = {cell.name: float(cell.max_score or 0) for cell in graded}
    names = {cell.id: cell.name for cell in graded}
    grades = _grades(book, lesson)
    found = []
    for work in sorted(lesson.submissions, key=lambda work: str(work.student_id)):
        rows = [(names.get(cell, ""), *row) for cell, *row in grades.get(work.id, ())]
        student = str(work.student_id)
        record = read_record(course, student, lesson.name)
        place = course / (record or Record(student, lesson.name)).folder
        standing = _standing(work, lesson.name, rows, answers, partial(late.penalty, place=place))
        standing.due = late.due(work)
        if record is not None:
            _beside(standing, record, rows, worth)
        elif standing.missing:
            standing.trouble = "It is not graded yet."
        found.append(standing)
    return found


def _grades(book: Any, lesson: Any) -> dict[str, list[Any]]:
    """id of a submission -> its grades: cell, by checks, by hand, extra, does it wait."""
    from nbgrader.api import Grade, SubmittedAssignment, SubmittedNotebook

    asked = (
        book.db.query(
            SubmittedAssignment.id,
            Grade.cell_id,
            Grade.auto_score,
            Grade.manual_score,
            Grade.extra_credit,
            Grade.needs_manual_grade,
        )
        .select_from(Grade)
        .join(SubmittedNotebook, SubmittedNotebook.id == Grade.notebook_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .filter(SubmittedAssignment.assignment_id == lesson.id)
    )
    found: dict[str, list[Any]] = {}
    for work, *row in asked:
        found.setdefault(work, []).append(row)
    return found


def _standing(
    work: Any,
    lesson: str,
    rows: Sequence[Any],
    answers: set[str],
    penalty: Callable[[Any, float], float | None],
) -> Standing:
    made = Standing(str(work.student_id), lesson, timestamp=work.timestamp)
    points = 0.0
    for name, auto, by_hand, extra, flagged in rows:
        given = earned(auto, by_hand, extra)
        points += given or 0.0
        if given is None and name not in answers:
            made.missing.append(name)
        else:
            made.waits += waits(given, name in answers, flagged)
    made.mark = Mark(points, float(work.late_submission_penalty or 0.0))
    try:
        made.by_rule = Mark(points, penalty(work, points) or 0.0)
    except RuleFailed as error:
        made.by_rule, made.no_rule = made.mark, str(error)
    return made


def _beside(
    made: Standing, record: Record, rows: Sequence[Any], worth: Mapping[str, float]
) -> None:
    """What the record of the same submission says, and whether the two agree."""
    if record.problem and any(by_hand is None for _, _, by_hand, *_ in rows):
        made.trouble, made.waits = record.problem, 0
        return
    verdicts = {q.grade_id: q for q in record.questions}
    was = {name: q.points for name, q in verdicts.items()}
    if verdicts and (told := moved(was, dict(worth))):
        again = (
            f"`python3 -m autograder grade {made.lesson.split('_')[0]} --regrade` grades it anew"
        )
        made.outdated = True
        made.trouble = f"The lesson was released anew since it was graded ({told}): {again}."
    elif made.missing:
        ours = [x for x in made.missing if x in verdicts and verdicts[x].verdict == NOT_GRADED]
        lost = f"We could not grade {', '.join(ours)}."
        made.trouble = lost if ours == made.missing else "It is not graded yet."
    else:
        tests = (x for x in rows if x[0] in verdicts and verdicts[x[0]].verdict != BY_HAND)
        made.stained = any(auto != verdicts[name].score for name, auto, *_ in tests)
