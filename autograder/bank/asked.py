"""What a lesson really asks: its graded functions, and right answers to them as text.

An answer is the lesson's own solution, or an accepted one of the bank, as a student would write it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from autograder.bank import load
from autograder.bank.as_source import source_of
from autograder.bank.page import definitions
from autograder.lesson.cells import role
from autograder.lesson.reading import find_lesson, read_lesson

__all__ = ["OWN", "Answer", "answers", "asked", "families", "written"]

OWN = "the lesson's own"
ASKED = re.compile(r"check\.(\w+)\((\w+)")


@dataclass(frozen=True)
class Answer:
    """A right answer to one graded function, and what its lesson runs it with.

    what : whose it is
    text : the function alone; around : all else that it leans on
    """

    exercise: str
    name: str
    what: str
    text: str
    around: str


@cache
def asked(path: Path) -> list[tuple[str, str]]:
    """(exercise, function) of every check that the lesson in that file runs, in its order."""
    tests = (
        c.source for c in read_lesson(path).cells if c.cell_type == "code" and role(c) == "test"
    )
    pairs = (pair for source in tests for pair in ASKED.findall(source))
    return [pair for pair in dict.fromkeys(pairs) if pair[0] != "choice"]


def answers(lesson: str) -> list[Answer]:
    """The lesson's own answer to every graded function."""
    path = find_lesson(lesson)
    parts: list[tuple[str, str]] = []
    for cell in read_lesson(path).cells:
        if cell.cell_type == "code" and role(cell) == "solution":
            parts += definitions(cell.source)
        elif cell.cell_type == "code" and not role(cell):
            parts += [("", text) for text in _tools(cell.source)]
    return [
        Answer(
            exercise,
            name,
            OWN,
            next(text for given, text in parts if given == name),
            "\n\n".join(text for given, text in parts if given != name),
        )
        for exercise, name in asked(path)
    ]


def families(lesson: str) -> Iterator[Answer]:
    """The right answers of the bank to every graded function, where they have a text."""
    for exercise, name in asked(find_lesson(lesson)):
        if exercise == name:
            for entry in load()[0]:
                text = source_of(entry.answer, name) if entry.exercise == name else None
                if text:
                    yield Answer(exercise, name, entry.what, text, "")


def written(answer: Answer, text: str) -> Callable[..., Any] | None:
    """The function that this text defines, among what its lesson defines around it."""
    names = dict(_surroundings(answer.around))
    try:
        exec(compile(text, "<mutant>", "exec"), names)
    except Exception:
        return None  # a default that cannot be had: nobody's lesson goes on from there
    made: Callable[..., Any] = names[answer.name]
    return made


@cache
def _surroundings(text: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(compile(text, "<lesson>", "exec"), names)
    return names


def _tools(source: str) -> Iterator[str]:
    """Imports and functions of a cell that is no solution: what an answer may lean on."""
    text = re.sub(r"^%.*$", "", source, flags=re.MULTILINE)
    for node in ast.parse(text).body:
        if isinstance(node, ast.Import | ast.ImportFrom | ast.FunctionDef):
            yield ast.unparse(node)
