"""What has come into some folders since it was last dealt with, once it lies still."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

__all__ = ["Arrivals"]

Look = dict[str, tuple[int, int]]  # file: its size, and when it was last written


class Arrivals:
    """Looks at places; something is new when it is other than what was dealt with, twice alike."""

    def __init__(self, places: Sequence[Path]) -> None:
        self.places = list(places)
        self.last: Look = {}
        self.dealt: Look = {}

    def new(self) -> Look | None:
        """What is there, if it is new and nobody was writing since the last look."""
        now, last = self._look(), self.last
        self.last = now
        return now if now == last and now != self.dealt else None

    def done(self, seen: Look) -> None:
        """That is dealt with; what came meanwhile is new."""
        self.dealt = seen

    def _look(self) -> Look:
        found: Look = {}
        for place in self.places:
            for path in [place, *place.rglob("*")]:
                try:
                    told = path.lstat()
                except OSError:  # gone between the two
                    continue
                if not path.is_dir():
                    found[str(path)] = told.st_size, told.st_mtime_ns
        return found
