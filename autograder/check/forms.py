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

from autograder.check.context import Context

MOST = 1_000_000  # entries; the largest right answer has a few thousand


class Misfit(Exception):
    """The answer is not of the form that the contract declares; the text says how it differs."""


class Form(Protocol):
    """One declared form: how it reads in a contract, and how an answer is brought to it."""

    def __str__(self) -> str: ...

    def read(self, value: Any, context: Context, name: str) -> Any: ...


@dataclass(frozen=True)
class Number:
    """One number: a float, an int, a numpy scalar, a 0-d or one-element array."""

    whole: bool = False

    def __str__(self) -> str:
        return "whole number" if self.whole else "number"

    def read(self, value: Any, context: Context, name: str) -> Any:
        array = _numbers(value, name)
        if array.shape not in {(), (1,)}:
            raise Misfit(f"{name} has shape {array.shape}, expected one {self}.")
        array = _finite(array.reshape(()), name)
        if self.whole and array != np.floor(array):
            raise Misfit(f"{name} is {array:.6g}, expected a whole number.")
        return array


@dataclass(frozen=True)
class Array:
    """An array whose axes are named: `Array("m n_out")`. Unbound letters may take any size."""

    pattern: str

    def __str__(self) -> str:
        return _tuple(self.pattern.split())

    def read(self, value: Any, context: Context, name: str) -> Any:
        array, letters = _numbers(value, name), self.pattern.split()
        wanted = [int(x) if x.isdigit() else context.sizes.get(x) for x in letters]
        if len(letters) == 1 and array.ndim == 2 and array.shape[0] == 1:
            array = array[0]
        fits = len(wanted) == array.ndim and all(
            want in (None, got) for want, got in zip(wanted, array.shape, strict=True)
        )
        if not fits:
            known = [
                str(x if want is None else want) for want, x in zip(wanted, letters, strict=True)
            ]
            raise Misfit(f"{name} has shape {array.shape}, expected {_tuple(known)}.")
        return _finite(array, name)


@dataclass(frozen=True)
class Like:
    """An array of exactly the shape of one argument: `Like("z")`, whatever that shape is."""

    argument: str

    def __str__(self) -> str:
        return f"shape of {self.argument}"

    def read(self, value: Any, context: Context, name: str) -> Any:
        array, wanted = _numbers(value, name), context.shapes[self.argument]
        if array.shape != wanted:
            raise Misfit(
                f"{name} has shape {array.shape}, expected {wanted}, that of {self.argument}."
            )
        return _finite(array, name)


@dataclass(frozen=True)
class Record:
    """Several values together, in order: `Record(w=Array("n"), b=Number())`."""

    parts: Mapping[str, Form]

    def __init__(self, **parts: Form) -> None:
        object.__setattr__(self, "parts", parts)

    def __str__(self) -> str:
        return "(" + ", ".join(f"{name} {form}" for name, form in self.parts.items()) + ")"

    def read(self, value: Any, context: Context, name: str) -> Any:
        names = ", ".join(self.parts)
        flat = isinstance(value, np.ndarray) and value.ndim == 1
        if flat and all(isinstance(form, Number) for form in self.parts.values()):
            value = list(value)  # numbers in a row are unpacked as a pair of them is
        if not isinstance(value, tuple | list):
            raise Misfit(f"It returned {kind(value)}, expected {len(self.parts)} values: {names}.")
        if len(value) != len(self.parts):
            raise Misfit(f"It returned {len(value)} values, expected {len(self.parts)}: {names}.")
        return {
            part_name: form.read(part, context, part_name)
            for (part_name, form), part in zip(self.parts.items(), value, strict=True)
        }


@dataclass(frozen=True)
class Named:
    """A dictionary of numbers, `Named("a1", "z1")`: as many of these names as are known so far.

    A name that is missing, or holds `...`, is left out of what is read.
    """

    names: tuple[str, ...]

    def __init__(self, *names: str) -> None:
        object.__setattr__(self, "names", names)

    def __str__(self) -> str:
        return "{" + ", ".join(self.names) + "}"

    def read(self, value: Any, context: Context, name: str) -> Any:
        if not isinstance(value, dict):
            raise Misfit(f"It returned {kind(value)}, expected a dictionary of named numbers.")
        strange = [str(key)[:20] for key in value if key not in self.names]
        if strange:
            asked = ", ".join(self.names)
            raise Misfit(f"It names {strange[0]!r}, which nobody asked for; the names are {asked}.")
        # The `...` of another process comes as a stand-in of that name.
        known = {n: v for n, v in value.items() if type(v).__name__ != "ellipsis"}
        return {n: Number().read(known[n], context, n) for n in self.names if n in known}


