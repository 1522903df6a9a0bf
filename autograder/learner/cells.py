"""The cells that a learner writes, by their names: the grade ids that nbgrader gives them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from autograder.lesson.reading import LessonError

__all__ = ["cell_of", "name_of"]


def name_of(cell: Any) -> str | None:
    """The grade id of a cell, if it has one."""
    nbgrader = cell["metadata"].get("nbgrader")
    return nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None


def cell_of(path: Path, notebook: Any, name: str) -> Any:
    """The cell with that name, or that of a function in it; else a LessonError lists the names."""
    mine = [cell for cell in notebook["cells"] if _is_written(cell)]
    for cell in mine:
        if name_of(cell) == name.replace("_", "-"):  # as the function is called will do
            return cell
    for cell in mine:
        if re.search(rf"^def {re.escape(name)}\(", "".join(cell["source"]), re.M):
            return cell
    names = ", ".join(str(name_of(cell)) for cell in mine)
    asked = f"{path.stem} has no cell {name!r} that you write." if name else "Which cell?"
    raise LessonError(f"{asked} The names are: {names}.")


def _is_written(cell: Any) -> bool:
    return bool(name_of(cell) and cell["metadata"]["nbgrader"].get("solution"))
