"""The map: one row a lesson, with a link that opens it and how far the learner is.

It is a notebook, `map.ipynb`, because JupyterLab renders one as it opens, follows its links with
one click, and can run its one code cell again to see what has been reached since. Its rows are
those of notebooks/README.md; what there is to reach is read from the lessons' test cells. The
appendices, which have nothing to reach, stand below the table.
"""

from __future__ import annotations

import ast
import contextlib
import json
import re
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from autograder.check.progress import reached, workspace
from autograder.learner.workspace import Workspace, put
from autograder.lesson.reading import NOTEBOOKS, all_appendices, all_lessons

__all__ = ["MAP", "Check", "checks_of", "refresh", "show", "table", "written"]

MAP = "map.ipynb"
TITLE = """\
# Your lessons

Click a lesson to open it. Run a check there with Shift+Enter; to see here how far you are, \
run the cell below the same way."""
CODE = "from autograder.learner.lesson_map import show\n\nshow()"
HIDDEN = re.compile(r"### BEGIN HIDDEN TESTS.*?### END HIDDEN TESTS", re.S)
TOGETHER = "\N{NO-BREAK SPACE}"
HEAD = "| lesson | checks passed | points | time "
HEAD += "| you build | you prove, or see | you break, or mend |"
NOT_COUNTED = (
    "Points for hidden tests and written answers come from a teacher, and are not counted."
)

FOR_TEACHERS = "For teachers, and whoever comes from one of the five lectures; nothing to reach:"


@dataclass(frozen=True)
class Check:
    """A visible test cell: `check.exercise(function)`, and what it is worth."""

    exercise: str
    function: str
    points: float


@dataclass(frozen=True)
class Standing:
    """How far a learner is in a lesson, or in all of them."""

    passed: int
    checks: int
    earned: float
    worth: float

    @property
    def finished(self) -> bool:
        return self.passed == self.checks > 0

    def told(self) -> list[str]:
        sign = "✓ " if self.finished else ""
        said = [f"{sign}{self.passed} of {self.checks}", f"{self.earned:g} of {self.worth:g}"]
        return [words.replace(" ", TOGETHER) for words in said]


def checks_of(path: Path) -> list[Check]:
    """The visible checks of a lesson; a question with choices is graded, not checked."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [
        Check(call.func.attr, ast.unparse(call.args[0]), cell["metadata"]["nbgrader"]["points"])
        for cell in cells
        if cell["metadata"].get("nbgrader", {}).get("grade") and cell["cell_type"] == "code"
        for call in _calls(HIDDEN.sub("", "".join(cell["source"])))
    ]


def table(folder: Path, notebooks: Path = NOTEBOOKS) -> str:
    """The map in Markdown, for the learner's folder as it is now."""
    rows, lessons = _rows(notebooks), all_lessons(notebooks)
    standings = [_standing(folder, path) for path in lessons]
    finished = sum(standing.finished for standing in standings)
    whole = Standing(*(sum(part) for part in zip(*map(astuple, standings), strict=True)))
    lines = [f"**So far:** {finished} of {len(lessons)} lessons finished, {whole.passed} of "]
    lines[0] += f"{whole.checks} checks passed, {whole.earned:g} of {whole.worth:g} points. "
    lines[0] += NOT_COUNTED
    lines += ["", HEAD, re.sub("[^|]+", "---", HEAD)]
    for path, standing in zip(lessons, standings, strict=True):
        cells = [_links(folder, path), *standing.told(), *rows.get(path.stem, [""] * 4)]
        lines.append(f"| {' | '.join(cells)} |")
    if links := [_links(folder, path) for path in all_appendices(notebooks)]:
        lines += ["", f"{FOR_TEACHERS} {', '.join(links)}"]
    return "\n".join(lines)


def show() -> None:
    """In the map's own cell: the map as it is now."""
    from IPython.display import Markdown, display

    folder = workspace()
    if folder is None:
        print("This map is not in your lessons' folder. Open the one there: autograder start.")
    else:
        display(Markdown(table(folder)))


