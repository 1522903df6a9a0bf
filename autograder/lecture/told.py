"""What a slide shows in place of its cell: a few words, and the cell's picture.

A page is read alone, a slide beside somebody who talks. So a cell may say in its metadata, as
`slide` under `course`, what the hall sees: Markdown, in which a paragraph `. . .` is a pause (what
follows comes at the next key) and a paragraph `{picture}` is where the cell's picture stands. Where
that is not said, the picture follows the words before the first pause.
"""

from __future__ import annotations

from typing import Any

from autograder.lecture.block import ROOM, Block, paragraphs, prose_height
from autograder.lecture.pieces import piece
from autograder.lecture.program import code_block, pictures_of
from autograder.lecture.typeset import prose
from autograder.lesson.reading import LessonError

__all__ = ["PAUSE", "PICTURE", "told_blocks"]

PAUSE, PICTURE, FENCE = ". . .", "{picture}", "```"


def told_blocks(source: str, cell: Any) -> list[Block]:
    """The one page of a slide: what is there at first, then what each further key brings."""
    pictures = pictures_of(cell)
    steps: list[list[Block]] = [[]]
    placed = False
    for text in paragraphs(source):
        if text.strip() == PAUSE:
            steps.append([])
        elif text.strip() == PICTURE:
            if not pictures:
                raise LessonError("its slide speaks of a picture, and the cell draws none.")
            steps[-1] += pictures
            placed = True
        elif text.startswith(FENCE):
            steps[-1].append(code_block("\n".join(text.strip("`\n").split("\n")[1:])))
        else:
            steps[-1].append(Block(prose(text), prose_height(text)))
    if not placed:
        steps[0] += pictures
    blocks = [*steps[0], *(_fragment(step) for step in steps[1:] if step)]
    if sum(block.height for block in blocks) > 1.3 * ROOM:
        raise LessonError("its slide says too much for one screen. Say less, or make it two.")
    return blocks


def _fragment(step: list[Block]) -> Block:
    height = sum(block.height for block in step)
    pictures = any(block.pictures for block in step)
    return Block(piece("step", "fragment", step), height, pictures)
