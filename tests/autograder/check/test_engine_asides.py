"""A right answer in another form than the contract writes is right, and told which form it has."""

from typing import Any

import numpy as np
import pytest
from made_up import made_up, verdict_on

from autograder.check.asides import aside
from autograder.check.exercise import Case
from autograder.check.forms import Array, Like, ListOf, Named, Number, Record
from autograder.check.panel import Panel
from autograder.check.tables import Names

ONE = Array("n")
MANY = Array("m n")


@pytest.mark.parametrize(
    ("form", "value", "words"),
    [
        (ONE, [1.0, 2.0], "The result is a list: np.array"),
        (Like("z"), (1.0, 2.0), "The result is a tuple: np.array"),
        (ONE, np.ones((1, 3)), "The result has shape (1, 3), a table of one row: .ravel()"),
        (MANY, np.ones((2, 3), np.float32), "The result is in float32, with half the digits"),
        (Number(), np.float16(1), "The result is in float16"),
        (Number(), np.ones(1), "The result is an array that holds one number"),
        (Number(), [1.0], "The result is a list that holds one number"),
        (Number(whole=True), 3.0, "The result is a float where a whole number"),
        (Names(), iter("ab"), "list makes it the list"),
        (Record(w=ONE, b=Number()), (np.ones(2), [1.0]), "b is a list"),
        (ListOf(MANY, "L"), [np.ones((1, 1)), [[1.0]]], "The result[1] is a list"),
    ],
)
def test_another_form_is_told_with_its_repair(form: Any, value: Any, words: str) -> None:
    assert aside(form, value).startswith(words) or words in aside(form, value)


@pytest.mark.parametrize(
    ("form", "value"),
    [
        (ONE, np.ones(3)),
        (ONE, np.ones(3, dtype=int)),
        (MANY, np.ones((1, 3))),
        (Like("z"), np.ones((1, 3))),
        (Like("z"), 0.5),
        (Number(), 0.5),
        (Number(), np.array(0.5)),
        (Number(whole=True), np.int64(3)),
        (Names(), ["a", "b"]),
        (Named("a"), {"a": 1}),
        (Record(w=ONE, b=Number()), (np.ones(2), 0.0)),
        (ListOf(MANY, "L"), (np.ones((1, 1)),)),
    ],
)
def test_of_the_contracts_own_form_nothing_is_told(form: Any, value: Any) -> None:
    assert aside(form, value) == ""


def test_it_stands_beside_the_tick_and_costs_nothing() -> None:
    verdict = verdict_on(lambda x: (2 * x).tolist())
    assert (verdict.problem, verdict.share) == (None, 1.0)
    told = repr(Panel(verdict, "visible")).split("\n")
    assert told[0].startswith("✓")
    assert told[1].startswith("Note: The result is a list")
    assert told[1].endswith("It counts as right; a later cell may stop at it.")


def test_what_is_given_in_half_the_digits_may_be_answered_so() -> None:
    half = made_up(Case("half", (np.ones(2, dtype=np.float32),)))
    assert verdict_on(lambda x: 2 * x, half).aside is None
    assert verdict_on(lambda x: (2 * x).astype(np.float32)).aside is not None
