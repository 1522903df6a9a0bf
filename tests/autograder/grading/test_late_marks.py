"""A mark as late, as Canvas sets it, counts where it is all that is known of the time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from a_lesson import NAME
from grading.a_course import DUE, LATE

from autograder.course import slip
from autograder.grading.standing import standings

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture
def marked(released, tmp_path):
    """Four students with the same work; three of them are marked as late. No date is set."""
    course = released.copied(tmp_path)
    course.is_due(None)
    for student in ("in_time", "marked", "more_time", "known"):
        place = course.hand_in(student)
        if student != "in_time":
            (place / slip.LATE).write_text("It was marked as late.\n")
    return course


def test_a_mark_costs_what_the_least_lateness_costs_and_is_no_time(marked):
    marked.is_due(DUE)
    with marked.book() as book:
        book.update_or_create_student("more_time")
        book.update_or_create_submission(NAME, "more_time", extension=timedelta(days=1))
    assert marked.run("grade", "02").code == 0
    off = {x.student: (x.mark.late, x.timestamp) for x in standings(marked.folder)}
    assert off == {x: (0.0, None) for x in ("in_time", "more_time")} | {
        x: (1.0, None) for x in ("marked", "known")
    }

    marked.hand_in("known", when=LATE)  # as collect --handed-in leaves it: two days have begun
    (marked.folder / "submitted" / "known" / NAME / slip.LATE).unlink()
    assert marked.run("grade", "02").code == 0
    assert {x.student: x.mark.late for x in standings(marked.folder)}["known"] == 2.0


def test_a_mark_counts_from_when_a_date_is_set(marked):
    assert marked.run("grade", "02").code == 0
    assert {x.mark.late for x in standings(marked.folder)} == {0.0}
    marked.is_due(DUE)
    would = {x.student for x in standings(marked.folder) if x.by_rule.late}
    assert would == {"marked", "more_time", "known"}
