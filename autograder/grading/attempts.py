"""Where a student's best attempt counts: all are graded, and what counts most is entered.

Each attempt is counted as if it were the only one: its own points, what a person gave by hand, and
what being late costs by its own time. Of two that count the same the later one stands. Nothing is
chosen before all of a student's attempts are graded; where one failed on our side, all stays as it
was until the next run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from autograder.course.attempts import attempts, best_counts
from autograder.course.limits import Unreadable
from autograder.course.slip import handed_in_at
from autograder.grading.desk import Desk
from autograder.grading.gradebook import Mark
from autograder.grading.jobs import Job, work_hash
from autograder.grading.verdicts import Attempt, Record, read_record

__all__ = ["Choice", "Tried", "Who", "lost", "tried", "work_of"]

Who = tuple[str, str]  # student, lesson
Graded = tuple[Record, Any]


@dataclass
class Tried:
    """All that a student handed in for a lesson, and what of it is to be graded.

    jobs : by one word for the work of each, the newest last
    known : attempts that have lost before by the same measure, by the same word
    """

    jobs: dict[str, Job]
    known: dict[str, Attempt] = field(default_factory=dict)

    @classmethod
    def alone(cls, job: Job) -> Tried:
        """Where the last attempt counts."""
        return cls({job.work: job})

    @property
    def work(self) -> str:
        return _together(self.jobs)

    @property
    def to_do(self) -> list[Job]:
        return [job for work, job in self.jobs.items() if work not in self.known]


def work_of(course: Path, student: str, lesson: str) -> str:
    """One word for all of a student's work that may count."""
    places = attempts(course, student, lesson) if best_counts(course) else []
    return _together(map(work_hash, places or [course / "submitted" / student / lesson]))


def tried(course: Path, job: Job, record: Record | None) -> Tried:
    """What there is of a student's, where the best attempt counts.

    job : of what was handed in last
    record : what was graded before
    """
    places = attempts(course, job.student, job.lesson)
    jobs = {work_hash(place): replace(job, submitted=place) for place in places}
    if record is None or record.grader != job.grader:
        return Tried(jobs)
    old = {x.work: x for x in record.attempts if x.work in jobs}
    if not any(x.counts for x in old.values()):
        return Tried(jobs)
    return Tried(jobs, {work: x for work, x in old.items() if not x.counts})


def lost(course: Path, record: Record) -> list[Attempt]:
    """Attempts that were graded and lie nowhere in the course any more.

    Of the last nothing is said while anything is in its place: its time may have become known.
    """
    places = attempts(course, record.student, record.lesson)
    there = {work_hash(place) for place in places if place.is_dir()}
    known = record.attempts[:-1] if places[-1].is_dir() else record.attempts
    return [x for x in known if x.work not in there]


class Choice:
    """Takes what is graded of students with several attempts, and hands on what counts.

    stands : whose mark stays the one that is in the gradebook, so that only the record is new
    """

    def __init__(self, several: Mapping[Who, Tried], desk: Desk) -> None:
        self.several, self.desk = several, desk
        self.graded: dict[Who, dict[Path, Graded]] = {}
        self.stands: set[Who] = set()

    def of(self, job: Job, record: Record, notebook: Any) -> Graded | None:
        """The attempt that counts, once all are graded; None before, and where one failed."""
        who = job.student, job.lesson
        if who not in self.several:
            return record, notebook
        there = self.graded.setdefault(who, {})
        there[job.submitted] = record, notebook
        if len(there) < len(self.several[who].to_do):
            return None
        return self._best(who, self.several[who], self.graded.pop(who))

    def _best(self, who: Who, tried: Tried, graded: Mapping[Path, Graded]) -> Graded | None:
        attempts, marks = list[Attempt](), dict[Path, tuple[Mark | None, Mark]]()
        for work, job in tried.jobs.items():
            if job.submitted not in graded:
                attempts.append(tried.known[work])
                continue
            record, notebook = graded[job.submitted]
            if not record.work:
                self.desk.failed[who] = record.problem
                return None
            record.place = _place(job, self.desk.course)
            if (would := self.desk.would(record, notebook)) is None:
                return None
            marks[job.submitted] = would
            attempts.append(_attempt(job, record, would[1]))
        best = max(reversed(marks), key=lambda place: _worth(graded[place][0], marks[place][1]))
        record, notebook = graded[best]
        for attempt in attempts:
            attempt.counts = attempt.work == record.work
        before, after = marks[best]
        old = read_record(self.desk.course, *who)
        if old and before == after and record.work == _counted(old):
            self.stands.add(who)
        record.attempts = attempts
        record.work = _together(x.work for x in attempts)
        return record, notebook


def _attempt(job: Job, record: Record, mark: Mark) -> Attempt:
    try:
        when = handed_in_at(job.submitted)
    except Unreadable:
        when = None
    said = when.isoformat() if when else ""
    return Attempt(record.work, said, record.score, mark.late, record.problem)


def _counted(record: Record) -> str:
    """One word for the work that a record is of."""
    return next((x.work for x in record.attempts if x.counts), record.work)


def _worth(record: Record, mark: Mark) -> tuple[bool, float]:
    return not record.problem, round(mark.counts, 6)


def _place(job: Job, course: Path) -> str:
    """Where it lies, if it is not what was handed in last."""
    there = job.submitted.relative_to(course)
    return "" if there.parts[0] == "submitted" else there.as_posix()


def _together(works: Iterable[str]) -> str:
    """One word for several."""
    words = list(dict.fromkeys(works))
    if len(words) == 1:
        return words[0]
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:16]
