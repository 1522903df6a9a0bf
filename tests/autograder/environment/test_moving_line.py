"""The line that a set-up shows: it moves on a terminal, and leaves nothing of itself there."""

import sys

from autograder.environment.progress import MovingLine


def test_on_a_terminal_one_line_moves_and_is_gone_in_the_end(monkeypatch, capsys):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "40")
    line = MovingLine()
    line.say("0 of 3 are there; now numpy and many others")
    line.tick()
    line.say("2 of 3 are there")
    line.end()
    said = capsys.readouterr().out
    assert "\n" not in said
    *shown, gone, after = said.split("\r")[1:]
    assert [text.rstrip() for text in shown] == [
        "   0 s  0 of 3 are there; now numpy an…",
        "   0 s  0 of 3 are there; now numpy an…",
        "   0 s  2 of 3 are there",
    ]
    assert {len(text) for text in shown} == {39}
    assert gone == " " * 39
    assert after == ""


def test_in_a_file_each_thing_said_is_a_line_and_the_clock_says_nothing(capsys):
    line = MovingLine()
    line.say("making an empty environment")
    line.tick()
    line.say("0 of 3 are there; now numpy")
    line.end()
    assert capsys.readouterr().out.splitlines() == [
        "  making an empty environment",
        "  0 of 3 are there; now numpy",
    ]
