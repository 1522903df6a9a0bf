"""An exception, or an answer of another form, is told what it means; of valid inputs alone."""

import math
from typing import Any

import numpy as np
import pytest
from made_up import made_up, observed

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array, Like, ListOf, Misfit, Named, Number, Record
from autograder.check.loose import Truth
from autograder.check.made import Made, said_by
from autograder.check.stumbles import MISFIT, RAISED, stumble_hint, unrefused_hint
from autograder.check.tables import Names

X = np.arange(6.0).reshape(2, 3) + 0.5
TABLE: Any = {"takes": {"X": "m n"}, "reference": lambda X: 2 * X, "returns": Array("m n")}
ROWS: Any = {"takes": {"X": "m n"}, "reference": lambda X: X.sum(axis=1), "returns": Array("m")}
ONE: Any = {"takes": {"X": "m n"}, "reference": np.sum, "returns": Number()}


def hint_on(answer: Any, exercise: Exercise) -> str | None:
    return stumble_hint(exercise, exercise.draw("visible", 0), observed(exercise, answer))


def whole(X: Any) -> Any:
    a = np.zeros(3, dtype=int)
    a += X[0]
    return a


def branch(X: Any) -> Any:
    if X.size == 0:
        total = 1
    return total


@pytest.mark.parametrize(
    ("answer", "key"),
    [
        (lambda X: 1 if X > 0 else 0, "truth value of an array"),
        (lambda X: X + X.T, "could not be broadcast|non-broadcastable"),
        (lambda X: X @ X, "shapes .* not aligned|mismatch in its core"),
        (
            lambda X: math.exp(X),
            "only (size-1|length-1|0-dim)|must be real number, not (list|numpy)",
        ),
        (whole, "Cannot cast ufunc"),
        (lambda X: X & (X < 1), "bitwise_(and|or)"),
        (lambda X: 1 / 0, "ZeroDivisionError"),
        (lambda X: X[2], "IndexError: .*(out of bounds|out of range|from empty)"),
        (lambda X: [][0], "IndexError: .*(out of bounds|out of range|from empty)"),
        (lambda X: X[0, 0, 0], "IndexError: too many indices"),
        (lambda X: X.sum(axis=2), "AxisError"),
        (lambda X: {}["a"], "KeyError"),
        (lambda X: nowhere(X), "NameError"),  # type: ignore[name-defined]  # noqa: F821
        (branch, "UnboundLocalError"),
        (lambda X: [1, 2] ** 2, "'list' object|type list|'(list|tuple)' and|sequence by non-int"),
        (lambda X: None + 1, "NoneType"),
        (lambda X: X(1), "object is not callable"),
        (lambda X: whole(), "missing .* positional argument|positional arguments? but"),
        (lambda X: math.exp(1000), "math range error|OverflowError"),
        (lambda X: math.log(-1), "math domain error"),
        (lambda X: np.linalg.inv(np.zeros((2, 2))), "LinAlgError"),
        (lambda X: np.array([1, [2, 3]]), "setting an array element with a sequence|inhomogeneous"),
        (lambda X: np.max([]), "zero-size array"),
        (lambda X: list(zip([1], [1, 2], strict=True)), "zip\\(\\)"),
        (
            lambda X: range(1.5),
            "cannot be interpreted as an integer|indices must be integers|valid indices",
        ),
        (lambda X: len(X)[0], "not subscriptable"),
        (lambda X: X.reshape(4, 4), "cannot reshape"),
    ],
)
def test_an_exception_is_explained(answer: Any, key: str) -> None:
    assert hint_on(answer, made_up(Case("a table", (X,)), **TABLE)) == RAISED[key]


def test_a_refusal_of_ones_own_is_told_as_such() -> None:
    def refuses(X: Any) -> Any:
        if X[0, 0] < 1:
            raise ValueError("too small")
        return X

    assert "refuses an input that makes sense" in str(
        hint_on(refuses, made_up(Case("a table", (X,)), **TABLE))
    )


def test_where_refusing_is_right_another_error_is_told_so() -> None:
    def refuses(X: Any) -> Any:
        raise ValueError

    exercise = made_up(Case("nonsense", (X,), may_refuse=True), **TABLE)
    assert "is a ValueError" in str(hint_on(lambda X: 1 / 0, exercise))
    assert hint_on(refuses, exercise) is None


def test_an_answer_where_none_is_right_is_told_so() -> None:
    cases = [Case("nonsense", (X,), may_refuse=True), Case("a table", (X,))]
    exercise = made_up(*cases, **TABLE)
    outcomes = observed(exercise, lambda X: X)
    said = "Where the arguments make no sense, no answer is right: raise ValueError."
    assert unrefused_hint(exercise, cases, outcomes, [True, True]) == said
    assert unrefused_hint(exercise, cases, outcomes, [False, True]) is None
    assert unrefused_hint(exercise, cases[1:], outcomes[1:], [True]) is None
    exercise.judged_by(lambda answer, X: "It may be answered, but not so.")
    assert unrefused_hint(exercise, cases, outcomes, [True, True]) is None


def test_an_axis_without_a_name_is_not_called_by_one() -> None:
    any_shape: Any = {"takes": {"X": "..."}, "reference": lambda X: X[0], "returns": Array("n")}
    exercise = made_up(Case("a table", (X,)), **any_shape)
    exercise.returns = Array("3")
    assert "..." not in str(hint_on(lambda X: X[:, 0], exercise))


