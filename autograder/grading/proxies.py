"""What stands for a student's functions and objects on the trusted side.

A test cell calls them as it would call the real ones. What crosses is plain data; what comes back
is data, or once more a stand-in. Arrays among the arguments are shared by number: if the student's
code changes one, the check's own copy is changed in the same way, nobody else's.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.check.calling import Elsewhere, Reply
from autograder.check.exercise import Endless
from autograder.grading import told
from autograder.grading.inside.pack import Packer, Unfit, Unpacker
from autograder.grading.inside.wire import Message
from autograder.grading.side import Ended, Side

BY_NAME = ("numpy", "nnlib")  # libraries whose functions travel by name
NOTHING = {"t": "foreign", "n": "value that is too large to be sent"}
ASKED = 4_000_000  # bytes of the arrays that a function of ours is asked about
Shortcuts = Callable[[str, Sequence[str]], list[str]]


class Pupil:
    """One submission as test cells see it: its names, and how a call of them went.

    shortcuts : finds the forbidden names that the text of a function uses
    """

    def __init__(self, side: Side, shortcuts: Shortcuts = lambda name, names: []) -> None:
        self.side, self.shortcuts = side, shortcuts
        self.ended: Ended | None = None  # a call ended the process: this question is over
        self.heard = False  # has their code answered anything in this question?

    def named(self, name: str) -> Any:
        """What the student's name stands for; `NameError` where it stands for nothing."""
        head, buffers = self.side.ask({"do": "name", "name": name}, [])
        if head.get("missing"):
            raise NameError(f"`{name}` is not defined.")
        return self.value(head.get("value", NOTHING), buffers, name)

    def forget(self) -> None:
        """A question is over: its stand-ins mean nothing any more."""
        self.ended, self.heard = None, False
        if self.side.line is not None:
            self.side.ask({"do": "forget"}, [])

    def value(self, tree: Any, buffers: list[bytes], name: str = "") -> Any:
        """Data or stand-ins out of a tree."""
        try:
            made = Unpacker(buffers, lambda made: self.stand_in(made, name)).unpack(tree)
            self.heard = self.heard or not isinstance(made, Function)
            return made
        except Unfit as error:
            raise self.side.refuse(str(error)) from None

    def call(
        self, ref: int, args: tuple[Any, ...], keywords: dict[str, Any], forbidden: Sequence[str]
    ) -> tuple[Reply, list[str]]:
        """Have a call made over there; what it did, and the shortcuts that it took."""
        if self.ended is not None:
            raise self.ended
        call = Call(self, args)
        said = {"do": "call", "ref": ref, "args": call.trees, "forbidden": list(forbidden)}
        said["keywords"] = {name: call.packer.pack(value) for name, value in keywords.items()}
        try:
            head, buffers = self.side.ask(
                said, call.packer.buffers, self.side.settings.call_seconds, call.answer
            )
            self.heard = True
            return call.reply(head, buffers)
        except Ended as ended:
            self.ended = ended
            raise

    def stand_in(self, tree: dict[str, Any], name: str = "") -> Any:
        """A stand-in for what a tree has a number of."""
        if tree["t"] != "remote":
            raise Unfit("it is of no known kind")
        kind = str(tree["type"])[:80] or "object"
        base = Function if tree["callable"] is True else Thing
        made = type(kind, (base,), {})(self, int(tree["n"]), name)
        if base is Function:
            made.__name__ = name or kind
            if (signature := told.signature(tree.get("parameters"))) is not None:
                made.__signature__ = signature
        return made


class Thing:
    """Stands for an object of the student's: its attributes are asked for over there."""

    def __init__(self, pupil: Pupil, ref: int, name: str) -> None:
        self._pupil, self._ref, self._name = pupil, ref, name

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        head, buffers = self._pupil.side.ask(
            {"do": "attribute", "ref": self._ref, "name": name}, []
        )
        if head.get("raised"):
            raise AttributeError(told.words(head["raised"])[1])
        return self._pupil.value(head.get("value", NOTHING), buffers, name)


class Function(Thing, Elsewhere):
    """Stands for something of the student's that can be called."""

    def __call__(self, *args: Any, **keywords: Any) -> Any:
        """As a test cell calls it that does not go through a check."""
        reply, _ = self._pupil.call(self._ref, args, keywords, ())
        for given, left in zip(args, reply.args, strict=True):
            _carry_over(given, left)
        if reply.raised:
            raise told.error(*reply.raised)
        return reply.answer

    def caller(self, forbidden: Sequence[str]) -> Caller:
        return Caller(self._pupil, self._ref, forbidden, self._name)

    def one_of(self, forbidden: Sequence[str]) -> str | None:
        said = {"do": "same", "ref": self._ref, "names": list(forbidden)}
        found = self._pupil.side.ask(said, [])[0].get("name")
        return found if found in forbidden else None


