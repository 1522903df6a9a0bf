"""Inputs of their own for every student: another seed each, the same at every grading, kept."""

from __future__ import annotations

import json

import pytest
from a_lesson import NAME, markdown, notebook, written
from grading.a_course import WRONG_STEP, Course, these_lessons

from autograder.check.seeds import FIXED, STUDENT, VARIABLE, own_seed, seed_for
from autograder.grading import work
from autograder.grading.jobs import Job
from autograder.grading.verdicts import read_record
from autograder.sandbox.settings import Settings

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def released(tmp_path_factory, wheel_at_hand):
    """The small lesson, released with inputs of their own for every student."""
    made = Course(tmp_path_factory.mktemp("class"))
    with these_lessons(made.lesson.parents[1]):
        assert made.run("release", "02", "--own-inputs").code == 0
        yield made


@pytest.fixture
def course(released, tmp_path):
    course = released.copied(tmp_path)
    for student in ("ada", "ben"):
        course.hand_in(student, step=WRONG_STEP)
    return course


def record(course, student):
    return read_record(course.folder, student, NAME)


def lessons_seed(course):
    return json.loads((course.folder / "seeds.json").read_text())[NAME]


def test_two_students_have_other_inputs_and_each_the_same_again(monkeypatch, tmp_path):
    (tmp_path / "seeds.json").write_text('{"02": 7}')
    assert seed_for("02") == FIXED
    monkeypatch.setenv(VARIABLE, str(tmp_path / "seeds.json"))
    assert seed_for("02") == 7
    seeds = set()
    for student in ("ada", "ben", "李雷", "ada"):
        monkeypatch.setenv(STUDENT, student)
        seeds.add(seed_for("02"))
    assert len(seeds) == 3
    assert own_seed(7, "ada") != own_seed(8, "ada")


def test_each_record_keeps_its_seed_and_grading_anew_changes_nothing(course):
    assert course.run("grade", "02").code == 0
    seeds = {x: record(course, x).seed for x in ("ada", "ben")}
    assert seeds == {x: own_seed(lessons_seed(course), x) for x in ("ada", "ben")}
    before = record(course, "ada").questions
    course.run("grade", "02", "--regrade", "--yes")
    assert record(course, "ada").seed == seeds["ada"]
    told = [(q.score, q.message) for q in record(course, "ada").questions]
    assert told == [(q.score, q.message) for q in before]


def test_who_is_told_of_inputs_is_told_of_their_own(course):
    course.run("grade", "02")
    told = [record(course, x).questions[0].message for x in ("ada", "ben")]
    assert all("Where:" in message for message in told)
    assert told[0] != told[1]


def test_the_seed_of_a_record_replays_it(course, monkeypatch):
    course.run("grade", "02")
    seed = record(course, "ben").seed
    said = course.run("grade", "02", "--student", "ben", "--seed", str(seed))
    assert said.out.endswith("Nothing was changed.\n")
    assert seed_drawn(course, monkeypatch, "--student", "ben", "--seed", str(seed)) == {seed}


def seed_drawn(course, monkeypatch, *words):
    """The seeds that a grading draws inputs from."""
    from autograder import check

    seen = set()

    def listening(lesson):
        seen.add(seed_for(lesson))
        return seed_for(lesson)

    monkeypatch.setattr(check, "seed_for", listening)
    course.run("grade", "02", *words)
    return seen


def test_a_release_without_a_word_leaves_it_and_another_word_ends_it(course, monkeypatch):
    course.run("grade", "02")
    assert course.run("release", "02").code == 0
    assert "left as they are; --regrade" not in course.run("grade", "02").err
    course.run("release", "02", "--no-own-inputs")
    assert "2 graded before something of ours changed" in course.run("grade", "02").err
    course.run("grade", "02", "--regrade", "--yes")
    assert {record(course, x).seed for x in ("ada", "ben")} == {lessons_seed(course)}


def test_nbgraders_own_autograde_draws_the_same(course, monkeypatch):
    from nbgrader.converters import Autograde
    from nbgrader.coursedir import CourseDirectory

    from autograder.course.nbgrader_config import course_config

    monkeypatch.setenv("NNLIB_COURSE_DIR", str(course.folder))
    monkeypatch.setenv(STUDENT, "")
    config = course_config(course.folder, course.lesson.parents[1])
    Autograde(coursedir=CourseDirectory(config=config, assignment_id=NAME), config=config).start()
    by_nbgrader = {x: record(course, x) for x in ("ada", "ben")}
    course.run("grade", "02", "--regrade", "--yes")
    for student, before in by_nbgrader.items():
        now = record(course, student)
        assert (now.seed, now.grader) == (before.seed, before.grader)
        assert [q.message for q in now.questions] == [q.message for q in before.questions]


def test_a_lesson_that_asks_no_checks_needs_no_seed(course):
    record, _ = work.do(job_without_seeds(course))
    assert (record.problem, record.seed) == ("", 0)


def job_without_seeds(course):
    seeds = course.folder.parent / "none.json"
    seeds.write_text("{}")
    source = written(course.folder.parent / "plain", notebook(markdown("# Nothing is asked")))
    handed_in = course.folder / "submitted" / "ada" / NAME
    return Job("ada", NAME, source, handed_in, seeds, Settings(), ("limits",), "g")


def test_a_list_that_is_none_is_a_sentence(course):
    (course.folder / "own_inputs.json").write_text("7")
    assert "does not hold a list of lessons" in course.run("grade", "02").err
