"""One line that moves while something takes its time, with the seconds that it has taken so far.

Where nobody watches, in a file or in a log, each new thing to say is a line of its own.
"""

from __future__ import annotations

import shutil
import sys
import time

__all__ = ["MovingLine"]


class MovingLine:
    """The line: `say` what is being done, `tick` now and then, `end` it before anything else."""

    def __init__(self) -> None:
        self.text = ""
        self.began = time.monotonic()
        self.moves = sys.stdout.isatty()

    def say(self, text: str) -> None:
        self.text = text
        if not self.moves:
            print(_cut(f"  {text}"), flush=True)
        self.tick()

    def tick(self) -> None:
        if self.moves:
            self._show(f"{time.monotonic() - self.began:4.0f} s  {self.text}")

    def end(self) -> None:
        if self.moves:
            self._show("")
            print("\r", end="", flush=True)

    def _show(self, text: str) -> None:
        print("\r" + _cut(text).ljust(_width()), end="", flush=True)


def _width() -> int:
    return shutil.get_terminal_size().columns - 1


def _cut(text: str) -> str:
    return text if len(text) <= _width() else text[: _width() - 1] + "…"
