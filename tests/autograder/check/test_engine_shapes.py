"""An answer of another shape is told how it differs, on every input that it is wrong on."""

from typing import Any

import numpy as np
import pytest
from made_up import made_up, observed

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array, Record
from autograder.check.loose import AnyShape
from autograder.check.shapes import of_shape, shape_hint, told_shapes

RNG = np.random.default_rng(6)
TABLES = [Case("a table", (RNG.normal(size=shape),)) for shape in [(2, 3), (4, 5), (3, 2)]]
TRANSPOSED = "All is right, but transposed: which index belongs to the rows?"


def of_tables(reference: Any = lambda X: 2 * X, **rest: Any) -> Exercise:
    rest.setdefault("returns", AnyShape())
    return made_up(*TABLES, takes={"X": "m n"}, reference=reference, **rest)


def hint_on(answer: Any, exercise: Exercise, failed: Any = (1, 1, 1)) -> str | None:
    cases = exercise.draw("visible", 0)
    return shape_hint(exercise, cases, observed(exercise, answer), [bool(one) for one in failed])


def test_a_transpose_in_a_free_form_is_told() -> None:
    assert hint_on(lambda X: 2 * X.T, of_tables()) == TRANSPOSED
    both = of_tables(lambda X: (X, 2 * X), returns=Record(A=AnyShape(), B=AnyShape()))
    assert hint_on(lambda X: (X, 2 * X.T), both) == TRANSPOSED
    assert hint_on(lambda X: (X, 3 * X.T), both) is None


def test_what_is_no_transpose_wherever_it_is_wrong_is_not_called_one() -> None:
    answer = lambda X: 2 * X.T if len(X) == 2 else 3 * X  # noqa: E731
    assert hint_on(answer, of_tables()) is None
    assert hint_on(answer, of_tables(), (1, 0, 0)) == TRANSPOSED
    assert hint_on(lambda X: 3 * X, of_tables()) is None
    assert hint_on(lambda X: 2 * X, of_tables(), (0, 0, 0)) is None


def test_a_square_array_is_known_by_its_numbers() -> None:
    squares = made_up(Case("a", (RNG.normal(size=(3, 3)),)), returns=AnyShape())
    assert hint_on(lambda X: 2 * X.T, squares, [1]) == TRANSPOSED
    assert hint_on(lambda X: 3 * X.T, squares, [1]) is None


def test_a_shape_that_is_off_in_two_ways_is_told_in_none() -> None:
    longer = lambda X: np.ones((len(X), X.shape[1] + len(X) - 1))  # noqa: E731
    assert hint_on(longer, of_tables()) is None
    assert str(hint_on(longer, of_tables(), (1, 0, 0))).startswith("One too many")


def test_an_axis_too_long_by_one_is_told() -> None:
    hint = hint_on(lambda X: np.c_[np.ones(len(X)), X], of_tables())
    assert hint == "One too many along an axis: where does the count begin, and where does it end?"


@pytest.mark.parametrize("returns", [AnyShape(), Array("m n")])
def test_an_axis_of_one_length_on_every_input_is_told(returns: Any) -> None:
    said = "An axis is 7 long on every input: is a size written down as a number?"
    exercise = of_tables(returns=returns)
    assert hint_on(lambda X: np.ones((len(X), 7)), exercise) == said
    assert hint_on(lambda X: np.ones((len(X), 7 + (len(X) == 3))), exercise) is None
    exercise.judged_by(lambda answer, X: "It is not right.")
    assert hint_on(lambda X: np.ones((len(X), 7)), exercise) == (
        said if returns != AnyShape() else None
    )


def test_an_axis_that_is_to_have_one_length_is_no_fault() -> None:
    three = of_tables(lambda X: np.ones((len(X), 3)))
    assert hint_on(lambda X: np.zeros((len(X), 3)), three) is None
    assert "7 long" not in str(hint_on(lambda X: np.ones((len(X), 7)), three))


def test_what_a_sentence_tells_of_shapes_is_read() -> None:
    assert told_shapes("x has shape (2, 3), expected (4, n).") == ([2, 3], ["4", "n"])
    assert told_shapes("x has shape (2,), expected one number.") == ([2], [])
    assert told_shapes("x holds nan.") is None


def test_what_becomes_of_an_axis_is_told() -> None:
    assert "too few" in str(of_shape([2, 3], ["2", "4"], {}))
    assert "as long as k" in str(of_shape([2, 9], ["2", "4"], {"m": 2, "k": 9}))
    assert of_shape([2, 9], ["2", "4"], {}) is None
