"""The page that a student gets back, in a real browser: offline, with formulas, nothing runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from a_lab import PATIENCE, chromium, needs_chromium
from nbformat.v4 import new_code_cell, new_output

from autograder.bank.synthetic import class_of
from autograder.commands.release import release
from autograder.grading.gradebook import Ledger
from autograder.grading.verdicts import Question, Record
from autograder.lesson.reading import NOTEBOOKS, find_lesson
from autograder.reporting.pages import make_pages
from autograder.reporting.stamps import stamps

pytestmark = [needs_chromium, pytest.mark.filterwarnings("ignore")]

LESSON = find_lesson("08")
NAME = LESSON.stem
WORDS = "reflection"
COVER = r"**$\smash{\begin{matrix}20\\of\\20\\20\\of\\20\\20\end{matrix}}$**"
PICTURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA"
    "60e6kgAAAABJRU5ErkJggg=="
)


COVERED = """about => {
  const box = about.getBoundingClientRect();
  for (let x = box.left + 1; x < box.right; x += 3)
    for (let y = box.top + 1; y < box.bottom; y += 3) {
      const seen = document.elementFromPoint(x, y);
      if (seen && seen.closest('math')) return true;
    }
  return false;
}"""


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of one student, with the lesson's own pictures and points made up."""
    course = tmp_path_factory.mktemp("course")
    release(LESSON, course)
    pupil = class_of("08", 1, np.random.default_rng(0))[0]
    book = pupil.notebook
    shown = {"image/png": PICTURE, "text/plain": "One dot, alone."}
    mine = next(c for c in book.cells if c.metadata.get("nbgrader", {}).get("grade_id") == WORDS)
    mine.source = COVER
    book.cells += [new_code_cell("plot()", outputs=[new_output("display_data", shown)])]
    record = Record("ada", NAME)
    for cell in book.cells:
        meta = cell.metadata.get("nbgrader", {})
        if meta.get("grade"):
            record.questions.append(Question(meta["grade_id"], meta["points"], 0.0, "wrong"))
    with Ledger(course, NOTEBOOKS) as ledger:
        ledger.must_know(NAME)
        with ledger.together():
            ledger.write(record, book)
    assert make_pages(course, LESSON, stamps(course, LESSON, ["ada"])) == {}
    return course / "feedback" / "ada" / NAME / f"{NAME}.html"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as browser:
        yield browser


def _opened(browser: Any, file: Path, **how: Any) -> tuple[Any, list[str]]:
    """The page, and what was asked for that its own policy did not refuse."""
    page = browser.new_page(**how)
    page.set_default_timeout(PATIENCE)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda x: asked.remove(x.url) if x.failure == "csp" else None)
    page.goto(file.as_uri())
    return page, [url for url in asked if not url.startswith("data:")]


def test_it_asks_for_nothing_and_shows_formulas(browser: Any, page_file: Path) -> None:
    page, asked = _opened(browser, page_file)
    assert asked == [page_file.as_uri()]
    assert page.locator("math mfrac").count() > 2
    tall = page.locator("math mfrac").first.evaluate("x => x.getBoundingClientRect().height")
    line = page.locator("main p").first.evaluate("x => parseFloat(getComputedStyle(x).fontSize)")
    assert tall > 1.3 * line  # a fraction that is set stands over two lines
    picture = page.get_by_role("img", name="One dot, alone.")
    assert picture.evaluate("x => x.naturalWidth") == 1


def test_no_formula_covers_the_points_above_it(browser: Any, page_file: Path) -> None:
    free = page_file.with_name("free.html")
    html = page_file.read_text(encoding="utf-8")
    free.write_text(html.replace("overflow: clip;", ""), encoding="utf-8")
    covered = {}
    for file in (page_file, free):
        page, _ = _opened(browser, file)
        points = page.locator(f"#{WORDS} .about")
        points.scroll_into_view_if_needed()
        covered[file] = points.evaluate(COVERED)
    assert covered == {page_file: False, free: True}


def test_a_script_that_got_into_it_would_not_run(browser: Any, page_file: Path) -> None:
    bad = page_file.with_name("bad.html")
    far = '<img src="https://example.org/a.png">'
    script = "<script>document.title = 'it ran'</script>"
    html = page_file.read_text(encoding="utf-8")
    bad.write_text(html.replace("<main>", f"<main>{script}{far}"), encoding="utf-8")
    page, answered = _opened(browser, bad)
    assert page.title() != "it ran"
    assert answered == [bad.as_uri()]
    bad.write_text(html.replace("<main>", f"<main>{script}").replace("default-src", "x-src"))
    page, _ = _opened(browser, bad)
    assert page.title() == "it ran"


def test_in_the_dark_what_was_drawn_turns_dark(browser: Any, page_file: Path) -> None:
    look = (
        "[...document.querySelectorAll('.output_wrapper img')].map(e => getComputedStyle(e).filter)"
    )
    dark, _ = _opened(browser, page_file, color_scheme="dark")
    light, _ = _opened(browser, page_file, color_scheme="light")
    assert set(dark.evaluate(look)) == {"invert(1) hue-rotate(180deg)"}
    assert set(light.evaluate(look)) == {"none"}
    dark.emulate_media(media="print")
    assert set(dark.evaluate(look)) == {"none"}


def test_it_fits_on_a_phone(browser: Any, page_file: Path) -> None:
    page, _ = _opened(browser, page_file, viewport={"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_in_it_is_hard_to_read_or_to_reach(
    browser: Any, page_file: Path, scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    html = page_file.read_text(encoding="utf-8").replace("default-src 'none'; ", "")
    open_page = page_file.with_name("open.html")  # axe is a script
    open_page.write_text(html, encoding="utf-8")
    page, _ = _opened(browser, open_page, color_scheme=scheme)
    found = axe.run(page).response["violations"]
    assert [(x["id"], x["nodes"][0]["html"]) for x in found] == []
