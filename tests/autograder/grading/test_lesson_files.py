"""What lies beside a lesson is there while it is graded: the instructor's, and only to be read."""

import os
import shutil
import tempfile

import pytest
from a_lesson import code, notebook, written
from a_room import LEVELS, need
from nbformat.v4 import new_code_cell
from own_lesson import NAME, TEST, WAYS

from autograder.grading import trial, work
from autograder.grading.jobs import Job, grader_hash
from autograder.lesson.reading import read_lesson
from autograder.sandbox.probe import Probe
from autograder.sandbox.settings import Settings

LOAD = """\
import numpy as np
import helpers
from pieces import inner
data = np.loadtxt("data.csv", delimiter=",")"""
ANSWER = """\
def total(scale):
    ### BEGIN SOLUTION
    more = np.loadtxt("folder/deep/more.csv")
    return helpers.scaled(data.sum() + more.sum(), scale) + inner.ONE
    ### END SOLUTION"""
ASSERTS = """\
with open("folder/deep/more.csv") as file:
    more = float(file.read())
assert abs(total(2.0) - (2 * (data.sum() + more) + 1)) < 1e-9
assert helpers.scaled(1, 3) == 3 and inner.ONE == 1"""
FILES = {
    "data.csv": "1,2\n3,4\n",
    "folder/deep/more.csv": "0.5\n",
    "helpers.py": "def scaled(x, by):\n    return x * by\n",
    "pieces/__init__.py": "",
    "pieces/inner.py": "ONE = 1\n",
    "folder/solutions.ipynb": "{}",
    "pieces/__pycache__/inner.cpython-399.pyc": "stale",
}


@pytest.fixture
def lesson(tmp_path):
    return furnished(tmp_path)


def furnished(folder):
    book = notebook(
        code(LOAD),
        code(ANSWER, grade_id="total", solution=True),
        code(ASSERTS, grade_id="test", points=2, **TEST),
    )
    path = written(folder / "notebooks", book, NAME)
    for name, text in FILES.items():
        (path.parent / name).parent.mkdir(parents=True, exist_ok=True)
        (path.parent / name).write_text(text)
    (folder / "seeds.json").write_text("{}")
    return path


def graded(path, *first, way="here"):
    """What the solution gets with these cells of a student's above it, and what they show."""
    book = read_lesson(path)
    book.cells[1:1] = [new_code_cell(text) for text in first]
    record = {}

    def seen(job):
        record["shown"] = work.do(job)
        return record["shown"]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(trial, "do", seen)
        marks = WAYS[way](book, path, path.parent.parent.parent)
    cells = record["shown"][1].cells if record else []
    shown = "".join(str(output) for cell in cells for output in cell.get("outputs", []))
    return marks["test"], shown


@pytest.fixture(params=LEVELS)
def level(request, monkeypatch):
    """One level after the other; what is missing is denied, as a machine without it would."""
    need(LEVELS[request.param])
    seen = Probe(0, "as wished", list(LEVELS[request.param]), [], "")
    monkeypatch.setattr(trial, "probe", lambda: seen)
    yield LEVELS[request.param]
    work.done()


@pytest.fixture
def shared(tmp_path, monkeypatch):
    """The folder for temporary files, empty."""
    monkeypatch.setenv("TMPDIR", str(tmp_path / "shared"))
    (tmp_path / "shared").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path / "shared"


def test_the_solution_reads_data_and_helpers_at_every_level(lesson, level):
    assert graded(lesson)[0] == (2, "")


@pytest.mark.filterwarnings("ignore")
def test_so_it_does_where_nbgrader_grades_plainly(lesson):
    assert graded(lesson, way="plain")[0] == (2, "")


OVER = """\
import os, shutil
def attempt(what):
    try:
        what()
    except OSError:
        pass
for name in ("data.csv", "helpers.py", "folder/deep/more.csv"):
    attempt(lambda: open(name, "w").write("0,0"))
    attempt(lambda: open(os.path.realpath(name), "a").write("0,0"))
    attempt(lambda: os.chmod(name, 0o666) or open(name, "w").write("0,0"))
    attempt(lambda: os.remove(os.path.realpath(name)))
    attempt(lambda: os.replace(name, name + ".old"))
attempt(lambda: shutil.rmtree("folder"))
attempt(lambda: open("new.csv", "w").write("0"))"""


def test_whatever_a_student_does_to_them_the_instructors_stay_and_so_does_the_next_one_s_mark(
    lesson, level, shared
):
    def contents():
        return {path: path.read_text() for path in lesson.parent.rglob("*") if path.is_file()}

    before = contents()
    graded(lesson, OVER)
    assert contents() == before
    assert graded(lesson)[0] == (2, "")
    work.done()
    assert os.listdir(shared) == []


