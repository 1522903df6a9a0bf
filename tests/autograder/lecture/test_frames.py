"""Sliders are drawn beforehand at every position, so that they move where no kernel runs."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

from autograder.commands.slides import build
from autograder.lecture.frames import FRAMES, with_frames
from autograder.lesson.reading import LessonError

SLIDER = """\
from nnlib.pictures import explore, plots
n = 3
draw = lambda k: plots.curve([0, 1], [0, k + n], labels=["a line that rises"])
explore.slider(draw, [1, 2, 5], lambda k: f"It rises to {k + n}, at the right.", label="k", start=1)
"""
STILL = '<img alt="A line rises." width="40" height="20" src="data:image/png;base64,AAAA">'


def lesson(folder: Path, *cells: str) -> Path:
    """A lesson whose last cell was shown as a slider."""
    made = [nbformat.v4.new_code_cell(text, id=f"c{k}") for k, text in enumerate(cells)]
    html = f"{STILL}<ul><li>It rises to 4, at the right.</li></ul>"
    made[-1].outputs = [nbformat.v4.new_output("display_data", {"text/html": html})]
    for cell in made:
        cell.execution_count = 1
        cell.metadata["slideshow"] = {"slide_type": "slide" if cell is made[-1] else "skip"}
    made[-1].metadata["course"] = {"slide": "## Which way?"}
    path = folder / "41_own" / "41_own.ipynb"
    path.parent.mkdir()
    nbformat.write(nbformat.v4.new_notebook(cells=made), path)
    return path


def drawn(path: Path) -> Any:
    (output,) = with_frames(path)["cells"][-1]["outputs"]
    return output["data"][FRAMES]


def test_every_position_has_its_picture_and_its_sentence(tmp_path: Path) -> None:
    told = drawn(lesson(tmp_path, "print('not a word of ours')", SLIDER))
    assert told["handles"] == [{"label": "k", "values": ["1", "2", "5"], "at": 1}]
    lines = {at: frame["line"] for at, frame in told["frames"].items()}
    assert lines == {str(k): f"It rises to {v + 3}, at the right." for k, v in enumerate([1, 2, 5])}
    assert len({frame["picture"] for frame in told["frames"].values()}) == 3


def test_where_places_are_many_one_handle_moves_at_a_time(tmp_path: Path) -> None:
    many = SLIDER.replace("slider(draw, [1, 2, 5]", "sliders(lambda a, b: draw(a), SAY, HANDLES")
    many = many[: many.index(", lambda k")] + ", start=(1, 2))"
    names = "SAY = lambda a, b: f'At {a} and {b} it rises.'\nHANDLES = dict(a=range(9), b=range(8))"
    told = drawn(lesson(tmp_path, names, many))
    places = {tuple(map(int, at.split(","))) for at in told["frames"]}
    assert places == {(k, 2) for k in range(9)} | {(1, k) for k in range(8)}


def test_a_deck_holds_all_of_them_and_says_nothing_at_first(tmp_path: Path) -> None:
    deck = build(lesson(tmp_path, SLIDER))
    (told,) = re.findall(r'<script type="application/json">(.*?)</script>', deck)
    frames = json.loads(told)["frames"]
    assert sorted(frames) == ["0", "1", "2"]
    assert all(frame["src"].startswith("data:image/png;base64,") for frame in frames.values())
    shown = deck[deck.index("<main>") : deck.index("</main>")].replace(told, "")
    assert frames["1"]["src"] in shown
    assert "at the right" not in shown


def test_a_lesson_that_stops_on_its_way_says_so(tmp_path: Path) -> None:
    with pytest.raises(LessonError, match=r"41_own.*cannot be drawn: NameError: name 'gone'"):
        with_frames(lesson(tmp_path, "gone", SLIDER))
