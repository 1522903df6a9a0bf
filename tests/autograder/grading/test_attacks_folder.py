"""What may lie in `submitted/` besides notebooks: pipes, links, holes, strange names and times.

`collect` files none of it, but a folder may have come by another road. Each costs its own student
a sentence, at most; nothing is read through a link, nothing is waited for, and all the others are
graded in the same run.
"""

import json
import os
import shutil
import sqlite3

import pytest
from a_class import NAME, grading, handed_in
from a_room import harmless

from autograder.grading import work

SECRET = "canary-5f2e91"
ODD = {  # what is done to a good submission -> what is said of it; "" where it is graded
    "a link for the problem": (lambda f: link(f / "problem.txt", f.parents[2] / "secret"), ""),
    "a problem in Latin-1": (lambda f: (f / "problem.txt").write_bytes(b"caf\xe9"), "caf"),
    "a pipe for the problem": (lambda f: os.mkfifo(f / "problem.txt"), ""),
    "no time": (lambda f: (f / "timestamp.txt").write_bytes(b"\xff\0 soon"), "timestamp.txt"),
    "a time after all times": (
        lambda f: (f / "timestamp.txt").write_text("99999-01-01 00:00:00 UTC"),
        "timestamp.txt",
    ),
    "a time before all times": (
        lambda f: (f / "timestamp.txt").write_text("0001-01-01 00:00:00 +2300"),
        "timestamp.txt",
    ),
    "a pipe for the time": (lambda f: os.mkfifo(f / "timestamp.txt"), "timestamp.txt"),
    "a folder for the time": (lambda f: (f / "timestamp.txt").mkdir(), "timestamp.txt"),
    "a link for the time": (
        lambda f: link(f / "timestamp.txt", f.parents[2] / "secret"),
        "timestamp.txt",
    ),
    "a pipe for the notebook": (lambda f: instead(f, os.mkfifo), "no 00_start_here.ipynb"),
    "a folder for the notebook": (lambda f: instead(f, os.mkdir), "no 00_start_here.ipynb"),
    "a link for the notebook": (
        lambda f: instead(f, lambda path: link(path, f.parents[2] / "secret")),
        "no 00_start_here.ipynb",
    ),
    "a hole of a terabyte": (lambda f: hole(f / "data.bin"), ""),
    "a link in a circle": (lambda f: link(f / "loop", f / "loop"), ""),
}
NAMES = ["-rf", "=cmd|' C'!A0", "<b>x", "o'; drop table student", "{student_id}", "%s", "[a-z]*"]
NO_NAMES = ["red\x1b[31m", "two\nlines", "x" * 250, b"\xff\xfe".decode(errors="surrogateescape")]


def link(path, target):
    path.symlink_to(target)


def instead(folder, make):
    (folder / f"{NAME}.ipynb").unlink()
    make(folder / f"{NAME}.ipynb")


def hole(path):
    with path.open("wb") as file:
        file.truncate(10**12)


@pytest.fixture(scope="module")
def graded(tmp_path_factory, first_released):
    """The command's words, and the records by student, where all of this lies side by side."""
    course = handed_in(tmp_path_factory.mktemp("odd") / "course", 1, first_released)
    (course / "secret").write_text(SECRET)
    good = next((course / "submitted").iterdir())
    for name in [*ODD, *NAMES, *NO_NAMES]:
        shutil.copytree(good, course / "submitted" / name)
    for name, (change, _) in ODD.items():
        change(course / "submitted" / name / NAME)
    done = grading(course, "--json")
    said = {r["student"]: r for r in json.loads(done.stdout)["graded"]} if done.stdout else {}
    return course, done, said, good.name


def test_the_run_comes_to_its_end(graded):
    _, done, said, good = graded
    assert "Traceback" not in done.stderr
    assert done.returncode == 1
    assert said[good]["problem"] == ""


@pytest.mark.parametrize("case", ODD)
def test_an_odd_file_costs_its_student_a_sentence_at_most(graded, case):
    _, _, said, good = graded
    told = ODD[case][1]
    assert told in said[case]["problem"]
    if not told:
        assert (said[case]["problem"], said[case]["score"]) == ("", said[good]["score"])


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_only_a_name(graded, name):
    _, _, said, good = graded
    assert said[name]["score"] == said[good]["score"]


def test_what_can_be_no_name_is_told_and_left(graded):
    _, done, said, _ = graded
    assert not set(NO_NAMES) & set(said)
    assert done.stderr.count("cannot be the name of a student") == len(NO_NAMES)
    assert "\x1b" not in done.stderr


def test_nothing_is_read_through_a_link(graded):
    course, done, said, _ = graded
    assert SECRET not in done.stdout + done.stderr + str(said)
    assert not [x for x in (course / "autograded").rglob("*") if x.is_symlink()]


def broken(course):
    (course / "gradebook.db").write_bytes(os.urandom(3000))


def locked(course):
    book = sqlite3.connect(course / "gradebook.db")
    book.execute("begin exclusive")
    return book


def taken(course):
    shutil.rmtree(course / "verdicts", ignore_errors=True)
    (course / "verdicts").write_text("a file where a folder should be")


@pytest.mark.slow
@pytest.mark.parametrize("trouble", [broken, locked, taken])
def test_a_course_that_cannot_be_written_is_told_and_graded_when_it_can(
    tmp_path, first_released, trouble
):
    course = handed_in(tmp_path / "course", 1, first_released)
    shutil.copytree(course, kept := tmp_path / "kept")
    held = trouble(course)
    done = grading(course)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    if trouble is taken:  # nothing that concerns one submission ends a run
        assert "Not entered, and to be graded again. NotADirectoryError" in done.stdout
    else:
        assert done.stderr.splitlines()[-1].startswith("grade: ")
    if held:
        held.close()
    if trouble is taken:
        (course / "verdicts").unlink()
    shutil.copy(kept / "gradebook.db", course)
    assert grading(course).returncode == 0


def test_a_fault_of_ours_costs_one_submission_and_stops_no_run(room, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(work, "restore", lambda *_: 1 / 0)
        assert "on our side (ZeroDivisionError)" in room.grade("ben", room.book()).record.problem
    harmless(room)
