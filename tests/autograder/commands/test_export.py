"""The table of marks: what the gradebook says, empty where we could not grade, no formulas."""

import argparse
import csv
import io

import nbformat
import pytest
from a_lesson import NAME, worked, written

from autograder.commands import export
from autograder.commands.export import Marks, read_marks, table
from autograder.commands.release import release
from autograder.environment import CommandFailed
from autograder.grading.gradebook import Ledger
from autograder.grading.verdicts import BY_HAND, NOT_GRADED, RIGHT, Question, Record, write_record
from autograder.lesson.reading import read_lesson

pytestmark = pytest.mark.filterwarnings("ignore")  # what nbgrader's libraries warn of

POINTS = {"check-step": 3.0, "check-margin": 2.0, "hidden-margin": 2.0}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Ada has 7 by checks and 1 by hand, Ben could not be graded, Cleo not in one question."""
    course = tmp_path_factory.mktemp("course")
    source = written(course / "notebooks")
    released = release(source, course)
    with Ledger(course, course / "notebooks") as ledger:
        ledger.must_know(NAME)
        for student in ("ada", "ben", "cleo"):
            folder = course / "submitted" / student / NAME
            folder.mkdir(parents=True)
            book = worked(read_lesson(released / source.name), read_lesson(source))
            nbformat.write(book, folder / source.name)
            record = Record(student, NAME, work="w", grader="g")
            record.problem = "This is not a notebook." if student == "ben" else ""
            kinds = dict.fromkeys(POINTS, RIGHT)
            if student == "cleo":
                kinds["check-step"] = NOT_GRADED
            for name, kind in kinds.items():
                score = POINTS[name] if kind == RIGHT else None
                record.questions.append(Question(name, POINTS[name], score, kind))
            record.questions.append(Question("reflect", 1.0, None, BY_HAND))
            ledger.write(record, None if student == "ben" else book)
            write_record(course, record)
        grade = ledger.book.find_grade("reflect", NAME, NAME, "ada")
        grade.manual_score, grade.needs_manual_grade = 1.0, False
        ledger.book.find_submission_notebook(NAME, NAME, "ada").late_submission_penalty = 0.5
        ledger.book.db.commit()
        ledger.book.update_or_create_student("dora")  # never handed anything in
    return course


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("whose", ["canvas", "moodle"])
def test_a_lesson_is_a_column_with_manual_grades_and_late_penalties(course, whose):
    marked = rows(table(read_marks(course), whose))
    found = {row.get("Username") or row.get("SIS Login ID"): row[NAME] for row in marked}
    found.pop("", None)  # Canvas's line with the most points
    assert found == {"ada": "7.5", "ben": "", "cleo": "", "dora": ""}


def test_canvas_is_told_the_most_points(course):
    first = rows(table(read_marks(course), "canvas"))[0]
    assert first["Student"].strip() == "Points Possible"
    assert first[NAME] == "8"


def test_nbgraders_table_has_its_columns_and_no_zero_for_who_was_not_graded(course):
    marked = {row["student_id"]: row for row in rows(table(read_marks(course), "nbgrader"))}
    assert marked["ada"]["raw_score"] == "8.0"
    assert marked["ada"]["late_submission_penalty"] == "0.5"
    assert marked["ben"]["score"] == marked["dora"]["score"] == ""
    assert marked["ben"]["max_score"] == "8.0"


def options(course, *words):
    parser = argparse.ArgumentParser()
    export.add_arguments(parser)
    return parser.parse_args(["--course", str(course), *words])


def test_the_command_lists_who_could_not_be_graded(course, capsys):
    assert export.run(options(course, "--format", "moodle")) == 1
    said = capsys.readouterr()
    assert "4 students, 1 lesson" in said.out
    assert f"ben, {NAME}: left empty. This is not a notebook." in said.err
    assert "cleo" in said.err
    assert "We could not grade check-step." in said.err
    assert (course / "grades.csv").read_bytes().startswith(b"\xef\xbb\xbfUsername,")


def test_marks_that_wait_for_a_person_are_not_given_as_final(course, capsys):
    export.run(options(course))
    said = capsys.readouterr().err
    assert "1 answer waits for a person in formgrader. Those without points count 0" in said


def test_a_folder_in_place_of_a_file_is_told(course, tmp_path):
    with pytest.raises(CommandFailed, match=r"is a folder\. Give the name of a file in it"):
        export.run(options(course, "--out", str(tmp_path)))
    assert not list(tmp_path.parent.glob(".half-*"))


@pytest.mark.parametrize("text", ["=1+2", "+cmd", "-2+3", "@SUM(A1)", " =1", "\t=1", "＝1"])
def test_a_text_that_a_spreadsheet_would_run_is_tamed(text):
    marks = Marks(lessons={NAME: 8.0})
    marks.people[text] = {"label": text, "email": text, "first_name": text, "last_name": text}
    marks.people[text] |= {"canvas": ""}
    for whose in export.FORMATS:
        for row in list(csv.reader(io.StringIO(table(marks, whose))))[1:]:
            assert not any(cell.strip().startswith(("=", "+", "-", "@", "＝")) for cell in row)


def test_a_course_without_a_gradebook_is_refused(tmp_path):
    (tmp_path / "release").mkdir()
    with pytest.raises(CommandFailed, match="no gradebook"):
        export.run(options(tmp_path))
