"""Pages are made of templates: whatever is put into one is escaped, unless it is HTML already."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

__all__ = ["templates"]


def templates(folder: Path) -> Environment:
    """The templates in a folder; a name that a page does not know is an error, not a gap."""
    return Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined)
