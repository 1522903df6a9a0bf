"""The notebook that a student handed in, read from its folder, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from autograder.course.filing import PROBLEM
from autograder.course.limits import LIMITS, Unreadable
from autograder.course.slip import STAMP, handed_in_at
from autograder.grading.jobs import Job
from autograder.grading.outputs import clean
from autograder.lesson.readable import readable
from autograder.lesson.reading import LessonError

__all__ = ["handed_in", "readable_notebook"]

LONGEST = 2000  # letters of what collect says of a submission that cannot be read


def handed_in(job: Job) -> bytes:
    """What lies there as the notebook, of one that is too large a byte more than is taken."""
    path = job.submitted / f"{job.lesson}.ipynb"
    try:
        _problem(job.submitted / PROBLEM)
        with _told(STAMP):
            handed_in_at(job.submitted)
        if not path.is_file() or path.is_symlink():
            raise LessonError(f"There is no {path.name} among what was handed in.")
        with path.open("rb") as file:
            return file.read(LIMITS.notebook + 1)
    except OSError as error:
        raise LessonError(f"What was handed in cannot be read: {error.strerror}.") from None


def readable_notebook(job: Job) -> Any:
    """The same as a notebook, looked through before anything is built from it."""
    content = handed_in(job)
    with _told(f"{job.lesson}.ipynb"):
        return readable(content, LIMITS).notebook


def _problem(path: Path) -> None:
    """What `collect` says of a submission that cannot be read."""
    if path.is_file() and not path.is_symlink():
        with path.open(encoding="utf-8", errors="replace") as said:
            raise LessonError(clean(said.read(LONGEST)).strip() or f"{PROBLEM} is empty.")


@contextmanager
def _told(name: str) -> Iterator[None]:
    try:
        yield
    except Unreadable as error:
        raise LessonError(f"{name} {error}") from None