class Caller:
    """Makes the calls of one check."""

    def __init__(self, pupil: Pupil, ref: int, forbidden: Sequence[str], name: str) -> None:
        self.pupil, self.ref, self.forbidden = pupil, ref, forbidden
        self.called = pupil.shortcuts(name, forbidden)

    def call(self, args: tuple[Any, ...]) -> Reply:
        """A call that ends the process is the answer to all that follow."""
        try:
            reply, called = self.pupil.call(self.ref, args, {}, self.forbidden)
        except Ended as ended:
            if ended.late:
                raise Endless from None
            return Reply(args=args, raised=("", str(ended)))
        self.called += [name for name in called if name not in self.called]
        return reply


class Call:
    """What crosses in one call: the arrays that both sides know, the functions that are asked."""

    def __init__(self, pupil: Pupil, args: tuple[Any, ...]) -> None:
        self.pupil, self.args = pupil, args
        self.arrays: dict[int, Any] = {}
        self.functions: list[Callable[..., Any]] = []
        self.packer = Packer(self._function, self._tag)
        self.trees = [self.packer.pack(value) for value in args]

    def answer(self, message: Message) -> Message | None:
        """The answer to a question of theirs; None where the call is over."""
        head, buffers = message
        if "callback" not in head:
            return None
        try:
            if sum(map(len, buffers)) > ASKED:
                raise Unfit("a question with more numbers than any of ours has an answer to")
            self._update(head["updates"], buffers)
            args = [self._unpacker(buffers).unpack(tree) for tree in head["args"]]
            function = self.functions[head["callback"]]
        except (Unfit, KeyError, IndexError, TypeError, ValueError) as error:
            raise self.pupil.side.refuse(str(error)) from None
        packer = Packer()
        try:
            return {"value": packer.pack(function(*args))}, packer.buffers
        except Exception as error:
            return {"raised": [type(error).__name__, str(error)]}, []

    def reply(self, head: dict[str, Any], buffers: list[bytes]) -> tuple[Reply, list[str]]:
        """What the call did, in our own words."""
        try:
            self._update(head.get("updates", []), buffers)
            unpacker = self._unpacker(buffers)
            after = {int(i): unpacker.unpack(tree) for i, tree in head.get("after", {}).items()}
            args = tuple(after.get(i, value) for i, value in enumerate(self.args))
            called = [str(name)[: told.TOLD] for name in head.get("called", [])]
            if head.get("raised"):
                name, text = told.words(head["raised"])
                line = str(head.get("line", ""))[: told.TOLD]
                return Reply(args=args, raised=(name or "an error", text), line=line), called
            if "unfit" in head:
                raised = (
                    "",
                    f"What it returned cannot be read: {str(head['unfit'])[: told.TOLD]}.",
                )
                return Reply(args=args, raised=raised), called
            answer = unpacker.unpack(head["answer"])
            return Reply(answer, args, warned=str(head.get("warned", ""))[: told.TOLD]), called
        except (Unfit, KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
            raise self.pupil.side.refuse(str(error)) from None

    def _unpacker(self, buffers: list[bytes]) -> Unpacker:
        return Unpacker(buffers, self.pupil.stand_in, self._keep, self._known)

    def _tag(self, array: Any) -> tuple[int | None, bool]:
        """Each array of the arguments gets a number; the same array twice has the same one."""
        for tag, seen in self.arrays.items():
            if seen is array:
                return tag, True
        self.arrays[len(self.arrays)] = array
        return len(self.arrays) - 1, False

    def _keep(self, tag: int, array: Any) -> None:
        if tag in self.arrays:
            raise Unfit("two arrays have one number")
        self.arrays[tag] = array

    def _known(self, tag: int) -> Any:
        if tag not in self.arrays:
            raise Unfit("an array that nobody knows")
        return self.arrays[tag]

    def _update(self, updates: list[Any], buffers: list[bytes]) -> None:
        """Change our copies as theirs have changed."""
        for tag, tree in updates:
            new, old = Unpacker(buffers).unpack(tree), self._known(tag)
            if isinstance(new, np.ndarray) and (new.shape, new.dtype) == (old.shape, old.dtype):
                old[...] = new

    def _function(self, value: Any) -> Any:
        """A function on its way over there: by name where both sides have it."""
        module, name = getattr(value, "__module__", None), getattr(value, "__name__", "")
        if isinstance(value, np.ufunc):
            module = "numpy"
        known = getattr(sys.modules.get(str(module)), name, None)
        if known is value and str(module).split(".")[0] in BY_NAME:
            return {"t": "named", "n": f"{module}.{name}"}
        if not callable(value):
            raise Unfit(f"a {type(value).__name__} does not travel")
        self.functions.append(value)
        number, kind = len(self.functions) - 1, type(value).__name__
        return {"t": "function", "n": number, "name": name or kind, "type": kind}


def _carry_over(given: Any, left: Any) -> None:
    """Give a list or a table that the call has changed its new parts."""
    if given is not left and isinstance(given, list) and isinstance(left, list):
        given[:] = left
    if given is not left and isinstance(given, dict) and isinstance(left, dict):
        given.clear()
        given.update(left)
