"""Is an answer made of the arguments: one as it came, its mean, the sum of two, or off by one?

A sentence that is true on every input, of all numbers of an answer or of one of its parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import permutations
from typing import Any

import numpy as np

from autograder.check.compare import close
from autograder.check.exercise import Case

__all__ = ["by_another_part", "by_arguments"]

Pair = tuple[Any, Any]  # got and wanted, of one shape
WHOLE: dict[str, Callable[[Any], Any]] = {
    "the sum": np.sum,
    "the mean": np.mean,
    "the largest entry": np.max,
    "the smallest entry": np.min,
    "the length": np.linalg.norm,
}
OF_TWO: dict[str, Callable[[Any, Any], Any]] = {
    "+": lambda a, b: a + b,
    "*": lambda a, b: a * b,
    "-": lambda a, b: a - b,
    "/": lambda a, b: a / b,
}
ENOUGH = 3  # different numbers, to know a formula by


def by_arguments(
    pairs: Sequence[Pair], cases: Sequence[Case], names: Sequence[str], single: str
) -> str | None:
    """What of the arguments an answer is, or is off by."""
    numeric: dict[str, list[Any]] = {}
    for place, name in enumerate(names):
        values = [_numeric(case.args, place) for case in cases]
        if all(value is not None for value in values):
            numeric[name] = values
    for name, values in numeric.items():
        if all(_equal(got, value) for (got, _), value in _with(pairs, values)):
            return f"{single} is {name} as it came."
        if said := _is_whole(pairs, name, values) or _off_by(pairs, name, values):
            return f"{single} {said}, on every input."
    for (one, a), (two, b) in permutations(numeric.items(), 2):
        for sign, of in OF_TWO.items():
            if _is_made(pairs, [_or_none(of, *both) for both in zip(a, b, strict=True)]):
                return f"{single} is {one} {sign} {two}, on every input."
    return None


def by_another_part(pairs: Sequence[tuple[Any, Any]], name: str) -> str | None:
    """Is one of several values off by a multiple of another, which is right?"""
    own = [(got[name], wanted[name]) for got, wanted in pairs]
    if any(got.shape != wanted.shape for got, wanted in own):
        return None
    for other in pairs[0][1]:
        values = [wanted[other] for _, wanted in pairs]
        if other == name or any(isinstance(value, dict) for value in values):
            continue
        if said := _off_by(own, other, values):
            return f"{name} {said}, on every input."
    return None


def _is_whole(pairs: Sequence[Pair], name: str, values: Sequence[Any]) -> str | None:
    for said, of in WHOLE.items():
        if all(value.size for value in values) and any(value.size > 1 for value in values):
            everywhere = [np.broadcast_to(of(v), g.shape) for (g, _), v in _with(pairs, values)]
            if _is_made(pairs, everywhere):
                return f"is {said} of {name}"
    return None


def _off_by(pairs: Sequence[Pair], name: str, values: Sequence[Any]) -> str | None:
    if not (ratio := _one_ratio(list(_offsets(pairs, values)))):
        return None
    times = f"{abs(ratio):.4g} times " if abs(abs(ratio) - 1) > 1e-6 else ""
    return f"has {times}{name} too {'much' if ratio > 0 else 'little'}"


def _is_made(pairs: Sequence[Pair], made: Sequence[Any]) -> bool:
    """Is every answer what was made, in enough different numbers?"""
    fits = all(m is not None and _equal(got, m) for (got, _), m in _with(pairs, made))
    return fits and len(np.unique(np.concatenate([m.ravel() for m in made]))) >= ENOUGH


def _with(pairs: Sequence[Pair], values: Sequence[Any]) -> Iterator[tuple[Pair, Any]]:
    return zip(pairs, values, strict=True)


def _or_none(of: Callable[[Any, Any], Any], a: Any, b: Any) -> Any:
    try:
        with np.errstate(all="ignore"):
            return of(a, b)
    except ValueError:  # shapes that do not go together
        return None


def _numeric(args: tuple[Any, ...], place: int) -> Any:
    if place >= len(args) or not isinstance(args[place], np.ndarray | int | float | np.generic):
        return None
    return np.asarray(args[place], dtype=float)


def _equal(got: Any, value: Any) -> bool:
    return got.shape == value.shape and bool(np.all(close(got, value)))


def _offsets(pairs: Sequence[Pair], values: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    for (got, wanted), value in zip(pairs, values, strict=True):
        try:
            spread = np.broadcast_to(value, got.shape)
        except ValueError:
            yield np.ones(1), np.zeros(1)
            return
        yield (got - wanted).ravel(), spread.ravel()


def _one_ratio(offsets: Sequence[tuple[Any, Any]]) -> float | None:
    """By what the argument is multiplied, where that is one number; it has to vary itself."""
    off, by = (np.concatenate(parts) for parts in zip(*offsets, strict=True))
    if len(off) < ENOUGH or len(np.unique(by)) < ENOUGH or not np.any(off):
        return None
    at = int(np.argmax(np.abs(by)))
    ratio = float(off[at] / by[at])
    scale = float(np.max(np.abs(off)))
    fits = np.allclose(off, ratio * by, rtol=1e-6, atol=1e-9 * scale)
    return ratio if fits and abs(ratio) > 1e-6 else None
