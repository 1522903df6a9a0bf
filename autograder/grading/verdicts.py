"""What came out for one submission: a verdict for every question, kept as JSON.

A record is written when all of a submission is graded and the gradebook knows it. It tells what
was graded by what, so that the same work is not done twice, and it is what `report` reads.
"""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from autograder.environment import CommandFailed

RIGHT, PARTLY, WRONG = "right", "partly", "wrong"
NOT_RUN, NOT_GRADED, BY_HAND = "could not run", "could not grade", "by hand"


@dataclass
class Question:
    """One graded cell.

    score : points earned, None where a person has to say
    verdict : one of the words above
    exercise, suite : what its check tests; "" for a question that has no check
    misconception : the mistake that was recognised, if any
    message : what the student is told
    reached : what a contest goes by, if it is one: the less the better
    """

    grade_id: str
    points: float
    score: float | None
    verdict: str
    exercise: str = ""
    suite: str = ""
    misconception: str | None = None
    message: str = ""
    seconds: float = 0.0
    reached: float | None = None


@dataclass
class Attempt:
    """One of several that a student handed in, where the best one counts.

    work : hash of what was handed in
    handed_in : when, "" where it is not known
    points : what the checks gave
    late : points off for being late
    problem : why it could not be graded, or ""
    """

    work: str
    handed_in: str
    points: float
    late: float
    problem: str = ""
    counts: bool = False


@dataclass
class Record:
    """One submission, graded.

    work : hash of what was handed in, all attempts together where the best one counts
    grader : hash of everything of ours that decides: checks, lesson, seed, settings
    level, locked : how the student's process was locked in
    notes : what the student is told about the notebook as a whole
    problem : why it could not be graded at all, or ""
    seed : the one that its inputs were drawn from; 0 where it was not graded
    place : where it lies in the course, if it is an earlier attempt than the last
    attempts : all of them, this one too, where there are several and the best one counts
    """

    student: str
    lesson: str
    work: str = ""
    grader: str = ""
    questions: list[Question] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    locked: list[str] = field(default_factory=list)
    problem: str = ""
    seconds: float = 0.0
    kilobytes: int = 0
    graded: str = ""
    seed: int = 0
    place: str = ""
    attempts: list[Attempt] = field(default_factory=list)

    @property
    def folder(self) -> str:
        """Where it lies in the course."""
        return self.place or f"submitted/{self.student}/{self.lesson}"

    @property
    def score(self) -> float:
        """What the checks gave."""
        return sum(question.score or 0.0 for question in self.questions)


def record_path(course: Path, student: str, lesson: str) -> Path:
    return course / "verdicts" / lesson / f"{student}.json"


def write_record(course: Path, record: Record) -> None:
    """Write a record whole or not at all."""
    text = json.dumps(asdict(record), indent=1, ensure_ascii=False)
    replace_file(record_path(course, record.student, record.lesson), text.encode())


def read_record(course: Path, student: str, lesson: str) -> Record | None:
    """The record of a submission, or None where there is none that can be read."""
    try:
        text = record_path(course, student, lesson).read_text(encoding="utf-8")
        return record_of(json.loads(text))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def record_of(raw: dict[str, Any]) -> Record:
    """The record that `asdict` has taken apart."""
    questions = [Question(**question) for question in raw.pop("questions")]
    attempts = [Attempt(**attempt) for attempt in raw.pop("attempts", ())]
    return Record(**raw, questions=questions, attempts=attempts)


def records(course: Path, lesson: str) -> list[Record]:
    """All records of a lesson, by student."""
    names = sorted(path.stem for path in (course / "verdicts" / lesson).glob("*.json"))
    found = (read_record(course, name, lesson) for name in names)
    return [record for record in found if record is not None]


def replace_file(path: Path, content: bytes) -> None:
    """Put a whole file in its place in one step."""
    if path.is_dir():
        raise CommandFailed(f"{path} is a folder. Give the name of a file in it.")
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".half-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise
