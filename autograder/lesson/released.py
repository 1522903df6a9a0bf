"""What students were given of a cell of the lesson: the stub for the solution, no hidden test.

nbgrader makes it when a lesson is released. Here it is made again from the source, so that an
untouched answer and a changed test can be told without looking into the course folder.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

from autograder.course.nbgrader_config import CODE_STUB, TEXT_STUB
from autograder.lesson.cells import role

__all__ = [
    "checksum",
    "given_checksum",
    "given_lines",
    "released_checksum",
    "released_text",
    "same_text",
    "tidy",
]


def released_text(cell: Any) -> str:
    """The text of a cell of the source as students got it."""
    text: str = cell["source"]
    if role(cell) in ("solution", "by hand"):
        stub = CODE_STUB if cell["cell_type"] == "code" else TEXT_STUB
        return _replaced(text, "SOLUTION", stub) if "BEGIN SOLUTION" in text else stub
    return _replaced(_replaced(text, "HIDDEN TESTS"), "MARK SCHEME")


def released_checksum(cell: Any) -> str:
    """nbgrader's checksum of the cell in its gradebook: an answer that has it is untouched."""
    answer = role(cell) in ("solution", "by hand")
    return _checksum(cell, released_text(cell) if answer else cell["source"])


def given_checksum(cell: Any) -> str:
    """nbgrader's checksum of the cell as students got it: a hidden test is not in it."""
    return _checksum(cell, released_text(cell))


def _checksum(cell: Any, text: str) -> str:
    nbgrader = cell["metadata"]["nbgrader"]
    graded, answer = bool(nbgrader.get("grade")), bool(nbgrader.get("solution"))
    locked = not answer and (graded or bool(nbgrader.get("locked")))
    points = float(nbgrader["points"]) if graded else 0.0
    return checksum(text, cell["cell_type"], nbgrader["grade_id"], graded, answer, locked, points)


def checksum(
    text: str, kind: str, name: str, graded: bool, answer: bool, locked: bool, points: float
) -> str:
    """As nbgrader counts it; the points are part of it where the cell is graded."""
    parts = [text, kind, str(graded), str(answer), str(locked), name]
    parts += [str(points)] if graded else []
    whole = "".join(parts).encode("utf-8", "replace")
    return hashlib.md5(whole, usedforsecurity=False).hexdigest()


def same_text(one: str, other: str) -> bool:
    """Are they the same, but for spaces at the ends of lines and empty lines around?"""
    return tidy(one) == tidy(other)


def tidy(text: str) -> str:
    """The text without spaces at the ends of lines and empty lines around."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def given_lines(cell: Any) -> set[str]:
    """The lines of an answer cell that were there before the student wrote: the question."""
    stub = CODE_STUB if cell["cell_type"] == "code" else TEXT_STUB
    lines = {line.strip() for line in released_text(cell).splitlines()}
    return lines - {line.strip() for line in stub.splitlines()} - {""}


def _replaced(text: str, what: str, stub: str = "") -> str:
    """The text with every region of a kind gone, the stub in its place, indented as it was."""
    kept: list[str] = []
    inside = False
    for line in text.split("\n"):
        if f"BEGIN {what}" in line:
            indent = re.match(r"\s*", line)
            kept += [(indent[0] if indent else "") + part for part in stub.split("\n") if stub]
            inside = True
        elif f"END {what}" in line:
            inside = False
        elif not inside:
            kept.append(line)
    return "\n".join(kept)
