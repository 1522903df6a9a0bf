"""One call of a student's function, in the process where it lives.

What it answered or raised, what numpy warned of, which shortcuts it took. A grader keeps the
student's functions in another process: there its stand-in is an `Elsewhere`, which knows how to
have the call made over there.
"""

from __future__ import annotations

import dis
import importlib
import linecache
import traceback
import warnings
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from functools import cache
from types import CodeType
from typing import Any, Protocol

import numpy as np

from autograder.check.exercise import Case, Endless
from autograder.check.shortcuts import Recorder

IMPORTS = dis.opmap["IMPORT_NAME"]


@dataclass(frozen=True)
class Reply:
    """What a call did.

    answer : what it returned, unread
    args : its arguments as it left them
    raised : the exception's type and text; a sentence alone where the type says nothing
    kinds : the classes that the exception's type comes from
    line : the student's line that raised it, where its text can be had
    warned : what numpy warned of
    printed : what it printed, where a grader made the call elsewhere
    touched : the arguments in which a grader itself saw an array change
    """

    answer: Any = None
    args: tuple[Any, ...] = ()
    raised: tuple[str, str] | None = None
    kinds: tuple[str, ...] = ()
    line: str = ""
    warned: str = ""
    printed: str = ""
    touched: frozenset[int] = frozenset()


class Caller(Protocol):
    """Calls one function again and again.

    called : the shortcuts that it took
    outcomes : case -> what was seen of the function on it
    """

    called: list[str]
    outcomes: dict[Case, Any]

    def call(self, args: tuple[Any, ...]) -> Reply: ...


class Elsewhere:
    """Stands for a function in another process."""

    def caller(self, forbidden: Sequence[str]) -> Caller:
        """What makes the calls over there."""
        raise NotImplementedError

    def one_of(self, forbidden: Sequence[str]) -> str | None:
        """The forbidden name that this very function goes by in its library, if any."""
        raise NotImplementedError


class Here:
    """Makes the calls in this process.

    within : a context for the time of the call itself, such as a deadline
    """

    def __init__(
        self,
        function: Callable[..., Any],
        forbidden: Sequence[str],
        within: Callable[[], AbstractContextManager[Any]] = nullcontext,
    ) -> None:
        self.function, self.within = function, within
        _import_first(getattr(function, "__code__", None))
        self.recorder = Recorder(forbidden, function)
        self.called = self.recorder.called
        self.outcomes: dict[Case, Any] = {}

    def call(self, args: tuple[Any, ...]) -> Reply:
        """An overdue call and an interrupt by hand go through; all else is told."""
        try:
            answer, warned = self._call(args)
        except (KeyboardInterrupt, Endless):
            raise
        except BaseException as error:
            raised = type(error).__name__, _text(error)
            line = _line_of(error, self.function)
            return Reply(args=args, raised=raised, kinds=_kinds(error), line=line)
        return Reply(answer, args, warned=warned)

    def _call(self, args: tuple[Any, ...]) -> tuple[Any, str]:
        with (
            warnings.catch_warnings(record=True) as caught,
            np.errstate(all="warn", under="ignore"),
        ):
            warnings.simplefilter("always")
            with self.recorder.installed():
                try:
                    self.recorder.on = True
                    with self.within():
                        answer = self.function(*args)
                finally:
                    self.recorder.on = False
        return answer, str(caught[0].message) if caught else ""


@cache
def _import_first(code: CodeType | None) -> None:
    """Have what a function imports when it is called, so that no deadline counts that time."""
    some = code is not None and IMPORTS in code.co_code
    for step in dis.get_instructions(code) if code and some else ():
        if step.opname == "IMPORT_NAME":
            with suppress(Exception):  # the call itself will tell
                importlib.import_module(step.argval)


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:
        return "(its message could not be read)"


def _kinds(error: BaseException) -> tuple[str, ...]:
    try:
        return tuple(str(kind.__name__) for kind in type(error).__mro__[1:])
    except Exception:
        return ()


def _line_of(error: BaseException, function: Any) -> str:
    """The last line of the student's own text on the way to the error."""
    code = getattr(function, "__code__", None)
    frames = traceback.walk_tb(error.__traceback__)
    lines = [number for frame, number in frames if code and frame.f_code is code]
    return linecache.getline(code.co_filename, lines[-1]).strip() if code and lines else ""
