"""`start`: what it says, and what JupyterLab is told."""

import argparse
import os
import socket
import subprocess
import sys

import nbformat
import pytest
from a_workspace import lesson, make_lessons, work_in, write
from jupyterlab_server.config import get_page_config

from autograder import contents
from autograder.commands import parse, start
from autograder.environment import CommandFailed

MAKES = "@jupyter/nbgrader:create-assignment"


@pytest.fixture
def lessons(tmp_path, monkeypatch):
    return make_lessons(tmp_path / "notebooks", monkeypatch)


@pytest.fixture
def opened(monkeypatch):
    """The arguments that JupyterLab would have been started with."""
    seen = []
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "elsewhere")
    monkeypatch.setattr(start, "become", lambda words: seen.append(words) or 0)
    return seen


def options(*words):
    return parse("start", list(words))[1]


def test_jupyterlab_opens_the_map_in_the_learners_folder(lessons, tmp_path, opened):
    folder = tmp_path / "a folder é"
    assert start.run(options("--folder", str(folder), "--no-browser", "--port=0", "--debug")) == 0
    [words] = opened
    assert words[:2] == ["-m", "jupyterlab"]
    assert f"--ServerApp.root_dir={folder}" in words
    assert "--LabApp.default_url=/lab/tree/map.ipynb" in words
    assert {"--no-browser", "--ServerApp.port=0", "--debug"} <= set(words)
    assert (folder / "map.ipynb").is_file()


def test_a_learner_s_jupyterlab_makes_no_assignments_and_an_instructor_s_does(
    lessons, tmp_path, opened
):
    def disabled():
        return get_page_config([])["disabledExtensions"]

    assert MAKES not in disabled()
    start.run(options("--folder", str(tmp_path / "mine")))
    assert MAKES in disabled()
    assert os.environ["JUPYTER_CONFIG_PATH"].endswith(f"{os.pathsep}elsewhere")


def test_jupyterlab_begins_without_the_tabs_of_last_time(lessons, tmp_path, opened):
    start.run(options("--folder", str(tmp_path / "mine")))
    tabs = tmp_path / "mine" / ".workspace" / "tabs"
    assert f"--LabApp.workspaces_dir={tabs}" in opened[0]
    tabs.mkdir()
    (tabs / "default.jupyterlab-workspace").write_text("{}")
    start.run(options("--folder", str(tmp_path / "mine")))
    assert not tabs.exists()


def test_a_slider_that_nothing_moves_is_read_as_its_still_picture():
    view = contents.VIEW
    slider, live_only = {view: {}, "text/html": "<img>", "text/plain": ""}, {view: {}}
    cells = [{"outputs": [{"data": slider}, {"text": ""}, {"data": live_only}]}, {"source": ""}]
    contents.still({"cells": cells})
    assert slider == {"text/html": "<img>", "text/plain": ""}
    assert live_only == {view: {}}


def test_the_folder_is_my_lessons_unless_another_is_named(lessons, tmp_path, opened, monkeypatch):
    monkeypatch.setattr(start, "MINE", tmp_path / "my_lessons")
    start.run(options())
    assert (tmp_path / "my_lessons" / "01_first" / "01_first.ipynb").is_file()


def test_an_appendix_is_brought_too(lessons, tmp_path, opened):
    path = tmp_path / "notebooks" / "A2_errata" / "A2_errata.ipynb"
    path.parent.mkdir()
    write(path, lesson())
    start.run(options("--folder", str(tmp_path / "mine")))
    assert (tmp_path / "mine" / "A2_errata" / "A2_errata.ipynb").is_file()


def test_what_was_brought_is_said_in_a_sentence_each(lessons, tmp_path, capsys):
    mine = tmp_path / "mine"
    start.prepare(mine)
    assert capsys.readouterr().out == f"Your lessons are in {mine}; 3 new.\n"
    start.prepare(mine)
    assert capsys.readouterr().out == f"Your lessons are in {mine}.\n"

    work_in(mine / "01_first" / "01_first.ipynb", "my work")
    for path in lessons:
        write(path, lesson(cells=[nbformat.v4.new_markdown_cell("new")]))
    (mine / "map.ipynb").write_text("torn")
    start.prepare(mine)
    said = capsys.readouterr().out.splitlines()
    assert said[1].startswith("02_second.ipynb is the new version")
    assert said[2] == (
        "Ours has changed: the new version is beside your work, 01_first (new).ipynb."
    )
    assert said[3].startswith("map.ipynb was not a notebook any more; it is in backups")


def test_a_folder_that_the_terminal_cannot_write_ends_nothing(tmp_path):
    words = ["from autograder import __main__ as door; import sys; sys.exit(door.main(['reset',"]
    words += [f"'00', '--folder', {str(tmp_path / 'Löwe')!r}]))"]
    env = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", "".join(words)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "L\\xf6we is no folder of lessons yet" in done.stderr


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
    monkeypatch.setattr(start, "NOTEBOOKS", tmp_path / "none")
    with pytest.raises(CommandFailed, match="holds no lesson"):
        start.run(argparse.Namespace(folder=tmp_path / "mine", port=None))
    assert not (tmp_path / "mine").exists()
