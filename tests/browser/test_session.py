"""JupyterLab opened again: the learner's first click in the map counts, however quick it is.

JupyterLab brings back the tabs of last time, and seconds later goes to the notebook that its
address names. Where that was the map, a lesson clicked on in between was put behind it.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from a_lab import chromium, in_front, needs_chromium, open_from_map, served, start

pytestmark = [needs_chromium, pytest.mark.slow]

LESSON, OTHER = "02_perceptron.ipynb", "03_xor.ipynb"
IN_FRONT = "jupyterapp.shell.currentWidget?.title.label"
AT_ONCE = """new MutationObserver((_, watch) => {
  const link = [...document.querySelectorAll('a')].find(a => a.textContent == '03_xor');
  if (link) { watch.disconnect(); link.click(); }
}).observe(document, {childList: true, subtree: true});"""
GONE_THERE = """name => new Promise(done => {
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
            page.add_init_script(AT_ONCE)
            page.goto(address)
            page.evaluate(GONE_THERE)
            page.wait_for_function(f"{IN_FRONT} == '{OTHER}'")
            page.wait_for_load_state("networkidle")
            assert page.evaluate(IN_FRONT) == OTHER
