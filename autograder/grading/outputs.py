"""What a graded notebook shows: text and pictures only, whatever a student's side has sent.

A page with a script in it would reach the instructor's browser by way of the feedback. And only
the trusted side may put a number into a test cell, for nbgrader reads a number there as points.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any

from nbformat import NotebookNode

LETTERS = 25_000
SHOWN = 50
# What a terminal or a page would obey instead of show: control characters, turned directions.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
IMAGES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


def shown(said: dict[str, Any]) -> list[Any]:
    """The outputs of a student's cell, made anew from what was said of them."""
    outputs = said.get("outputs")
    made = [_output(o) for o in (outputs if isinstance(outputs, list) else [])[:SHOWN]]
    if (failed := failure(said)) is not None:
        made.append(error(*failed))
    return [output for output in made if output is not None]


def failure(said: dict[str, Any]) -> tuple[str, str, list[str]] | None:
    """Name, text and way of the error that stopped a cell, or None."""
    told = said.get("error")
    if not isinstance(told, dict):
        return None
    way = told.get("way")
    lines = [clean(line)[:300] for line in (way if isinstance(way, list) else [])[:20]]
    return clean(told.get("name"))[:80] or "Error", clean(told.get("text")), lines


def error(name: str, text: str, way: list[str]) -> Any:
    """An error as a notebook keeps it."""
    last = f"{name}: {text}" if text else name
    return _made("error", ename=name, evalue=text, traceback=[*way, last])


def note(text: str) -> Any:
    """A sentence of ours."""
    return _data("display_data", {"text/plain": text})


def points(value: float) -> Any:
    """Partial credit, in the form that nbgrader reads."""
    return _data("execute_result", {"text/plain": repr(float(value))}, execution_count=None)


def clean(text: Any) -> str:
    """Plain text without control characters, not too long."""
    return CONTROL.sub("", text if isinstance(text, str) else "")[:LETTERS]


def _data(kind: str, data: dict[str, str], **more: Any) -> Any:
    return _made(kind, data=NotebookNode(data), metadata=NotebookNode(), **more)


def _made(kind: str, **parts: Any) -> Any:
    """An output as `nbformat.v4.new_output` makes it, which would hold each against its schema."""
    return NotebookNode(output_type=kind, **parts)


def _output(said: Any) -> Any:
    if not isinstance(said, dict):
        return None
    if said.get("kind") == "stream":
        parts = said.get("text")
        text = "".join(map(clean, parts[:10_000])) if isinstance(parts, list) else ""
        name = "stderr" if said.get("name") == "stderr" else "stdout"
        return _made("stream", name=name, text=text[:LETTERS])
    data = {"text/plain": clean(said.get("text"))} | _picture(said.get("png"))
    return _data("display_data", data)


def _picture(said: Any) -> dict[str, str]:
    try:
        content = base64.b64decode(said, validate=True) if isinstance(said, str) else b""
    except (binascii.Error, ValueError):
        return {}
    kinds = (kind for start, kind in IMAGES.items() if content.startswith(start))
    return {kind: base64.b64encode(content).decode() for kind in kinds}
