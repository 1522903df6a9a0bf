"""How far is an answer off?  By a factor or an amount that has a rule, a little, or to one side.

Each sentence is true of every number of an answer, or of one of its parts, on every input.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from autograder.check.compare import close

__all__ = ["direction", "how_far"]

Pair = tuple[Any, Any]  # got and wanted
UP_TO_A_FACTOR: dict[str, Callable[[Any], Any]] = {
    "the root of what is right": lambda x: np.sign(x) * np.sqrt(np.abs(x)),
    "the square of what is right": lambda x: x * x,
    "1 over what is right": lambda x: 1 / x,
}
LINES = {"row": 0, "column": 1}
ENOUGH = 3  # inputs, rows or columns, or different numbers, to know a rule by
SEVERAL = 4  # numbers in one direction, which chance seldom gives
LITTLE = 1e-2  # of the middle one of the right numbers
NEAR = 1e-6  # factors and amounts that differ by less are one
HALF = "comes back in float16, which holds three digits: float64 holds sixteen."
COARSE = "rounded, a coarse step, or a little added?"


def how_far(pairs: Sequence[Pair], single: str) -> str | None:
    """By which rule every number is off, or how little; None where nothing fits them all.

    single : what these numbers are called, at the beginning of a sentence
    """
    if not pairs or any(got.shape != wanted.shape for got, wanted in pairs):
        return None
    with np.errstate(all="ignore"):
        return (
            _little(pairs, single)
            or _within(pairs, single)
            or _each_line(pairs)
            or _up_to_a_factor(pairs, single)
        )


def direction(pairs: Sequence[Pair], single: str) -> str | None:
    """Is what is wrong always too large, or always too small, by itself or in size?

    single : what these numbers are called, within a sentence
    """
    some = [(got.ravel(), wanted.ravel()) for got, wanted in pairs if got.shape == wanted.shape]
    if len(some) < len(pairs):
        return None
    wrong = np.concatenate([~close(*pair) for pair in some])
    got, wanted = (np.concatenate(numbers)[wrong] for numbers in zip(*some, strict=True))
    if len(got) < SEVERAL:
        return None
    if np.all(got >= wanted):
        return f"Wherever {single} is wrong it is too large: is something added that should not be?"
    if np.all(got <= wanted):
        return f"Wherever {single} is wrong it is too small: is something lost, or left out?"
    if np.any(np.sign(got) != np.sign(wanted)):
        return None
    if np.all(np.abs(got) < np.abs(wanted)):
        return f"Wherever {single} is wrong its sign is right, and it lies too near to 0."
    if np.all(np.abs(got) > np.abs(wanted)):
        return f"Wherever {single} is wrong its sign is right, and it lies too far from 0."
    return None


def _little(pairs: Sequence[Pair], single: str) -> str | None:
    """Is it off by little everywhere, though not by few digits of small numbers?"""
    got, wanted = _all(pairs)
    off = np.abs(got.astype(float) - wanted)
    usual = np.median(np.abs(wanted[wanted != 0])) if wanted.any() else 0.0
    most = float(np.max(off, initial=0.0))
    wrong = [not np.all(close(*pair)) for pair in pairs]
    if len(np.unique(wanted)) < ENOUGH or sum(wrong) < len(wrong) / 2 or most >= LITTLE * usual:
        return None
    if all(one.dtype == np.float16 for one, _ in pairs):
        return f"{single} {HALF}"
    unit = 10.0 ** np.floor(np.log10(most))
    return f"{single} is never off by more than {np.ceil(most / unit) * unit:g}: {COARSE}"


def _all(pairs: Sequence[Pair]) -> tuple[Any, ...]:
    return tuple(np.concatenate([one.ravel() for one in part]) for part in zip(*pairs, strict=True))


def _within(pairs: Sequence[Pair], single: str) -> str | None:
    """One factor, or one amount, within each input, and more than one in all?"""
    inputs = [(got.ravel(), wanted.ravel()) for got, wanted in pairs]
    if _of_their_own(inputs, _factor):
        rule = "is off by one factor, and the factor changes from input to input: with what?"
    elif _of_their_own(inputs, _amount):
        rule = "is off by one amount, and the amount changes from input to input: with what?"
    else:
        return None
    return f"Within an input {'it' if single == 'It' else single} {rule}"


def _each_line(pairs: Sequence[Pair]) -> str | None:
    if any(wanted.ndim != 2 for _, wanted in pairs):
        return None
    for word, axis in LINES.items():
        lines = [line for pair in pairs for line in _lines(*pair, axis)]
        if _of_their_own(lines, _factor):
            return (
                f"Each {word} is off by a factor of its own: by what is it divided or multiplied?"
            )
        if _of_their_own(lines, _amount):
            return f"Each {word} is off by an amount of its own: what is added, or taken away?"
    return None


def _lines(got: Any, wanted: Any, axis: int) -> Iterator[Pair]:
    yield from zip(np.moveaxis(got, axis, 0), np.moveaxis(wanted, axis, 0), strict=True)


def _of_their_own(lines: Sequence[Pair], rule: Callable[[Any, Any], float | None]) -> bool:
    """Has each line one factor (or amount) that is right for all of it, and are they several?

    A line whose right numbers are all the same would have one whatever came.
    """
    found = []
    for got, wanted in lines:
        by = rule(got, wanted)
        if by is None:
            return False
        if len(np.unique(wanted)) > 1 and not np.all(close(got, wanted)):
            found.append(by)
    return len(found) >= ENOUGH and not np.allclose(found, found[0], rtol=NEAR, atol=0)


def _factor(got: Any, wanted: Any) -> float | None:
    there = wanted != 0
    if np.any(got[~there]):
        return None
    ratios = got[there] / wanted[there]
    if not len(ratios):
        return 1.0
    return float(ratios[0]) if np.allclose(ratios, ratios[0], rtol=NEAR, atol=0) else None


def _amount(got: Any, wanted: Any) -> float | None:
    off = got - wanted
    if not len(off):
        return 0.0
    scale = max(np.max(np.abs(got)), np.max(np.abs(wanted)))
    return float(off[0]) if np.allclose(off, off[0], rtol=NEAR, atol=1e-12 * scale) else None


def _up_to_a_factor(pairs: Sequence[Pair], single: str) -> str | None:
    got, wanted = _all(pairs)
    if len(np.unique(wanted)) < ENOUGH:
        return None
    for said, make in UP_TO_A_FACTOR.items():
        made = make(wanted)
        if np.isfinite(made).all() and _factor(got, made) not in (None, 0.0, 1.0):
            return f"{single} is {said}, times one factor."
    return None
