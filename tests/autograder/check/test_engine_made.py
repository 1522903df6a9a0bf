"""An answer that is a function: it is called in its turn, here and in the student's process."""

from typing import Any

import numpy as np
import pytest
from made_up import F64, made_up, verdict_on

from autograder.check import made
from autograder.check.calling import Elsewhere, Reply
from autograder.check.context import Context
from autograder.check.exercise import Case, Endless, Exercise
from autograder.check.forms import Misfit
from autograder.check.judge import Verdict
from autograder.check.made import Made, said_by

X = np.array([1.0, 2, 3])


def shifter(x: Any) -> Any:
    return lambda new: new - np.mean(x)


def shifting() -> Exercise:
    exercise = made_up(Case("three", (X,)), reference=shifter, returns=Made("new numbers"))
    exercise.seen_as(lambda function, x: np.asarray(said_by(function, x + 10), dtype=F64))
    return exercise


def verdict_of(answer: Any) -> Verdict:
    return verdict_on(answer, shifting())


def test_a_function_that_was_handed_back_is_judged_by_what_it_says() -> None:
    assert verdict_of(lambda x: lambda new: new - sum(x) / 3).problem is None
    assert "is not right" in str(verdict_of(lambda x: lambda new: new).problem)


def test_what_is_no_function_is_refused_in_a_sentence() -> None:
    assert str(Made("new numbers")) == "function of new numbers"
    said = "It returned a ndarray, expected a function of new numbers."
    assert verdict_of(lambda x: x - np.mean(x)).problem == said
    with pytest.raises(Misfit, match="is the `return` missing"):
        Made("new rows").read(None, Context(), "It")


def test_a_function_that_stops_or_changes_what_it_is_given_is_told_so() -> None:
    def in_place(x: Any) -> Any:
        def answer(new: Any) -> Any:
            new -= np.mean(x)
            return new

        return answer

    told = verdict_of(lambda x: lambda new: new[7]).problem
    assert str(told).startswith("The function that it returned stopped with IndexError: index 7")
    told = verdict_of(lambda x: lambda a, b: a).problem
    assert "stopped with TypeError" in str(told)
    assert verdict_of(in_place).problem == "The function that it returned changed its argument."


def test_a_function_that_never_comes_back_is_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    def forever(new: Any) -> Any:
        while True:
            pass

    monkeypatch.setattr("autograder.check.deadline.SECONDS", 0.1)
    with pytest.raises(Misfit, match="did not come back in time"):
        said_by(forever, X)


def test_what_it_is_given_is_a_copy() -> None:
    kept: list[Any] = []
    said_by(kept.append, X)
    kept[0][0] = 9
    assert X[0] == 1


class Far(Elsewhere):
    """Stands for a function in another process, and answers with what it was made of."""

    def __init__(self, reply: Reply | None) -> None:
        self.reply = reply
        self.outcomes: dict[Case, Any] = {}

    def caller(self, forbidden: Any) -> Any:
        self.called = [*forbidden]
        return self

    def call(self, args: tuple[Any, ...]) -> Reply:
        if self.reply is None:
            raise Endless
        return self.reply


def test_a_function_elsewhere_is_called_there() -> None:
    assert said_by(Far(Reply(7, (X,))), X) == 7
    with pytest.raises(Misfit, match="changed its argument"):
        said_by(Far(Reply(7, (X + 1,))), X)
    with pytest.raises(Misfit, match="did not come back in time"):
        said_by(Far(None), X)
    with pytest.raises(Misfit, match=r"stopped with ValueError\."):
        said_by(Far(Reply(args=(X,), raised=("ValueError", ""))), X)
    assert made.__all__ == ["Made", "said_by"]
