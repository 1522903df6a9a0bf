"""What is made of the arguments alone is known by them; what only looks so on one input is not."""

from typing import Any

import numpy as np
import pytest

from autograder.check.by_arguments import by_another_part, by_arguments
from autograder.check.exercise import Case

A, B = np.array([1.0, -2.0, 4.0]), np.array([5.0, 0.5, 3.0])
CASES = [Case("one", (A, B)), Case("another", (B + 1, A + 3))]
RIGHT = [np.array([7.0, 1.0, 8.0]), np.array([2.0, 9.0, 4.0])]


def said_of(make: Any) -> str | None:
    pairs = [(make(*case.args), right) for case, right in zip(CASES, RIGHT, strict=True)]
    return by_arguments(pairs, CASES, ["a", "b"], "It")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda a, b: b, "It is b as it came."),
        (lambda a, b: a + b, "It is a + b, on every input."),
        (lambda a, b: b - a, "It is b - a, on every input."),
        (lambda a, b: a / b, "It is a / b, on every input."),
        (lambda a, b: np.full(3, np.mean(b)), None),  # two different numbers are too few
        (lambda a, b: a * a + b, None),
    ],
)
def test_what_is_made_of_the_arguments_is_told_by_their_names(make: Any, said: str | None) -> None:
    assert said_of(make) == said


def test_a_mean_of_an_argument_is_known_by_three_inputs() -> None:
    cases = [*CASES, Case("a third", (2 * A, B))]
    pairs = [(np.full(3, np.mean(case.args[0])), np.arange(3.0)) for case in cases]
    assert by_arguments(pairs, cases, ["a", "b"], "It") == "It is the mean of a, on every input."


def test_what_is_off_by_an_argument_says_by_how_much() -> None:
    pairs = [(right - 2 * c.args[1], right) for c, right in zip(CASES, RIGHT, strict=True)]
    said = by_arguments(pairs, CASES, ["a", "b"], "It")
    assert said == "It has 2 times b too little, on every input."


def test_a_sum_that_holds_on_one_input_of_two_is_not_told() -> None:
    pairs = [(A + B, RIGHT[0]), (A - B, RIGHT[1])]
    assert by_arguments(pairs, CASES, ["a", "b"], "It") is None


def test_a_value_that_has_another_one_too_much_is_told_so() -> None:
    pairs = [({"w": w + v, "v": v}, {"w": w, "v": v}) for w, v in ((A, B), (B, A + 1))]
    assert by_another_part(pairs, "w") == "w has v too much, on every input."
    assert by_another_part([({"w": w + 1}, {"w": w}) for w in (A, B)], "w") is None
