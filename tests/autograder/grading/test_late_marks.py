"""Canvas's mark for late work counts where it is all that is known of the time."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from grading.a_class import NAME, grading, handed_in

from autograder.commands import export
from autograder.course.slip import LATE, STAMP
from autograder.grading.gradebook import Ledger
from autograder.lesson.reading import NOTEBOOKS

pytestmark = pytest.mark.filterwarnings("ignore")

ZERO = 'c = get_config()\nc.LateSubmissionPlugin.penalty_method = "zero"\n'
DUE = datetime(2026, 11, 2, 12, 0)


def test_a_mark_as_late_costs_what_being_late_costs_and_nothing_where_more_time_was_given(tmp_path):
    course = handed_in(tmp_path / "course", 4)
    (course / "nbgrader_config.py").write_text(ZERO)
    in_time, marked, given, then_known = names = sorted(
        x.name for x in (course / "submitted").iterdir()
    )
    for name in (marked, given, then_known):
        (course / "submitted" / name / NAME / LATE).write_text("It was marked as late.\n")
    with Ledger(course, NOTEBOOKS) as ledger:
        ledger.book.find_assignment(NAME).duedate = DUE
        ledger.book.update_or_create_student(given)
        ledger.book.update_or_create_submission(NAME, given, extension=timedelta(days=1))
        ledger.book.db.commit()
    assert grading(course).returncode == 0
    rows = {x: export.read_marks(course).rows[x, NAME] for x in names}
    late = {x for x in names if rows[x]["late_submission_penalty"]}
    assert late == {marked, then_known}
    assert rows[marked]["score"] == 0 < rows[marked]["raw_score"]
    assert rows[marked]["timestamp"] == DUE + timedelta(seconds=1)
    assert not rows[in_time]["timestamp"]

    place = course / "submitted" / then_known / NAME  # as collect --handed-in leaves it
    (place / LATE).unlink()
    (place / STAMP).write_text("2026-11-02 11:00:00 UTC\n")
    assert grading(course).returncode == 0
    row = export.read_marks(course).rows[then_known, NAME]
    assert (row["late_submission_penalty"], row["score"]) == (0, row["raw_score"])


def test_work_whose_time_is_not_known_any_more_has_none_in_the_gradebook(tmp_path):
    course = handed_in(tmp_path / "course", 1)
    (name,) = [x.name for x in (course / "submitted").iterdir()]
    place = course / "submitted" / name / NAME
    (place / STAMP).write_text("2026-11-09 12:00:00 UTC\n")
    assert grading(course).returncode == 0
    assert export.read_marks(course).rows[name, NAME]["timestamp"]
    (place / STAMP).unlink()
    assert grading(course).returncode == 0
    assert not export.read_marks(course).rows[name, NAME]["timestamp"]
