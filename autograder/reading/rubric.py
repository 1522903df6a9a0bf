"""What a lesson holds of a question that a person reads: what is asked, our answer, the points.

All of it stands in the question's own cell: our answer, or a rubric, between the marks of its
solution. Where that is a list with as many items as the question has points, each is a part worth
one point, and can be given by itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from autograder.course.nbgrader_config import TEXT_STUB
from autograder.lesson.cells import regions, role
from autograder.lesson.released import released_text

__all__ = ["GIVEN", "Part", "Rubric", "rubrics"]

GIVEN = re.compile(r"Part .+: [\d.]+ of 1\.")  # in a comment, which parts were given
ITEM = re.compile(r"(?:(\d+)[.)]|[-*+])\s+(.*)")
NAMED = re.compile(r"(\*{1,2})([^*]{1,20}?):?\1:?\s*(.*)", re.S)  # "*2:* names lam …"


@dataclass(frozen=True)
class Part:
    """A part of the answer that is worth one point."""

    label: str
    text: str


@dataclass(frozen=True)
class Rubric:
    """One question. `id` is its grade id, `cell` its cell in the instructor's notebook."""

    id: str
    points: float
    asked: str
    ours: str
    parts: Sequence[Part]
    cell: Any


def rubrics(lesson: Any) -> list[Rubric]:
    """Of all questions of a lesson that a person reads, in their order."""
    return [_rubric(cell) for cell in lesson.cells if role(cell) == "by hand"]


def _rubric(cell: Any) -> Rubric:
    meta = cell.metadata.nbgrader
    ours = "\n\n".join(text.strip("\n") for text in regions(cell.source, "SOLUTION"))
    asked = released_text(cell).replace(TEXT_STUB, "").strip()
    points = float(meta["points"])
    found = _items(ours)
    return Rubric(
        meta["grade_id"], points, asked, ours, found if len(found) == points > 1 else (), cell
    )


def _items(text: str) -> list[Part]:
    """The items of the first list in a text; what is indented belongs to the item above it."""
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if match := ITEM.match(line):
            found.append((match[1] or "", [match[2]]))
        elif found and line[:1].isspace():
            found[-1][1].append(line.strip())
        elif found and line.strip():
            break
    return [_part(number, label, " ".join(x)) for number, (label, x) in enumerate(found, 1)]


def _part(number: int, label: str, text: str) -> Part:
    if not label and (match := NAMED.match(text)):
        return Part(match[2].strip(), match[3])
    return Part(label or str(number), text)
