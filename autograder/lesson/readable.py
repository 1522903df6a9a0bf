"""From the bytes of a file to a notebook that can be graded, or one sentence on why not.

What a sound computer can do to a sound notebook is mended: a byte order mark, UTF-16, Latin-1, an
older format, a structure that some editor bent. What is cut off or is something else is refused,
with the line where it breaks. Everything is measured before it is parsed.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from autograder.course.limits import Limits, Unreadable, megabytes
from autograder.lesson.definitions import is_python
from autograder.lesson.normal import NOTEBOOK_METADATA
from autograder.lesson.pieces import pieces
from autograder.lesson.reading import CELL_ID

__all__ = ["Reading", "grade_ids", "readable"]

OTHERS = {  # how a file that is something else begins
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zip",
    b"\x1f\x8b": "a gzip archive",
    b"<": "a web page",
    b"\x89PNG": "a picture",
}
MARKS = {  # longest first: the mark of UTF-32 begins with that of UTF-16
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
SAVE = "Open it in JupyterLab, save it, and hand it in again."
OURS = (4, 0, 5)  # the format, and its oldest and newest minor version that is known here


@dataclass
class Reading:
    """A notebook that was handed in.

    text : the bytes to keep: those that came, unless something was repaired
    repairs : a sentence for each repair that the student should know of
    """

    notebook: dict[str, Any]
    text: bytes
    repairs: list[str] = field(default_factory=list)


def readable(data: bytes, limits: Limits) -> Reading:
    """The notebook in these bytes, or Unreadable."""
    repairs: list[str] = []
    if len(data) > limits.notebook:
        raise Unreadable(f"has {megabytes(len(data))}; {megabytes(limits.notebook)} are read.")
    text = _decoded(data, repairs)
    raw = _parsed(text, limits)
    notebook = _as_format_4(raw, limits, repairs)
    if not isinstance(notebook.get("cells"), list):
        raise Unreadable(f"holds no cells, so it is no notebook. {SAVE}")
    _not_too_many(notebook["cells"], limits)
    if (count := sum(len(x.text) for x in pieces(notebook))) > limits.letters:
        most = f"{limits.letters:,} are read"
        raise Unreadable(
            f"has {count:,} letters in its cells; up to {most}. Delete what is too much."
        )
    _must_be_python(notebook)
    if notebook is raw and _is_sound(raw):
        sound = text.encode("utf-8", "surrogatepass")
        return Reading(raw, sound, repairs)
    if notebook is raw:
        repairs.append("Its structure was bent: its cells were read, its outputs were left out.")
    plain = _plain(notebook)
    return Reading(plain, (json.dumps(plain, indent=1) + "\n").encode(), repairs)


def grade_ids(notebook: dict[str, Any]) -> list[str]:
    """The grade ids that its cells claim, each once."""
    return [name for name in dict.fromkeys(piece.name for piece in pieces(notebook)) if name]


def _decoded(data: bytes, repairs: list[str]) -> str:
    start = data.lstrip()[:8]
    if not start:
        raise Unreadable(f"is empty ({len(data)} bytes). {SAVE}")
    if kind := next((what for begin, what in OTHERS.items() if start.startswith(begin)), ""):
        raise Unreadable(f"is {kind}, not a notebook. Hand in the .ipynb file.")
    encoding = next((name for mark, name in MARKS.items() if data.startswith(mark)), "")
    if not encoding and data[:2].count(0) == 1:
        encoding = "utf-16-le" if data[1] == 0 else "utf-16-be"
    try:
        text = data.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        if encoding:
            raise Unreadable(f"cannot be read as {encoding.upper()}. {SAVE}") from None
        where = f"line {data.count(10, 0, error.start) + 1}"
        text = data.decode("cp1252", "replace")
        repairs.append(f"It was not in UTF-8 ({where}): look at accents and other special letters.")
    if "\0" in text:
        place = text.index("\0")
        raise Unreadable(
            f"is damaged: NUL bytes from line {text.count(chr(10), 0, place) + 1} on. {SAVE}"
        )
    return text


def _parsed(text: str, limits: Limits) -> dict[str, Any]:
    if text.count("[") + text.count("{") > limits.brackets:
        raise Unreadable(f"has more than {limits.brackets} brackets. Clear its outputs.")
    try:
        raw = json.loads(text)
    except RecursionError:
        raise Unreadable("is nested too deeply to be a notebook.") from None
    except json.JSONDecodeError as error:
        cut = error.pos >= len(text.rstrip()) - 1 or error.msg.startswith("Unterminated")
        what = "breaks off in" if cut else "is not readable as a notebook from"
        raise Unreadable(f"{what} line {error.lineno} ({error.msg}). {SAVE}") from None
    except ValueError:
        raise Unreadable("holds a number that is too long to be read.") from None
    if not isinstance(raw, dict):
        raise Unreadable(f"is JSON, but not a notebook. {SAVE}")
    if _deeper_than(raw, limits.depth):
        raise Unreadable("is nested too deeply to be a notebook.")
    return raw


def _deeper_than(value: Any, most: int) -> bool:
    level = [value]
    for _ in range(most):
        inner = [x.values() if isinstance(x, dict) else x for x in level]
        level = [x for group in inner for x in group if isinstance(x, dict | list)]
        if not level:
            return False
    return True


def _not_too_many(cells: list[Any], limits: Limits) -> None:
    if (count := len(cells)) > limits.cells:
        raise Unreadable(f"has {count} cells; up to {limits.cells} are read. Delete what is empty.")


def _as_format_4(raw: dict[str, Any], limits: Limits, repairs: list[str]) -> dict[str, Any]:
    version = raw.get("nbformat", OURS[0] if "cells" in raw else None)
    if type(version) is not int or not 1 <= version <= OURS[0]:
        raise Unreadable(f"says that it is of notebook format {str(version)[:20]}. {SAVE}")
    if version == OURS[0]:
        return raw
    from nbformat import convert, from_dict

    cells = list(_cells_of_old(raw))
    _not_too_many(cells, limits)
    for cell in cells:  # nobody needs them, and nbformat takes a minute for many with a bad one
        if cell.get("outputs"):
            cell["outputs"] = []
    try:
        upgraded: dict[str, Any] = convert(from_dict(raw), OURS[0])
    except Exception:  # what a converter raises on a bent notebook can be anything
        raise Unreadable(f"is of notebook format {version} and damaged. {SAVE}") from None
    repairs.append(f"It was of notebook format {version}: brought to format {OURS[0]}.")
    return upgraded


def _cells_of_old(raw: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The cells of a notebook of format 1 to 3, as far as there are any."""
    sheets = raw.get("worksheets")
    for sheet in [raw, *(sheets if isinstance(sheets, list) else [])]:
        cells = sheet.get("cells") if isinstance(sheet, dict) else None
        yield from (x for x in (cells if isinstance(cells, list) else []) if isinstance(x, dict))


