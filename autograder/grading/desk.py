"""Where what was graded is entered, one submission after the other.

Whatever goes wrong with one costs that one alone: it is told, has no new record, and so is graded
again by the next run. Only the gradebook itself, or a disk that is full, ends a run.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from autograder.environment import CommandFailed
from autograder.grading.gradebook import Ledger, Mark
from autograder.grading.late import RuleFailed
from autograder.grading.opening import GradebookFailed, in_words
from autograder.grading.verdicts import Record, write_record

__all__ = ["Desk"]


class Desk:
    """The gradebook and the records of a course, and who could not be entered.

    failed : (student, lesson) -> why
    """

    def __init__(self, ledger: Ledger, course: Path) -> None:
        self.ledger, self.course = ledger, course
        self.failed: dict[tuple[str, str], str] = {}

    def enter(self, record: Record, notebook: Any) -> None:
        """The gradebook first, the record last: what has a record is in the gradebook."""
        try:
            self.ledger.write(record, notebook)
            with in_words(f"{record.student}, {record.lesson}"):
                write_record(self.course, record)
        except GradebookFailed:
            raise
        except Exception as error:
            self.failed[record.student, record.lesson] = _sentence(error)

    def would(self, record: Record, notebook: Any) -> tuple[Mark | None, Mark] | None:
        """The marks before and after it would be entered; None where it could not be."""
        try:
            return self.ledger.would(record, notebook)
        except GradebookFailed:
            raise
        except Exception as error:
            self.failed[record.student, record.lesson] = _sentence(error)
            return None


def _sentence(error: Exception) -> str:
    if isinstance(error, RuleFailed | CommandFailed):
        why = str(error)
    else:
        why = ": ".join([type(error).__name__, *str(error).strip().splitlines()[:1]]) + "."
    return f"Not entered, and to be graded again. {why}"
