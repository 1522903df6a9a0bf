"""What a learner alone gets of a lesson: what a class gets, and what a teacher would do.

Nobody grades here. So the hidden suites are there to be run, a graded question with choices answers
at once, and behind a written answer stands a cell that shows ours. A class has none of it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.lesson.cells import regions, role

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["OURS", "for_one_alone", "open_tests"]

MORE = "# More inputs than above: is it right there too?"
AT_ONCE = "# The answer, and why."
OURS = """\
# Write yours above and save it with Ctrl S. Then run this cell, and ours stands beside it.
from autograder.learner.reflection import ours

ours()"""
KEY = re.compile(r'^(check\.choice\((\w+), "\w+"), key="\w"\)$', re.M)


def for_one_alone(path: Path) -> NotebookNode:
    """The lesson without solutions, and with tests that answer here."""
    from autograder.lesson.student import student_notebook

    notebook = student_notebook(path, lambda source: open_tests(source, path.stem))
    notebook.cells = [x for cell in notebook.cells for x in _with_ours(cell)]
    return notebook


def open_tests(source: Any, lesson: str) -> None:
    """Let every hidden test be seen; a key is replaced by the name of its question."""
    for cell in source.cells:
        for hidden in regions(cell.source, "HIDDEN TESTS"):
            told = KEY.sub(rf'\1, question="{lesson}.\2")', hidden)
            cell.source = f"{MORE if told == hidden else AT_ONCE}\n{told}"


def _with_ours(cell: Any) -> list[Any]:
    """The cell, and behind an answer that is read by a person one that shows ours."""
    if role(cell) != "by hand":
        return [cell]
    from nbformat.v4 import new_code_cell

    shows = new_code_cell(OURS, id=f"{cell.id}-ours"[-64:])
    return [cell, shows]
