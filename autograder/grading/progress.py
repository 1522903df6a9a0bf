"""How far a run is: a line that moves on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time

from autograder.course.width import fit

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
