"""The students of a course, under the names and numbers that their LMS knows them by."""

import json

from autograder.course.people import Person, people


def kept(tmp_path, students):
    account = {"students": students, "work": {}}
    (tmp_path / "collected.json").write_text(json.dumps(account), encoding="utf-8")
    return people(tmp_path)


def test_a_student_of_canvas_has_one_number_in_every_lesson(tmp_path):
    entry = {"label": "lovelaceada", "system": "canvas", "numbers": {"canvas": "12345"}}
    ada = kept(tmp_path, {"lovelaceada": entry})["lovelaceada"]
    assert ada == Person("lovelaceada", "lovelaceada", "canvas", "12345")
    assert ada.number_in("02_perceptron") == "12345"


def test_a_student_of_moodle_has_another_number_in_every_lesson_and_none_that_lasts(tmp_path):
    numbers = {"moodle 02_perceptron": "11", "moodle 03_xor": "22"}
    entry = {"label": "李雷", "system": "moodle", "numbers": numbers, "email": "li@example.org"}
    lei = kept(tmp_path, {"student-1": entry})["student-1"]
    assert (lei.name, lei.number, lei.email) == ("李雷", "", "li@example.org")
    assert [lei.number_in(x) for x in ("02_perceptron", "03_xor", "08")] == ["11", "22", ""]


def test_an_account_of_before_tells_the_system_by_its_numbers(tmp_path):
    entry = {"label": "Ada Lovelace", "numbers": {"moodle 02_perceptron": "11"}}
    assert kept(tmp_path, {"Ada_Lovelace": entry})["Ada_Lovelace"].system == "moodle"
    assert kept(tmp_path, {"ada": {"label": "ada", "numbers": {}}})["ada"] == Person("ada", "ada")


def test_a_course_into_which_nothing_was_collected_has_nobody(tmp_path):
    assert people(tmp_path / "nowhere") == {}
    assert not (tmp_path / "nowhere").exists()
