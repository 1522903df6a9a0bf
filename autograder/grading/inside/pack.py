"""Values as plain data: numbers, texts, arrays, lists, tuples, tables; everything else by name.

`Packer` takes values apart into a JSON tree and raw buffers, `Unpacker` puts them together. Both
sides use both, and neither believes the other: dtypes come from a list, sizes are multiplied out
before memory is taken, depth and entries are counted. An array may carry a number, its `tag`, by
which both sides know it again, and a place in another one, of which it is a view.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.grading.inside.kinds import put_together, taken_apart
from autograder.grading.inside.raw import (
    DTYPES,
    ODD,
    Unfit,
    dtype_of,
    floating,
    numbers,
    shape_of,
    whole,
)

DEEPEST = 12
MOST = 20_000  # parts of one value; arrays count as one, and no lesson asks for a thousand
ROOM = 8_000_000  # bytes of the arrays of one value, those that came before included
WHOLE = 1 << 64  # whole numbers from here on are written in hexadecimal
LONGEST = 4096  # bits of the longest whole number that travels
TEXT = 10_000  # letters of one text
PLAIN = (type(None), bool, float)


class Foreign:
    """Stands for a value that does not travel; its class is named as the value's own class."""


def foreign(name: str) -> Foreign:
    """A stand-in whose type goes by that name, so that messages read as usual."""
    made: Foreign = type(name[:80] or "object", (Foreign,), {})()
    return made


class Packer:
    """Values to a tree.

    other : what to do with a value that is no plain data; its tree, or None
    tag : the number of an array that the other side shall know again, or None; and whether the
        other side has it already
    place : in which array with a number this one lies, from which byte on and with which strides
    lay : puts the bytes of an array with a number where the other side finds them; None where the
        line has to bring them
    """

    def __init__(
        self,
        other: Callable[[Any], Any] = lambda value: None,
        tag: Callable[[np.ndarray[Any, Any]], tuple[int | None, bool]] = lambda array: (
            None,
            False,
        ),
        place: Callable[[np.ndarray[Any, Any]], list[Any] | None] = lambda array: None,
        lay: Callable[[int, bytes], int | None] = lambda tag, data: None,
    ) -> None:
        self.other, self.tag, self.place, self.lay = other, tag, place, lay
        self.buffers: list[bytes] = []
        self.left, self.room = MOST, ROOM

    def pack(self, value: Any, depth: int = 0) -> Any:
        """The tree of a value; its arrays are in `buffers`."""
        self.left -= 1
        if depth > DEEPEST or self.left < 0:
            raise Unfit("it is nested too deeply" if depth > DEEPEST else "it has too many parts")
        kind = type(value)
        if kind in PLAIN:
            return value
        if isinstance(value, np.ma.MaskedArray):
            return {"t": "masked"}
        if isinstance(value, np.ndarray):
            return self._array(value)
        if isinstance(value, np.generic):
            return self._scalar(value)
        if isinstance(value, bool | int | float | complex | str):
            return self._small(value)
        if isinstance(value, list | tuple):
            return self._many(value, depth)
        made = taken_apart(value, lambda part: self.pack(part, depth + 1))
        made = self.other(value) if made is None else made
        return {"t": "foreign", "n": kind.__name__[:80]} if made is None else made

    def _small(self, value: Any) -> Any:
        if isinstance(value, str):
            if len(value) > TEXT:
                raise Unfit("it holds a text that is too long")
            return value.encode("utf-8", "replace").decode()
        if isinstance(value, bool | float):
            return float(value) if isinstance(value, float) else bool(value)
        if isinstance(value, complex):
            return {"t": "complex", "v": [value.real, value.imag]}
        if abs(value) < WHOLE:
            return int(value)
        bits = int(value).bit_length()
        return {"t": "int", "v": hex(value)} if bits <= LONGEST else {"t": "foreign", "n": "int"}

    def _many(self, value: Any, depth: int) -> Any:
        parts = [self.pack(part, depth + 1) for part in value]
        return parts if isinstance(value, list) else {"t": "tuple", "v": parts}

    def _scalar(self, value: np.generic) -> Any:
        if type(value) is np.float64:
            return {"t": "float64", "v": float(value)}
        if value.dtype.str not in DTYPES:
            return {"t": "odd", "d": value.dtype.kind, "s": [], "scalar": True}
        self.buffers.append(value.tobytes())
        return {"t": "scalar", "d": value.dtype.str, "b": len(self.buffers) - 1}

    def _array(self, value: np.ndarray[Any, Any]) -> Any:
        tag, known = self.tag(value)
        if known:
            return {"t": "same", "h": tag}
        array = np.asarray(value)
        self.room -= array.nbytes
        if self.room < 0:
            raise Unfit("it is too large")
        if not array.dtype.isnative:
            array = array.astype(array.dtype.newbyteorder("="))
        shape = list(array.shape)
        if dtype_of(array.dtype.str) is None:
            return {"t": "odd", "d": array.dtype.kind, "s": shape}
        down = array.flags.f_contiguous and not array.flags.c_contiguous
        data = array.tobytes("F" if down else "C")
        made = {"t": "array", "d": array.dtype.str, "s": shape, "f": down}
        laid = None if tag is None else self.lay(tag, data)
        if laid is None:
            self.buffers.append(data)
            made["b"] = len(self.buffers) - 1
        else:
            made["m"] = laid
        if place := self.place(array):
            made["in"] = place
        return made if tag is None else {**made, "h": tag}


