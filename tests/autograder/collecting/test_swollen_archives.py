"""Archives that swell, break off or lie about their sizes."""

import dataclasses
import struct

import pytest
from a_pile import FIRST, SMALL, books, problems, put, take, zipped

from autograder.course.limits import LIMITS


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
