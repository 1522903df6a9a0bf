"""Archives that mean ill, and honest ones that look like them."""

import os
import stat

import pytest
from a_pile import FIRST, books, filed, problems, put, take, zipped


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
