"""A cell of code and what came of it, page by page.

What fits stands together. Printed lines never stand alone: where there is no room for them below
the code, nor above the picture that follows, the code is divided between two statements, and its
end keeps them company.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from autograder.lecture.block import ROOM, Block, prose_height, spread
from autograder.lecture.frames import FRAMES
from autograder.lecture.pieces import piece
from autograder.lecture.typeset import code, moving, picture, printed, slider

__all__ = ["code_block", "code_parts", "pictures_of"]

CRAMMED = 1.2 * ROOM  # with the smallest letters for code, rather than its printed lines elsewhere
CODE = 84, 30  # characters that fit in a line, and how high the line is
MARGIN = 30  # above and below a piece of code
BESIDE, ALONE = 380, 420  # the least height of pictures below code, and of those of a slider
FEW = 9  # so many lines of a slider find room beside its picture
STYLE = re.compile(r"<style>.*?</style>", re.S)  # what a page needs; a deck has its own
STRIP = 3  # a picture so many times as wide as it is high leaves no room beside it


def code_parts(cell: Any) -> list[list[Block]]:
    """The blocks of a cell of code, of each page that it needs."""
    source = cell["source"]
    blocks = [code_block(source), *_outputs(cell["outputs"])]
    parts: list[list[Block]] = [[]]
    for block in blocks:
        room = ROOM if block.pictures else CRAMMED
        if parts[-1] and sum(b.height for b in parts[-1]) + block.height > room:
            parts.append([])
        parts[-1].append(block)
    if len(parts) > 1 and len(parts[0]) == 1 and not any(block.pictures for block in parts[1]):
        parts[:2] = _divided(source, parts[1])
    return parts


def code_block(source: str) -> Block:
    return Block(code(source), _height(source) + MARGIN)


def pictures_of(cell: Any) -> list[Block]:
    """What a cell of code draws; of a slider the question and its picture, not the answers."""
    outputs = _outputs(cell.get("outputs", ()), answered=False)
    return [block for block in outputs if block.pictures]


def _divided(source: str, said: list[Block]) -> list[list[Block]]:
    """The code on as many pages as it needs together with what it said, which ends the last."""
    statements = [Block(text, _height(text)) for text in _statements(source)]
    statements[-1].height += sum(block.height for block in said)
    made = []
    for part in spread(statements, ROOM - MARGIN):
        text = "\n".join(block.html for block in part).strip("\n")
        made.append([code_block(text)])
    made[-1] += said
    return made


def _statements(source: str) -> list[str]:
    """The lines of each statement, with the comments and empty lines before it."""
    lines = source.split("\n")
    cuts = [0, *(node.end_lineno for node in ast.parse(source).body[:-1]), len(lines)]
    return ["\n".join(lines[a:b]) for a, b in pairwise(cuts)]


def _height(source: str) -> float:
    per_line, height = CODE
    return sum(max(1, -(-len(line) // per_line)) for line in source.split("\n")) * height


def _outputs(outputs: Sequence[Any], answered: bool = True) -> Iterator[Block]:
    """Printed lines and results in their order; two neighbouring pictures share a page."""
    tags: list[str] = []
    for output in outputs:
        data = output.get("data", {})
        html = STYLE.sub("", data.get("text/html", ""))
        if not html and any(kind.startswith("image/") for kind in data):
            html = "<img>"  # has no alt text, and is refused for that
        if html.startswith("<img") and "<ul>" not in html:
            tags.append(html)
            continue
        yield from _pictures(tags)
        tags = []
        if "<img" in html:
            yield from _slider(html, answered, data.get(FRAMES))
        elif html:
            words = re.sub(r"<[^>]*>", "", html)
            yield Block(piece("told", Markup(html)), prose_height(words) + 60)
        elif text := output.get("text") or data.get("text/plain", ""):
            yield Block(printed(text), _height(text.rstrip()) + MARGIN)
    yield from _pictures(tags)


def _pictures(tags: Sequence[str]) -> Iterator[Block]:
    """Two on a page, side by side, or above one another where one of them is a strip."""
    for k in range(0, len(tags), 2):
        pair = [picture(tag) for tag in tags[k : k + 2]]
        ratios = [float(ratio) for tag in pair for ratio in re.findall(r"--ratio:([\d.]+)", tag)]
        yield _row(pair, stacked=len(pair) > 1 and max(ratios) > STRIP)


def _row(
    pictures: Sequence[str], beside: str = "", least: int = BESIDE, stacked: bool = False
) -> Block:
    return Block(piece("pictures", pictures, stacked, least, beside), least, True)


def _slider(html: str, answered: bool, drawn: Any = None) -> Iterator[Block]:
    """The question, and a picture that moves; or a still one, and a line for every position."""
    question, image, lines = slider(html)
    if drawn:
        yield Block(question + moving(drawn), BESIDE + 140, pictures=True)
        return
    if not answered:
        yield Block(question + _row([image]).html, BESIDE + 80, pictures=True)
        return
    listed = piece("lines", lines)
    few = len(lines) <= FEW
    row = _row([image], listed if few else "", ALONE)
    yield Block(question + row.html, row.height + 80, pictures=True)
    if not few:
        yield Block(piece("twin", listed), ROOM)
