"""The pieces that pages are made of, how much room they need, and how they are spread."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.lecture.typeset import seen

__all__ = ["PROSE", "ROOM", "Block", "paragraphs", "prose_height", "spread"]

ROOM = 590  # pixels below the heading of a page that is 720 high, with letters of a middle size
PROSE = 86, 37  # characters that fit in a line of prose, and how high the line is


@dataclass
class Block:
    """A piece of a page that is never divided: its HTML and the room that it needs."""

    html: str
    height: float
    pictures: bool = False


def paragraphs(source: str) -> list[str]:
    """What stands between empty lines."""
    return [text for text in re.split(r"\n\s*\n", source.strip()) if text.strip()]


def prose_height(piece: str) -> float:
    """The room for a paragraph, a list or a formula, from its Markdown."""
    per_line, height = PROSE
    if piece.startswith("$$"):
        return height * (2.6 if re.search(r"\\underset|\\underbrace|\\sum|\\frac", piece) else 2)
    items = re.split(r"\n(?=[-*>\d])", piece)
    return sum(-(-len(seen(item)) // per_line) * height for item in items) + 0.5 * height


def spread(blocks: Sequence[Block], room: float = ROOM) -> list[list[Block]]:
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
