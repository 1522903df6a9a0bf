"""How far a learner is in a lesson: what there is to reach is read from its cells."""

from __future__ import annotations

import ast
import contextlib
import json
import re
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from autograder.check.progress import reached
from autograder.check.tries import hints_asked

__all__ = ["Check", "Standing", "checks_of", "standing", "together"]

TOGETHER = "\N{NO-BREAK SPACE}"
QUIZ = re.compile(r'^check\.quiz\("\d\d\.([\w-]+)"', re.M)


@dataclass(frozen=True)
class Check:
    """A test of a lesson, and what it is worth.

    exercise : "choice" for a question with choices
    function : what is tested; with ".hidden" behind it where it is the suite of more inputs
    """

    exercise: str
    function: str
    points: float


@dataclass(frozen=True)
class Standing:
    """How far a learner is in a lesson, or in all of them."""

    passed: int = 0
    checks: int = 0
    earned: float = 0.0
    worth: float = 0.0
    right: int = 0
    questions: int = 0
    written: int = 0
    answers: int = 0
    hints: int = 0

    @property
    def finished(self) -> bool:
        return self.passed == self.checks > 0

    def told(self) -> list[str]:
        """In words, a line each: checks and points, and what else there is."""
        sign = "✓ " if self.finished else ""
        said = [f"{sign}{self.passed} of {self.checks} checks"]
        said += [f"{self.earned:g} of {self.worth:g} points"]
        said += [f"{self.right} of {self.questions} questions"] * bool(self.questions)
        reflected = "reflection written" if self.written == self.answers else "reflection to write"
        said += [reflected] * bool(self.answers)
        said += [f"hints asked: {self.hints}"] * bool(self.hints)
        return [words.replace(" ", TOGETHER) for words in said]


def checks_of(path: Path) -> list[Check]:
    """The tests of a lesson in their order; two of the same question count as one."""
    found: dict[tuple[str, str], float] = {}
    for cell in _cells(path):
        nbgrader = cell["metadata"].get("nbgrader", {})
        if nbgrader.get("grade") and cell["cell_type"] == "code":
            for called in _called("".join(cell["source"])):
                found[called] = found.get(called, 0) + nbgrader["points"]
    return [Check(*called, points) for called, points in found.items()]


def standing(folder: Path, path: Path) -> Standing:
    """How far the learner with that folder is in that lesson."""
    checks, found, cells = checks_of(path), reached(folder, path.stem), _cells(path)
    shares = _shares(checks, found)
    asked = {name for cell in cells for name in QUIZ.findall("".join(cell["source"]))}
    by_hand = [x for cell in cells if (x := _by_hand(cell))]
    return Standing(
        shares.count(1.0),
        len(checks),
        sum(share * check.points for share, check in zip(shares, checks, strict=True)),
        sum(check.points for check in checks),
        sum(("quiz", name) in found for name in asked),
        len(asked),
        sum(("reflection", name) in found for name in by_hand),
        len(by_hand),
        hints_asked(folder, path.stem),
    )


def together(all_of_them: list[Standing]) -> Standing:
    """The sums."""
    return Standing(*(sum(part) for part in zip(*map(astuple, all_of_them), strict=True)))


def _cells(path: Path) -> list[Any]:
    found: list[Any] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return found


def _by_hand(cell: Any) -> str | None:
    nbgrader = cell["metadata"].get("nbgrader", {})
    both = nbgrader.get("grade") and nbgrader.get("solution")
    return nbgrader["grade_id"] if both else None


def _called(source: str) -> Iterator[tuple[str, str]]:
    """(exercise, function) of every check that a cell calls."""
    with contextlib.suppress(SyntaxError):
        for node in ast.walk(ast.parse(source)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and ast.unparse(node.func.value) == "check"
                and node.args
            ):
                hidden = any(
                    word.arg == "suite" and "hidden" in ast.unparse(word.value)
                    for word in node.keywords
                )
                yield node.func.attr, ast.unparse(node.args[0]) + ".hidden" * hidden


def _shares(checks: list[Check], found: dict[tuple[str, str], float]) -> list[float]:
    """The share of each check; by the exercise alone where the lesson checks it once."""
    shares = []
    for check in checks:
        kind = _kind(check.exercise, check.function)
        once = sum(_kind(x.exercise, x.function) == kind for x in checks) == 1
        of_it = {key: share for key, share in found.items() if _kind(*key) == kind}
        exact = of_it.get((check.exercise, check.function), 0.0)
        alike = once and check.exercise != "choice"
        shares.append(max(of_it.values(), default=0.0) if alike else exact)
    return shares


def _kind(exercise: str, function: str) -> tuple[str, bool]:
    return exercise, function.endswith(".hidden")
