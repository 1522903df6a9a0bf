"""The one exception that a check raises."""

from __future__ import annotations


class CheckFailed(AssertionError):
    """A graded function is not right yet.

    exercise : the name of the function
    misconception : the id of the mistake, where it was recognised
    message : everything the panel says, in plain text
    """

    def __init__(self, exercise: str, misconception: str | None, message: str) -> None:
        super().__init__(message)
        self.exercise, self.misconception, self.message = exercise, misconception, message

    def _render_traceback_(self) -> list[str]:
        """One line for IPython: the panel above has said the rest."""
        return [f"CheckFailed: {self.message.splitlines()[0]}"]
