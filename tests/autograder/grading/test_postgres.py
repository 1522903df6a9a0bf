"""A gradebook on a server of PostgreSQL: the same marks, by the same commands, several at once."""

from __future__ import annotations

import itertools
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from a_lesson import NAME
from grading.a_course import DUE, LATE, WORDS, WRONG_MARGIN, WRONG_STEP, Course, these_lessons
from grading.a_server import Server

from autograder.commands import doctor
from autograder.commands.release import release
from autograder.course.nbgrader_config import course_config
from autograder.environment import ROOT
from autograder.grading import opening
from autograder.grading.desk import Desk
from autograder.grading.gradebook import Ledger
from autograder.grading.one_transaction import one_transaction
from autograder.grading.opening import begin_gradebook, opened
from autograder.grading.refused import GradebookFailed
from autograder.grading.verdicts import Question, Record, read_record

pytestmark = pytest.mark.filterwarnings("ignore")  # of nbgrader's own libraries

ROSTER = "Username,Name,Section\nada,Ada Lovelace,Monday\ndora,Dora Dee,Tuesday\n"
WAITING = "select count(*) from pg_locks where locktype = 'advisory' and not granted"
NUMBERS = itertools.count()
OTHERS = "select pg_terminate_backend(pid) from pg_stat_activity where datname = '{}'"


@pytest.fixture(scope="module")
def server():
    made = Server()
    yield made
    made.close()


@pytest.fixture(scope="module")
def released(server, tmp_path_factory):
    """The small lesson, released into a database."""
    course = Course(tmp_path_factory.mktemp("class"))
    course.folder.mkdir()
    lies_in(course, server.address("released"))
    with these_lessons(course.lesson.parents[1]):
        release(course.lesson, course.folder)
        yield course


@pytest.fixture
def course(server, released, tmp_path):
    """The same in a folder and a database of its own; Ada and Cleo are late, Ben is in time."""
    course = released.copied(tmp_path)
    course.database = f"class-{next(NUMBERS)}"
    lies_in(course, server.address(course.database, like="released"))
    course.hand_in("ada", when=LATE)
    course.hand_in("ben", margin=WRONG_MARGIN, when=DUE)
    course.hand_in("cleo", step=WRONG_STEP, words=WORDS, when=LATE)
    return course


def lies_in(course, address):
    said = f'get_config().CourseDirectory.db_url = "{address}"\n'
    (course.folder / "nbgrader_config.py").write_text(said, encoding="utf-8")


def test_a_class_is_graded_from_roster_to_export_as_on_sqlite(course):
    listed = course.folder / "list.csv"
    listed.write_text(ROSTER, encoding="utf-8")
    assert course.run("roster", str(listed)).out.startswith("2 students read, 1 of them new.")
    assert course.run("due", "02", f"{DUE:%Y-%m-%dT%H:%M}+00:00").code == 0
    assert course.run("due", "--penalty", "1").code == 0
    assert "Graded 3; 0 could not" in course.run("grade", "02").out
    assert course.marks() == {"ada": "5", "ben": "3", "cleo": "2", "dora": ""}
    course.by_hand("cleo", 1.0)
    assert course.marks()["cleo"] == "3"
    assert "Graded 0; 0 could not" in course.run("grade", "02").out
    shown = course.run("grade", "02", "--regrade", "--yes")
    assert "0 of 3 would change." in shown.out
    assert course.run("report", "--out", str(course.folder / "report.html")).code == 0
    assert NAME in (course.folder / "report.html").read_text(encoding="utf-8")
    fed = course.run("feedback", "02")
    assert f"{NAME}: 3 pages" in fed.out, fed.err
    assert not (course.folder / "gradebook.db").exists()
    assert doctor._gradebook(course.folder) == (
        True, f"The gradebook knows 3 submissions. It is the database {course.database} on this "
        "machine.",
    )  # fmt: skip


def test_formgraders_tables_are_those_of_a_gradebook_on_sqlite(course):
    from nbgrader.apps.api import NbGraderAPI

    course.run("grade", "02")
    api = NbGraderAPI(config=course_config(course.folder, course.lesson.parents[1]))
    (lesson,) = api.get_assignments()
    assert (lesson["num_submissions"], lesson["max_score"]) == (3, 8)
    told = {x["student"]: x["score"] for x in api.get_submissions(NAME)}
    assert told == {"ada": 7.0, "ben": 3.0, "cleo": 4.0}
    assert len(api.get_notebook_submissions(NAME, NAME)) == 3
    assert {x["id"] for x in api.get_students()} == set(told)
    (theirs,) = api.get_student_submissions("ada")
    assert theirs["autograded"]
    assert api.get_student_notebook_submissions("ada", NAME)[0]["score"] == 7.0


