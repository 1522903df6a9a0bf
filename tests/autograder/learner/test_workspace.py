"""A learner's folder: what is theirs stays, the new comes beside it, what goes wrong is told."""

import contextlib
import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from a_workspace import lesson, make_lessons, source_of, work_in, write

from autograder.environment import CommandFailed
from autograder.learner.workspace import Workspace, put
from autograder.lesson.reading import NOTEBOOKS

FIRST = "01_first/01_first.ipynb"
OTHER_TEXT = nbformat.v4.new_markdown_cell("a new section", id="new")
FORBIDDEN = set('<>:"/\\|?*')


@pytest.fixture
def lessons(tmp_path, monkeypatch):
    return make_lessons(tmp_path / "notebooks", monkeypatch)


@pytest.fixture
def mine(tmp_path):
    return Workspace(tmp_path / "my lessons é")


def names(mine, paths):
    return [path.relative_to(mine.folder).as_posix() for path in paths]


def everything(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


# What is given


def test_a_learner_gets_every_lesson_without_its_solution(lessons, mine):
    news = mine.give(lessons)
    assert names(mine, news.made) == [FIRST, "01_first/picture.svg", "02_second/02_second.ipynb"]
    assert "NotImplementedError" in source_of(mine.folder / FIRST, "margin")


def test_nothing_of_the_learners_is_written_over(lessons, mine):
    mine.give(lessons)
    (mine.folder / FIRST).write_text("my work")
    news = mine.give(lessons)
    assert news.made + news.renewed + news.beside == []
    assert (mine.folder / FIRST).read_text() == "my work"


def test_only_what_is_missing_is_made(lessons, mine):
    mine.give(lessons)
    (mine.folder / "01_first" / "picture.svg").unlink()
    assert names(mine, mine.give(lessons).made) == ["01_first/picture.svg"]


def test_a_start_with_nothing_to_give_does_not_load_the_release(lessons, mine, monkeypatch):
    mine.give(lessons)
    monkeypatch.setitem(sys.modules, "autograder.lesson.student", None)  # importing it would fail
    assert mine.give(lessons).made == []


def test_a_folder_from_before_we_remembered_is_left_as_it_is(lessons, mine):
    put(mine.folder / FIRST, b"my work")
    news = mine.give(lessons)
    assert FIRST not in names(mine, news.made + news.renewed + news.beside)
    assert (mine.folder / FIRST).read_bytes() == b"my work"


# What changes


def test_a_changed_lesson_is_put_beside_the_learners_work(lessons, mine):
    mine.give(lessons)
    work_in(mine.folder / FIRST, "my work")
    write(lessons[0], lesson(cells=[OTHER_TEXT]))
    assert names(mine, mine.give(lessons).beside) == ["01_first/01_first (new).ipynb"]
    assert source_of(mine.folder / FIRST, "margin") == "my work"
    assert source_of(mine.folder / "01_first/01_first (new).ipynb", "new") == "a new section"
    assert mine.give(lessons).beside == []  # said once


def test_a_changed_lesson_that_nobody_has_begun_is_renewed(lessons, mine):
    mine.give(lessons)
    write(lessons[0], lesson(cells=[OTHER_TEXT]))
    assert names(mine, mine.give(lessons).renewed) == [FIRST]
    assert source_of(mine.folder / FIRST, "new") == "a new section"


def test_a_changed_solution_brings_nothing_new(lessons, mine):
    mine.give(lessons)
    work_in(mine.folder / FIRST, "my work")
    write(lessons[0], lesson(answer="return 2 * w"))
    news = mine.give(lessons)
    assert news.made + news.renewed + news.beside == []


def test_work_in_a_new_version_is_not_written_over_by_the_next(lessons, mine):
    mine.give(lessons)
    work_in(mine.folder / FIRST, "my work")
    for number, text in enumerate(("b", "c")):
        write(lessons[0], lesson(cells=[nbformat.v4.new_markdown_cell(text, id="new")]))
        [beside] = mine.give(lessons).beside
        assert beside.name == ("01_first (new).ipynb", "01_first (new 2).ipynb")[number]
        work_in(beside, f"my work on {text}")
    assert source_of(beside.with_name("01_first (new).ipynb"), "margin") == "my work on b"


def test_a_new_version_that_nobody_has_begun_gives_way_to_the_next(lessons, mine):
    mine.give(lessons)
    work_in(mine.folder / FIRST, "my work")
    for text in ("b", "c"):
        write(lessons[0], lesson(cells=[nbformat.v4.new_markdown_cell(text, id="new")]))
        [beside] = mine.give(lessons).beside
    assert source_of(beside, "new") == "c"
    assert beside.name == "01_first (new).ipynb"


def test_a_start_that_was_killed_before_it_remembered_offers_no_copy(lessons, mine):
    mine.give(lessons)
    remembered = (mine.folder / ".workspace/given.json").read_bytes()
    write(lessons[0], lesson(cells=[OTHER_TEXT]))
    mine.give(lessons)
    put(mine.folder / ".workspace/given.json", remembered)
    news = mine.give(lessons)
    assert news.made + news.renewed + news.beside == []


def test_what_is_remembered_may_be_damaged(lessons, mine):
    mine.give(lessons)
    for text in ("{", "[]", "\xff"):
        (mine.folder / ".workspace/given.json").write_text(text)
        assert mine.give(lessons).made == []


# Backups


def test_two_backups_in_one_second_are_two(lessons, mine):
    mine.give(lessons)
    kept = [mine.keep(mine.folder / FIRST) for _ in range(3)]
    assert len(set(kept)) == 3
    assert {x.parent.name for x in kept} == {"backups"}


# The folder itself


def test_a_workspace_can_be_moved_and_zipped(lessons, mine, tmp_path):
    mine.give(lessons)
    work_in(mine.folder / FIRST, "my work")
    for path in everything(mine.folder):
        assert str(tmp_path).encode() not in path.read_bytes()
    archive = shutil.make_archive(str(tmp_path / "zip"), "zip", mine.folder)
    shutil.rmtree(mine.folder)
    moved = Workspace(tmp_path / "elsewhere" / "ещё раз")
    shutil.unpack_archive(archive, moved.folder)
    news = moved.give(lessons)
    assert news.made + news.renewed + news.beside == []


def test_every_name_inside_is_a_name_on_windows(lessons, mine):
    mine.give(lessons)
    work_in(mine.folder / FIRST, "my work")
    write(lessons[0], lesson(cells=[OTHER_TEXT]))
    mine.give(lessons)
    mine.keep(mine.folder / FIRST)
    for path in everything(mine.folder):
        name = path.relative_to(mine.folder)
        assert len(str(name)) < 150  # of the 260 letters that a path may have there
        assert not any(FORBIDDEN & set(part) or part[-1] in " ." for part in name.parts)
    remembered = json.loads((mine.folder / ".workspace/given.json").read_text(encoding="utf-8"))
    assert FIRST in remembered  # with a slash on every system


@pytest.mark.parametrize("folder", [NOTEBOOKS, NOTEBOOKS / "02_perceptron", NOTEBOOKS.parent])
def test_the_lessons_themselves_are_no_workspace(folder):
    with pytest.raises(CommandFailed, match="Choose another folder with --folder"):
        Workspace(folder)


def test_a_tilde_that_the_shell_has_left_is_the_home_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert Workspace(Path("~/mine")).folder == tmp_path / "mine"


# What goes wrong


def test_a_full_disk_leaves_no_half_lesson_and_the_next_start_goes_on(lessons, mine, monkeypatch):
    room = [1]
    whole = Path.write_bytes

    def disk_full(path, content):
        if path.name.startswith("."):  # beside its place
            room[0] -= 1
            if room[0] < 0:
                whole(path, content[: len(content) // 2])
                raise OSError(errno.ENOSPC, "No space left on device")
        return whole(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", disk_full)
        with pytest.raises(CommandFailed, match=r"is full\. Nothing there is half written"):
            mine.give(lessons)
    assert names(mine, everything(mine.folder)) == [FIRST]
    assert len(mine.give(lessons).made) == 2


@contextlib.contextmanager
def mounted(folder, options):
    """A small file system of its own; skips where nobody may mount one."""
    folder.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    try:
        done = subprocess.run(words, capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no mount here")
    if done.returncode:
        pytest.skip("only root can mount a file system")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_disk_that_is_really_full_is_told(lessons, tmp_path):
    with mounted(tmp_path / "small", "size=16k") as small:
        (small / "filler").write_bytes(b"x" * 8000)
        mine = Workspace(small / "mine")
        with pytest.raises(CommandFailed, match="is full"):
            mine.give(lessons)
        assert not list(mine.folder.rglob("*.part"))


def test_a_folder_that_is_really_read_only_is_told(lessons, tmp_path):
    with mounted(tmp_path / "closed", "size=16k,ro") as closed:
        for folder in (closed, closed / "mine"):
            with pytest.raises(CommandFailed, match=r"is read-only for you\. Choose a folder"):
                Workspace(folder).give(lessons)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes anywhere")
def test_a_folder_of_somebody_else_is_told(lessons, tmp_path):
    (tmp_path / "theirs").mkdir(mode=0o500)
    with pytest.raises(CommandFailed, match=r"is read-only for you\. Choose a folder"):
        Workspace(tmp_path / "theirs").give(lessons)


def test_a_folder_that_became_read_only_is_told_though_nothing_is_new(lessons, mine, monkeypatch):
    mine.give(lessons)

    def closed(path, content):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "write_bytes", closed)
    with pytest.raises(CommandFailed, match="is read-only for you"):
        mine.give(lessons)


def test_a_folder_that_is_a_file_is_told(lessons, tmp_path):
    (tmp_path / "mine").write_text("")
    with pytest.raises(CommandFailed, match="cannot be used"):
        Workspace(tmp_path / "mine").give(lessons)
