"""Do the checks notice a slip of one token?  The mutants of answers, tried on what a lesson runs.

An answer that a check accepts is changed in one place (`mutants`) and tried again, with the
suites that its lesson really runs, over many seeds. A mutant that passes under any of them has
survived: then an input is missing, or the change changes nothing that anybody should mind.
"""

from __future__ import annotations

import ast
import contextlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

from autograder.bank.mutants import Mutant, mutants
from autograder.bank.page import definitions
from autograder.check import deadline
from autograder.check.bank import exercises
from autograder.check.deadline import Watcher
from autograder.check.exercise import Exercise
from autograder.check.judge import problem_with
from autograder.check.observe import Observer
from autograder.lesson.cells import role
from autograder.lesson.reading import read_lesson

__all__ = ["SECONDS", "SEEDS", "Answer", "Survivor", "answers", "passes", "survivors", "written"]

SEEDS = range(60)
SECONDS = 0.3  # for one call: a mutant may loop for ever
ASKED = re.compile(r"check\.(\w+)\((\w+)(.*)\)")


@dataclass(frozen=True)
class Answer:
    """The solution of one graded function, and what its lesson runs it with.

    text : the function alone; around : all else that its lesson defines or imports
    """

    lesson: str
    exercise: str
    name: str
    suites: tuple[str, ...]
    text: str
    around: str


@dataclass(frozen=True)
class Survivor:
    """A mutant that a check accepts, under `seeds` of the seeds tried."""

    exercise: str
    mutant: Mutant
    seeds: int

    @property
    def key(self) -> tuple[str, str, str]:
        """What identifies it in a list."""
        return self.exercise, self.mutant.where, self.mutant.change


def answers(path: Path) -> list[Answer]:
    """Every graded function of the lesson in that file, in the order of its tests."""
    cells = [cell for cell in read_lesson(path).cells if cell.cell_type == "code"]
    asked: dict[tuple[str, str], set[str]] = {}
    for cell in cells:
        if role(cell) == "test":
            for exercise, name, rest in ASKED.findall(cell.source):
                if exercise != "choice":
                    suite = "hidden" if 'suite="hidden"' in rest else "visible"
                    asked.setdefault((exercise, name), set()).add(suite)
    parts: list[tuple[str, str]] = []
    for cell in cells:
        if role(cell) == "solution":
            parts += definitions(cell.source)
        elif not role(cell):
            parts += [("", text) for text in _tools(cell.source)]
    return [
        Answer(
            path.stem,
            exercise,
            name,
            tuple(sorted(suites)),
            next(text for given, text in parts if given == name),
            "\n\n".join(text for given, text in parts if given != name),
        )
        for (exercise, name), suites in asked.items()
    ]


def survivors(answer: Answer, seeds: Sequence[int] = SEEDS) -> Iterator[Survivor]:
    """The mutants of an answer that its lesson's suites accept under some seed."""
    exercise, every = exercises()[answer.exercise], list(mutants(answer.text))
    passed = [0] * len(every)
    functions = [written(answer, mutant.text) for mutant in every]
    with patch.object(deadline, "SECONDS", SECONDS):
        for seed in seeds:
            for k, function in enumerate(functions):
                if function and passes(exercise, function, answer.suites, seed):
                    passed[k] += 1
    for mutant, count in zip(every, passed, strict=True):
        if count:
            yield Survivor(answer.exercise, mutant, count)


def passes(
    exercise: Exercise, function: Callable[..., Any], suites: Sequence[str], seed: int
) -> bool:
    """Do these suites accept it?  Without a diagnosis, and no further than the first fault."""
    cases = exercise.draw("hidden" if "hidden" in suites else "visible", seed)
    with Watcher() as watcher, contextlib.redirect_stdout(StringIO()):
        observer = Observer(exercise, function, watcher)
        for case in cases:
            if problem_with(exercise, case, observer.observe(case)):
                return False
        return not observer.caller.called


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
