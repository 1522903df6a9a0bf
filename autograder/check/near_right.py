"""What became of the right numbers: their squares, another order, rounded, cut off, one too many.

A phrase that is true of every number of an answer, or of every number of one of its parts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np

from autograder.check.by_arguments import by_arguments
from autograder.check.compare import close
from autograder.check.exercise import Case

__all__ = ["constant", "phrase"]

Pair = tuple[Any, Any]  # got and wanted, of one shape
MADE: dict[str, Callable[[Any], Any]] = {
    "the opposite of what is right": lambda x: -x,
    "twice what is right": lambda x: 2 * x,
    "half of what is right": lambda x: x / 2,
    "the square of what is right": lambda x: x * x,
    "half the square of what is right: ** (1 / 2) needs its brackets": lambda x: x * x / 2,
    "the root of what is right": np.sqrt,
    "1 over what is right": lambda x: 1 / x,
    "1 minus what is right": lambda x: 1 - x,
    "minus the logarithm of what is right": lambda x: -np.log(x),
    "the logarithm of what is right": np.log,
    "the exponential of what is right": np.exp,
    "the logarithm to base 2": lambda x: x / np.log(2),
    "what is right, without its signs": np.abs,
    "what is right, all with a minus": lambda x: -np.abs(x),
    "what is right, with 0 for all below 0": lambda x: np.maximum(x, 0),
    "the signs of what is right alone": np.sign,
    "what is right, rounded up": np.ceil,
    "what is right, cut to whole numbers": np.trunc,
    "what is right, rounded down": np.floor,
    "what is right, rounded to whole numbers": np.round,
    "what is right, rounded to one digit": lambda x: np.round(x, 1),
    **{f"what is right, rounded to {k} digits": partial(np.round, decimals=k) for k in range(2, 7)},
    "right, but in the opposite order": lambda x: x[::-1],
    "right, but with its columns in the opposite order": lambda x: x[:, ::-1],
    "right, but turned where it is square: rows for columns": lambda x: (
        x.T if x.ndim == 2 and len(set(x.shape)) == 1 else x
    ),
    "right, but one place later, in a circle": lambda x: np.roll(x, 1, axis=0),
    "right, but one place earlier, in a circle": lambda x: np.roll(x, -1, axis=0),
    "right, but sorted": lambda x: np.sort(x, axis=0),
    "right, but sorted along the rows": lambda x: np.sort(x, axis=1),
    "what is right, added up one after the other": lambda x: np.cumsum(x, axis=0),
    "what is right, each less the one before": lambda x: np.diff(x, axis=0, prepend=0 * x[:1]),
    "what is right, less its mean": lambda x: x - np.mean(x, axis=0),
    "what is right, divided by its sum": lambda x: x / np.sum(x),
    "what is right, divided by its length": lambda x: x / np.linalg.norm(x),
    "the mean of what is right, everywhere": lambda x: np.full_like(x, np.mean(x)),
    "the sum of what is right, everywhere": lambda x: np.full_like(x, np.sum(x)),
    "the first entry of what is right, everywhere": lambda x: np.full_like(x, x.flat[0]),
    "right on and above the diagonal, and 0 below": lambda x: np.triu(x) if x.ndim > 1 else x,
    "right on and below the diagonal, and 0 above": lambda x: np.tril(x) if x.ndim > 1 else x,
}
MOST = 1e-2  # what is farther off is not a matter of digits


def phrase(
    pairs: Sequence[Pair], cases: Sequence[Case], names: Sequence[str], single: str
) -> str | None:
    """What every answer is, said after "it is"; None where nothing fits them all.

    cases, names : the questions and the names of their arguments, which an answer may be off by
    single : what these numbers are called
    """
    if not pairs or any(got.shape != wanted.shape for got, wanted in pairs):
        return None
    pairs = [(np.asarray(got, dtype=float), np.asarray(w, dtype=float)) for got, w in pairs]
    if all(bool(np.all(close(got, wanted))) for got, wanted in pairs):
        return None
    if said := constant(pairs, single):
        return said
    with np.errstate(all="ignore"):
        for found in (_made, _signs, _moved, _scattered, _capped, _rough):
            if said := found(pairs):
                return f"{single} is {said}{'' if said[-1] == '?' else '.'}"
        return by_arguments(pairs, cases, names, single)


def constant(pairs: Sequence[Pair], single: str) -> str | None:
    """Is it one number on every input, where many are asked for?"""
    got = np.concatenate([one.ravel() for one, _ in pairs])
    wanted = np.concatenate([two.ravel() for _, two in pairs])
    if len(np.unique(wanted)) < 3 or not np.all(got == got[0]):
        return None
    return f"{single} is {got[0]:.4g} everywhere, whatever comes in."


def _signs(pairs: Sequence[Pair]) -> str | None:
    right = all(bool(np.all(close(np.abs(got), np.abs(wanted)))) for got, wanted in pairs)
    return "right in size everywhere, and wrong in sign somewhere" if right else None


def _made(pairs: Sequence[Pair]) -> str | None:
    for said, make in MADE.items():
        if all(_is_made(make, got, wanted) for got, wanted in pairs):
            return said
    return None


def _is_made(make: Callable[[Any], Any], got: Any, wanted: Any) -> bool:
    if not wanted.size:
        return True
    try:
        made = make(wanted)
    except (IndexError, ValueError, TypeError):
        made = wanted  # what has one axis only has no columns
    sound = made.shape == got.shape and bool(np.isfinite(made).all())
    return sound and bool(np.all(close(got, made)))


def _moved(pairs: Sequence[Pair]) -> str | None:
    """Is everything too large by the same amount, on every input?"""
    off = np.concatenate([(got - wanted).ravel() for got, wanted in pairs])
    if len(off) < 2 or not np.allclose(off, off[0], rtol=1e-6, atol=0):
        return None
    return f"{abs(off[0]):.4g} too {'large' if off[0] > 0 else 'small'} on every input"


def _scattered(pairs: Sequence[Pair]) -> str | None:
    """The right numbers of every answer, in other places."""
    some = [(got.ravel(), wanted.ravel()) for got, wanted in pairs]
    if max(len(np.unique(wanted)) for _, wanted in some) < 3:
        return None
    if all(np.all(close(np.sort(got), np.sort(wanted))) for got, wanted in some):
        return "made of the right numbers, in other places"
    return None


def _capped(pairs: Sequence[Pair]) -> str | None:
    """Is what is wrong always one number, and what is right on the other side of it?"""
    got = np.concatenate([one.ravel() for one, _ in pairs])
    wanted = np.concatenate([two.ravel() for _, two in pairs])
    wrong = np.concatenate([~close(one, two).ravel() for one, two in pairs])
    caps = np.unique(got[wrong])
    if wrong.sum() < 2 or wrong.all() or len(caps) > 2:
        return None
    low = [cap for cap in caps if np.all(wanted[wrong & (got == cap)] > cap)]
    high = [cap for cap in caps if np.all(wanted[wrong & (got == cap)] < cap)]
    if len(low) + len(high) < len(caps):
        return None
    if any(np.any(got > cap) for cap in low) or any(np.any(got < cap) for cap in high):
        return None
    ends = [f"never above {cap:.4g}" for cap in low] + [f"never below {cap:.4g}" for cap in high]
    return f"{' and '.join(ends)}, and right between: what cuts it off?"


def _rough(pairs: Sequence[Pair]) -> str | None:
    """How many digits are right everywhere, where some but not all are?"""
    most = 0.0
    for got, wanted in pairs:
        scale = np.max(np.abs(wanted), initial=0.0)
        if scale == 0 and got.any():
            return None
        here = np.abs(got - wanted) / np.where(wanted == 0, scale or 1.0, np.abs(wanted))
        most = max(most, float(np.max(here, initial=0.0)))
    if not 0 < most < MOST:
        return None
    digits = int(-np.log10(most))
    return f"right to {digits} digits and no further: rounded, a coarse step, or a little added?"
