"""The cells of a student's notebook, read without believing anything that stands in them.

A file that came from outside may hold a number where a cell is expected, a list where a name is.
Nothing here fails on it: what is no cell is left out, what is no text is none.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from autograder.lesson.definitions import bound_names, is_python

__all__ = ["Piece", "flags", "pieces"]

PICTURES = ("image/png", "image/jpeg", "image/gif")  # SVG can hold a script
ATTACHED = 4_000_000  # letters of base64 in one notebook: three million bytes of pictures
FLAGS = ("grade", "solution", "locked", "task", "points")


@dataclass(eq=False)
class Piece:
    """One cell as it was handed in, and what was found out about it."""

    number: int  # counted from 1 at the top, for messages
    kind: str  # "code", "markdown" or "raw"
    text: str
    name: str = ""  # the grade id that it claims
    flags: dict[str, Any] = field(default_factory=dict)  # what its metadata says of grading
    checksum: str = ""  # nbgrader's, of the cell as it was given to the student
    tags: frozenset[str] = frozenset()
    cell_id: str = ""
    pictures: dict[str, Any] = field(default_factory=dict)
    lost_pictures: bool = False

    @cached_property
    def binds(self) -> frozenset[str]:
        """The names that running it would bind."""
        return bound_names(self.text)

    @cached_property
    def is_python(self) -> bool:
        """Could it be run?"""
        return is_python(self.text)


def pieces(notebook: Any) -> list[Piece]:
    """The cells of a notebook in their order; outputs and counts are not looked at."""
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    found: list[Piece] = []
    room = ATTACHED
    for cell in cells if isinstance(cells, list) else ():
        if isinstance(cell, dict):
            piece = _piece(len(found) + 1, cell)
            room -= _attach(piece, cell.get("attachments"), room)
            found.append(piece)
    return found


def flags(nbgrader: dict[str, Any]) -> dict[str, Any]:
    """What metadata says of grading, in one form: False where it says nothing, points if graded."""
    said: dict[str, Any] = {name: bool(nbgrader.get(name)) for name in FLAGS[:-1]}
    counted = said["grade"] or said["task"]
    return {**said, "points": _plain(nbgrader.get("points")) if counted else None}


def _plain(value: Any) -> Any:
    return value if isinstance(value, int | float) else None


def _piece(number: int, cell: dict[Any, Any]) -> Piece:
    metadata = _table(cell.get("metadata"))
    nbgrader, tags = _table(metadata.get("nbgrader")), metadata.get("tags")
    return Piece(
        number=number,
        kind=_kind(cell.get("cell_type")),
        text=_text(cell.get("source")),
        name=_text(nbgrader.get("grade_id")),
        flags=flags(nbgrader),
        checksum=_text(nbgrader.get("checksum")),
        tags=frozenset(x for x in (tags if isinstance(tags, list) else ()) if isinstance(x, str)),
        cell_id=_text(cell.get("id")),
    )


def _attach(piece: Piece, attached: Any, room: int) -> int:
    """Keep the pictures of a text cell as long as there is room; the room that they take."""
    taken = 0
    for name, bundle in _table(attached).items():
        kept = {
            kind: data
            for kind, data in _table(bundle).items()
            if kind in PICTURES and isinstance(data, str) and data.isascii()
        }
        size = sum(len(data) for data in kept.values())
        if kept and piece.kind == "markdown" and taken + size <= room:
            piece.pictures[_text(name)] = kept
            taken += size
        else:
            piece.lost_pictures = True
    return taken


def _table(value: Any) -> dict[Any, Any]:
    return value if isinstance(value, dict) else {}


def _kind(value: Any) -> str:
    if value in ("code", "raw"):
        return str(value)
    return "markdown"


def _text(value: Any) -> str:
    """A text, its lines joined; half a character of UTF-16 cannot be written and is replaced."""
    if isinstance(value, list):
        value = "".join(x for x in value if isinstance(x, str))
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""
