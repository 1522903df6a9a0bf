"""`start`: what a learner gets, what is theirs, and what JupyterLab is told."""

import argparse
import json
import os
import socket
import sys
import types
from pathlib import Path

import nbformat
import pytest

from autograder import __main__ as door
from autograder import start
from autograder.environment import CommandFailed


def stand_in_for_release(path):
    """What `release.student_notebook` does, as far as start is concerned."""
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[0].source = "# your turn"
    return notebook


@pytest.fixture
def lessons(tmp_path, monkeypatch):
    """Two lessons in notebooks/, one with a picture; a release that leaves the solution out."""
    top = tmp_path / "notebooks"
    for name in ("01_first", "02_second one é"):
        (top / name / ".ipynb_checkpoints").mkdir(parents=True)
        (top / name / ".ipynb_checkpoints" / "old.ipynb").write_text("{}")
        cell = nbformat.v4.new_code_cell("answer = 42")
        nbformat.write(nbformat.v4.new_notebook(cells=[cell]), top / name / f"{name}.ipynb")
    (top / "01_first" / "picture.svg").write_text("<svg/>")
    release = types.ModuleType("autograder.release")
    release.student_notebook = stand_in_for_release
    monkeypatch.setitem(sys.modules, "autograder.release", release)
    monkeypatch.setattr(start, "NOTEBOOKS", top)
    return sorted(top.glob("*/*.ipynb"))


@pytest.fixture
def opened(monkeypatch):
    """The arguments that JupyterLab would have been started with."""
    seen = []
    monkeypatch.setattr(start, "become", lambda words: seen.append(words) or 0)
    return seen


def options(*words):
    return door.parse("start", list(words))[1]


def source_of(path):
    return json.loads(path.read_text(encoding="utf-8"))["cells"][0]["source"]


def test_a_learner_gets_every_lesson_without_its_solution(lessons, tmp_path):
    mine = tmp_path / "my lessons é"
    made = start.copy_lessons(lessons, mine)
    assert sorted(path.relative_to(mine).as_posix() for path in made) == [
        "01_first/01_first.ipynb",
        "01_first/picture.svg",
        "02_second one é/02_second one é.ipynb",
    ]
    assert "".join(source_of(mine / "01_first" / "01_first.ipynb")) == "# your turn"


def test_nothing_of_the_learners_is_written_again(lessons, tmp_path):
    start.copy_lessons(lessons, tmp_path / "mine")
    notebook = tmp_path / "mine" / "01_first" / "01_first.ipynb"
    notebook.write_text("my work")
    assert start.copy_lessons(lessons, tmp_path / "mine") == []
    assert notebook.read_text() == "my work"


def test_only_what_is_missing_is_made(lessons, tmp_path):
    start.copy_lessons(lessons, tmp_path / "mine")
    picture = tmp_path / "mine" / "01_first" / "picture.svg"
    picture.unlink()
    assert start.copy_lessons(lessons, tmp_path / "mine") == [picture]


def test_a_start_with_nothing_to_copy_does_not_load_the_release(lessons, tmp_path, monkeypatch):
    start.copy_lessons(lessons, tmp_path / "mine")
    monkeypatch.setitem(sys.modules, "autograder.release", None)  # importing it would fail
    assert start.copy_lessons(lessons, tmp_path / "mine") == []


def test_a_copy_that_fails_leaves_no_half_lesson(lessons, tmp_path, monkeypatch):
    def disk_full(self, *args, **kwargs):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_text", disk_full)
        with pytest.raises(CommandFailed, match=r"No space left.*Choose a folder with --folder"):
            start.copy_lessons(lessons, tmp_path / "mine")
    assert not list((tmp_path / "mine").glob("*/*.ipynb"))
    assert len(start.copy_lessons(lessons, tmp_path / "mine")) == 3


def test_a_folder_that_is_a_file_is_told(lessons, tmp_path):
    (tmp_path / "mine").write_text("")
    with pytest.raises(CommandFailed, match="cannot be kept in"):
        start.copy_lessons(lessons, tmp_path / "mine")


def test_a_read_only_folder_is_told(lessons, tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *words: False)  # root may write everywhere
    with pytest.raises(CommandFailed, match="is read-only"):
        start.copy_lessons(lessons, tmp_path / "mine")


def test_jupyterlab_opens_the_first_lesson_in_the_learners_folder(lessons, tmp_path, opened):
    folder = tmp_path / "a folder é"
    assert start.run(options("--folder", str(folder), "--no-browser", "--port=0", "--debug")) == 0
    [words] = opened
    assert words[:2] == ["-m", "jupyterlab"]
    assert f"--ServerApp.root_dir={folder}" in words
    assert "--LabApp.default_url=/lab/tree/01_first/01_first.ipynb" in words
    assert {"--no-browser", "--ServerApp.port=0", "--debug"} <= set(words)


def test_the_address_of_a_lesson_is_quoted(lessons, tmp_path, opened, monkeypatch):
    monkeypatch.setattr(start, "all_lessons", lambda folder: lessons[1:])
    start.run(options("--folder", str(tmp_path / "mine")))
    address = (
        "--LabApp.default_url=/lab/tree/02_second%20one%20%C3%A9/02_second%20one%20%C3%A9.ipynb"
    )
    assert address in opened[0]


def test_a_busy_port_is_told_before_anything_is_copied(lessons, tmp_path, opened):
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = server.getsockname()[1]
        with pytest.raises(CommandFailed, match=rf"port {port} cannot be had. Leave --port out"):
            start.run(options("--folder", str(tmp_path / "mine"), "--port", str(port)))
    assert not (tmp_path / "mine").exists()
    assert opened == []


def test_a_clone_without_lessons_is_told(tmp_path, monkeypatch, opened):
    monkeypatch.setattr(start, "NOTEBOOKS", tmp_path)
    with pytest.raises(CommandFailed, match="holds no lesson"):
        start.run(argparse.Namespace(folder=tmp_path / "mine", port=None))
    assert not (tmp_path / "mine").exists()
