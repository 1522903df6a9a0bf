"""From a lesson to pages: what stands on each slide, so that all of it can be read.

The slideshow tags of a lesson say where a slide begins (slide, subslide), what comes at a further
press of the key (fragment) and what a lecture leaves out (skip: all that is graded). What is too
much for one screen is spread over several: prose between two paragraphs, a table between two
rows, code as `program` has it. Here the room is only estimated; `slides.js` then gives every
page the largest letters with which it fits. Where a cell says in its metadata what its slide shows
(`told`), the deck has that in place of the cell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from autograder.lecture.block import PROSE, ROOM, Block, paragraphs, prose_height, spread
from autograder.lecture.pieces import piece
from autograder.lecture.program import code_parts
from autograder.lecture.told import told_blocks
from autograder.lecture.typeset import prose, seen
from autograder.lesson.cells import MARKS
from autograder.lesson.reading import LessonError, cell_label

__all__ = ["Page", "pages"]

SHOWN = ("slide", "subslide", "fragment", "-")


@dataclass
class Page:
    """One screen. `level` is 1 where a new slide begins, 2 for those below it."""

    level: int
    heading: Markup
    cell: str
    blocks: list[Block] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def height(self) -> float:
        return sum(block.height for block in self.blocks)

    @property
    def told(self) -> list[str]:
        """The notes, each of them once."""
        return list(dict.fromkeys(self.notes))

    @property
    def html(self) -> Markup:
        return piece("page", self)


def pages(notebook: Any) -> list[Page]:
    """The pages of a lesson in their order; LessonError names the cell that cannot be shown."""
    made: list[Page] = []
    for index, cell in enumerate(notebook["cells"]):
        kind = cell["metadata"].get("slideshow", {}).get("slide_type", "-")
        if kind not in SHOWN:
            continue
        try:
            _refuse_what_is_graded(cell)
            made += _pages_of(cell, kind, made)
        except LessonError as error:
            raise LessonError(f"{cell_label(notebook, index)}: {error}") from None
    return made


def _refuse_what_is_graded(cell: Any) -> None:
    if "nbgrader" in cell["metadata"] or any(f"BEGIN {mark}" in cell["source"] for mark in MARKS):
        raise LessonError("it is graded, so a lecture must not show it. Tag it skip.")
    if cell["cell_type"] == "code" and cell.get("execution_count") is None:
        raise LessonError("it has not been run. python3 -m autograder normalise runs it.")


def _pages_of(cell: Any, kind: str, before: list[Page]) -> list[Page]:
    """The pages that a cell begins; what still belongs to the last one goes there."""
    course = cell["metadata"].get("course", {})
    if "slide" in course:
        heading, told = _heading(course["slide"])
        parts = [told_blocks(told, cell)]
    elif cell["cell_type"] == "code":
        heading, parts = None, code_parts(cell)
    else:
        heading, parts = _prose_parts(cell["source"])
    notes = _notes(course) if course.get("say") else []
    if before and kind in ("fragment", "-"):
        last, blocks = before[-1], [block for part in parts for block in part]
        height = sum(block.height for block in blocks)
        if last.height + height <= ROOM:
            step = "fragment" if kind == "fragment" else "more"
            last.blocks.append(Block(piece("step", step, blocks), height))
            last.notes = [*last.notes, *notes]
            return []
    heading = heading or (_again(before[-1].heading) if before else Markup())
    made = [Page(2, _again(heading), cell["id"], part, notes) for part in parts]
    made[0].heading = heading
    made[0].level = 1 if kind == "slide" or not before else 2
    return made


def _notes(course: Any) -> list[str]:
    """What the speaker says, paragraph by paragraph, after the minutes that it takes."""
    minutes = course.get("minutes")
    said = f"{minutes:g} min. {course['say']}" if minutes else str(course["say"])
    return paragraphs(said)


def _again(heading: Markup) -> Markup:
    """The heading of the pages below a slide: the same words, small."""
    words = Markup(re.sub(r"</?h\d[^>]*>", "", heading))
    return piece("again", words) if words else words


# Prose


def _prose_parts(source: str) -> tuple[Markup | None, list[list[Block]]]:
    """The heading of a cell of prose, if it has one, and its blocks, page by page."""
    heading, source = _heading(source)
    blocks: list[Block] = []
    for text in paragraphs(source):
        if text.startswith("|"):
            blocks += _tables(text)
        else:
            blocks.append(Block(prose(text), prose_height(text)))
    return heading, spread(_kept_together(blocks))


def _heading(source: str) -> tuple[Markup | None, str]:
    """The heading that a text begins with, if it does, and the rest."""
    if not source.lstrip().startswith("#"):
        return None, source
    first, _, rest = source.strip().partition("\n")
    return prose(first), rest


def _tables(text: str) -> list[Block]:
    """A table, divided between rows where it is too long for one page; each part has its head."""
    head, rule, *rows = text.split("\n")
    columns = max(head.count("|") - 1, 1)
    room = 1.25 * PROSE[0] / columns

    def height(row: str) -> float:
        cells = [len(seen(cell)) for cell in row.strip("|").split("|")]
        needed = max(sum(cells) / (1.25 * PROSE[0]), 0.6 * max(cells) / room)
        return (max(1, round(needed + 0.3)) * 0.85 + 0.4) * PROSE[1]

    rows_of_blocks = spread([Block(row, height(row)) for row in rows], ROOM - height(head))
    return [
        Block(
            prose("\n".join([head, rule, *(row.html for row in part)])),
            height(head) + sum(row.height for row in part),
        )
        for part in rows_of_blocks
    ]


def _kept_together(blocks: Sequence[Block]) -> list[Block]:
    """A sentence that ends with a colon stands on the page of what it announces."""
    kept: list[Block] = []
    for block in blocks:
        if kept and kept[-1].html.endswith((":</p>", ":</strong></p>")):
            last = kept.pop()
            if last.height + block.height <= ROOM:
                block = Block(piece("joined", [last, block]), last.height + block.height)
            else:
                kept.append(last)
        kept.append(block)
    return kept
