"""What students get of a lesson: the notebook without solutions, and a look at what it shows."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from autograder.course.nbgrader_config import course_config, course_folder
from autograder.lesson.cells import MARKS, regions, role
from autograder.lesson.faults import lesson_faults
from autograder.lesson.reading import LessonError, cell_label, place, read_lesson

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from nbformat import NotebookNode

__all__ = ["leaks", "refuse", "student_notebook"]


def student_notebook(
    path: Path, opened: Callable[[NotebookNode], None] = lambda _: None
) -> NotebookNode:
    """What a student gets of that lesson; no gradebook and no course folder is touched.

    opened : what of the source is laid open beforehand, where nobody will grade
    """
    from nbgrader import preprocessors as nbgrader

    from autograder.lesson.go_on import GoOn
    from autograder.lesson.speaker import ClearNotes

    source = read_lesson(path)
    refuse(path, lesson_faults(source, executed=False))
    opened(source)
    config = course_config(course_folder(), path.parent.parent)
    notebook, resources = copy.deepcopy(source), dict[str, Any]()
    for step in (
        ClearNotes,
        nbgrader.LockCells,
        nbgrader.ClearSolutions,
        nbgrader.ClearOutput,
        nbgrader.CheckCellMetadata,
        nbgrader.ComputeChecksums,
        nbgrader.ClearHiddenTests,
        nbgrader.ClearMarkScheme,
        nbgrader.ComputeChecksums,  # again: hidden tests are gone now
        nbgrader.CheckCellMetadata,
        GoOn,
    ):
        notebook, resources = step(config=config).preprocess(notebook, resources)
    refuse(path, leaks(source, notebook))
    return notebook


def leaks(source: Any, released: Any) -> list[str]:
    """Where the released notebook shows what only the source may hold: one sentence each."""
    everything = "\n".join(_squeezed(cell["source"]) for cell in released["cells"])
    found = []
    for index, (cell, given) in enumerate(zip(source["cells"], released["cells"], strict=True)):
        secrets = _secrets(cell)
        open_lines = set(_squeezed(_without(cell["source"], secrets)).split("\n"))
        lines = {line for text in secrets for line in _squeezed(text).split("\n")} - open_lines
        shown = sorted(lines & set(_squeezed(given["source"]).split("\n")))
        whole = [text for text in map(_squeezed, secrets) if "\n" in text and text in everything]
        marks = [f"BEGIN {what}" for what in MARKS if f"BEGIN {what}" in given["source"]]
        if told := [*marks, *shown, *whole]:
            found.append(f'the students\' version would show "{told[0].splitlines()[0]}".')
        elif given.get("outputs") or given.get("execution_count"):
            found.append("the students' version would show its output.")
        elif "say" in given["metadata"].get("course", {}):
            found.append("the students' version would show the speaker's note.")
        else:
            continue
        found[-1] = f"{cell_label(source, index)}: {found[-1]} Nothing was released."
    return found


def _secrets(cell: Any) -> list[str]:
    """The texts of a cell that students must not see."""
    marked = [text for what in MARKS for text in regions(cell["source"], what)]
    if not marked and role(cell) in ("solution", "by hand"):
        return [cell["source"]]  # nbgrader replaces the whole cell
    return marked


def _without(text: str, parts: list[str]) -> str:
    for part in parts:
        text = text.replace(part, "")
    return text


def _squeezed(text: str) -> str:
    """The lines that say something, without the spaces around them."""
    return "\n".join(line.strip() for line in text.split("\n") if len(line.strip()) > 3)


def refuse(path: Path, faults: list[str]) -> None:
    """A LessonError of all the faults, each with the place that it stands in; or nothing."""
    if faults:
        raise LessonError("\n".join(f"{place(path)}, {fault}" for fault in faults))
