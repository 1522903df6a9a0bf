"""What may come back from a graded function, and the one form it is brought to.

A contract leaves room: a list will do for an array, a float for a 0-d array, a (1, k) row for
a (k,) vector. `read` brings every such form to one and refuses everything else with a `Misfit`,
whose text is a sentence for the student. Nothing is ever broadcast to fit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

Sizes = Mapping[str, int]


class Misfit(Exception):
    """The answer is not of the form that the contract declares; the text says how it differs."""


class Form(Protocol):
    """One declared form: how it reads in a contract, and how an answer is brought to it."""

    def __str__(self) -> str: ...

    def read(self, value: Any, sizes: Sizes, name: str) -> Any: ...


@dataclass(frozen=True)
class Number:
    """One number: a float, an int, a numpy scalar, a 0-d or one-element array."""

    def __str__(self) -> str:
        return "number"

    def read(self, value: Any, sizes: Sizes, name: str) -> Any:
        array = _numbers(value, name)
        if array.shape not in {(), (1,)}:
            raise Misfit(f"{name} has shape {_shape(array)}, expected one number.")
        return _finite(array.reshape(()), name)


@dataclass(frozen=True)
class Array:
    """An array whose axes are named: `Array("m n_out")`. Unbound letters may take any size."""

    pattern: str

    def __str__(self) -> str:
        letters = self.pattern.split()
        return "(" + ", ".join(letters) + ("," if len(letters) == 1 else "") + ")"

    def read(self, value: Any, sizes: Sizes, name: str) -> Any:
        array, letters = _numbers(value, name), self.pattern.split()
        wanted = tuple(sizes.get(x) if not x.isdigit() else int(x) for x in letters)
        if len(letters) == 1 and array.ndim == 2 and array.shape[0] == 1:
            array = array[0]
        fits = len(wanted) == array.ndim and all(
            want in (None, got) for want, got in zip(wanted, array.shape, strict=True)
        )
        if not fits:
            known = ", ".join(str(want or x) for want, x in zip(wanted, letters, strict=True))
            comma = "," if len(letters) == 1 else ""
            raise Misfit(f"{name} has shape {_shape(array)}, expected ({known}{comma}).")
        return _finite(array, name)


@dataclass(frozen=True)
class Record:
    """Several values together, in order: `Record(w=Array("n"), b=Number())`."""

    parts: Mapping[str, Form]

    def __init__(self, **parts: Form) -> None:
        object.__setattr__(self, "parts", parts)

    def __str__(self) -> str:
        return "(" + ", ".join(f"{name} {form}" for name, form in self.parts.items()) + ")"

    def read(self, value: Any, sizes: Sizes, name: str) -> Any:
        names = ", ".join(self.parts)
        if not isinstance(value, tuple | list):
            raise Misfit(
                f"It returned {kind(value)}, expected the {len(self.parts)} values {names}."
            )
        if len(value) != len(self.parts):
            raise Misfit(f"It returned {len(value)} values, expected {len(self.parts)}: {names}.")
        return {
            part_name: form.read(part, sizes, part_name)
            for (part_name, form), part in zip(self.parts.items(), value, strict=True)
        }


def kind(value: Any) -> str:
    """What a value is, in a student's words."""
    if value is None:
        return "None (is the `return` missing?)"
    article = "an" if type(value).__name__[0].lower() in "aeiou" else "a"
    return f"{article} {type(value).__name__}"


def _numbers(value: Any, name: str) -> np.ndarray[Any, Any]:
    if isinstance(value, np.ma.MaskedArray):
        raise Misfit(f"{name} is a masked array, expected plain numbers. Try np.asarray({name}).")
    if not isinstance(value, np.ndarray | np.generic | int | float | list | tuple):
        raise Misfit(f"{name} is {kind(value)}, expected numbers.")
    try:
        array = np.asarray(value)
    except ValueError:
        raise Misfit(f"{name} has rows of different lengths.") from None
    if array.dtype.kind == "b":
        raise Misfit(f"{name} holds True and False, expected numbers. Try .astype(float).")
    if array.dtype.kind not in "iuf":
        raise Misfit(f"{name} holds {array.dtype} values, expected numbers.")
    return array


def _finite(array: np.ndarray[Any, Any], name: str) -> np.ndarray[Any, Any]:
    bad = ~np.isfinite(array)
    if bad.any():
        where = tuple(int(i) for i in np.argwhere(bad)[0])
        what = "nan" if np.isnan(array[where]) else "inf"
        raise Misfit(f"{name} holds {what}" + (f" at index {where}." if where else "."))
    return array


def _shape(array: np.ndarray[Any, Any]) -> str:
    return str(tuple(int(n) for n in array.shape))
