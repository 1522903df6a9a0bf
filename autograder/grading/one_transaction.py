"""Everything that is entered in a gradebook together, or not at all; one command at a time.

nbgrader commits at every step, and several commands may enter something at once. In here its
commits only send what there is to the database. Who enters waits in line first: in SQLite by asking
for the file before anything is read, in PostgreSQL by a lock that all of our commands ask for.
Formgrader, which enters one mark at a time, does without.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from autograder.grading.refused import in_words

__all__ = ["one_transaction", "wait_in_line"]

LINE = 0x6E6E6C6962  # "nnlib": the number of the lock
PATIENCE = "60s"  # SQLite has five seconds of its own


@contextlib.contextmanager
def one_transaction(book: Any, *, kept: bool = True) -> Iterator[Any]:
    """The session of an open gradebook; what is done inside is kept, if it comes to its end.

    kept : if not, it is undone in any case
    """
    session = book.db()
    session.rollback()  # what was read before may be another by now
    try:
        wait_in_line(session.connection())
        with _nbgraders_steps_are_no_end(session):
            yield session
        if kept:
            session.commit()
    finally:
        session.rollback()


def wait_in_line(line: Any) -> None:
    """Begin a transaction in which nobody else of us enters anything."""
    if line.dialect.name == "sqlite":
        line.exec_driver_sql("BEGIN IMMEDIATE")
    elif line.dialect.name == "postgresql":
        line.exec_driver_sql(f"SET LOCAL lock_timeout = '{PATIENCE}'")
        line.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LINE})")


@contextlib.contextmanager
def _nbgraders_steps_are_no_end(session: Any) -> Iterator[None]:
    """Where it commits it sends; where it would undo everything, whoever called it undoes less.

    What the database refuses is an error without nbgrader's traceback in the log.
    """
    from sqlalchemy.exc import DataError, IntegrityError

    def send() -> None:
        with in_words("it could not be written"):
            try:
                session.flush()
            except (DataError, IntegrityError) as error:
                raise ValueError(str(error.orig)) from None

    session.commit, session.rollback = send, lambda: None
    try:
        yield
    finally:
        del session.commit, session.rollback
