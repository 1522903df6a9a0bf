"""What of a lesson is to be graded, and what was graded before and is left as it is.

Where the gradebook has lost the points of what is left, that is graded once more.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from autograder.course.attempts import best_counts
from autograder.grading.attempts import Tried, Who, lost, tried, work_of
from autograder.grading.jobs import Job, submissions
from autograder.grading.standing import Standing
from autograder.grading.telling import lost_one
from autograder.grading.verdicts import read_record

__all__ = ["Plan", "to_grade"]

WITHOUT = "The others are graded without it; once it is back, the same command takes it in again."


def to_grade(course: Path, lesson: str) -> list[str]:
    """Of whom the next run of `grade` would grade something that is new, or failed on our side."""
    found = ((who, read_record(course, who, lesson)) for who, _ in submissions(course, lesson))
    return [who for who, x in found if x is None or x.work != work_of(course, who, lesson)]


@dataclass
class Plan:
    """What one run of `grade` has to do.

    jobs : what is to be graded
    several : of whom all attempts are looked at, and which these are
    left : (student, lesson) -> what was graded before, and what has points by its record
    """

    jobs: list[Job] = field(default_factory=list)
    several: dict[Who, Tried] = field(default_factory=dict)
    left: dict[Who, tuple[Tried, frozenset[str]]] = field(default_factory=dict)

    def take(self, course: Path, any_job: Job, students: Sequence[str], regrade: bool) -> None:
        """Look through a lesson.

        any_job : how each is graded
        students : the only ones, if any are named
        """
        lesson, old = any_job.lesson, 0
        best = best_counts(course)
        same: dict[frozenset[str], frozenset[str]] = {}  # most have points for the same questions
        for student, folder in submissions(course, lesson):
            if students and student not in students:
                continue
            job = replace(any_job, student=student, submitted=folder)
            record = read_record(course, student, lesson)
            there = tried(course, job, None if regrade else record) if best else Tried.alone(job)
            if best and record is not None:
                for gone in lost(course, record):
                    print(f"{lost_one(record, gone)} {WITHOUT}", file=sys.stderr)
            if record is None or record.work != there.work or regrade:
                self._do(there)
            else:
                scored = frozenset(q.grade_id for q in record.questions if q.score is not None)
                self.left[student, lesson] = there, same.setdefault(scored, scored)
                old += record.grader != any_job.grader
        if old:
            print(
                f"{lesson}: {old} graded before something of ours changed, and left as they are; "
                "--regrade shows what would change.",
                file=sys.stderr,
            )

    def lost(self, standings: Sequence[Standing]) -> list[Job]:
        """What was left though the gradebook has lost its points, as an old copy of it has."""
        missing = {(x.student, x.lesson): set(x.missing) for x in standings}
        gone = list[Job]()
        for who, (there, scored) in list(self.left.items()):
            empty = missing.get(who)
            if empty is None or scored & empty:
                del self.left[who]
                gone += self._do(Tried(there.jobs))
        return gone

    def _do(self, there: Tried) -> list[Job]:
        jobs = there.to_do
        self.jobs += jobs
        if len(there.jobs) > 1:
            self.several[jobs[0].student, jobs[0].lesson] = there
        return jobs
