"""Numbers as raw bytes: a dtype from a list, a shape that is multiplied out, and a buffer.

Of what a tree says of them nothing is believed, and no memory is taken before it is counted.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

import numpy as np

DTYPES = {np.dtype(code).str: np.dtype(code) for code in "?bhilqBHILQefdgFDG"}
TEXTS = re.compile(r"<U[0-9]{1,3}")  # arrays of texts, none longer than so many letters
# What stands for an array of another kind.
ODD = {"O": "O", "U": "U1", "S": "S1", "M": "M8[s]", "m": "m8[s]", "V": "V1"}


class Unfit(Exception):
    """The tree is not one that a packer makes, or it is too large."""


def numbers(
    buffers: list[bytes],
    tree: dict[str, Any],
    shape: tuple[int, ...],
    lent: Callable[[int, Any, int], Any] | None = None,
) -> Any:
    """The array of that shape whose bytes a tree points at; each buffer is one array's."""
    dtype = dtype_of(tree["d"])
    if lent and "m" in tree:  # only the trusted side says so
        return _shaped(lent(tree["m"], dtype, math.prod(shape)), tree, shape)
    number = whole(tree["b"])
    data = buffers[number]
    if dtype is None or math.prod(shape) * dtype.itemsize != len(data):
        raise Unfit("an array is not as long as it says")
    buffers[number] = b""  # a thousand arrays out of one buffer would fill our memory
    return _shaped(np.frombuffer(data, dtype).copy(), tree, shape)


def _shaped(flat: Any, tree: dict[str, Any], shape: tuple[int, ...]) -> Any:
    return flat.reshape(shape[::-1]).T if tree.get("f") is True else flat.reshape(shape)


def dtype_of(code: Any) -> np.dtype[Any] | None:
    """The dtype that goes by that name, if its arrays travel."""
    if code in DTYPES:
        return DTYPES[code]
    return np.dtype(code) if isinstance(code, str) and TEXTS.fullmatch(code) else None


def whole(value: Any) -> int:
    """The same of a whole number that may count or point at something."""
    if type(value) is not int or not -(1 << 31) < value < 1 << 31:
        raise Unfit("a number is not whole")
    return value


def floating(value: Any) -> float:
    """The value, if that is what it is."""
    if type(value) is not float:
        raise Unfit("a number is none")
    return value


def shape_of(tree: dict[str, Any]) -> tuple[int, ...]:
    """The shape of an array as a tree tells it."""
    shape = tuple(whole(n) for n in tree["s"])
    if len(shape) > 32 or any(n < 0 for n in shape):
        raise Unfit("a shape is no shape")
    return shape
