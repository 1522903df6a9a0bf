"""The command: what it says, its exit code, and what it leaves."""

import argparse
import json
import os

import pytest
from a_pile import FIRST, SECOND, changed, old_format, put

from autograder.collecting import intake
from autograder.commands import collect as command
from autograder.environment import CommandFailed

UNKNOWN = (
    "\nNothing says when {} of these were handed in: they count as in time. Where that matters, "
    'say it with --handed-in "2026-12-01 23:59".\n'
)


@pytest.fixture
def ask(room, monkeypatch, capsys):
    """Run the command on the inbox; (exit code, what it said)."""
    find = intake.all_lessons
    monkeypatch.setattr(intake, "all_lessons", lambda _: find(room.books))

    def asked(*words):
        parser = argparse.ArgumentParser()
        command.add_arguments(parser)
        args = parser.parse_args([str(room.inbox), "--course", str(room.course), *words])
        return command.run(args), capsys.readouterr().out

    return asked


def test_the_command_says_what_came_of_it_and_its_exit_code_says_it_too(room, ask):
    put(room, "ada.ipynb", room.one)
    put(room, "ben.ipynb", room.two)
    assert ask() == (0, f"2 collected: 1 of {FIRST}, 1 of {SECOND}.\n" + UNKNOWN.format(2))
    assert ask()[1].startswith(
        f"2 collected: 1 of {FIRST}, 1 of {SECOND} (2 were there already).\n"
    )
    put(room, f"cid_{FIRST}.ipynb", b"{")
    put(room, "dan.ipynb", changed(room, old_format))
    code, said = ask()
    assert code == 1
    assert "1 with a note:\n  dan, 02_perceptron: It was of notebook format 3" in said
    assert f"1 not collected:\n  cid, {FIRST}: cid_{FIRST}.ipynb breaks off in line 1" in said
    code, said = ask("--json")
    told = {x["student"]: x for x in json.loads(said)}
    assert (code, told["cid"]["lesson"], told["ada"]["done"]) == (1, FIRST, "unchanged")


def test_an_empty_inbox_is_not_a_success(ask):
    assert ask() == (1, "0 collected.\n")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs rights to be taken away")
def test_a_course_that_cannot_be_written_is_told(room, ask):
    put(room, "ada.ipynb", room.one)
    room.course.mkdir(mode=0o500)
    with pytest.raises(CommandFailed, match="Permission denied"):
        ask()


def test_a_mistyped_course_folder_is_not_made(room, ask):
    course = room.course = room.tmp / "no" / "such" / "course"
    assert ask()[0] == 1
    put(room, f"{FIRST}.ipynb", room.one)
    assert ask()[0] == 1
    put(room, "homes/ada/nets/x.ipynb", room.one)
    with pytest.raises(CommandFailed, match="may be of"):
        ask()
    assert not (room.tmp / "no").exists()
    put(room, f"ben_{FIRST}.ipynb", room.one)
    (room.inbox / "homes").rename(room.tmp / "homes")
    ask()
    assert (course / "submitted" / "ben").is_dir()


def test_a_new_course_folder_is_told(room, ask, capsys):
    put(room, "ada.ipynb", room.one)
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    words = [str(room.inbox), "--course", str(room.course)]
    for said in (f"collect: {room.course} is a new course folder.\n", ""):
        command.run(parser.parse_args(words))
        assert capsys.readouterr().err == said


@pytest.mark.parametrize("time", ["tomorrow", "2026-12-01", "12:00", "2026-13-01 12:00"])
def test_a_time_that_is_none_is_refused(ask, time):
    with pytest.raises(CommandFailed, match="2026-12-01 23:59"):
        ask("--handed-in", time)


@pytest.mark.parametrize("answer", ["333", "=ada", "333=", "333=../x", "333=a b"])
def test_an_answer_that_is_none_is_refused(ask, answer):
    with pytest.raises(CommandFailed, match="12345=Ada_Lovelace"):
        ask("--whose", answer)


def test_an_answer_never_makes_two_people_one(ask):
    with pytest.raises(CommandFailed, match="makes two people Ana"):
        ask("--whose", "1=Ana", "--whose", "2=Ana")


def test_an_answer_about_somebody_who_is_not_there_is_refused(room, ask):
    put(room, f"silvaana_111_9_{FIRST}.ipynb", room.one)
    with pytest.raises(CommandFailed, match="no file here has that number"):
        ask("--whose", "112=Ana")
    assert not room.course.exists()
