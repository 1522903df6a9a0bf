"""Side notes: what a lesson says by the way, for the margin of a wide page.

A lesson says it in brackets, a whole sentence of it or more; a place to stop is one as well. It
stays where it is in the text, so what reads aloud or prints meets it there; `book.css` moves it.
"""

from __future__ import annotations

import re

__all__ = ["with_side_notes"]

SHORT = 40  # letters that stay in the line: the eye would be longer on its way
BRACKETS = re.compile(
    r"(?:^|(?<=[.?!:;*]\s))\(((?:[^()\n]|\n(?!\s*\n)|\([^()\n]*\))*[.?!])\)(?=\s|$)", re.M
)
STOP = re.compile(r"^\*\(?((?:A|Another) good place to stop[^*]*?)\)?\*$", re.M)
CODE = re.compile(r"(^```.*?^```$)", re.S | re.M)


def with_side_notes(markdown: str) -> str:
    """The text with its side notes as `<small class="aside">`, without their brackets."""
    pieces = CODE.split(markdown)
    pieces[::2] = [BRACKETS.sub(_note, STOP.sub(_own, text)) for text in pieces[::2]]
    return "".join(pieces)


def _note(found: re.Match[str]) -> str:
    if len(found[1]) < SHORT:
        return found[0]
    before, after = found.string[: found.start()], found.string[found.end() :]
    alone = re.search(r"(^|\n\s*\n)$", before) and re.match(r"$|\n\s*(\n|$)", after)
    return _own(found) if alone else f'<small class="aside">{found[1]}</small>'


def _own(found: re.Match[str]) -> str:
    """As a paragraph of its own, which speaks of what is above it."""
    return f'<small class="aside above">{found[1]}</small>'
