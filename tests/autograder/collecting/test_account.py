"""The account can be lost: whose each submission is lies beside it."""

import os
import stat

import pytest
from a_pile import FIRST, MOODLE, SECOND, books, put, take, zipped

from autograder.collecting import desk
from autograder.course.account import read_account
from autograder.course.names import safe_id
from autograder.course.people import people


def test_when_collecting_is_interrupted_the_account_says_what_is_filed(room, monkeypatch):
    for name in ("ada", "ben"):
        put(room, f"{name}.ipynb", room.one)
    examine = desk.examine

    def until_ben(handed, *rest):
        if handed.name == "ben.ipynb":
            raise KeyboardInterrupt
        return examine(handed, *rest)

    monkeypatch.setattr(desk, "examine", until_ben)
    with pytest.raises(KeyboardInterrupt):
        take(room)
    assert list(people(room.course)) == ["ada"]
    monkeypatch.undo()
    assert [(x.student, x.done) for x in take(room)] == [("ada", "unchanged"), ("ben", "new")]


def two_anas(room, lesson, first, second, **more):
    """Moodle's zip of a lesson with two students of one name and a third."""
    book = room.one if lesson == FIRST else room.two
    files = {MOODLE.format("Ana Silva", n, f"{lesson}.ipynb"): book for n in (first, second)}
    files[MOODLE.format("李雷", first + 50, f"{lesson}.ipynb")] = book
    return zipped(room, files, f"{lesson}-{first}.zip", **more)


LOST = {
    "lost": lambda path: path.unlink(),
    "empty": lambda path: path.write_bytes(b""),
    "cut off": lambda path: path.write_bytes(path.read_bytes()[:200]),
    "something else": lambda path: path.write_text("[1, 2]"),
}


@pytest.mark.parametrize("how", LOST)
@pytest.mark.parametrize("copy", ["with its copy", "without"])
def test_an_account_that_is_lost_is_made_anew_from_the_folders(room, how, copy):
    path, account = two_anas(room, FIRST, 111, 222), room.course / "collected.json"
    before = {x.source: x.student for x in take(room, path)}
    take(room, two_anas(room, SECOND, 311, 322), answers={"311": "Ana_Silva-222"})
    known = people(room.course)
    LOST[how](account)
    if copy == "without":
        (room.course / "collected.json.before").unlink()
    assert people(room.course) == known
    again = take(room, path)
    assert {x.source: x.student for x in again} == before
    assert [x.done for x in again] == ["unchanged"] * 3
    assert people(room.course) == known
    assert known["Ana_Silva-222"].in_lesson == {FIRST: "222", SECOND: "311"}


def test_an_account_that_cannot_be_read_is_told(room):
    put(room, "ada.ipynb", room.one)
    take(room)
    assert read_account(room.course)[1] == ""
    (room.course / "collected.json").write_text("{")
    assert "collected.json could not be read" in read_account(room.course)[1]


def test_an_old_copy_of_the_account_loses_nobody(room):
    take(room, two_anas(room, FIRST, 111, 222))
    old = (room.course / "collected.json").read_bytes()
    cid = zipped(room, {MOODLE.format("Cid", 9, "a.ipynb"): room.one}, "cid.zip")
    take(room, cid)
    (room.course / "collected.json").write_bytes(old)
    assert "Cid" in people(room.course)
    assert [(x.student, x.done) for x in take(room, cid)] == [("Cid", "unchanged")]


def test_a_course_from_before_with_nothing_but_folders_keeps_its_ids(room):
    for student in ("Ana_Silva-111", "Ana_Silva-222", safe_id("李雷")[0], "Ben"):
        folder = room.course / "submitted" / student / SECOND
        folder.mkdir(parents=True)
    files = {f"{name}_{n}_9_{FIRST}.ipynb": room.one for name, n in (("李雷", 5), ("Ben", 6))}
    files |= {f"Ana Silva_{n}_9_{FIRST}.ipynb": room.one for n in (111, 222)}
    there = sorted(x.name for x in (room.course / "submitted").iterdir())
    assert sorted(x.student for x in take(room, zipped(room, files))) == there


def test_the_account_is_for_its_owners_eyes_and_submissions_for_whom_the_process_lets(room):
    put(room, "ada.ipynb", room.one)
    before = os.umask(0o027)
    try:
        take(room)
    finally:
        os.umask(before)
    modes = [room.course / "collected.json", room.course / "submitted" / books(room)[0]]
    assert [stat.S_IMODE(x.stat().st_mode) for x in modes] == [0o600, 0o640]
