"""Where an answer is wrong is said exactly: of entries, and of numbers asked about."""

from typing import Any

import numpy as np
import pytest

from autograder.check.exercise import Case
from autograder.check.whereabouts import entries_hint

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
