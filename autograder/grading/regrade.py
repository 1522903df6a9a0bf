"""What a new grading would change: who gains or loses how much, and at which question."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from autograder.grading.gradebook import Mark
from autograder.grading.verdicts import Record, read_record


@dataclass(frozen=True)
class Change:
    """A new record, and the mark before and after it would be entered."""

    record: Record
    before: Mark | None
    after: Mark


class Differences:
    """What a new grading would change, told of those alone whose mark it would be."""

    def __init__(self, course: Path) -> None:
        self.course, self.count = course, 0
        self.told: dict[tuple[str, str], list[str]] = {}

    def note(self, change: Change) -> None:
        """One more is graded anew."""
        self.count += 1
        record, before, after = change.record, change.before, change.after
        old = read_record(self.course, record.student, record.lesson)
        told = [] if old else ["  not graded before"]
        told += _differences(old, record) if old else []
        told += _late(before, after) if before else []
        if told or (before and _points(before.counts) != _points(after.counts)):
            was, becomes = _mark(old, before), _mark(record, after)
            first = f"{record.student}, {record.lesson}: {was} → {becomes}"
            self.told[record.lesson, record.student] = [first, *told]

    def lines(self) -> list[str]:
        """A line for everybody whose mark would change, one for each reason, and a count."""
        lines = [line for _, told in sorted(self.told.items()) for line in told]
        return [*lines, f"{len(self.told)} of {self.count} would change."]


def confirmed(count: int) -> bool:
    """Ask at the terminal; where nobody can answer, no."""
    if not sys.stdin.isatty():
        print("Add --yes to enter these grades.")
        return False
    return input(f"Enter the {count} new gradings? [y/N] ").strip().lower() in ("y", "yes")


def _mark(record: Record | None, mark: Mark | None) -> str:
    if mark is None:
        return "nothing"
    return "no mark" if record and record.problem else _points(mark.counts)


def _differences(old: Record, new: Record) -> list[str]:
    before = {q.grade_id: q for q in old.questions}
    lines = []
    for question in new.questions:
        was = before.pop(question.grade_id, None)
        told = _points(question.score)
        if was is None:
            lines += [f"  {question.grade_id}: new, {told}"] if old.questions else []
        elif was.points != question.points:
            points = f"{_points(was.score)} of {was.points:g} → {told} of {question.points:g}"
            lines.append(f"  {question.grade_id}: {points}")
        elif was.score != question.score:
            why = question.message.splitlines()[0] if question.message else question.verdict
            lines.append(f"  {question.grade_id}: {_points(was.score)} → {told}. {why}")
    lines += [f"  {name}: gone" for name in before if new.questions]
    if old.problem != new.problem:
        lines.append(f"  {new.problem or 'it can be graded now'}")
    return lines


def _late(before: Mark, after: Mark) -> list[str]:
    was, now = _points(before.late), _points(after.late)
    return [f"  points off for being late: {was} → {now}"] if was != now else []


def _points(score: float | None) -> str:
    return "not graded" if score is None else f"{score:.6g}"