def _must_be_python(notebook: dict[str, Any]) -> None:
    """Refuse what says that it is in another language, or says nothing, and does not parse."""
    metadata = notebook.get("metadata")
    said = [
        str(part[key]).lower()
        for table, key in (("kernelspec", "language"), ("language_info", "name"))
        if isinstance(metadata, dict) and isinstance(part := metadata.get(table), dict)
        if part.get(key)
    ]
    if said and all("python" in word for word in said):
        return
    code = [x for x in pieces(notebook) if x.kind == "code" and x.text.strip()]
    if sum(is_python(x.text) for x in code) * 2 < len(code):
        language = next((word for word in said if "python" not in word), "another language")
        raise Unreadable(f"is not in Python but in {language[:20]}. Hand in the Python notebook.")


def _is_sound(raw: dict[str, Any]) -> bool:
    """Is it valid as it stands, so that every tool of Jupyter reads it?"""
    from nbformat.validator import get_validator

    minor = raw.get("nbformat_minor")
    if type(minor) is not int or raw.get("nbformat") != OURS[0] or minor < OURS[1]:
        return False
    if minor >= OURS[2]:  # asked here, because nbformat would mend it unasked
        ids = {str(x.get("id")) for x in raw["cells"] if isinstance(x, dict)}
        if len(ids) != len(raw["cells"]) or not all(map(CELL_ID.fullmatch, ids)):
            return False
    # nbformat's own `validate` reads all of it anew, a hundred times slower, to say what is bad.
    schema = get_validator(OURS[0], min(minor, OURS[2]))
    try:
        if any(schema.iter_errors(raw)):
            return False
    except (RecursionError, TypeError, AttributeError):
        return False
    return all(isinstance(x["metadata"].get("nbgrader", {}), dict) for x in raw["cells"])


def _plain(notebook: dict[str, Any]) -> dict[str, Any]:
    """The cells alone, in a form that is valid whatever they were."""
    cells = []
    for piece, raw in zip(
        pieces(notebook), [x for x in notebook["cells"] if isinstance(x, dict)], strict=True
    ):
        cell: dict[str, Any] = {"cell_type": piece.kind, "metadata": {}, "source": piece.text}
        cell["id"] = f"cell-{piece.number}"
        if piece.name and CELL_ID.fullmatch(piece.name):
            cell["metadata"]["nbgrader"] = dict(raw["metadata"]["nbgrader"])
        if piece.kind == "code":
            cell |= {"outputs": [], "execution_count": None}
        elif piece.pictures:
            cell["attachments"] = piece.pictures
        cells.append(cell)
    metadata = json.loads(json.dumps(NOTEBOOK_METADATA))
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
