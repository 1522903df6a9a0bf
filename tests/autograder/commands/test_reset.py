"""`reset` and `solution`: afresh with a backup, one cell by its name, shown when asked for."""

import builtins
import json

import nbformat
import pytest
from a_workspace import lesson, make_lessons, source_of, work_in, write

from autograder.check.progress import note, reached
from autograder.commands import parse
from autograder.environment import CommandFailed
from autograder.learner.workspace import Workspace
from autograder.lesson.reading import NOTEBOOKS, all_lessons

FIRST = "01_first/01_first.ipynb"


@pytest.fixture
def mine(tmp_path, monkeypatch):
    """A learner's folder; they have written `margin`, and passed its check."""
    lessons = make_lessons(tmp_path / "notebooks", monkeypatch)
    mine = Workspace(tmp_path / "Löwe und ich")
    mine.give(lessons)
    monkeypatch.chdir(mine.folder / "01_first")
    work_in(mine.folder / FIRST, "def margin(): my work")
    note("01_first", "margin", None, 1.0)
    note("01_first", "other", None, 1.0)
    return mine


def run(command, *words):
    module, args = parse(command, list(words))
    return module.run(args)


def backup(mine):
    [kept] = (mine.folder / "backups").iterdir()
    return kept


def test_a_lesson_is_reset_and_the_work_kept(mine, capsys):
    assert run("reset", "01") == 0
    assert "NotImplementedError" in source_of(mine.folder / FIRST, "margin")
    assert source_of(backup(mine), "margin") == "def margin(): my work"
    assert f"Your work is kept: backups/{backup(mine).name}." in capsys.readouterr().out
    assert reached(mine.folder, "01_first") == {}


def test_one_cell_is_reset_and_the_rest_stays(mine, capsys):
    book = nbformat.read(mine.folder / FIRST, as_version=4)
    book.cells[-1].source = "my reflection"
    book.cells.append(nbformat.v4.new_markdown_cell("my notes", id="mine"))
    write(mine.folder / FIRST, book)
    run("reset", "01", "--cell", "margin")
    assert "NotImplementedError" in source_of(mine.folder / FIRST, "margin")
    assert source_of(mine.folder / FIRST, "reflection") == "my reflection"
    assert source_of(mine.folder / FIRST, "mine") == "my notes"
    assert source_of(backup(mine), "margin") == "def margin(): my work"
    assert list(reached(mine.folder, "01_first")) == [("other", "other")]


def test_the_cell_of_a_graded_choice_forgets_that_choice_alone(tmp_path, monkeypatch):
    mine, name = Workspace(tmp_path / "mine"), "04_neurons"
    mine.give([path for path in all_lessons(NOTEBOOKS) if path.stem == name])
    monkeypatch.chdir(mine.folder / name)
    note(name, "choice", "nerve_is", 1.0)
    note(name, "choice", "relu_is", 1.0)
    run("reset", "04", "--cell", "nerve-quiz")
    assert list(reached(mine.folder, name)) == [("choice", "relu_is")]


def test_after_a_cell_was_reset_the_notebook_still_counts_as_work(mine, tmp_path):
    run("reset", "01", "--cell", "margin")
    title = nbformat.v4.new_markdown_cell("new")
    write(tmp_path / "notebooks" / FIRST, lesson(cells=[title]))
    news = mine.give(all_lessons(tmp_path / "notebooks"))
    assert news.renewed == []
    assert len(news.beside) == 1


def test_a_cell_that_was_deleted_comes_back_in_its_place(mine):
    book = nbformat.read(mine.folder / FIRST, as_version=4)
    del book.cells[1]
    write(mine.folder / FIRST, book)
    run("reset", "01", "--cell", "margin")
    book = nbformat.read(mine.folder / FIRST, as_version=4)
    assert [cell.id for cell in book.cells] == ["title", "margin", "margin-check", "reflection"]


