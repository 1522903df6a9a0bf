"""Where is an answer wrong?  In which entries, at which numbers: a true sentence.

Nothing is said of why; but whoever knows that a function fails exactly where z is below 0 knows
where to look.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.check.compare import close
from autograder.check.exercise import Case

__all__ = ["AT", "entries_hint"]

Pair = tuple[Any, Any]
AT: dict[str, Callable[[Any], Any]] = {
    "is exactly 0": lambda z: z == 0,
    "is below 0": lambda z: z < 0,
    "is above 0": lambda z: z > 0,
    "is 0 or below": lambda z: z <= 0,
    "is 0 or above": lambda z: z >= 0,
    "is not 0": lambda z: z != 0,
}


def entries_hint(pairs: Sequence[Pair], cases: Sequence[Case], names: Sequence[str]) -> str | None:
    """Which entries are wrong, on every input: by their place, or by the number asked about."""
    if any(got.shape != wanted.shape for got, wanted in pairs):
        return None
    wrong = [~close(got, wanted) for got, wanted in pairs]
    if not any(one.any() for one in wrong) or all(one.all() for one in wrong):
        return None
    return _by_value(wrong, cases, names) or _by_place(wrong)


def _by_value(wrong: Sequence[Any], cases: Sequence[Case], names: Sequence[str]) -> str | None:
    """Is an entry wrong exactly where the entry of an argument that it belongs to is so?"""
    for place, name in enumerate(names):
        values = [_numeric(case, place) for case in cases]
        single = all(one.ndim == 0 for one in wrong)  # too few to tell anything
        if single or [one.shape for one in values] != [one.shape for one in wrong]:
            continue
        at = np.concatenate([np.ravel(value) for value in values]).astype(float)
        bad = np.concatenate([one.ravel() for one in wrong])
        for said, ask in AT.items():
            if np.array_equal(ask(at), bad):
                return f"It is wrong exactly where {name} {said}, and right everywhere else."
        if apart := _apart(np.abs(at), bad, f"|{name}|") or _apart(at, bad, name):
            return apart
    return None


def _numeric(case: Case, place: int) -> Any:
    """An argument's numbers; a shape that nothing has, where it is no array and no number."""
    value = case.args[place] if place < len(case.args) else None
    plain = isinstance(value, np.ndarray | float | int | np.generic)
    return np.asarray(value) if plain else np.empty((0, 0, 0, 0))


def _apart(at: Any, bad: Any, name: str) -> str | None:
    """Are all wrong ones beyond all right ones?"""
    right, wrong = at[~bad], at[bad]
    if len(wrong) < 2 or len(right) < 0.3 * len(at):
        return None
    if right.max() < wrong.min():
        return f"It is right as long as {name} is at most {right.max():.3g}, wrong beyond."
    if wrong.max() < right.min():
        return f"It is right as long as {name} is at least {right.min():.3g}, wrong below."
    return None


def _by_place(wrong: Sequence[Any]) -> str | None:
    """Which rows or columns are wrong, counted from the front or from the back?"""
    shaped = [one for one in wrong if one.ndim and one.size > 1]
    if not shaped or any(one.any() for one in wrong if one.size <= 1):
        return None
    for axis, word in ((0, "row"), (1, "column")):
        if any(one.ndim <= axis for one in shaped):
            break
        word = "entry" if all(one.ndim == 1 for one in shaped) else word
        lines = [_lines(one, axis) for one in shaped if one.shape[axis] > 1]
        alone = [one for one in shaped if one.shape[axis] == 1]
        for ends, at in (("first", 0), ("last", -1)):
            ideal = [np.arange(len(one)) == np.arange(len(one))[at] for one in lines]
            if lines and all(map(np.array_equal, lines, ideal)):
                return f"Only the {ends} {word} is wrong, on every input."
            others = [~one for one in ideal]
            if lines and all(map(np.array_equal, lines, others)) and not any(map(np.any, alone)):
                return f"Only the {ends} {word} is right, on every input."
    square = [one for one in shaped if one.ndim == 2 and len(set(one.shape)) == 1]
    if len(square) == len(shaped):
        on = [(one.diagonal(), one[~np.eye(len(one), dtype=bool)]) for one in square]
        if all(a.all() and not b.any() for a, b in on):
            return "Only the diagonal is wrong, on every input."
        if all(b.all() and not a.any() for a, b in on):
            return "Only the diagonal is right, on every input."
    return None


def _lines(wrong: Any, axis: int) -> Any:
    """Which rows, or columns, hold something wrong?"""
    return wrong.any(axis=tuple(i for i in range(wrong.ndim) if i != axis))
