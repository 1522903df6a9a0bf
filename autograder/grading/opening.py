"""A gradebook that is there, opened; one that is locked, full or broken is told in a sentence.

It is a file of SQLite in the course folder, or lies where `CourseDirectory.db_url` says: on a
server of PostgreSQL, several machines and people have one gradebook.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from autograder.course.nbgrader_config import CLASS_FILE, course_config, tools_on_path
from autograder.environment import CommandFailed
from autograder.grading.one_transaction import wait_in_line
from autograder.grading.refused import GradebookFailed, in_words

__all__ = [
    "GradebookFailed",
    "begin_gradebook",
    "gradebook_file",
    "gradebook_name",
    "has_percent",
    "in_words",
    "is_begun",
    "opened",
]

DRIVER = (
    "the gradebook's address begins with {}, and nothing is installed that understands it. For "
    "PostgreSQL write postgresql+psycopg://…, and run "
    "`python3 -m autograder setup --extra postgres`."
)


def gradebook_file(course: Path) -> Path | None:
    """Where the gradebook of a course is, or None if it is no file of SQLite."""
    url = _address(course)
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def gradebook_name(course: Path) -> str:
    """The gradebook in a sentence; never a password."""
    if file := gradebook_file(course):
        return str(file)
    url = _address(course)
    return f"the database {url.database} on {url.host or 'this machine'}"


def has_percent(course: Path) -> bool:
    """Is there a % in its address? alembic reads one as the beginning of a name of its own."""
    from nbgrader.coursedir import CourseDirectory

    return "%" in CourseDirectory(config=course_config(course)).db_url


def is_begun(course: Path) -> bool:
    """Is there a gradebook? A server is asked, and nothing made."""
    if file := gradebook_file(course):
        return file.is_file()
    from sqlalchemy import inspect

    with _line(course) as line:
        return bool(inspect(line).has_table("submitted_assignment"))


def begin_gradebook(course: Path) -> None:
    """Have a gradebook; of several commands that begin one on a server, one makes it.

    nbgrader looks whether there are tables, then makes them: who comes between the two fails.
    """
    tools_on_path()
    if gradebook_file(course):
        with _nbgraders(course):
            return
    with _line(course) as line, in_words("it could not be begun"):
        wait_in_line(line)
        with _nbgraders(course):
            pass


@contextlib.contextmanager
def opened(course: Path) -> Iterator[Any]:
    """nbgrader's `Gradebook` of a course; where there is none, none is made."""
    if not is_begun(course):
        place = gradebook_file(course) or f"in {gradebook_name(course)}"
        raise CommandFailed(
            f"there is no gradebook {place}. Release a lesson first: "
            "`python3 -m autograder release NN`."
        )
    with _nbgraders(course) as book:
        yield book


@contextlib.contextmanager
def _nbgraders(course: Path) -> Iterator[Any]:
    """nbgrader's own object, which makes the tables that it does not find."""
    from nbgrader.api import Gradebook
    from nbgrader.coursedir import CourseDirectory

    folders = CourseDirectory(config=course_config(course))
    with in_words("it could not be opened"):
        book = Gradebook(folders.db_url, folders.course_id)
    with contextlib.closing(book):
        yield book


def _address(course: Path) -> Any:
    """What the class, or nbgrader, says where the gradebook is, taken apart."""
    from nbgrader.coursedir import CourseDirectory
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError

    try:
        url = make_url(CourseDirectory(config=course_config(course)).db_url)
    except (ArgumentError, ValueError):
        raise CommandFailed(
            f"CourseDirectory.db_url in {course / CLASS_FILE} is no address of a database. Write "
            'it as "postgresql+psycopg://user@host/database"; an @, / or % in a password is '
            "%40, %2F or %25."
        ) from None
    try:
        url.get_dialect().import_dbapi()
    except (ImportError, NoSuchModuleError):
        raise CommandFailed(DRIVER.format(url.drivername)) from None
    return url


@contextlib.contextmanager
def _line(course: Path) -> Iterator[Any]:
    """A connection to the server that the gradebook is on."""
    from sqlalchemy import create_engine, pool

    engine = create_engine(_address(course), poolclass=pool.NullPool)
    with in_words("it could not be opened"):
        line = engine.connect()
    with line:
        yield line
