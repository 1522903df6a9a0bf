"""`read`: what it says before it serves a page, and what it leaves behind."""

import argparse
import re
import shutil
import stat

import pytest
from a_lesson import NAME

from autograder.commands import read
from autograder.course.people import Person
from autograder.environment import CommandFailed
from autograder.lesson import reading

pytestmark = pytest.mark.filterwarnings("ignore")


def options(course, *words):
    parser = argparse.ArgumentParser()
    read.add_arguments(parser)
    return parser.parse_args(["--course", str(course), "--no-open", *words])


@pytest.fixture(autouse=True)
def _here(answers, monkeypatch):
    monkeypatch.setattr(reading, "NOTEBOOKS", answers.notebooks)


def refused(answers, *words):
    with pytest.raises(CommandFailed) as told:
        read.run(options(answers.course, *words))
    return str(told.value)


def test_without_a_lesson_it_says_what_waits(answers):
    assert f"4 in {NAME}" in refused(answers)
    assert "read 02" in refused(answers)


def test_a_section_that_is_not_there_is_told(answers):
    assert "no section Monday" in refused(answers, "02", "--section", "Monday")


def test_a_section_is_read_by_itself(answers, monkeypatch, capsys):
    class_of = {"ada": "Monday", "cleo": "monday", "ben": "Tuesday"}
    found = {who: Person(who, section=section) for who, section in class_of.items()}
    monkeypatch.setattr(read, "people", lambda course: found)
    monkeypatch.setattr(read.Server, "serve_forever", lambda server: None)
    assert read.run(options(answers.course, "02", "--section", "Monday")) == 0
    assert "0 of 2 answers read" in capsys.readouterr().out
    assert "There are: Monday, Tuesday, monday." in refused(answers, "02", "--section", "Friday")


def test_where_nothing_is_graded_it_says_what_to_do(answers):
    shutil.rmtree(answers.course / "autograded")
    assert "grade 02` first" in refused(answers, "02")


def test_a_port_that_is_taken_is_told(answers, monkeypatch):
    with read.Server(None, "x") as other:
        assert "Choose another" in refused(answers, "02", "--port", str(other.server_port))


def test_the_page_is_served_until_it_is_stopped_and_nothing_is_left(answers, monkeypatch, capsys):
    seen = {}

    def interrupted(server, *_):
        (file,) = answers.course.glob("reading-*.html")
        seen.update(mode=stat.S_IMODE(file.stat().st_mode), text=file.read_text())
        raise KeyboardInterrupt

    monkeypatch.setattr(read.Server, "serve_forever", interrupted)
    assert read.run(options(answers.course, "02")) == 0
    said = capsys.readouterr().out
    address = re.search(r"http://127\.0\.0\.1:\d+/[\w-]{30,}/", said)[0]
    assert said.count("0 of 4 answers read") == 2
    assert address in seen["text"]
    assert seen["mode"] == 0o600
    assert not list(answers.course.glob("reading-*"))
