"""Names that Moodle and Canvas wrote."""

import json

import pytest
from a_pile import FIRST, MOODLE, NOON, SECOND, books, notes, problems, stamp, take, zipped

from autograder.collecting.outcome import summary
from autograder.collecting.whose import by_hand, by_system
from autograder.course.filing import Files
from autograder.course.people import people


@pytest.mark.parametrize(
    "name",
    [
        "Ada Lovelace_1234567_assignsubmission_file/answer.ipynb",
        "Ada Lovelace_1234567_assignsubmission_file_/answer.ipynb",
        f"Ada Lovelace_1234567_assignsubmission_file_/final/{FIRST}.ipynb",
        f"Ada Lovelace_1234567_assignsubmission_file_{FIRST}.ipynb",
    ],
)
def test_a_zip_of_moodle(room, name):
    outcomes = take(room, zipped(room, {name: room.one}))
    assert problems(outcomes) == notes(outcomes) == []
    assert books(room) == [f"Ada_Lovelace/{FIRST}/{FIRST}.ipynb"]
    assert stamp(room, "Ada_Lovelace") == NOON


def test_a_zip_of_canvas_with_its_mark_for_late_work(room):
    files = {
        f"lovelaceada_LATE_12345_67890_{FIRST}-1.ipynb": room.one,
        f"babbagecharles_12346_67891_{FIRST}.ipynb": room.one,
    }
    outcomes = take(room, zipped(room, files))
    assert books(room) == [
        f"babbagecharles/{FIRST}/{FIRST}.ipynb",
        f"lovelaceada/{FIRST}/{FIRST}.ipynb",
    ]
    assert {x.student: x.late for x in outcomes} == {"babbagecharles": False, "lovelaceada": True}
    assert "\n1 marked as late, not by how much: lovelaceada." in summary(outcomes)
    account = json.loads((room.course / "collected.json").read_text())["work"][FIRST]
    assert {student: x["late"] for student, x in account.items()} == {
        "babbagecharles": False,
        "lovelaceada": True,
    }
    assert (
        account["lovelaceada"]["source"] == f"export/lovelaceada_LATE_12345_67890_{FIRST}-1.ipynb"
    )


def test_a_name_of_many_forms_is_read_in_an_instant():
    lessons = [FIRST, SECOND]
    for name in (
        "_1" * 30_000,
        "_" * 60_000,
        "1" * 60_000 + "_",
        "a_1_2_" * 10_000,
        " -_" * 20_000,
        "+a" * 30_000,
        "anon_" * 12_000,
    ):
        by_system((f"{name}.ipynb",), 0, lessons)
        by_system((f"{name}_assignsubmission_file", f"{name}.ipynb"), 0, lessons)
        by_hand((f"{name}.ipynb",), 0, lessons)


def test_of_names_on_the_way_to_a_file_the_outermost_counts_the_others_are_a_students(room):
    ben = MOODLE.format("Ben", 2, f"{FIRST}.ipynb")
    files = {MOODLE.format("Ada", 1, ben): room.one, MOODLE.format("Ada", 1, "x.ipynb"): room.two}
    files["Cid_3_assignsubmission_file_Ben_2_assignsubmission_file_x.ipynb"] = room.one
    assert {x.student for x in take(room, zipped(room, files))} == {"Ada", "Cid"}


def test_a_text_in_place_of_a_file_is_told_and_is_no_new_student(room):
    files = {
        "lovelaceada_12345_text.html": b"<p>here</p>",
        "Ada_1_assignsubmission_onlinetext/": b"",
    }
    files["Ada_1_assignsubmission_onlinetext/onlinetext.html"] = b"<p>here</p>"
    files[f"lovelaceada_12346_9_{FIRST}.ipynb"] = room.one
    outcomes = take(room, zipped(room, files), wanted=FIRST)
    assert problems(outcomes) == [
        "onlinetext.html is not a notebook. Hand in the .ipynb file.",
        "text.html is not a notebook. Hand in the .ipynb file.",
    ]
    assert [x.student for x in outcomes] == ["Ada", "lovelaceada-12345", "lovelaceada-12346"]


def test_the_work_of_no_group_is_nobodys(room):
    name = f"Default group_assignsubmission_file/{FIRST}.ipynb"
    outcomes = take(room, zipped(room, {name: room.one, f"x_1_2_{FIRST}.ipynb": room.one}))
    assert "does not say whose it is" in problems(outcomes)[0]
    assert books(room) == [f"x/{FIRST}/{FIRST}.ipynb"]


@pytest.mark.parametrize("count", [1, 4])
def test_with_names_withheld_moodles_number_is_the_name(room, count):
    files = {MOODLE.format("Participant", 70 + n, "a.ipynb"): room.one for n in range(count)}
    outcomes = take(room, zipped(room, files))
    assert problems(outcomes) == notes(outcomes) == []
    assert [x.student for x in outcomes] == [f"Participant_{70 + n}" for n in range(count)]
    assert "names are withheld" in summary(outcomes)
    other = {MOODLE.format("Participant", 90 + n, "a.ipynb"): room.two for n in range(count)}
    outcomes = take(room, zipped(room, other, "other.zip"))  # another number in every assignment
    assert [x.student for x in outcomes] == [f"Participant_{90 + n}" for n in range(count)]


def test_with_names_withheld_canvass_own_word_is_the_name(room):
    files = {
        f"LATE_anon_7xK2p_67890_{FIRST}.ipynb": room.one,
        f"anon_Q1z9b_67891_{FIRST}-2.ipynb": room.one,
    }
    outcomes = take(room, zipped(room, files))
    assert problems(outcomes) == []
    assert [(x.student, x.late) for x in outcomes] == [("anon_7xK2p", True), ("anon_Q1z9b", False)]
    assert "names are withheld" in summary(outcomes)
    assert people(room.course)["anon_7xK2p"].number == ""
    assert people(room.course)["anon_7xK2p"].number_in(FIRST) == "7xK2p"


def test_the_account_has_a_long_name_whole_and_a_sentence_has_its_beginning(room):
    name = f"lovelaceada_1_2_{'long ' * 40}{FIRST}.ipynb"
    (outcome,) = take(room, zipped(room, {name: room.one}))
    assert len(outcome.source) < len(name)
    account = Files(room.course).account()["work"][FIRST]
    assert account["lovelaceada"]["source"] == f"export/{name}"
    (room.course / "collected.json").unlink()
    assert Files(room.course).account()["work"][FIRST]["lovelaceada"]["source"] == f"export/{name}"
