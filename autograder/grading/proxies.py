"""One submission, seen from the trusted side: its names, and the calls of what stands for them.

What crosses is plain data; what comes back is data, or a stand-in. Arrays among the arguments are
shared by number: if the student's code changes one, the check's own copy is changed in the same
way, nobody else's.
"""

from __future__ import annotations

import ast
import contextlib
import linecache
import types
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.check.calling import Reply
from autograder.grading import told
from autograder.grading.crossing import Call
from autograder.grading.inside.pack import Unpacker
from autograder.grading.inside.raw import Unfit
from autograder.grading.inside.wire import Message
from autograder.grading.nursery import NoProcess
from autograder.grading.side import Ended, Side
from autograder.grading.stand_ins import NOTHING, Function, Thing, Unable, stand_in

TAKEN = 64_000_000  # bytes of the arrays of all answers in one question
SUBMITTED = "<what was handed in>"
DEEP = "Your code and what it is handed call each other again and again, without end."
LIKENESS = "`{}` gives {}, which cannot be sent"
Shortcuts = Callable[[str, Sequence[str]], list[str]]


class Pupil:
    """One submission as test cells see it: its names, and how a call of them went.

    shortcuts : finds the forbidden names that the text of a function uses
    text : that of the student's cells so far
    What a test cell must not miss, though it may catch every error, is kept for who runs it:
    `lost`, what our own side could not do; `stopped`, the end of their process at something that
    the test itself asked for; `raised`, the last error of theirs in such a call, as it is told.
    """

    def __init__(
        self,
        side: Side,
        shortcuts: Shortcuts = lambda name, names: [],
        text: Callable[[], str] = lambda: "",
    ) -> None:
        self.side, self.shortcuts, self.text = side, shortcuts, text
        self.ended: Ended | None = None  # a call ended the process: this question is over
        self.unfit: dict[int, Reply] = {}  # functions whose answer was too large: they have it
        self.taken = 0  # bytes of all answers in this question
        self.heard = False  # has their code answered anything in this question?
        self.lost: Exception | None = None
        self.stopped: Ended | None = None
        self.raised: tuple[Exception, str] | None = None
        self.functions: dict[str, Function] = {}  # name: its stand-in, until a cell of theirs runs
        self.starts = 0  # of the process in which these functions live

    def named(self, name: str) -> Any:
        """What the student's name stands for; `NameError` where it stands for nothing."""
        if self.side.line is None or self.side.starts != self.starts:
            self.functions.clear()
        if name in self.functions:
            self.heard = True
            return self.functions[name]
        head, buffers = self.ask({"do": "name", "name": name}, [])
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
                self.ask({"do": "forget"}, [])

    def next_question(self) -> None:
        """A question is over: what ended its process is not the next one's fault."""
        self.ended, self.unfit, self.taken, self.heard = None, {}, 0, False
        self.lost = self.stopped = self.raised = None

    def begin(self) -> None:
        """What is waited for from now on is waited for on behalf of a question."""
        self.side.patience.begin(self.side.settings.question_seconds)

    def ask(self, *message: Any) -> Message:
        """Ask something over there, as `Side.ask` does; whatever else goes wrong is ours."""
        try:
            head, buffers = self.side.ask(*message)
        except Ended:
            raise
        except RecursionError:  # so deep lead only calls of theirs that have ours call them again
            self.side.give_up()
            raise Ended(DEEP) from None
        except Exception as error:
            lost = error if isinstance(error, NoProcess) else NoProcess(repr(error))
            self.lost = lost
            raise lost from error
        self.taken += sum(map(len, buffers))
        if self.taken > TAKEN:
            raise self.side.refuse("more numbers than any question asks for")
        return head, buffers

    def unable(self, why: str) -> Unable:
        """The error to raise where a test asks for what cannot be had, which it is not to miss."""
        error = Unable(why)
        self.heard, self.lost = True, self.lost or error
        return error

    def code_of(self, name: str) -> types.CodeType:
        """What a function's text, as it was handed in, compiles to: for looking at, never run."""
        text = self.text()
        with contextlib.suppress(SyntaxError, ValueError, RecursionError, MemoryError):
            body = ast.parse(text).body
            found: list[ast.stmt] = []
            found += (x for x in body if isinstance(x, ast.FunctionDef) and x.name == name)
            whole = compile(ast.Module(found[-1:], []), SUBMITTED, "exec")
            lines = text.splitlines(keepends=True)
            linecache.cache[SUBMITTED] = len(text), None, lines, SUBMITTED
            for part in whole.co_consts:
                if isinstance(part, types.CodeType) and part.co_name == name:
                    return part
        raise AttributeError(f"the text of {name} is not a function's")

    def look(self, **said: Any) -> Message:
        """Ask something that a test cell itself wants to know of an object of theirs."""
        try:
            return self.ask(said, [])
        except Ended as ended:
            self.stopped = ended
            raise

    def value(self, tree: Any, buffers: list[bytes], name: str = "") -> Any:
        """Data or stand-ins out of a tree."""
        try:
            unpacker = Unpacker(buffers, lambda made: self.stand_in(made, name))
            made = unpacker.unpack(tree)
        except Unfit as error:
            self.stopped = self.side.refuse(str(error))
            raise self.stopped from None
        self.heard = self.heard or not isinstance(made, Function)
        if unpacker.likeness:
            raise self.unable(LIKENESS.format(name or "it", unpacker.likeness))
        return made

    def call(
        self, ref: int, args: tuple[Any, ...], keywords: dict[str, Any], forbidden: Sequence[str]
    ) -> tuple[Reply, list[str], str]:
        """Have a call made over there.

        What it did; the shortcuts that it took; and what of its answer is only a likeness.
        """
        if self.ended is not None:
            raise self.ended
        if ref in self.unfit:
            return replace(self.unfit[ref], args=args), [], ""
        try:
            given = (*args, *keywords.values())
            call = Call(given, self.stand_in, self.number, self.side.refuse, self.side.memory)
            said = {"do": "call", "ref": ref, "args": call.trees, "forbidden": list(forbidden)}
            said["keywords"] = list(keywords)
            head, buffers = self.ask(
                said, call.packer.buffers, self.side.settings.call_seconds, call.answer
            )
            self.heard = True
            reply, called = call.reply(head, buffers)
            if "unfit" in head:
                self.unfit[ref] = reply
            return reply, called, call.likeness
        except Ended as ended:
            self.ended = ended
            raise
        except Exception as error:
            self.lost = self.lost or error
            raise

    def directly(self, ref: int, name: str, args: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
        """A call that a test cell makes itself: what it prints and raises, it does here too."""
        try:
            reply, _, likeness = self.call(ref, args, keywords, ())
        except Ended as ended:
            self.stopped = ended
            raise
        answer = reply.answer
        for given, left in zip((*args, *keywords.values()), reply.args, strict=True):
            _carry_over(given, left)
            answer = given if answer is left else answer
        print(reply.printed, end="")
        if reply.raised and not reply.raised[0]:
            raise self.unable(reply.raised[1])
        if likeness:
            raise self.unable(LIKENESS.format(name, likeness))
        if reply.raised:
            error = told.error(*reply.raised, reply.kinds)
            self.raised = error, told.sentence(name, *reply.raised, reply.line)
            raise error
        return answer

    def number(self, value: Any) -> int | None:
        """The number over there of what a value stands for, if it is a stand-in."""
        return value.__at__.ref if isinstance(value, Thing) and value.__at__.pupil is self else None

    def stand_in(self, tree: dict[str, Any], name: str = "") -> Any:
        """A stand-in for what a tree has a number of."""
        return stand_in(self, tree, name)


def _carry_over(given: Any, left: Any) -> None:
    """Give what the call has changed of an argument, but for arrays, its new parts."""
    if given is left:
        return
    match given, left:
        case (list(), list()):
            given[:] = [*map(_carried, given, left), *left[len(given) :]]
        case (tuple(), tuple()):
            for part in zip(given, left, strict=False):
                _carry_over(*part)
        case (dict(), dict()):
            kept = {key: _carried(given.get(key), part) for key, part in left.items()}
            given.clear()
            given.update(kept)
        case (set(), set()):
            given.clear()
            given.update(left)
        case (deque(), deque()):
            given.clear()
            given.extend(left)
        case (np.random.Generator(), np.random.Generator()):
            given.bit_generator.state = left.bit_generator.state


def _carried(given: Any, left: Any) -> Any:
    """A part of an argument after the call: itself, where it is one that can be changed."""
    if type(given) is not type(left) or not isinstance(given, list | dict | set | deque):
        return left
    _carry_over(given, left)
    return given
