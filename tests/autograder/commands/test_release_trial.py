"""A lesson is graded before it is released: all points for its solution, none for its start."""

import argparse
import os
import sqlite3
import subprocess
import sys
import zipfile

import nbformat
import pytest
from a_lesson import code, notebook, written

from autograder.commands import release as command
from autograder.commands.release import add_arguments, release, run
from autograder.course.execution import left_to_nbgrader
from autograder.environment import ROOT, CommandFailed
from autograder.grading import trial, work
from autograder.grading.nursery import Nursery
from autograder.lesson import reading
from autograder.lesson.reading import LessonError
from autograder.sandbox.probe import Probe

pytestmark = pytest.mark.filterwarnings("ignore")  # of nbgrader's libraries

TEST = {"grade": True, "locked": True}
HOLE = "### BEGIN SOLUTION\n{}\n### END SOLUTION"
PLACE = "41_own/41_own.ipynb, cell"


def asked(right, test, points=2, first="import numpy as np"):
    return notebook(
        code(first),
        code(HOLE.format(right), grade_id="answer", solution=True),
        code(test, grade_id="test", points=points, **TEST),
    )


@pytest.fixture
def course(tmp_path):
    return tmp_path / "course"


def released(tmp_path, book, files=None):
    path = written(tmp_path / "notebooks", book, "41_own")
    for name, text in (files or {}).items():
        (path.parent / name).parent.mkdir(parents=True, exist_ok=True)
        (path.parent / name).write_text(text)
    return release(path, tmp_path / "course")


def refusal(tmp_path, *what):
    with pytest.raises(LessonError) as refused:
        released(tmp_path, *what)
    assert not (tmp_path / "course" / "gradebook.db").exists()
    assert not (tmp_path / "course" / "release").exists()
    assert work.nurseries == {}
    return str(refused.value)


def test_a_right_lesson_is_released_and_a_line_says_what_is_done_meanwhile(tmp_path, capfd):
    folder = released(tmp_path, asked("x = 1", "assert x == 1"))
    assert (folder / "41_own.ipynb").is_file()
    assert "41_own: its solution and its starting code are graded …\n" in capfd.readouterr().err


def test_a_solution_that_does_not_get_all_points_is_told_with_its_cell_and_what_came(tmp_path):
    said = refusal(tmp_path, asked("x = 1", "assert x == 2, 'x is not two'"))
    assert said.startswith(f"{PLACE} 3 (test): the solution gets 0 of 2 points: x is not two ")
    said = refusal(tmp_path, asked("x = 1", "float(x)"))
    assert said.startswith(f"{PLACE} 3 (test): the solution gets 1 of 2 points: no word why.")


def test_a_starting_code_that_gets_points_is_told(tmp_path):
    given = notebook(
        code("def f():\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION",
             grade_id="answer", solution=True),
        code("assert callable(f)", grade_id="test", points=2, **TEST),
    )  # fmt: skip
    assert refusal(tmp_path, given) == (
        f"{PLACE} 2 (test): the starting code gets 2 of 2 points already. "
        "Let the test ask for something that only an answer has."
    )


def test_a_test_that_fails_by_itself_is_ours_to_tell(tmp_path):
    said = refusal(tmp_path, asked("def f():\n    return 1", "wanted = nowhere\nassert f() == 1"))
    assert "the solution cannot be graded: We could not grade this: NameError" in said
    assert "the starting code cannot be graded" in said


def test_answers_for_a_person_do_not_count(tmp_path):
    book = asked("x = 1", "assert x == 1")
    essay = code("y = 1", grade_id="essay", grade=True, solution=True, points=5)
    book.cells.append(nbformat.from_dict({**essay, "execution_count": 4, "id": "essay"}))
    assert released(tmp_path, book)


