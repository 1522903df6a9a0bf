"""A folder of the instructor's own: where its lessons and checks are found, and what is refused."""

from __future__ import annotations

import pytest
from lesson.own_folder import Own

from autograder.check import bank
from autograder.lesson.beside import beside_faults
from autograder.lesson.faults import lesson_faults
from autograder.lesson.reading import read_lesson

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture
def own(tmp_path):
    return Own(tmp_path)


def test_the_lessons_of_the_page_have_no_faults(own):
    for path in (own.growth, own.doubling):
        assert [*lesson_faults(read_lesson(path)), *beside_faults(path)] == []


def test_a_check_of_ones_own_that_has_the_name_of_ours_is_refused(tmp_path, monkeypatch):
    place = tmp_path / "exercises" / "lesson_51"
    place.mkdir(parents=True)
    (place / "margin.py").write_text("exercise = None\n")
    monkeypatch.setenv(bank.OWN, str(tmp_path / "exercises"))
    with pytest.raises(ValueError, match=r"there is a check\.margin already"):
        bank.names()


def test_in_the_folder_of_a_lesson_its_own_checks_are_found_without_a_word(own, monkeypatch):
    monkeypatch.setenv(bank.OWN, "")
    monkeypatch.chdir(own.doubling.parent)
    assert "doublings" in bank.names()
    monkeypatch.chdir(own.mine)
    assert "doublings" not in bank.names()


def test_a_folder_that_is_none_and_a_note_that_says_nothing_are_sentences(own, tmp_path):
    course = own
    told = course.run("release", "50", "--lessons", str(tmp_path / "nowhere"))
    assert told.err.endswith("is no folder. Give the one that holds NN_name/.\n")
    course.folder.mkdir()
    (course.folder / "lessons.json").write_text("{")
    assert "does not say where the lessons are" in course.run("release", "50").err


def test_two_notebooks_in_one_assignment_are_refused_with_what_helps(own, monkeypatch):
    monkeypatch.setenv(bank.OWN, "")
    course = own
    (course.growth.parent / "part_2.ipynb").write_bytes(course.growth.read_bytes())
    told = course.run("release", "50", "--lessons", str(course.mine))
    assert told.code == 1
    assert "part_2.ipynb lies beside it, and an assignment is one notebook here" in told.err
    assert "nbgrader generate_assignment 50_growth" in told.err
    assert not (course.folder / "release").exists()
