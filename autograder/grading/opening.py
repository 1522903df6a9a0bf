"""A gradebook that is there, opened; one that is locked, full or broken is told in a sentence."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from autograder.course.nbgrader_config import course_config
from autograder.environment import CommandFailed

__all__ = ["GradebookFailed", "gradebook_file", "in_words", "opened"]

# Of these everybody's work suffers; another error of the system may be due to one name or file.
EVERYBODY = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EMFILE, errno.ENFILE}


class GradebookFailed(CommandFailed):
    """The gradebook, or the disk that it is on, fails: no matter whose work is at hand."""


def gradebook_file(course: Path) -> Path | None:
    """Where the gradebook of a course is, or None if it is no file of SQLite."""
    from nbgrader.coursedir import CourseDirectory

    url = CourseDirectory(config=course_config(course)).db_url
    return Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:///") else None


@contextlib.contextmanager
def opened(course: Path) -> Iterator[Any]:
    """nbgrader's `Gradebook` of a course; where there is none, none is made."""
    from nbgrader.api import Gradebook
    from nbgrader.coursedir import CourseDirectory

    file = gradebook_file(course)
    if file and not file.is_file():
        raise CommandFailed(
            f"there is no gradebook {file}. Release a lesson first: "
            "`python3 -m autograder release NN`."
        )
    folders = CourseDirectory(config=course_config(course))
    with in_words("it could not be opened"):
        book = Gradebook(folders.db_url, folders.course_id)
    with contextlib.closing(book):
        yield book


@contextlib.contextmanager
def in_words(what: str) -> Iterator[None]:
    """What fails of the gradebook itself is a sentence; nothing is half entered."""
    try:
        yield
    except Exception as error:
        if not _is_everybodys(error):
            raise
        why = getattr(error, "strerror", None) or getattr(error, "orig", None) or error
        raise GradebookFailed(
            f"the gradebook, {what}: {why}. What was entered before stays; "
            "the same command goes on from there."
        ) from None


def _is_everybodys(error: Exception) -> bool:
    """Is it the disk or the gradebook, and not what is to be entered?"""
    from sqlalchemy import exc

    if isinstance(error, OSError):
        return error.errno in EVERYBODY
    one = (exc.DataError, exc.IntegrityError)
    return isinstance(error, exc.DBAPIError) and not isinstance(error, one)
