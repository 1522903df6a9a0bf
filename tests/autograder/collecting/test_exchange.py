"""What nbgrader's own exchange and its collect have laid out."""

import json

import pytest
from a_pile import (
    FIRST,
    MOODLE,
    NOON,
    SECOND,
    books,
    changed,
    filed,
    later,
    problems,
    put,
    stamp,
    take,
    zipped,
)

from autograder.course.names import safe_id
from autograder.course.people import people

WHEN = "2026-11-02 12:00:00.000000 UTC"


def handed(room, name, content, lesson=FIRST, **beside):
    """One submission as `nbgrader submit` puts it into the exchange."""
    put(room, f"{name}/{lesson}.ipynb", content)
    for file, text in beside.items():
        put(room, f"{name}/{file}.txt", text)


@pytest.mark.parametrize("user", ["ada", "ada+lovelace", "ada@example.org", "s-12"])
@pytest.mark.parametrize("random", ["+cmFuZG9tMTIz", "+a-b_c", ""])
def test_the_user_the_lesson_and_the_time_stand_in_the_folders_name(room, user, random):
    secret = b"secret"
    handed(room, f"{user}+{FIRST}+{WHEN}{random}", room.one, submission_secret=secret)
    (outcome,) = take(room)
    assert outcome.problem == ""
    assert people(room.course)[outcome.student].name == user
    assert stamp(room, outcome.student) == NOON
    assert outcome.student == safe_id(user)[0]


def test_of_several_submissions_the_last_counts_and_the_others_are_kept_without_a_word(room):
    for hour in (12, 14, 13):
        handed(
            room,
            f"ada+{FIRST}+2026-11-02 {hour}:00:00.000000 UTC+x",
            changed(room, lambda raw, hour=hour: raw["metadata"].update(hour=hour)),
        )
    (outcome,) = take(room)
    assert stamp(room, "ada") == later(2)
    assert len(filed(room, "submitted_before")) == 2
    assert outcome.notes == []
    assert [x.done for x in take(room)] == ["unchanged"]


def test_the_names_of_the_exchange_hold_in_a_zip_and_for_one_folder(room):
    name = f"ada+{FIRST}+{WHEN}+x"
    take(room, zipped(room, {f"inbound/{name}/answer.ipynb": room.one}, when=later(5)))
    handed(room, f"ben+{FIRST}+{WHEN}+x", room.one)
    take(room, room.inbox / f"ben+{FIRST}+{WHEN}+x")
    assert books(room) == [f"{x}/{FIRST}/{FIRST}.ipynb" for x in ("ada", "ben")]
    assert stamp(room, "ada") == stamp(room, "ben") == NOON


def test_a_submission_without_a_notebook_is_told_for_the_lesson_in_the_name(room):
    put(room, f"ada+{FIRST}+{WHEN}+x/data.csv", b"1")
    put(room, f"ada+{FIRST}+{WHEN}+x/timestamp.txt", WHEN.encode())
    assert problems(take(room)) == ["data.csv is not a notebook. Hand in the .ipynb file."]
    assert f"ada/{FIRST}/problem.txt" in filed(room)


def test_another_assignment_of_the_same_course_is_let_be(room):
    other = json.dumps({"cells": [], "nbformat": 4, "nbformat_minor": 5, "metadata": {}}).encode()
    handed(room, f"ada+hw1+{WHEN}+x", other, "hw1")
    handed(room, f"ada+renamed+{WHEN}+x", room.one, "renamed")
    (outcome,) = take(room)
    assert (outcome.student, outcome.lesson, outcome.problem) == ("ada", FIRST, "")


def test_a_time_that_the_name_does_not_tell_is_read_from_the_exchanges_own_stamp(room):
    stamped = b"2026-11-02 13:00:00 Europe/Paris"
    handed(room, f"ada+{FIRST}+2026-11-02 13_00_00+x", room.one, timestamp=stamped)
    take(room)
    assert stamp(room, "ada") == NOON


# What nbgrader's collect has laid out: submitted/STUDENT/LESSON


def laid(room, top):
    put(room, f"{top}ada/{FIRST}/{FIRST}.ipynb", room.one)
    put(room, f"{top}ada/{FIRST}/timestamp.txt", b"2026-11-02 13:00:00.5 Europe/Paris")
    put(room, f"{top}ben/{SECOND}/my answer.ipynb", room.two)
    put(room, f"{top}ben/{SECOND}/data.csv", b"1,2")


def test_a_folder_as_nbgrader_lays_it(room):
    laid(room, "")
    outcomes = take(room)
    assert problems(outcomes) == []
    assert books(room) == [f"ada/{FIRST}/{FIRST}.ipynb", f"ben/{SECOND}/{SECOND}.ipynb"]
    assert (room.course / "submitted" / books(room)[0]).read_bytes() == room.one


def test_the_stamp_is_believed_where_nbgrader_wrote_it_and_not_beside_a_notebook(room):
    laid(room, "submitted/")
    laid(room, "other/")
    take(room, room.inbox / "submitted")
    assert stamp(room, "ada") == NOON.replace(microsecond=500_000)
    room.course = room.tmp / "second"
    take(room, room.inbox / "other")
    assert stamp(room, "ada") is None
    room.course = room.tmp / "third"
    name = MOODLE.format("ada", 1, "")
    files = {f"{name}a.ipynb": room.one, f"{name}timestamp.txt": b"2020-01-01 12:00:00 UTC"}
    take(room, zipped(room, files))
    assert stamp(room, "ada") == NOON
