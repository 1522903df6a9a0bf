"""A class of forty lives through a lesson, and every mark is what it should be, at every time.

What a mark should be is worked out by `a_mark`, by nothing of ours or nbgrader's.
"""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from a_lesson import NAME
from grading.a_course import (
    DUE,
    ENDLESS_STEP,
    RIGHT_MARGIN,
    RIGHT_STEP,
    WORDS,
    WRONG_MARGIN,
    WRONG_STEP,
    Course,
    these_lessons,
)
from grading.a_mark import BLANK, BROKEN, MARGINS, STEPS, Work

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]

STUDENTS = [f"s{number:02}" for number in range(40)]


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    made = Course(tmp_path_factory.mktemp("class"))
    with these_lessons(made.lesson.parents[1], workers=True):
        yield made


def handed_in(course: Course, student: str, work: Work) -> Work:
    if work.broken:
        course.hand_in_bytes(student, BROKEN, work.when)
    else:
        course.hand_in(student, work.step, work.margin, work.words, work.when)
    return work


def test_every_mark_is_what_it_should_be_from_release_to_export(course):
    chance = random.Random(13)

    def some_work(first_hour: int, last_hour: int) -> Work:
        hours = chance.randint(60 * first_hour, 60 * last_hour) / 60
        when = None if chance.random() < 0.1 else DUE + timedelta(hours=hours)
        step, margin = chance.choice(list(STEPS)[:3]), chance.choice(list(MARGINS))
        return Work(step, margin, chance.choice([None, WORDS]), when)

    def agree() -> None:
        assert course.marks() == {student: work.mark for student, work in known.items()}

    # Released, due, handed in: three of them are trouble, and one is late by a second.
    assert course.run("release", "02").code == 0
    course.rule(1)
    course.is_due(DUE)
    known = {student: some_work(-72, 100) for student in STUDENTS}
    known["s00"] = Work(RIGHT_STEP, RIGHT_MARGIN, WORDS, DUE)
    known["s01"] = Work(RIGHT_STEP, RIGHT_MARGIN, WORDS, DUE + timedelta(seconds=1))
    known["s02"] = Work(WRONG_STEP, BLANK, None, DUE + timedelta(days=3))
    known["s10"] = Work(BLANK, BLANK, None, DUE + timedelta(hours=50), broken=True)
    known["s20"] = Work(ENDLESS_STEP, RIGHT_MARGIN, None, DUE + timedelta(hours=30))
    known["s30"] = Work(BLANK, BLANK, None, DUE - timedelta(hours=50), broken=True)
    for student, work in known.items():
        handed_in(course, student, work)
    said = course.run("grade")
    assert said.code == 1
    assert "Graded 38; 2 could not be graded." in said.out
    assert f"  s10, s30, {NAME}: {NAME}.ipynb " in said.out
    known = {student: work.entered(DUE) for student, work in known.items()}
    assert sum(work.off > 0 for work in known.values()) > 8
    assert len({work.mark for work in known.values()}) > 6
    agree()

    # A person reads the answers in words, and gives three an extension.
    for student, work in known.items():
        if work.words and not work.broken:
            work.by_hand = chance.choice([0.0, 0.5, 1.0])
            course.by_hand(student, work.by_hand)
    late = [student for student, work in known.items() if work.off and not work.broken]
    with course.book() as book:
        for student in late[:3]:
            book.grant_extension(NAME, student, days=2)
            known[student].extra = 2
    agree()
    assert "other marks follow" in course.run("grade").err
    agree()
    assert course.run("grade", "--regrade").out.endswith("Nothing was changed.\n")
    agree()
    before = {student: work.mark for student, work in known.items()}
    known = {student: work.entered(DUE) for student, work in known.items()}
    shown = course.run("grade", "--regrade", "--yes").out
    for student, work in known.items():
        line = f"{student}, {NAME}: {before[student]} → {work.mark}\n"
        assert (line in shown) is (before[student] != work.mark)
    agree()
    assert "other marks follow" not in course.run("grade").err

    # Some hand in again: one mends what could not be read, one breaks what could.
    again = {student: some_work(0, 100) for student in chance.sample(STUDENTS[31:], 6)}
    again["s10"] = Work(RIGHT_STEP, WRONG_MARGIN, WORDS, DUE + timedelta(hours=80))
    again["s20"] = Work(RIGHT_STEP, RIGHT_MARGIN, None, DUE + timedelta(hours=26))
    again["s00"] = Work(BLANK, BLANK, None, DUE + timedelta(hours=3), broken=True)
    for student, work in again.items():
        work.extra, work.by_hand = known[student].extra, known[student].by_hand
        known[student] = handed_in(course, student, work).entered(DUE)
    said = course.run("grade")
    assert f"Graded {len(again) - 1}; 1 could not be graded." in said.out
    assert f"{40 - len(again)} graded before, and left as they are." in said.out
    agree()

    # The date is moved for everybody.
    moved = DUE + timedelta(days=1)
    course.is_due(moved)
    agree()
    assert "other marks follow" in course.run("grade").err
    assert course.run("grade", "--regrade", "--yes").code == 1  # two cannot be read, still
    known = {student: work.entered(moved) for student, work in known.items()}
    agree()
    assert course.run("grade").err.count("\n") <= 2

    # A report and pages change no mark.
    assert course.run("report").code == 0
    assert course.run("feedback", "--student", "s01", "--student", "s00").code == 0
    agree()
