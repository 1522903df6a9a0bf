"""After a check has failed: hints one at a time, and our answer after three different attempts."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder import check
from autograder.check import CheckFailed, hints
from autograder.check.progress import MARK
from autograder.check.tries import forget, hints_asked

LESSON = "02_perceptron"
OFFER = "To see how we did it: python3 -m autograder solution 02 --cell margin"


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / MARK).mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(autouse=True)
def _nothing_asked_yet() -> Iterator[None]:
    hints._last.clear()
    hints._given.clear()
    yield
    hints._last.clear()
    hints._given.clear()


def returning(value: float) -> Callable[..., Any]:
    def margin(w: Any, b: Any, X: Any, y: Any) -> Any:
        return value * len(X)

    return margin


def told(function: Any, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    function.__name__ = "margin"
    with pytest.raises(CheckFailed):
        check.margin(function)
    return capsys.readouterr().out


def asked(capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    check.hint()
    return capsys.readouterr().out


def one(w: Any, b: Any, X: Any, y: Any) -> Any:
    return 0.25


def two(w: Any, b: Any, X: Any, y: Any) -> Any:
    """The same as one, in other words."""
    # and with a comment
    return 0.25


def three(w: Any, b: Any, X: Any, y: Any) -> Any:
    return 0.5


def four(w: Any, b: Any, X: Any, y: Any) -> Any:
    return X.sum()


def test_our_answer_is_offered_after_three_different_attempts(
    mine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for attempt in (one, one, two, three, three):
        assert OFFER not in told(attempt, capsys)
    assert f"3 different attempts so far. {OFFER}" in told(four, capsys)
    assert f"3 different attempts so far. {OFFER}" in told(one, capsys)


def test_what_is_not_written_yet_is_no_attempt(
    mine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def margin(w: Any, b: Any, X: Any, y: Any) -> Any:
        raise NotImplementedError

    told(margin, capsys)
    assert list((mine / MARK).rglob("*.json")) == []


def test_a_class_is_offered_nothing_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for attempt in (one, three, four):
        assert OFFER not in told(attempt, capsys)
    asked(capsys)
    assert list(tmp_path.rglob("*")) == []


def test_attempts_and_hints_are_forgotten_with_the_lesson(
    mine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for attempt in (one, three, four):
        told(attempt, capsys)
    asked(capsys)
    assert hints_asked(mine, LESSON) == 1
    forget(mine, LESSON, {"mistake_bound"})
    assert hints_asked(mine, LESSON) == 1
    forget(mine, LESSON, {"margin"})
    assert hints_asked(mine, LESSON) == 0
    assert OFFER not in told(one, capsys)


def test_hints_come_one_at_a_time(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    known = hints.hints(LESSON)["margin"]
    assert "check.hint() in a cell of your own" in told(one, capsys)
    assert asked(capsys) == f"margin, hint 1 of 2: which step this is.\n{known['step']}\n"
    assert hints_asked(mine, LESSON) == 1
    second = asked(capsys)
    assert second == f"margin, hint 2 of 2: an example with other numbers.\n{known['example']}\n"
    assert hints_asked(mine, LESSON) == 2
    assert "That is all there is." in asked(capsys)
    assert hints_asked(mine, LESSON) == 2
    assert "check.hint()" not in told(one, capsys)


def test_without_a_check_that_failed_there_is_no_hint(capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(capsys) == f"{hints.NONE_FAILED}\n"


def test_a_check_that_passes_takes_its_hint_with_it(capsys: pytest.CaptureFixture[str]) -> None:
    def margin(w: Any, b: Any, X: Any, y: Any) -> Any:
        return (y * (X @ w + b)).min() / (w @ w) ** 0.5

    told(one, capsys)
    check.margin(margin)
    assert asked(capsys) == f"{hints.NONE_FAILED}\n"


def test_a_grader_hears_of_neither(mine: Path) -> None:
    heard: list[Any] = []
    with check.shown_to(heard.append), pytest.raises(CheckFailed) as failed:
        check.margin(one)
    assert "check.hint" not in repr(heard[0])
    assert "check.hint" not in failed.value.message
    assert list((mine / MARK).rglob("*.json")) == []
