"""From a lesson to pages: what stands on each slide, so that all of it can be read.

The slideshow tags of a lesson say where a slide begins (slide, subslide), what comes at a further
press of the key (fragment) and what a lecture leaves out (skip: all that is graded). What is too
much for one screen is spread over several: prose between two paragraphs, a table between two
rows, and a picture goes to a page of its own where the code has left no room. Here the room is
only estimated; `slides.js` then gives every page the largest letters with which it fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from autograder.faults import MARKS
from autograder.lecture.typeset import code, picture, printed, prose, seen, slider
from autograder.lessons import LessonError, cell_label

__all__ = ["Block", "Page", "pages"]

SHOWN = ("slide", "subslide", "fragment", "-")
ROOM = 590  # pixels below the heading of a page that is 720 high, with letters of a middle size
CRAMMED = 1.2 * ROOM  # with the smallest letters for code, rather than its printed lines elsewhere
PROSE, CODE = (86, 37), (84, 30)  # characters that fit in a line, and how high the line is
BESIDE, ALONE = 380, 430  # the least height of pictures below code, and of those of a slider
FEW = 9  # so many lines of a slider find room beside its picture


@dataclass
class Block:
    """A piece of a page that is never divided: its HTML and the room that it needs."""

    html: str
    height: float
    pictures: bool = False


@dataclass
class Page:
    """One screen. `level` is 1 where a new slide begins, 2 for those below it."""

    level: int
    heading: str
    cell: str
    blocks: list[Block] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def height(self) -> float:
        return sum(block.height for block in self.blocks)

    @property
    def html(self) -> str:
        notes = "".join(f"<p>{escape(note)}</p>" for note in dict.fromkeys(self.notes))
        aside = f'<aside class="notes">{notes}</aside>' if notes else ""
        inside = "\n".join([self.heading, *(block.html for block in self.blocks)])
        return (
            f'<section data-cell="{escape(self.cell)}"><div class="page">\n{inside}\n</div>'
            f"{aside}</section>"
        )


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
        raise LessonError("it has not been run. python -m autograder normalise runs it.")


def _pages_of(cell: Any, kind: str, before: list[Page]) -> list[Page]:
    """The pages that a cell begins; what still belongs to the last one goes there."""
    is_code = cell["cell_type"] == "code"
    heading, parts = (None, _code_parts(cell)) if is_code else _prose_parts(cell["source"])
    note = cell["metadata"].get("course", {}).get("say")
    notes = [note] if note else []
    if before and kind in ("fragment", "-"):
        last, blocks = before[-1], [block for part in parts for block in part]
        height = sum(block.height for block in blocks)
        if last.height + height <= ROOM:
            step = "fragment" if kind == "fragment" else "more"
            html = "\n".join(block.html for block in blocks)
            last.blocks.append(Block(f'<div class="{step}">{html}</div>', height))
            last.notes = [*last.notes, *notes]
            return []
    heading = heading or (_again(before[-1].heading) if before else "")
    made = [Page(2, _again(heading), cell["id"], part, notes) for part in parts]
    made[0].heading = heading
    made[0].level = 1 if kind == "slide" or not before else 2
    return made


def _again(heading: str) -> str:
    """The heading of the pages below a slide: the same words, small."""
    words = re.sub(r"</?h\d[^>]*>", "", heading)
    return f'<h2 class="again">{words}</h2>' if words else ""


# Prose


def _prose_parts(source: str) -> tuple[str | None, list[list[Block]]]:
    """The heading of a cell of prose, if it has one, and its blocks, page by page."""
    pieces = [piece for piece in re.split(r"\n\s*\n", source.strip()) if piece.strip()]
    heading = prose(pieces.pop(0)) if source.lstrip().startswith("#") else None
    blocks: list[Block] = []
    for piece in pieces:
        if piece.startswith("|"):
            blocks += _tables(piece)
        else:
            blocks.append(Block(prose(piece), _prose_height(piece)))
    return heading, _spread(_kept_together(blocks))


def _prose_height(piece: str) -> float:
    per_line, height = PROSE
    if piece.startswith("$$"):
        return height * (2.6 if re.search(r"\\underset|\\underbrace|\\sum|\\frac", piece) else 2)
    items = re.split(r"\n(?=[-*>\d])", piece)
    return sum(-(-len(seen(item)) // per_line) * height for item in items) + 0.5 * height


def _tables(piece: str) -> list[Block]:
    """A table, divided between rows where it is too long for one page; each part has its head."""
    head, rule, *rows = piece.split("\n")
    columns = max(head.count("|") - 1, 1)
    room = 1.25 * PROSE[0] / columns

    def height(row: str) -> float:
        cells = [len(seen(cell)) for cell in row.strip("|").split("|")]
        needed = max(sum(cells) / (1.25 * PROSE[0]), 0.6 * max(cells) / room)
        return (max(1, round(needed + 0.3)) * 0.85 + 0.4) * PROSE[1]

    rows_of_blocks = _spread([Block(row, height(row)) for row in rows], ROOM - height(head))
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
                block = Block(f"{last.html}\n{block.html}", last.height + block.height)
            else:
                kept.append(last)
        kept.append(block)
    return kept


def _spread(blocks: Sequence[Block], room: float = ROOM) -> list[list[Block]]:
    """The blocks on as few pages as they need, about equally full."""
    total = sum(block.height for block in blocks)
    wished = total / max(1, -(-total // room))
    parts: list[list[Block]] = [[]]
    used = 0.0
    for block in blocks:
        over = used + block.height > room
        if parts[-1] and (over or used + 0.5 * block.height > wished):
            parts.append([])
            used = 0.0
        parts[-1].append(block)
        used += block.height
    return parts


# Code


def _code_parts(cell: Any) -> list[list[Block]]:
    """A cell of code and what came of it: together, or the pictures on a page of their own."""
    source = cell["source"]
    blocks = [Block(code(source), _code_height(source)), *_outputs(cell["outputs"])]
    parts: list[list[Block]] = [[]]
    for block in blocks:
        room = ROOM if block.pictures else CRAMMED
        if parts[-1] and sum(b.height for b in parts[-1]) + block.height > room:
            parts.append([])
        parts[-1].append(block)
    return parts


def _code_height(source: str) -> float:
    per_line, height = CODE
    return sum(max(1, -(-len(line) // per_line)) for line in source.split("\n")) * height + 30


def _outputs(outputs: Sequence[Any]) -> Iterator[Block]:
    """Printed lines and results in their order; neighbouring pictures stand side by side."""
    tags: list[str] = []
    for output in outputs:
        data = output.get("data", {})
        html = data.get("text/html", "")
        if not html and any(kind.startswith("image/") for kind in data):
            html = "<img>"  # has no alt text, and is refused for that
        if html.startswith("<img") and "<ul>" not in html:
            tags.append(picture(html))
            continue
        if tags:
            yield _row(tags)
            tags = []
        if "<img" in html:
            yield from _slider(html)
        elif html:
            words = re.sub(r"<[^>]*>", "", html)
            yield Block(f'<div class="told">{html}</div>', _prose_height(words) + 60)
        elif text := output.get("text") or data.get("text/plain", ""):
            yield Block(printed(text), _code_height(text.rstrip()))
    if tags:
        yield _row(tags)


def _row(tags: Sequence[str], beside: str = "", least: int = BESIDE) -> Block:
    html = f'<div class="pictures" style="--least:{least}px">{"".join(tags)}{beside}</div>'
    return Block(html, least, pictures=True)


def _slider(html: str) -> Iterator[Block]:
    """The question, the still picture, and a line for every position of the handles."""
    question, image, lines = slider(html)
    listed = f'<ul class="lines">{"".join(lines)}</ul>'
    few = len(lines) <= FEW
    row = _row([image], listed if few else "", ALONE)
    yield Block(question + row.html, row.height + 80, pictures=True)
    if not few:
        yield Block(f'<div class="twin">{listed}</div>', ROOM)
