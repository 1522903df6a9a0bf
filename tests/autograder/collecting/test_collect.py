"""What is handed in is found, told apart and filed; what cannot be read costs only itself.

Every fault stands beside something honest that looks like it.
"""

import copy
import dataclasses
import io
import json
import os
import stat
import struct
import zipfile
from datetime import UTC, datetime
from types import SimpleNamespace

import a_lesson
import nbformat
import pytest
from a_lesson import code, markdown, notebook, written

from autograder.collecting.whose import whose
from autograder.commands import collect as command
from autograder.commands.collect import collect, summary
from autograder.course.filing import own_name, parse_time
from autograder.course.limits import LIMITS, Unreadable
from autograder.course.names import safe_id, shown
from autograder.environment import CommandFailed
from autograder.lesson.readable import readable
from autograder.lesson.reading import read_lesson

FIRST, SECOND = a_lesson.NAME, "03_other"
NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
SMALL = dataclasses.replace(
    LIMITS,
    notebook=300_000,
    cells=40,
    letters=50_000,
    brackets=20_000,
    expanded=900_000,
    unsuspected=120_000,
)


def other_lesson():
    return notebook(
        markdown("# Another"),
        code("def double(x):\n    return 2 * x", grade_id="double", solution=True),
        code("check.double(double)", grade_id="double-check", grade=True, locked=True, points=1),
        markdown("Why?", grade_id="reflect", grade=True, solution=True, points=1),
    )


@pytest.fixture
def room(tmp_path):
    """Two lessons, an empty course, an inbox, and the bytes of a notebook for each lesson."""
    books = tmp_path / "notebooks"
    one, two = written(books), written(books, other_lesson(), SECOND)
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    return SimpleNamespace(
        tmp=tmp_path,
        books=books,
        inbox=inbox,
        course=tmp_path / "course",
        one=one.read_bytes(),
        two=two.read_bytes(),
    )


def take(room, *paths, wanted="", limits=LIMITS):
    return collect(paths or [room.inbox], room.course, wanted, room.books, limits)


def put(room, name, content):
    path = room.inbox / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def zipped(room, files, name="export.zip", when=NOON, **settings):
    """A zip of these files: name: bytes, or (ZipInfo, bytes)."""
    path = room.tmp / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for inside, content in files.items():
            local = (when or NOON).astimezone()
            entry = zipfile.ZipInfo(
                inside, local.timetuple()[:6] if when else (1980, 1, 1, 0, 0, 0)
            )
            entry.compress_type = zipfile.ZIP_DEFLATED
            for key, value in settings.items():
                setattr(entry, key, value)
            archive.writestr(entry, content)
    return path


def filed(room, folder="submitted"):
    """student/lesson/file of everything that lies in the course."""
    top = room.course / folder
    return sorted(x.relative_to(top).as_posix() for x in top.rglob("*") if x.is_file())


def books(room):
    return [x for x in filed(room) if x.endswith(".ipynb")]


def problems(outcomes):
    return [x.problem for x in outcomes if x.problem]


def notes(outcomes):
    return [note for x in outcomes for note in x.notes]


def changed(room, change, data=None):
    """The first lesson's notebook after `change`, as bytes."""
    raw = json.loads(data or room.one)
    change(raw)
    return json.dumps(raw).encode()


# Where it comes from


def test_a_folder_as_nbgrader_lays_it(room):
    put(room, f"ada/{FIRST}/{FIRST}.ipynb", room.one)
    put(room, f"ada/{FIRST}/timestamp.txt", b"2026-11-02 13:00:00.5 Europe/Paris")
    put(room, f"ben/{SECOND}/my answer.ipynb", room.two)
    put(room, f"ben/{SECOND}/data.csv", b"1,2")
    outcomes = take(room)
    assert problems(outcomes) == []
    assert books(room) == [f"ada/{FIRST}/{FIRST}.ipynb", f"ben/{SECOND}/{SECOND}.ipynb"]
    place = room.course / "submitted" / "ada" / FIRST
    assert (place / f"{FIRST}.ipynb").read_bytes() == room.one
    assert (place / "timestamp.txt").read_text() == "2026-11-02 12:00:00.500000 UTC\n"


