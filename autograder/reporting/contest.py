"""Who stands where in a contest: what a check measured, the least first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.grading.verdicts import Record

__all__ = ["Place", "places"]


@dataclass(frozen=True)
class Place:
    """One student's place, which all share who reached the same, and what it goes by."""

    place: int
    student: str
    reached: float


def places(records: Sequence[Record]) -> list[Place]:
    """The leaderboard of a lesson; empty where it has no contest.

    Of several checks of one student the best counts; who could not be graded is not in it.
    """
    best: dict[str, float] = {}
    for record in records:
        reached = [q.reached for q in record.questions if q.reached is not None]
        if reached and not record.problem:
            best[record.student] = min(reached)
    order = sorted(best, key=lambda student: (best[student], student))
    ranked = sorted(best.values())
    return [Place(ranked.index(best[x]) + 1, x, best[x]) for x in order]
