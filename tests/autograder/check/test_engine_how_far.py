"""By which rule an answer is off is told where it holds for all numbers, and only there."""

from typing import Any

import numpy as np
import pytest

from autograder.check.how_far import direction, how_far

RNG = np.random.default_rng(8)
ROWS = [RNG.normal(size=n) + 0.2 for n in (3, 5, 4, 6)]
TABLES = [RNG.normal(size=(m, 3)) for m in (2, 4, 3)]
CHANGES = "changes from input to input: with what?"


def far(change: Any, wanted: Any = ROWS, single: str = "It") -> str | None:
    return how_far([(np.asarray(change(w)), w) for w in wanted], single)


def test_a_factor_that_changes_from_input_to_input_is_told() -> None:
    told = f"is off by one factor, and the factor {CHANGES}"
    assert far(lambda w: w / np.linalg.norm(w)) == f"Within an input it {told}"
    assert far(lambda w: w / np.linalg.norm(w), single="W") == f"Within an input W {told}"
    assert far(lambda w: 2 * w) is None  # that one is told elsewhere, by its size
    assert far(lambda w: w * (1 + np.arange(len(w)))) is None
    assert far(lambda w: w / np.linalg.norm(w), ROWS[:2]) is None


def test_an_amount_that_changes_from_input_to_input_is_told() -> None:
    assert far(lambda w: w - w.min()) == (
        f"Within an input it is off by one amount, and the amount {CHANGES}"
    )
    assert far(lambda w: w - w.min() * (np.arange(len(w)) > 0)) is None
    assert far(lambda w: w + 3) is None


def test_an_input_whose_numbers_are_all_alike_tells_nothing() -> None:
    alike = [np.full(3, number) for number in (1.0, 2.0, 4.0)]
    assert far(lambda w: w**3 + 1, alike) is None


def test_zeros_have_to_stay_zeros_for_a_factor() -> None:
    zeros = [np.array([0.0, 1, 2 + n]) for n in range(3)]
    assert str(far(lambda w: w / w.sum(), zeros)).startswith("Within an input it is off by one f")
    assert far(lambda w: w / w.sum() + 5.0 * (w == 0), zeros) is None


@pytest.mark.parametrize(("word", "axis"), [("row", 1), ("column", 0)])
def test_what_each_row_or_column_is_off_by_is_told(word: str, axis: int) -> None:
    length = lambda w: np.linalg.norm(w, axis=axis, keepdims=True)  # noqa: E731
    assert far(lambda w: w / length(w), TABLES) == (
        f"Each {word} is off by a factor of its own: by what is it divided or multiplied?"
    )
    assert far(lambda w: w - length(w), TABLES) == (
        f"Each {word} is off by an amount of its own: what is added, or taken away?"
    )
    assert far(lambda w: (w - length(w)) / length(w), TABLES) is None


def test_what_is_off_by_little_is_told_with_the_most_that_it_is_off() -> None:
    wobble = lambda w: w + 2.3e-4 * np.sin(50 * w)  # noqa: E731
    wide = [*ROWS, np.array([1e-9, 2.0, 3.0])]
    said = "It is never off by more than 0.0003: rounded, a coarse step, or a little added?"
    assert far(wobble, wide) == said
    assert far(lambda w: w + 0.3 * np.sin(50 * w), wide) is None
    assert far(lambda w: wobble(w) if len(w) == 5 else w, wide) is None
    assert far(lambda w: w + 2.3e-4 * np.sin(50 * w), [np.ones(3), np.full(4, 2.0)]) is None


def test_half_precision_is_told_by_its_name() -> None:
    said = "It comes back in float16, which holds three digits: float64 holds sixteen."
    assert far(lambda w: w.astype(np.float16)) == said
    assert far(lambda w: (w * (2 + np.sin(w))).astype(np.float16)) is None


def test_a_root_or_a_square_beside_a_factor_is_told() -> None:
    plus = [np.abs(w) for w in ROWS]
    assert (
        far(lambda w: 3 * np.sqrt(w), plus) == "It is the root of what is right, times one factor."
    )
    assert far(lambda w: w**2 / 7) == "It is the square of what is right, times one factor."
    assert far(lambda w: 5 / w) == "It is 1 over what is right, times one factor."
    assert far(lambda w: np.exp(w)) is None


def test_nothing_is_said_of_other_shapes_or_of_nothing() -> None:
    assert how_far([], "It") is None
    assert far(lambda w: w[1:]) is None


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda w: w + 0.1 + w**2, "it is too large: is something added that should not be?"),
        (lambda w: w - 0.1 - w**2, "it is too small: is something lost, or left out?"),
        (lambda w: w / (1 + np.abs(w)), "its sign is right, and it lies too near to 0."),
        (lambda w: w * (1 + np.abs(w)), "its sign is right, and it lies too far from 0."),
        (lambda w: -w / 2, None),
        (lambda w: w * (np.arange(len(w)) % 2 + 0.5), None),
        (lambda w: 0 * w, None),
        (lambda w: w, None),
    ],
)
def test_the_side_on_which_it_is_wrong_is_told(change: Any, told: str | None) -> None:
    said = direction([(change(w), w) for w in ROWS], "it")
    assert str(said).startswith(f"Wherever it is wrong {told}") if told else said is None


def test_three_wrong_numbers_show_no_side() -> None:
    right = np.array([1.0, -2, 3])
    assert direction([(right + 1, right)], "it") is None
    assert direction([(right + 1, right)] * 2, "it") is not None
    assert direction([(right[1:] + 1, right)] * 2, "it") is None
