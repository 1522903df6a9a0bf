"""nbgrader takes the lessons as they are: full marks for the solution, none for the start.

The small lesson goes through nbgrader's own command line, with the configuration that set-up
installs; every lesson of the collection goes through the same steps in this process.
"""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from a_lesson import BY_CHECKS, BY_HAND, FULL, NAME, worked, written

from autograder.commands.release import release
from autograder.course.nbgrader_config import SEEDS_VARIABLE, course_config
from autograder.environment import ROOT
from autograder.lesson.reading import all_lessons, read_lesson

# What nbgrader's own libraries warn of is not ours to mend.
pytestmark = pytest.mark.filterwarnings("ignore")

# Half a minute a lesson: by day the first and the one that differs most in what is handed in; the
# small lesson, taken from the second, has gone the whole way by then.
BY_DAY = {"00", "16"}
BY_DAY_OR_NIGHT = [
    pytest.param(x, id=x.stem, marks=() if x.stem[:2] in BY_DAY else pytest.mark.slow)
    for x in all_lessons()
]

LOADER = f"load_subconfig({str(ROOT / 'autograder' / 'nbgrader_config.py')!r})\n"

# nbgrader's command line, several commands in one process: importing it takes seconds.
COMMANDS = """\
import contextlib, json, sys
from jupyter_core.application import NoStart
from nbgrader.apps import NbGraderApp
for words in json.loads(sys.argv[1]):
    print("$ nbgrader", *words, flush=True)
    app = NbGraderApp.instance()
    app.initialize(words)
    with contextlib.suppress(NoStart):  # how the first word says that the others have done it all
        app.start()
    app.reset()
"""


@pytest.fixture(scope="module", params=["outside", "plain"])
def room(request, tmp_path_factory):
    """The small lesson, a course folder, and the settings with which nbgrader finds both.

    The verdict is reached outside the student's process, or as plain nbgrader reaches it.
    """
    folder = tmp_path_factory.mktemp(request.param)
    written(folder / "notebooks")
    (folder / "jupyter").mkdir()
    (folder / "jupyter" / "nbgrader_config.py").write_text(LOADER)
    (folder / "elsewhere").mkdir()
    return folder