@dataclass(frozen=True)
class ListOf:
    """A list or tuple of values of one form, `ListOf(Array("n_in n_out"), "L")`: L of them."""

    form: Form
    length: str

    def __str__(self) -> str:
        return f"list of {self.length} {self.form}"

    def read(self, value: Any, context: Context, name: str) -> Any:
        if not isinstance(value, tuple | list):
            raise Misfit(f"{name} is {kind(value)}, expected a list.")
        wanted = context.sizes.get(self.length)
        if wanted not in (None, len(value)) or len(value) > MOST:
            raise Misfit(f"{name} has {len(value)} entries, expected {wanted or self.length}.")
        return {
            f"{name}[{i}]": self.form.read(v, context, f"{name}[{i}]") for i, v in enumerate(value)
        }


def kind(value: Any) -> str:
    """What a value is, in a student's words."""
    if value is None:
        return "None (is the `return` missing?)"
    # A name may hold lines that look like ours.
    name = value.dtype.name if isinstance(value, np.generic) else type(value).__name__
    name = " ".join(name.split()) or "thing"
    spelled = name[:2].isupper()  # "an MLP": its letters are read one by one
    vowel = name[0] in "AEFHILMNORSX" if spelled else name[0].lower() in "aeio"
    return f"{'an' if vowel else 'a'} {name}"


def holds_text(value: Any) -> bool:
    """Is there a text in it? numpy would make a table of texts as long as the longest of them."""
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            return True
        if isinstance(part, list | tuple):
            waiting += part
    return False


def _tuple(letters: list[str]) -> str:
    return "(" + ", ".join(letters) + ("," if len(letters) == 1 else "") + ")"


def _numbers(value: Any, name: str) -> np.ndarray[Any, Any]:
    if isinstance(value, np.ma.MaskedArray):
        raise Misfit(
            f"{name} is a masked array, expected plain numbers: fill its gaps and use np.asarray."
        )
    if not isinstance(value, np.ndarray | np.generic | int | float | list | tuple):
        raise Misfit(f"{name} is {kind(value)}, expected numbers.")
    if _count(value) > MOST:
        raise Misfit(f"{name} has more than {MOST:,} entries, far more than any answer here.")
    if holds_text(value):
        raise Misfit(f"{name} holds a text, expected numbers.")
    try:
        array = np.asarray(value)
    except (ValueError, TypeError, OverflowError):
        raise Misfit(
            f"{name} is not a table of numbers: are its rows of different lengths?"
        ) from None
    if array.dtype.kind == "b":
        raise Misfit(
            f"{name} holds True and False, expected numbers: .astype(float), "
            "or np.flatnonzero for places."
        )
    if array.dtype.kind not in "iuf":
        raise Misfit(f"{name} holds {array.dtype} values, expected numbers.")
    if array.dtype.kind == "f" and array.dtype.itemsize > 8:
        with np.errstate(over="ignore"):  # what no double can hold is infinite
            array = array.astype(float)
    return array


def _count(value: Any) -> int:
    """Entries of an array or of nested lists, counted no further than it takes to refuse them."""
    total, waiting = 0, [value]
    while waiting and total <= MOST:
        part = waiting.pop()
        if isinstance(part, list | tuple):
            total += len(part)
            waiting += part if total <= MOST else ()
        elif isinstance(part, np.ndarray):
            total += part.size
    return total


def _finite(array: np.ndarray[Any, Any], name: str) -> np.ndarray[Any, Any]:
    bad = ~np.isfinite(array)
    if bad.any():
        where = tuple(int(i) for i in np.argwhere(bad)[0])
        what = "nan" if np.isnan(array[where]) else "inf"
        raise Misfit(f"{name} holds {what}" + (f" at index {where}." if where else "."))
    return array
