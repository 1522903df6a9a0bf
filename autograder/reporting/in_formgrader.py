"""Formgrader's own pages set Markdown as ours do: formulas as MathML, so that none needs a network.

nbgrader's configuration names this filter in place of nbconvert's, whose formulas are left to a
MathJax that is fetched from elsewhere.
"""

from __future__ import annotations

from typing import Any

from jinja2 import pass_context
from markupsafe import Markup

from autograder.reporting.feedback_step import only_pictures
from autograder.reporting.feedback_text import Prose

__all__ = ["markdown2html"]


@pass_context
def markdown2html(context: Any, source: str) -> Markup:
    """The text of the cell that is being shown, with the pictures that hang on it."""
    cell = context.get("cell") or {}
    return Prose()(source, cell.get("attachments") if cell and only_pictures(cell) else None)