class Unpacker:
    """Trees to values.

    other : what a tree with an unknown "t" stands for
    tagged : told of every array that carries a number
    known : the array with a number that was told before
    lent : the numbers that lie at a place in the memory that both sides have
    """

    def __init__(
        self,
        buffers: list[bytes],
        other: Callable[[dict[str, Any]], Any] | None = None,
        tagged: Callable[[int, Any], None] = lambda tag, array: None,
        known: Callable[[int], Any] | None = None,
        lent: Callable[[int, Any, int], Any] | None = None,
    ) -> None:
        self.buffers, self.other, self.tagged, self.known = buffers, other, tagged, known
        self.lent = lent
        self.left, self.room = MOST, ROOM
        self.likeness = ""  # the last part of which only its kind is there

    def unpack(self, tree: Any, depth: int = 0) -> Any:
        """The value of a tree."""
        self.left -= 1
        if depth > DEEPEST or self.left < 0:
            raise Unfit("it is too large")
        if tree is None or isinstance(tree, bool | int | float | str):
            return tree
        if isinstance(tree, list):
            return [self.unpack(part, depth + 1) for part in tree]
        try:
            return self._made(tree, depth)
        except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError):
            raise Unfit("it is not as a packer makes it") from None

    def _made(self, tree: dict[str, Any], depth: int) -> Any:
        match tree["t"]:
            case "tuple":
                return tuple(self.unpack(part, depth + 1) for part in tree["v"])
            case "float64":
                return np.float64(floating(tree["v"]))
            case "complex":
                real, imaginary = tree["v"]
                return complex(real, imaginary)
            case "int":
                return int(str(tree["v"])[: LONGEST // 4 + 3], 16)
            case "foreign":
                self.likeness = f"an object of the kind {str(tree['n'])[:80]}"
                return foreign(str(tree["n"]))
            case "masked":
                self.likeness = "a masked array"
                return np.ma.MaskedArray(np.zeros(()))
            case "odd":
                return self._odd(tree)
            case "scalar":
                return numbers(self.buffers, tree, ())[()]
            case "array":
                array = numbers(self.buffers, tree, shape_of(tree), self.lent)
                if "h" in tree:
                    self.tagged(whole(tree["h"]), array)
                return self._view(array, *tree["in"]) if "in" in tree else array
            case "same" if self.known:
                return self._again(self.known(whole(tree["h"])))
        rarer = put_together(tree, lambda part: self.unpack(part, depth + 1), self.left)
        if rarer is not NotImplemented:
            return rarer
        if self.other is None:
            raise Unfit("it is of no known kind")
        return self.other(tree)

    def _again(self, array: Any) -> Any:
        """An array that was told before; whoever reads the value may copy it each time."""
        self.room -= getattr(array, "nbytes", 0)
        if self.room < 0:
            raise Unfit("it is too large")
        return array

    def _view(self, array: Any, tag: Any, offset: Any, strides: list[Any]) -> Any:
        """The same as a view of the array with that number, where ours lies as theirs does."""
        known = np.asarray(self.known(whole(tag)) if self.known else None)
        if dtype_of(known.dtype.str) is None:
            raise Unfit("a view of no numbers")
        known = known if known.flags.c_contiguous else known.T
        if not (known.flags.c_contiguous and known.dtype.isnative):
            return array
        steps = tuple(map(whole, strides))
        made: Any = np.ndarray(array.shape, array.dtype, known, whole(offset), steps)
        return made

    def _odd(self, tree: dict[str, Any]) -> Any:
        """An array of objects, long texts or dates: its kind is all that is kept."""
        self.likeness = "an array of objects, dates or long texts"
        shape = shape_of(tree)
        size = math.prod(shape)
        if size > self.left:
            shape, size = (1,), 1
        self.left -= size
        made = np.zeros(shape, ODD.get(tree["d"], "O"))
        return made[()] if tree.get("scalar") is True else made