def nbgrader(room, *commands):
    """Run commands of nbgrader in another folder; what each of them said."""
    kept = {k: v for k, v in os.environ.items() if k not in ("MPLBACKEND", "NNLIB_CHECK_SEEDS")}
    done = subprocess.run(
        [sys.executable, "-c", COMMANDS, json.dumps(commands)],
        cwd=room / "elsewhere",
        env={
            **kept,
            "JUPYTER_CONFIG_DIR": str(room / "jupyter"),
            "NNLIB_COURSE_DIR": str(room / "course"),
            "NNLIB_EXECUTION": room.name[:-1],
            "PYTHONPATH": str(ROOT),
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout.split("$ nbgrader")[1:]


def hand_in(course, student, released, source):
    """Put what a student hands in where nbgrader collects it: worked by the source, or as given."""
    folder = course / "submitted" / student / source.stem
    folder.mkdir(parents=True)
    book = read_lesson(released / source.name)
    if student == "ada":
        book = worked(book, read_lesson(source))
    nbformat.write(book, folder / source.name)
    return folder / source.name


def ask_for_the_seeds(path):
    """Let a notebook end with the name of the file of seeds that its kernel was told."""
    book = read_lesson(path)
    ask = f"import os\nprint(os.environ[{SEEDS_VARIABLE!r}])"
    book.cells.append(nbformat.v4.new_code_cell(ask, id="ask"))
    nbformat.write(book, path)


def scores(course):
    """student -> (points by checks, cells that wait for a person)."""
    question = """
        select a.student_id, sum(coalesce(g.auto_score, 0)), sum(g.needs_manual_grade)
        from grade g
        join submitted_notebook n on n.id = g.notebook_id
        join submitted_assignment a on a.id = n.assignment_id
        group by a.student_id"""
    with sqlite3.connect(course / "gradebook.db") as gradebook:
        found = {name: (score, waits) for name, score, waits in gradebook.execute(question)}
    gradebook.close()
    return found


def full_marks(path):
    """(points of test cells, points of hand-graded answers, number of those) in a lesson."""
    cells = [x.metadata.get("nbgrader", {}) for x in read_lesson(path).cells]
    by_hand = [x["points"] for x in cells if x.get("grade") and x.get("solution")]
    by_checks = [x["points"] for x in cells if x.get("grade") and not x.get("solution")]
    return sum(by_checks), sum(by_hand), len(by_hand)


def test_nbgraders_own_commands_take_the_small_lesson_from_release_to_feedback(room):
    course, source = room / "course", room / "notebooks" / NAME / f"{NAME}.ipynb"
    there = f"--CourseDirectory.source_directory={room / 'notebooks'}"
    nbgrader(room, ["generate_assignment", NAME, there])
    released = course / "release" / NAME
    done, start = (hand_in(course, who, released, source) for who in ("ada", "ben"))

    ask_for_the_seeds(done)
    well, badly, *_ = nbgrader(
        room,
        ["validate", str(done)],
        ["validate", str(start)],
        ["autograde", NAME, there],
        ["generate_feedback", NAME, there],
    )
    assert "Success! Your notebook passes all the tests." in well
    assert "VALIDATION FAILED ON 3 CELL(S)" in badly
    assert scores(course) == {"ada": (BY_CHECKS, 1), "ben": (0, 0)}
    assert full_marks(source) == (BY_CHECKS, BY_HAND, 1)
    assert BY_CHECKS + BY_HAND == FULL
    assert list(json.loads((course / "seeds.json").read_text())) == [NAME]
    graded = read_lesson(course / "autograded" / "ada" / NAME / source.name)
    if room.name.startswith("plain"):
        assert graded.cells[-1].outputs[0].text == f"{course / 'seeds.json'}\n"
    else:  # a student's process is not told where they are
        assert graded.cells[-1].outputs[0].ename == "KeyError"

    page = (course / "feedback" / "ada" / NAME / f"{NAME}.html").read_text(encoding="utf-8")
    assert "A small lesson" in page
    assert (course / "exchange").is_dir()


@pytest.mark.parametrize("path", BY_DAY_OR_NIGHT)
def test_the_solution_of_the_lesson_has_full_marks_and_the_start_none(path, tmp_path, in_process):
    from nbgrader.converters import Autograde, GenerateFeedback
    from nbgrader.validator import Validator

    released = release(path, tmp_path)
    done, _ = (hand_in(tmp_path, who, released, path) for who in ("ada", "ben"))
    config = course_config(tmp_path, path.parent.parent)
    assert Validator(config=config).validate(str(done)) == {}

    convert(Autograde, tmp_path, path)
    by_checks, _, waiting = full_marks(path)
    assert scores(tmp_path) == {"ada": (by_checks, waiting), "ben": (0, 0)}

    convert(GenerateFeedback, tmp_path, path)
    pages = (
        tmp_path / "feedback" / who / path.stem / f"{path.stem}.html" for who in scores(tmp_path)
    )
    assert all(page.stat().st_size > 10_000 for page in pages)


@pytest.fixture
def in_process(monkeypatch):
    """What the kernels that nbgrader starts for us inherit."""
    monkeypatch.delenv("MPLBACKEND", raising=False)
    monkeypatch.delenv(SEEDS_VARIABLE, raising=False)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "1")


def convert(step, course, path):
    """Run one of nbgrader's converters on a lesson, in this process."""
    from nbgrader.coursedir import CourseDirectory

    config = course_config(course, path.parent.parent)
    coursedir = CourseDirectory(config=config, assignment_id=path.stem)
    step(coursedir=coursedir, config=config, force=True).start()
