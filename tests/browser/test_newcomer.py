"""A newcomer's first half hour in a real browser: start, run, be told the mistake, mend it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from a_lab import (
    PATIENCE,
    chromium,
    needs_chromium,
    open_from_map,
    playwright,
    run_all,
    served,
    show_cell,
    start,
    write_cell,
)

from autograder.lesson.reading import NOTEBOOKS

pytestmark = needs_chromium

LESSON = "02_perceptron/02_perceptron.ipynb"
NAME = Path(LESSON).name
STEP = "def perceptron_step"
UNFINISHED = """def perceptron_step(w, b, x, y):
    return (w + y * x, b) if y * (w @ x + b) <= 0 else (w, b)"""
MENDED = UNFINISHED.replace("w + y * x, b)", "w + y * x, b + y)")


@pytest.fixture(scope="module")
def lessons(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """`start` in a folder with a space and an umlaut: the folder, and the address it serves at."""
    folder = tmp_path_factory.mktemp("newcomer") / "Löwe und ich"
    with served(start(folder), folder.parent / "log.txt") as address:
        yield folder, address


@pytest.fixture
def page(lessons: tuple[Path, str]) -> Iterator[Any]:
    """The lesson, all but its first function written, opened from the map; its kernel idle."""
    _solve_all_but_the_first(lessons[0] / LESSON)
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        open_from_map(page, lessons[1], NAME)
        yield page


def test_the_copy_holds_no_solution(lessons: tuple[Path, str]) -> None:
    notebook = nbformat.read(lessons[0] / LESSON, as_version=4)
    text = "\n".join(cell.source for cell in notebook.cells)
    assert "NotImplementedError" in text
    assert "BEGIN" not in text
    assert "key=" not in text


def test_from_the_first_mistake_to_success(page: Any, tmp_path: Path) -> None:
    write_cell(page, STEP, UNFINISHED)
    run_all(page, NAME)
    panel = _panel_of_the_check(page)
    playwright.expect(panel).to_contain_text("perceptron_step: not yet")
    playwright.expect(panel).to_contain_text("The bias learns too")
    _shot(page, tmp_path / "refused.png")

    write_cell(page, STEP, MENDED)
    run_all(page, NAME)
    playwright.expect(_panel_of_the_check(page)).to_contain_text("right on all")
    _move_the_slider(page)
    _shot(page, tmp_path / "slider.png")

    page.evaluate("jupyterapp.commands.execute('docmanager:save')")
    page.get_by_role("button", name="Validate").click()
    dialog = page.locator(".jp-Dialog")
    dialog.get_by_text(re.compile("success", re.I)).first.wait_for(timeout=PATIENCE)
    page.keyboard.press("Escape")

    run_all(page, "map.ipynb")
    row = page.get_by_role("row").filter(has_text="02 The perceptron")
    playwright.expect(row).to_contain_text(re.compile(r"✓\s8\sof\s8\schecks"))
    _shot(page, tmp_path / "map.png")


def _panel_of_the_check(page: Any) -> Any:
    cell = show_cell(page, "check.perceptron_step(perceptron_step)")
    return page.locator(f".jp-Cell[data-windowed-list-index='{cell}'] [role=status]")


def _solve_all_but_the_first(path: Path) -> None:
    solved = nbformat.read(NOTEBOOKS / LESSON, as_version=4)
    mine = nbformat.read(path, as_version=4)
    answers = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in solved.cells}
    for cell in mine.cells:
        grader = cell.metadata.get("nbgrader", {})
        if grader.get("solution") and grader["grade_id"] != "perceptron-step":
            cell.source = answers[grader["grade_id"]].source
    nbformat.write(mine, path)


def _move_the_slider(page: Any) -> None:
    show_cell(page, "explore.margin_slider")
    handle = page.get_by_role("slider", name="margin", exact=True)
    handle.scroll_into_view_if_needed()
    picture = page.locator("img[alt*='points with margin']").first
    line = page.locator("[aria-live=polite]", has_text="the theorem allows").first
    before = picture.get_attribute("alt"), line.inner_text()
    handle.focus()
    page.keyboard.press("ArrowRight")
    playwright.expect(picture).not_to_have_attribute("alt", before[0] or "")
    playwright.expect(line).not_to_have_text(before[1])


def _shot(page: Any, path: Path) -> None:
    page.screenshot(path=path)
    assert path.stat().st_size > 10_000
