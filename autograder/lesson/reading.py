"""Where the lessons are, what they are called, and how one is read.

A lesson is one notebook, `notebooks/02_perceptron/02_perceptron.ipynb`, and its name is that of
its folder. At the command line its number is enough. An appendix, `A2_errata`, lies there too: it
is run and read like a lesson, and is neither handed in nor graded nor shown as slides. A notebook
that cannot be read is refused with one sentence that names the file and, where there is one, the
cell.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.environment import ROOT, CommandFailed

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = [
    "NOTEBOOKS",
    "LessonError",
    "all_appendices",
    "all_lessons",
    "cell_label",
    "find_lesson",
    "find_lessons",
    "find_notebook",
    "find_notebooks",
    "place",
    "read_json",
    "read_lesson",
]

NOTEBOOKS = ROOT / "notebooks"

CELL_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")


class LessonError(CommandFailed):
    """A lesson that cannot be used as it is: the message is for its author, and complete."""


def all_lessons(folder: Path | None = None) -> list[Path]:
    """The notebooks of all lessons in their order; `folder` is that of the clone unless given."""
    return _named("[0-9][0-9]_*", folder)


def all_appendices(folder: Path | None = None) -> list[Path]:
    """The notebooks of the appendices in their order."""
    return _named("A[0-9]_*", folder)


def find_lesson(word: str, folder: Path | None = None) -> Path:
    """The lesson that "02", "2", "02_perceptron" or a path to it stands for; no appendix."""
    found = find_notebook(word, folder)
    if found in all_appendices(folder):
        raise LessonError(
            f"{found.stem} is an appendix, no lesson: nothing in it is handed in or graded, and it "
            f"has no slides. Open {place(found)} in JupyterLab and run it."
        )
    return found


def find_lessons(words: Sequence[str], folder: Path | None = None) -> list[Path]:
    """The lessons of several words in their order; no word or "all" means every one."""
    if words and "all" not in words:
        return sorted({find_lesson(word, folder) for word in words})
    if lessons := all_lessons(folder):
        return lessons
    raise LessonError(f"There are no lessons in {NOTEBOOKS if folder is None else folder}.")


def find_notebook(word: str, folder: Path | None = None) -> Path:
    """The lesson or appendix that "02", "A2", its name or a path to it stands for."""
    folder = NOTEBOOKS if folder is None else folder
    name, lessons = Path(word).stem, all_lessons(folder)
    there = [*lessons, *all_appendices(folder)]
    number = name.zfill(2).upper()
    hits = [x for x in there if x.stem == name or x.stem.split("_")[0] == number]
    if len(hits) == 1:
        return hits[0]
    if hits:
        several = ", ".join(x.stem for x in hits)
        raise LessonError(f"{word!r} could be {several}: write the whole name.")
    if (folder / name).is_dir() and name:
        raise LessonError(
            f"{name}: the folder holds no {name}.ipynb. Give the notebook the folder's name."
        )
    there_are = ", ".join(x.stem for x in lessons) or "none yet"
    raise LessonError(f"There is no lesson {word!r}. The lessons are: {there_are}.")


def find_notebooks(words: Sequence[str], folder: Path | None = None) -> list[Path]:
    """As `find_lessons`, with the appendices."""
    if words and "all" not in words:
        return sorted({find_notebook(word, folder) for word in words})
    return [*find_lessons([], folder), *all_appendices(folder)]


def place(path: Path) -> str:
    """How messages name a notebook: its folder and its file, on every machine the same."""
    return f"{path.parent.name}/{path.name}"


def cell_label(notebook: Any, index: int) -> str:
    """How messages name a cell: "cell 14 (perceptron-step)", counted from 1 at the top."""
    cell = notebook["cells"][index]
    nbgrader = cell["metadata"].get("nbgrader")
    name = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
    name = name or cell.get("id")
    return f"cell {index + 1} ({name})" if name else f"cell {index + 1}"


def read_lesson(path: Path) -> NotebookNode:
    """The notebook in that file, lines joined, every cell with an id, or a LessonError.

    A missing or repeated cell id is replaced, not refused: the normal form makes them anew.
    """
    from nbformat import v4

    raw = read_json(path)
    if not isinstance(raw, dict) or raw.get("nbformat") != 4 or not _has_cells(raw):
        raise LessonError(
            f"{place(path)}: this is not a notebook of format 4. "
            "Open it in JupyterLab and save it, or restore it from git."
        )
    raw.setdefault("metadata", {})
    raw["nbformat_minor"] = 5
    _give_ids(raw["cells"])
    for index in range(len(raw["cells"])):
        if fault := _format_fault(raw["cells"][index]):
            raise LessonError(f"{place(path)}, {cell_label(raw, index)}: {fault}")
    to_notebook: Callable[[dict[str, Any]], NotebookNode] = v4.to_notebook_json
    return to_notebook(raw)


def read_json(path: Path) -> Any:
    """What a file holds as JSON, or a LessonError."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise LessonError(f"{place(path)}: there is no such file.") from None
    except OSError as error:
        raise LessonError(f"{place(path)}: cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise LessonError(f"{place(path)}: this is not text in UTF-8.") from None
    except RecursionError:
        raise LessonError(f"{place(path)}: it is nested too deeply to be a notebook.") from None
    except json.JSONDecodeError as error:
        raise LessonError(
            f"{place(path)}: line {error.lineno} is not JSON ({error.msg}). "
            "If git left conflict marks there, choose one side."
        ) from None


def _named(pattern: str, folder: Path | None) -> list[Path]:
    """Notebooks with the name of their folder, where that fits the pattern."""
    inside = (NOTEBOOKS if folder is None else folder).glob(pattern)
    return sorted(x for x in (f / f"{f.name}.ipynb" for f in inside) if x.is_file())


def _has_cells(raw: dict[str, Any]) -> bool:
    cells = raw.get("cells")
    return isinstance(cells, list) and all(
        isinstance(cell, dict) and isinstance(cell.get("metadata"), dict) for cell in cells
    )


def _give_ids(cells: list[dict[str, Any]]) -> None:
    seen: set[str] = set()
    for number, cell in enumerate(cells, 1):
        known = cell.get("id")
        if not isinstance(known, str) or not CELL_ID.fullmatch(known) or known in seen:
            cell["id"] = f"cell-{number}"
        seen.add(cell["id"])


def _format_fault(cell: dict[str, Any]) -> str:
    """Why Jupyter would not take this cell, or nothing."""
    from nbformat.validator import NotebookValidationError, validate

    kind = cell.get("cell_type")
    if kind not in ("code", "markdown", "raw"):
        return f"its type is {kind!r}, expected code, markdown or raw."
    if not isinstance(cell["metadata"].get("nbgrader", {}), dict):
        return "its nbgrader metadata is not a table of names and values."
    try:
        validate(cell, ref=f"{kind}_cell", version=4, version_minor=5)
    except NotebookValidationError as error:
        where = ".".join(str(step) for step in error.path)
        return f"it is not as Jupyter wants it: {where + ': ' if where else ''}{error.message}."
    return ""
