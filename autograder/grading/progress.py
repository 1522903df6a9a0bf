"""How far a run is: a line that moves on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from autograder.course.width import fit
from autograder.grading.verdicts import Record

WIDTH = 24
EVERY = 10.0  # seconds between lines that do not move


class Progress:
    """`with Progress("08_backprop", 60) as p: p.step("ada")`."""

    def __init__(self, what: str, total: int) -> None:
        self.what, self.total, self.done = what, total, 0
        self.moves = sys.stderr.isatty()

    def __enter__(self) -> Progress:
        self.began = self.told = time.monotonic()
        return self

    def __exit__(self, *_: object) -> None:
        if self.moves and self.done:
            print(file=sys.stderr)

    def step(self, who: str) -> None:
        """One more is done."""
        self.done += 1
        now = time.monotonic()
        if self.moves:
            print(f"\r{self.line(now)}  {fit(who, 20)}", end="", file=sys.stderr, flush=True)
        elif now - self.told >= EVERY or self.done == self.total:
            self.told = now
            print(self.line(now), file=sys.stderr, flush=True)

    def line(self, now: float) -> str:
        """Bar, count, rate and time left."""
        rate = self.done / max(now - self.began, 1e-9)
        filled = WIDTH * self.done // max(self.total, 1)
        bar = "█" * filled + "·" * (WIDTH - filled)
        left = (self.total - self.done) / rate
        return f"{self.what} {bar} {self.done}/{self.total}, {rate:.1f} a second, {left:.0f} s left"


class Lookout:
    """What a watch stands at: a line that moves on a terminal, one for each result elsewhere."""

    def __init__(self, places: Sequence[Path]) -> None:
        self.places, self.count, self.last, self.day = places, 0, "", date.today()
        self.moves = sys.stderr.isatty()

    def __enter__(self) -> Lookout:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def note(self, count: int, last: Record | None) -> None:
        """So many more are graded, that one last."""
        self._turn()
        self.count += count
        if last is not None:
            most = sum(question.points for question in last.questions if question.score is not None)
            earned = "not graded" if last.problem else f"{last.score:g} of {most:g} by the checks"
            self.last = f"{last.student}, {last.lesson}: {earned}, {datetime.now():%H:%M:%S}"
        if not self.moves:
            print(self.line(), file=sys.stderr, flush=True)

    def line(self) -> str:
        """What is waited for, how many were graded today, and what came of the last."""
        last = f"; last {self.last}" if self.last else ""
        where = ", ".join(path.name for path in self.places)
        return f"{self.count} graded today{last}; waiting for work in {where}"

    def show(self) -> None:
        """The line as it is now."""
        if self.moves:
            self._turn()
            room = shutil.get_terminal_size().columns - 1
            told = fit(f"{datetime.now():%H:%M:%S} {self.line()}", room)
            print(f"\r{told}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Make room for what others say."""
        if self.moves:
            room = shutil.get_terminal_size().columns - 1
            print(f"\r{' ' * room}\r", end="", file=sys.stderr, flush=True)

    def _turn(self) -> None:
        """At midnight counting begins anew."""
        if self.day != date.today():
            self.day, self.count = date.today(), 0
