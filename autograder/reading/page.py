"""The page on which answers are read: what students wrote is text on it, and names are not there.

A student stands there as a word that means nothing elsewhere, so reading is blind until names are
asked for.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Template
from markupsafe import Markup
from nbformat import from_dict

from autograder.lecture.templates import templates
from autograder.reading.pile import Answer, Pile
from autograder.reading.rubric import Rubric
from autograder.reporting.feedback_step import as_text, only_pictures
from autograder.reporting.feedback_text import Prose, code

__all__ = ["file", "page", "word_for"]

HERE = Path(__file__).parent / "desk_page"
PARTS, COMMENTS, FOUND = "qwert", "asdfghyx", "zvb"  # keys; the page's own are other letters


def word_for(secret: str, student: str) -> str:
    """What stands for a student on the page."""
    return hmac.new(secret.encode(), student.encode(), hashlib.sha256).hexdigest()[:16]


def file(name: str) -> bytes:
    """The style sheet, or a script."""
    return (HERE / name).read_bytes()


def page(title: str, found: Pile, questions: Sequence[Rubric], secret: str) -> str:
    """The whole page of one question.

    questions : all those of the lesson
    """
    answers = [answer for group in found.groups for answer in group.answers]
    return _template().render(
        title=title,
        pile=found,
        rubric=found.rubric,
        questions=questions,
        students=sum(group.students for group in found.groups),
        state=_state(found, answers, secret),
        shown=_shown(Prose()),
        prose=Prose(),
        steps=_steps(found.rubric.points),
        keys={"parts": PARTS, "comments": COMMENTS, "found": FOUND},
    )


def _state(found: Pile, answers: Sequence[Answer], secret: str) -> dict[str, Any]:
    """What the script of the page begins with."""
    return {
        "question": found.rubric.id,
        "points": found.rubric.points,
        "parts": [part.label for part in found.rubric.parts],
        "comments": found.comments,
        "keys": {"parts": PARTS, "comments": COMMENTS, "found": FOUND},
        "answers": [
            {
                "seen": {word_for(secret, who): word for who, word in answer.seen.items()},
                "score": answer.given.score,
                "comment": answer.given.comment,
                "waits": answer.given.waits,
                "found": answer.found,
            }
            for answer in answers
        ],
    }


def _shown(prose: Prose) -> Callable[[Answer], Markup]:
    def shown(answer: Answer) -> Markup:
        cell = from_dict(answer.cell | {"source": answer.text})
        if cell.cell_type == "code":
            return code(cell.source)
        return prose(as_text(cell), cell.get("attachments") if only_pictures(cell) else None)

    return shown


def _steps(points: float) -> list[int]:
    """The whole points that a key gives."""
    return list(range(min(int(points), 9) + 1))


@cache
def _template() -> Template:
    return templates(HERE).get_template("page.html.j2")
