"""The page "Bring your own lesson": what it shows is built as it stands, and goes its whole way."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
import zipfile

import nbformat
import pytest
from a_lesson import cell_of
from grading.a_course import InTurn
from lesson.own_folder import RIGHT_GROWTH, WRONG_GROWTH, Own, commands

from autograder.check import bank
from autograder.commands import grade
from autograder.environment import ROOT
from autograder.grading import work

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """All commands of the page, one after the other."""
    made = Own(tmp_path_factory.mktemp("own"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(bank.OWN, "")  # what the commands set is undone at the end
        patch.setattr(grade, "graded", InTurn)
        made.done = {}
        for words in commands():
            if words[0] == "collect":
                made.handed_in()
            made.done[words[0]] = made.said(words)
        yield made
        work.done()


def test_every_command_of_the_page_ends_well(own):
    assert list(own.done) == ["release", "collect", "grade", "feedback", "export", "audit"]
    assert {x: (y.code, y.err) for x, y in own.done.items() if y.code} == {}


def test_the_marks_are_those_of_the_tests_visible_and_hidden(own):
    text = (own.folder / "grades.csv").read_text(encoding="utf-8-sig")
    rows = csv.DictReader(io.StringIO(text))
    marks = {(x["student_id"], x["assignment"]): float(x["score"]) for x in rows}
    assert marks == {
        ("ada", "50_growth"): 5,
        ("ben", "50_growth"): 3,
        ("ada", "51_doubling"): 4,
        ("ben", "51_doubling"): 0,
    }


def test_who_errs_is_told_the_hint_of_the_own_check_and_what_the_test_says(own):
    (verdict,) = (own.folder / "verdicts" / "51_doubling").glob("ben*")
    assert "A doubling is a factor of 2: which base has the logarithm?" in verdict.read_text()
    page = own.folder / "feedback" / "ben" / "50_growth" / "50_growth.html"
    assert "What have no plants grown?" in page.read_text(encoding="utf-8")


def test_the_own_check_is_tried_alone(own):
    rows = [line for line in own.done["audit"].out.splitlines() if line.startswith("| doublings")]
    assert [x.strip() for x in rows[0].split("|")[3:6]] == ["2 of 2", "2 of 2", "1 of 1"]
    assert "margin" not in own.done["audit"].out


def test_the_students_zip_has_data_module_and_the_check_without_its_answers(own):
    with zipfile.ZipFile(own.folder / "bundles" / "50_growth.zip") as archive:
        assert {"50_growth/units.py", "50_growth/plants.csv"} <= set(archive.namelist())
        (wheel,) = (x for x in archive.namelist() if x.endswith(".whl"))
        content = io.BytesIO(archive.read(wheel))
    with zipfile.ZipFile(content) as package:
        place = "autograder/exercises/lesson_51/doublings"
        text = package.read(f"{place}.py").decode()
        assert f"{place}.stored" in package.namelist()
    assert "takes" in text
    assert not {"log2", "hidden_cases", "mistakes", "factor of 2"} & set(re.findall(r"\w+", text))


def test_where_the_lessons_are_is_noted_for_nbgraders_own_commands(own):
    from autograder.course.nbgrader_config import course_config

    assert course_config(own.folder).CourseDirectory.source_directory == str(own.mine)


def test_a_change_in_a_check_of_ones_own_is_seen_by_the_next_grading(own):
    assert "left as they are" not in own.run("grade", "51").err
    path = own.mine / "exercises" / "lesson_51" / "doublings.py"
    path.write_text(path.read_text() + "# mended\n")
    assert "2 graded before something of ours changed" in own.run("grade", "51").err


def test_two_notebooks_in_one_assignment_are_graded_as_the_refusal_says(tmp_path, monkeypatch):
    monkeypatch.setenv(bank.OWN, "")
    course = Own(tmp_path)
    second = course.growth.with_name("part_2.ipynb")
    second.write_text(course.growth.read_text().replace("growth", "other"))
    told = course.run("release", "50", "--lessons", str(course.mine)).err
    steps = [x for x in re.findall(r"`(.*?)`", told) if "nbgrader" in x]
    assert len(steps) == 2
    for number, step in enumerate(steps):
        *settings, _, command, lesson = step.split()
        if number == 1:
            for student, answer in (("ada", RIGHT_GROWTH), ("ben", WRONG_GROWTH)):
                place = course.folder / "submitted" / student / lesson
                place.mkdir(parents=True)
                for path, name in ((course.growth, "growth"), (second, "other")):
                    book = nbformat.read(course.folder / "release" / lesson / path.name, 4)
                    cell_of(book, name).source = answer.replace("growth", name)
                    nbformat.write(book, place / path.name)
        known = dict(x.split("=") for x in settings) | {"NNLIB_COURSE_DIR": str(course.folder)}
        done = subprocess.run(
            [sys.executable, "-m", "nbgrader", command, lesson],
            cwd=course.folder,
            env={**os.environ, **known, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    assert course.marks() == {"ada": "10", "ben": "6"}