# Several at once


def test_of_several_that_begin_a_gradebook_at_once_one_makes_it(server, tmp_path):
    course = Course(tmp_path)
    course.folder.mkdir()
    lies_in(course, server.address("begun-at-once"))
    failed, gate = [], threading.Barrier(4)

    def begin():
        gate.wait()
        try:
            begin_gradebook(course.folder)
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=begin) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(server.ask("begun-at-once", "select * from alembic_version")) == 1
    assert len(server.ask("begun-at-once", "select * from course")) == 1


def test_two_that_enter_the_same_student_wait_in_line_and_both_are_entered(server, course):
    """The first has read that Ada is not there when the second comes."""
    began, gate, failed = threading.Event(), threading.Event(), []

    def first():
        with opened(course.folder) as book, one_transaction(book):
            assert "ada" not in {student.id for student in book.students}
            began.set()
            gate.wait(60)
            book.update_or_create_student("ada", first_name="Ada")

    def guarded():
        try:
            first()
        except Exception as error:
            failed.append(error)

    def opens():
        until = time.monotonic() + 60
        while time.monotonic() < until and server.ask("postgres", WAITING) != [(1,)]:
            time.sleep(0.02)
        gate.set()

    threads = [threading.Thread(target=guarded), threading.Thread(target=opens)]
    threads[0].start()
    began.wait(60)
    threads[1].start()
    done = course.run("grade", "02")
    for thread in threads:
        thread.join()
    assert failed == []
    assert "Graded 3; 0 could not be graded." in done.out
    question = "select s.first_name, count(*) from student s join submitted_assignment a"
    question += " on a.student_id = s.id where s.id = 'ada' group by 1"
    assert server.ask(course.database, question) == [("Ada", 1)]


GRADES = """
import sys
from pathlib import Path
sys.path[:0] = {paths!r}
from grading.a_course import these_lessons
from autograder.__main__ import main
from autograder.environment import venv
venv.ensure, venv.inside = (lambda _: False), (lambda: True)  # no set-up, no other Python
with these_lessons(Path({lessons!r})):
    sys.exit(main(["grade", "02", "--course", {course!r}]))
"""


@contextmanager
def _started(paths, lessons, folder):
    """`grade` in a process of its own."""
    said = GRADES.format(paths=paths, lessons=lessons, course=str(folder))
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", said], cwd=ROOT, **streams) as running:
        try:
            yield running
        finally:
            running.kill()


@pytest.mark.slow
def test_two_folders_graded_at_once_into_one_database_enter_everybody_once(
    server, released, tmp_path
):
    """Each has students of its own; both stand in line when the first is let in."""
    database = f"class-{next(NUMBERS)}"
    address, courses = server.address(database, like="released"), []
    for name, students in (("monday", ("ada", "ben", "cleo")), ("tuesday", ("dan", "eve", "fay"))):
        course = released.copied(tmp_path / name)
        lies_in(course, address)
        for student in students:
            course.hand_in(student, when=DUE)
        courses.append(course)
    paths = [str(Path(__file__).parents[n]) for n in (2, 1)]
    lessons = str(released.lesson.parents[1])
    with ExitStack() as kept:
        with opened(courses[0].folder) as book, one_transaction(book):
            running = [kept.enter_context(_started(paths, lessons, x.folder)) for x in courses]
            until = time.monotonic() + 100
            while time.monotonic() < until and server.ask("postgres", WAITING) != [(2,)]:
                time.sleep(0.02)
            assert server.ask("postgres", WAITING) == [(2,)]
        for process in running:
            out, err = process.communicate(timeout=100)
            assert "Graded 3; 0 could not be graded." in out, err
    question = "select student_id, count(*) from submitted_assignment group by 1 order by 1"
    names = ("ada", "ben", "cleo", "dan", "eve", "fay")
    assert server.ask(database, question) == [(student, 1) for student in names]
    assert courses[0].marks() == dict.fromkeys(names, "7")


