"""Which of a student's cells stands for which cell of the lesson.

A grade id in a cell's metadata is a claim. JupyterLab copies it with a copied cell and leaves it
on both halves of a split one; a cell pasted from elsewhere has none. So of several claims one is
chosen, and an answer that nobody claims is looked for by what it defines or asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder.lesson.cells import role
from autograder.lesson.definitions import bound_names, is_python
from autograder.lesson.pieces import Piece
from autograder.lesson.released import given_lines, released_text, same_text, tidy

__all__ = ["Lesson", "Match", "is_answer", "joined", "match"]


class Lesson:
    """The cells of a lesson that have names, the other texts, and what each answer is to define."""

    def __init__(self, source: Any) -> None:
        named = [cell for cell in source["cells"] if role(cell)]
        plain = [cell["source"] for cell in source["cells"] if not role(cell)]
        self.cells = {cell["metadata"]["nbgrader"]["grade_id"]: cell for cell in named}
        self.plain = {tidy(text) for text in plain}
        self.binds = {
            name: bound_names(cell["source"]) if cell["cell_type"] == "code" else frozenset[str]()
            for name, cell in self.cells.items()
        }
        self.answers = [name for name, cell in self.cells.items() if is_answer(cell)]


@dataclass
class Match:
    """What stands for what: `kept` has one piece for a name, `parts` all that define it."""

    kept: dict[str, Piece] = field(default_factory=dict)
    parts: dict[str, list[Piece]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def is_answer(cell: Any) -> bool:
    """Does the student write in that cell of the lesson?"""
    return role(cell) in ("solution", "by hand")


def match(found: Sequence[Piece], lesson: Lesson) -> Match:
    """Choose a piece for every named cell of the lesson that has one."""
    made = Match()
    own = [piece for piece in found if tidy(piece.text) not in lesson.plain]
    for name, cell in lesson.cells.items():
        claims = [piece for piece in found if piece.name == name]
        if not is_answer(cell):
            if claims:
                made.kept[name] = claims[-1 if role(cell) == "test" else 0]
                _count(made, name, claims, "the others are cells of your own")
        elif cell["cell_type"] == "code":
            _match_code(made, name, lesson, claims, own)
        else:
            _match_text(made, name, cell, claims, own)
    return made


def joined(found: list[Piece], lesson: Lesson) -> tuple[list[Piece], list[str]]:
    """The pieces, where a function that was split in two is one again, and what to say of it."""
    whole: list[Piece] = []
    notes = []
    for piece in found:
        last = whole[-1] if whole else piece
        if piece.name in lesson.answers and whole and _are_halves(last, piece):
            both = Piece(last.number, "code", f"{last.text}\n{piece.text}", last.name, last.flags)
            both.tags, both.cell_id = last.tags | piece.tags, last.cell_id
            both.checksum = last.checksum
            whole[-1] = both
            notes.append(f'"{piece.name}" was split inside a function: its halves were joined.')
        else:
            whole.append(piece)
    return whole, notes


def _are_halves(first: Piece, second: Piece) -> bool:
    if first.name != second.name or {first.kind, second.kind} != {"code"}:
        return False
    alone = first.is_python and second.is_python
    return not alone and is_python(f"{first.text}\n{second.text}")


def _match_code(
    made: Match, name: str, lesson: Lesson, claims: list[Piece], own: list[Piece]
) -> None:
    """Of the claims the last that defines most of what is asked, else a cell without a claim."""
    wanted, stub = lesson.binds[name], released_text(lesson.cells[name])
    able = [x for x in claims if x.binds & wanted or not wanted]
    if not able:
        code = [x for x in own if x.kind == "code" and x.binds & wanted]
        able = [x for x in code if _astray(x, lesson) and x not in made.kept.values()]
        if able:
            names = " and ".join(sorted(able[-1].binds & wanted))
            made.notes.append(f'"{name}" had lost its mark: the cell that defines {names} has it.')
        elif not code and not claims:
            names = " or ".join(sorted(wanted))
            made.notes.append(f'"{name}" is missing: no cell defines {names}.')
    if not (pool := able or claims):
        return
    chosen = max(
        pool,
        key=lambda x: (
            not same_text(x.text, stub),
            x.kind == "code",  # the others may be drafts, put aside
            len(x.binds & wanted),
            x.number,
        ),
    )
    made.kept[name], made.parts[name] = chosen, pool
    copies = [x for x in claims if x is not chosen and same_text(x.text, stub)]
    for copy in copies:
        copy.kind = "raw"  # run after the answer, it would undo it
    left_out = "untouched copies were left out"
    _count(made, name, claims, left_out if copies else "all were run, the last definition counts")


def _astray(piece: Piece, lesson: Lesson) -> bool:
    """Does it claim nothing of the lesson, or an answer that it does not give?"""
    if piece.name not in lesson.cells:
        return True
    return piece.name in lesson.answers and not piece.binds & lesson.binds[piece.name]


def _match_text(made: Match, name: str, cell: Any, claims: list[Piece], own: list[Piece]) -> None:
    """Of the claims the last with an answer in it, else a text cell that repeats the question."""
    asked, stub = given_lines(cell), released_text(cell)
    if not claims and asked:
        texts = (x for x in own if x.kind == "markdown" and not x.name)
        claims = [x for x in texts if asked <= {line.strip() for line in x.text.splitlines()}]
        if claims:
            made.notes.append(f'"{name}" had lost its mark: the cell with its question has it.')
    if claims:
        made.kept[name] = max(
            claims,
            key=lambda x: (bool(x.text.strip()) and not same_text(x.text, stub), x.number),
        )
        _count(made, name, claims, "the last answer is marked, the others are read beside it")


def _count(made: Match, name: str, claims: list[Piece], why: str) -> None:
    if len(claims) > 1:
        made.notes.append(f'"{name}" was there {len(claims)} times: {why}.')