ELSEWHERE = {
    "a class of theirs": (
        "class A:\n    pass\nmade = A()",
        "assert isinstance(made, A)",
    ),
    "what makes two of theirs equal": (
        "class A:\n    def __eq__(self, other):\n        return True",
        "assert A() == A()",
    ),
    "an error of theirs": (
        "class Odd(Exception):\n    pass\ndef f():\n    raise Odd",
        "try:\n    f()\n    assert False\nexcept Odd:\n    pass",
    ),
    "a file that they write": (
        "def save():\n    open('out.txt', 'w').write('1')",
        "save()\nassert open('out.txt').read() == '1'",
    ),
    "a setting of theirs": (
        "class A:\n    x = 1\nmade = A()",
        "made.x = 2\nassert made.x == 2",
    ),
    "a module handed over": (
        "def f(m):\n    return m.pi",
        "import math\nassert f(math) == math.pi",
    ),
}


@pytest.mark.parametrize("what", ELSEWHERE)
def test_what_cannot_be_had_from_outside_is_refused_with_the_way_to_grade_it(tmp_path, what):
    said = refusal(tmp_path, asked(*ELSEWHERE[what]))
    assert said.startswith(f"{PLACE} 3 (test): the solution ")
    assert "give the command with NNLIB_EXECUTION=plain in the environment" in said


@pytest.mark.parametrize("what", ELSEWHERE)
def test_so_released_it_is_tried_and_left_to_nbgrader(tmp_path, course, what, monkeypatch):
    monkeypatch.setenv("NNLIB_EXECUTION", "plain")
    assert released(tmp_path, asked(*ELSEWHERE[what]))
    assert "NNLIB_EXECUTION=plain nbgrader autograde 41_own" in left_to_nbgrader(course, "41_own")


