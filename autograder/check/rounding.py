"""An answer in float32 to a question in float64: is it right but for float32's own rounding?

Five right digits alone would do for an answer that was rounded by hand, or is a little wrong. So
what float32 must lose is worked out: a few roundings of the value itself, and as often what the
right answer moves when all that it is worked out of is rounded. Where terms cancel that is much.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.compare import Difference, coarse, first_of
from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Misfit

UNIT = float(np.finfo(np.float32).eps)
UNITS = 8  # roundings, one after the other and all in one direction
SIGNS = ((1,), (-1,), (1, -1), (-1, 1), (1, 1, -1, -1))  # of what the arguments are moved by


def too_coarse(exercise: Exercise, case: Case, got: Any) -> Difference | None:
    """The first place where float32 does not account for what a nearly right answer is off."""
    if not any(coarse(part.dtype) for _, part in _parts(got)):
        return None
    far_off = case.once("moved", lambda: moved(exercise, case))
    pairs = zip(_parts(got), _parts(exercise.wanted(case)), far_off, strict=True)
    found = (beyond(one, right, far, name) for (name, one), (_, right), far in pairs)
    return next((one for one in found if one), None)


def beyond(got: Any, wanted: Any, moved: Any = 0.0, part: str = "The result") -> Difference | None:
    """The same for one array.

    moved : how far the right one goes when what it is worked out of is rounded
    """
    if not coarse(got.dtype) or coarse(wanted.dtype):
        return None
    size, off = np.abs(wanted), np.abs(got.astype(float) - wanted)
    wrong = off > UNITS * (UNIT * (size + np.max(size, initial=0.0)) + moved)
    if not wrong.any():
        return None
    at = first_of(wrong)
    digits = int(-np.log10(off[at] / max(size[at], off[at])))
    return Difference(part, at, f"is {got.dtype} and right to {digits} digits only")


def moved(exercise: Exercise, case: Case) -> list[Any]:
    """How far each part of the right answer goes when the arguments are rounded."""
    wanted = [part for _, part in _parts(exercise.wanted(case))]
    most = [np.zeros(part.shape) for part in wanted]
    for signs in SIGNS:
        try:
            answer = exercise.reference(*(_rounded(value, signs) for value in case.fresh()))
            parts = [part for _, part in _parts(exercise.read(answer, case))]
        except (Misfit, ValueError, ArithmeticError):
            continue  # moved by so little, they make no sense
        if [part.shape for part in parts] == [part.shape for part in wanted]:
            far = (np.abs(one - right) for one, right in zip(parts, wanted, strict=True))
            most = [np.maximum(*pair) for pair in zip(most, far, strict=True)]
    return most


def _rounded(value: Any, signs: tuple[int, ...]) -> Any:
    """A value with each float moved by one rounding; whole numbers are labels, and stay."""
    if isinstance(value, list | tuple):
        return type(value)(_rounded(part, signs) for part in value)
    if isinstance(value, dict):
        return {key: _rounded(part, signs) for key, part in value.items()}
    if not isinstance(value, float) and getattr(value, "dtype", None) != np.float64:
        return value
    by = np.resize(signs, np.shape(value)) * UNIT
    return np.where(value == np.round(value), value, value * (1 + by))


def _parts(value: Any, name: str = "The result") -> Iterator[tuple[str, Any]]:
    """The arrays of an answer, one after the other, each with its name."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _parts(part, key)
    else:
        yield name, value
