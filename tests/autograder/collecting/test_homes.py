"""Folders that are all one student's: homes of a JupyterHub, clones of GitHub Classroom."""

import os

import pytest
from a_pile import FIRST, SECOND, books, changed, filed, notes, problems, put, stamp, take

from autograder.course.people import people
from autograder.environment import CommandFailed


def home(room, student, *names, sign=".bashrc"):
    """A home with these notebooks, each in `nets`."""
    for name in names:
        content = room.two if SECOND in name else room.one
        put(room, f"{student}/nets/{name}/{name}.ipynb", content)
    if sign:
        put(room, f"{student}/{sign}", b"")


def test_homes_are_told_by_what_they_hold_beside_notebooks(room):
    for student in ("ada", "ben"):
        home(room, student, FIRST, sign=".jupyter/x")
        put(room, f"{student}/own/Untitled.ipynb", b'{"cells": [], "nbformat": 4}')
        put(room, f"{student}/my_plots.ipynb", b"{")
        put(room, f"{student}/notes.pdf", b"%PDF")
    outcomes = take(room)
    assert problems(outcomes) == []
    assert books(room) == [f"{x}/{FIRST}/{FIRST}.ipynb" for x in ("ada", "ben")]


def test_homes_are_told_by_being_laid_out_alike(room):
    home(room, "ada", FIRST, sign="")
    home(room, "ben", FIRST, sign="")
    take(room)
    assert books(room) == [f"{x}/{FIRST}/{FIRST}.ipynb" for x in ("ada", "ben")]


def test_what_may_be_a_home_or_a_group_is_asked_before_anything_is_filed(room):
    put(room, "cid.ipynb", room.one)
    home(room, "ada", FIRST, sign="")
    put(room, f"ben/own/{FIRST}.ipynb", room.one)
    with pytest.raises(CommandFailed, match="may be of ada or of nets") as said:
        take(room)
    assert "say --homes" in str(said.value)
    assert "inbox/*" in str(said.value)
    assert filed(room) == []
    take(room, homes=True)
    assert books(room) == [f"{x}/{FIRST}/{FIRST}.ipynb" for x in ("ada", "ben", "cid")]


def test_groups_folders_given_by_themselves_are_groups(room):
    for student, group in (("ada", "mon"), ("ben", "mon"), ("ada lee", "tue")):
        put(room, f"{group}/{student}/{FIRST}.ipynb", room.one)
    take(room, room.inbox / "mon", room.inbox / "tue")
    assert [x.split("/")[0] for x in books(room)] == ["ada", "ada_lee", "ben"]


def test_in_homes_with_several_lessons_the_lesson_is_asked_for(room):
    home(room, "ada", FIRST, SECOND)
    home(room, "ben", FIRST)
    with pytest.raises(CommandFailed, match=f"{FIRST}, {SECOND}.*--lesson 02"):
        take(room)
    outcomes = take(room, wanted=SECOND)
    assert problems(outcomes) == []
    assert books(room) == [f"ada/{SECOND}/{SECOND}.ipynb"]


def test_of_two_copies_in_a_home_that_in_the_lessons_folder_counts_and_both_are_kept(room):
    home(room, "ada", FIRST)
    put(room, f"ada/old/{FIRST}.ipynb", changed(room, lambda raw: raw["cells"].pop()))
    outcomes = take(room)
    assert (room.course / "submitted" / books(room)[0]).read_bytes() == room.one
    assert "which does not count, is kept in submitted_before" in notes(outcomes)[0]


def test_a_broken_notebook_of_the_lesson_in_a_home_is_told(room):
    home(room, "ada", FIRST)
    put(room, f"ada/nets/{FIRST}/{FIRST}.ipynb", room.one[:900])
    assert "breaks off" in problems(take(room))[0]
    assert f"ada/{FIRST}/problem.txt" in filed(room)


def test_an_unreadable_notebook_is_told_where_a_student_has_no_other(room):
    home(room, "ada", FIRST)
    put(room, "ada/scratch.ipynb", b"{")
    put(room, "ben/nets/answer.ipynb", room.one[:900])
    put(room, "cid/nets/own.ipynb", b'{"cells": [], "nbformat": 4}')
    (said,) = problems(take(room, wanted=FIRST))
    assert said.startswith("answer.ipynb breaks off")


def test_a_home_that_nobody_lets_us_read_is_told(room, monkeypatch):
    home(room, "ada", FIRST)
    home(room, "ben", FIRST)
    scandir = os.scandir

    def closed(path):
        if str(path).endswith("ben"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    outcomes = take(room)
    assert problems(outcomes) == ["ben cannot be read: Permission denied."]
    assert books(room) == [f"ada/{FIRST}/{FIRST}.ipynb"]


def test_the_hubs_prefix_is_no_part_of_the_name(room):
    home(room, "jupyter-ada", FIRST)
    home(room, "jupyter-ben", FIRST)
    assert [x.student for x in take(room)] == ["ada", "ben"]


def test_the_home_of_one_person_is_not_taken_for_a_class(room):
    home(room, "ada", FIRST)
    with pytest.raises(CommandFailed, match="is the home of one person"):
        take(room, room.inbox / "ada")


def test_a_zip_and_a_name_in_a_home_are_the_students(room):
    home(room, "ada", FIRST, sign=".profile")
    put(room, f"ben/ada_1_2_{FIRST}.ipynb", room.one)
    take(room)
    assert [x.split("/")[0] for x in books(room)] == ["ada", "ben"]


def test_a_stamp_in_a_home_is_the_students_word(room):
    home(room, "ada", FIRST)
    put(room, f"ada/nets/{FIRST}/timestamp.txt", b"2020-01-01 12:00:00 UTC")
    (outcome,) = take(room)
    assert (outcome.handed_in, stamp(room, "ada")) == ("", None)


# GitHub Classroom


def test_clones_of_github_classroom_are_their_students(room):
    for student in ("ada-l", "ben"):
        put(room, f"xor-nets-submissions/xor-nets-{student}/src/{FIRST}.ipynb", room.one)
        put(room, f"xor-nets-submissions/xor-nets-{student}/.git/HEAD", b"ref")
        put(room, f"xor-nets-submissions/xor-nets-{student}/scratch.ipynb", b"{")
    outcomes = take(room, room.inbox / "xor-nets-submissions")
    assert problems(outcomes) == []
    assert [x.student for x in outcomes] == ["ada-l", "ben"]
    assert {x.system for x in people(room.course).values()} == {"github"}


def test_clones_whose_names_do_not_tell_the_student_are_asked_for(room):
    for student in ("ada", "ben"):
        put(room, f"xor-{student}/{FIRST}.ipynb", room.one)
        put(room, f"xor-{student}/.git/HEAD", b"ref")
    with pytest.raises(CommandFailed, match="gh classroom clone student-repos"):
        take(room)
    assert filed(room) == []


def test_a_student_who_uses_git_is_no_clone(room):
    put(room, f"ada/{FIRST}.ipynb", room.one)
    put(room, "ada/.git/HEAD", b"ref")
    put(room, f"ben-lee/{FIRST}.ipynb", room.one)
    assert [x.student for x in take(room)] == ["ada", "ben-lee"]
