"""The student's side: runs cells, and calls what they defined when it is asked to.

It is told one thing at a time and answers it. What a cell defined stays here; the other side holds
numbers that stand for functions and objects, and gets plain data back. A function that comes with
the arguments of a call lives on the other side: calling it asks over there.

Nothing here is secret, and nothing that is said here is believed.
"""

from __future__ import annotations

import inspect
import random
import sys
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.check.calling import Here
from autograder.grading.inside.cells import Runner
from autograder.grading.inside.pack import Packer, Unfit, Unpacker
from autograder.grading.inside.wire import ERRORS, Line, Message

TRACKED = 1000  # arrays of one call whose changes are told
PARAMETERS = 40
DEFAULT = 80  # letters of a default value in a signature
TOLD = 500  # letters of an error or a warning


class Server:
    """Answers messages until the line is closed."""

    def __init__(self, line: Line) -> None:
        self.line, self.runner = line, Runner()
        self.held: list[Any] = []  # what the other side has a number of
        self.callers: dict[tuple[int, tuple[str, ...]], Here] = {}

    def serve(self) -> None:
        """Answer until the other side hangs up."""
        np.random.seed()  # noqa: NPY002 - every fork would draw the same numbers
        random.seed()
        while True:
            head, buffers = self.line.receive()
            answer: Callable[..., Message] = getattr(self, "do_" + head.pop("do"))
            try:
                reply = answer(buffers, **head)
            except KeyboardInterrupt:
                reply = {"raised": ["KeyboardInterrupt", ""]}, []
            try:
                self.line.send(*reply)
            except (ValueError, TypeError) as error:  # too large, or with a name that is no text
                self.line.send({"unfit": str(error)[:80]}, [])

    def do_cell(self, _: Any, source: str, pictures: bool) -> Message:
        """Run a cell."""
        return self.runner.run(source, pictures), []

    def do_name(self, _: Any, name: str) -> Message:
        """What a name stands for: data, or the number of a function or an object."""
        if name not in self.runner.names:
            return {"missing": True}, []
        return self._value(self.runner.names[name])

    def do_attribute(self, _: Any, ref: int, name: str) -> Message:
        """The same for an attribute of an object."""
        try:
            return self._value(getattr(self.held[ref], name))
        except BaseException as error:
            return {"raised": [type(error).__name__, _text(error)]}, []

    def do_same(self, _: Any, ref: int, names: list[str]) -> Message:
        """The first of these dotted names that is this very function."""
        for name in names:
            module, _, attribute = name.rpartition(".")
            if getattr(sys.modules.get(module), attribute, None) is self.held[ref]:
                return {"name": name}, []
        return {"name": None}, []

    def do_forget(self, _: Any) -> Message:
        """The numbers given so far mean nothing any more."""
        self.held.clear()
        self.callers.clear()
        return {}, []

    def do_call(
        self, buffers: list[bytes], ref: int, args: Any, keywords: Any, forbidden: list[str]
    ) -> Message:
        """Call a function; the answer, the changes of its arguments, the shortcuts it took."""
        call = Call(self, buffers)
        values = tuple(call.arriving(tree) for tree in args)
        named = {name: call.arriving(tree) for name, tree in keywords.items()}
        function = self.held[ref]
        if named:
            caller = Here(lambda *positional: function(*positional, **named), forbidden)
        else:
            key = ref, tuple(forbidden)
            caller = self.callers.setdefault(key, Here(function, forbidden))
        before = [_form(value) for value in values]
        reply = caller.call(values)
        packer = Packer(self._hold, call.tag)
        said: dict[str, Any] = {
            "raised": [part[:TOLD] for part in reply.raised] if reply.raised else None,
            "line": reply.line[:200],
            "warned": reply.warned[:TOLD],
            "called": caller.called,
        }
        try:
            said["answer"] = packer.pack(reply.answer)
        except Unfit as error:
            said["unfit"] = str(error)
        except Exception:
            said["answer"] = {"t": "foreign", "n": type(reply.answer).__name__}
        after = Packer(self._hold)
        after.buffers = packer.buffers
        said["after"] = {
            str(i): after.pack(value) for i, value in enumerate(values) if _form(value) != before[i]
        }
        said["updates"] = call.updates(packer)
        return said, packer.buffers

    def _value(self, value: Any) -> Message:
        packer = Packer(self._hold)
        try:
            return {"value": packer.pack(value)}, packer.buffers
        except Exception:
            return {"value": {"t": "foreign", "n": type(value).__name__}}, []

    def _hold(self, value: Any) -> Any:
        """A function or an object gets a number, with what is said of it without calling it."""
        self.held.append(value)
        made = {"t": "remote", "n": len(self.held) - 1, "type": type(value).__name__}
        return {**made, "callable": callable(value), "parameters": _parameters(value)}


