"""A lesson as somebody sees it who fills it in: the cells for solutions, and what tests them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from autograder.lesson.cells import role
from autograder.lesson.reading import read_lesson

__all__ = ["RIGHT", "UNWRITTEN", "WRONG", "Page", "definitions"]

RIGHT, WRONG, UNWRITTEN = "right", "wrong", "unwritten"


class Page:
    """A lesson: the students' version, its solution cells and what its test cells ask for."""

    def __init__(self, path: Path) -> None:
        from autograder.lesson.student import student_notebook

        self.source, self.released = read_lesson(path), student_notebook(path)
        self.asked: dict[str, tuple[str, str]] = {}  # function -> (exercise, function)
        self.keys: dict[str, tuple[str, str]] = {}  # name of a choice -> (choices, key)
        self.tests: dict[str, str] = {}  # grade id of a test cell -> what it tests
        for cell in self.source.cells:
            if role(cell) == "test":
                self._asks(cell)
        self.solutions: dict[str, str] = {}  # name -> the text of the lesson's own
        for cell in self.source.cells:
            if role(cell) == "solution":
                self.solutions |= {name: text for name, text in definitions(cell.source) if name}
        given = (c.source for c in self.source.cells if c.cell_type == "code" and not role(c))
        self.given = {name for text in given for name, _ in definitions(text)} - {""}

    def _asks(self, cell: Any) -> None:
        for exercise, name, rest in re.findall(r"check\.(\w+)\((\w+)(.*)\)", cell.source):
            self.tests[cell.metadata.nbgrader["grade_id"]] = name
            if exercise != "choice":
                self.asked.setdefault(name, (exercise, name))
            elif key := re.search(r'"(\w+)".*key="(\w)"', rest):
                self.keys[name] = key[1], key[2]

    def filled(self, texts: dict[str, str], unwritten: set[str]) -> Any:
        """The students' version with these answers; `unwritten` are grade ids of cells."""
        notebook = deepcopy(self.released)
        for cell, source in zip(notebook.cells, self.source.cells, strict=True):
            if role(source) != "solution" or self.name_of(source) in unwritten:
                continue
            parts = [texts.get(name, text) for name, text in definitions(source.source)]
            cell.source = "\n\n\n".join(parts)
        return notebook

    def name_of(self, cell: Any) -> str:
        return str(cell.metadata.nbgrader["grade_id"])

    def cells(self) -> Iterator[tuple[str, list[str]]]:
        """Every solution cell's grade id and the names that it defines."""
        for cell in self.source.cells:
            if role(cell) == "solution":
                yield self.name_of(cell), [name for name, _ in definitions(cell.source) if name]

    def expected(self, kinds: dict[str, str], unwritten: set[str]) -> dict[str, str]:
        """What each test cell should find."""
        lost = {name for cell, names in self.cells() if cell in unwritten for name in names}
        kinds = {**kinds, **dict.fromkeys(lost, UNWRITTEN)}
        return {test: kinds.get(name, RIGHT) for test, name in self.tests.items()}


@cache
def definitions(text: str) -> list[tuple[str, str]]:
    """The top-level statements of a cell, (name, text): "" where nothing is defined or assigned.

    Imports have no name: importing the same thing twice does no harm.
    """
    found = []
    for node in ast.parse(_without_magics(text)).body:
        name = ""
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            name = node.name
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
        found.append((name, _segment(text, node)))
    return found


def _without_magics(text: str) -> str:
    return re.sub(r"^%.*$", "", text, flags=re.MULTILINE)


def _segment(text: str, node: ast.stmt) -> str:
    """The lines of a statement, without the marks of a solution."""
    lines = text.split("\n")[node.lineno - 1 : node.end_lineno]
    return "\n".join(line for line in lines if " SOLUTION" not in line)
