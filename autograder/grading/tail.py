"""The end of a notebook that nobody has to run: behind the last cell that counts, only pictures.

Most lessons end with the student's functions at work: a network is trained, a figure is drawn. No
verdict can depend on it, and it is most of the time that a notebook takes. So the lesson's own
last cells, as long as they stand there word for word, are run only when figures are wanted.
"""

from __future__ import annotations

from typing import Any

from autograder.grading.outputs import note
from autograder.lesson.cells import role
from autograder.lesson.released import tidy

__all__ = ["SPARED", "own_texts", "spare", "tail"]

SPARED = "Nothing from here on is graded, so it was not run once more."


def own_texts(lesson: Any) -> set[str]:
    """Those of the lesson's code cells in which nobody answers and nothing is graded."""
    code = [cell for cell in lesson.cells if cell.cell_type == "code"]
    return {tidy(cell.source) for cell in code if not role(cell)}


def tail(notebook: Any, lesson: Any) -> list[Any]:
    """The last cells of a notebook, the code of which can have no say in any verdict.

    Code that is answered, graded, changed or added by the student has one, and so has everything
    above it.
    """
    own = own_texts(lesson)
    counting = [
        number
        for number, cell in enumerate(notebook.cells, 1)
        if cell.cell_type == "code" and (role(cell) or tidy(cell.source) not in own)
    ]
    return list(notebook.cells[max(counting, default=0) :])


def spare(cells: list[Any]) -> list[Any]:
    """Clear the code among cells that are not run, the first of it says why; the texts."""
    code = [cell for cell in cells if cell.cell_type == "code"]
    for cell in code:
        cell.outputs, cell.execution_count = [], None
    for cell in code[:1]:
        cell.outputs = [note(SPARED)]
    return [cell for cell in cells if cell.cell_type != "code"]
