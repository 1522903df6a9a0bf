"""Checks of arguments that a shape alone cannot make: numbers, counts, words, signs, finiteness.

Each is called with the name of the function the reader called and the name of its argument; the
`as_` ones hand back the floating-point array that the mathematics goes on with.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlib.shapes import Array, as_float

__all__ = [
    "as_bits",
    "as_finite",
    "as_signs",
    "check_count",
    "check_number",
    "check_one_of",
    "check_positive",
    "check_rng",
]


def check_number(
    who: str, name: str, value: Any, low: float = -np.inf, high: float = np.inf
) -> None:
    """Refuse a value that is not one finite number with low <= value <= high."""
    number = isinstance(value, int | float | np.integer | np.floating | np.ndarray)
    number = number and np.ndim(value) == 0 and np.asarray(value).dtype.kind in "iuf"
    if not (number and np.isfinite(value) and low <= value <= high):
        raise ValueError(
            f"{who}: {name} is {value!r}, expected {_interval(low, high)}. "
            f"Try {name}={_example(low, high):g}."
        )


def check_count(who: str, name: str, value: Any, low: int = 1, high: int | None = None) -> None:
    """Refuse a value that is not a whole number with low <= value <= high."""
    whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
    if not (whole and low <= value and (high is None or value <= high)):
        wanted = f"of at least {low}" if high is None else f"from {low} to {high}"
        example = max(low, 10 if high is None else min(10, high))
        raise ValueError(
            f"{who}: {name} is {value!r}, expected a whole number {wanted}. Try {name}={example}."
        )


def check_positive(who: str, name: str, value: Any) -> None:
    """Refuse a value that is not one finite number above 0."""
    check_number(who, name, value, low=0)
    if value == 0:
        raise ValueError(f"{who}: {name} is 0, expected a number above 0. Try {name}=0.1.")


def check_one_of(who: str, name: str, value: Any, choices: Any) -> None:
    """Refuse a word that is not on the list."""
    choices = list(choices)
    if not isinstance(value, str) or value not in choices:
        raise ValueError(
            f"{who}: {name} is {value!r}, expected one of {', '.join(map(repr, choices))}. "
            f"Try {name}={choices[0]!r}."
        )


def check_rng(who: str, rng: Any) -> None:
    """Refuse anything but a numpy random generator, with which a seed fixes all numbers."""
    if not isinstance(rng, np.random.Generator):
        raise TypeError(
            f"{who}: rng is {rng!r}, expected a numpy random generator. "
            "Try rng=np.random.default_rng(0)."
        )


def as_finite(who: str, name: str, value: ArrayLike) -> Array:
    """The value as a floating-point array of any shape, refused if it holds nan or inf."""
    array = as_float(who, name, value)
    if not np.all(np.isfinite(array)):
        raise ValueError(
            f"{who}: {name} holds nan or inf, expected finite numbers: no comparison with nan is "
            f"true, so a mistake would pass unseen. Try np.isfinite({name}) to find the place."
        )
    return array


def as_signs(who: str, name: str, value: ArrayLike) -> Array:
    """The value as a floating-point array of any shape in which every number is -1 or +1."""
    array = as_float(who, name, value)
    if np.all(np.abs(array) == 1):
        return array
    if np.all((array == 0) | (array == 1)):
        raise ValueError(
            f"{who}: {name} is coded 0 and 1, expected -1 and +1: times 0 nothing has a side. "
            f"Try 2 * {name} - 1."
        )
    raise ValueError(
        f"{who}: {name} holds {array[np.abs(array) != 1].flat[0]:g}, expected only -1 and +1. "
        f"Try np.where({name} > 0, 1, -1)."
    )


def as_bits(who: str, name: str, value: ArrayLike) -> Array:
    """The value as a floating-point array of any shape in which every number is 0 or 1."""
    array = as_float(who, name, value)
    if np.all((array == 0) | (array == 1)):
        return array
    if np.all(np.abs(array) == 1):
        raise ValueError(
            f"{who}: {name} is coded -1 and +1, expected 0 and 1. Try ({name} + 1) / 2."
        )
    stranger = array[(array != 0) & (array != 1)].flat[0]
    raise ValueError(
        f"{who}: {name} holds {stranger:g}, expected only 0 and 1. Try np.where({name} > 0, 1, 0)."
    )


def _interval(low: float, high: float) -> str:
    if np.isfinite(low) and np.isfinite(high):
        return f"a number from {low:g} to {high:g}"
    if np.isfinite(low):
        return f"a number of at least {low:g}"
    return f"a number of at most {high:g}" if np.isfinite(high) else "a finite number"


def _example(low: float, high: float) -> float:
    inside = [x for x in (0.1, 1.0, 10.0) if low <= x <= high]
    return inside[0] if inside else (low if np.isfinite(low) else high)
