"""The table of marks: what the gradebook says, empty where we could not grade, no formulas."""

import argparse
import csv
import io
import json
import shutil

import nbformat
import pytest
from a_lesson import NAME, worked, written
from nbgrader.api import Gradebook

from autograder.commands import export
from autograder.commands.release import release
from autograder.environment import CommandFailed
from autograder.grading.gradebook import Ledger
from autograder.grading.verdicts import BY_HAND, NOT_GRADED, RIGHT, Question, Record, write_record
from autograder.lesson.reading import read_lesson
from autograder.reporting.marks import Marks, read_marks
from autograder.reporting.tables import FORMATS, canvas, moodle, nbgrader, worksheet
from autograder.reporting.whom import Account

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
            with ledger.together():
                ledger.write(record, None if student == "ben" else book)
            write_record(course, record)
        grade = ledger.book.find_grade("reflect", NAME, NAME, "ada")
        grade.manual_score, grade.needs_manual_grade = 1.0, False
        ledger.book.find_submission_notebook(NAME, NAME, "ada").late_submission_penalty = 0.5
        ledger.book.db.commit()
        ledger.book.update_or_create_student("dora")  # never handed anything in
    return course


def rows(table):
    return list(csv.DictReader(io.StringIO(table.text)))


@pytest.mark.parametrize("table", [canvas, moodle])
def test_a_lesson_is_a_column_with_manual_grades_and_late_penalties(course, table):
    marked = rows(table(read_marks(course)))
    found = {row.get("Username") or row.get("SIS Login ID"): row[NAME] for row in marked}
    found.pop("", None)  # Canvas's line with the most points
    assert found == {"ada": "7.5", "ben": "", "cleo": ""}


def test_canvas_is_told_the_most_points(course):
    first = rows(canvas(read_marks(course)))[0]
    assert first["Student"].strip() == "Points Possible"
    assert first[NAME] == "8"


def test_nbgraders_table_has_its_columns_and_no_zero_for_who_was_not_graded(course):
    marked = {row["student_id"]: row for row in rows(nbgrader(read_marks(course)))}
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
    assert "3 students, 1 lesson" in said.out
    assert "In Moodle, identify users by Username." in said.out
    assert f"ben, {NAME}: left empty. This is not a notebook." in said.err
    assert "cleo" in said.err
    assert "We could not grade check-step." in said.err
    assert (course / "grades.csv").read_bytes().startswith(b"\xef\xbb\xbfEmail address,")


def test_marks_that_wait_for_a_person_are_not_given_as_final(course, capsys):
    export.run(options(course))
    said = capsys.readouterr().err
    assert "1 answer waits for a person: `python3 -m autograder read`, or formgrader. Those" in said


def test_a_folder_in_place_of_a_file_is_told(course, tmp_path):
    with pytest.raises(CommandFailed, match=r"is a folder\. Give the name of a file in it"):
        export.run(options(course, "--out", str(tmp_path)))
    assert not list(tmp_path.parent.glob(".half-*"))


@pytest.mark.parametrize("text", ["=1+2", "+cmd", "-2+3", "@SUM(A1)", " =1", "\t=1", "＝1"])
def test_a_text_that_a_spreadsheet_would_run_is_tamed(text):
    who = Account(text, text, text, text, text, text, ids=(text,), in_lesson={NAME: text})
    marks = Marks(lessons={NAME: 8.0}, people=[who])
    marks.rows[text, NAME] = dict.fromkeys(("score", "raw_score"), 1.0)
    for table in (*FORMATS.values(), lambda marks: worksheet(marks, NAME)):
        read = list(csv.reader(io.StringIO(table(marks).text)))[1:]
        assert "1" in [cell.partition(".")[0] for cell in read[-1]]
        assert not any(cell.strip().startswith(tuple("=+@＝")) for row in read for cell in row)