def test_the_folder_of_one_student(room):
    put(room, f"ada/{FIRST}/{FIRST}.ipynb", room.one)
    take(room, room.inbox / "ada")
    assert books(room) == [f"ada/{FIRST}/{FIRST}.ipynb"]


@pytest.mark.parametrize(
    "name",
    [
        "Ada Lovelace_1234567_assignsubmission_file_/answer.ipynb",
        f"Ada Lovelace_1234567_assignsubmission_file_/final/{FIRST}.ipynb",
        f"Ada Lovelace_1234567_assignsubmission_file_{FIRST}.ipynb",
    ],
)
def test_a_zip_of_moodle(room, name):
    outcomes = take(room, zipped(room, {name: room.one}))
    assert problems(outcomes) == notes(outcomes) == []
    assert books(room) == [f"Ada_Lovelace/{FIRST}/{FIRST}.ipynb"]
    assert (
        parse_time(
            (room.course / "submitted" / "Ada_Lovelace" / FIRST / "timestamp.txt").read_bytes()
        )
        == NOON
    )


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
    assert notes(outcomes) == ["Canvas marks it as late."]
    account = json.loads((room.course / "collected.json").read_text())["work"][FIRST]
    assert {student: x["late"] for student, x in account.items()} == {
        "babbagecharles": False,
        "lovelaceada": True,
    }
    assert (
        account["lovelaceada"]["source"] == f"export/lovelaceada_LATE_12345_67890_{FIRST}-1.ipynb"
    )


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


# Which lesson


def test_the_cells_say_of_which_lesson_it_is_whatever_its_name(room):
    put(room, "ada.ipynb", room.two)
    put(room, f"ben_{SECOND}.ipynb", room.one)
    outcomes = take(room)
    assert books(room) == [f"ada/{SECOND}/{SECOND}.ipynb", f"ben/{FIRST}/{FIRST}.ipynb"]
    assert notes(outcomes) == [f"Its name says {SECOND}, its cells are of {FIRST}: these count."]


def strip_marks(raw):
    for cell in raw["cells"]:
        cell["metadata"] = {}


def test_without_marked_cells_the_name_says_it_or_the_one_who_collects(room):
    bare = changed(room, strip_marks)
    put(room, f"ada_{FIRST}.ipynb", bare)
    put(room, "ben.ipynb", bare)
    outcomes = take(room)
    assert books(room) == [f"ada/{FIRST}/{FIRST}.ipynb"]
    assert problems(outcomes) == [
        "ben.ipynb holds no cell of a lesson. Say with --lesson which one it is."
    ]
    outcomes = take(room, wanted=FIRST)
    assert f"ben/{FIRST}/{FIRST}.ipynb" in books(room)
    assert problems(outcomes) == []
    assert any("holds no marked cell" in note for note in notes(outcomes))


def test_a_notebook_of_another_lesson_is_asked_for_again_and_replaces_nothing(room):
    put(room, "ada.ipynb", room.two)
    take(room)
    put(room, "ada.ipynb", changed(room, lambda raw: raw["cells"].pop(0), room.two))
    outcomes = take(room, wanted=FIRST)
    assert problems(outcomes) == [
        f"ada.ipynb holds lesson {SECOND}, but {FIRST} was to be handed in. Hand in {FIRST}.ipynb."
    ]
    kept = room.course / "submitted" / "ada" / SECOND / f"{SECOND}.ipynb"
    assert kept.read_bytes() == room.two
    assert f"ada/{FIRST}/problem.txt" in filed(room)


def test_an_older_version_is_collected_with_a_note(room):
    def rename(raw):
        raw["cells"][3]["metadata"]["nbgrader"]["grade_id"] = "old-step"

    put(room, "ada.ipynb", changed(room, rename))
    outcomes = take(room)
    assert problems(outcomes) == []
    assert notes(outcomes) == [
        'Its cell "old-step" is not in the lesson as it is now: is it an older version?'
    ]


