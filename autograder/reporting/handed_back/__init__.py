"""The frame of a page that a student gets back: template, style, and what the page may do."""

from __future__ import annotations

from functools import cache
from pathlib import Path

__all__ = ["POLICY", "style"]

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'"
)


@cache
def style() -> str:
    """The style sheet."""
    return (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
