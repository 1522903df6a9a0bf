"""What became of an argument is seen to the last bit, and told by how it changed."""

from typing import Any

import numpy as np
import pytest

from autograder.check.changed import became, is_idle, same

A, B = np.array([1.0, 2.0]), np.array([3.0, 4.0])


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (A, A.copy(), ""),
        (A, B, "written into"),
        (A, A.astype(np.float32), "written into"),
        (A, A.reshape(1, 2), "written into"),
        (A, [1.0, 2.0], "written into"),
        ([A, B], [A.copy(), B.copy()], ""),
        ([A, B], [A], "shorter"),
        ([A], [A, B], "longer"),
        ([A, B], [B, A], "turned"),
        ([A, B], [A, A], "written into"),
        ([A, A], [A, B], "written into"),
        ([A, B], (A, B), "written into"),
        ((A, B), (B, A), "written into"),
        ((A, B), [A, B], "written into"),
        (2, 3, "written into"),
        (2, 2.0, "written into"),
        (2, 2, ""),
    ],
)
def test_what_became_of_it_is_told(before: Any, after: Any, told: str) -> None:
    assert became(before, after) == told


def test_nan_is_as_it_was_and_another_zero_is_not() -> None:
    assert same(np.array([np.nan]), np.array([np.nan])) is True
    assert same(np.array([0.0]), np.array([-0.0])) is False


def test_a_function_is_the_same_only_where_it_is_that_one() -> None:
    def one() -> None: ...
    def two() -> None: ...

    assert same(one, one) is True
    assert same(one, two) is False
    assert same(np.tanh, np.tanh) is True
    assert same(np.tanh, np.sin) is False


def test_a_table_keeps_its_order_and_its_parts() -> None:
    assert same({"b": ["a"], "a": []}, {"b": ["a"], "a": []}) is True
    assert same({"b": ["a"], "a": []}, {"a": [], "b": ["a"]}) is False
    assert same({"a": A}, {"a": A.copy()}) is True
    assert same({"a": A}, {"a": B}) is False
    assert same({"a": A}, {"a": A, "b": B}) is False
    assert same({"a": A}, [A]) is False


def test_who_draws_changes_no_argument_and_who_does_not_is_seen() -> None:
    before, drawn = np.random.default_rng(3), np.random.default_rng(3)
    assert is_idle(before, np.random.default_rng(3)) is True
    drawn.random()
    assert is_idle(before, drawn) is False
    assert became(before, drawn) == ""
    assert is_idle(A, A) is False
    assert is_idle(before, A) is False