def test_no_file_of_a_lesson_can_be_written_from_level_1_on(lesson, level):
    if level == ("limits",):
        pytest.skip("a student has copies there, gone with the process")
    tries = "for name in ('data.csv', 'helpers.py', 'folder/deep/more.csv'):\n" + (
        "    for mode in ('w', 'a', 'r+'):\n"
        "        try:\n            open(name, mode)\n            print('WRITTEN')\n"
        "        except OSError:\n            print('refused')"
    )
    mark, shown = graded(lesson, tries)
    assert mark == (2, "")
    assert "WRITTEN" not in shown
    assert shown.count("refused") == 9


BEYOND = """\
import glob, os
here = os.path.realpath("data.csv").rpartition("/")[0]
print("LISTED", sorted(os.listdir(".")), sorted(glob.glob("**/*", recursive=True)))
for name in ("41_own.ipynb", "folder/solutions.ipynb", "../41_own.ipynb"):
    for place in (".", here, {lesson!r}):
        try:
            print("READ", open(os.path.join(place, name)).read(20))
        except OSError as error:
            print("refused")"""


def test_nothing_beyond_them_can_be_read(lesson, level):
    if level == ("limits",):
        pytest.skip("level 0 keeps no file from being read")
    mark, shown = graded(lesson, BEYOND.format(lesson=str(lesson.parent)))
    assert mark == (2, "")
    assert "READ" not in shown
    assert shown.count("refused") == 9
    assert "data.csv" in shown
    assert "ipynb" not in shown.partition("LISTED")[2].partition("refused")[0]
    assert "__pycache__" not in shown


def test_a_student_s_own_files_and_modules_of_those_names_reach_no_test(lesson, level):
    own = (
        "import sys, types\nfake = types.ModuleType('helpers')\nfake.scaled = lambda x, by: 0\n"
        "sys.modules['helpers'] = fake\nhelpers = fake\ndata = np.zeros(4)"
    )
    assert graded(lesson, own)[0][0] == 0


def test_what_was_handed_in_beside_the_notebook_is_not_what_is_read(lesson, tmp_path):
    """As with nbgrader, the instructor's own file wins."""
    handed_in = tmp_path / "submitted"
    handed_in.mkdir()
    shutil.copy(lesson, handed_in)
    for name in ("data.csv", "helpers.py"):
        (handed_in / name).write_text("raise SystemExit")
    layers = LEVELS["level 0"]
    job = Job("ada", NAME, lesson, handed_in, tmp_path / "seeds.json", Settings(), layers, "")
    record, _ = work.do(job)
    assert record.score == 2
    work.done()


def test_a_lesson_without_files_has_none_of_another_s(lesson, tmp_path, level):
    assert graded(lesson)[0] == (2, "")
    other = written(
        tmp_path / "notebooks",
        notebook(
            code("### BEGIN SOLUTION\nx = 1\n### END SOLUTION", grade_id="x", solution=True),
            code("assert x == 1", grade_id="test", points=1, **TEST),
        ),
        "42_other",
    )
    look = "import os\nprint('THERE', os.path.exists('data.csv'), os.path.exists('/lesson'))"
    mark, shown = graded(other, look)
    assert mark == (1, "")
    assert "THERE False False" in shown
    assert graded(lesson)[0] == (2, "")


def test_a_file_that_has_changed_is_read_as_it_is_and_marks_older_ones_as_older(lesson, tmp_path):
    def word():
        return grader_hash(lesson, tmp_path / "seeds.json", NAME, Settings())

    before = word()
    assert graded(lesson)[0] == (2, "")
    (lesson.parent / "data.csv").write_text("5,6\n")
    assert word() != before
    assert graded(lesson, "print('SUM', np.loadtxt('data.csv', delimiter=',').sum())")[0] == (2, "")
    work.done()


def test_a_large_file_costs_no_memory_of_a_worker_and_is_there(lesson, monkeypatch):
    need(LEVELS["level 2"])
    with (lesson.parent / "large.npy").open("wb") as file:
        file.truncate(90_000_000)
    mark, shown = graded(lesson, "import os\nprint('SIZE', os.path.getsize('large.npy'))")
    assert mark == (2, "")
    assert "SIZE 90000000" in shown
    work.done()


def test_many_files_are_all_there(lesson):
    for number in range(900):
        (lesson.parent / "folder" / f"{number:04}-{'x' * 60}.csv").write_text("1")
    mark, shown = graded(lesson, "import os\nprint('COUNT', len(os.listdir('folder')))")
    assert mark == (2, "")
    assert "COUNT 901" in shown
    work.done()
