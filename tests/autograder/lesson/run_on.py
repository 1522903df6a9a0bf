"""A lesson that runs on with another answer: which later cells stop, and why.

The lesson runs once with its own answers, and what every cell made of its names is kept. With
another answer only the cells that lean on it run again; the others' names are put back.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

import matplotlib.pyplot as plt

from autograder.lesson.cells import role
from autograder.lesson.reading import find_lesson, read_lesson

Names = dict[str, Any]


@dataclass
class Cell:
    """A code cell, the names it reads and makes, and what it made in the lesson's own run."""

    source: str
    role: str | None
    reads: set[str]
    makes: set[str]
    made: Names = field(default_factory=dict)


class Lesson:
    """One lesson, run in this process: its pictures are drawn and shown to nobody."""

    def __init__(self, number: str) -> None:
        self.names: Names = {"__name__": "__main__"}
        self.cells: list[Cell] = []
        for cell in read_lesson(find_lesson(number)).cells:
            if cell.cell_type == "code":
                source = re.sub(r"^%.*$", "", cell.source, flags=re.MULTILINE)
                self.cells.append(Cell(source, role(cell), *_names_in(source)))
        for cell in self.cells:
            before = dict(self.names)
            _run(cell, self.names)
            cell.made = {k: v for k, v in self.names.items() if before.get(k) is not v}

    def stops(self, name: str, answer: Callable[..., Any]) -> Iterator[tuple[str, str]]:
        """(the error, the cell) of each cell that stops with `answer` in the place of `name`."""
        self.names.clear()
        self.names["__name__"] = "__main__"
        other: set[str] = set()  # names that another answer may have made different
        for cell in self.cells:
            if name in cell.makes and cell.role == "solution":
                self.names |= cell.made | {name: answer}
                other.add(name)
            elif other & cell.reads:
                other |= cell.makes
                try:
                    _run(cell, self.names)
                except Exception as error:
                    self.names |= cell.made
                    yield f"{type(error).__name__}: {error}", cell.source
            else:
                self.names |= cell.made


def _run(cell: Cell, names: Names) -> None:
    try:
        with redirect_stdout(StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exec(compile(cell.source, "<cell>", "exec"), names)
    finally:
        plt.close("all")


def _names_in(source: str) -> tuple[set[str], set[str]]:
    """Every name that a cell reads, and every name that it may make or change."""
    tree = ast.parse(source)
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    reads = {node.id for node in found}
    makes = {node.id for node in found if isinstance(node.ctx, ast.Store)}
    makes |= {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.ClassDef)}
    return reads, makes
