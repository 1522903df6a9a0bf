"""Folders and loose notebooks that people have named."""

import dataclasses

import pytest
from a_pile import FIRST, books, filed, problems, put, take, zipped

from autograder.course.limits import LIMITS
from autograder.environment import CommandFailed


def test_the_folder_of_one_student(room):
    put(room, f"ada/{FIRST}/{FIRST}.ipynb", room.one)
    take(room, room.inbox / "ada")
    assert books(room) == [f"ada/{FIRST}/{FIRST}.ipynb"]


@pytest.mark.parametrize(
    ("name", "student"),
    [
        ("ada.ipynb", "ada"),
        (f"ada_{FIRST}.ipynb", "ada"),
        (f"ada-{FIRST}-Copy1.ipynb", "ada"),
        ("02 Perceptron ada (2).ipynb", "ada"),
        ("ada_02.ipynb", "ada"),
        ("s-12345.ipynb", "s-12345"),
        ("ada_2026_02_perceptron.ipynb", "ada_2026"),
        ("ada@example.org.ipynb", "ada@example.org"),
        ("ada/perceptron.ipynb", "ada"),
        (f"{FIRST}/ada.ipynb", "ada"),
        (f"week/{FIRST}/ada.ipynb", "week"),
    ],
)
def test_loose_notebooks_are_named_by_student(room, name, student):
    put(room, name, room.one)
    assert problems(take(room)) == []
    assert books(room) == [f"{student}/{FIRST}/{FIRST}.ipynb"]


def test_one_loose_notebook_and_an_export_in_a_folder(room):
    put(room, "a/export.zip", zipped(room, {f"x_1_2_{FIRST}.ipynb": room.one}).read_bytes())
    take(room, put(room, "ada.ipynb", room.one))
    take(room)
    assert books(room) == [f"ada/{FIRST}/{FIRST}.ipynb", f"x/{FIRST}/{FIRST}.ipynb"]


def test_a_notebook_that_names_nobody_is_told(room):
    put(room, f"{FIRST}.ipynb", room.one)
    (said,) = problems(take(room))
    assert said.startswith(f"{FIRST}.ipynb does not say whose it is. Name it STUDENT_LESSON.ipynb")
    assert filed(room) == []


@pytest.mark.parametrize("folder", ["tuesday", f"tuesday/{FIRST}"])
def test_a_group_in_a_folder_is_not_taken_for_one_student(room, folder):
    for name in ("ada.ipynb", "ben.ipynb"):
        put(room, f"{folder}/{name}", room.one)
    assert len(problems(take(room))) == 2
    assert filed(room) == []
    take(room, room.inbox / folder)
    assert books(room) == [f"{x}/{FIRST}/{FIRST}.ipynb" for x in ("ada", "ben")]


@pytest.mark.parametrize("folder", ["ada", f"ada/{FIRST}"])
def test_a_scratch_notebook_in_a_students_folder_is_the_students(room, folder):
    put(room, f"{folder}/{FIRST}.ipynb", room.one)
    put(room, f"{folder}/scratch.ipynb", b'{"cells": [], "nbformat": 4}')
    take(room)
    assert books(room) == [f"ada/{FIRST}/{FIRST}.ipynb"]
    assert (room.course / "submitted" / books(room)[0]).read_bytes() == room.one


def test_what_systems_leave_lying_about_is_ignored(room):
    put(room, "ada.ipynb", room.one)
    for name in (
        "__MACOSX/._ada.ipynb",
        ".DS_Store",
        ".ipynb_checkpoints/ben-checkpoint.ipynb",
        "._cid.ipynb",
        "Thumbs.db",
        "notes.txt",
    ):
        put(room, name, b"\0\0")
    files = {f"__MACOSX/._x_1_2_{FIRST}.ipynb": b"\0", f"x_1_2_{FIRST}.ipynb": room.one}
    outcomes = take(room, room.inbox, zipped(room, files))
    assert problems(outcomes) == []
    assert [x.student for x in outcomes] == ["ada", "x"]


def test_a_path_that_is_not_there_does_not_stop_the_rest(room):
    put(room, "ada.ipynb", room.one)
    outcomes = take(room, room.tmp / "nowhere", room.inbox)
    assert problems(outcomes) == ["nowhere does not exist."]
    assert books(room) == [f"ada/{FIRST}/{FIRST}.ipynb"]


def test_collecting_from_where_collected_work_lies_is_refused(room):
    put(room, "ada.ipynb", room.one)
    take(room)
    with pytest.raises(CommandFailed, match="where collected work lies"):
        take(room, room.course / "submitted" / "ada")


def test_a_folder_with_too_many_files_is_told(room):
    for n in range(9):
        put(room, f"s{n}.ipynb", room.one)
    outcomes = take(room, limits=dataclasses.replace(LIMITS, files=5))
    assert problems(outcomes) == ["inbox holds more than 5 files."]
    assert len(books(room)) == 5
