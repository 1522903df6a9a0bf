"""A learner opens a lesson and runs it all with nothing written: it comes to its end, quietly.

What each cell says there is asked in `tests/autograder/lesson/test_go_on.py`, of the notebook;
here it is asked of the screen, where a traceback would be pink and a check shown twice. All
lessons are opened from one JupyterLab, one after the other, as a learner opens them from the map.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from a_lab import (
    PATIENCE,
    chromium,
    in_front,
    needs_chromium,
    open_from_map,
    playwright,
    served,
    show_cell,
    start,
)

from autograder.lesson.reading import all_lessons

pytestmark = needs_chromium

LESSONS = all_lessons()
PATIENT = 2 * PATIENCE  # for one cell: some train networks
OUTPUT = ".jp-OutputArea-child"
CHECKED = re.compile(r"○ (\w+):")
CODE = """label => [...jupyterapp.shell.widgets('main')].find(w => w.title.label === label)
  .content.widgets.filter(w => w.model.type == 'code' && w.model.sharedModel.getSource().trim())"""
NOT_RUN = f"label => ({CODE})(label).filter(w => !w.model.executionCount).length"
SHOWN = f"label => ({CODE})(label).map(w => w.outputArea.node.textContent)"


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, str]]:
    """The page of one JupyterLab in a learner's folder, and the server's address."""
    folder = tmp_path_factory.mktemp("learner")
    words, log = start(folder / "mine"), folder / "log.txt"
    with served(words, log) as address, chromium() as browser:
        yield browser.new_page(viewport={"width": 1280, "height": 900}), address


def quiet(page: Any, address: str, path: Path) -> None:
    """Every cell has run, none shows a traceback, and the first check is one panel, shown once."""
    open_from_map(page, address, path.name, PATIENT)
    in_front(page, path.name)  # again: JupyterLab may still be bringing back the tab before
    page.evaluate("jupyterapp.commands.execute('runmenu:run-all')")
    fewer = f"([label, left]) => ({NOT_RUN})(label) < left"
    while left := page.evaluate(NOT_RUN, path.name):  # however long all take, one must not hang
        page.wait_for_function(fewer, arg=[path.name, left])
    shown = page.evaluate(SHOWN, path.name)
    assert [text for text in shown if "most recent call last" in text] == []
    asked = next(text for text in shown if "not written yet" in text)
    cell = show_cell(page, f"check.{CHECKED.findall(asked)[0]}(")
    outputs = page.locator(f".jp-Cell[data-windowed-list-index='{cell}'] {OUTPUT}:visible")
    playwright.expect(outputs).to_have_count(1)
    playwright.expect(outputs).to_contain_text("not written yet")
    page.evaluate("jupyterapp.commands.execute('notebook:shutdown-kernel')")


def test_run_all_on_an_unsolved_lesson_comes_to_its_end_quietly(lab: tuple[Any, str]) -> None:
    quiet(*lab, LESSONS[0])


@pytest.mark.slow
@pytest.mark.parametrize("path", LESSONS[1:], ids=lambda path: path.stem)
def test_run_all_on_every_unsolved_lesson_comes_to_its_end_quietly(
    path: Path, lab: tuple[Any, str]
) -> None:
    quiet(*lab, path)
