"""A newcomer's first half hour in a real browser: start, run, be told the mistake, mend it.

Playwright drives the system's Chromium. Where one of the two is missing the tests are skipped
with a line that says so; CI has both.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from autograder.lessons import NOTEBOOKS

playwright = pytest.importorskip(
    "playwright.sync_api",
    reason="Playwright is an extra: python -m autograder setup --extra browser",
)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LESSON = "02_perceptron/02_perceptron.ipynb"
UNFINISHED = """def perceptron_step(w, b, x, y):
    return (w + y * x, b) if y * (w @ x + b) <= 0 else (w, b)"""
MENDED = UNFINISHED.replace("w + y * x, b)", "w + y * x, b + y)")
MINUTE = 20_000


@pytest.fixture(scope="module")
def lessons(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """`start` in a folder with a space and an umlaut: the folder, and the address it serves at."""
    folder = tmp_path_factory.mktemp("newcomer") / "Löwe und ich"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "autograder", "start", "--folder", str(folder), "--no-browser"]
    options = [f"--port={port}", "--IdentityProvider.token=", "--LabApp.expose_app_in_browser=True"]
    log = folder.parent / "log.txt"
    with log.open("w") as out:
        server = subprocess.Popen([*command, *options], stdout=out, stderr=out, env=_quiet())
    try:
        _wait_for(f"http://127.0.0.1:{port}/api", log)
        yield folder, f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)


@pytest.fixture
def page(lessons: tuple[Path, str]) -> Iterator[playwright.Page]:
    """The lesson, all but its first function written, opened from the map; its kernel idle."""
    _solve_all_but_the_first(lessons[0] / LESSON)
    with playwright.sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(MINUTE)
        page.goto(lessons[1])
        page.get_by_role("link", name=Path(LESSON).stem, exact=True).click()
        page.locator(".jp-Notebook h1", has_text="The perceptron").wait_for()
        _idle(page)
        yield page
        browser.close()


def test_the_copy_holds_no_solution(lessons: tuple[Path, str]) -> None:
    notebook = nbformat.read(lessons[0] / LESSON, as_version=4)
    text = "\n".join(cell.source for cell in notebook.cells)
    assert "NotImplementedError" in text
    assert "BEGIN" not in text
    assert 'suite="hidden"' not in text


def test_from_the_first_mistake_to_success(page: playwright.Page, tmp_path: Path) -> None:
    _write_step(page, UNFINISHED)
    _run_all(page)
    panel = _panel_of_the_check(page)
    playwright.expect(panel).to_contain_text("perceptron_step: not yet")
    playwright.expect(panel).to_contain_text("The bias learns too")
    _shot(page, tmp_path / "refused.png")

    _write_step(page, MENDED)
    _run_all(page)
    playwright.expect(_panel_of_the_check(page)).to_contain_text("right on all")
    _move_the_slider(page)
    _shot(page, tmp_path / "slider.png")

    page.evaluate("jupyterapp.commands.execute('docmanager:save')")
    page.get_by_role("button", name="Validate").click()
    dialog = page.locator(".jp-Dialog")
    dialog.get_by_text(re.compile("success", re.I)).first.wait_for(timeout=2 * MINUTE)
    page.keyboard.press("Escape")

    page.get_by_role("tab", name="map.ipynb").click()
    _run_all(page)
    row = page.get_by_role("row").filter(has_text=Path(LESSON).stem)
    playwright.expect(row).to_contain_text("✓ 6 of 6")
    _shot(page, tmp_path / "map.png")


def _quiet() -> dict[str, str]:
    return {**os.environ, "OPENBLAS_NUM_THREADS": "1", "JUPYTER_PLATFORM_DIRS": "1"}


def _wait_for(address: str, log: Path, seconds: float = 60) -> None:
    stop = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except OSError:
            if time.monotonic() > stop:
                raise AssertionError(f"no answer at {address}:\n{log.read_text()}") from None
            time.sleep(0.2)


def _idle(page: playwright.Page) -> None:
    """The status bar says Idle only when the kernel is there and has nothing to do."""
    page.locator(".jp-StatusBar-Left, #jp-main-statusbar").get_by_text("| Idle").first.wait_for()


def _run_all(page: playwright.Page) -> None:
    page.evaluate("jupyterapp.commands.execute('runmenu:run-all')")
    page.wait_for_timeout(500)
    _idle(page)


def _write_step(page: playwright.Page, source: str) -> None:
    """Put a new text into the cell of perceptron_step."""
    cell = _show_cell(page, "def perceptron_step")
    page.evaluate(
        "([k, text]) => jupyterapp.shell.currentWidget.content.widgets[k]"
        ".model.sharedModel.setSource(text)",
        [cell, source],
    )


def _panel_of_the_check(page: playwright.Page) -> playwright.Locator:
    cell = _show_cell(page, "check.perceptron_step(perceptron_step)")
    return page.locator(f".jp-Cell[data-windowed-list-index='{cell}'] [role=status]")


def _show_cell(page: playwright.Page, begins: str) -> int:
    """Scroll to the cell that begins so; its index. JupyterLab draws only what is in view."""
    index: int = page.evaluate(
        """begins => {
            const notebook = jupyterapp.shell.currentWidget.content;
            const index = notebook.widgets.findIndex(
                w => w.model.sharedModel.getSource().startsWith(begins));
            notebook.activeCellIndex = index;
            notebook.scrollToItem(index, 'center');
            return index;
        }""",
        begins,
    )
    assert index >= 0, begins
    return index


def _solve_all_but_the_first(path: Path) -> None:
    solved = nbformat.read(NOTEBOOKS / LESSON, as_version=4)
    mine = nbformat.read(path, as_version=4)
    answers = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in solved.cells}
    for cell in mine.cells:
        grader = cell.metadata.get("nbgrader", {})
        if grader.get("solution") and grader["grade_id"] != "perceptron-step":
            cell.source = answers[grader["grade_id"]].source
    nbformat.write(mine, path)


def _move_the_slider(page: playwright.Page) -> None:
    _show_cell(page, "explore.margin_slider")
    handle = page.locator(".noUi-handle").first
    handle.scroll_into_view_if_needed()
    picture = page.locator("img[alt*='points with margin']").first
    line = page.locator("[aria-live=polite]", has_text="the theorem allows").first
    before = picture.get_attribute("alt"), line.inner_text()
    handle.focus()
    page.keyboard.press("ArrowRight")
    playwright.expect(picture).not_to_have_attribute("alt", before[0] or "")
    playwright.expect(line).not_to_have_text(before[1])


def _shot(page: playwright.Page, path: Path) -> None:
    page.screenshot(path=path)
    assert path.stat().st_size > 10_000
