"""What was graded before and is left as it is, unless the gradebook has lost it."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.grading.jobs import Job
from autograder.grading.standing import Standing

__all__ = ["Left", "lost"]

Left = tuple[Job, frozenset[str]]  # graded before: what has points by its record


def lost(
    left: Sequence[Left], standings: Sequence[Standing]
) -> tuple[list[Job], list[tuple[str, str]]]:
    """Those whose points the gradebook has lost, as after an old copy was put back; the others."""
    gone, kept = list[Job](), list[tuple[str, str]]()
    missing = {(x.student, x.lesson): set(x.missing) for x in standings}
    for job, scored in left:
        empty = missing.get((job.student, job.lesson))
        if empty is None or scored & empty:
            gone.append(job)
        else:
            kept.append((job.student, job.lesson))
    return gone, kept
