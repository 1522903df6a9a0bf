"""The pages of the book and their pieces, from the templates beside this file."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from autograder.lecture.templates import templates

__all__ = ["PAGES", "page", "part"]

PAGES = Path(__file__).parent / "pages"


def page(name: str, **told: Any) -> str:
    """A whole page."""
    return _all().get_template(f"{name}.html.j2").render(**told)


def part(kind: str, *told: Any) -> Markup:
    """A piece of a chapter, a macro of `parts.html.j2`."""
    made: Markup = getattr(_parts(), kind)(*told)
    return made


@cache
def _all() -> Environment:
    return templates(PAGES)


@cache
def _parts() -> Any:
    return _all().get_template("parts.html.j2").module
