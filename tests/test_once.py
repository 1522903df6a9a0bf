"""What is costly is made once in a run, and two workers that ask for it at once share it."""

import os

import pytest


def test_who_asks_again_gets_what_was_made_and_another_process_too(once):
    made = []

    def make(folder):
        made.append(folder)
        (folder / "by.txt").write_text(str(os.getpid()))

    first = once("asked for again", make)
    child = os.fork()
    if child == 0:
        os._exit(once("asked for again", make) != first or len(made) != 1)
    assert os.waitpid(child, 0)[1] == 0
    assert once("asked for again", make) == first
    assert (first / "by.txt").read_text() == str(os.getpid())
    assert len(made) == 1


def test_what_failed_halfway_is_made_anew(once):
    def fails(folder):
        (folder / "half.txt").touch()
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        once("made halfway", fails)
    assert list(once("made halfway", lambda folder: None).iterdir()) == []
