"""Graded submissions that wait for a word, on the disk: a class of any size has room there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from autograder.grading.parcel import answered, answers
from autograder.grading.verdicts import Record

__all__ = ["Held"]


class Held:
    """Keeps records and notebooks in a file without a name, which is gone when it is closed.

    Read from it once all are kept.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.count = file, 0

    def keep(self, record: Record, notebook: Any) -> None:
        self.file.write(answers(record, notebook) + b"\n")  # in JSON no line ends of itself
        self.count += 1

    def __iter__(self) -> Iterator[tuple[Record, Any]]:
        self.file.seek(0)
        return map(answered, self.file)
