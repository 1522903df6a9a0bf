"""The lecture held live, word for word as notebooks/README.md describes it.

The lesson is a copy of the solved one, JupyterLab is new to this lecturer, and everything is done
by the menus and keys that the description names; a test asks that it names them.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from a_lab import (
    PATIENCE,
    chromium,
    idle,
    in_front,
    jupyterlab,
    needs_chromium,
    playwright,
    served,
    show_cell,
)

from autograder.lesson.reading import NOTEBOOKS

pytestmark = needs_chromium

TOPIC = "02_perceptron"
LESSON = f"{TOPIC}.ipynb"
WORDS = re.compile(r"^\*\*Live, with sliders that move\.\*\*(.*?)^## ", re.M | re.S)
STEPS = [
    "*Run › Run All Cells*",
    "*View › Appearance › Simple Interface*",
    "*Presentation Mode*",
    "Ctrl B",
    "*View › Collapse All Code*",
    "by Tab",
    "arrow keys",
    "Shift Enter",
]
LETTERS = "e => getComputedStyle(e).fontSize"
SHARE_OF_THE_PAGE = """e => Math.max(
  e.naturalWidth * Math.min(e.clientWidth / e.naturalWidth, e.clientHeight / e.naturalHeight)
    / e.closest('.jp-OutputArea-output').clientWidth,
  e.clientHeight / innerHeight)"""
SHARE_OF_THE_COLUMN = "e => e.clientWidth / e.closest('.jp-OutputArea-output').clientWidth"


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Any]:
    """JupyterLab in a folder with the lesson, as the description has it opened."""
    shutil.copytree(NOTEBOOKS / TOPIC, tmp_path / "notebooks" / TOPIC)
    words = jupyterlab(tmp_path / "notebooks")
    with served(words, tmp_path / "log.txt") as address, chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.set_default_timeout(PATIENCE)
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("console", lambda x: x.type == "error" and page.complaints.append(x.text))
        page.goto(address)
        yield page


def test_the_description_names_every_step_in_the_order_of_this_test() -> None:
    told = WORDS.search((NOTEBOOKS / "README.md").read_text(encoding="utf-8"))
    assert told is not None
    words = " ".join(told[1].split())
    places = [words.find(step) for step in STEPS]
    assert -1 not in places
    assert places == sorted(places)


def test_a_lesson_is_taught_live_and_its_slider_moves(page: Any) -> None:
    page.get_by_role("listitem").filter(has_text=TOPIC).dblclick()
    page.get_by_role("listitem").filter(has_text=LESSON).dblclick()
    in_front(page, LESSON)
    _menu(page, "Run", "Run All Cells")
    page.wait_for_function(
        "jupyterapp.shell.currentWidget.content.widgets.findLast(w => w.model.type == 'code')"
        ".model.executionCount",
        timeout=2 * PATIENCE,
    )
    idle(page)

    _menu(page, "View", "Appearance", "Simple Interface")
    _menu(page, "View", "Appearance", "Presentation Mode")
    page.keyboard.press("Control+b")
    _menu(page, "View", "Collapse All Code")
    playwright.expect(page.locator("#jp-left-stack")).to_be_hidden()

    show_cell(page, "plots.turning")
    figure = page.locator(".jp-Cell.jp-mod-active img.nnlib-figure")
    assert figure.evaluate(SHARE_OF_THE_PAGE) > 0.7

    cell = show_cell(page, "explore.margin_slider")
    picture, line = (page.locator(f".nnlib-slider {x}").first for x in ("img", "[role=status]"))
    before = picture.get_attribute("alt") or "", line.inner_text()
    assert picture.evaluate(SHARE_OF_THE_COLUMN) > 0.95
    assert line.evaluate(LETTERS) == page.locator(".jp-MarkdownOutput p").first.evaluate(LETTERS)
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    playwright.expect(picture).not_to_have_attribute("alt", before[0])
    playwright.expect(line).not_to_have_text(before[1])
    playwright.expect(line).to_contain_text("margin 0.3:")

    page.keyboard.press("Shift+Enter")
    page.wait_for_function(f"jupyterapp.shell.currentWidget.content.activeCellIndex == {cell + 1}")
    assert page.complaints == []


def _menu(page: Any, *names: str) -> None:
    """Open a menu and go down to an entry, as a mouse does."""
    page.locator(".lm-MenuBar-item", has_text=names[0]).click()
    for name in names[1:]:
        entry = page.locator(".lm-Menu-item").filter(has_text=re.compile(f"^{name}"))
        entry.last.click()
