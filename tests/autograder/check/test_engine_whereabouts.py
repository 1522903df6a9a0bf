"""Where an answer is wrong is said exactly: of entries, of numbers asked about, of inputs."""

from typing import Any

import numpy as np
import pytest
from made_up import made_up

from autograder.check.exercise import Case, Exercise
from autograder.check.whereabouts import entries_hint, inputs_hint

Z = [np.array([-3.0, 0, 2, 0.5]), np.array([0.0, -1, 4, -0.25, 9])]


def entries(answer: Any) -> str | None:
    pairs = [(answer(z), 5.0 + z) for z in Z]
    return entries_hint(pairs, [Case("z", (z,)) for z in Z], ["z"])


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (lambda z: z == 0, "It is wrong exactly where z is exactly 0, and right everywhere else."),
        (lambda z: z < 0, "It is wrong exactly where z is below 0, and right everywhere else."),
        (lambda z: z >= 0, "It is wrong exactly where z is 0 or above, and right everywhere else."),
        (lambda z: z > 3, "It is right as long as |z| is at most 3, wrong beyond."),
        (lambda z: z < -0.5, "It is right as long as z is at least -0.25, wrong below."),
        (lambda z: np.arange(len(z)) == 0, "Only the first entry is wrong, on every input."),
        (lambda z: np.arange(len(z)) > 0, "Only the first entry is right, on every input."),
        (
            lambda z: np.arange(len(z)) == len(z) - 1,
            "Only the last entry is wrong, on every input.",
        ),
        (lambda z: np.arange(len(z)) == 1, None),
        (lambda z: z < 99, None),
        (lambda z: z > 99, None),
    ],
)
def test_wrong_entries_are_told_by_value_and_by_place(wrong: Any, told: str | None) -> None:
    assert entries(lambda z: 5.0 + z + wrong(z)) == told


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ((0, slice(None)), "Only the first row is wrong, on every input."),
        ((-1, slice(None)), "Only the last row is wrong, on every input."),
        ((slice(None), 0), "Only the first column is wrong, on every input."),
        ((slice(1, None), slice(None)), "Only the first row is right, on every input."),
        (([0, 1, 2], [0, 1, 2]), "Only the diagonal is wrong, on every input."),
        ((1, 1), None),
    ],
)
def test_rows_columns_and_the_diagonal_are_told(place: Any, told: str | None) -> None:
    wanted = np.arange(9.0).reshape(3, 3)
    got = wanted.copy()
    got[place] += 1
    assert entries_hint([(got, wanted)], [Case("a table", (1,))], ["x"]) == told


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
    rest = "; on all other inputs it is right."
    for failed, told in [
        ([1, 0, 1, 0], "whole numbers come in"),
        ([0, 1, 1, 0], "the length of sizes is 1"),
    ]:
        hint = inputs_hint(lists, cases, [bool(one) for one in failed])
        assert hint == f"It fails exactly where {told}{rest}"
    short = of_inputs((1.0, 2.0), (3.0,), (4.0,), (5.0, 1.0), takes={"p": "", "q": ""})
    hint = inputs_hint(short, short.draw("visible", 0), [False, True, True, False])
    assert hint == f"It fails exactly where an argument is left to its default{rest}"
