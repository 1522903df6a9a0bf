"""What a new grading would change: who gains or loses how much, and at which question."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from autograder.grading.verdicts import Record, read_record


def changes(course: Path, new: Sequence[Record]) -> list[str]:
    """A line for everybody whose points would change, one for each such question, and a count."""
    lines: list[str] = []
    moved = 0
    for record in sorted(new, key=lambda record: (record.lesson, record.student)):
        old = read_record(course, record.student, record.lesson)
        told = _differences(old, record) if old else ["  not graded before"]
        if told:
            moved += 1
            before = f"{old.score:g}" if old else "nothing"
            lines += [f"{record.student}, {record.lesson}: {before} → {record.score:g}", *told]
    return [*lines, f"{moved} of {len(new)} would change."]


def confirmed(count: int) -> bool:
    """Ask at the terminal; where nobody can answer, no."""
    if not sys.stdin.isatty():
        print("Add --yes to enter these grades.")
        return False
    return input(f"Enter the {count} new gradings? [y/N] ").strip().lower() in ("y", "yes")


def _differences(old: Record, new: Record) -> list[str]:
    before = {q.grade_id: q for q in old.questions}
    lines = []
    for question in new.questions:
        was = before.get(question.grade_id)
        if was is None or was.score == question.score:
            continue
        why = question.message.splitlines()[0] if question.message else question.verdict
        lines.append(
            f"  {question.grade_id}: {_points(was.score)} → {_points(question.score)}. {why}"
        )
    if old.problem != new.problem:
        lines.append(f"  {new.problem or 'it can be graded now'}")
    return lines


def _points(score: float | None) -> str:
    return "not graded" if score is None else f"{score:g}"
