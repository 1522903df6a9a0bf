"""A lesson as a chapter of the book: what the students' release holds, with the pictures.

The text and the code are those of the students' version, made by the code that makes the release.
Pictures and printed lines are those of the lesson's last run, but for what an exercise asks: a
graded cell shows none, nor does one that asks the reader, nor one that shows what a graded function
gives without being given anything, for that is its answer.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from autograder.check import bank
from autograder.lecture.frames import FRAMES, with_frames
from autograder.lecture.typeset import code, printed, prose
from autograder.lesson.cells import role
from autograder.lesson.reading import LessonError, cell_label, place
from autograder.lesson.student import student_notebook
from autograder.site.shelf import Shelf
from autograder.site.side_notes import with_side_notes
from autograder.site.templates import part

__all__ = ["Chapter", "chapter"]

BLOCK = re.compile(r'<math display="block".*?</math>', re.S)
MATH = re.compile(r"<math.*?</math>", re.S)
RAISED = re.compile(r"<m(frac|su[bp]|under|over|sqrt|table)")  # no formula in a line of text
HEADING = re.compile(r"<h([1-4])>(.*?)</h\1>", re.S)
LINK = re.compile(r'href="\.\./\w+/(\w+)\.ipynb(#[^"]*)?"')
MAP = 'href="../README.md"'  # the map of the lessons
STYLE = re.compile(r"<style>.*?</style>", re.S)
QUESTION = re.compile(r"\*\*([^*]+\?)\*\*")
ASKS = re.compile(r"^check\.(quiz|predict|came_out)\b", re.M)  # what it prints is for who answered
TO_FILL = re.compile(r"^check\.(quiz|predict)\(.*\.\.\.\)$", re.M)
CHECK = re.compile(r"^check\.(\w+)\(", re.M)
KINDS = {"solution": "exercise", "test": "check", "by hand": "reflection"}


@dataclass
class Chapter:
    """One page of the book."""

    name: str
    title: str
    question: str
    body: list[Markup]
    headings: list[tuple[int, str, str]]  # level, anchor, words
    words: list[tuple[str, str]] = field(default_factory=list)  # anchor, text under it
    given: Any = None  # the notebook that students get
    exercises: bool = False  # is something in it to be written?
    checks: list[str] = field(default_factory=list)  # those of graded functions, by their names

    @property
    def file(self) -> str:
        return f"{self.name}.html"


def chapter(path: Path, shelf: Shelf) -> Chapter:
    """The chapter of that lesson or appendix; its pictures are put on the shelf."""
    source, given = with_frames(path), student_notebook(path)
    answers = _answers(source)
    made = Chapter(path.stem, "", "", [], [], given=given)
    for index, (cell, released) in enumerate(zip(source["cells"], given["cells"], strict=True)):
        try:
            if released["cell_type"] == "markdown":
                _add_prose(made, released, role(cell))
            elif text := released["source"].strip():
                withheld = bool(role(cell) or ASKS.search(text) or _called(text) & answers)
                does = _does(role(cell), text) if withheld else ""
                made.exercises |= does == "write"
                asks = CHECK.findall(text)[:1] if does == "check" else []
                made.checks += [name for name in CHECK.findall(text) if name in bank.names()]
                kind = KINDS.get(role(cell), "")
                made.body.append(part("code", kind, code(text), cell["id"], does, *asks))
                if not withheld:
                    made.body += _outputs(cell.get("outputs", ()), shelf)
        except LessonError as error:
            raise LessonError(f"{place(path)}, {cell_label(source, index)}: {error}") from None
    made.title = made.headings[0][2] if made.headings else path.stem
    asked = QUESTION.search(given["cells"][0]["source"])
    made.question = asked[1] if asked else ""
    return made


def _does(kind: str, text: str) -> str:
    """What a reader does with a cell of code whose outputs are theirs to find."""
    if kind in ("solution", "by hand") or TO_FILL.search(text):
        return "write"
    if kind == "test":
        return "check" if CHECK.search(text) else ""
    return "run"


def _add_prose(made: Chapter, cell: Any, kind: str) -> None:
    html = LINK.sub(
        lambda link: f'href="{link[1]}.html{link[2] or ""}"',
        prose(with_side_notes(cell["source"])),
    ).replace(MAP, 'href="index.html"')

    def anchored(found: re.Match[str]) -> str:
        level, words = int(found[1]), Markup(found[2]).striptags()
        anchor = "-".join(words.split())  # as JupyterLab makes it, for the lessons' own links
        while anchor in {known for _, known, _ in made.headings}:
            anchor += "-again"
        made.headings.append((level, anchor, words))
        made.words.append((anchor, ""))
        return f'<h{level} id="{escape(anchor)}">{found[2]}</h{level}>'

    html = BLOCK.sub(r'<span class="formula">\g<0></span>', HEADING.sub(anchored, html))
    if made.words:
        anchor, said = made.words[-1]
        text = Markup(MATH.sub(lambda x: "…" if RAISED.search(x[0]) else x[0], html)).striptags()
        made.words[-1] = anchor, f"{said} {text}".strip()
    made.body.append(part("prose", KINDS.get(kind, ""), Markup(html), cell["id"]))


def _outputs(outputs: Any, shelf: Shelf) -> Iterator[Markup]:
    """Printed lines, pictures and sliders, in their order."""
    for output in outputs:
        data = output.get("data", {})
        html = STYLE.sub("", data.get("text/html", ""))
        if told := data.get(FRAMES):
            frames = {
                at: {"line": x["line"], "src": figure.source, "alt": figure.alt}
                for at, x in told["frames"].items()
                for figure in shelf.figures(x["picture"])
            }
            (first,) = shelf.figures(
                told["frames"][",".join(str(handle["at"]) for handle in told["handles"])]["picture"]
            )
            question = Markup(html[: html.index("<img")])
            moved = {"handles": told["handles"], "frames": frames}
            yield part("moving", question, told["handles"], first, moved)
        elif "<img" in html:
            for figure in shelf.figures(html):
                yield part("picture", figure)
        elif html:
            yield part("told", Markup(html))
        elif text := output.get("text") or data.get("text/plain", ""):
            yield printed(text)


def _answers(lesson: Any) -> set[str]:
    """The functions that a solution defines and that take nothing: what they give is an answer."""
    found: set[str] = set()
    for cell in lesson["cells"]:
        if cell["cell_type"] == "code" and role(cell) == "solution":
            for node in ast.parse(cell["source"]).body:
                if isinstance(node, ast.FunctionDef) and not ast.unparse(node.args):
                    found.add(node.name)
                elif isinstance(node, ast.Assign):
                    found |= {x.id for x in node.targets if isinstance(x, ast.Name)}
    return found


def _called(source: str) -> set[str]:
    try:
        return {x.id for x in ast.walk(ast.parse(source)) if isinstance(x, ast.Name)}
    except SyntaxError:  # a cell that is to be repaired
        return set()
