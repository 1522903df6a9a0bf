"""What a student is told of a test of the course's own that did not come to its end.

Where the line that failed may be seen, it is shown. Of a hidden test nobody hears more than what
its author wrote for the student: neither its line nor a value in it.
"""

from __future__ import annotations

import traceback

from autograder.grading.inside.wire import ERRORS
from autograder.lesson.statements import LESSON, TEST

LETTERS = 200  # of a line that is shown
HIDDEN = "A hidden test does not pass."


class Failure:
    """An error that ended a test cell, and where it stood.

    theirs : the last error that a call of a student's function ended with, and how it is told
    """

    def __init__(
        self, error: BaseException, source: str, theirs: tuple[Exception, str] | None
    ) -> None:
        self.error, self.name = error, type(error).__name__
        self.their_words = theirs[1] if theirs and theirs[0] is error else ""
        frames = list(traceback.walk_tb(error.__traceback__))
        numbers = [number for frame, number in frames if frame.f_code.co_filename == TEST]
        lines = source.splitlines()
        self.hidden = bool(numbers) and numbers[0] in _hidden(lines)
        self.line = lines[numbers[0] - 1].strip()[:LETTERS] if numbers and not self.hidden else ""
        # An `assert` of the author's own says what its author wrote; a library's says values.
        self.authors = bool(frames) and frames[-1][0].f_code.co_filename in (TEST, LESSON)

    @property
    def not_held(self) -> str:
        """What did not hold, of an AssertionError."""
        text = str(self.error).strip()
        if text and (self.authors or not self.line):
            return text if self.authors or not self.hidden else HIDDEN
        if self.hidden:
            return HIDDEN
        what = f"`{self.line}` does not hold" if self.line else "It is not right yet"
        return f"{what}: {text}" if text else f"{what}."

    @property
    def stopped(self) -> str:
        """What stopped it, of any other error."""
        if self.hidden:
            known = self.name if self.name in ERRORS else "an error"
            who = "your function" if self.their_words else "it"
            return f"In a hidden test {who} stopped with {known}."
        if self.their_words:
            return self.their_words + (f" (in `{self.line}`)" if self.line else "")
        return f"`{self.line or 'the test'}` stopped with {self.name}: {self.error}"


def _hidden(lines: list[str]) -> set[int]:
    """The numbers of the lines that students are not given."""
    found, inside = set[int](), False
    for number, line in enumerate(lines, 1):
        inside = inside or "BEGIN HIDDEN TESTS" in line
        if inside:
            found.add(number)
        inside = inside and "END HIDDEN TESTS" not in line
    return found
