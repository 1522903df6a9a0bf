"""How much is taken of what students hand in: the one table, and what is raised beyond it.

Everything that is handed in comes from outside. Sizes are counted while reading, never believed
from a header, and nothing is parsed before it has been measured.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["LIMITS", "Limits", "Unreadable", "megabytes"]

MB = 1_000_000


@dataclass(frozen=True)
class Limits:
    """The lessons as released have up to 60 cells and half a megabyte, outputs included."""

    notebook: int = 25 * MB  # bytes of one notebook
    cells: int = 2_000  # of one notebook
    letters: int = 2_000_000  # in all cells of one notebook, outputs aside
    depth: int = 100  # brackets within brackets; Jupyter needs about fifteen
    brackets: int = 1_000_000  # of one notebook: each takes 60 bytes of memory once it is read
    archive: int = 4_000 * MB  # bytes of a zip as it lies on the disk
    packed: int = 100 * MB  # bytes of a zip that a student handed in
    directory: int = 8 * MB  # bytes of its table of contents: some 60,000 files
    expanded: int = 4_000 * MB  # bytes read out of one zip, all its files together
    ratio: int = 200  # bytes out of a zip for one byte of it …
    unsuspected: int = 5 * MB  # … looked at when so many bytes have come out
    files: int = 20_000  # in one folder


LIMITS = Limits()


class Unreadable(Exception):
    """Why a file is not taken, as it follows the file's name: "is empty."."""


def megabytes(size: int) -> str:
    """A size for a sentence, "25 MB"."""
    return f"{size / MB:.0f} MB" if size >= MB else f"{size / 1000:.0f} kB"
