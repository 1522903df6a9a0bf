"""What nbgrader's feedback must not show: hidden tests, and scripts that a student wrote.

Two steps of nbgrader's own exporter. `HideTests` runs when feedback is made: of a test cell it
leaves what students were given, and our message. `NoScripts` runs whenever nbgrader makes HTML,
so in formgrader too: what a student wrote is shown as text, never read as HTML.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import re
import sysconfig
from collections.abc import Iterable
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbconvert.preprocessors import Preprocessor
from nbgrader.coursedir import CourseDirectory
from traitlets import Bool

from autograder.environment import ROOT
from autograder.grading.outputs import IMAGES
from autograder.grading.verdicts import read_record
from autograder.lesson.cells import MARKS, regions, role
from autograder.lesson.reading import LessonError, read_lesson
from autograder.lesson.released import released_text, tidy

__all__ = ["HideTests", "NoScripts", "as_text", "only_pictures"]

COLOURS = re.compile(r"\x1b\[[0-9;]*m")
TAG = re.compile(r"<(?=[a-zA-Z/!?])")
# Where things lie on this machine, as warnings tell it: that is no student's matter.
LIBRARIES = {sysconfig.get_path(x) for x in ("stdlib", "platstdlib", "purelib", "platlib")}
FOLDERS = [f"{x}/" for x in sorted(map(str, {*LIBRARIES, ROOT}), key=len, reverse=True)]
PLACES = re.compile("|".join(map(re.escape, FOLDERS)))
LINK = re.compile(r"""(?:href|src)\s*=\s*["']([^"']*)""")
SAFE = re.compile(r"https?://|mailto:|data:image/(?:png|jpeg|gif);|[\w./-]*(?:[#?]|$)", re.I)
FORMULA = re.compile(r"\\(?:href|url|mmlToken|require|style|class|cssId|data|html)")  # a link too
HIDDEN = "(a hidden test)"
NAMED, MOST = re.compile('"([^"]+)"'), 8  # in a note: names; at the top of a page: notes
# What the reader of Markdown looks for the end of, each time to the end of the text; and blanks,
# of which it takes ever shorter rows.
OPENING, BLANKS = re.compile(r"\\begin|\\\\[\[(]|\["), re.compile(r"[ \t]{100}")
OPENINGS = 300  # in one text
LETTERS, ROOM = 20_000, 200_000  # of one text and of all texts of a notebook; others stay as typed


class HideTests(Preprocessor):
    """Takes hidden tests out of a graded notebook, and tells what grading noticed about it."""

    enabled = Bool(True).tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        names = resources["nbgrader"]
        folders = CourseDirectory(parent=self)
        lesson = names["assignment"]
        folder = Path(folders.format_path(folders.source_directory, ".", lesson))
        source = _lesson(folder / f"{names['notebook']}.ipynb")
        theirs = {c.metadata.nbgrader["grade_id"]: c for c in source.cells if role(c)}
        secrets = _secrets(source)
        for cell in nb.cells:
            own = theirs.get(cell.metadata.get("nbgrader", {}).get("grade_id"))
            if own is not None and role(own) in ("test", "task", "locked"):
                cell.source = released_text(own) if role(own) != "task" else _unmarked(cell.source)
            elif role(cell) == "test":  # of an earlier release
                cell.source = released_text(cell)
            if role(cell) == "test" and cell.cell_type == "code":
                cell.outputs = [x for x in map(_message, cell.outputs) if x is not None]
            for output in cell.get("outputs", []):
                _redact(output, secrets)
        record = read_record(Path(folders.root), names["student"], lesson)
        resources["notes"] = _noted(nb, record.notes if record else [])
        resources["attempts"] = record.attempts if record else []
        return nb, resources


class NoScripts(Preprocessor):
    """Shows what a student wrote as text and pictures; the lesson's own words stay as they are."""

    enabled = Bool(True).tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        folders = CourseDirectory(parent=self)
        top = Path(folders.format_path(folders.source_directory, ".", "."))
        names = resources.get("nbgrader", {})
        ours = _our_words(top, names.get("assignment") or resources.get("assignment_id", "*"))
        nb.metadata = type(nb.metadata)(language_info={"name": "python"})
        room = ROOM
        for cell in nb.cells:
            if cell.cell_type == "raw":  # it would be HTML as it stands
                cell.cell_type, cell.outputs, cell.execution_count = "code", [], None
            elif cell.cell_type == "markdown":
                if not only_pictures(cell):
                    del cell["attachments"]
                if tidy(cell.source) not in ours:
                    room -= len(cell.source)
                    cell.source = as_text(cell) if room > 0 else _as_typed(cell.source)
            for output in cell.get("outputs", []):
                if "data" in output:
                    output.data = type(nb.metadata)(_harmless(output.data))
                    told = output.data.get(
                        "text/plain", ""
                    )  # the lines that a figure's picture shows
                    output.metadata = type(nb.metadata)({"alt": told} if told else {})
        return nb, resources


def _noted(nb: Any, notes: Iterable[str]) -> list[str]:
    """Put a note at the cell that it names; those that name none, for the top of the page."""
    found = (cell.metadata.get("nbgrader", {}) for cell in nb.cells)
    places = {meta["grade_id"]: meta for meta in found if meta.get("solution") or "score" in meta}
    top = []
    for note in notes:
        if named := [name for name in NAMED.findall(note) if name in places]:
            places[named[0]].setdefault("notes", []).append(note)
        else:
            top.append(note)
    more = len(top) - MOST
    return [*top[:MOST], f"And {more} more of this kind."] if more > 0 else top


@cache
def _read(path: Path, changed: int) -> Any:
    return read_lesson(path)


def _lesson(path: Path) -> Any:
    """The instructor's notebook, read again only when it has changed."""
    return _read(path, path.stat().st_mtime_ns if path.exists() else 0)


def _our_words(top: Path, lesson: str) -> set[str]:
    """The texts of all markdown cells of a lesson, with and without their solutions."""
    found: set[str] = set()
    for path in sorted(top.glob(f"{lesson}/*.ipynb")):
        found |= _words(path, path.stat().st_mtime_ns)
    return found


@cache
def _words(path: Path, changed: int) -> frozenset[str]:
    try:
        cells = [cell for cell in _read(path, changed).cells if cell.cell_type == "markdown"]
    except LessonError:
        return frozenset()
    texts = {tidy(cell.source) for cell in cells} | {tidy(released_text(c)) for c in cells}
    return frozenset(texts)


def _secrets(source: Any) -> list[str]:
    """The lines that only the instructor's notebook may show, the longest first."""
    marked = [text for cell in source.cells for text in regions(cell.source, "HIDDEN TESTS")]
    lines = {line.strip() for text in marked for line in text.split("\n")}
    return sorted((line for line in lines if len(line) > 3), key=len, reverse=True)


def _unmarked(text: str) -> str:
    """A task without its mark scheme."""
    for what in MARKS:
        for part in regions(text, what):
            text = text.replace(part, "")
    return text


def _message(output: Any) -> Any:
    """What a test cell says to the student: the error's text or the panel's, and no way to it."""
    kind = output.get("output_type")
    if kind == "error":
        ours = output.evalue.startswith("✗")  # what a check says is a sentence of its own
        output.traceback = [": ".join(filter(None, ("" if ours else output.ename, output.evalue)))]
        return output
    if kind in ("display_data", "execute_result") and "text/plain" in output.get("data", {}):
        output.data = type(output.data)({"text/plain": output.data["text/plain"]})
        return output
    return None  # what a student's function printed while it was tested


def _redact(output: Any, secrets: list[str]) -> None:
    """Put a word in the place of every hidden line that an output shows."""
    if "text" in output:
        output.text = _without(output.text, secrets)
    if "traceback" in output:
        output.traceback = [_without(line, secrets) for line in output.traceback]
        output.evalue = _without(output.evalue, secrets)
    for kind, data in output.get("data", {}).items():
        if isinstance(data, str):
            output.data[kind] = _without(data, secrets)


def _without(text: str, secrets: list[str]) -> str:
    text = PLACES.sub("", text)
    plain = COLOURS.sub("", text)
    shown = [line for line in secrets if line in plain]
    for line in shown:
        plain = plain.replace(line, HIDDEN)
    return plain if shown else text


def as_text(cell: Any) -> str:
    """Markdown without HTML; if it cannot be shown, or a link would run something, as typed."""
    text: str = TAG.sub("< ", cell.source)
    hard = len(text) > LETTERS or len(OPENING.findall(text)) > OPENINGS or BLANKS.search(text)
    if hard or FORMULA.search(text):
        return _as_typed(text)
    with contextlib.suppress(Exception):  # a picture that is not there is enough
        renderer = IPythonRenderer(escape=False, attachments=cell.get("attachments", {}))
        html = MarkdownWithMath(renderer=renderer).render(text)
        if all(SAFE.match(unescape(link).strip()) for link in LINK.findall(html)):
            return text
    return _as_typed(text)


def _as_typed(text: str) -> str:
    return "\n".join("    " + line for line in TAG.sub("< ", text).splitlines())


def only_pictures(cell: Any) -> bool:
    """Are the attachments of a cell pictures, and nothing else?"""
    bundles = cell.get("attachments", {}).values()
    return all(_harmless(dict(bundle)).keys() == bundle.keys() for bundle in bundles)


def _harmless(data: Any) -> dict[str, Any]:
    """Text, and pictures that begin as their kind does."""
    kept = {"text/plain": data["text/plain"]} if "text/plain" in data else {}
    for start, kind in IMAGES.items():
        try:
            picture = str(data.get(kind, "")).replace("\n", "")
            if picture and base64.b64decode(picture, validate=True).startswith(start):
                kept[kind] = picture
        except (binascii.Error, ValueError):
            continue
    return kept
