"""Our answer to a question that a person would read, once the learner has written theirs."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from autograder.check.progress import note, workspace
from autograder.lesson.cells import regions, role
from autograder.lesson.reading import NOTEBOOKS
from autograder.lesson.released import given_lines

__all__ = ["ours"]

ENOUGH = 8  # words that are an answer
NOT_HERE = "Our answers are shown in your own folder of lessons, the one that `start` has made."
NOT_YET = (
    "Not yet: your answer is not in the file. Double-click the text above, write in place of its "
    "last line, run it with Shift+Enter, save with Ctrl S, and run this cell again."
)


def ours() -> None:
    """In a lesson's own cell: our answer, or how to come to it."""
    from IPython.display import Markdown, display

    folder, here = workspace(), Path.cwd()
    source = NOTEBOOKS / here.name / f"{here.name}.ipynb"
    if folder is None or not source.is_file():
        print(NOT_HERE)
        return
    answers = [cell for cell in _cells(source) if role(cell) == "by hand"]
    mine = [cell for path in here.glob(f"{here.name}*.ipynb") for cell in _cells(path)]
    if not answers or not all(any(_answers(x, answer) for x in mine) for answer in answers):
        print(NOT_YET)
        return
    for answer in answers:
        note(here.name, "reflection", answer["metadata"]["nbgrader"]["grade_id"], 1.0)
        text = "\n\n".join(regions(answer["source"], "SOLUTION"))
        display(Markdown(f"**How we put it:**\n\n{text}"))


def _answers(cell: Any, answer: Any) -> bool:
    """Is it the learner's cell of that question, with an answer in it?"""
    names = [x["metadata"].get("nbgrader", {}).get("grade_id") for x in (cell, answer)]
    if names[0] != names[1]:
        return False
    lines = {line.strip() for line in cell["source"].splitlines()} - given_lines(answer)
    return len(re.findall(r"\w+", " ".join(lines))) >= ENOUGH and not any(map(_stub, lines))


def _stub(line: str) -> bool:
    return line.startswith("*Your answer here")


def _cells(path: Path) -> list[Any]:
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return [cell | {"source": "".join(cell["source"])} for cell in cells]
    except (OSError, ValueError, KeyError, TypeError):
        return []
