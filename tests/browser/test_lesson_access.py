"""A lesson for every eye: axe, dark theme, zoom of 200 %, and nothing that moves by itself.

In the lesson one answer is wrong, so that it shows a check's panel of each kind, figures and a
slider. All cells are drawn at once; otherwise JupyterLab keeps away what is not in view.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import matplotlib.image
import nbformat
import numpy as np
import pytest
from a_lab import (
    chromium,
    idle,
    needs_chromium,
    open_from_map,
    playwright,
    run_all,
    served,
    show_cell,
    start,
)

from autograder.lesson.reading import find_lesson

pytestmark = needs_chromium

LESSON = find_lesson("02")
WRONG = """def mended_step(w, b, x, y):
    return (w + y * x, b) if y * (w @ x + b) <= 0 else (w, b)"""
NORMAL, ZOOMED = {"width": 1280, "height": 900}, {"width": 640, "height": 450}
TALL = {"width": 1280, "height": 12_000}  # axe sees no contrast in what is scrolled away
DARK, LIGHT = "JupyterLab Dark", "JupyterLab Light"
OURS = ".jp-OutputArea-output"  # what our code shows, and nothing of JupyterLab around it
PANEL, FIGURE, SLIDER = f"{OURS} div[role=status]", f"{OURS} img", f"{OURS} .widget-vbox"

CUT = """ours => [...document.querySelectorAll(ours)].flatMap(output => {
  const edge = output.getBoundingClientRect();
  const out = [...output.querySelectorAll('*')].filter(e => {
    const box = e.getBoundingClientRect();
    return box.width && e.checkVisibility() && (box.right > edge.right + 1
      || box.left < edge.left - 1 || e.scrollWidth > e.clientWidth + 1
         && e.clientWidth && !['visible', 'hidden'].includes(getComputedStyle(e).overflowX));
  });
  return [...(output.scrollWidth > output.clientWidth + 1 ? [output] : []), ...out]
    .map(e => e.outerHTML.slice(0, 120));
})"""
MOVING = """ours => [...document.querySelectorAll(ours)]
  .flatMap(e => [e, ...e.querySelectorAll('*')]).filter(e => {
    const style = getComputedStyle(e), long = x => x.split(',').some(t => parseFloat(t) > 0);
    return e.getAnimations().length || style.animationName != 'none'
      || long(style.transitionDuration);
  }).map(e => e.outerHTML.slice(0, 120))"""

# JupyterLab's body is 0 px high and hides what is outside of it: to axe, that is everything.
# JupyterLab goes to the active cell once more: until it has left off for twenty frames.
TO_THE_TOP = """async () => {
  document.body.style.overflow = 'visible';
  for (let still = 0; still < 20; still++) {
    for (const e of document.querySelectorAll('.jp-WindowedPanel-outer'))
      if (e.scrollTop) e.scrollTop = still = 0;
    await new Promise(requestAnimationFrame);
  }
}"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The lesson, run up to its last check, which refuses the answer."""
    folder = tmp_path_factory.mktemp("access") / "my_lessons"
    settings = folder.parent / "SETTINGS" / "@jupyterlab" / "notebook-extension"
    settings.mkdir(parents=True)
    whole = json.dumps({"windowingMode": "none"})
    (settings / "tracker.jupyterlab-settings").write_text(whole)
    with served(start(folder), folder.parent / "log.txt") as address, chromium() as browser:
        page = browser.new_page(viewport=NORMAL, reduced_motion="reduce")
        _answer(folder / LESSON.parent.name / LESSON.name)
        open_from_map(page, address, LESSON.name)
        run_all(page, LESSON.name)
        page.evaluate("jupyterapp.commands.execute('application:toggle-left-area')")
        page.locator(PANEL, has_text="not yet").wait_for()
        page.locator(f"{SLIDER} img").first.wait_for()
        yield page


@pytest.fixture
def shown(page: Any, request: pytest.FixtureRequest) -> Any:
    """The page in one theme, as wide as before."""
    _turn(page, request.param)
    return page


both = pytest.mark.parametrize("shown", [LIGHT, DARK], indirect=True)


@both
def test_axe_finds_nothing_serious_in_what_we_show(shown: Any) -> None:
    told = " ".join(shown.locator(PANEL).all_inner_texts())
    assert "right on all" in told
    assert "not yet" in told
    assert shown.locator(FIGURE).count() >= 5
    assert _serious(shown) == []


