"""`reset`: a lesson, or one cell of it, as it was at first; what was there is kept.

    python3 -m autograder reset 05                          the whole lesson
    python3 -m autograder reset 05 --cell relu-rectangle    one cell; without a name, the names

The learner's notebook goes into `backups`, under the time of day. What its checks had reached is
forgotten. A new version of the lesson that was put beside the learner's comes this way too.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
from pathlib import Path
from typing import Any

from autograder.check import tries
from autograder.check.choice import graded
from autograder.check.progress import MARK, forget, workspace
from autograder.commands.start import MINE, add_folder
from autograder.environment import CommandFailed
from autograder.learner.cells import cell_of, name_of
from autograder.learner.workspace import Workspace, students_version
from autograder.lesson.reading import LessonError, find_notebook, place

__all__ = ["add_arguments", "run", "with_cell"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("lesson", help='"05"')
    parser.add_argument("--cell", nargs="?", const="", metavar="NAME", help="that cell alone")
    add_folder(parser)


def run(args: argparse.Namespace) -> int:
    path, mine = find_notebook(args.lesson), Workspace(args.folder or workspace() or MINE)
    if not (mine.folder / MARK).is_dir():
        raise CommandFailed(
            f"{mine.folder} is no folder of lessons yet; `start` makes it one. "
            "Are yours elsewhere? Name their folder with --folder."
        )
    name, functions = f"{path.stem}/{path.name}", None
    if args.cell is None:
        what, kept = path.stem, mine.renew(path, name)
    else:
        ours = json.loads(students_version(path))
        cell = cell_of(path, ours, args.cell)
        functions = _answers("".join(cell["source"]), path.stem)
        kept = mine.replace(mine.folder / name, with_cell(mine.folder / name, ours, cell))
        what = f"{name_of(cell)} in {path.stem}"
    with mine.told():
        forget(mine.folder, path.stem, functions)
        tries.forget(mine.folder, path.stem, functions)
    print(f"{what} is as it was at first.", end=" ")
    print(f"Your work is kept: {kept.relative_to(mine.folder)}." if kept else "You had none.")
    print("Is it open in JupyterLab? Then: File > Reload Notebook from Disk.")
    return 0


def with_cell(theirs: Path, ours: Any, cell: Any) -> bytes:
    """The learner's notebook with our version of that cell in the place of theirs.

    Where they have lost it, it comes after the last cell before it that they still have.
    """
    try:
        notebook = json.loads(theirs.read_text(encoding="utf-8"))
        cells = notebook["cells"]
        names = [name_of(x) or x.get("id") for x in cells]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise LessonError(
            f"{place(theirs)} cannot be read as a notebook. Reset the whole lesson: what is there "
            "goes into backups."
        ) from None
    if name_of(cell) in names:
        cells[names.index(name_of(cell))] = cell
    else:
        before = [name_of(x) or x["id"] for x in ours["cells"]]
        before = before[: before.index(name_of(cell))]
        after = max((names.index(x) for x in before if x in names), default=-1)
        cells.insert(after + 1, cell)
    return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode()


def _answers(source: str, lesson: str) -> set[str]:
    """The functions that a cell defines, and the graded choices it asks for."""
    choices = {name for name in graded(lesson) if re.search(rf"\b{name}\b", source)}
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return choices  # a written answer
    return choices | {x.name for x in ast.walk(tree) if isinstance(x, ast.FunctionDef)}
