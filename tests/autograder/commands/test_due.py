"""Dates, extensions and what being late costs: by a command, before or after somebody handed in."""

from __future__ import annotations

import json
import re
import shlex
import stat
from datetime import UTC, datetime, timedelta

import pytest
from a_lesson import NAME
from grading.a_course import DUE, LATE, RULE, Course, these_lessons

from autograder.course.account import keep_account, new_entry
from autograder.environment import ROOT
from autograder.grading.standing import standings

pytestmark = pytest.mark.filterwarnings("ignore")

UNTIL = DUE + timedelta(days=3)


@pytest.fixture(scope="module")
def released(tmp_path_factory, wheel_at_hand):
    """The small lesson, released; nobody has said when it is due."""
    made = Course(tmp_path_factory.mktemp("class"))
    with these_lessons(made.lesson.parents[1]):
        assert made.run("release", "02").code == 0
        yield made


@pytest.fixture
def course(released, tmp_path):
    return released.copied(tmp_path)


def off(course):
    return {x.student: x.mark.late for x in standings(course.folder)}


def said(when: datetime) -> str:
    return f"{when:%Y-%m-%dT%H:%M%z}"


def graded(course, *students: str) -> None:
    for student in students:
        course.hand_in(student, when=LATE)
    assert course.run("grade", "02").code == 0


def test_a_date_and_a_rule_cost_who_is_late_and_an_extension_saves_who_has_one(course):
    assert course.run("due", "02", said(DUE), "--penalty", "1").code == 0
    course.hand_in("ben", when=DUE)
    course.hand_in("eve", when=LATE)  # known by her work alone, before anything is graded
    assert course.run("due", "02", said(UNTIL), "--student", "eve").code == 0
    graded(course, "ada")
    assert off(course) == {"ada": 2.0, "ben": 0.0, "eve": 0.0}


@pytest.mark.parametrize(("rule", "lost"), [("none", 0), ("zero", 7), ("10%", 1.4), ("2.5", 5)])
def test_a_rule_takes_off_what_it_says_for_two_days_that_have_begun(course, rule, lost):
    course.run("due", "02", said(DUE), "--penalty", rule)
    graded(course, "ada")
    assert off(course) == {"ada": pytest.approx(lost)}


def test_marks_that_would_be_others_are_told_and_stay_until_a_regrade(course):
    graded(course, "ada", "ben")
    told = course.run("due", "02", said(DUE), "--penalty", "zero")
    assert "other marks follow: 2 marks (ada, ben)" in told.err
    assert set(course.marks().values()) == {"7"}
    assert course.run("grade", "02", "--regrade", "--yes").code == 0
    assert set(course.marks().values()) == {"0"}

    told = course.run("due", "02", said(UNTIL), "--student", "ben")
    assert "other marks follow: 1 mark (ben)" in told.err
    course.run("grade", "02", "--regrade", "--yes")
    assert course.marks() == {"ada": "0", "ben": "7"}
    course.run("due", "02", "none", "--student", "ben")
    course.run("grade", "02", "--regrade", "--yes")
    assert course.marks() == {"ada": "0", "ben": "0"}


def test_an_extension_is_a_time_and_stays_where_it_is_when_the_date_moves(course):
    course.run("due", "02", said(DUE), "--penalty", "1")
    graded(course, "ada")
    course.run("due", "02", said(UNTIL), "--student", "ada")
    for days, left in ((1, 2), (-4, 7), (9, 0)):
        course.run("due", "02", said(DUE + timedelta(days=days)))
        course.run("grade", "02", "--regrade", "--yes")
        assert off(course) == {"ada": 0.0}
        with course.book() as book:
            longer = book.find_submission(NAME, "ada").extension
            assert (longer or timedelta()) == timedelta(days=left)


def test_the_gradebook_that_nbgrader_reads_has_date_and_extension(course):
    graded(course, "ada")
    course.run("due", "02", said(DUE))
    course.run("due", "02", said(UNTIL), "--student", "ada")
    with course.book() as book:
        submission = book.find_submission(NAME, "ada")
        assert submission.duedate == UNTIL.replace(tzinfo=None)
        assert submission.total_seconds_late == 0
    assert course.run("release", "02").code == 0
    with course.book() as book:
        assert book.find_assignment(NAME).duedate == DUE.replace(tzinfo=None)


@pytest.mark.parametrize("road", ["ours", "plain"])
def test_nbgraders_own_autograde_takes_off_the_same(course, road, monkeypatch):
    from nbgrader.converters import Autograde
    from nbgrader.coursedir import CourseDirectory

    from autograder.course.nbgrader_config import course_config

    course.run("due", "02", said(DUE), "--penalty", "1")
    for student in ("ada", "eve"):
        course.hand_in(student, when=LATE)
    course.run("due", "02", said(UNTIL), "--student", "eve")
    monkeypatch.setenv("NNLIB_COURSE_DIR", str(course.folder))
    if road == "plain":
        monkeypatch.setenv("NNLIB_EXECUTION", "plain")
    config = course_config(course.folder, course.lesson.parents[1])
    where = CourseDirectory(config=config, assignment_id=NAME)
    Autograde(coursedir=where, config=config).start()
    assert off(course) == {"ada": 2.0, "eve": 0.0}


def test_more_time_reaches_every_id_of_a_student(course):
    course.hand_in("Ada_Lovelace", when=LATE)
    entry = {**new_entry("Ada Lovelace"), "email": "ada@uni.example"}
    keep_account(course.folder, {"students": {"Ada_Lovelace": entry}, "work": {}})
    with course.book() as book:
        book.update_or_create_student("al1", first_name="Ada", last_name="Lovelace")
    course.run("due", "02", said(DUE), "--penalty", "zero")
    assert course.run("due", "02", said(UNTIL), "--student", "al1").code == 0
    assert course.run("grade", "02").code == 0
    assert off(course) == {"Ada_Lovelace": 0.0}


