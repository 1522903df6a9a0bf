"""What both sides share in one call: its arrays, by numbers, and the functions of the other side.

An array that a student's code changes is changed over there too, at the next message: those that
came as arguments lie in memory that the other side looks into, all others are told. A function
among the arguments lives over there: calling it asks.
"""

from __future__ import annotations

import sys
import weakref
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.lib.array_utils import byte_bounds

from autograder.grading.inside.memory import Lent
from autograder.grading.inside.pack import Packer, Unpacker
from autograder.grading.inside.wire import ERRORS, Line, Message

TRACKED = 1000  # arrays of one call whose changes are told
DEEP = 60  # calls within calls, the most that it takes to ask a function of the other side


@dataclass
class Told:
    """An array as the other side knows it; without content where that side sees it for itself."""

    array: weakref.ref[Any]
    content: bytes | None
    form: Any


class Call:
    """The arrays of one call that both sides know, and the functions that ask over there.

    held : what the other side has a number of; it may come back as an argument
    serve : answers that side, where it asks something before it answers itself
    """

    def __init__(
        self,
        line: Line,
        buffers: list[bytes],
        held: Sequence[Any],
        serve: Callable[[Message], None],
        lent: Lent,
    ) -> None:
        self.line, self.buffers, self.held, self.serve = line, buffers, held, serve
        self.lent = lent
        self.arrays: dict[int, Told] = {}  # tag: the array, as the other side knows it
        self.tags: dict[int, int] = {}  # id of the array: tag
        self.made = 0

    def arriving(self, tree: Any) -> Any:
        """An argument; its arrays are remembered by their tags."""
        made = Unpacker(self.buffers, self._function, self._keep, self._known, self.lent.array)
        return made.unpack(tree)

    def tag(self, array: Any) -> tuple[int | None, bool]:
        """The tag of an array on its way out, and whether the other side has it as it is."""
        tag = self.tags.get(id(array))
        return (None, False) if tag is None or self.arrays[tag].form != form(array) else (tag, True)

    def place(self, array: Any) -> list[Any] | None:
        """[tag, offset, strides] of an array that is a view of one that the other side has."""
        if array.base is None or not array.size:
            return None
        low, high = byte_bounds(array)
        for tag, told in self.arrays.items():
            known: Any = told.array()
            if known is not None and told.form == form(known):
                start, end = byte_bounds(known)
                if start <= low and high <= end:
                    first = array.__array_interface__["data"][0]
                    return [tag, first - start, list(array.strides)]
        return None

    def updates(self, packer: Packer) -> list[Any]:
        """The arrays that have changed since the other side last heard of them."""
        plain = Packer()
        plain.buffers = packer.buffers
        changed = []
        for tag, told in list(self.arrays.items()):
            array: Any = told.array()
            if array is None or told.content is None:
                continue
            if (now := array.tobytes()) != told.content:
                told.content = now
                changed.append([tag, plain.pack(array)])
        return changed

    def _keep(self, tag: int, array: Any) -> None:
        """Remember an array for as long as somebody here holds it: after that it cannot change."""
        number = id(array)

        def gone(_: Any) -> None:
            del self.arrays[tag], self.tags[number]

        content = None if self.lent.holds(array) else array.tobytes()
        self.arrays[tag] = Told(weakref.ref(array, gone), content, form(array))
        self.tags[number] = tag

    def _known(self, tag: int) -> Any:
        return self.arrays[tag].array()

    def _function(self, tree: dict[str, Any]) -> Any:
        """A function of the other side: by its name where both have it, else by asking."""
        if tree["t"] == "held":
            return self.held[tree["n"]]
        if tree["t"] == "named":
            module, _, attribute = tree["n"].rpartition(".")
            return getattr(sys.modules[module], attribute)
        number, plain = tree["n"], tree["type"] == "function"

        def asked(*args: Any) -> Any:
            watching = sys.getprofile()
            sys.setprofile(None)  # whoever looks for shortcuts finds none on the way over there
            try:
                return self._ask(number, args, plain)
            finally:
                sys.setprofile(watching)

        asked.__name__ = asked.__qualname__ = tree["name"]
        if plain:
            return asked
        call = {"__call__": lambda self, *args: asked(*args)}
        return type(tree["type"], (), call)()

    def _ask(self, number: int, args: tuple[Any, ...], plain: bool) -> Any:
        """Call a function of theirs.

        plain : an object may keep the arrays that it is given, and notice when they change; a
            function does not, and is told of no changes
        """
        _needs(DEEP)
        packer = Packer() if plain else Packer(tag=self._new_tag)
        said: dict[str, Any] = {"callback": number, "args": [packer.pack(x) for x in args]}
        if not plain:
            said["updates"] = self.updates(packer)
        self.line.send(said, packer.buffers)
        head, buffers = self.line.receive()
        while "do" in head:  # a function of theirs that calls one of ours
            self.serve((head, buffers))
            head, buffers = self.line.receive()
        if head.get("raised"):
            name, text = head["raised"]
            raise ERRORS.get(name, RuntimeError)(text)
        unpacker = Unpacker(buffers)
        value = unpacker.unpack(head["value"])
        for i, tree in head["drawn"].items():
            args[int(i)].bit_generator.state = unpacker.unpack(tree).bit_generator.state
        return value

    def _new_tag(self, array: Any) -> tuple[int | None, bool]:
        """Arrays that go over there may be kept over there: they get a tag on the way."""
        tag, known = self.tag(array)
        if known or len(self.arrays) >= TRACKED or type(array) is not np.ndarray:
            return tag, known
        self.made -= 1
        self._keep(self.made, array)
        return self.made, False


def form(value: Any) -> Any:
    """What of an argument is not in the bytes of its arrays: shapes, lengths, parts of lists."""
    if isinstance(value, np.ndarray):
        return id(value), value.shape, value.dtype.str
    if isinstance(value, list | tuple):
        return type(value).__name__, [form(part) for part in value]
    if isinstance(value, dict):
        return [(key, form(part)) for key, part in value.items()]
    if isinstance(value, set | deque):
        return set(value) if isinstance(value, set) else [form(part) for part in value]
    if isinstance(value, np.random.Generator):
        return form(value.bit_generator.state)
    return value if isinstance(value, int | float | str | bool | None) else id(value)


def _needs(frames: int) -> None:
    """RecursionError where so many do not fit: before a word is said, not in the middle of it."""
    if frames:
        _needs(frames - 1)
