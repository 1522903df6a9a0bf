"""The trusted side's end of the line to one submission's process.

A `Side` is one submission: it runs cells over there, asks for names, makes calls. If that process dies or is overdue it is ended, and the next
question is answered by a new one that has run the same cells.
"""

from __future__ import annotations

import os
import signal

from autograder.grading.settings import MB, Settings

DYING = 0.3  # seconds between the line's end and the process's, which tells why


class Ended(Exception):
    """The student's process came to an end; the text is a sentence on why."""

    def __init__(self, sentence: str, late: bool = False) -> None:
        super().__init__(sentence)
        self.late = late


def _why(status: int, broken: str, settings: Settings) -> str:
    """A sentence on how a process ended that nobody ended."""
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) != signal.SIGKILL:
        number = os.WTERMSIG(status)
        if number == signal.SIGXCPU:
            return f"Your code used more than {settings.cpu_seconds} s of the processor."
        name = signal.Signals(number).name if number in set(signal.Signals) else str(number)
        return f"Your code crashed the interpreter ({name})."
    if "cut" in broken or "closed" in broken:
        memory = f"{settings.memory / MB:,.0f} MB"
        return f"Your code ended the program, or was ended for using more than {memory}."
    return f"Your code's process sent what is no answer: {broken}."
