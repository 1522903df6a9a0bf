"""Columns of a terminal stay in line whatever script a name is in."""

import pytest

from autograder.course.width import fit, width
from autograder.grading.progress import Progress

NAMES = [
    "ada",
    "王小明王小明王小明王小明",
    "u\u0308mit",
    "प्रिया शर्मा",
    "علی\u200cرضا",
    "x" * 90,
    "ａｄａ王",
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("room", [1, 2, 7, 20])
def test_every_name_takes_the_room_that_it_is_given(name, room):
    assert width(fit(name, room)) == room


def test_no_mark_is_cut_from_its_letter():
    assert fit("u\u0308mit", 1) == "u\u0308"
    assert fit("王明", 3) == "王 "


def test_the_line_that_moves_covers_the_one_before_it(monkeypatch, capsys):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with Progress("graded", len(NAMES)) as progress:
        for name in NAMES:
            progress.step(name)
    lines = capsys.readouterr().err.strip("\r\n").split("\r")
    assert len(lines) == len(NAMES)
    assert {width(line.partition(" left")[2]) for line in lines} == {22}