# Which student


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
    assert len(shown("x" * 9999)) == 118


def test_two_of_one_name_are_told_apart_at_moodle(room):
    files = {
        "Ana Silva_111_assignsubmission_file_/a.ipynb": room.one,
        "Ana Silva_222_assignsubmission_file_/a.ipynb": room.one,
        "Ana Souza_333_assignsubmission_file_/a.ipynb": room.one,
    }
    outcomes = take(room, zipped(room, files))
    assert [x.student for x in outcomes] == ["Ana_Silva-111", "Ana_Silva-222", "Ana_Souza"]
    assert sum("another student has the same name" in note for note in notes(outcomes)) == 2
    again = take(room, room.tmp / "export.zip")
    assert [x.done for x in again] == ["unchanged"] * 3


def test_another_of_that_name_in_a_later_zip_is_told_apart_where_the_number_says_so(room):
    name = f"silvaana_{{}}_9_{FIRST}.ipynb"
    take(room, zipped(room, {name.format(111): room.one}))
    later = zipped(room, {name.format(222): room.one}, "later.zip")
    assert [x.student for x in take(room, later)] == ["silvaana-222"]
    lesson_two = {f"silvaana_111_9_{SECOND}.ipynb": room.two}
    assert [x.student for x in take(room, zipped(room, lesson_two, "two.zip"))] == ["silvaana"]


def test_moodles_number_is_another_in_every_assignment(room):
    name = "Ana Silva_{}_assignsubmission_file_/a.ipynb"
    take(room, zipped(room, {name.format(111): room.one}))
    other = take(room, zipped(room, {name.format(222): room.two}, "two.zip"))
    assert [x.student for x in other] == ["Ana_Silva"]
    same = take(room, zipped(room, {name.format(333): room.one}, "three.zip"))
    assert [x.student for x in same] == ["Ana_Silva-333"]


def test_names_that_differ_in_accents_or_capitals_alone_are_told_apart(room):
    for name in ("José.ipynb", "Jose.ipynb", "jose.ipynb"):
        put(room, name, room.one)
    outcomes = take(room)
    assert problems(outcomes) == []
    ids = [x.student for x in outcomes]
    assert len({x.casefold() for x in ids}) == 3
    assert [x.student for x in take(room)] == ids


def test_a_student_who_is_there_already_stays_the_same(room):
    place = room.course / "submitted" / "ada" / SECOND
    place.mkdir(parents=True)
    put(room, "ada.ipynb", room.one)
    assert [x.student for x in take(room)] == ["ada"]
    put(room, "Ada.ipynb", room.one)
    assert len({x.student.casefold() for x in take(room)}) == 2


# Handed in again


def moodle(room, content, when, name=f"{FIRST}.ipynb"):
    files = {f"Ada_1_assignsubmission_file_/{name}": content}
    return zipped(room, files, f"{when:%d-%H}.zip", when)


