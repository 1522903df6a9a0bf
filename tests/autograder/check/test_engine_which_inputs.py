"""The inputs that an answer is wrong on are told by what they share, or by their notes."""

from typing import Any

import numpy as np
import pytest
from made_up import made_up

from autograder.check.exercise import Case, Exercise
from autograder.check.which_inputs import inputs_hint, some_inputs_hint

REST = "; on all other inputs it is right."


def of_inputs(*args: Any, takes: Any) -> Exercise:
    return made_up(*(Case(f"input {i}", arg) for i, arg in enumerate(args)), takes=takes)


TABLES = of_inputs(
    *((np.ones((m, n)) * s, k) for m, n, s, k in [(1, 2, 1.0, 0.5), (3, 3, -1.0, 2.0)]),
    *((np.ones((m, n)) * s, k) for m, n, s, k in [(2, 2, 1.0, 3.0), (1, 4, -1.0, 0.25)]),
    *((np.ones((m, n)) * s, k) for m, n, s, k in [(2, 3, 1.0, 0.0), (1, 3, 1.0, 1.0)]),
    takes={"X": "m n", "lr": ""},
)


@pytest.mark.parametrize(
    ("failed", "told"),
    [
        ([1, 0, 0, 1, 0, 1], "It fails exactly where m is 1; on all other inputs it is right."),
        (
            [0, 1, 1, 0, 1, 0],
            "It fails exactly where m is more than 1; on all other inputs it is right.",
        ),
        (
            [0, 1, 1, 0, 0, 0],
            "It fails exactly where m and n are equal; on all other inputs it is right.",
        ),
        ([0, 0, 0, 1, 0, 0], "5 of 6 inputs come out right. It fails on: input 3."),
        ([1, 0, 0, 0, 0, 1], "4 of 6 inputs come out right. It fails on: input 0; input 5."),
        ([1, 1, 1, 1, 1, 1], None),
        ([0, 0, 0, 0, 0, 0], None),
        ([1, 1, 1, 0, 1, 0], "It is wrong on all inputs but these: input 3; input 5."),
    ],
)
def test_the_inputs_that_it_fails_on_are_told(failed: Any, told: str | None) -> None:
    cases = TABLES.draw("visible", 0)
    assert inputs_hint(TABLES, cases, [bool(one) for one in failed]) == told


def test_a_note_that_a_right_input_has_too_tells_nothing() -> None:
    cases = [Case("the same", (np.array([float(i)]),)) for i in range(4)]
    exercise = made_up(*cases)
    assert inputs_hint(exercise, exercise.draw("visible", 0), [True, False, False, False]) is None


def test_whole_numbers_defaults_and_lengths_are_told() -> None:
    some = [(np.array([1, 2]), [1, 2]), (np.array([1.5]), [1]), (np.array([3, 1]), [1])]
    some.append((np.array([0.5, 7]), [1, 2, 3, 4]))
    lists = of_inputs(*some, takes={"x": "n", "sizes": "list"})
    cases = lists.draw("visible", 0)
    for failed, told in [
        ([1, 0, 1, 0], "whole numbers come in"),
        ([0, 1, 1, 0], "the length of sizes is 1"),
    ]:
        hint = inputs_hint(lists, cases, [bool(one) for one in failed])
        assert hint == f"It fails exactly where {told}{REST}"
    short = of_inputs((1.0, 2.0), (3.0,), (4.0,), (5.0, 1.0), takes={"p": "", "q": ""})
    hint = inputs_hint(short, short.draw("visible", 0), [False, True, True, False])
    assert hint == f"It fails exactly where an argument is left to its default{REST}"


def of_entries(*vectors: Any) -> Exercise:
    return of_inputs(*((np.array(v, dtype=float),) for v in vectors), takes={"x": "n"})


SIGNS = of_entries([1, 2], [0, 3], [4, 0.5], [-1, 2], [0, 0], [1, 0], [3, 0.5])
EQUAL = of_entries([2, 2], [1, 3], [4, 4, 4], [5, 4], [0, 1], [7, 7])


def told(exercise: Exercise, failed: list[int]) -> str | None:
    return inputs_hint(exercise, exercise.draw("visible", 0), [bool(one) for one in failed])


