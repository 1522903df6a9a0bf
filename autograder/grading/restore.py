"""From what a student handed in, the notebook that is graded: theirs, on the lesson's terms.

Tests and locked cells are the lesson's, whatever became of them. Answers are the student's, and
bear the lesson's ids, points and types. Everything else stays as it is and where it is, without
the metadata that could change how it is run. What JupyterLab does by an innocent copy, split or
move of a cell is undone. Every repair is one sentence for the student.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from autograder.grading.blame import change_notes
from autograder.grading.matching import Lesson, Match, is_answer, joined, match
from autograder.lesson.cells import role
from autograder.lesson.definitions import used_names
from autograder.lesson.normal import NOTEBOOK_METADATA
from autograder.lesson.pieces import Piece, pieces
from autograder.lesson.reading import CELL_ID
from autograder.lesson.released import released_checksum, released_text

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["Restored", "restore"]

Place = tuple[
    int, int, int
]  # the piece, 0 for itself and 1 for what follows it, the lesson's order


@dataclass(frozen=True)
class Restored:
    """The notebook that is graded, and what the student is told of the repairs."""

    notebook: NotebookNode
    notes: list[str]


def restore(submitted: Any, source: NotebookNode) -> Restored:
    """Make the notebook that is graded; neither argument is changed.

    Parameters
    ----------
    submitted : what was handed in, a notebook or any JSON that should be one
    source : the lesson as its author wrote it, with solutions and hidden tests
    """
    from nbformat import from_dict

    lesson = Lesson(source)
    found, notes = joined(_with_freed(pieces(submitted), lesson), lesson)
    made = match(found, lesson)
    notes += made.notes
    notes += _type_notes(made, lesson)
    notes += change_notes(found, made, lesson, source)
    places, moved = _places(found, made, lesson)
    notes += moved

    kept = {id(piece) for piece in made.kept.values()}
    cells = [((n, 0, 0), _own_cell(x)) for n, x in enumerate(found) if id(x) not in kept]
    cells += [(at, _lesson_cell(lesson.cells[x], made.kept.get(x))) for x, at in places.items()]
    in_order = [cell for _, cell in sorted(cells, key=lambda pair: pair[0])]
    _give_ids(in_order)
    whole = {
        "cells": in_order,
        "metadata": copy.deepcopy(NOTEBOOK_METADATA),
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    to_notebook: Callable[[Any], NotebookNode] = from_dict
    return Restored(to_notebook(whole), list(dict.fromkeys(notes)))


def _with_freed(found: list[Piece], lesson: Lesson) -> list[Piece]:
    """The pieces; what is defined in a cell that is not the student's gets a cell of its own."""
    freed = []
    for piece in found:
        locked = piece.name in lesson.cells and piece.name not in lesson.answers
        if locked and piece.binds - lesson.binds[piece.name]:
            freed.append(Piece(piece.number, "code", piece.text))
        freed.append(piece)
    return freed


def _type_notes(made: Match, lesson: Lesson) -> list[str]:
    """Let go of answers that cannot have the type that they should; what changes type."""
    notes = []
    for name, piece in list(made.kept.items()):
        kind = lesson.cells[name]["cell_type"]
        if name not in lesson.answers or piece.kind == kind:
            continue
        if kind == "markdown":
            notes.append(f'"{name}" was a {piece.kind} cell: it was read as text.')
        elif piece.is_python:
            notes.append(f'"{name}" was a {piece.kind} cell: it was run as code.')
        else:
            notes.append(f'"{name}" is a {piece.kind} cell without Python in it: it was not run.')
            del made.kept[name]
    return notes


def _places(found: list[Piece], made: Match, lesson: Lesson) -> tuple[dict[str, Place], list[str]]:
    """Where the named cells stand: the student's order, with what is missing put in its place.

    A missing cell comes after the one before it in the lesson, a test after what it tests.
    """
    number = {id(piece): n for n, piece in enumerate(found)}
    places: dict[str, Place] = {}
    notes = []
    before = -1  # the piece at which, or behind which, the last named cell stands
    for order, (name, cell) in enumerate(lesson.cells.items()):
        if name in made.kept:
            place = (number[id(made.kept[name])], 0, 0)
        elif role(cell) == "solution":
            continue  # a stub in its place could undo a definition that stands elsewhere
        else:
            place = (before, 1, order)
            what = "an empty one" if is_answer(cell) else "the lesson's own"
            notes.append(f'"{name}" was missing: {what} was put in its place.')
        defined = _definitions(name, made, lesson) if role(cell) == "test" else {}
        if (last := max((number[id(x)] for x in defined.values()), default=-1)) > place[0]:
            place = (last, 1, order)
            if name in made.kept:
                names = " and ".join(x for x, piece in defined.items() if number[id(piece)] == last)
                notes.append(f'"{name}" stood before {names} was defined: it was moved below.')
        places[name] = place
        before = place[0]
    return places, notes


def _definitions(test: str, made: Match, lesson: Lesson) -> dict[str, Piece]:
    """The last piece that defines it, for every name of an answer that the test uses."""
    earlier = list(lesson.cells)[: list(lesson.cells).index(test)]
    found = {}
    for used in sorted(used_names(lesson.cells[test]["source"])):
        homes = [x for x in earlier if x in lesson.answers and used in lesson.binds[x]]
        parts = made.parts.get(homes[-1], []) if homes else []
        run = (x for x in parts if x.kind == "code" or x in made.kept.values())
        parts = [x for x in run if used in x.binds]
        if homes and not parts:  # its cell was merged into that of another answer
            answers = (x for name, x in made.kept.items() if name in lesson.answers)
            parts = [x for x in answers if used in x.binds]
        if parts:
            found[used] = parts[-1]
    return found


def _lesson_cell(cell: Any, piece: Piece | None) -> dict[str, Any]:
    """A named cell of the lesson, with the student's text where that is the answer."""
    made = {"cell_type": cell["cell_type"], "metadata": copy.deepcopy(dict(cell["metadata"]))}
    made["metadata"].pop("tags", None)
    found = {"checksum": released_checksum(cell), "cell_type": cell["cell_type"]}
    made["metadata"]["nbgrader"] |= found
    made["id"] = cell.get("id", "")
    if not is_answer(cell):
        made["source"] = cell["source"]
        pictures = cell.get("attachments")
    else:
        made["source"] = piece.text if piece else released_text(cell)
        pictures = piece.pictures if piece else None
    return _filled(made, pictures)


def _own_cell(piece: Piece) -> dict[str, Any]:
    """A cell of the student's own, or an ordinary one of the lesson: text, and no metadata."""
    made = {"cell_type": piece.kind, "metadata": {}, "source": piece.text, "id": piece.cell_id}
    return _filled(made, piece.pictures)


def _filled(cell: dict[str, Any], pictures: Any) -> dict[str, Any]:
    if cell["cell_type"] == "code":
        return {**cell, "outputs": [], "execution_count": None}
    return {**cell, "attachments": copy.deepcopy(dict(pictures))} if pictures else cell


def _give_ids(cells: list[dict[str, Any]]) -> None:
    """Every cell has an id of its own; those of the lesson's named cells come first."""
    taken = {cell["id"] for cell in cells if cell["metadata"]}
    for number, cell in enumerate(cells, 1):
        if not cell["metadata"]:
            if not CELL_ID.fullmatch(cell["id"]) or cell["id"] in taken:
                cell["id"] = f"student-{number}"
            taken.add(cell["id"])
