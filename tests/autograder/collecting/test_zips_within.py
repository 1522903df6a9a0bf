"""A zip that a student handed in is opened, within the same bounds as the zip around it."""

import dataclasses
import io
import zipfile
from datetime import timedelta

import pytest
from a_pile import FIRST, MOODLE, NOON, SMALL, books, filed, problems, put, stamp, take, zipped

from autograder.course.limits import LIMITS


def packed(files):
    """A zip with these files, as bytes."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return whole.getvalue()


@pytest.mark.parametrize("name", [MOODLE.format("ada", 1, "work.zip"), "ada_1_2_work.zip"])
@pytest.mark.parametrize("inside", [f"{FIRST}.ipynb", "answer.ipynb", f"x/y/{FIRST}.ipynb"])
def test_the_notebook_in_it_is_the_students(room, name, inside):
    work = packed({inside: room.one, "data.csv": b"1,2", "__MACOSX/._x.ipynb": b"\0"})
    outcomes = take(room, zipped(room, {name: work}))
    assert problems(outcomes) == []
    assert books(room) == [f"ada/{FIRST}/{FIRST}.ipynb"]


def test_the_time_in_it_is_the_students_own_and_does_not_count(room):
    work = zipped(room, {"a.ipynb": room.one}, "work.zip", when=NOON - timedelta(days=30))
    name = MOODLE.format("ada", 1, "work.zip")
    take(room, zipped(room, {name: work.read_bytes()}))
    assert stamp(room, "ada") == NOON


def test_a_name_in_it_makes_it_nobody_elses(room):
    ben = packed({f"ben_7_8_{FIRST}.ipynb": room.one, MOODLE.format("ben", 7, "x.ipynb"): room.two})
    files = {"ada_1_2_work.zip": ben, MOODLE.format("cid", 3, "work.zip"): ben}
    assert {x.student for x in take(room, zipped(room, files))} == {"ada", "cid"}


@pytest.mark.parametrize("place", ["ada/work.zip", f"ada/{FIRST}/work.zip", "ada.zip"])
@pytest.mark.parametrize("inside", [f"{FIRST}.ipynb", f"{FIRST}/{FIRST}.ipynb"])
def test_in_a_folder_it_is_of_whom_the_folder_or_its_name_says(room, place, inside):
    put(room, place, packed({inside: room.one}))
    assert problems(take(room)) == []
    assert books(room) == [f"ada/{FIRST}/{FIRST}.ipynb"]


@pytest.mark.parametrize("among", [True, False])
def test_canvass_files_unpacked_into_a_folder_stay_whose_they_are(room, among):
    put(room, "ada_1_2_work.zip", packed({f"{FIRST}.ipynb": room.one}))
    if among:  # then not even a name in it makes it an export
        put(room, "cid_5_6_work.zip", packed({f"ben_3_4_{FIRST}.ipynb": room.one}))
    outcomes = take(room)
    assert problems(outcomes) == []
    assert [x.student for x in outcomes] == (["ada", "cid"] if among else ["ada"])


def test_an_export_in_a_folder_is_still_one(room):
    put(room, "CS_101_2026_1-Nets-77.zip", packed({MOODLE.format("ada", 1, "a.ipynb"): room.one}))
    week = {f"{x}/{FIRST}.ipynb": room.one for x in ("ben", "cid")}
    put(room, "week.zip", packed(week))
    put(room, "more/loose.zip", packed({f"{x}.ipynb": room.one for x in ("dan", "eve")}))
    assert sorted(x.student for x in take(room)) == ["ada", "ben", "cid", "dan", "eve"]


def test_a_zip_that_may_be_of_two_people_is_nobodys(room):
    put(room, "week.zip", packed({"ada.ipynb": room.one}))
    assert "does not say whose it is" in problems(take(room))[0]
    assert filed(room) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04xxxx", "work.zip is no zip that can be read: it breaks off. Hand in the"),
        (packed({}), "work.zip holds no file. Hand in the notebook itself."),
        (packed({"answer.py": b"x"}), "answer.py is not a notebook. Hand in the .ipynb file."),
        (packed({"inner.zip": packed({"a.ipynb": b""})}), "inner.zip is a zip within a zip within"),
    ],
)
def test_one_without_a_notebook_is_asked_for_again(room, content, said):
    outcomes = take(
        room, zipped(room, {MOODLE.format("ada", 1, "work.zip"): content}), wanted=FIRST
    )
    assert [x.startswith(said) for x in problems(outcomes)] == [True]
    assert f"ada/{FIRST}/problem.txt" in filed(room)


def test_a_bomb_in_it_costs_only_itself(room):
    bomb = packed({f"{FIRST}.ipynb": b'{"cells": ["' + b" " * 2_000_000 + b'"]}'})
    files = {"ada_1_2_work.zip": bomb, "ben_1_3_work.zip": packed({f"{FIRST}.ipynb": room.one})}
    outcomes = take(room, zipped(room, files), limits=dataclasses.replace(SMALL, ratio=50))
    assert [bool(x.problem) for x in outcomes] == [True, False]
    assert "swells to more than 50 times its size" in outcomes[0].problem


def test_many_of_them_are_stopped_together(room):
    work = packed({f"{FIRST}.ipynb": b" " * 90_000 + room.one})
    files = {f"s{n}_1_{n}_work.zip": work for n in range(20)}
    outcomes = take(room, zipped(room, files), wanted=FIRST, limits=SMALL)
    assert 5 < sum(not x.problem for x in outcomes) < 15
    assert all("Give it in parts" in x for x in problems(outcomes))


@pytest.mark.parametrize(
    ("limit", "said"), [("packed", "has more than"), ("directory", "too long a table of contents")]
)
def test_one_that_is_too_large_is_not_opened(room, limit, said):
    work = packed({f"{FIRST}.ipynb": room.one, "more.csv": b"1"})
    path = zipped(room, {"ada_1_2_work.zip": work})
    limits = dataclasses.replace(LIMITS, **{limit: 80})
    outcomes = take(room, path, wanted=FIRST, limits=limits)
    assert [x.startswith("work.zip ") and said in x for x in problems(outcomes)] == [True]