def refresh(mine: Workspace) -> Path | None:
    """Write the map into the learner's folder; where theirs went if it was no notebook."""
    target, kept = mine.folder / MAP, None
    text = table(mine.folder)
    with mine.told():
        old = target.read_bytes() if target.exists() else None
        try:
            new = written(old, text)
        except ValueError:
            kept, new = mine.keep(target), written(None, text)
        if new != old:
            put(target, new)
    return kept


def written(old: bytes | None, text: str) -> bytes:
    """The notebook of the map with that table; cells that the learner has added stay.

    Where `old` is not a notebook, ValueError.
    """
    notebook = _new() if old is None else json.loads(old)
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise ValueError("not a notebook")
    there = {cell.get("id"): cell for cell in notebook["cells"] if isinstance(cell, dict)}
    fresh = _new()["cells"]
    notebook["cells"][:0] = [cell for cell in fresh if cell["id"] not in there]
    mine = there.get("map") or fresh[1]
    data = {"text/markdown": text.splitlines(keepends=True), "text/plain": ["<the map>"]}
    mine |= {"cell_type": "code", "source": fresh[1]["source"]}
    mine["execution_count"] = None
    mine["outputs"] = [{"output_type": "display_data", "metadata": {}, "data": data}]
    return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode()


def _calls(source: str) -> Iterator[Any]:
    with contextlib.suppress(SyntaxError):
        for node in ast.walk(ast.parse(source)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and ast.unparse(node.func.value) == "check"
                and node.func.attr != "choice"
                and node.args
            ):
                yield node


def _standing(folder: Path, path: Path) -> Standing:
    checks = checks_of(path)
    shares = _shares(checks, reached(folder, path.stem))
    earned = sum(share * check.points for share, check in zip(shares, checks, strict=True))
    return Standing(shares.count(1.0), len(checks), earned, sum(check.points for check in checks))


def _shares(checks: list[Check], found: dict[tuple[str, str], float]) -> list[float]:
    """The share of each check; by the exercise alone where the lesson checks it once."""
    shares = []
    for check in checks:
        once = sum(other.exercise == check.exercise for other in checks) == 1
        of_it = {function: s for (name, function), s in found.items() if name == check.exercise}
        shares.append(max(of_it.values(), default=0.0) if once else of_it.get(check.function, 0.0))
    return shares


def _links(folder: Path, path: Path) -> str:
    """The lesson's link, and that of each new version which lies beside the learner's."""
    name = path.stem
    files = [path.name, *sorted(x.name for x in (folder / name).glob(f"{name} (new*).ipynb"))]
    told = [name, *(file[len(name) + 2 : -len(").ipynb")] for file in files[1:])]
    pairs = zip(told, files, strict=True)
    return ", ".join(f"[{word}]({quote(f'{name}/{file}')})" for word, file in pairs)


def _rows(notebooks: Path) -> dict[str, list[str]]:
    """What the README says of each lesson: time, what is built, proved, broken."""
    with contextlib.suppress(OSError):
        text = (notebooks / "README.md").read_text(encoding="utf-8")
        found = re.findall(r"^\| \[(\w+)\]\([^)]*\) \| (.*) \|$", text, re.M)
        rows = {name: rest.replace(" min ", f"{TOGETHER}min ") for name, rest in found}
        return {name: cells for name, row in rows.items() if len(cells := row.split(" | ")) == 4}
    return {}


def _new() -> dict[str, Any]:
    title = {"cell_type": "markdown", "id": "map-title", "metadata": {}}
    code: dict[str, Any] = {
        "cell_type": "code",
        "id": "map",
        "metadata": {},
        "execution_count": None,
    }
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return {
        "cells": [
            {**title, "source": TITLE.splitlines(keepends=True)},
            {**code, "source": CODE.splitlines(keepends=True), "outputs": []},
        ],
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
