"""A folder of an owner that was killed is cleared by the next one, and nobody else's is."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from autograder.environment import ROOT
from autograder.sandbox import scratch as room
from autograder.sandbox.scratch import PREFIX, Scratch, remove


@pytest.fixture
def shared(tmp_path, monkeypatch):
    """The folder for temporary files, empty."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path


OWNER = """\
from autograder.sandbox.scratch import Scratch
made = Scratch()
print(made.path, flush=True)
input()
"""


@pytest.fixture
def owner(shared):
    """Another process that has such a folder."""
    words = [sys.executable, "-c", OWNER]
    with subprocess.Popen(words, cwd=ROOT, stdin=-1, stdout=-1, text=True) as process:
        process.path = Path(process.stdout.readline().strip())
        yield process
        process.kill()


def test_what_a_killed_owner_left_is_cleared_when_the_next_one_comes(owner, shared):
    assert owner.path.parent == shared
    (owner.path / "notes").write_text("x")
    owner.send_signal(signal.SIGKILL)
    owner.wait()
    assert owner.path.exists()
    with Scratch():
        assert not owner.path.exists()
    assert os.listdir(shared) == []


def test_what_a_living_one_has_is_left_alone(owner, shared):
    with Scratch():
        assert owner.path.exists()
    assert os.listdir(shared) == [owner.path.name]


def test_what_only_goes_by_such_a_name_is_left_alone(shared):
    elsewhere = shared / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept").touch()
    (shared / f"{PREFIX}link").symlink_to(elsewhere)
    (shared / f"{PREFIX}file").touch()
    with Scratch():
        pass
    assert sorted(os.listdir(shared)) == ["elsewhere", f"{PREFIX}file", f"{PREFIX}link"]
    assert os.listdir(elsewhere) == ["kept"]


@pytest.mark.parametrize("when", ["before it is opened", "before it is locked"])
def test_one_that_another_clears_before_it_is_held_is_made_anew(shared, monkeypatch, when):
    cleared, held = [], room._held

    def late(path, wait):
        if not cleared and when == "before it is opened":
            cleared.append(path.rmdir())
        got = held(path, wait)
        if not cleared:
            cleared.append(path.rmdir())
        return got

    monkeypatch.setattr(room, "_held", late)
    with Scratch() as path:
        assert path.is_dir()
        assert cleared
    assert os.listdir(shared) == []


def test_others_may_pass_through_it_and_not_look(shared):
    with Scratch() as path:
        assert path.stat().st_mode & 0o777 == 0o711


def deep(path):
    here = os.open(path, os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("d", dir_fd=here)
        there = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = there
    os.close(here)


def closed(path):
    (path / "closed" / "within").mkdir(parents=True)
    (path / "closed" / "within" / "x").touch()
    (path / "closed" / "within").chmod(0)
    (path / "closed").chmod(0)


def strange(path):
    (path / "-rf").touch()
    os.mkfifo(path / "pipe")
    (path / "out").symlink_to("/")
    (path / "\n").mkdir()


@pytest.mark.parametrize("make", [deep, closed, strange])
def test_whatever_was_made_in_it_goes(shared, make):
    scratch = Scratch()
    folder = Path(scratch.folder())
    make(folder)
    remove(folder)
    assert os.listdir(scratch.path) == []
    scratch.close()
    assert os.listdir(shared) == []
