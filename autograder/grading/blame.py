"""What is said of cells that are not as the lesson has them, and by whose doing.

Each cell that a student gets bears nbgrader's checksum of itself. Where it is that of today's
release and the cell is another, the student changed it. Where it fits the cell and not today's
release, the lesson was released anew since, and nobody is blamed. Where it fits neither, another
program may have been at work, and nobody is either.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from autograder.course.names import shown, some
from autograder.grading.matching import Lesson, Match
from autograder.lesson.pieces import Piece, flags
from autograder.lesson.released import checksum, given_checksum, released_text, same_text

__all__ = ["change_notes"]

SKIPPED = "skip-execution"  # the other tag by which Jupyter runs cells otherwise we gave ourselves


def change_notes(found: Sequence[Piece], made: Match, lesson: Lesson, source: Any) -> list[str]:
    """What was put back or left out, a sentence for each kind, however many cells it met."""
    differ, earlier, changed, other = list[str](), list[str](), list[str](), list[str]()
    marks: set[str] = set()  # which parts of the marking are not the lesson's
    for name, piece in made.kept.items():
        cell, answer = lesson.cells[name], name in lesson.answers
        wanted = flags(cell["metadata"]["nbgrader"])
        wrong = [x for x in wanted if piece.flags[x] != wanted[x]] if piece.name == name else []
        texts = (released_text(cell), cell["source"])
        moved = not answer and not any(same_text(piece.text, x) for x in texts)
        if (moved or wrong) and _of_earlier_release(piece, cell, answer):
            earlier.append(name)
            continue
        differ += [name] if moved else []
        if wrong:
            marks |= set(wrong)
            (changed if piece.checksum == given_checksum(cell) else other).append(name)
    which = ", ".join(x for x in flags({}) if x in marks)
    return [
        *_said(differ, "{} differed from the lesson: the lesson's own {was} put back."),
        *_said(earlier, "You have an earlier release of the lesson: for {} today's one counts."),
        *_said(changed, f"The marking of {{}} was changed ({which}): put back."),
        *_said(other, f"The marking of {{}} is not the lesson's ({which}): the lesson's counts."),
        *_of_cells(found, lesson, source),
    ]


def _of_earlier_release(piece: Piece, cell: Any, answer: bool) -> bool:
    """Is the cell as nbgrader released it, the text of an answer aside, and not as of today?"""
    said, text = piece.flags, released_text(cell) if answer else piece.text
    graded, solution = said["grade"], said["solution"]
    locked = not solution and (graded or said["locked"])
    try:
        points = float(said["points"] or 0)
    except OverflowError:  # a whole number of hundreds of digits
        return False
    name = cell["metadata"]["nbgrader"]["grade_id"]
    given = checksum(text, piece.kind, name, graded, solution, locked, points)
    return piece.name == name and piece.checksum == given != given_checksum(cell)


def _of_cells(found: Sequence[Piece], lesson: Lesson, source: Any) -> list[str]:
    """Tags, attachments and tests of one's own."""
    usual = {tag for cell in source["cells"] for tag in cell["metadata"].get("tags", [])}
    odd = [piece for piece in found if SKIPPED in piece.tags - usual]
    notes = [f'{_cells(odd)} had the tag "{SKIPPED}": it counts for nothing.'] if odd else []
    if lost := [piece for piece in found if piece.lost_pictures]:
        what = "an attachment" if len(lost) == 1 else "attachments"
        notes.append(f"{_cells(lost)} had {what} that cannot be kept.")
    strange = (x for x in found if x.name and x.name not in lesson.cells and x.flags.get("grade"))
    names = list(dict.fromkeys(shown(piece.name) for piece in strange))
    few = "{} is no graded cell of this lesson: it gives no points."
    many = "{} are no graded cells of this lesson: they give no points."
    return notes + _said(names, few if len(names) == 1 else many)


def _said(names: Sequence[str], sentence: str) -> list[str]:
    if not names:
        return []
    was = "was" if len(names) == 1 else "were"
    return [sentence.format(_joined(f'"{name}"' for name in names), was=was)]


def _cells(pieces: Sequence[Piece]) -> str:
    which = _joined(str(piece.number) for piece in pieces)
    return f"Cell {which}" if len(pieces) == 1 else f"Cells {which}"


def _joined(words: Iterable[str]) -> str:
    *first, last = words
    if len(first) > 4:
        return some([*first, last])
    return f"{', '.join(first)} and {last}" if first else last