def test_the_handle_of_a_slider_says_its_name_and_the_value_not_its_place(page: Any) -> None:
    handle = page.get_by_role("slider", name="margin", exact=True)
    handle.focus()
    for key, value in [("Home", "0.5"), ("ArrowRight", "0.3"), ("ArrowUp", "0.2")]:
        page.keyboard.press(key)
        playwright.expect(handle).to_have_attribute("aria-valuetext", value)
    playwright.expect(page.locator(SLIDER).first).to_contain_text("margin 0.2:")
    box = handle.bounding_box()
    handle.click(position={"x": box["width"] - 2, "y": box["height"] / 2})
    playwright.expect(page.locator(SLIDER).first).to_contain_text("margin 0.01:")
    playwright.expect(handle).to_have_attribute("aria-valuetext", "0.01")


def test_from_a_handle_shift_enter_goes_on_and_letters_do_nothing(page: Any) -> None:
    where = """[jupyterapp.shell.currentWidget.content]
        .map(notebook => [notebook.activeCellIndex, notebook.widgets.length])[0]"""
    cell = show_cell(page, "explore.margin_slider")
    cells = page.evaluate(where)[1]
    page.get_by_role("slider", name="margin", exact=True).focus()
    page.keyboard.press("d")
    page.keyboard.press("d")
    assert page.evaluate(where) == [cell, cells]
    page.keyboard.press("Shift+Enter")
    page.wait_for_function(f"{where}[0] == {cell + 1}")
    idle(page)


@both
def test_at_200_percent_nothing_is_cut_off_or_scrolled_sideways(shown: Any) -> None:
    shown.set_viewport_size(ZOOMED)
    narrow = "what => [...document.querySelectorAll(what)].every(image => image.offsetWidth < 700)"
    shown.wait_for_function(narrow, arg=FIGURE)
    assert shown.evaluate(CUT, OURS) == []


def test_nothing_of_ours_moves_by_itself(page: Any) -> None:
    assert page.evaluate(MOVING, OURS) == []


def test_a_figure_turns_with_the_dark_theme(page: Any) -> None:
    _turn(page, DARK)
    ground = "getComputedStyle(document.querySelector('.jp-Notebook')).backgroundColor"
    assert page.evaluate(ground) == "rgb(17, 17, 17)"
    figure = page.locator(f"{FIGURE}:visible").first
    figure.scroll_into_view_if_needed()
    pixels = matplotlib.image.imread(io.BytesIO(figure.screenshot()))[2:-2, 2:-2, :3]
    edges = [pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]]
    assert all(np.all(edge < 0.2, axis=1).mean() > 0.95 for edge in edges)
    assert pixels.max() > 0.9  # its letters are light there


def test_what_is_pale_or_cut_or_moving_is_seen(page: Any) -> None:
    _turn(page, LIGHT)
    broken = """<div id="broken"><p style="color: #aaa; transition: color 2s">pale</p>
        <div style="overflow-x: auto; width: 5em"><div style="width: 50em">wide</div></div></div>"""
    page.locator(PANEL).first.evaluate(
        "(panel, html) => panel.insertAdjacentHTML('beforeend', html)", broken
    )
    try:
        assert [x for x in _serious(page) if x.startswith("color-contrast")]
        assert "overflow-x" in " ".join(page.evaluate(CUT, OURS))
        assert "pale" in " ".join(page.evaluate(MOVING, OURS))
    finally:
        page.locator("#broken").evaluate("broken => broken.remove()")


def _turn(page: Any, theme: str) -> None:
    """Show all in a theme, at the usual width."""
    page.set_viewport_size(NORMAL)
    chosen = {"theme": theme}
    page.evaluate("x => jupyterapp.commands.execute('apputils:change-theme', x)", chosen)
    page.wait_for_selector(f"body[data-jp-theme-name='{theme}']", state="attached")


def _serious(page: Any) -> list[str]:
    """What axe-core finds in our outputs, if it is serious or worse."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright",
        reason="axe is an extra: python3 -m autograder setup --extra browser",
    )
    page.set_viewport_size(TALL)
    page.evaluate(TO_THE_TOP)
    said = axe.Axe().run(page, context={"include": [[OURS]]}, options={}).response
    assert "color-contrast" in {x["id"] for x in said["passes"]}
    grave = [fault for fault in said["violations"] if fault["impact"] in ("serious", "critical")]
    return [f"{x['id']}: {node['html'][:160]}" for x in grave for node in x["nodes"]]


def _answer(path: Path) -> None:
    """Our own answers in the learner's copy, and a wrong one in the last place."""
    solved, mine = (nbformat.read(x, as_version=4) for x in (LESSON, path))
    own = {cell.id: cell for cell in mine.cells}  # which has cells more: our words on a reflection
    for cell in solved.cells:
        grader = cell.metadata.get("nbgrader", {})
        if grader.get("solution"):
            own[cell.id].source = WRONG if grader["grade_id"] == "mended-step" else cell.source
    nbformat.write(mine, path)
