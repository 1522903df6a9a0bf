"""What has come into some folders since it was last dealt with, once it lies still."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

__all__ = ["Arrivals"]

Look = dict[str, tuple[int, int]]  # file: its size, and when it was last written
PATIENCE = 6  # looks for which what lies still waits for what does not: always something comes


class Arrivals:
    """Looks at places; something is new when it is other than what was dealt with, twice alike."""

    def __init__(self, places: Sequence[Path]) -> None:
        self.places = list(places)
        self.last: Look = {}
        self.dealt: Look = {}
        self.waited = 0

    def new(self) -> Look | None:
        """What is there, if some of it is new and nobody was writing since the last look.

        Where somebody always is, what has lain still is not left to wait for ever.
        """
        now, last = self._look(), self.last
        self.last = now
        still = now == last or any(last.get(x) == now[x] != self.dealt.get(x) for x in now)
        self.waited = self.waited + 1 if still and now != last else 0
        if now == self.dealt or not still or (now != last and self.waited < PATIENCE):
            return None
        return now

    def done(self, seen: Look) -> None:
        """That is dealt with; what came meanwhile is new."""
        self.dealt, self.waited = seen, 0

    def _look(self) -> Look:
        found: Look = {}
        for path in (file for place in self.places for file in _files(place)):
            with suppress(OSError):  # gone between the two
                told = os.lstat(path)
                found[path] = told.st_size, told.st_mtime_ns
        return found


def _files(place: Path) -> Iterator[str]:
    """The place itself, if it is a file; else all files in it that can be seen."""
    if place.is_file():
        yield str(place)
    for folder, _, names in os.walk(place):
        yield from (os.path.join(folder, name) for name in names)