@dataclass
class Told:
    """An array as the other side knows it."""

    array: weakref.ref[Any]
    content: bytes
    form: Any


class Call:
    """The arrays of one call that both sides know, and the functions that ask over there."""

    def __init__(self, server: Server, buffers: list[bytes]) -> None:
        self.server, self.buffers = server, buffers
        self.arrays: dict[int, Told] = {}  # tag: the array, as the other side knows it
        self.tags: dict[int, int] = {}  # id of the array: tag
        self.made = 0

    def arriving(self, tree: Any) -> Any:
        """An argument; its arrays are remembered by their tags."""
        return Unpacker(self.buffers, self._function, self._keep, self._known).unpack(tree)

    def tag(self, array: Any) -> tuple[int | None, bool]:
        """The tag of an array on its way out, and whether the other side has it as it is."""
        tag = self.tags.get(id(array))
        return (
            (None, False) if tag is None or self.arrays[tag].form != _form(array) else (tag, True)
        )

    def updates(self, packer: Packer) -> list[Any]:
        """The arrays that have changed since the other side last heard of them."""
        plain = Packer()
        plain.buffers = packer.buffers
        changed = []
        for tag, told in list(self.arrays.items()):
            array: Any = told.array()
            if array is not None and (now := array.tobytes()) != told.content:
                told.content = now
                changed.append([tag, plain.pack(array)])
        return changed

    def _keep(self, tag: int, array: Any) -> None:
        """Remember an array for as long as somebody here holds it: after that it cannot change."""
        number = id(array)

        def gone(_: Any) -> None:
            del self.arrays[tag], self.tags[number]

        self.arrays[tag] = Told(weakref.ref(array, gone), array.tobytes(), _form(array))
        self.tags[number] = tag

    def _known(self, tag: int) -> Any:
        return self.arrays[tag].array()

    def _function(self, tree: dict[str, Any]) -> Any:
        """A function of the other side: by its name where both have it, else by asking."""
        if tree["t"] == "named":
            module, _, attribute = tree["n"].rpartition(".")
            return getattr(sys.modules[module], attribute)
        number = tree["n"]

        def asked(*args: Any) -> Any:
            return self._ask(number, args)

        asked.__name__ = asked.__qualname__ = tree["name"]
        if tree["type"] == "function":
            return asked
        call = {"__call__": lambda self, *args: asked(*args)}
        return type(tree["type"], (), call)()

    def _ask(self, number: int, args: tuple[Any, ...]) -> Any:
        packer = Packer(tag=self._new_tag)
        trees = [packer.pack(value) for value in args]
        said = {"callback": number, "args": trees, "updates": self.updates(packer)}
        self.server.line.send(said, packer.buffers)
        head, buffers = self.server.line.receive()
        if head.get("raised"):
            name, text = head["raised"]
            raise ERRORS.get(name, RuntimeError)(text)
        return Unpacker(buffers).unpack(head["value"])

    def _new_tag(self, array: Any) -> tuple[int | None, bool]:
        """Arrays that go over there may be kept over there: they get a tag on the way."""
        tag, known = self.tag(array)
        if known or len(self.arrays) >= TRACKED or type(array) is not np.ndarray:
            return tag, known
        self.made -= 1
        self._keep(self.made, array)
        return self.made, False


def _form(value: Any) -> Any:
    """What of an argument is not in the bytes of its arrays: shapes, lengths, parts of lists."""
    if isinstance(value, np.ndarray):
        return id(value), value.shape, value.dtype.str
    if isinstance(value, list | tuple):
        return type(value).__name__, [_form(part) for part in value]
    if isinstance(value, dict):
        return [(key, _form(part)) for key, part in value.items()]
    return value if isinstance(value, int | float | str | bool | None) else id(value)


def _parameters(value: Any) -> Any:
    """[name, kind, default] of every parameter; None where Python cannot say."""
    try:
        signature = inspect.signature(value)
        return [
            [p.name, int(p.kind), None if p.default is p.empty else repr(p.default)[:DEFAULT]]
            for p in signature.parameters.values()
        ][:PARAMETERS]
    except Exception:
        return None


def _text(error: BaseException) -> str:
    try:
        return str(error)[:TOLD]
    except Exception:
        return "(its message could not be read)"
