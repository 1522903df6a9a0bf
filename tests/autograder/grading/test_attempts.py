"""Where a student's best attempt counts, a worse one that comes later takes nothing away."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta

import pytest
from a_lesson import NAME
from grading.a_course import DUE, LATE, WORDS, WRONG_MARGIN, WRONG_STEP

from autograder.commands import doctor
from autograder.course.filing import Files
from autograder.course.slip import Slip
from autograder.grading import work
from autograder.grading.verdicts import read_record

pytestmark = pytest.mark.filterwarnings("ignore")

ALL, HALF, NONE = {}, {"step": WRONG_STEP}, {"step": WRONG_STEP, "margin": WRONG_MARGIN}
IN_TIME = DUE - timedelta(days=2)
# what they earn
FULL, LESS = "7", "4"


@pytest.fixture
def course(released, tmp_path):
    made = released.copied(tmp_path)
    assert made.run("due", "--counts", "best").code == 0
    return made


def hands_in(course, student, when=IN_TIME, **kind):
    """As `collect` files it: what was there before moves aside."""
    made = course.hand_in("somebody", **kind)
    text = (made / course.lesson.name).read_bytes()
    for path in sorted(made.rglob("*")):
        path.unlink()
    made.rmdir()
    made.parent.rmdir()
    files = {course.lesson.name: text}
    return Files(course.folder).put(student, NAME, files, Slip(student), when)


def grades(course, *words):
    done = course.run("grade", "02", *words)
    assert done.code == 0, done.err + done.out
    return done


def attempts(course, student="ada"):
    record = read_record(course.folder, student, NAME)
    return [(x.points, x.late, x.counts) for x in record.attempts]


def test_a_later_attempt_with_fewer_points_does_not_replace_the_earlier_one(course):
    hands_in(course, "ada", **ALL)
    grades(course)
    assert course.marks() == {"ada": FULL}
    before = course.rows("ada")
    hands_in(course, "ada", IN_TIME + timedelta(days=1), **HALF)
    grades(course)
    assert course.marks() == {"ada": FULL}
    assert course.rows("ada") == before
    assert attempts(course) == [(7.0, 0.0, True), (4.0, 0.0, False)]
    assert grades(course).out.startswith("Graded 0")


def test_a_better_one_does_and_of_equal_ones_the_later_counts(course):
    hands_in(course, "ada", **HALF)
    grades(course)
    hands_in(course, "ada", IN_TIME + timedelta(hours=1), **ALL)
    grades(course)
    assert course.marks() == {"ada": FULL}
    hands_in(course, "ada", IN_TIME + timedelta(hours=2), **ALL, words="The bound does.")
    grades(course)
    assert [counts for *_, counts in attempts(course)] == [False, False, True]


def test_each_attempt_is_as_late_as_it_is_itself(course):
    hands_in(course, "ada", **HALF)
    hands_in(course, "ada", LATE, **ALL)  # 7 - 2 are more than 4
    hands_in(course, "ben", **ALL)
    hands_in(course, "ben", LATE, **ALL, words=WORDS)  # 7 - 2 are less than 7
    grades(course)
    assert course.marks() == {"ada": "5", "ben": FULL}
    assert attempts(course, "ada") == [(4.0, 0.0, False), (7.0, 2.0, True)]
    assert attempts(course, "ben") == [(7.0, 0.0, True), (7.0, 2.0, False)]
    assert "would" not in course.run("due").err


def test_what_was_marked_late_without_a_time_is_late_by_its_own_mark(course):
    hands_in(course, "ada", **ALL)
    made = course.folder / "submitted" / "ada" / NAME
    hands_in(course, "ada", None, **HALF)
    (made / "late.txt").write_text("late")
    said = grades(course)
    assert course.marks() == {"ada": FULL}
    assert "other marks follow" not in said.err


def test_marks_by_hand_stay_and_need_not_be_given_again(course):
    hands_in(course, "ada", **ALL, words=WORDS)
    grades(course)
    course.by_hand("ada", 2)
    hands_in(course, "ada", IN_TIME + timedelta(hours=1), **HALF, words="I do not know.")
    said = grades(course)
    assert course.marks() == {"ada": "9"}
    assert [row[3] for row in course.rows("ada") if row[0] == "reflect"] == [False]
    assert "waits" not in said.out
    hands_in(course, "ada", IN_TIME + timedelta(hours=2), **ALL, words="Both do.")
    grades(course)
    assert course.marks() == {"ada": "9"}
    assert [row[2:4] for row in course.rows("ada") if row[0] == "reflect"] == [(2, True)]


def test_a_later_one_that_cannot_be_read_costs_nothing(course):
    hands_in(course, "ada", **HALF)
    Files(course.folder).put(
        "ada", NAME, {course.lesson.name: b"sorry"}, Slip("ada"), IN_TIME + timedelta(1)
    )
    grades(course)
    assert course.marks() == {"ada": LESS}
    course.run("feedback", "02")
    assert "could not be graded" in page(course)


def test_one_that_fails_on_our_side_leaves_the_mark_and_is_tried_again(course, monkeypatch):
    hands_in(course, "ada", **HALF)
    grades(course)
    hands_in(course, "ada", IN_TIME + timedelta(1), **ALL)
    real = work.restore
    monkeypatch.setattr(work, "restore", lambda *_: 1 / 0)
    assert course.run("grade", "02").code == 1
    assert course.marks() == {"ada": LESS}
    monkeypatch.setattr(work, "restore", real)
    grades(course)
    assert course.marks() == {"ada": FULL}


def page(course, student="ada"):
    return (course.folder / "feedback" / student / NAME / f"{NAME}.html").read_text()


def test_the_page_says_which_counts_and_shows_both(course):
    hands_in(course, "ada", **ALL)
    hands_in(course, "ada", LATE, **HALF)
    grades(course)
    assert course.run("feedback", "02").code == 0
    told = page(course)
    assert "(Score: 7.0 / " in told
    assert "Of your 2 attempts the best one counts." in told
    assert told.index("counts</td>") < told.index("4, less 2 for being late")


def test_report_and_export_agree_and_have_nothing_to_say(course):
    hands_in(course, "ada", **ALL)
    hands_in(course, "ada", LATE, **HALF)
    grades(course)
    done = course.run("export")
    assert done.code == 0
    assert course.marks() == {"ada": FULL}
    assert done.err == ""
    assert course.run("report").err == ""


def test_a_regrade_keeps_the_choice_and_another_rule_makes_another(course):
    hands_in(course, "ada", **HALF)
    hands_in(course, "ada", LATE, **ALL)
    grades(course)
    assert course.marks() == {"ada": "5"}
    said = grades(course, "--regrade", "--yes")
    assert "0 of 1 would change." in said.out
    assert attempts(course) == [(4.0, 0.0, False), (7.0, 2.0, True)]
    course.rule(3)  # 7 - 6 are less than 4
    said = grades(course, "--regrade", "--yes")
    assert "ada, 02_perceptron: 5 → 4" in said.out
    assert course.marks() == {"ada": LESS}
    said = course.run("grade", "02")
    assert "1 graded before" in said.out
    assert said.err.count("\n") == 1  # of the level of isolation


def test_switched_on_or_off_the_next_run_follows(course):
    assert course.run("due", "--counts", "last").code == 0
    hands_in(course, "ada", **ALL)
    hands_in(course, "ada", IN_TIME + timedelta(1), **HALF)
    grades(course)
    assert course.marks() == {"ada": LESS}
    said = course.run("due", "--counts", "best")
    assert "Of several attempts the best one counts" in said.out
    assert "1 submission (ada) came in or changed" in said.err
    grades(course)
    assert course.marks() == {"ada": FULL}
    course.run("due", "--counts", "last")
    grades(course)
    assert course.marks() == {"ada": LESS}
    assert attempts(course) == []


def test_who_lost_before_is_not_graded_again(course, monkeypatch):
    seen = []
    real = work.restore
    monkeypatch.setattr(work, "restore", lambda *x: seen.append(x) or real(*x))
    for number, kind in enumerate([ALL, HALF, NONE, HALF]):
        hands_in(course, "ada", IN_TIME + timedelta(hours=number), **kind, words=str(number))
        grades(course)
    assert len(seen) == 1 + 2 + 2 + 2
    assert [counts for *_, counts in attempts(course)] == [True, False, False, False]
    assert course.marks() == {"ada": FULL}


def test_a_setting_that_cannot_be_read_is_a_sentence(course):
    (course.folder / "attempts.json").write_text(json.dumps({"counts": "most"}))
    hands_in(course, "ada", **ALL)
    done = course.run("grade", "02")
    assert done.code == 1
    assert "does not say which attempt counts" in done.err


def test_doctor_says_which_attempt_counts_and_whether_all_are_there(course):
    hands_in(course, "ada", **ALL)
    grades(course)
    said = "Of several attempts the best one counts."
    assert doctor._attempts(course.folder) == (True, f"{said} No submission has several.")
    hands_in(course, "ada", IN_TIME + timedelta(1), **HALF)
    grades(course)
    told = f"{said} 1 submission has several, and all are there."
    assert doctor._attempts(course.folder) == (True, told)
    course.run("due", "--counts", "last")
    told = "Of several attempts the last one counts."
    assert doctor._attempts(course.folder) == (True, told)
    (course.folder / "attempts.json").write_text("")
    good, said = doctor._attempts(course.folder)
    assert not good
    assert "does not say which attempt counts" in said


LOST = (
    "ada, 02_perceptron: the attempt of 2026-02-28 12:00 UTC with 7 points, the one that counts, "
    "is lost. Bring submitted_before back from a copy"
)


def test_a_kept_attempt_that_is_lost_is_told_and_counts_again_once_it_is_back(course, tmp_path):
    hands_in(course, "ada", **ALL)
    hands_in(course, "ada", IN_TIME + timedelta(1), **HALF)
    hands_in(course, "ada", IN_TIME + timedelta(2), **NONE)
    grades(course)
    kept = course.folder / "submitted_before" / "ada" / NAME
    shutil.move(kept / "1", tmp_path / "copy")
    assert doctor._attempts(course.folder) == (False, f"{LOST}.")
    said = grades(course)
    assert f"{LOST}. The others are graded without it" in said.err
    assert course.marks() == {"ada": LESS}
    shutil.move(tmp_path / "copy", kept / "1")
    assert LOST not in grades(course).err
    assert course.marks() == {"ada": FULL}


def test_several_that_are_lost_are_one_line(course):
    for who in ("ada", "ben"):
        hands_in(course, who, **HALF)
        hands_in(course, who, IN_TIME + timedelta(1), **ALL)
    grades(course)
    shutil.rmtree(course.folder / "submitted_before")
    good, said = doctor._attempts(course.folder)
    assert not good
    assert said.startswith("ada, 02_perceptron: the attempt of 2026-02-28 12:00 UTC with 4 points ")
    assert said.endswith(" from a copy. 1 more is lost.")


def test_of_the_last_one_nothing_is_lost_when_its_time_becomes_known(course):
    hands_in(course, "ada", **ALL)
    hands_in(course, "ada", None, **HALF)
    grades(course)
    (course.folder / "submitted" / "ada" / NAME / "timestamp.txt").write_text("2026-03-01 12:00")
    assert "lost" not in grades(course).err
    assert doctor._attempts(course.folder)[0]
    shutil.rmtree(course.folder / "submitted" / "ada")
    assert not doctor._attempts(course.folder)[0]