@pytest.mark.parametrize(
    ("answer", "options", "told"),
    [
        (lambda X: X.sum(axis=1)[:, None], ROWS, "An axis of length 1 too many"),
        (lambda X: X.sum(), ROWS, "A single number came back"),
        (lambda X: X.sum(axis=1), ONE, "One number is asked for"),
        (lambda X: X, ROWS, "An axis of length 3 too many: what is to"),
        (lambda X: X[:, :2], ROWS, "A square table of all pairs"),
        (lambda X: X.sum(axis=1), TABLE, "An axis is gone"),
        (lambda X: X.ravel(), TABLE, "The numbers lie in one row"),
        (lambda X: X.sum(axis=0), ROWS, "An axis is as long as n"),
        (lambda X: X.sum(axis=1)[1:], ROWS, "One entry is there where several"),
        (lambda X: np.ones((2, 4)), {**TABLE, "returns": Array("m 5")}, "One too few along an"),
        (lambda X: np.append(X, X, axis=1)[:, :4], TABLE, "One too many along an axis"),
        (lambda X: np.ones((9, 9)), TABLE, "None"),
    ],
)
def test_a_shape_is_explained(answer: Any, options: Any, told: str) -> None:
    assert str(hint_on(answer, made_up(Case("a table", (X,)), **options))).startswith(told)


@pytest.mark.parametrize(
    ("answer", "key"),
    [
        (lambda X: None, "return. missing"),
        (lambda X: X * np.nan, "holds nan"),
        (lambda X: X * np.inf, "holds inf"),
        (lambda X: X > 0, "holds True and False"),
        (lambda X: abs, "(is|returned) a (function|method|builtin)"),
        (lambda X: (row for row in X), "is an? (generator|map|zip|filter|range)"),
        (lambda X: X * 1j, "holds complex"),
    ],
)
def test_another_form_is_explained(answer: Any, key: str) -> None:
    assert hint_on(answer, made_up(Case("a table", (X,)), **TABLE)) == MISFIT[key]


def test_a_sum_over_the_rows_of_a_vector_and_of_a_table_is_told_as_one() -> None:
    cases = Case("a vector", (np.ones(2),)), Case("a table", (X,))
    either = made_up(*cases, takes={"x": "..."}, reference=lambda x: 2 * x, returns=Like("x"))
    assert str(hint_on(lambda x: x.sum(axis=0), either)).startswith("An axis is gone")
    assert str(hint_on(lambda x: x.sum(), either)).startswith("A single number came back")


def test_a_return_that_is_missing_on_some_inputs_is_told_otherwise() -> None:
    exercise = made_up(Case("a table", (X,)), Case("another", (X[:1],)), **TABLE)
    hint = hint_on(lambda X: 2 * X if len(X) == 2 else None, exercise)
    assert hint == "On some inputs it ends without `return`: does an `if` lack its `else`?"


def test_where_a_function_is_asked_for_nobody_is_told_to_call_one() -> None:
    maker: Any = {"reference": lambda X: abs, "returns": Made("new rows")}
    told = MISFIT["expected a function of"]
    assert hint_on(lambda X: X, made_up(Case("a table", (X,)), **maker)) == told


def test_several_values_are_asked_for_together() -> None:
    pair: Any = {"reference": lambda x: (x, 1), "returns": Record(w=Array("n"), b=Number())}
    assert hint_on(lambda x: (x, 1, 2), made_up(**pair)) == MISFIT["It returned \\d+ values"]
    one = MISFIT["It returned an? \\w+, expected \\d+ values"]
    assert hint_on(lambda x: x, made_up(**pair)) == one
    assert (
        hint_on(lambda x: 2.5, made_up(reference=len, returns=Number(whole=True)))
        == (MISFIT["expected a whole number"])
    )


@pytest.mark.parametrize(
    ("answer", "returns", "key"),
    [
        (lambda x: {"a", "b"}, Names(), "is a set"),
        (lambda x: [0, 1], Names(), "expected names alone"),
        (lambda x: "ab", Names(), "expected a list"),
        (lambda x: np.ones(3), ListOf(Number(), "n"), "expected a list"),
        (lambda x: [1, 2], Named("a", "b"), "expected a dictionary"),
        (lambda x: {"A": 1}, Named("a", "b"), "names '"),
        (lambda x: ["1", "2"], Array("n"), "holds a text|(is|returned) a str"),
        (lambda x: "no", Truth(), "holds a text|(is|returned) a str"),
        (lambda x: 0.5, Truth(), "expected True or False"),
    ],
)
def test_a_list_a_dictionary_a_name_and_a_text_are_explained(
    answer: Any, returns: Any, key: str
) -> None:
    exercise = made_up(returns=returns, reference=lambda x: 1)
    assert hint_on(answer, exercise) == MISFIT[key]


@pytest.mark.parametrize(
    "said", ["The hidden units are 2 in W1, 3 in b1.", "Not one number of units."]
)
def test_units_that_do_not_fit_together_are_to_be_counted(said: str) -> None:
    def unfit(answer: Any, x: Any) -> Any:
        raise Misfit(said)

    exercise = made_up()
    exercise.seen_as(unfit)
    assert str(hint_on(lambda x: x, exercise)).startswith("A hidden unit has one place")


def test_an_error_in_a_function_that_came_back_is_explained() -> None:
    def stopped(answer: Any, x: Any) -> Any:
        return said_by(answer, x)

    exercise = made_up(returns=Made("x"))
    exercise.seen_as(stopped)
    assert hint_on(lambda x: lambda z: z[9], exercise) == next(
        hint for pattern, hint in RAISED.items() if "out of bounds" in pattern
    )


def test_every_hint_is_a_sentence_of_one_line() -> None:
    for hint in (*RAISED.values(), *MISFIT.values()):
        assert hint.endswith((".", "?", "…")), hint
        assert len(hint) < 125, hint
