"""How much room a name takes on a terminal: some letters take two columns, marks on them none."""

from __future__ import annotations

import unicodedata

__all__ = ["fit", "width"]


def width(text: str) -> int:
    """Columns of a terminal."""
    return sum(map(_columns, text))


def fit(text: str, room: int) -> str:
    """The text in exactly so many columns: cut between two letters, or filled with spaces."""
    kept, used = "", 0
    for letter in text:
        if used + _columns(letter) > room:
            break
        kept, used = kept + letter, used + _columns(letter)
    return kept + " " * (room - used)


def _columns(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