def test_a_course_without_a_gradebook_is_refused_and_none_is_made(tmp_path):
    (tmp_path / "submitted").mkdir()
    with pytest.raises(CommandFailed, match="no gradebook"):
        export.run(options(tmp_path))
    assert [x.name for x in tmp_path.iterdir()] == ["submitted"]


def test_a_mistyped_folder_is_told_and_none_is_made(course):
    wrong = course.with_name("coarse0")
    with pytest.raises(CommandFailed, match="is not there"):
        export.run(options(wrong))
    assert not wrong.exists()


def test_a_broken_gradebook_is_told_in_a_sentence(course, tmp_path):
    copy = shutil.copytree(course, tmp_path / "class")
    (copy / "gradebook.db").write_bytes(b"no database" * 1000)
    with pytest.raises(CommandFailed, match="the gradebook, it could not be opened: file"):
        export.run(options(copy))


def test_a_lesson_can_be_asked_for_by_its_number(course):
    assert list(read_marks(course, ["02"]).lessons) == [NAME]
    with pytest.raises(CommandFailed, match=f"no lesson '07' in the gradebook. It has: {NAME}"):
        read_marks(course, ["07"])


# Whom Canvas and Moodle know


def collected(course, **students):
    """What `collect` has noted: id=(name, system, numbers)."""
    entries = {
        id: {"label": label, "system": system, "numbers": numbers, "email": ""}
        for id, (label, system, numbers) in students.items()
    }
    account = {"students": entries, "work": {}}
    (course / "collected.json").write_text(json.dumps(account), encoding="utf-8")


@pytest.fixture
def of_one(course, tmp_path):
    """A copy of the course, where collect made ada's id of a name; the roster as it is given."""

    def made(person, *roster):
        copy = shutil.copytree(course, tmp_path / "copy", dirs_exist_ok=True)
        collected(copy, ada=person)
        with Gradebook(f"sqlite:///{copy}/gradebook.db", "nnlib") as book:
            for entry in roster:
                book.add_student(entry.pop("id"), **entry)
        return copy

    return made


def line_of(table, score="7.5"):
    return next((row for row in rows(table) if row.get(NAME) == score), None)


IN_CANVAS = ("lovelaceada", "canvas", {"canvas": "4711"})
IN_MOODLE = ("Ada Lovelace", "moodle", {f"moodle {NAME}": "31", "moodle 07_loss": "77"})
ADA = {"id": "s1", "first_name": "Ada", "last_name": "Lovelace", "email": "ada@uni.example"}


def test_canvas_knows_who_came_from_canvas_by_the_number_and_by_no_id_of_ours(of_one):
    line = line_of(canvas(read_marks(of_one(IN_CANVAS))))
    assert line["ID"] == "4711"
    assert line["SIS Login ID"] == ""


def test_a_worksheet_has_moodles_participant_number_of_that_very_assignment(of_one):
    (line,) = rows(worksheet(read_marks(of_one(IN_MOODLE)), NAME))
    assert line["Identifier"] == "Participant 31"
    assert line["Full name"] == "Ada Lovelace"
    assert (line["Grade"], line["Maximum grade"]) == ("7.5", "8")
    assert "Last modified (grade)" in line


@pytest.mark.parametrize(
    ("person", "entry"),
    [
        (IN_MOODLE, ADA),
        (("Lovelace, Ada", "", {}), ADA),
        (("lovelace_ada", "", {}), ADA),
        (IN_CANVAS, ADA),
        (IN_CANVAS, {"id": "s1", "email": "ada@uni.example", "lms_user_id": "4711"}),
        (
            ("王 小明", "moodle", {}),
            {"id": "s1", "first_name": "小明", "last_name": "王", "email": "ada@uni.example"},
        ),
    ],
)
def test_the_mark_goes_to_the_one_of_the_roster_with_the_same_number_or_name(of_one, person, entry):
    marks = read_marks(of_one(person, dict(entry)))
    line = line_of(moodle(marks))
    assert line["Email address"] == "ada@uni.example"
    assert line["Username"] == "s1"
    assert line_of(canvas(marks))["SIS Login ID"] == "s1"
    assert "ada" not in [row["Username"] for row in rows(moodle(marks))]


