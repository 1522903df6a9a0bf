"""The instructor's page in a real browser: names in one piece, whatever script they are in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from a_lab import PATIENCE, chromium, needs_chromium

from autograder.grading.verdicts import RIGHT, WRONG, Question, Record
from autograder.lesson.reading import find_lesson, read_lesson
from autograder.reporting.alike import Alike
from autograder.reporting.facts import facts
from autograder.reporting.names import called
from autograder.reporting.page import Lesson, page

pytestmark = needs_chromium

LESSON = find_lesson("08")
NAMES = {
    "s1": "Maria del Carmen García Fernández de la Vega",
    "s2": "王小明",
    "s3": "محمد علی‌رضا حسینی",
    "s4": "प्रिया शर्मा",
    "s5": "Wolfeschlegelsteinhausenbergerdorff",
}
BROKEN = """() => [...document.querySelectorAll('bdi')]
    .filter(x => new Set([...x.getClientRects()].map(r => Math.round(r.bottom / 9))).size > 1)
    .map(x => x.textContent)"""


def written(folder: Path) -> Path:
    """A report on five students: three made the same mistake, two could not be graded."""
    records = [
        Record(
            student,
            LESSON.stem,
            questions=[
                Question("delta-hidden-check", 2.0, 0.0, WRONG, "delta_hidden", "", "F28.3"),
                Question("backprop-check", 2.0, 2.0, RIGHT, "backprop"),
            ],
            problem="" if student < "s4" else "This is not a notebook. Hand in the .ipynb file.",
        )
        for student in NAMES
    ]
    told = facts(LESSON.stem, records, read_lesson(LESSON))
    alike = [Alike(tuple(NAMES), (0, 1, 2), 0.93, 21.4)]
    html = page("a class", "today", [Lesson(told, alike, [["s2", "s3"]])], called(NAMES))
    file = folder / "report.html"
    file.write_text(html.replace("<details", "<details open"), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as browser:
        yield browser


@pytest.mark.parametrize("wide", [480, 1200])
def test_no_name_is_broken_in_two(browser: Any, tmp_path: Path, wide: int) -> None:
    tab = browser.new_page(viewport={"width": wide, "height": 900})
    tab.set_default_timeout(PATIENCE)
    tab.goto(written(tmp_path).as_uri())
    assert tab.locator("bdi").count() > 10
    assert tab.evaluate(BROKEN) == []
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    tab.add_style_tag(content="bdi { white-space: normal; }")
    assert len(tab.evaluate(BROKEN)) > 0
