"""Answers about a graph: names in an order, and a number for every node."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from autograder.check.bank import exercises
from autograder.check.changed import same
from autograder.check.context import Context
from autograder.check.forms import Misfit
from autograder.check.judge import judge
from autograder.check.tables import Names, Table
from autograder.exercises.lesson_09 import shared

SHAPES = {"values.a": (), "values.b": (2, 3), "other": (4,)}


def read(form: Any, value: Any) -> Any:
    return form.read(value, Context({}, SHAPES), "The result")


@pytest.mark.parametrize("value", [["a", "b"], ("a", "b"), reversed(["b", "a"]), {"a": 1, "b": 2}])
def test_names_come_in_whatever_has_an_order(value: Any) -> None:
    assert read(Names(), value) == ["a", "b"]


@pytest.mark.parametrize(
    ("value", "words"),
    [({"a"}, "order"), ("ab", "a str"), (None, "return"), ([1], "an int"), (np.zeros(()), "one")],
)
def test_what_is_no_list_of_names_is_told(value: Any, words: str) -> None:
    with pytest.raises(Misfit, match=words):
        read(Names(), value)


def test_a_table_has_an_entry_for_every_name_and_a_plain_zero_stands_for_zeros() -> None:
    got = read(Table("values"), {"b": 0, "a": Fraction(1, 4)})
    assert got["a"] == 0.25
    assert np.array_equal(got["b"], np.zeros((2, 3)))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"a": 1}, "no entry for 'b'"),
        ({"a": 1, "b": 2}, r"entry b has shape \(\), expected \(2, 3\)"),
        ({"a": 1, "b": 0, "c": 0}, "'c', which is not in the graph"),
        ([1, 2], "a list, expected a dictionary"),
        ({"a": [1, [2]], "b": 0}, "entry a"),
    ],
)
def test_a_table_that_does_not_fit_is_told(value: Any, words: str) -> None:
    with pytest.raises(Misfit, match=words):
        read(Table("values"), value)


def test_a_table_that_was_changed_is_seen() -> None:
    before = {"a": np.zeros(2), "b": [1]}
    assert same(before, {"a": np.zeros(2), "b": [1]})
    assert not same(before, {"a": np.ones(2), "b": [1]})
    assert not same(before, {"b": [1], "a": np.zeros(2)})
    assert not same(before, {"a": np.zeros(2)})


def test_whoever_walks_every_path_is_stopped_at_the_first_call_too_many() -> None:
    exercise = exercises()["backward"]
    naive = next(m for m in exercise.misconceptions if m.id == "backward.1")
    said = judge(exercise, naive.answer, "visible", 0)
    assert "a graph of 2 boxes" in str(said.problem)
    assert said.misconception == "backward.1"


def test_the_tally_of_a_case_begins_anew_with_every_call() -> None:
    case = next(c for c in exercises()["backward"].draw("visible", 0) if "forty" in c.note)
    for _ in range(2):
        graph, values, head, rules = case.fresh()
        found = shared.back(graph, values, head, rules)
        assert found["n0"] == 2.0**40
        assert rules["add"].args[0] == [40]
