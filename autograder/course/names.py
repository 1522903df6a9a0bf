"""Names that came from outside: as the id of a student, and in a sentence."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence

__all__ = ["hash_of", "safe_id", "shown", "some"]

DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.I)
LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ø": "o", "Ø": "O", "ł": "l"}
    | {"Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i"}
)
JOINERS = "\u200c\u200d"
LONGEST = 48  # letters of an id, without the eight that tell two apart


def safe_id(label: str) -> tuple[str, str]:
    """The id of a student: letters, digits and - _ . @ alone; and what to say if it had to change.

    Accents go, spaces become _. Where letters would be lost, eight of a hash tell names apart.
    """
    label = unicodedata.normalize("NFC", label)
    visible = "".join(x for x in label if unicodedata.category(x)[0] != "C")
    plain = unicodedata.normalize("NFKD", visible.translate(LETTERS))
    plain = "".join(x for x in plain if not unicodedata.combining(x))
    plain = re.sub(r"\s+", "_", plain.strip())
    made = re.sub(r"[^A-Za-z0-9_.@-]", "", plain).strip("-_.")
    lost = any(x.isalnum() and not x.isascii() for x in plain) or visible != label
    if lost or not made or len(made) > LONGEST:
        made = f"{made[:LONGEST] or 'student'}-{hash_of(label)}"
    if DEVICES.match(made):
        made = f"student-{made}"
    usual = re.sub(r"\s+", "_", label.strip())
    return made, "" if made == usual else f'"{shown(label)}" is filed as {made}.'


def hash_of(label: str) -> str:
    """Eight letters that tell one name from another."""
    text = unicodedata.normalize("NFC", label)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def shown(text: str) -> str:
    """A name that came from outside, for a sentence on a terminal: nothing in it is invisible.

    What joins letters within a word, as Persian and Sinhala need it, is part of the word.
    """
    whole = "".join(_letter(x, text[i - 1 : i], text[i + 1 : i + 2]) for i, x in enumerate(text))
    return whole if len(whole) <= 120 else f"{whole[:117]}…"


def some(names: Sequence[str], most: int = 5) -> str:
    """The first of them, and how many more there are: a sentence has room for a few."""
    more = len(names) - most
    told = ", ".join(names[:most])
    return f"{told} and {more} more" if more > 0 else told


def _letter(letter: str, before: str, after: str) -> str:
    if unicodedata.category(letter) == "Zs":
        return " "
    within = letter in JOINERS and _is_of_a_word(before) and _is_of_a_word(after)
    return letter if letter.isprintable() or within else letter.encode("unicode_escape").decode()


def _is_of_a_word(letter: str) -> bool:
    return bool(letter) and not letter.isascii() and unicodedata.category(letter)[0] in "LM"