def test_also_in_one_process_a_solution_must_get_all_points_and_the_start_none(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("NNLIB_EXECUTION", "plain")
    said = refusal(tmp_path, asked("x = 1", "assert x == 2, 'no'"))
    assert said == f"{PLACE} 3 (test): the solution gets 0 of 2 points: no"
    said = refusal(tmp_path, asked("x = 1", "assert x == 1", first="x = 1"))
    assert "the starting code gets 2 of 2 points already" in said


def test_a_lesson_released_anew_without_the_word_is_ours_again(tmp_path, course, monkeypatch):
    monkeypatch.setenv("NNLIB_EXECUTION", "plain")
    released(tmp_path, asked("x = 1", "assert x == 1"))
    assert left_to_nbgrader(course, "41_own")
    assert left_to_nbgrader(course, "42_other") == ""
    monkeypatch.delenv("NNLIB_EXECUTION")
    released(tmp_path, asked("x = 1", "assert x == 1"))
    assert left_to_nbgrader(course, "41_own") == ""
    (course / "plain.json").write_text("{")
    with pytest.raises(CommandFailed, match="does not hold a list of lessons"):
        left_to_nbgrader(course, "41_own")


def test_grade_leaves_such_a_lesson_alone_and_says_whose_it_is(tmp_path, course, monkeypatch):
    released(tmp_path, asked("x = 1", "assert x == 1"))
    handed_in = course / "submitted" / "ada" / "41_own"
    handed_in.mkdir(parents=True)
    (course / "plain.json").write_text('["41_own"]')
    import autograder.commands.grade as grading

    monkeypatch.setattr(reading, "NOTEBOOKS", tmp_path / "notebooks")
    parser = argparse.ArgumentParser()
    grading.add_arguments(parser)
    assert grading.run(parser.parse_args(["--course", str(course)])) == 1
    assert not (course / "verdicts").exists()


def test_a_refusal_leaves_gradebook_and_release_as_they_were(tmp_path, course):
    released(tmp_path, asked("x = 1", "assert x == 1"))
    given = (course / "release" / "41_own" / "41_own.ipynb").read_bytes()
    before = (course / "gradebook.db").read_bytes()
    with pytest.raises(LessonError, match="the solution gets 0 of 3 points"):
        released(tmp_path, asked("x = 1", "assert x == 2", points=3))
    assert (course / "release" / "41_own" / "41_own.ipynb").read_bytes() == given
    assert (course / "gradebook.db").read_bytes() == before
    with sqlite3.connect(course / "gradebook.db") as book:
        assert book.execute("select count(*) from submitted_assignment").fetchone() == (0,)
    book.close()


def test_a_test_that_changes_a_file_of_the_lesson_is_told_and_changes_it_not(tmp_path):
    test = "open('data.csv', 'a').write('2')\nopen('new.csv', 'w').write('3')\nassert x == 1"
    said = refusal(tmp_path, asked("x = 1", test), {"data.csv": "1"})
    assert said == (
        "41_own/41_own.ipynb, its tests change data.csv. Let them leave files alone.\n"
        "41_own/41_own.ipynb, its tests change new.csv. Let them leave files alone."
    )
    folder = tmp_path / "notebooks" / "41_own"
    assert (folder / "data.csv").read_text() == "1"
    assert not (folder / "new.csv").exists()


def test_a_file_that_cannot_lie_beside_it_stops_the_release_at_once(tmp_path, course, monkeypatch):
    monkeypatch.setattr(command, "trial_faults", lambda *_: 1 / 0)
    said = refusal(tmp_path, asked("x = 1", "assert x == 1"), {"numpy.py": ""})
    assert said.startswith("41_own/41_own.ipynb, numpy.py has the name of a module that is there")
    assert not course.exists()


def test_data_and_helpers_are_in_the_release_and_in_the_students_zip(
    tmp_path, course, monkeypatch, wheel_at_hand
):
    files = {"helper.py": "ONE = 1\n", "data/a.csv": "1\n"}
    test = "import helper\nassert x == helper.ONE == int(open('data/a.csv').read())"
    folder = released(tmp_path, asked("import helper\nx = helper.ONE", test), files)
    assert {name: (folder / name).read_text() for name in files} == files
    monkeypatch.setattr(reading, "NOTEBOOKS", tmp_path / "notebooks")
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    assert run(parser.parse_args(["41", "--course", str(course)])) == 0
    with zipfile.ZipFile(course / "bundles" / "41_own.zip") as archive:
        assert {f"41_own/{name}" for name in files} <= set(archive.namelist())


def test_where_nothing_can_be_locked_in_the_lesson_is_not_released_and_told_so(
    tmp_path, monkeypatch
):
    nothing = Probe(-1, "no limits", [], [], "Resource limits need Linux or macOS.")
    monkeypatch.setattr(trial, "probe", lambda: nothing)
    with pytest.raises(CommandFailed, match=r"cannot be tried here\. Resource limits need Linux"):
        released(tmp_path, asked("x = 1", "assert x == 1"))


def test_a_failure_of_ours_is_no_fault_of_the_lesson(tmp_path, monkeypatch):
    monkeypatch.setattr(Nursery, "_start", lambda self: 1 / 0)
    with pytest.raises(LessonError, match=r"it could not be tried: .*on our side \(ZeroDiv"):
        released(tmp_path, asked("x = 1", "assert x == 1"))


def test_the_command_says_it_in_a_sentence_and_goes_on_with_the_next_lesson(
    tmp_path, students_wheel
):
    written(tmp_path / "notebooks", asked("x = 1", "assert x == 2"), "41_bad")
    written(tmp_path / "notebooks", asked("x = 1", "assert x == 1"), "42_good")
    script = (
        "import sys\nfrom pathlib import Path\nfrom autograder.lesson import reading\n"
        f"reading.NOTEBOOKS = Path({str(tmp_path / 'notebooks')!r})\n"
        "from autograder.commands import release\n"
        f"release.build_wheel = lambda *_, **__: Path({str(students_wheel)!r})\n"
        "from autograder import __main__ as door\nsys.exit(door.main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "release", "all", "--course", str(tmp_path / "course")],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "41_bad/41_bad.ipynb, cell 3 (test): the solution gets 0 of 2 points" in done.stderr
    assert "42_good: 1 graded cells, 2 points, released in" in done.stdout
