"""A page that a student gets back: its templates, its style, and what it may do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Template

from autograder.course.clock import told_time
from autograder.lecture.templates import templates

__all__ = ["POLICY", "style", "template"]

HERE = Path(__file__).parent
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'"
)


@cache
def style() -> str:
    """The style sheet."""
    return (HERE / "page.css").read_text(encoding="utf-8")


def template(name: str, **filters: Callable[[Any], Any]) -> Template:
    """One of the templates here; points and numbers are written alike in all."""
    made = templates(HERE)
    made.filters.update({"number": _number, "points": _points, "time": _time, **filters})
    return made.get_template(name)


def _number(points: float) -> str:
    return f"{round(float(points), 2):g}"


def _time(said: str) -> str:
    """When something was handed in, by the clock of this place."""
    return told_time(datetime.fromisoformat(said)) if said else "at a time that is not known"


def _points(question: Any) -> str:
    """What a question has earned, from what nbgrader has noted at its cell."""
    most = _number(question["points"])
    if not question["given"]:
        return f"not graded yet, of {most}"
    again = ", to be read again" if question["waits"] else ""
    return f"{_number(question['score'])} of {most}{again}"
