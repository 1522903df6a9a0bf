"""A file that was handed in, named first and read later, and how its bytes are counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from autograder.course.limits import Unreadable, megabytes

__all__ = ["Handed", "counted_bytes", "is_litter", "refused", "too_big"]

LITTER = {"__MACOSX", "Thumbs.db", "desktop.ini"}  # and whatever begins with a dot
CHUNK = 1 << 16


@dataclass(frozen=True)
class Handed:
    """A file that was handed in.

    parts : its folders and its name, from the outermost container inwards; a zip that was opened
        below the container is one of them
    root : how many of these are the container's own
    read : its bytes, or Unreadable
    dated : when it was last changed, as its container has it; that alone is no time of handing in
    zipped : does it come out of a zip?
    whole : is it a folder or an archive that could not be opened at all?
    """

    parts: tuple[str, ...]
    root: int
    read: Callable[[], bytes]
    dated: datetime | None = None
    zipped: bool = False
    whole: bool = False

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.parts[-1]

    @property
    def is_notebook(self) -> bool:
        """Is it called so?"""
        return self.name.lower().endswith(".ipynb")


def refused(parts: tuple[str, ...], root: int, why: str, whole: bool = False) -> Handed:
    """A file that is not read, and why, as it follows the file's name."""

    def read() -> bytes:
        raise Unreadable(why)

    return Handed(parts, root, read, whole=whole)


def counted_bytes(file: BinaryIO, most: int, tell: Callable[[int], None]) -> bytes:
    """All that comes out, counted as it comes; `tell` may object."""
    kept = bytearray()
    while chunk := file.read(CHUNK):
        kept += chunk
        tell(len(chunk))
        if len(kept) > most:
            raise Unreadable(too_big(None, most))
    return bytes(kept)


def too_big(size: int | None, most: int) -> str:
    """Why a file is not read to its end."""
    what = f"has {megabytes(size)}" if size else f"has more than {megabytes(most)}"
    limit = f"; up to {megabytes(most)} are read" if size else ""
    return f"{what}{limit}. Clear the outputs, save, and hand it in again."


def is_litter(name: str) -> bool:
    """Is it what a system leaves lying about?"""
    return name in LITTER or (name.startswith(".") and name != "..")
