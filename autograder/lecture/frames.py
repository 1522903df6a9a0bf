"""The sliders of a lesson, drawn beforehand at every position: so they move where no kernel runs.

A stored lesson has one picture of each slider. The others are drawn by running the lesson, up to
its last slider, in a process of its own; `moving.js` shows the one that the handles stand at.
"""

from __future__ import annotations

import ast
import contextlib
import copy
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from autograder.lesson.reading import LessonError, place, read_lesson
from nnlib.pictures.slider import Slider

__all__ = ["FRAMES", "with_frames"]

FRAMES = "application/vnd.nnlib.frames+json"


def with_frames(path: Path) -> Any:
    """The lesson in that file, with all positions of each slider among its outputs."""
    lesson = copy.deepcopy(read_lesson(path))
    shown = {cell["id"]: output for cell in lesson["cells"] if (output := _slider_of(cell))}
    if not shown:
        return lesson
    command = [sys.executable, "-m", __name__, str(path), list(shown)[-1]]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        why = ("no reason was given.", *done.stderr.strip().splitlines())[-1]
        raise LessonError(f"{place(path)}: its sliders cannot be drawn: {why}")
    for cell, drawn in json.loads(done.stdout).items():
        shown[cell]["data"][FRAMES] = drawn
    return lesson


def _slider_of(cell: Any) -> Any:
    """The output that is a slider; a slide shows its still picture."""
    for output in cell.get("outputs", ()):
        html = output.get("data", {}).get("text/html", "")
        if "<ul><li>" in html and "<img" in html:
            return output
    return None


def _drawn(path: Path, last: str) -> dict[str, Any]:
    """What every slider of a lesson shows, by its cell; the lesson is run up to that cell."""
    names: dict[str, Any] = {"__name__": "__main__"}
    made: dict[str, Any] = {}
    for cell in read_lesson(path)["cells"]:
        if cell["cell_type"] == "code":
            value = _run(cell["source"], names)
            if isinstance(value, Slider):
                made[cell["id"]] = _told(value)
        if cell["id"] == last:
            break
    return made


def _run(source: str, names: dict[str, Any]) -> Any:
    """The value of a cell's last line, if that is an expression."""
    match ast.parse(source).body:
        case [*before, ast.Expr(shown)]:
            exec(compile(ast.Module(before, []), "<cell>", "exec"), names)
            return eval(compile(ast.Expression(shown), "<cell>", "eval"), names)
    exec(compile(source, "<cell>", "exec"), names)
    return None


def _told(slider: Slider) -> dict[str, Any]:
    return {
        "handles": [
            {"label": label, "values": [str(value) for value in values], "at": at}
            for (label, values), at in zip(slider.handles.items(), slider.start, strict=True)
        ],
        "frames": {
            ",".join(map(str, where)): {"line": line, "picture": picture.html}
            for where, line, picture in slider.frames()
        },
    }


if __name__ == "__main__":
    with contextlib.redirect_stdout(io.StringIO()):
        told = _drawn(Path(sys.argv[1]), sys.argv[2])
    json.dump(told, sys.stdout)
