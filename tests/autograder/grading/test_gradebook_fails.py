"""A gradebook that is locked, damaged or not there: one sentence, and nothing is made or lost."""

from __future__ import annotations

import sqlite3
import threading

import pytest
from a_lesson import NAME
from grading.a_course import DUE, LATE

pytestmark = pytest.mark.filterwarnings("ignore")  # of nbgrader's own libraries


def test_a_gradebook_that_is_locked_is_one_sentence_and_the_next_run_goes_on(course):
    held, done = threading.Event(), threading.Event()

    def hold():
        other = sqlite3.connect(course.folder / "gradebook.db")
        other.execute("begin exclusive")
        held.set()
        done.wait(60)
        other.close()

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(60)
    said = course.run("grade", "02")
    done.set()
    holder.join()
    assert said.code == 1
    assert said.err.splitlines()[-1] == (
        "grade: the gradebook, it could not be opened: database is locked. What was entered "
        "before stays; the same command goes on from there."
    )
    assert course.run("grade", "02").code == 0
    assert course.marks() == {"ada": "5", "ben": "3", "cleo": "2"}


@pytest.mark.parametrize("damage", ["text", "middle"])
@pytest.mark.parametrize("command", ["grade", "report", "feedback", "export"])
def test_a_damaged_gradebook_is_one_sentence(course, command, damage):
    course.run("grade", "02")
    path = course.folder / "gradebook.db"
    content = bytearray(path.read_bytes())
    if damage == "text":
        content[:100] = b"x" * 100
    else:
        content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    course.hand_in("ada", when=DUE)
    said = course.run(command)
    assert said.code == 1
    assert said.err.splitlines()[-1].startswith(f"{command}: the gradebook, it could not be ")


@pytest.mark.parametrize("command", ["grade", "report", "feedback", "export", "doctor"])
def test_a_mistyped_folder_is_one_sentence_and_no_folder_is_made(course, command):
    right, wrong = course.folder, course.folder.with_name("cuorse")
    course.folder = wrong
    said = course.run(command)
    assert not wrong.exists()
    if command != "doctor":
        assert said.code == 1
        assert said.out == ""
        assert said.err == f"{command}: {wrong} is not there. Did you mean {right}?\n"


@pytest.mark.parametrize("command", ["grade", "report", "feedback", "export"])
def test_a_folder_that_holds_no_class_is_one_sentence_and_stays_as_it_is(course, command, tmp_path):
    (tmp_path / "photos" / "sea").mkdir(parents=True)
    course.folder = tmp_path / "photos"
    said = course.run(command)
    assert said.code == 1
    assert said.err.startswith(f"{command}: {tmp_path / 'photos'} holds no class.")
    assert course.files() == ["sea"]


def test_a_note_that_fits_many_is_told_once(course):
    for name in ("dora", "emil", "finn", "gita", "hugo"):
        course.hand_in_bytes(name, b"", LATE)
    done = course.run("grade", "02")
    lines = [line for line in done.out.splitlines() if line.startswith("  ")]
    assert len(lines) == 1
    assert lines[0].startswith(f"  dora, emil, finn, gita, hugo, {NAME}: {NAME}.ipynb is empty")
