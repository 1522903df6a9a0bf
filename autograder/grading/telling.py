"""What is told of a whole class: a line for each reason, however many it met."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import isclose
from pathlib import Path

from autograder.course.names import some
from autograder.grading.attempts import work_of
from autograder.grading.jobs import submissions
from autograder.grading.standing import Standing
from autograder.grading.verdicts import Attempt, Record, read_record

__all__ = ["grouped", "lost_one", "not_yet", "remarks", "waiting"]

FEW = 3  # students that a command is written out for


def waiting(found: Iterable[Standing]) -> str:
    """How many answers wait for a person; "" if none do."""
    count = sum(standing.waits for standing in found)
    if not count:
        return ""
    what = "answer waits" if count == 1 else "answers wait"
    return f"{count} {what} for a person: `python3 -m autograder read`, or formgrader."


def grouped(troubles: Mapping[tuple[str, str], str]) -> list[str]:
    """(student, lesson) -> why, as lines."""
    found: dict[tuple[str, str], list[str]] = {}
    for (student, lesson), why in sorted(troubles.items()):
        found.setdefault((lesson, why), []).append(student)
    return [f"{some(students)}, {lesson}: {why}" for (lesson, why), students in found.items()]


def lost_one(record: Record, attempt: Attempt) -> str:
    """That an attempt of a student's is nowhere any more, and which it was."""
    when = f" of {attempt.handed_in[:16].replace('T', ' ')} UTC" if attempt.handed_in else ""
    counts = ", the one that counts," if attempt.counts else ""
    return (
        f"{record.student}, {record.lesson}: the attempt{when} with {attempt.points:g} points"
        f"{counts} is lost. Bring submitted_before back from a copy."
    )


def not_yet(course: Path, lessons: Iterable[str], found: Iterable[Standing]) -> list[str]:
    """What came in since `grade` was run last, a line for each of these lessons."""
    told, known = [], {(standing.student, standing.lesson) for standing in found}
    for lesson in lessons:
        students = [
            student
            for student, _ in submissions(course, lesson)
            if _is_new(course, student, lesson, known)
        ]
        if students:
            what = _counted(students, "submission")
            again = f"Run `python3 -m autograder grade {lesson.split('_')[0]}` first."
            told.append(f"{lesson}: {what} came in or changed since the last grading. {again}")
    return told


def _is_new(course: Path, student: str, lesson: str, known: set[tuple[str, str]]) -> bool:
    record = read_record(course, student, lesson)
    if record is None:
        return (student, lesson) not in known
    return bool(record.work) and record.work != work_of(course, student, lesson)


def remarks(found: Iterable[Standing]) -> list[str]:
    """Marks in the gradebook that would be others today."""
    usable = [standing for standing in found if not standing.trouble]
    return [
        *_each(usable, lambda x: x.no_rule, _no_rule),
        *_each(usable, lambda x: x.stained, _stained),
        *_each(usable, lambda x: not x.stained and not _as_entered(x), _late),
    ]


def _as_entered(x: Standing) -> bool:
    return isclose(x.mark.counts, x.by_rule.counts, abs_tol=1e-6)


def _each(
    found: Sequence[Standing],
    chosen: Callable[[Standing], object],
    told: Callable[[Sequence[Standing]], str],
) -> list[str]:
    """A line for every lesson that has such ones."""
    lessons: dict[str, list[Standing]] = {}
    for standing in filter(chosen, found):
        lessons.setdefault(standing.lesson, []).append(standing)
    return [f"{lesson}: {told(them)}" for lesson, them in lessons.items()]


def _no_rule(them: Sequence[Standing]) -> str:
    return f"{them[0].no_rule} Until then penalties stay as they are: {_marks(them)}."


def _stained(them: Sequence[Standing]) -> str:
    return f"the gradebook has other points than `grade` gave: {_marks(them)}. {_shows(them)}"


def _late(them: Sequence[Standing]) -> str:
    return (
        "a due date, an extension, the rule for late work or points by hand have changed since "
        f"the marks were entered, and other marks follow: {_marks(them)}. {_shows(them)}"
    )


def _marks(them: Sequence[Standing]) -> str:
    return _counted([standing.student for standing in them], "mark")


def _counted(students: Sequence[str], what: str) -> str:
    return f"{len(students)} {what}{'' if len(students) == 1 else 's'} ({some(students)})"


def _shows(them: Sequence[Standing]) -> str:
    few = them if len(them) <= FEW else ()
    words = [f"--student {shlex.quote(standing.student)}" for standing in few]
    asked = " ".join(["grade", them[0].lesson.split("_")[0], "--regrade", *words])
    return f"`python3 -m autograder {asked}` shows what they become, and asks."