def test_what_holds_is_shown_with_the_weekday_and_names(course, monkeypatch):
    monkeypatch.setenv("TZ", "UTC")
    last = "Of several attempts the last one counts.\n"
    assert course.run("due").out == f"{NAME}: no due date\nLate work loses nothing.\n{last}"
    graded(course, "ada")
    course.run("due", "02", "2026-03-02", "12:00", "--penalty", "10%")
    told = course.run("due", "02", "2026-03-05 12:00", "--student", "ada")
    assert told.out == (
        f"{NAME}: due Monday, 2 March 2026, 12:00 UTC\n"
        "  ada: until Thursday, 5 March 2026, 12:00 UTC\n"
        f"Late work loses 10% of its points for each day that has begun.\n{last}"
    )
    assert course.run("due").out == told.out
    assert "no due date" in course.run("due", "02", "none").out


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["02", "tomorrow"], '"tomorrow" is no time. Write it as 2026-12-01T23:59, or as none'),
        (["02", "2026-12-01"], '"2026-12-01" is no time.'),
        (["02", "2026-02-30T23:59"], '"2026-02-30T23:59" is no time.'),
        (["02", "9999-12-31T23:59-12:00"], '"9999-12-31T23:59-12:00" is no time.'),
        (["07", said(DUE)], f"there is no lesson '07' in the gradebook. It has: {NAME}."),
        (["02", "--student", "ada"], "--student ada needs a lesson and a date."),
        (["02", said(UNTIL), "--student", "ada"], f"{NAME} has no due date that could be extended"),
        (["--penalty", "a lot"], '--penalty is "a lot", and can be none, zero, points'),
        (["--penalty", "200%"], '--penalty is "200%"'),
        (["--penalty", "-1"], '--penalty is "-1"'),
        (["--penalty", "0"], '--penalty is "0"'),
    ],
)
def test_a_slip_is_a_sentence_and_changes_nothing(course, words, why):
    course.hand_in("ada")
    before = course.files()
    words = [f"--penalty={words[1]}"] if words[0] == "--penalty" else words
    told = course.run("due", *words)
    assert told.code == 1
    assert told.err.startswith(f"due: {why}")
    assert set(course.files()) - set(before) <= {".due.lock"}


def test_who_is_not_in_the_class_gets_no_extension_and_the_nearest_is_told(course):
    course.hand_in("adele")
    course.run("due", "02", said(DUE))
    told = course.run("due", "02", said(UNTIL), "--student", "adelle")
    assert told.err == "due: there is no student adelle in this class. Did you mean adele?\n"
    with course.book() as book:
        book.update_or_create_student("s1", first_name="Ada", email="ada@uni.example")
    told = course.run("due", "02", said(UNTIL), "--student", "Ada@uni.example")
    assert told.err.endswith("Did you mean s1?\n")
    assert not (course.folder / "extensions.json").exists()


def test_more_time_that_ends_before_the_date_is_none(course):
    course.hand_in("ada")
    course.run("due", "02", said(UNTIL))
    told = course.run("due", "02", said(DUE), "--student", "ada")
    assert "is no extension: 02_perceptron is due" in told.err


def test_a_rule_in_the_classs_own_file_is_the_last_word_and_that_is_said(course):
    path = course.folder / "nbgrader_config.py"
    path.write_text(RULE.format(points=3))
    told = course.run("due", "--penalty", "zero")
    assert told.code == 1
    assert "has a rule for late work of its own" in told.err
    assert not (course.folder / "late.json").exists()
    assert "says OnePointADay in nbgrader_config.py.\n" in course.run("due").out
    path.write_text('get_config().CourseDirectory.course_id = "nnlib"\n')
    assert "Late work counts 0.\n" in course.run("due", "--penalty", "zero").out


def test_a_damaged_file_is_a_sentence_and_costs_nobody_points(course):
    graded(course, "ada")
    (course.folder / "extensions.json").write_text('{"02_perceptron": {"ada": "soon"}}')
    assert "does not hold a time for each extension" in course.run("grade", "02").err
    (course.folder / "extensions.json").unlink()
    (course.folder / "late.json").write_text("{}")
    assert "holds no rule for late work. Set it anew" in course.run("grade", "02").err
    assert course.run("due", "--penalty", "none").code == 0
    assert course.run("grade", "02").code == 0


def test_extensions_are_for_their_owners_eyes(course):
    course.hand_in("ada")
    course.run("due", "02", said(DUE))
    course.run("due", "02", said(UNTIL), "--student", "ada")
    path = course.folder / "extensions.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    kept = json.loads(path.read_text())[NAME]["ada"]
    assert datetime.fromisoformat(kept) == UNTIL.astimezone(UTC)


def test_the_commands_of_the_readme_do_what_it_says(course):
    text = (ROOT / "autograder" / "README.md").read_text(encoding="utf-8")
    section = text[text.index("## Due dates") :].split("```")[1]
    steps = [shlex.split(x)[3:] for x in section.strip().splitlines()]
    assert len(steps) == 6
    for student in ("ada", "ben"):
        course.hand_in(student)
    for step in steps:
        assert course.run(*step).code == 0, step
    out = course.run("due").out
    assert "the best one counts" in out
    assert re.search(r"\bada: until .* December 2026, 23:59", out)
