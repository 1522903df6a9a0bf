"""What an instructor sets for a class in its `nbgrader_config.py` holds for our commands too."""

from __future__ import annotations

import argparse
from datetime import datetime

import nbformat
import pytest
from grading.a_class import LESSON, NAME, copied, grading, handed_in, scores

from autograder.commands import doctor, export
from autograder.course.nbgrader_config import course_config
from autograder.environment import CommandFailed
from autograder.grading.gradebook import Ledger
from autograder.lesson.cells import role
from autograder.lesson.reading import NOTEBOOKS, read_lesson

pytestmark = pytest.mark.filterwarnings("ignore")

LATE = 'c = get_config()\nc.LateSubmissionPlugin.penalty_method = "zero"\n'
DUE = datetime(2026, 10, 25, 0, 30)


@pytest.fixture(scope="module")
def room(tmp_path_factory, first_released):
    """Two students; the folder's name has a blank and a letter beyond ASCII."""
    return handed_in(tmp_path_factory.mktemp("class") / "kurs größe", 2, first_released)


def row(course, student):
    return export.read_marks(course).rows[student, NAME]


def stamped(course, stamps):
    names = sorted(x.name for x in (course / "submitted").iterdir())
    for name, stamp in zip(names, stamps, strict=True):
        (course / "submitted" / name / NAME / "timestamp.txt").write_text(stamp)
    with Ledger(course, NOTEBOOKS) as ledger:
        ledger.book.find_assignment(NAME).duedate = DUE
        ledger.book.db.commit()
    return names


def test_being_late_costs_what_the_class_says_and_nothing_when_the_date_is_moved(room, tmp_path):
    course = copied(room, tmp_path / "kurs größe")
    (course / "nbgrader_config.py").write_text(LATE)
    # The night in which clocks go back: half past two comes twice in Berlin.
    names = stamped(course, ["2026-10-25 02:15:00 +0200", "2026-10-25 02:45:00.000000 CET"])
    assert grading(course).returncode == 0
    in_time, late = (row(course, name) for name in names)
    assert in_time["late_submission_penalty"] == 0
    assert in_time["score"] > 0
    assert late["late_submission_penalty"] == late["raw_score"] > 0
    assert late["score"] == 0

    with Ledger(course, NOTEBOOKS) as ledger:
        ledger.book.find_assignment(NAME).duedate = DUE.replace(year=2027)
        ledger.book.db.commit()
    assert grading(course, "--regrade", "--yes").returncode == 0
    assert row(course, names[1])["score"] == late["raw_score"]


def test_a_time_in_the_future_costs_no_more_than_being_late(room, tmp_path):
    course = copied(room, tmp_path / "course")
    stamped(course, ["2199-01-01 00:00:00 UTC", "1970-01-01 00:00:00 +1400"])
    done = grading(course)
    assert "Graded 2; 0 could not be graded." in done.stdout, done.stderr


def test_a_gradebook_elsewhere_is_used_by_every_command(tmp_path, capsys):
    course, elsewhere = tmp_path / "course", tmp_path / "other place.db"
    course.mkdir()
    url = f'get_config().CourseDirectory.db_url = "sqlite:///{elsewhere}"\n'
    (course / "nbgrader_config.py").write_text(url)
    handed_in(course, 1)
    assert "Graded 1;" in grading(course).stdout
    assert not (course / "gradebook.db").exists()
    assert elsewhere.exists()
    known = argparse.Namespace(
        course=str(course), format="moodle", out=None, lessons=[], section=None
    )
    assert export.run(known) == 0
    assert "1 student, 1 lesson" in capsys.readouterr().out
    assert doctor._gradebook(course) == (
        True, f"The gradebook knows 1 submissions. It is {elsewhere}."
    )  # fmt: skip


def test_settings_that_cannot_be_read_are_a_sentence(room, tmp_path):
    course = copied(room, tmp_path / "course")
    (course / "nbgrader_config.py").write_text("c = get_config(\n")
    with pytest.raises(CommandFailed, match=r"nbgrader_config\.py cannot be read \(SyntaxError"):
        course_config(course)
    done = grading(course)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert not doctor._gradebook(course)[0]
    assert all(auto is None for auto, *_ in scores(course).values())


def test_a_lesson_edited_since_its_release_is_not_graded_by_other_points(room, tmp_path):
    edited, told = read_lesson(LESSON), []
    first, second = [c.metadata.nbgrader for c in edited.cells if role(c) == "test"][:2]
    told += [f"{second['grade_id']}-2 is new", f"{second['grade_id']} is gone"]
    told += [f"{first['grade_id']} was worth {first['points']:g} and is worth 40"]
    first["points"], second["grade_id"] = 40, f"{second['grade_id']}-2"
    (tmp_path / NAME).mkdir()
    nbformat.write(edited, tmp_path / NAME / LESSON.name)
    with Ledger(room, NOTEBOOKS) as ledger:
        ledger.must_know(NAME)
    with Ledger(room, tmp_path) as ledger, pytest.raises(CommandFailed) as failed:
        ledger.must_know(NAME)
    assert f"{NAME} is not as it was released: {', '.join(told)}. Undo that" in str(failed.value)
