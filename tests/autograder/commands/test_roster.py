"""A list of the class, read: who is who from then on, in collecting, in tables and on pages."""

from __future__ import annotations

import csv
import io
import json
import shlex
from datetime import timedelta

import pytest
from a_lesson import NAME
from grading.a_course import DUE, LATE, WRONG_MARGIN, WRONG_STEP, Course, these_lessons

from autograder.course.people import people
from autograder.course.roster_file import read_roster
from autograder.course.slip import Slip, about
from autograder.environment import ROOT, CommandFailed
from autograder.grading.standing import standings

pytestmark = pytest.mark.filterwarnings("ignore")

MOODLE = """\
"First name","Last name","ID number","Email address",Groups,"Last access"
Ada,Lovelace,1815,ada@uni.example,Monday,now
Ben,"Byron, Lord",1788,ben@uni.example,Tuesday,never
"""
CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,02 Perceptron (99)
"    Points Possible",,,,,8.0
"Lovelace, Ada",4711,u1,al1,Monday,
"Byron, Ben",4712,u2,bb1,Tuesday,
"Student, Test",4799,,f00,Monday,
"""
PLAIN = f"""\
id;Name;E-Mail;Section;Extension 02
al1;Ada Lovelace;ada@uni.example;Monday;{DUE + timedelta(days=3):%Y-%m-%d %H:%M%z}
bb1;Ben Byron;ben@uni.example;Tuesday;
"""
NAMES = {"al1": ("Ada", "Lovelace"), "bb1": ("Ben", "Byron")}


@pytest.fixture(scope="module")
def released(tmp_path_factory, wheel_at_hand):
    """The small lesson, released; a point is off for each day, and nobody is known yet."""
    made = Course(tmp_path_factory.mktemp("class"))
    with these_lessons(made.lesson.parents[1]):
        assert made.run("release", "02").code == 0
        made.run("due", "02", f"{DUE:%Y-%m-%dT%H:%M%z}", "--penalty", "1")
        yield made


@pytest.fixture
def course(released, tmp_path):
    return released.copied(tmp_path)


def listed(course, text: str, encoding: str = "utf-8") -> str:
    path = course.folder.parent / "list.csv"
    path.write_bytes(text.encode(encoding))
    return str(path)


def collected(course, student: str, name: str) -> None:
    """Hand in as `collect` files it: with the name that the LMS wrote."""
    place = course.hand_in(student)
    for file, content in about(Slip(name, "moodle", f"moodle {NAME}", "31"), None).items():
        (place / file).write_bytes(content)


def table(course, *words: str) -> list[dict[str, str]]:
    course.run("export", *words)
    text = (course.folder / "grades.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_moodles_list_has_names_numbers_and_sections(course):
    told = course.run("roster", listed(course, MOODLE))
    assert told.code == 0
    assert told.out == (
        "2 students read, 2 of them new.\n"
        "Sections: Monday (1), Tuesday (1).\n"
        "Not read: Last access.\n"
    )
    ben = people(course.folder)["ben@uni.example"]
    assert (ben.name, ben.section, ben.email) == ("Ben Byron, Lord", "Tuesday", "ben@uni.example")
    with course.book() as book:
        row = book.find_student("ben@uni.example")
        assert (row.first_name, row.last_name, row.lms_user_id) == ("Ben", "Byron, Lord", "1788")


def test_canvass_own_table_has_its_numbers_and_neither_points_nor_the_test_student(course):
    told = course.run("roster", listed(course, CANVAS))
    assert told.out.startswith("2 students read, 2 of them new.")
    known = people(course.folder)
    assert {x: (who.number, who.login, who.section) for x, who in known.items()} == {
        "al1": ("4711", "al1", "Monday"),
        "bb1": ("4712", "bb1", "Tuesday"),
    }
    with course.book() as book:
        found = {x.id: (x.first_name, x.last_name) for x in book.students}
    assert found == NAMES


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_spreadsheets_letters_and_marks_are_read(course, encoding, mark):
    text = f"Name{mark}Username{mark}Group\r\nZoë Brontë{mark}zb1{mark}Übung 1\r\n"
    (who,) = read_roster(listed_path(course, text, encoding)).people
    assert (who.full_name, who.login, who.section) == ("Zoë Brontë", "zb1", "Übung 1")


def listed_path(course, text, encoding="utf-8"):
    listed(course, text, encoding)
    return course.folder.parent / "list.csv"


def test_the_same_list_twice_changes_nothing_and_who_is_gone_from_it_stays(course):
    path = listed(course, PLAIN)
    course.run("roster", path)
    before = (course.folder / "collected.json").read_bytes()
    assert course.run("roster", path).out.startswith("2 students read, 0 of them new.")
    assert (course.folder / "collected.json").read_bytes() == before
    fewer = "\n".join(PLAIN.splitlines()[:2])
    told = course.run("roster", listed(course, fewer))
    assert told.err == "In the class, and not in this list: bb1. They stay.\n"
    assert set(people(course.folder)) == {"al1", "bb1"}


@pytest.mark.parametrize("name", ["Ada Lovelace_31_assignsubmission_file/x.ipynb", "al1.ipynb"])
def test_what_is_collected_later_is_filed_under_the_id_of_the_list(course, name):
    course.run("roster", listed(course, PLAIN))
    work = course.hand_in("elsewhere") / course.lesson.name
    path = course.folder.parent / "pile" / name
    path.parent.mkdir(parents=True)
    path.write_bytes(work.read_bytes())
    told = course.run("collect", str(course.folder.parent / "pile"), "--lesson", "02")
    assert told.code == 0, told.out
    assert (course.folder / "submitted" / "al1" / NAME / course.lesson.name).is_file()
    assert people(course.folder)["al1"].name == "Ada Lovelace"


def test_canvass_number_finds_the_student_whose_name_its_zip_has_in_one_word(course):
    course.run("roster", listed(course, CANVAS))
    work = course.hand_in("elsewhere") / course.lesson.name
    path = course.folder.parent / "pile" / f"lovelaceada_4711_99_{course.lesson.name}"
    path.parent.mkdir()
    path.write_bytes(work.read_bytes())
    course.run("collect", str(path.parent), "--lesson", "02")
    assert (course.folder / "submitted" / "al1" / NAME).is_dir()
    assert people(course.folder)["al1"].name == "Ada Lovelace"


def test_who_is_here_already_keeps_the_id_and_is_known_to_the_lms_by_its_own(course):
    collected(course, "Ada_Lovelace", "Ada Lovelace")
    course.hand_in("bb1", margin=WRONG_MARGIN)
    told = course.run("roster", listed(course, CANVAS))
    assert told.out.startswith("2 students read, 0 of them new.")
    course.run("grade", "02")
    rows = {x["Student"]: x for x in table(course, "--format", "canvas")}
    ada, ben = rows["Lovelace, Ada"], rows["Byron, Ben"]
    assert (ada["ID"], ada["SIS Login ID"], ada["Section"], ada[NAME]) == (
        "4711",
        "al1",
        "Monday",
        "7",
    )
    assert (ben["SIS Login ID"], ben["Section"], ben[NAME]) == ("bb1", "Tuesday", "3")


def test_two_of_one_name_are_two_and_neither_takes_the_work_of_the_other(course):
    collected(course, "Ada_Lovelace", "Ada Lovelace")
    twice = "Username,Name\nal1,Ada Lovelace\nal2,Ada Lovelace\n"
    assert course.run("roster", listed(course, twice)).out.startswith("2 students read, 2 of them")
    course.run("grade", "02")
    told = course.run("export", "--format", "canvas").err
    assert "Ada_Lovelace (may be al1 or al2 of the roster) has a mark and is left out" in told


def test_an_extension_in_the_list_is_given_and_one_that_is_no_time_is_told(course):
    told = course.run("roster", listed(course, PLAIN))
    assert told.code == 0
    for student in ("al1", "bb1"):
        course.hand_in(student, when=LATE)
    course.run("grade", "02")
    assert {x.student: x.mark.late for x in standings(course.folder)} == {"al1": 0.0, "bb1": 2.0}
    wrong = PLAIN.replace("Tuesday;", "Tuesday;soon")
    told = course.run("roster", listed(course, wrong))
    assert told.code == 1
    assert told.err == 'line 3, bb1: "soon" is no time. Write it as 2026-12-01T23:59.\n'


def test_an_extension_in_a_lesson_that_there_is_none_of_is_told_and_the_rest_is_entered(course):
    told = course.run("roster", listed(course, PLAIN.replace("Extension 02", "Extension 07")))
    assert told.err.startswith("line 2, al1: there is no lesson '07' in the gradebook.")
    assert set(people(course.folder)) == {"al1", "bb1"}


def test_a_table_of_one_section_holds_that_section_alone(course):
    course.run("roster", listed(course, PLAIN))
    course.hand_in("al1")
    course.hand_in("bb1", step=WRONG_STEP)
    course.hand_in("zoe")
    course.run("grade", "02")
    everybody = table(course, "--format", "nbgrader")
    assert {x["student_id"]: x["section"] for x in everybody} == {
        "al1": "Monday",
        "bb1": "Tuesday",
        "zoe": "",
    }
    monday = table(course, "--format", "nbgrader", "--section", "monday")
    assert [x["student_id"] for x in monday] == ["al1"]
    told = course.run("export", "--section", "Sunday")
    assert told.err == "export: there is no section Sunday. There are: Monday, Tuesday.\n"


def test_the_report_has_a_line_for_each_section(course):
    course.run("roster", listed(course, PLAIN))
    course.hand_in("al1")
    course.hand_in("bb1", step=WRONG_STEP)
    course.hand_in("zoe", margin=WRONG_MARGIN)
    course.run("grade", "02")
    assert course.run("report").code == 0
    page = (course.folder / "report.html").read_text(encoding="utf-8")
    rows = page[page.index("Section by section") :].split("</table>")[0]
    cells = [x.partition("</t")[0].rpartition(">")[2] for x in rows.split("<t")[1:]]
    told = [x for x in cells if x]
    assert told[-9:] == ["Monday", "1", "7.0", "Tuesday", "1", "4.0", "no section", "1", "3.0"]


def test_without_sections_neither_report_nor_table_speaks_of_them(course):
    course.hand_in("al1")
    course.run("grade", "02")
    course.run("report")
    assert "ection by section" not in (course.folder / "report.html").read_text(encoding="utf-8")
    assert "section" not in table(course)[0]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty. The first line names the columns"),
        (b"PK\x03\x04", "is a workbook. Save it as CSV"),
        (b"Nom;Prenom\nA;B\n", "No column says who anybody is."),
    ],
)
def test_what_is_no_list_is_a_sentence_and_enters_nobody(course, content, why):
    path = course.folder.parent / "list.csv"
    path.write_bytes(content)
    with pytest.raises(CommandFailed, match=why.split(".")[0]):
        read_roster(path)
    assert course.run("roster", str(path)).code == 1
    assert not (course.folder / "collected.json").exists()


def test_a_list_that_is_not_there_is_a_sentence(course):
    assert course.run("roster", "nowhere.csv").err == (
        "roster: No such file or directory: nowhere.csv.\n"
    )


def test_a_line_that_names_nobody_or_somebody_twice_is_told_and_the_rest_is_entered(course):
    text = "Username,Name,Section\nal1,Ada,A\n,,B\nal1,Ada,B\nbb1,Ben,A\n"
    told = course.run("roster", listed(course, text))
    assert told.code == 1
    assert told.err == (
        "line 3: no id, no e-mail and no name. Nobody is entered.\n"
        "line 4: al1 stands in line 2 too.\n"
    )
    assert {x: who.section for x, who in people(course.folder).items()} == {"al1": "A", "bb1": "A"}


def test_a_name_that_a_spreadsheet_or_a_page_would_run_is_only_a_name(course):
    text = 'Username,Name,Section\nal1,"=1+2","<script>alert(1)</script>"\n'
    course.run("roster", listed(course, text))
    course.hand_in("al1")
    course.run("grade", "02")
    course.run("report")
    assert "<script>" not in (course.folder / "report.html").read_text(encoding="utf-8")
    assert table(course)[0]["last_name"] == "'=1+2"


def test_what_collect_keeps_is_read_as_before_a_list_was(course):
    old = {"label": "Ada", "system": "", "numbers": {}, "email": ""}
    text = json.dumps({"students": {"ada": old}, "work": {}})
    (course.folder / "collected.json").write_text(text)
    assert people(course.folder)["ada"].section == ""


def test_the_lists_of_the_readme_are_read(course):
    text = (ROOT / "autograder" / "README.md").read_text(encoding="utf-8")
    section = text[text.index("## Who is in the class") :].split("\n## ")[0]
    steps = [shlex.split(x)[3:] for x in section.split("```")[1].strip().splitlines()]
    lines = [x.strip() for x in section.splitlines() if x.startswith("    ")]
    path = listed(course, "\n".join(lines))
    course.hand_in("al1")
    course.run("grade", "02")
    course.run("due", "02", "2026-12-01T23:59")
    for step in steps:
        words = [path if x == "class.csv" else x for x in step]
        assert course.run(*words).code == 0, words
    assert {who.section for who in people(course.folder).values()} == {"Monday", "Tuesday"}
    assert "until Thursday, 3 December 2026, 23:59" in course.run("due", "02").out
