"""A prediction is kept and put beside what came out; it never fails and costs nothing."""

import numpy as np
import pytest

from autograder import check
from autograder.check import prediction as kept

ASKED = "How many mistakes can it make?"


@pytest.fixture(autouse=True)
def _nothing_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_said", {})


def test_the_three_dots_ask_for_a_guess(capsys: pytest.CaptureFixture[str]) -> None:
    assert check.predict(ASKED, ...) is None
    said = capsys.readouterr().out
    assert said == f"{ASKED} Write what you expect in place of the three dots, and run the cell.\n"


def test_the_guess_stands_beside_what_came_out(capsys: pytest.CaptureFixture[str]) -> None:
    check.predict(ASKED, 12)
    check.came_out(ASKED, 24)
    assert capsys.readouterr().out.splitlines() == [
        "You say 12. The run will tell.",
        f"{ASKED} You said 12; it is 24.",
    ]


def test_without_a_guess_what_came_out_is_told_alone(capsys: pytest.CaptureFixture[str]) -> None:
    check.predict(ASKED, 12)
    check.predict(ASKED, ...)
    check.came_out(ASKED, 24)
    assert capsys.readouterr().out.splitlines()[-1] == f"{ASKED} It is 24."


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.123456, "0.1235"), (-2.0, "−2"), (True, "True"), ("the bias", "the bias")],
)
def test_any_kind_of_value_is_shown_short(
    value: object, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    check.came_out(ASKED, value)
    assert capsys.readouterr().out == f"{ASKED} It is {shown}.\n"


def test_a_long_guess_is_cut(capsys: pytest.CaptureFixture[str]) -> None:
    check.predict(ASKED, np.arange(1000))
    assert len(capsys.readouterr().out) < 100
