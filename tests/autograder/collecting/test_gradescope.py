"""Gradescope's export, whose list says whose each folder is, and since when."""

from datetime import timedelta

import pytest
from a_pile import FIRST, MOODLE, NOON, SECOND, books, filed, later, problems, stamp, take, zipped

from autograder.course.people import people
from autograder.environment import CommandFailed

LIST = """\
submission_101:
  :submitters:
  - :name: Ada Lovelace
    :sid: '0100'
    :email: ada@example.org
  :created_at: 2026-11-02 12:00:00.123456789 Z
  :score: 0.0
  :results: !ruby/object:Results {tests: []}
submission_102:
  :submitters:
  - :name: "O'Brien: Ann"
    :sid: ''
    :email: ann@example.org
  - :name: 李雷
    :sid: 0102
    :email: li@example.org
  :created_at: 2026-11-02 13:00:00 Z
"""


def export(room, name="export.zip", listed=LIST, **books):
    """The zip; 101="…" is the notebook in submission_101."""
    base = "assignment_77_export"
    files = {f"{base}/submission_metadata.yml": listed.encode()} if listed else {}
    for number, content in books.items():
        files[f"{base}/submission_{number.strip('_')}/answer.ipynb"] = content
    return zipped(room, files, name, when=NOON + timedelta(days=9))


def test_the_list_says_whose_each_is_and_when(room):
    outcomes = take(room, export(room, _101=room.one, _102=room.two))
    assert problems(outcomes) == []
    known = {x.name: x for x in people(room.course).values()}
    assert set(known) == {"Ada Lovelace", "O'Brien: Ann", "李雷"}
    ada = known["Ada Lovelace"]
    assert (ada.id, ada.system, ada.number) == ("Ada_Lovelace", "gradescope", "0100")
    assert ada.email == "ada@example.org"
    assert known["O'Brien: Ann"].number == "ann@example.org"  # no number: the address tells
    assert stamp(room, "Ada_Lovelace") == NOON.replace(microsecond=123_456)
    assert stamp(room, "OBrien_Ann", SECOND) == stamp(room, known["李雷"].id, SECOND) == later(1)
    assert not any(x.same_as for x in outcomes)  # one group, one file, nobody's copy
    assert [x.done for x in take(room, room.tmp / "export.zip")] == ["unchanged"] * 3


def test_the_number_tells_two_of_one_name_apart_in_later_exports(room):
    two = LIST.replace("O'Brien: Ann", "Ada Lovelace")
    take(room, export(room, listed=two, _101=room.one, _102=room.one))
    one = two.replace("submission_101", "submission_9")
    outcomes = take(room, export(room, "later.zip", one, _9=room.two))
    assert [x.student for x in outcomes] == ["Ada_Lovelace-0100"]


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        ("", "which says whose they are, is not beside them"),
        ("a: [1", "cannot be read as Gradescope's list"),
        ("just words", "cannot be read as Gradescope's list"),
        ("submission_101: 7", "cannot be read as Gradescope's list"),
    ],
)
def test_without_its_list_nothing_is_filed(room, listed, said):
    with pytest.raises(CommandFailed, match=said):
        take(room, export(room, listed=listed, _101=room.one))
    assert filed(room) == []


def test_a_folder_that_is_not_in_the_list_is_nobodys(room):
    outcomes = take(room, export(room, _101=room.one, _909=room.one))
    assert ["does not say whose it is" in x for x in problems(outcomes)] == [True]
    assert books(room) == [f"Ada_Lovelace/{FIRST}/{FIRST}.ipynb"]


def test_a_list_that_a_student_handed_in_says_nothing(room):
    ben = MOODLE.format("Ben", 2, "")
    files = {f"{ben}submission_metadata.yml": LIST.encode(), f"{ben}a.ipynb": room.one}
    files[f"{ben}submission_101/a.ipynb"] = room.one
    files[MOODLE.format("Cid", 3, "a.ipynb")] = room.one
    assert {x.student for x in take(room, zipped(room, files))} == {"Ben", "Cid"}
