"""A disk that is full ends the work in one sentence: nothing is lost, the same command goes on."""

import errno
import os

import pytest
from a_pile import FIRST, MOODLE, books, changed, problems, put, take, zipped

from autograder.course.people import people
from autograder.environment import CommandFailed


def full(room, monkeypatch, after):
    """From the given file on nothing more can be written; small files go last."""
    count, fsync = [0], os.fsync

    def until(handle):
        count[0] += 1
        if count[0] > after:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", until)


def left(room):
    """What lies in the course that a command should have taken away."""
    return [x.name for x in room.course.rglob(".*") if x.name != ".collect.lock"]


@pytest.mark.parametrize("after", [0, 1, 2, 4, 6, 9])
def test_a_full_disk_is_one_sentence_and_the_same_command_goes_on(room, monkeypatch, after):
    files = {MOODLE.format("Ana Silva", n, "a.ipynb"): room.one for n in (111, 222)}
    files[MOODLE.format("Ben", 333, "a.ipynb")] = room.one
    path = zipped(room, files)
    full(room, monkeypatch, after)
    with pytest.raises(CommandFailed, match="No space left on device") as said:
        take(room, path)
    monkeypatch.undo()
    there = books(room)
    assert f"{len(there)} are filed and nothing is lost" in str(said.value)
    assert left(room) == []
    outcomes = take(room, path)
    assert [x.student for x in outcomes] == ["Ana_Silva-111", "Ana_Silva-222", "Ben"]
    assert sum(x.done == "unchanged" for x in outcomes) == len(there)
    assert people(room.course)["Ana_Silva-111"].in_lesson == {FIRST: "111"}


def test_a_full_disk_leaves_what_is_there(room, monkeypatch):
    put(room, "ada.ipynb", room.one)
    take(room)
    put(room, "ada.ipynb", changed(room, lambda raw: raw["cells"].pop()))
    full(room, monkeypatch, 0)
    with pytest.raises(CommandFailed, match="0 are filed"):
        take(room)
    monkeypatch.undo()
    assert (room.course / "submitted" / books(room)[0]).read_bytes() == room.one
    assert [x.done for x in take(room)] == ["again"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs rights to be taken away")
def test_a_folder_that_cannot_be_written_costs_only_its_student(room):
    (room.course / "submitted" / "ada").mkdir(parents=True, mode=0o500)
    put(room, "ada.ipynb", room.one)
    put(room, "ben.ipynb", room.one)
    assert problems(take(room)) == ["ada.ipynb could not be written: Permission denied."]
    assert books(room) == [f"ben/{FIRST}/{FIRST}.ipynb"]


def test_what_a_command_left_that_was_killed_in_the_middle_is_cleared(room):
    put(room, "ada.ipynb", room.one)
    (room.course / ".collecting-x" / "half").mkdir(parents=True)
    take(room)
    assert left(room) == []
