"""What may be done ahead, in the moments in which nothing is asked of a kernel."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress

__all__ = ["Idle"]

PAUSE = 0.05  # seconds before each job: a key, or the next cell, comes first


class Idle:
    """Does one job after another while the kernel has nothing else to do; nobody waits for it."""

    def __init__(self) -> None:
        self._jobs: list[Callable[[], object]] = []
        self._waits = False

    def do(self, jobs: Iterable[Callable[[], object]]) -> None:
        """Do these, the first one first, in place of what is left of those before."""
        self._jobs = list(jobs)
        with suppress(RuntimeError):  # no kernel runs
            loop = asyncio.get_running_loop()
            if not self._waits:
                self._wait(loop)

    def _wait(self, loop: asyncio.AbstractEventLoop) -> None:
        self._waits = bool(self._jobs)
        if self._waits:
            due = loop.time() + PAUSE
            loop.call_at(due, self._look, loop, due)

    def _look(self, loop: asyncio.AbstractEventLoop, due: float) -> None:
        if loop.time() < due + PAUSE:  # later than that, and a cell ran: another may follow
            with suppress(Exception):  # it is told where somebody asks for it
                self._jobs.pop(0)()
        self._wait(loop)
