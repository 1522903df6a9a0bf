"""What became of the right numbers is said in a phrase that is true of all of them."""

from typing import Any

import numpy as np
import pytest

from autograder.check.exercise import Case
from autograder.check.near_right import phrase

RNG = np.random.default_rng(5)
WANTED = [RNG.normal(size=4) + 0.3, RNG.normal(size=7), np.array([0.5, -2.25, 3.125])]
TABLES = [RNG.normal(size=(3, 3)), RNG.normal(size=(2, 4))]


def said_of(change: Any, wanted: Any = WANTED, args: Any = None) -> str | None:
    cases = [Case("a case", (arg,)) for arg in (args or [np.zeros(1)] * len(wanted))]
    return phrase([(np.asarray(change(w)), w) for w in wanted], cases, ["x"], "It")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda w: w**2, "the square of what is right"),
        (lambda w: 1 / w, "1 over what is right"),
        (lambda w: 1 - w, "1 minus what is right"),
        (np.exp, "the exponential of what is right"),
        (np.abs, "what is right, without its signs"),
        (lambda w: np.maximum(w, 0), "what is right, with 0 for all below 0"),
        (np.sign, "the signs of what is right alone"),
        (np.trunc, "what is right, cut to whole numbers"),
        (lambda w: np.round(w, 2), "what is right, rounded to 2 digits"),
        (lambda w: w[::-1], "right, but in the opposite order"),
        (np.sort, "right, but sorted"),
        (lambda w: np.roll(w, 1), "right, but one place later, in a circle"),
        (np.cumsum, "what is right, added up one after the other"),
        (lambda w: w - w.mean(), "what is right, less its mean"),
        (lambda w: w + 1, "1 too large on every input"),
        (lambda w: w - 0.25, "0.25 too small on every input"),
        (lambda w: w[[1, 0, 2, *range(3, len(w))]], "made of the right numbers, in other places"),
        (lambda w: np.minimum(w, 0.4), "never above 0.4, and right between: what cuts it off?"),
        (
            lambda w: np.clip(w, -0.1, 0.4),
            "never above 0.4 and never below -0.1, and right between: what cuts it off?",
        ),
        (lambda w: w + np.arange(len(w)) / 3, None),
        (lambda w: w, None),
    ],
)
def test_what_became_of_them_is_told(change: Any, told: str | None) -> None:
    said = said_of(change)
    assert said == (told and f"It is {told}{'' if told[-1] == '?' else '.'}")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda w: w[:, ::-1], "right, but with its columns in the opposite order"),
        (
            lambda w: w.T if len(w) == 3 else w,
            "right, but turned where it is square: rows for columns",
        ),
        (np.triu, "right on and above the diagonal, and 0 below"),
        (lambda w: np.sort(w, axis=1), "right, but sorted along the rows"),
    ],
)
def test_tables_have_rows_and_columns(change: Any, told: str) -> None:
    assert said_of(change, TABLES) == f"It is {told}."


def test_digits_are_counted_where_nearly_all_are_right() -> None:
    wobble = 1 + 3e-4 * np.sin(np.arange(7))
    told = said_of(lambda w: w * wobble[: len(w)])
    assert (
        told == "It is right to 3 digits and no further: rounded, a coarse step, or a little added?"
    )
    assert said_of(lambda w: w * (1 + 0.3 * np.sin(np.arange(len(w))))) is None


def test_a_multiple_of_an_argument_is_told() -> None:
    args = [RNG.normal(size=len(w)) for w in WANTED]
    pairs = [(w + 2 * a, w) for w, a in zip(WANTED, args, strict=True)]
    cases = [Case("a case", (a,)) for a in args]
    assert phrase(pairs, cases, ["x"], "b") == "b has 2 times x too much, on every input."
    pairs = [(w - a, w) for w, a in zip(WANTED, args, strict=True)]
    assert phrase(pairs, cases, ["x"], "b") == "b has x too little, on every input."
    same = [(a, w) for w, a in zip(WANTED, args, strict=True)]
    assert phrase(same, cases, ["x"], "It") == "It is x as it came."


def test_what_would_be_infinite_is_like_nothing() -> None:
    zeros_and_ones = [np.array([0.0, 1, 1, 0]), np.array([1.0, 0, 1])]
    assert said_of(lambda w: np.array([1.0, 1, 0, 0][: len(w)]), zeros_and_ones) is None


def test_nothing_is_said_of_other_shapes_or_of_nothing() -> None:
    assert phrase([], [], [], "It") is None
    assert said_of(lambda w: w[:-1]) is None
