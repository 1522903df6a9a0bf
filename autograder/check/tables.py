"""Forms of answers about a graph: the names of its nodes in a row, and a number for every node."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from typing import Any

import numpy as np

from autograder.check.context import Context
from autograder.check.forms import MOST, Like, Misfit, kind

__all__ = ["Names", "Table"]


@dataclass(frozen=True)
class Names:
    """Names one after the other: a list, a tuple, or anything else that gives them in an order."""

    def __str__(self) -> str:
        return "list of names"

    def read(self, value: Any, context: Context, name: str) -> Any:
        if isinstance(value, set | frozenset):
            raise Misfit(f"{name} is a set, which has no order. Try a list.")
        if isinstance(value, str) or not isinstance(value, Iterable):
            raise Misfit(f"{name} is {kind(value)}, expected a list of names.")
        try:
            names = list(islice(value, MOST))
        except TypeError:  # an array of one number says that it can be iterated
            raise Misfit(f"{name} is one number, expected a list of names.") from None
        strange = [one for one in names if not isinstance(one, str)]
        if strange:
            raise Misfit(f"{name} holds {kind(strange[0])}, expected names alone.")
        return [str(one) for one in names]


@dataclass(frozen=True)
class Table:
    """A dictionary with an entry for every name in one argument, `Table("values")`, shaped alike.

    A plain 0 stands for an array of zeros. A fraction is read as the number next to it.
    """

    argument: str

    def __str__(self) -> str:
        return f"{{name: shape of {self.argument}[name]}}"

    def read(self, value: Any, context: Context, name: str) -> Any:
        shapes = self.shapes(context)
        if not isinstance(value, dict):
            raise Misfit(f"It returned {kind(value)}, expected a dictionary with a number by name.")
        for key in shapes:
            if key not in value:
                raise Misfit(f"It has no entry for {key!r}, expected one for every name.")
        if strange := [str(key)[:20] for key in value if key not in shapes]:
            raise Misfit(f"It names {strange[0]!r}, which is not in the graph.")
        return {key: _number(value[key], shape, key) for key, shape in shapes.items()}

    def shapes(self, context: Context) -> dict[str, tuple[int, ...]]:
        """The shape of every entry, by name."""
        start = f"{self.argument}."
        known = context.shapes.items()
        return {key.removeprefix(start): shape for key, shape in known if key.startswith(start)}


def _number(value: Any, shape: tuple[int, ...], name: str) -> Any:
    if isinstance(value, np.ndarray) and value.dtype == object and value.shape == ():
        value = value.item()
    if isinstance(value, Fraction) or (isinstance(value, int) and abs(value) >= 1 << 63):
        value = float(value)
    if isinstance(value, int | float | np.number) and value == 0:
        value = np.zeros(shape)
    return Like(name).read(value, Context({}, {name: shape}), f"The entry {name}")
