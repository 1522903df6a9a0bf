"""The newest counts, and what gives way is kept."""

import json

import nbformat
import pytest
from a_pile import FIRST, NOON, changed, filed, later, moodle, notes, problems, take, zipped

from autograder.collecting.outcome import summary
from autograder.course.filing import own_name


def test_the_newer_one_counts_and_the_older_is_kept(room):
    second = changed(room, lambda raw: raw["cells"].pop())
    take(room, moodle(room, room.one, NOON))
    outcomes = take(room, moodle(room, second, later(1)))
    assert (outcomes[0].done, outcomes[0].problem) == ("again", "")
    assert notes(outcomes) == [f"What was there before is in submitted_before/Ada/{FIRST}/1."]
    now = room.course / "submitted" / "Ada" / FIRST / f"{FIRST}.ipynb"
    before = room.course / "submitted_before" / "Ada" / FIRST / "1" / f"{FIRST}.ipynb"
    assert (now.read_bytes(), before.read_bytes()) == (second, room.one)

    outcomes = take(room, room.tmp / f"{NOON:%d-%H}.zip")  # the older export once more
    assert outcomes[0].done == "older"
    assert now.read_bytes() == second
    outcomes = take(room, room.tmp / f"{later(1):%d-%H}.zip")
    assert (outcomes[0].done, notes(outcomes)) == ("unchanged", [])


def test_a_broken_newer_one_takes_the_place_of_the_older_until_a_good_one_comes(room):
    take(room, moodle(room, room.one, NOON))
    outcomes = take(room, moodle(room, room.one[:1000], later(1)))
    assert "breaks off in line" in outcomes[0].problem
    assert filed(room) == [
        f"Ada/{FIRST}/{FIRST}.ipynb",  # the broken one, under its own name
        f"Ada/{FIRST}/problem.txt",
    ]
    place = room.course / "submitted" / "Ada" / FIRST
    assert (place / "problem.txt").read_text() == outcomes[0].problem + "\n"
    assert (place / f"{FIRST}.ipynb").read_bytes() == room.one[:1000]
    assert "1 of these will be shown as not gradable" in summary(outcomes)

    take(room, moodle(room, room.one, NOON))
    assert (place / "problem.txt").exists()  # the older good one does not come back by itself
    take(room, moodle(room, room.one, later(2)))
    assert not (place / "problem.txt").exists()
    assert (place / f"{FIRST}.ipynb").read_bytes() == room.one


def test_of_two_notebooks_in_one_export_the_newer_counts_also_if_it_is_broken(room):
    good, name = room.one, f"ada_1_{{}}_{FIRST}{{}}.ipynb"
    first = {name.format(7, ""): good[:999], name.format(8, "-1"): good}
    outcomes = take(room, zipped(room, first))
    assert problems(outcomes) == []
    assert "which does not count, is kept in submitted_before" in notes(outcomes)[0]
    assert [x.done for x in take(room, room.tmp / "export.zip")] == ["unchanged"]
    assert len(filed(room, "submitted_before")) == 1

    second = {name.format(7, ""): good, name.format(8, "-1"): good[:999]}
    assert len(problems(take(room, zipped(room, second)))) == 1


def test_scratch_beside_the_answer_does_not_take_its_place(room):
    scratch = json.dumps(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")])).encode()
    folder = "Ada_1_assignsubmission_file_"
    files = {f"{folder}/a.ipynb": room.one, f"{folder}/b.ipynb": scratch, f"{folder}/c.ipynb": b"{"}
    outcomes = take(room, zipped(room, files), wanted=FIRST)
    assert problems(outcomes) == []
    place = room.course / "submitted" / "Ada" / FIRST
    assert (place / f"{FIRST}.ipynb").read_bytes() == room.one


@pytest.mark.parametrize("name", ["answer.py", "answer.pdf", "answer", "work.zip"])
def test_something_else_in_place_of_a_notebook_is_asked_for_again(room, name):
    take(room, moodle(room, room.one, NOON))
    outcomes = take(room, moodle(room, b"x", later(1), name), wanted=FIRST)
    assert len(problems(outcomes)) == 1
    assert outcomes[0].problem.startswith(f"{name} is ")
    assert f"Ada/{FIRST}/problem.txt" in filed(room)
    assert f"Ada/{FIRST}/{FIRST}.ipynb" not in filed(room)


def test_other_files_beside_a_notebook_are_let_be(room):
    folder = "Ada_1_assignsubmission_file_"
    files = {f"{folder}/a.ipynb": room.one, f"{folder}/a.pdf": b"%PDF", f"{folder}/x.csv": b"1"}
    assert problems(take(room, zipped(room, files))) == []
    assert filed(room) == [f"Ada/{FIRST}/{FIRST}.ipynb"]


def test_a_file_keeps_its_own_name_where_that_is_a_name():
    assert own_name("answer 1.ipynb") == "answer_1.ipynb"
    assert own_name("Problem.TXT") == "handed_in_Problem.TXT"
    assert own_name("timestamp.txt") == "handed_in_timestamp.txt"
    assert own_name("../x.py") == "x.py"
    assert own_name("nul.ipynb") == "student-nul.ipynb"
