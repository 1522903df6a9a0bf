"""The pictures of the book: each a file of its own, named by what is in it, and there once."""

from __future__ import annotations

import base64
import hashlib
import re
from html import unescape
from pathlib import Path

from autograder.lesson.reading import LessonError

__all__ = ["Figure", "Shelf"]

IMG = re.compile(r"<img\b[^>]*>")
PNG = "data:image/png;base64,"


class Figure:
    """An `<img>` of a lesson as a page of the book shows it."""

    def __init__(self, tag: str, shelf: Shelf) -> None:
        self.alt, source = (unescape(_attribute(tag, name)) for name in ("alt", "src"))
        self.width, self.height = (_attribute(tag, name) for name in ("width", "height"))
        if not (self.alt and self.width and self.height and source.startswith(PNG)):
            raise LessonError(
                "a picture has no alt text, no size, or lies elsewhere. End the cell with a "
                "picture of nnlib.pictures.plots: it has all three."
            )
        self.source = shelf.put(base64.b64decode(source[len(PNG) :]))


class Shelf:
    """A folder of the website, and the way there from a page."""

    def __init__(self, site: Path, folder: str = "pictures") -> None:
        self.site, self.folder = site, folder
        (site / folder).mkdir(parents=True, exist_ok=True)

    def put(self, png: bytes) -> str:
        name = f"{self.folder}/{hashlib.sha256(png).hexdigest()[:16]}.png"
        if not (self.site / name).exists():
            (self.site / name).write_bytes(png)
        return name

    def figures(self, html: str) -> list[Figure]:
        """All pictures in a piece of a page."""
        return [Figure(tag, self) for tag in IMG.findall(html)]


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\s{name}="([^"]*)"', tag)
    return found[1] if found else ""
