"""A course meets each lesson after what it needs, and its minutes are those of the pages."""

import re
from types import SimpleNamespace

import pytest

from autograder.learner.road import road
from autograder.lecture.syllabus import faults, plan, the_syllabus

NEEDS = {stop.number: stop.needs for stop in road().values()}


def book(minutes: int) -> SimpleNamespace:
    return SimpleNamespace(cells=[SimpleNamespace(source=f"# A\n\nAbout {minutes} minutes.")])


@pytest.mark.parametrize("course", plan()["courses"], ids=lambda course: course["title"][:14])
def test_a_course_meets_every_lesson_after_what_it_needs(course: dict) -> None:
    assert faults(course["weeks"], NEEDS) == []
    count = {"Four": 4, "Eight": 8, "Fourteen": 14}[course["title"].split()[0]]
    assert len(course["weeks"]) == count


def test_every_lesson_of_the_road_says_what_one_can_do_after_it() -> None:
    assert list(plan()["after"]) == list(NEEDS)


@pytest.mark.parametrize(
    ("weeks", "said"),
    [
        ([["02"], ["00"]], ["02 comes before 00"]),
        ([["00"], ["00"]], ["00 comes twice"]),
        ([["00", "99"]], ["there is no lesson 99"]),
        ([["00"], ["02", "03"]], []),
    ],
)
def test_a_wrong_order_is_named(weeks: list, said: list) -> None:
    assert faults(weeks, NEEDS) == said


def test_the_minutes_of_a_week_are_the_sum_of_its_lessons_or_to_come() -> None:
    books = {"00_a": book(60), "02_b": book(105), "03_c": book(90)}
    rows = re.findall(r"\| minutes \| (.*) \|", the_syllabus(books, NEEDS))
    assert rows[0] == "165 | to come | to come | to come"
    assert len(rows) == 3


def test_a_lesson_without_a_time_is_refused() -> None:
    with pytest.raises(ValueError, match="no time"):
        the_syllabus({"00_a": SimpleNamespace(cells=[SimpleNamespace(source="# A")])}, NEEDS)
