"""The pieces of a deck as HTML, from their template: each takes what it is made of."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from autograder.lecture.templates import templates

__all__ = ["HERE", "piece"]

HERE = Path(__file__).parent


def piece(kind: str, *parts: Any) -> Markup:
    """A piece of that kind, a macro of `pieces.html.j2`."""
    made: Markup = getattr(_pieces(), kind)(*parts)
    return made


@cache
def _pieces() -> Any:
    return templates(HERE).get_template("pieces.html.j2").module