def later(hours):
    return NOON.replace(hour=12 + hours)


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
    assert [x for x in filed(room) if "stamp" not in x] == [
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
    assert [x for x in filed(room) if "stamp" not in x] == [f"Ada/{FIRST}/{FIRST}.ipynb"]


# What cannot be read, and what only looks so


def old_format(raw):
    cells = [
        {**x, "input": x.pop("source"), "language": "python", "prompt_number": 1}
        if x["cell_type"] == "code"
        else x
        for x in raw.pop("cells")
    ]
    for cell in cells:
        cell.pop("id", None)
        cell.pop("execution_count", None)
    raw |= {"worksheets": [{"cells": cells, "metadata": {}}], "nbformat": 3, "nbformat_minor": 0}


def in_r(raw):
    raw["metadata"] = {"kernelspec": {"name": "ir", "language": "R", "display_name": "R"}}
    for cell in raw["cells"]:
        cell["source"] = "x <- c(1, 2) %>% f"


KERNEL = {"name": "x", "display_name": "X"}


def language(*words):
    def change(raw):
        raw["metadata"] = {"kernelspec": {**KERNEL, "language": words[0]}} if words else {}

    return change


def deep(raw):
    value = []
    for _ in range(200):
        value = [value]
    raw["metadata"]["deep"] = value


def bent(raw):
    raw["cells"] += [7, {"cell_type": "code"}, {"source": 5, "metadata": None}]


BROKEN = {
    "empty": (lambda room: b"", "is empty (0 bytes)"),
    "blank": (lambda room: b" \n\n", "is empty (3 bytes)"),
    "cut off": (lambda room: room.one[: len(room.one) // 2], "breaks off in line"),
    "cut off by one": (lambda room: room.one.rstrip()[:-1], "breaks off in line"),
    "a line lost": (lambda room: room.one.replace(b'"cells": [', b"", 1), "readable as a notebook"),
    "zeros": (lambda room: b"\0" * 500, "NUL bytes from line 1"),
    "NUL": (lambda room: room.one[:900] + b"\0\0" + room.one[900:], "NUL bytes from line"),
    "half UTF-16": (lambda room: b"\xff\xfe" + room.one[:999], "UTF-16"),
    "a list": (lambda room: b"[1, 2]", "JSON, but not a notebook"),
    "no cells": (lambda room: b'{"nbformat": 4, "nbformat_minor": 5}', "holds no cells"),
    "format 99": (
        lambda room: changed(room, lambda raw: raw.update(nbformat=99)),
        "notebook format 99",
    ),
    "format true": (
        lambda room: changed(room, lambda raw: raw.update(nbformat=True)),
        "notebook format True",
    ),
    "bent format 3": (lambda room: b'{"nbformat": 3, "worksheets": 5}', "format 3 and damaged"),
    "R": (lambda room: changed(room, in_r), "not in Python but in r"),
    "a PDF": (lambda room: b"%PDF-1.7", "is a PDF"),
    "a zip": (lambda room: b"PK\x03\x04xxxx", "is a zip, not a notebook"),
    "a web page": (lambda room: b"\n<!DOCTYPE html><html>", "is a web page"),
    "deep": (lambda room: b"[" * 100_000, "brackets"),
    "deep below the count": (lambda room: b"[" * 15_000 + b"]" * 15_000, "nested too deeply"),
    "rather deep": (lambda room: changed(room, deep), "nested too deeply"),
    "a long number": (
        lambda room: b'{"cells": [], "x": ' + b"1" * 9999 + b"}",
        "number that is too",
    ),
    "big": (lambda room: room.one + b" " * 400_000, "; up to 300 kB are read"),
    "much text": (
        lambda room: changed(room, lambda raw: raw["cells"][2].update(source="x=1;" * 20_000)),
        "letters in its cells; up to 50,000 are read",
    ),
    "many cells": (
        lambda room: changed(room, lambda raw: raw.update(cells=raw["cells"] * 5)),
        "has 60 cells; up to 40",
    ),
}
HONEST = {
    "as it is": (lambda room: room.one, []),
    "UTF-8 with a mark": (lambda room: b"\xef\xbb\xbf" + room.one, []),
    "UTF-16": (lambda room: room.one.decode().encode("utf-16"), []),
    "UTF-16 without a mark": (lambda room: room.one.decode().encode("utf-16-be"), []),
    "UTF-32": (lambda room: room.one.decode().encode("utf-32"), []),
    "Windows lines": (lambda room: room.one.replace(b"\n", b"\r\n"), []),
    "Latin-1": (
        lambda room: room.one.decode().replace("Look at", "Siehe ü").encode("latin-1"),
        ["It was not in UTF-8"],
    ),
    "format 3": (lambda room: changed(room, old_format), ["It was of notebook format 3"]),
    "format 4.0": (
        lambda room: changed(
            room,
            lambda raw: (raw.update(nbformat_minor=0), [x.pop("id") for x in raw["cells"]]),
        ),
        [],
    ),
    "no kernel": (lambda room: changed(room, language()), []),
    "another kernel": (lambda room: changed(room, language("julia")), []),
    "no format": (lambda room: changed(room, lambda raw: raw.pop("nbformat")), ["was bent"]),
    "bent": (lambda room: changed(room, bent), ["was bent"]),
    "ids twice": (
        lambda room: changed(room, lambda raw: raw["cells"].append(raw["cells"][0])),
        ["was bent"],
    ),
    "not a number": (
        lambda room: changed(room, lambda raw: raw["metadata"].update(x=float("nan"))),
        [],
    ),
    "a syntax error": (
        lambda room: changed(room, lambda raw: raw["cells"][3].update(source="def f(:")),
        [],
    ),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_what_cannot_be_read_is_told_in_one_sentence_and_stops_nobody(room, fault):
    make, sentence = BROKEN[fault]
    put(room, f"ada_{FIRST}.ipynb", make(room))
    put(room, "ben.ipynb", room.one)
    outcomes = take(room, limits=SMALL)
    assert len(problems(outcomes)) == 1
    assert sentence in outcomes[0].problem
    assert outcomes[0].problem.startswith(f"ada_{FIRST}.ipynb ")
    assert f"ada/{FIRST}/problem.txt" in filed(room)
    assert f"ada/{FIRST}/{FIRST}.ipynb" not in filed(room)
    assert f"ben/{FIRST}/{FIRST}.ipynb" in filed(room)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of nbformat's converter
@pytest.mark.parametrize("look_alike", HONEST)
def test_what_only_looks_broken_is_collected(room, look_alike):
    make, said = HONEST[look_alike]
    put(room, "ada.ipynb", make(room))
    outcomes = take(room, limits=SMALL, wanted=FIRST)
    assert problems(outcomes) == []
    assert len(notes(outcomes)) == len(said)
    assert all(part in note for part, note in zip(said, notes(outcomes), strict=True))
    path = room.course / "submitted" / "ada" / FIRST / f"{FIRST}.ipynb"
    cells = read_lesson(path).cells
    assert cells[1].source == a_lesson.IMPORTS
    assert cells[4].source == "check.perceptron_step(perceptron_step)"
    nbformat.validate(nbformat.read(path, 4))


def test_the_line_of_a_fault_is_told():
    text = b'{"nbformat": 4,\n "cells": [],\n oops }'
    with pytest.raises(Unreadable, match=r"from line 3 \(Expecting property name"):
        readable(text, LIMITS)
    assert readable(text.replace(b"oops", b'"metadata": {}'), LIMITS).notebook["cells"] == []


def test_a_huge_notebook_is_refused_before_it_is_read(room):
    path = room.inbox / "ada.ipynb"
    with path.open("wb") as file:
        file.truncate(500_000_000)  # no byte of it is written
    outcomes = take(room, wanted=FIRST)
    assert problems(outcomes) == [
        "ada.ipynb has 500 MB; up to 25 MB are read. Clear the outputs, save, and hand it in again."
    ]
    assert f"ada/{FIRST}/ada.ipynb" not in filed(room)


# Archives that mean ill, or only look so


@pytest.mark.parametrize(
    "name",
    [
        "../../ada_1_2_x.ipynb",
        "/etc/ada_1_2_x.ipynb",
        "..\\..\\ada_1_2_x.ipynb",
        "C:\\ada_1_2_x.ipynb",
        "a/../../../ada_1_2_x.ipynb",
    ],
)
def test_a_name_that_leads_out_of_the_archive_is_refused(room, name):
    files = {name: room.one, f"..ben_1_3_{FIRST}.ipynb": room.one}
    outcomes = take(room, zipped(room, files))
    assert [x for x in problems(outcomes) if "leads out of its archive" in x]
    assert len(problems(outcomes)) == 1
    assert not list(room.tmp.glob("*.ipynb"))


def test_backslashes_of_an_old_windows_tool_are_folders(room):
    path = zipped(room, {f"week 1\\Ada_1_assignsubmission_file_\\{FIRST}.ipynb": room.one})
    assert problems(take(room, path)) == []
    assert books(room) == [f"Ada/{FIRST}/{FIRST}.ipynb"]


@pytest.mark.parametrize("mode", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_a_link_or_a_device_in_an_archive_is_refused(room, mode):
    name = f"ada_1_2_{FIRST}.ipynb"
    path = zipped(room, {name: b"/etc/passwd"}, external_attr=(mode | 0o644) << 16)
    assert "is a link or a device" in problems(take(room, path))[0]
    plain = zipped(room, {name: room.one}, external_attr=(stat.S_IFREG | 0o444) << 16)
    assert problems(take(room, plain)) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_links_and_pipes_in_a_folder_are_refused(room):
    secret = room.tmp / "secret.ipynb"
    secret.write_bytes(room.one)
    (room.inbox / f"ada_{FIRST}.ipynb").symlink_to(secret)
    (room.inbox / "loop").symlink_to(room.inbox)
    os.mkfifo(room.inbox / f"ben_{FIRST}.ipynb")
    put(room, "cid.ipynb", room.one)
    said = " ".join(problems(take(room)))
    assert f"ada_{FIRST}.ipynb is a symbolic link" in said
    assert f"ben_{FIRST}.ipynb is no regular file" in said
    assert f"cid/{FIRST}/{FIRST}.ipynb" in filed(room)
    assert f"ada/{FIRST}/{FIRST}.ipynb" not in filed(room)


def test_a_bomb_costs_only_itself(room):
    name = f"{{}}_1_2_{FIRST}.ipynb"
    bomb = b'{"cells": ["' + b" " * 2_000_000 + b'"]}'
    outputs = b" " * 90_000 + room.one  # packs well, and is small
    files = {name.format("ada"): bomb, name.format("ben"): room.one, name.format("cid"): outputs}
    limits = dataclasses.replace(SMALL, ratio=50)
    outcomes = take(room, zipped(room, files), limits=limits)
    assert len(problems(outcomes)) == 1
    assert "swells to more than 50 times its size" in outcomes[0].problem
    assert "has more than 300 kB" in take(room, room.tmp / "export.zip", limits=SMALL)[0].problem


def test_many_small_bombs_are_stopped_together(room):
    files = {f"s{n}_1_{n}_{FIRST}.ipynb": b" " * 90_000 + room.one for n in range(20)}
    outcomes = take(room, zipped(room, files), limits=SMALL)
    assert 5 < sum(not x.problem for x in outcomes) < 15
    assert all("Give it in parts" in x for x in problems(outcomes))


def patched(path, find, skip, change):
    """Change bytes at an offset behind every header of that kind."""
    data = bytearray(path.read_bytes())
    place = data.find(find)
    while place >= 0:
        change(data, place + skip)
        place = data.find(find, place + 4)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("claim", [1, 50, 2**31])
def test_sizes_in_headers_are_not_believed(room, claim):
    path = zipped(room, {f"ada_1_2_{FIRST}.ipynb": b" " * 2_000_000})
    patched(path, b"PK\x01\x02", 24, lambda data, at: struct.pack_into("<I", data, at, claim))
    outcomes = take(room, path, limits=SMALL)
    assert len(problems(outcomes)) == 1
    assert "damaged" in outcomes[0].problem or "more than 300 kB" in outcomes[0].problem


def test_an_encrypted_entry_is_refused(room):
    path = zipped(room, {f"ada_1_2_{FIRST}.ipynb": room.one})

    def lock(data, at):
        data[at] |= 1

    patched(path, b"PK\x01\x02", 8, lock)
    patched(path, b"PK\x03\x04", 6, lock)
    assert "is encrypted" in problems(take(room, path))[0]


def test_a_damaged_entry_costs_only_itself(room):
    files = {f"{x}_1_2_{FIRST}.ipynb": room.one for x in ("ada", "ben")}
    path = zipped(room, files)
    data = bytearray(path.read_bytes())
    data[100:140] = bytes(40)
    path.write_bytes(data)
    outcomes = take(room, path)
    assert "is damaged in its archive" in outcomes[0].problem
    assert [x.problem for x in outcomes[1:]] == [""]


@pytest.mark.parametrize("what", ["cut", "empty", "no zip", "long list", "odd packing"])
def test_an_archive_that_cannot_be_opened_does_not_stop_the_rest(room, what):
    path = zipped(room, {f"ada_1_2_{FIRST}.ipynb": room.one})
    limits = LIMITS
    if what == "cut":
        path.write_bytes(path.read_bytes()[:-40])
    elif what == "empty":
        path.write_bytes(b"")
    elif what == "no zip":
        path.write_bytes(b"Rar!" * 99)
    elif what == "long list":
        limits = dataclasses.replace(LIMITS, directory=50)
    else:
        patched(path, b"PK\x01\x02", 10, lambda data, at: struct.pack_into("<H", data, at, 99))
    put(room, "ben.ipynb", room.one)
    outcomes = take(room, path, room.inbox, limits=limits)
    assert len(problems(outcomes)) == 1
    assert books(room)[-1] == f"ben/{FIRST}/{FIRST}.ipynb"


def test_a_zip_within_a_zip_is_not_opened(room):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr(f"{FIRST}.ipynb", room.one)
    path = zipped(room, {"ada_1_2_work.zip": inner.getvalue()})
    assert problems(take(room, path)) == [
        "work.zip is a zip within a zip and is not opened. Hand in the notebook itself."
    ]


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


def test_a_folder_with_too_many_files_is_told(room):
    for n in range(9):
        put(room, f"s{n}.ipynb", room.one)
    outcomes = take(room, limits=dataclasses.replace(LIMITS, files=5))
    assert problems(outcomes) == ["inbox holds more than 5 files."]
    assert len(books(room)) == 5


def test_nothing_is_written_through_a_link_in_the_course(room):
    outside = room.tmp / "outside"
    outside.mkdir()
    (room.course / "submitted").mkdir(parents=True)
    (room.course / "submitted" / "ada").symlink_to(outside)
    put(room, "ada.ipynb", room.one)
    put(room, "ben.ipynb", room.one)
    outcomes = take(room)
    assert ["filed outside of submitted" in x.problem for x in outcomes] == [True, False]
    assert list(outside.iterdir()) == []


def test_nothing_is_written_outside_of_the_course(room):
    files = {"../evil_1_2_x.ipynb": room.one, f"ada_1_2_{FIRST}.ipynb": room.one[:900]}
    path = zipped(room, files)
    before = sorted(x for x in room.tmp.rglob("*") if room.course not in x.parents)
    take(room, path)
    after = sorted(x for x in room.tmp.rglob("*") if room.course not in x.parents)
    assert [x for x in after if x not in before] == [room.course]
    assert not list(room.course.glob(".coll*"))


def test_a_file_keeps_its_own_name_where_that_is_a_name():
    assert own_name("answer 1.ipynb") == "answer_1.ipynb"
    assert own_name("Problem.TXT") == "handed_in_Problem.TXT"
    assert own_name("timestamp.txt") == "handed_in_timestamp.txt"
    assert own_name("../x.py") == "x.py"
    assert own_name("nul.ipynb") == "student-nul.ipynb"


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2026-11-02 12:00:00.000000 UTC", NOON),
        ("2026-11-02 13:00:00 Europe/Paris", NOON),
        ("2026-11-02 13:00:00.5 +0100", NOON.replace(microsecond=500_000)),
        ("2026-11-02T12:00:00Z", NOON),
        ("2026-11-02 12:00:00", NOON),
        ("yesterday", None),
        ("2026-11-02 13:00:00 ../../etc", None),
        ("\xff", None),
        ("", None),
    ],
)
def test_times_of_nbgrader_are_understood(text, time):
    assert parse_time(text.encode("latin-1")) == time


# The command


@pytest.fixture
def ask(room, monkeypatch, capsys):
    """Run the command on the inbox; (exit code, what it said)."""
    find = command.all_lessons
    monkeypatch.setattr(command, "all_lessons", lambda _: find(room.books))

    def asked(*words):
        import argparse

        parser = argparse.ArgumentParser()
        command.add_arguments(parser)
        args = parser.parse_args([str(room.inbox), "--course", str(room.course), *words])
        return command.run(args), capsys.readouterr().out

    return asked


def test_the_command_says_what_came_of_it_and_its_exit_code_says_it_too(room, ask):
    put(room, "ada.ipynb", room.one)
    put(room, "ben.ipynb", room.two)
    assert ask() == (0, f"2 collected: 1 of {FIRST}, 1 of {SECOND}.\n")
    assert ask()[1] == f"2 collected: 1 of {FIRST}, 1 of {SECOND} (2 were there already).\n"
    put(room, f"cid_{FIRST}.ipynb", b"{")
    put(room, "dan.ipynb", changed(room, old_format))
    code, said = ask()
    assert code == 1
    assert "1 with a note:\n  dan, 02_perceptron: It was of notebook format 3" in said
    assert f"1 not collected:\n  cid, {FIRST}: cid_{FIRST}.ipynb breaks off in line 1" in said
    code, said = ask("--json")
    told = {x["student"]: x for x in json.loads(said)}
    assert (code, told["cid"]["lesson"], told["ada"]["done"]) == (1, FIRST, "unchanged")


def test_an_empty_inbox_is_not_a_success(ask):
    assert ask() == (1, "0 collected.\n")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs rights to be taken away")
def test_a_course_that_cannot_be_written_is_told(room, ask):
    put(room, "ada.ipynb", room.one)
    room.course.mkdir(mode=0o500)
    with pytest.raises(CommandFailed, match="Permission denied"):
        ask()


def test_a_full_disk_leaves_what_is_there(room, monkeypatch):
    put(room, "ada.ipynb", room.one)
    take(room)
    put(room, "ada.ipynb", changed(room, lambda raw: raw["cells"].pop()))

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    assert problems(take(room)) == ["ada.ipynb could not be written: No space left on device."]
    monkeypatch.undo()
    assert (room.course / "submitted" / books(room)[0]).read_bytes() == room.one
    assert [x.done for x in take(room)] == ["again"]


def test_a_damaged_account_is_not_written_over(room):
    put(room, "ada.ipynb", room.one)
    take(room)
    (room.course / "collected.json").write_text("{")
    with pytest.raises(CommandFailed, match=r"collected\.json cannot be read"):
        take(room)
    assert (room.course / "collected.json").read_text() == "{"


def test_when_collecting_is_interrupted_the_account_says_what_is_filed(room, monkeypatch):
    for name in ("ada", "ben"):
        put(room, f"{name}.ipynb", room.one)
    examine = command.examine

    def until_ben(handed, *rest):
        if handed.parts[-1] == "ben.ipynb":
            raise KeyboardInterrupt
        return examine(handed, *rest)

    monkeypatch.setattr(command, "examine", until_ben)
    with pytest.raises(KeyboardInterrupt):
        take(room)
    assert list(json.loads((room.course / "collected.json").read_text())["students"]) == ["ada"]
    monkeypatch.undo()
    assert [(x.student, x.done) for x in take(room)] == [("ada", "unchanged"), ("ben", "new")]


def test_a_name_of_many_forms_is_read_in_an_instant():
    lessons = [FIRST, SECOND]
    for name in (
        "_1" * 30_000,
        "_" * 60_000,
        "1" * 60_000 + "_",
        "a_1_2_" * 10_000,
        " -_" * 20_000,
    ):
        whose((copy.copy(name) + ".ipynb",), 0, lessons)
