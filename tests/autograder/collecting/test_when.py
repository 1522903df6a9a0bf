"""Times are believed where the source has them, and are unknown everywhere else."""

import zipfile
from datetime import timedelta

import pytest
from a_pile import (
    FIRST,
    MOODLE,
    NOON,
    books,
    changed,
    filed,
    later,
    moodle,
    put,
    stamp,
    take,
    zipped,
)

from autograder.collecting.outcome import summary
from autograder.course.slip import marked_late, parse_time


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


def test_canvass_zip_carries_its_own_time_and_that_is_not_believed(room):
    files = {f"ada_1_2_{FIRST}.ipynb": room.one, f"ben_LATE_3_4_{FIRST}.ipynb": room.one}
    outcomes = take(room, zipped(room, files))
    assert [(x.student, x.handed_in, x.late) for x in outcomes] == [
        ("ada", "", False),
        ("ben", "", True),
    ]
    assert stamp(room, "ada") is stamp(room, "ben") is None
    assert [marked_late(room.course / "submitted" / x / FIRST) for x in ("ada", "ben")] == [
        False,
        True,
    ]
    said = summary(outcomes)
    assert "Nothing says when 1 of these were handed in" in said
    assert '--handed-in "2026-12-01 23:59"' in said
    assert "1 marked as late, not by how much: ben." in said


def test_a_time_that_is_said_is_said_of_what_is_not_marked_as_late(room):
    files = {f"ada_1_2_{FIRST}.ipynb": room.one, f"ben_LATE_3_4_{FIRST}.ipynb": room.one}
    path = zipped(room, files)
    take(room, path)
    outcomes = take(room, path, at=NOON)
    assert [(x.done, x.handed_in) for x in outcomes] == [
        ("unchanged", "2026-11-02 12:00:00 UTC"),
        ("unchanged", ""),
    ]
    assert (stamp(room, "ada"), stamp(room, "ben")) == (NOON, None)
    late = put(room, f"ben_LATE_3_4_{FIRST}.ipynb", room.one)
    take(room, late, at=later(5))  # by itself it is said of just this
    assert stamp(room, "ben") == later(5)
    assert not marked_late(room.course / "submitted" / "ben" / FIRST)
    take(room, path, at=NOON)
    assert stamp(room, "ben") == later(5)


def test_a_time_that_is_said_does_not_replace_one_that_is_known(room):
    outcomes = take(room, moodle(room, room.one, later(3)), at=NOON)
    assert stamp(room, "Ada") == later(3)
    assert "Nothing says when" not in summary(outcomes)


def test_the_same_work_handed_in_again_was_handed_in_the_first_time(room):
    take(room, moodle(room, room.one, later(1)))
    (outcome,) = take(room, moodle(room, room.one, later(2)))
    assert (outcome.done, stamp(room, "Ada")) == ("unchanged", later(1))
    take(room, moodle(room, room.one, NOON))
    assert stamp(room, "Ada") == NOON


def test_a_time_once_taken_from_canvass_zip_is_taken_back(room):
    path = zipped(room, {f"ada_1_2_{FIRST}.ipynb": room.one})
    folder = room.course / "submitted" / "ada" / FIRST
    folder.mkdir(parents=True)
    (folder / f"{FIRST}.ipynb").write_bytes(room.one)
    (folder / "timestamp.txt").write_text("2026-11-09 12:00:00 UTC")
    assert [x.done for x in take(room, path)] == ["unchanged"]
    assert stamp(room, "ada") is None


def test_of_canvass_uploads_the_higher_number_is_the_later_one(room):
    second = changed(room, lambda raw: raw["cells"].pop())
    old = zipped(room, {f"ada_1_20_{FIRST}.ipynb": room.one}, "old.zip")
    new = zipped(room, {f"ada_LATE_1_30_{FIRST}-1.ipynb": second}, "new.zip")
    for path in (old, new, old, new):
        outcomes = take(room, path)
    assert [x.done for x in outcomes] == ["unchanged"]
    assert (room.course / "submitted" / books(room)[0]).read_bytes() == second
    assert marked_late(room.course / "submitted" / "ada" / FIRST)
    assert len(filed(room, "submitted_before")) == 1


def test_a_mark_that_canvas_has_taken_back_is_taken_back(room):
    take(room, zipped(room, {f"ada_LATE_1_2_{FIRST}.ipynb": room.one}))
    (outcome,) = take(room, zipped(room, {f"ada_1_2_{FIRST}.ipynb": room.one}))
    assert outcome.done == "unchanged"
    assert not marked_late(room.course / "submitted" / "ada" / FIRST)


def test_files_in_a_folder_have_the_time_of_some_copying(room):
    put(room, "ada.ipynb", room.one)
    put(room, MOODLE.format("Ben", 7, "a.ipynb"), room.one)
    assert [x.handed_in for x in take(room)] == ["", ""]


def at_the_packing(room, step, people, order=1):
    """Moodle's zip, an entry every few seconds."""
    path = room.tmp / "packed.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for n in range(people):
            local = (NOON + n * order * timedelta(seconds=step)).astimezone()
            entry = zipfile.ZipInfo(MOODLE.format(f"s{n}", n, "a.ipynb"), local.timetuple()[:6])
            archive.writestr(entry, room.one)
    return path


@pytest.mark.parametrize("step", [0, 2, 20])
def test_a_moodle_that_writes_the_time_of_packing_is_not_believed(room, step):
    assert {x.handed_in for x in take(room, at_the_packing(room, step, 12))} == {""}


@pytest.mark.parametrize(
    ("step", "people", "order"), [(20, 12, -1), (60, 12, 1), (2, 2, 1), (2, 1, 1)]
)
def test_a_moodle_that_writes_the_time_of_handing_in_is_believed(room, step, people, order):
    outcomes = take(room, at_the_packing(room, step, people, order))
    assert "" not in {x.handed_in for x in outcomes}
