"""Where what was graded is entered: many submissions in one transaction.

What has come within a second of the last time is entered together, a hundred at most, whether or
not anybody else comes. So a class of any size waits for the disk once a second, and a kill costs at
most what came in a second: that is graded again. Meanwhile nothing is locked for others.

Whatever goes wrong with one costs that one alone: it is told, has no new record, and so is graded
again by the next run. Only the gradebook itself, or a disk that is full, ends a run.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from autograder.environment import CommandFailed
from autograder.grading.gradebook import Ledger, Mark
from autograder.grading.late import RuleFailed
from autograder.grading.refused import GradebookFailed, in_words
from autograder.grading.verdicts import Record, write_record

__all__ = ["Desk"]

BATCH = 100  # submissions in one transaction
SECONDS = 1.0  # from one transaction to the next, if so many do not come in it
Graded = tuple[Record, Any]


class Desk:
    """The gradebook and the records of a course, and who could not be entered.

    Use as a context manager: in the end everybody who was taken is entered.

    failed : (student, lesson) -> why
    """

    def __init__(self, ledger: Ledger, course: Path) -> None:
        self.ledger, self.course = ledger, course
        self.failed: dict[tuple[str, str], str] = {}
        self.taken: list[Graded] = []
        self.entered = float("-inf")  # when, the last time

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *_: object) -> None:
        self.enter()

    def take(self, record: Record, notebook: Any) -> None:
        """Enter it, now or with those that come within the second."""
        self.taken.append((record, notebook))
        if len(self.taken) >= BATCH or time.monotonic() - self.entered >= SECONDS:
            self.enter()

    def look(self) -> None:
        """Nobody comes: whoever has waited for a second is entered."""
        if self.taken and time.monotonic() - self.entered >= SECONDS:
            self.enter()

    def keep(self, record: Record) -> None:
        """Write the record alone: its mark is in the gradebook already."""
        try:
            with in_words(f"{record.student}, {record.lesson}"):
                write_record(self.course, record)
        except GradebookFailed:
            raise
        except Exception as error:
            self.failed[record.student, record.lesson] = _sentence(error)

    def enter(self) -> None:
        """Enter all who were taken: the gradebook first, the records last.

        What has a record is in the gradebook.
        """
        taken, self.taken = self.taken, []
        try:
            written = self._written(taken) if taken else []
        except GradebookFailed:
            raise
        except Exception as error:  # of the transaction itself: nobody is in the gradebook
            written = []
            self.failed |= {(x.student, x.lesson): _sentence(error) for x, _ in taken}
        for record in written:
            self.keep(record)
        self.entered = time.monotonic()

    def would(self, record: Record, notebook: Any) -> tuple[Mark | None, Mark] | None:
        """The marks before and after it would be entered; None where it could not be."""
        try:
            return self.ledger.would(record, notebook)
        except GradebookFailed:
            raise
        except Exception as error:
            self.failed[record.student, record.lesson] = _sentence(error)
            return None

    def _written(self, taken: list[Graded]) -> list[Record]:
        """Who is in the gradebook now; of the others is said why not."""
        written = []
        with self.ledger.together():
            for record, notebook in taken:
                try:
                    self.ledger.write(record, notebook)
                    written.append(record)
                except GradebookFailed:
                    raise
                except Exception as error:
                    self.failed[record.student, record.lesson] = _sentence(error)
        return written


def _sentence(error: Exception) -> str:
    if isinstance(error, RuleFailed | CommandFailed):
        why = str(error)
    else:
        why = ": ".join([type(error).__name__, *str(error).strip().splitlines()[:1]]) + "."
    return f"Not entered, and to be graded again. {why}"
