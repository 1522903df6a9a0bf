"""The student's side: runs cells, and calls what they defined when it is asked to.

It is told one thing at a time and answers it. What a cell defined stays here; the other side holds
numbers that stand for functions and objects, and gets plain data back. A function that comes with
the arguments of a call lives on the other side: calling it asks over there.

Nothing here is secret, and nothing that is said here is believed.
"""

from __future__ import annotations

import contextlib
import inspect
import itertools
import random
import sys
from collections import deque
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.check.calling import Here
from autograder.grading.inside.cells import Printed, Runner
from autograder.grading.inside.memory import Lent
from autograder.grading.inside.methods import special
from autograder.grading.inside.pack import Packer
from autograder.grading.inside.raw import Unfit
from autograder.grading.inside.shared import Call, form
from autograder.grading.inside.wire import Line, Message

PARAMETERS = 40
KINDS = 20  # classes that an error comes from
DEFAULT = 80  # letters of a default value in a signature
TOLD = 500  # letters of an error or a warning


class Server:
    """Answers messages until the line is closed."""

    def __init__(self, line: Line, lent: Lent) -> None:
        self.line, self.lent, self.runner = line, lent, Runner()
        self.held: list[Any] = []  # what the other side has a number of
        self.callers: dict[tuple[int, tuple[str, ...]], Here] = {}

    def serve(self) -> None:
        """Answer until the other side hangs up."""
        np.random.seed()  # noqa: NPY002 - every fork would draw the same numbers
        random.seed()
        while True:
            self.answer(self.line.receive())

    def answer(self, message: Message) -> None:
        """Answer one message."""
        head, buffers = message
        do: Callable[..., Message] = getattr(self, "do_" + head.pop("do"))
        try:
            reply = do(buffers, **head)
        except KeyboardInterrupt:
            reply = {"raised": ["KeyboardInterrupt", ""]}, []
        try:
            self.line.send(*reply)
        except (ValueError, TypeError) as error:  # too large, or with a name that is no text
            self.line.send({"unfit": str(error)[:80]}, [])

    def do_cell(self, buffers: list[bytes], pictures: bool, own: bool) -> Message:
        """Run a cell; its text comes as bytes, which no letter of it makes longer."""
        return self.runner.run(buffers[0].decode(), pictures, own), []

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

    def do_several(self, _: Any, ref: int, most: int) -> Message:
        """The next values of an iterator; fewer than asked for where it ends."""
        try:
            return self._value(list(itertools.islice(self.held[ref], most)))
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
        self, buffers: list[bytes], ref: int, args: Any, keywords: list[str], forbidden: list[str]
    ) -> Message:
        """Call a function; the answer, the changes of its arguments, the shortcuts it took.

        keywords : the names of the last arguments, where they are given by name
        """
        call = Call(self.line, buffers, self.held, self.answer, self.lent)
        values = tuple(call.arriving(tree) for tree in args)
        function = self.held[ref]
        if keywords:
            caller = Here(_with_names(function, keywords), forbidden)
        else:
            key = ref, tuple(forbidden)
            caller = self.callers.setdefault(key, Here(function, forbidden))
        before = [form(value) for value in values]
        printed = Printed()
        with contextlib.redirect_stdout(printed):
            reply = caller.call(values)
        packer = Packer(self._hold, call.tag, call.place)
        said: dict[str, Any] = {
            "raised": [part[:TOLD] for part in reply.raised] if reply.raised else None,
            "kinds": [name[:TOLD] for name in reply.kinds[:KINDS]],
            "printed": printed.text(),
            "line": reply.line[:200],
            "warned": reply.warned[:TOLD],
            "called": caller.called,
        }
        try:
            said["answer"] = _given(reply.answer, values) or packer.pack(reply.answer)
        except Unfit as error:
            said["unfit"] = str(error)
        except Exception:
            said["answer"] = {"t": "foreign", "n": type(reply.answer).__name__}
        after = Packer(self._hold)
        after.buffers = packer.buffers
        said["after"] = {
            str(i): after.pack(value) for i, value in enumerate(values) if form(value) != before[i]
        }
        said["updates"] = call.updates(packer)
        said["live"] = self.lent.live()
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
        made["special"] = special(value)
        made["hashable"] = type(value).__hash__ is not None
        made["name"] = _name(value)
        return {**made, "callable": callable(value), "parameters": _parameters(value)}


def _with_names(function: Any, names: list[str]) -> Callable[..., Any]:
    """The function, called with its last arguments by these names."""

    def called(*args: Any) -> Any:
        most = len(args) - len(names)
        return function(*args[:most], **dict(zip(names, args[most:], strict=True)))

    return called


def _given(answer: Any, values: tuple[Any, ...]) -> Any:
    """The tree of an answer that is one of the arguments itself, if it can be changed."""
    if type(answer) in (list, dict, set, deque):
        for number, value in enumerate(values):
            if value is answer:
                return {"t": "given", "n": number}
    return None


def _name(value: Any) -> str | None:
    """What a function or a class is called by itself."""
    try:
        return str(value.__name__)[:DEFAULT]
    except Exception:
        return None


def _parameters(value: Any) -> Any:
    """[name, kind, default as a text, default] of every parameter; None where Python cannot say.

    The default itself is said where it is plain, and left out, like its text, where there is none.
    """
    try:
        signature = inspect.signature(value)
        return [_parameter(p) for p in signature.parameters.values()][:PARAMETERS]
    except Exception:
        return None


def _parameter(p: inspect.Parameter) -> list[Any]:
    if p.default is p.empty:
        return [p.name, int(p.kind), None]
    text = repr(p.default)
    plain = len(text) <= DEFAULT and type(p.default) in (type(None), bool, int, float, str)
    return [p.name, int(p.kind), text[:DEFAULT], *([p.default] if plain else [])]


def _text(error: BaseException) -> str:
    try:
        return str(error)[:TOLD]
    except Exception:
        return "(its message could not be read)"
