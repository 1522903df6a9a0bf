"""JupyterLab opened again on another day: a quick click in the map counts, sliders are no errors.

JupyterLab brings back the tabs of last time, and seconds later goes to the notebook that its
address names. Where that was the map, a lesson clicked on in between was put behind it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from a_lab import (
    chromium,
    idle,
    in_front,
    jupyterlab,
    needs_chromium,
    open_from_map,
    playwright,
    served,
    show_cell,
    start,
)

from autograder.commands.start import prepare

pytestmark = [needs_chromium, pytest.mark.slow]

LESSON, OTHER = "02_perceptron.ipynb", "03_xor.ipynb"
IMPORTS, SLIDER = "import", "explore.margin_slider"
IN_FRONT = "jupyterapp.shell.currentWidget?.title.label"
# Until JupyterLab has made it one that opens a tab, the link leads away from the page.
HASTY = """const hasty = setInterval(() => {
  const tabs = [...(window.jupyterapp?.shell.widgets('main') ?? [])];
  const link = [...document.querySelectorAll('a')].find(a => a.textContent == '03 XOR');
  if (tabs.some(tab => tab.title.label == '03_xor.ipynb')) clearInterval(hasty);
  else if (link?.checkVisibility() && link.href.includes('/files/')) link.click();
}, 20)"""
GONE_THERE = """() => new Promise(done => {
  const step = () => window.jupyterapp ? jupyterapp.commands.commandExecuted.connect((_, what) => {
    if (what.id == 'filebrowser:open-path') what.result.then(done);
  }) : setTimeout(step, 10);
  step();
})"""


def test_a_quick_click_in_the_map_is_not_undone_by_the_tabs_of_last_time(tmp_path: Path) -> None:
    words = start(tmp_path / "mine")
    with chromium() as browser:
        context = browser.new_context()
        with served(words, tmp_path / "log.txt") as address:
            page = context.new_page()
            open_from_map(page, address, LESSON)
            with page.expect_response("**/lab/api/workspaces/*"):
                in_front(page, "map.ipynb")
            page.wait_for_load_state("networkidle")
            page.close()
        with served(words, tmp_path / "log.txt") as address:
            page = context.new_page()
            page.add_init_script(HASTY)
            page.goto(address)
            page.evaluate(GONE_THERE)
            page.wait_for_function(f"{IN_FRONT} == '{OTHER}'")
            page.wait_for_load_state("networkidle")
            assert page.evaluate(IN_FRONT) == OTHER


@pytest.mark.parametrize("road", [start, jupyterlab])
def test_a_slider_of_another_day_is_its_still_picture_and_runs_again(
    road: Callable[[Path], list[str]], tmp_path: Path
) -> None:
    prepare(tmp_path / "mine")
    words = road(tmp_path / "mine")
    with chromium() as browser:
        page = browser.new_page()
        with served(words, tmp_path / "log.txt") as address:
            open_from_map(page, f"{address}/lab/tree/map.ipynb", LESSON)
            _run_cells(page)
            with page.expect_response("**/api/contents/*/02_perceptron.ipynb*"):
                page.evaluate("jupyterapp.commands.execute('docmanager:save')")
            page.goto("about:blank")
        with served(words, tmp_path / "log.txt") as address:
            open_from_map(page, f"{address}/lab/tree/map.ipynb", LESSON)
            show_cell(page, SLIDER)
            output = page.locator(".jp-OutputArea-output", has_text="Which of the two numbers")
            playwright.expect(output.locator("img[alt*='points with margin 0.5']")).to_be_visible()
            playwright.expect(output.get_by_role("listitem")).to_have_count(8)
            assert page.get_by_text("Error displaying widget").count() == 0
            _run_cells(page)


def _run_cells(page: Any) -> None:
    """Run what the slider needs, and it; it is live."""
    for begins in (IMPORTS, SLIDER):
        show_cell(page, begins)
        page.evaluate("jupyterapp.commands.execute('notebook:run-cell')")
        idle(page)
    page.get_by_role("slider", name="margin", exact=True).wait_for()
