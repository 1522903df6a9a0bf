"""How long a submission is waited for: the less, the more it has let us wait.

Of an answer that is overdue nobody knows whether a mistake or malice holds it up. The first one is
waited for as long as honest work could ever need; each that follows less long, down to what any
call of a lesson needs with room. So a notebook full of endless loops takes seconds, and the one
loop of an honest student costs its own question.

No mark may depend on what else a machine does: the time for which the submission's process, or
ours, waits for a processor that others have does not count.
"""

from __future__ import annotations

import os
import time

from autograder.grading.inside.wire import Left
from autograder.sandbox.settings import Settings

__all__ = ["Clock", "Deadline", "Patience"]

LESS = 3.0  # after each overdue answer, so many times less is waited for the next
LEAST = 0.1  # seconds; the slowest call of any lesson needs a tenth of it
LONGEST = 4.0  # times that a deadline can be put off to, on the busiest machine
COUNTED = "/proc/self/schedstat"  # where Linux counts for how long a process waits


class Clock:
    """For how long we, and the processes of one submission, have waited for a processor."""

    def __init__(self) -> None:
        self.gone = 0.0  # seconds of theirs that have ended
        self.theirs = -1
        self.ours = os.open(COUNTED, os.O_RDONLY) if os.path.exists(COUNTED) else -1

    def watch(self, file: int) -> None:
        """A new process of theirs; the file is its own count, which it has opened for us."""
        self.theirs = file

    def stop(self) -> None:
        """It is to end."""
        if self.theirs >= 0:
            self.gone += _count(self.theirs)
            os.close(self.theirs)
            self.theirs = -1

    def close(self) -> None:
        self.stop()
        if self.ours >= 0:
            os.close(self.ours)
            self.ours = -1

    def waited(self) -> float:
        """Seconds so far."""
        return self.gone + _count(self.theirs) + _count(self.ours)


def _count(file: int) -> float:
    """The second number is nanoseconds in a queue; none where nobody counts."""
    try:
        return int(os.pread(file, 100, 0).split()[1]) / 1e9 if file >= 0 else 0.0
    except (OSError, IndexError):  # it has ended
        return 0.0


class Deadline:
    """So many seconds from now on; called, it says how many are left.

    before : what the clock showed when they began, if that is known
    """

    def __init__(self, seconds: float, clock: Clock, before: float | None = None) -> None:
        self.seconds, self.clock = seconds, clock
        self.before = clock.waited() if before is None else before
        self.began = time.monotonic()
        self.end = self.began + seconds

    def __call__(self) -> float:
        now = time.monotonic()
        if now >= self.end:
            waited = self.clock.waited() - self.before
            self.end = self.began + min(self.seconds + waited, LONGEST * self.seconds)
        return self.end - now


class Patience:
    """What is left of it for one submission.

    step : the deadline of the cell or the question that is being worked on
    overdue : how many answers did not come in time
    """

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self.clock, self.overdue = clock, 0
        self.whole = self.step = Deadline(settings.submission_seconds, clock)

    def shrunk(self, seconds: float) -> float:
        """What is left of so many."""
        return max(seconds / LESS**self.overdue, min(LEAST, seconds))

    def begin(self, seconds: float, known: float = 0.0) -> None:
        """A cell or a question begins.

        known : what it took before, when it came to its end
        """
        self.step = Deadline(max(self.shrunk(seconds), LONGEST * known), self.clock)

    def go_on(self) -> None:
        """What was begun begins once more: a new process had to be made for it."""
        self.step = Deadline(self.step.seconds, self.clock)

    def deadline(self, seconds: float) -> Left:
        """Of one answer."""
        one = Deadline(self.shrunk(seconds), self.clock, self.step.before)
        return lambda: min(one(), self.step(), self.whole())