def test_a_new_version_comes_with_the_reset_and_is_no_longer_beside(mine, tmp_path):
    title = nbformat.v4.new_markdown_cell("a new section", id="new")
    write(tmp_path / "notebooks" / FIRST, lesson(cells=[title]))
    [beside] = mine.give(all_lessons(tmp_path / "notebooks")).beside
    run("reset", "01")
    assert source_of(mine.folder / FIRST, "new") == "a new section"
    assert not beside.exists()


def test_a_new_version_with_work_in_it_stays(mine, tmp_path):
    write(tmp_path / "notebooks" / FIRST, lesson(cells=[nbformat.v4.new_markdown_cell("new")]))
    [beside] = mine.give(all_lessons(tmp_path / "notebooks")).beside
    work_in(beside, "more work")
    run("reset", "01")
    assert source_of(beside, "margin") == "more work"


def test_a_lesson_that_is_not_there_is_made(mine, capsys):
    (mine.folder / FIRST).unlink()
    run("reset", "01")
    assert "You had none." in capsys.readouterr().out
    assert (mine.folder / FIRST).exists()


@pytest.mark.parametrize("command", ["reset", "solution"])
def test_an_unknown_cell_is_answered_by_the_list(mine, command):
    with pytest.raises(CommandFailed, match=r"no cell 'x' that you write.*: margin, reflection"):
        run(command, "01", "--cell", "x")
    with pytest.raises(CommandFailed, match=r"Which cell\? The names are: margin, reflection"):
        run(command, "01", "--cell")
    with pytest.raises(CommandFailed, match="no cell 'margin-check'"):
        run(command, "01", "--cell", "margin-check")
    assert not (mine.folder / "backups").exists()


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"cells": [1]}'])
def test_a_cell_of_a_broken_notebook_is_not_reset_but_the_lesson_is(mine, text):
    (mine.folder / FIRST).write_text(text)
    with pytest.raises(CommandFailed, match="Reset the whole lesson"):
        run("reset", "01", "--cell", "margin")
    assert (mine.folder / FIRST).read_text() == text
    run("reset", "01")
    assert backup(mine).read_text() == text


def test_a_folder_without_lessons_is_told(mine, tmp_path):
    with pytest.raises(CommandFailed, match="is no folder of lessons yet"):
        run("reset", "01", "--folder", str(tmp_path / "none"))
    assert not (tmp_path / "none").exists()


def test_a_backup_that_cannot_be_made_leaves_the_work(mine):
    (mine.folder / "backups").write_text("a file")
    with pytest.raises(CommandFailed, match="cannot be used"):
        run("reset", "01")
    assert source_of(mine.folder / FIRST, "margin") == "def margin(): my work"


# The solution


def say(monkeypatch, word):
    asked = []
    monkeypatch.setattr(builtins, "input", lambda text: asked.append(text) or word)
    return asked


def test_a_solution_is_shown_after_a_question(mine, monkeypatch, capsys):
    asked = say(monkeypatch, "y")
    assert run("solution", "01", "--cell", "margin") == 0
    out = capsys.readouterr().out
    assert asked
    assert "    return w" in out
    assert "SOLUTION" not in out


@pytest.mark.parametrize("word", ["", "n", "no", "why"])
def test_without_a_yes_no_solution_is_shown(mine, monkeypatch, capsys, word):
    say(monkeypatch, word)
    run("solution", "01", "--cell", "margin")
    assert "return w" not in capsys.readouterr().out


def test_nobody_at_the_keyboard_is_no_yes(mine, monkeypatch, capsys):
    def nobody(text):
        raise EOFError

    monkeypatch.setattr(builtins, "input", nobody)
    assert run("solution", "01", "--cell", "margin") == 0
    assert "return w" not in capsys.readouterr().out


def test_every_cell_of_every_lesson_has_its_solution(monkeypatch, capsys):
    say(monkeypatch, "yes")
    for path in all_lessons(NOTEBOOKS):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        for cell in cells:
            grader = cell["metadata"].get("nbgrader", {})
            if grader.get("solution"):
                run("solution", path.stem, "--cell", grader["grade_id"])
                out = capsys.readouterr().out.split("\n", 1)[1]
                assert len(out) > 10, (path.stem, grader["grade_id"])
                assert "BEGIN" not in out
