"""Names become ids that every system takes, and are shown as they are."""

import pytest
from a_pile import FIRST, MOODLE, notes, problems, put, take, zipped

from autograder.collecting.outcome import summary
from autograder.course.names import safe_id, shown
from autograder.course.people import people

HOSTILE = ["../../etc/passwd", "..", ".", "", " ", "-rf", "CON", "nul", "com1.x", "aux", "a\nb"]
HOSTILE += ["a\u202eb", "a\0b", "Иван", "Ольга", "x" * 500, "$(ls)", "a/b\\c", "\udcff"]


def test_names_become_ids_that_every_system_takes():
    assert safe_id("Ada Lovelace") == ("Ada_Lovelace", "")
    assert safe_id("ada-l.2@x_y") == ("ada-l.2@x_y", "")
    assert safe_id("José Müller")[0] == "Jose_Muller"
    assert safe_id("O'Brien, Ann")[0] == "OBrien_Ann"
    assert safe_id("Jose\u0301")[0] == safe_id("José")[0] == "Jose"
    for hostile in HOSTILE:
        made, said = safe_id(hostile)
        assert made.isascii()
        assert made[0].isalnum()
        assert len(made) < 60
        assert not set(made) - set(
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.@"
        )
        assert made.split(".")[0].lower() not in ("con", "nul", "aux", "com1")
        assert f"is filed as {made}." in said
    assert len({safe_id(x)[0] for x in ("Иван", "Ольга", "a\nb", "ab", "x" * 500, "x" * 501)}) == 6


def test_what_is_shown_holds_nothing_invisible():
    assert shown("a\nb\u202e\x1b[31m\udcff") == "a\\nb\\u202e\\x1b[31m\\udcff"
    assert shown("José 李") == "José 李"
    assert shown("a\u200cb") == "a\\u200cb"
    assert shown("\u200cعلی\u200d") == "\\u200cعلی\\u200d"
    assert len(shown("x" * 9999)) == 118


def test_names_that_differ_in_accents_or_capitals_alone_are_told_apart(room):
    for name in ("José.ipynb", "Jose.ipynb", "jose.ipynb"):
        put(room, name, room.one)
    outcomes = take(room)
    assert problems(outcomes) == []
    ids = [x.student for x in outcomes]
    assert len({x.casefold() for x in ids}) == 3
    assert [x.student for x in take(room)] == ids


def test_strange_names_in_an_archive_become_plain_ids(room):
    files = {
        f"{label}_{n}_2_{FIRST}.ipynb": room.one
        for n, label in enumerate(["CON", "a\nb", "a\u202eb", "李雷", "x" * 300, "Ada", "ada"])
    }
    outcomes = take(room, zipped(room, files))
    assert problems(outcomes) == []
    assert len({x.student.casefold() for x in outcomes}) == len(files)
    assert all(x.student.isascii() and x.student.isprintable() for x in outcomes)
    assert summary(outcomes).isprintable() or "\n" in summary(outcomes)
    assert "\u202e" not in summary(outcomes)


@pytest.mark.parametrize(
    ("name", "as_shown"),
    [
        ("علی\u200cرضا محمدی", "علی\u200cرضا محمدی"),  # Persian, with what joins two words
        ("ක්\u200dරිෂාන්", "ක්\u200dරිෂාන්"),  # Sinhala
        ("山田\u3000太郎", "山田 太郎"),  # the wide space of Japanese names
        ("Lê\u00a0Thị", "Lê Thị"),
    ],
)
def test_names_of_every_script_are_shown_whole(room, name, as_shown):
    assert shown(name) == as_shown
    (outcome,) = take(room, zipped(room, {MOODLE.format(name, 7, "a.ipynb"): room.one}))
    assert outcome.who == f"{as_shown} ({outcome.student})"
    assert people(room.course)[outcome.student].name == name


def test_a_name_outside_latin_script_is_kept_and_told_beside_the_id(room):
    files = {MOODLE.format("李雷", 7, "a.ipynb"): room.one[:-9]}
    (outcome,) = take(room, zipped(room, files), wanted=FIRST)
    assert outcome.student.startswith("student-")
    assert f"  李雷 ({outcome.student}), {FIRST}: a.ipynb breaks off" in summary([outcome])
    assert people(room.course)[outcome.student].name == "李雷"
    assert '"李雷" is filed as' in notes([outcome])[0]
    assert notes(take(room, room.tmp / "export.zip", wanted=FIRST)) == []  # said once