# What goes wrong


def test_what_the_server_refuses_costs_one_student_alone(course):
    """Its columns have a length, those of SQLite have none; a name may be longer."""
    long = "a" * 150
    course.hand_in(long, when=DUE)
    done = course.run("grade", "02")
    assert done.code == 1
    assert f"  {long}, {NAME}: Not entered, and to be graded again." in done.out
    assert "Graded 3; 1 could not be graded." in done.out
    assert course.marks() == {"ada": "7", "ben": "3", "cleo": "4"}


def test_a_server_that_ends_in_the_middle_ends_the_run_and_nobody_is_half_entered(server, course):
    asked = [Question("check-step", 2.0, 2.0, "right")]
    with Ledger(course.folder, course.lesson.parents[1]) as ledger:
        ledger.must_know(NAME)
        desk = Desk(ledger, course.folder)
        real, calls = ledger._files, []

        def cut(record, notebook):
            calls.append(record.student)
            if len(calls) == 2:
                server.ask("postgres", OTHERS.format(course.database))
            real(record, notebook)

        ledger._files = cut
        desk.taken = [(Record(x, NAME, questions=list(asked)), None) for x in ("ada", "ben")]
        with pytest.raises(GradebookFailed, match="the same command goes on from there"):
            desk.enter()
    assert calls == ["ada", "ben"]
    assert read_record(course.folder, "ada", NAME) is None
    assert server.ask(course.database, "select count(*) from submitted_assignment") == [(0,)]
    assert "Graded 3; 0 could not be graded." in course.run("grade", "02").out


def test_a_server_that_is_not_there_is_one_sentence_without_the_password(course):
    lies_in(course, f"postgresql+psycopg://teacher:secr3t@/marks?host={course.folder}/nowhere")
    for command in ("grade", "report", "feedback", "export"):
        said = course.run(command)
        assert said.code == 1
        line = said.err.splitlines()[-1]
        assert line.startswith(f"{command}: the gradebook, it could not be opened: ")
        assert "No such file or directory" in line
        assert "secr3t" not in said.out + said.err
    assert not doctor._gradebook(course.folder)[0]
    with pytest.raises(GradebookFailed, match="it could not be opened"):  # as `release` does
        begin_gradebook(course.folder)


def test_a_database_without_a_gradebook_is_told_and_none_is_made(server, course):
    lies_in(course, server.address("empty"))
    done = course.run("grade", "02")
    assert done.err.splitlines()[-1] == (
        "grade: there is no gradebook in the database empty on this machine. Release a lesson "
        "first: `python3 -m autograder release NN`."
    )
    said = "No gradebook yet in the database empty on this machine: the first release makes it."
    assert doctor._gradebook(course.folder) == (True, said)
    tables = "select * from information_schema.tables where table_schema = 'public'"
    assert server.ask("empty", tables) == []


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("postgresql+none://a/b", "begins with postgresql+none, and nothing is installed that"),
        ("marks on the server", "is no address of a database. Write it as "),
        ("postgresql+psycopg://a:b@c:d/e", "is no address of a database. Write it as "),
    ],
)
def test_an_address_that_cannot_be_used_is_one_sentence(course, address, told):
    lies_in(course, address)
    said = course.run("grade", "02")
    assert told in said.err.splitlines()[-1]


def test_without_the_library_the_repair_is_told(course, monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    said = course.run("grade", "02").err.splitlines()[-1]
    assert said.endswith("and run `python3 -m autograder setup --extra postgres`.")


# A % in an address


def test_a_password_with_a_percent_is_used_and_what_stops_at_it_is_told(server, course):
    address = server.address("percent", like="released")
    lies_in(course, address.replace("teacher@", "teacher:50%25%40@"))
    assert course.run("grade", "02").code == 0
    good, said = doctor._gradebook(course.folder)
    assert good
    assert said.endswith(
        "A % is in its address, at which `nbgrader db upgrade` stops: "
        "leave the password out of it, and write it into ~/.pgpass."
    )


def test_a_folder_whose_name_means_something_in_an_address_holds_its_gradebook(tmp_path):
    course = tmp_path / "100%25 sure?"
    course.mkdir()
    begin_gradebook(course)
    assert [x.name for x in course.iterdir()] == ["gradebook.db"]
    assert opening.is_begun(course)