def test_what_the_numbers_of_the_failing_inputs_share_is_told() -> None:
    assert told(SIGNS, [0, 1, 0, 0, 1, 1, 0]) == f"It fails exactly where an entry of x is 0{REST}"
    assert told(SIGNS, [1, 0, 1, 1, 0, 0, 1]) == f"It fails exactly where no entry of x is 0{REST}"
    assert told(EQUAL, [0, 1, 0, 1, 1, 0]) == (
        f"It fails exactly where the entries of x are not all equal{REST}"
    )
    assert told(EQUAL, [1, 0, 1, 0, 0, 1]) == (
        f"It fails exactly where the entries of x are all equal{REST}"
    )


def test_what_two_inputs_share_by_chance_is_not_told() -> None:
    few = of_entries([1, 2], [0, 3], [0, 5], [6, 2], [1, 3])
    assert told(few, [0, 1, 1, 0, 0]) == (
        "3 of 5 inputs come out right. It fails on: input 1; input 2."
    )
    assert "entry" not in str(told(SIGNS, [0, 1, 0, 0, 1, 0, 0]))


def test_a_size_that_is_the_larger_is_told() -> None:
    shapes = [(2, 3), (3, 2), (4, 1), (3, 5), (2, 2), (5, 2)]
    tables = of_inputs(*((np.ones(shape),) for shape in shapes), takes={"X": "m n"})
    assert told(tables, [0, 1, 1, 0, 0, 1]) == f"It fails exactly where m is more than n{REST}"
    assert "than" not in str(told(tables, [1, 1, 0, 1, 0, 0]))


def test_one_form_or_another_names_no_sizes() -> None:
    shapes = [(2,), (3, 2), (4, 2), (5,), (2, 2), (5, 2)]
    either = of_inputs(*((np.ones(s),) for s in shapes), takes={"x": "(n,) or (m, n)"})
    assert told(either, [0, 1, 1, 0, 1, 1]) == (
        "It is wrong on all inputs but these: input 0; input 3."
    )


MANY = made_up(*(Case(f"note {i}", (np.full(2, i + 0.5),)) for i in range(12)))


@pytest.mark.parametrize(
    ("failed", "said"),
    [
        (
            [0, 1] * 5 + [0, 0],
            "7 of 12 inputs come out right. It fails on 5, among them: "
            "note 1; note 3; note 5; note 7.",
        ),
        (
            [0] * 5 + [1] * 7,
            "It is wrong on 7 of 12 inputs. It is right on 5, among them: "
            "note 0; note 1; note 2; note 3.",
        ),
        ([1, 0, *[1] * 10], "It is right on one input alone: note 1."),
        ([1] * 12, None),
    ],
)
def test_of_many_inputs_some_are_told(failed: list[int], said: str | None) -> None:
    cases = MANY.draw("visible", 0)
    assert some_inputs_hint(cases, [bool(one) for one in failed]) == said


def test_a_note_that_is_right_once_and_wrong_once_is_no_example() -> None:
    notes = ["other sizes", "other sizes", "a zero", "a one", "a two", "a three"]
    cases = [Case(note, (np.ones(1),)) for note in notes]
    assert some_inputs_hint(cases, [True, False, True, False, False, False]) == (
        "4 of 6 inputs come out right. It fails on 2, among them: a zero."
    )
    assert some_inputs_hint(cases[:2], [True, False]) is None


def test_where_refusing_is_right_an_input_is_no_example() -> None:
    cases = [Case("none", (np.zeros(0),), may_refuse=True), Case("one", (np.ones(1),))]
    assert some_inputs_hint([*cases, cases[1]], [False, True, True]) is None


def test_long_notes_are_told_up_to_their_colon_where_that_tells_them_apart() -> None:
    long = ": f(x) = " + "x + " * 30 + "1"
    cases = [Case(f"{name}{long}", (np.ones(1),)) for name in ("a line", "a sine", "a step")]
    both = inputs_hint(made_up(*cases), [*cases, *cases[2:]], [True, True, False, False])
    assert both == "2 of 4 inputs come out right. It fails on: a line; a sine."
    cases = [Case(f"a line: {name}{long}", (np.ones(1),)) for name in "abcd"]
    both = inputs_hint(made_up(*cases), cases, [True, True, False, False])
    assert str(both).count(long) == 2
