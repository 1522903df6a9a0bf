"""The picture that a lesson opens with, small, for the map."""

from __future__ import annotations

import base64
import io
import json
import re
from pathlib import Path

__all__ = ["thumbnail"]

WIDE = 480  # pixels: twice what the map shows
HIGH = 300
IMAGE = re.compile(r'<img [^>]*src="data:image/png;base64,([^"]+)"')


def thumbnail(path: Path) -> bytes | None:
    """The first picture in the outputs of a lesson as a small PNG, or None."""
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        for output in cell.get("outputs", ()):
            page = "".join(output.get("data", {}).get("text/html", ""))
            if found := IMAGE.search(page):
                return _small(base64.b64decode(found[1]))
    return None


def _small(png: bytes) -> bytes:
    from PIL import Image  # here: a start that has nothing to draw need not load it

    small = io.BytesIO()
    with Image.open(io.BytesIO(png)) as picture:
        page = Image.new("RGB", picture.size, "white")
        whole = picture.convert("RGBA")
        page.paste(whole, mask=whole)
        page.thumbnail((WIDE, HIGH))
        page.quantize(64).save(small, "PNG", optimize=True)
    return small.getvalue()
