"""What a cell is for nbgrader, and what of it is marked."""

from __future__ import annotations

from typing import Any

__all__ = ["MARKS", "regions", "role"]

MARKS = ("SOLUTION", "HIDDEN TESTS", "MARK SCHEME")


def role(cell: Any) -> str:
    """What nbgrader does with the cell: "test", "solution", "by hand", "task", "locked" or ""."""
    nbgrader = cell["metadata"].get("nbgrader", {})
    grade, solution = nbgrader.get("grade", False), nbgrader.get("solution", False)
    if nbgrader.get("task", False):
        return "task"
    if grade:
        return "by hand" if solution else "test"
    if solution:
        return "solution"
    return "locked" if nbgrader.get("locked", False) else ""


def regions(source: str, what: str) -> list[str]:
    """The lines between "BEGIN …" and "END …", one text a region; `what` is one of MARKS."""
    found: list[str] = []
    inside: list[str] | None = None
    for line in source.split("\n"):
        if f"BEGIN {what}" in line:
            inside = []
        elif f"END {what}" in line:
            found += ["\n".join(inside)] if inside is not None else []
            inside = None
        elif inside is not None:
            inside.append(line)
    return found
