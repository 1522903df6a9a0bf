"""From paths to filed submissions: what lies in them, whose each file is, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from autograder.collecting.alike import mark_alike
from autograder.collecting.archives import handed_in
from autograder.collecting.desk import Asked, Desk
from autograder.collecting.examine import Lessons
from autograder.collecting.handed import Handed
from autograder.collecting.layouts import Claim, Pile, sort_out
from autograder.collecting.outcome import Outcome
from autograder.course.limits import LIMITS, Limits
from autograder.environment import CommandFailed
from autograder.lesson.readable import grade_ids
from autograder.lesson.reading import LessonError, all_lessons, read_lesson

__all__ = ["collect"]


def collect(
    paths: Iterable[Path],
    course: Path,
    wanted: str = "",
    notebooks: Path | None = None,
    limits: Limits = LIMITS,
    at: datetime | None = None,
    answers: Mapping[str, str] | None = None,
    homes: bool = False,
) -> list[Outcome]:
    """Collect everything in these paths into the course folder; what became of each file.

    wanted : the lesson that was to be handed in, "" for what the notebooks themselves say
    at : when that was handed in whose time nothing tells, as the one who collects says it
    answers : number: id of students, as the one who collects says it
    homes : is each folder in these paths one student's, whatever lies in it?
    """
    lessons: Lessons = {
        path.stem: frozenset(grade_ids(read_lesson(path))) for path in all_lessons(notebooks)
    }
    with ExitStack() as stack:
        piles = []
        for path in paths:
            pile = Pile(path if path.name else path.resolve(), lessons, wanted, homes)
            piles.append(sort_out(list(_all_in(path, course, limits, stack)), pile))
        _must_be_there(answers or {}, piles)
        late = {who.late for claims in piles for _, who in claims if who}
        asked = Asked(lessons, wanted, limits, at, all_late=late == {True})
        with Desk(course, asked, answers or {}) as desk:
            for claims in piles:
                desk.take(claims)
    mark_alike(course, desk.outcomes)
    return desk.outcomes


def _all_in(path: Path, course: Path, limits: Limits, stack: ExitStack) -> Iterable[Handed]:
    home = (course / "submitted").resolve()
    if home == path.resolve() or home in path.resolve().parents:
        raise LessonError(f"{path} is where collected work lies. Give the place that it came from.")
    return handed_in(path, limits, stack)


def _must_be_there(answers: Mapping[str, str], piles: Sequence[Sequence[Claim]]) -> None:
    there = {who.number for claims in piles for _, who in claims if who}
    for number in answers:
        if number not in there:
            raise CommandFailed(f"--whose {number}: no file here has that number.")
