"""A teacher's desk in a real browser: nbgrader's formgrader on a class that we have graded."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest
from a_lab import PATIENCE, chromium, marking, needs_chromium, playwright, served

from autograder.bank.synthetic import UNWRITTEN, class_of
from autograder.course.nbgrader_config import TEXT_STUB
from autograder.environment import ROOT
from autograder.grading.verdicts import RIGHT, read_record
from autograder.lesson.cells import regions
from autograder.lesson.reading import find_lesson, read_lesson

pytestmark = needs_chromium

LESSON = find_lesson("00")
NAME = LESSON.stem
GRADED, LATE = ["ada", "ben"], "cleo"  # ben is wrong somewhere; cleo is graded by the button
COMMENT = "You name the cause. Which *line* makes the table?"


def reflects(notebook: Any) -> bool:
    """Is there an answer in words, which a person has to read?"""
    return not any(TEXT_STUB in cell.source for cell in notebook.cells)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory, first_released: Path) -> Path:
    """Three students, two of them graded by our command."""
    course = tmp_path_factory.mktemp("desk") / "Klasse 7"
    shutil.copytree(first_released, course)
    invented = [x for x in class_of("00", 20, np.random.default_rng(0)) if reflects(x.notebook)]
    right, *_ = (pupil for pupil in invented if {*pupil.expected.values()} == {RIGHT})
    wrong, late, *_ = (
        pupil for pupil in invented if {*pupil.expected.values()} - {RIGHT, UNWRITTEN}
    )
    for name, pupil in zip([*GRADED, LATE], (right, wrong, late), strict=True):
        place = course / "submitted" / name / NAME
        place.mkdir(parents=True)
        nbformat.write(pupil.notebook, place / LESSON.name)
    chosen = [word for name in GRADED for word in ("--student", name)]
    command = [sys.executable, "-m", "autograder", "grade", NAME, "--course", str(course), *chosen]
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return course


@pytest.fixture(scope="module")
def desk(course: Path) -> Iterator[tuple[Any, str]]:
    """A page, and the address of formgrader in a JupyterLab that has the course open."""
    words = ["-m", "jupyterlab", f"--ServerApp.root_dir={course}", "--allow-root"]
    log = course.parent / "log.txt"
    with served(words, log, NNLIB_COURSE_DIR=str(course)) as address, chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(PATIENCE)
        yield page, f"{address}/formgrader"


def test_formgrader_lists_the_lesson_and_who_is_graded(desk: tuple[Any, str]) -> None:
    page, formgrader = desk
    page.goto(f"{formgrader}/manage_assignments")
    row = page.get_by_role("row").filter(has_text=NAME)
    playwright.expect(row.locator(".num-submissions")).to_have_text("3")
    assert not page.get_by_text("exchange directory does not exist").is_visible()

    page.goto(f"{formgrader}/manage_submissions/{NAME}")
    for student in GRADED:
        row = _row(page, student)
        playwright.expect(row.locator(".status")).to_have_text("needs manual grading")
        playwright.expect(row.locator(".score")).to_have_text(re.compile(r"^[\d.]+ / 11$"))
    playwright.expect(_row(page, LATE).locator(".status")).to_have_text("needs autograding")


def test_its_autograde_button_reaches_our_grader(desk: tuple[Any, str], course: Path) -> None:
    page, formgrader = desk
    assert read_record(course, LATE, NAME) is None
    page.goto(f"{formgrader}/manage_submissions/{NAME}")
    _press(page, "autograde", LATE)
    record = read_record(course, LATE, NAME)
    assert record is not None
    assert any(q.misconception for q in record.questions)
    playwright.expect(_row(page, LATE).locator(".score")).to_have_text(f"{record.score:g} / 11")


def test_a_submission_is_read_marked_and_given_back(desk: tuple[Any, str], course: Path) -> None:
    page, formgrader = desk
    record = read_record(course, "ben", NAME)
    assert record is not None
    cell = "#" + next(q.grade_id for q in record.questions if q.misconception)
    page.goto(f"{formgrader}/gradebook/{NAME}/{NAME}")
    link = page.locator("a.name-shown", has_text="ben")  # names are veiled
    link.evaluate("link => link.click()")

    checked = page.locator(".nbgrader_cell", has=page.locator(cell))
    told = checked.locator("xpath=ancestor::div[contains(@class, 'code_cell')][1]")
    playwright.expect(told).to_contain_text(": not yet.")
    playwright.expect(told).to_contain_text("Hint: ")
    playwright.expect(page.locator(cell)).to_have_attribute("placeholder", "0")

    assert page.locator("#notebook math").count()  # formulas, without a network
    assert "$" not in " ".join(page.locator("#notebook .text_cell_render").all_inner_texts())
    marking(page)
    with page.expect_response("**/api/comment/*"):
        page.locator("#reflection-comment").fill(COMMENT)
        page.locator("#reflection-comment").press("Tab")
    with page.expect_response("**/api/grade/*"):
        page.locator("#reflection").fill("1.5")
        page.locator("#reflection").press("Tab")

    page.goto(f"{formgrader}/manage_submissions/{NAME}")
    row = _row(page, "ben")
    playwright.expect(row.locator(".status")).to_have_text("graded")
    score = " / ".join(f"{float(x)}" for x in row.locator(".score").inner_text().split(" / "))
    _press(page, "generate-feedback", "ben")

    page.goto((course / "feedback" / "ben" / NAME / f"{NAME}.html").as_uri())
    playwright.expect(page.locator("body")).to_contain_text(f"{NAME} (Score: {score})")
    playwright.expect(page.locator("body")).to_contain_text("You name the cause.")
    playwright.expect(page.locator("body")).to_contain_text(": not yet.")
    shown = unescape(page.content())
    hidden = [x for cell in read_lesson(LESSON).cells for x in regions(cell.source, "HIDDEN TESTS")]
    assert hidden
    assert not [line for text in hidden for line in text.split("\n") if line.strip() in shown]


def _row(page: Any, student: str) -> Any:
    """The table's row about a student, once it is there."""
    return page.locator("#main-table tr", has=page.locator(f".student-id:text-is('{student}')"))


def _press(page: Any, button: str, student: str) -> None:
    """Press a button in a student's row and read in the dialogue that it worked."""
    _row(page, student).locator(f".{button} a").click()
    dialogue = page.locator("#success-modal, #error-modal")
    dialogue.wait_for()
    assert dialogue.get_attribute("id") == "success-modal", dialogue.inner_text()
    dialogue.get_by_role("button", name="OK").click()
    dialogue.wait_for(state="detached")