@pytest.mark.parametrize(
    ("person", "roster"),
    [
        (("Ada Lovelace", "moodle", {}), [ADA, {**ADA, "id": "s2", "email": "other@uni.example"}]),
        (
            ("Ada Lovelace", "moodle", {}),
            [{"id": "s1", "first_name": "Adam", "last_name": "Lovelace"}],
        ),
        (("रीमा", "moodle", {}), [{"id": "s1", "first_name": "रामा"}]),
        (IN_CANVAS, [{**ADA, "lms_user_id": "9"}]),
    ],
    ids=["two of that name", "another name", "other vowels", "another number"],
)
def test_nobody_of_the_roster_gets_a_mark_by_a_guess(of_one, person, roster):
    course = of_one(person, *map(dict, roster))
    for table in (moodle, canvas):
        line = line_of(table(read_marks(course))) or {}
        told = {line.get("Username"), line.get("SIS Login ID"), line.get("Email address")}
        assert told <= {None, ""}


def test_a_mark_is_not_given_to_one_who_has_handed_in_the_same_lesson(of_one):
    person = ("Ben Byron", "moodle", {})
    course = of_one(person, {"id": "s1", "first_name": "Bea"})
    with Gradebook(f"sqlite:///{course}/gradebook.db", "nnlib") as book:
        book.update_or_create_student("cleo", first_name="Ben", last_name="Byron")
    marks = read_marks(course)
    assert marks.doubts == {"ada": "may be cleo of the roster"}
    assert line_of(moodle(marks)) is None


@pytest.mark.parametrize("whose", ["moodle", "canvas"])
def test_who_is_not_known_there_is_listed_and_left_out(of_one, whose, capsys):
    course = of_one(("Ada Lovelace", "moodle", {f"moodle {NAME}": "31"}))
    assert export.run(options(course, "--format", whose)) == 1
    said = capsys.readouterr().err
    assert f"ada has a mark and is left out: nothing here tells {whose.title()} who that is" in said
    assert "python3 -m autograder roster FILE" in said
    assert ("--format worksheet" in said) == (whose == "moodle")
    assert "7.5" not in (course / "grades.csv").read_text(encoding="utf-8-sig")


def test_two_with_one_address_are_nobody(of_one):
    twice = {**ADA, "id": "s2", "first_name": "Eve"}
    course = of_one(IN_MOODLE, dict(ADA), dict(twice))
    with Gradebook(f"sqlite:///{course}/gradebook.db", "nnlib") as book:
        book.update_or_create_student("cleo", email="ada@uni.example")
    made = moodle(read_marks(course))
    assert "Username" in made.advice


def test_each_lesson_has_a_worksheet_of_its_own(of_one, capsys):
    course = of_one(IN_MOODLE)
    assert export.run(options(course, "--format", "worksheet")) == 1  # ben and cleo have no mark
    assert f"grades_{NAME}.csv" in capsys.readouterr().out
    text = (course / f"grades_{NAME}.csv").read_text(encoding="utf-8-sig")
    assert text.splitlines()[1] == "Participant 31,Ada Lovelace,7.5,8,"


def test_names_in_any_script_are_in_every_table(of_one):
    person = ("محمد علی‌رضا", "moodle", {f"moodle {NAME}": "31"})
    marks = read_marks(of_one(person, {"id": "s1", "last_name": "محمد علی‌رضا"}))
    for table in (canvas(marks), moodle(marks), nbgrader(marks), worksheet(marks, NAME)):
        assert "محمد علی‌رضا" in table.text


def test_a_name_that_only_collect_knows_is_in_nbgraders_table_too(of_one):
    made = {row["student_id"]: row for row in rows(nbgrader(read_marks(of_one(IN_MOODLE))))}
    assert made["ada"]["last_name"] == "Ada Lovelace"
