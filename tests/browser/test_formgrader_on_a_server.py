"""Formgrader in a real browser, on a gradebook that lies on a server of PostgreSQL."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import numpy as np
import pytest
from a_lab import PATIENCE, chromium, marking, needs_chromium, playwright, served

from autograder.bank.synthetic import class_of
from autograder.commands.release import release
from autograder.environment import ROOT
from autograder.lesson.reading import find_lesson

sys.path.insert(0, str(ROOT / "tests" / "autograder"))
from grading.a_server import Server

pytestmark = [needs_chromium, pytest.mark.slow]

LESSON = find_lesson("00")
NAME = LESSON.stem
GIVEN = """
    select s.student_id, g.manual_score from grade g
    join submitted_notebook n on n.id = g.notebook_id
    join submitted_assignment s on s.id = n.assignment_id where g.manual_score is not null"""


def test_it_opens_shows_scores_and_enters_a_mark_by_hand(tmp_path: Path) -> None:
    server, course = Server(), tmp_path / "class"
    try:
        course.mkdir()
        said = f'get_config().CourseDirectory.db_url = "{server.address("marks")}"\n'
        (course / "nbgrader_config.py").write_text(said)
        release(LESSON, course)
        for pupil in class_of("00", 2, np.random.default_rng(0)):
            place = course / "submitted" / pupil.name / NAME
            place.mkdir(parents=True)
            nbformat.write(pupil.notebook, place / LESSON.name)
        command = [sys.executable, "-m", "autograder", "grade", NAME, "--course", str(course)]
        environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
        subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=300)
        assert not list(course.glob("*.db"))

        words = ["-m", "jupyterlab", f"--ServerApp.root_dir={course}", "--allow-root"]
        log = tmp_path / "log.txt"
        with served(words, log, NNLIB_COURSE_DIR=str(course)) as address, chromium() as browser:
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.set_default_timeout(PATIENCE)
            page.goto(f"{address}/formgrader/manage_submissions/{NAME}")
            for student in ("ada", "ben"):
                row = page.get_by_role("row").filter(has_text=student)
                playwright.expect(row.locator(".score")).to_have_text(re.compile(r"^[\d.]+ / 11$"))
            page.goto(f"{address}/formgrader/gradebook/{NAME}/{NAME}")
            page.locator("a.name-shown", has_text="ben").evaluate("link => link.click()")
            marking(page)
            with page.expect_response("**/api/grade/*"):
                page.locator("#reflection").fill("1.5")
                page.locator("#reflection").press("Tab")
        assert server.ask("marks", GIVEN) == [("ben", 1.5)]
    finally:
        server.close()
