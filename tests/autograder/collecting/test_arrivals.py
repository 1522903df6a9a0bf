"""What has come is new once, and only when it lies still."""

import os

from autograder.collecting.arrivals import Arrivals


def test_an_empty_place_has_nothing_new(tmp_path):
    arrivals = Arrivals([tmp_path])
    assert [arrivals.new() for _ in range(3)] == [None, None, None]


def test_what_came_is_new_when_it_was_seen_twice_alike(tmp_path):
    arrivals, file = Arrivals([tmp_path]), tmp_path / "ada" / "work.ipynb"
    file.parent.mkdir()
    file.write_text("half")
    assert arrivals.new() is None
    file.write_text("half and half")
    assert arrivals.new() is None, "it is still being written"
    assert str(file) in arrivals.new()


def test_what_is_dealt_with_is_not_new_and_what_comes_meanwhile_is(tmp_path):
    arrivals = Arrivals([tmp_path])
    (tmp_path / "a").write_text("1")
    arrivals.new()
    seen = arrivals.new()
    (tmp_path / "b").write_text("2")
    arrivals.done(seen)
    assert arrivals.new() is None
    again = arrivals.new()
    assert again.keys() - seen.keys() == {str(tmp_path / "b")}
    arrivals.done(again)
    assert [arrivals.new(), arrivals.new()] == [None, None]


def test_what_could_not_be_dealt_with_stays_new(tmp_path):
    arrivals = Arrivals([tmp_path])
    (tmp_path / "a").write_text("1")
    arrivals.new()
    assert arrivals.new()
    assert arrivals.new()


def test_a_single_file_is_a_place_too_and_one_that_is_gone_is_no_error(tmp_path):
    file = tmp_path / "handed-in.zip"
    arrivals = Arrivals([file, tmp_path / "nowhere"])
    assert arrivals.new() is None
    file.write_bytes(b"PK")
    arrivals.new()
    assert arrivals.new().keys() == {str(file)}


def test_where_something_always_comes_what_lies_still_is_dealt_with_all_the_same(tmp_path):
    arrivals, dealt = Arrivals([tmp_path]), []
    for look in range(20):
        (tmp_path / str(look)).write_text("1")
        if seen := arrivals.new():
            dealt.append(look)
            arrivals.done(seen)
    assert dealt == [6, 13]


def test_a_link_that_leads_nowhere_and_a_folder_that_goes_end_no_look(tmp_path, monkeypatch):
    arrivals, gone = Arrivals([tmp_path]), tmp_path / "gone"
    (tmp_path / "ada").symlink_to("x" * 300)
    gone.mkdir()
    scandir = os.scandir

    def goes_first(path):
        if str(path) == str(gone):
            gone.rmdir()
        return scandir(path)

    monkeypatch.setattr(os, "scandir", goes_first)
    arrivals.new()
    assert not gone.exists()
    assert arrivals.new().keys() == {str(tmp_path / "ada")}
