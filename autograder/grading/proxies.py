"""What stands for a student's functions and objects on the trusted side.

A test cell calls them as it would call the real ones. What crosses is plain data; what comes back
is data, or once more a stand-in. Arrays among the arguments are shared by number: if the student's
code changes one, the check's own copy is changed in the same way, nobody else's.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from autograder.check.calling import Elsewhere, Reply
from autograder.check.exercise import Endless
from autograder.grading import told
from autograder.grading.crossing import Call
from autograder.grading.inside.pack import Unfit, Unpacker
from autograder.grading.side import Ended, Side

TAKEN = 64_000_000  # bytes of the arrays of all answers in one question
NOTHING = {"t": "foreign", "n": "value that is too large to be sent"}
Shortcuts = Callable[[str, Sequence[str]], list[str]]


class Pupil:
    """One submission as test cells see it: its names, and how a call of them went.

    shortcuts : finds the forbidden names that the text of a function uses
    """

    def __init__(self, side: Side, shortcuts: Shortcuts = lambda name, names: []) -> None:
        self.side, self.shortcuts = side, shortcuts
        self.ended: Ended | None = None  # a call ended the process: this question is over
        self.unfit: dict[int, Reply] = {}  # functions whose answer was too large: they have it
        self.taken = 0  # bytes of all answers in this question
        self.heard = False  # has their code answered anything in this question?
        self.functions: dict[str, Function] = {}  # name: its stand-in, until a cell of theirs runs
        self.starts = 0  # of the process in which these functions live

    def named(self, name: str) -> Any:
        """What the student's name stands for; `NameError` where it stands for nothing."""
        if self.side.line is None or self.side.starts != self.starts:
            self.functions.clear()
        if name in self.functions:
            self.heard = True
            return self.functions[name]
        head, buffers = self.side.ask({"do": "name", "name": name}, [])
        if head.get("missing"):
            raise NameError(f"`{name}` is not defined.")
        self.starts = self.side.starts
        made = self.value(head.get("value", NOTHING), buffers, name)
        if isinstance(made, Function):
            self.functions[name] = made
        return made

    def forget(self) -> None:
        """A cell of theirs is to be run: it may change what a name stands for, and what it does."""
        if self.functions:
            self.functions.clear()
            with contextlib.suppress(Ended):
                self.side.ask({"do": "forget"}, [])

    def next_question(self) -> None:
        """A question is over: what ended its process is not the next one's fault."""
        self.ended, self.unfit, self.taken, self.heard = None, {}, 0, False

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
        if ref in self.unfit:
            return replace(self.unfit[ref], args=args), []
        call = Call(args, self.stand_in, self.side.refuse)
        said = {"do": "call", "ref": ref, "args": call.trees, "forbidden": list(forbidden)}
        said["keywords"] = {name: call.packer.pack(value) for name, value in keywords.items()}
        try:
            head, buffers = self.side.ask(
                said, call.packer.buffers, self.side.settings.call_seconds, call.answer
            )
            self.heard = True
            self.taken += sum(map(len, buffers))
            if self.taken > TAKEN:
                raise self.side.refuse("more numbers than any question asks for")
            reply, called = call.reply(head, buffers)
            if "unfit" in head:
                self.unfit[ref] = reply
            return reply, called
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

    def __init__(self, pupil: Pupil, ref: int, name: str) -> None:
        super().__init__(pupil, ref, name)
        self._callers: dict[Sequence[str], Caller] = {}
        self._same: dict[Sequence[str], str | None] = {}

    def __call__(self, *args: Any, **keywords: Any) -> Any:
        """As a test cell calls it that does not go through a check."""
        reply, _ = self._pupil.call(self._ref, args, keywords, ())
        for given, left in zip(args, reply.args, strict=True):
            _carry_over(given, left)
        if reply.raised:
            raise told.error(*reply.raised)
        return reply.answer

    def caller(self, forbidden: Sequence[str]) -> Caller:
        """One for a function, whichever suite asks: what it has seen on a case it knows."""
        if forbidden not in self._callers:
            self._callers[forbidden] = Caller(self._pupil, self._ref, forbidden, self._name)
        return self._callers[forbidden]

    def one_of(self, forbidden: Sequence[str]) -> str | None:
        if forbidden not in self._same:
            said = {"do": "same", "ref": self._ref, "names": list(forbidden)}
            found = self._pupil.side.ask(said, [])[0].get("name")
            self._same[forbidden] = found if found in forbidden else None
        return self._same[forbidden]


class Caller:
    """Makes the calls of one check."""

    def __init__(self, pupil: Pupil, ref: int, forbidden: Sequence[str], name: str) -> None:
        self.pupil, self.ref, self.forbidden = pupil, ref, forbidden
        self.called = pupil.shortcuts(name, forbidden)
        self.outcomes: dict[Any, Any] = {}

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


def _carry_over(given: Any, left: Any) -> None:
    """Give a list or a table that the call has changed its new parts."""
    if given is not left and isinstance(given, list) and isinstance(left, list):
        given[:] = left
    if given is not left and isinstance(given, dict) and isinstance(left, dict):
        given.clear()
        given.update(left)
