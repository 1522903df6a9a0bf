"""Calling the library function that *is* the answer is not an answer.

An exercise names such functions. While a student's function runs, a `Recorder` notes who calls
them. One written in Python is known by its code, so it does not matter which way it came: under
an alias, from a helper, as a default argument, in a closure or a `partial`. A compiled one
(`numpy.tanh`) has no code to know it by: while the function runs, stand-ins take its places.
`in_source`, in the module `source`, finds the same in the text of the cells.
"""

from __future__ import annotations

import functools
import importlib
import inspect
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from types import FrameType, ModuleType
from typing import Any

CASES = "autograder.exercises."  # a function that a check hands over may call anything


class Recorder:
    """Notes which of the named functions are called while it is switched on."""

    def __init__(self, names: Sequence[str], function: Any) -> None:
        self.called: list[str] = []
        self.on = False
        self._codes: dict[int, str] = {}
        self._places: list[tuple[Callable[[Any], None], Any, Any]] = []
        for name in names:
            module, _, attribute = name.rpartition(".")
            owner = _module(module)
            original = getattr(owner, attribute, None)
            if original is None or original is function:
                continue
            if code := _code(original):
                self._codes.setdefault(id(code), name)  # the first of two names for one
                continue
            stand_in = self._stand_in(name, original)
            for put in _places(original, owner, function):
                self._places.append((put, original, stand_in))

    @contextmanager
    def installed(self) -> Iterator[None]:
        """Watch every call, with the stand-ins in place; all is as before, whatever happens."""
        before, codes, note = sys.getprofile(), self._codes, self._note

        def watch(frame: FrameType, event: str, _: Any) -> None:
            if event == "call" and id(frame.f_code) in codes:
                note(codes[id(frame.f_code)], frame.f_back)

        try:
            for put, _, stand_in in self._places:
                put(stand_in)
            if codes:  # it slows every call down
                sys.setprofile(watch)
            yield
        finally:
            if codes:  # cProfile's cannot be put back
                sys.setprofile(before if callable(before) else None)
            for put, original, _ in self._places:
                put(original)

    def _stand_in(self, name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def recorded(*args: Any, **kwargs: Any) -> Any:
            self._note(name, sys._getframe(1))
            return original(*args, **kwargs)

        return recorded

    def _note(self, name: str, caller: FrameType | None) -> None:
        """What nnlib calls on the way counts for whoever called nnlib."""
        while caller and str(caller.f_globals.get("__name__")).startswith("nnlib."):
            caller = caller.f_back
        by_the_check = caller and str(caller.f_globals.get("__name__")).startswith(CASES)
        if self.on and not by_the_check and name not in self.called:
            self.called.append(name)


def _module(name: str) -> ModuleType | None:
    """A module as it is loaded; one of nnlib is loaded now, for the first call may import it."""
    if name.startswith("nnlib."):
        with suppress(ImportError):
            importlib.import_module(name)
    return sys.modules.get(name)


def _code(original: Any) -> Any:
    """What Python runs when a function is called, or an object of a class is made."""
    plain = inspect.unwrap(original)
    made = getattr(plain, "__init__", None)
    return getattr(plain, "__code__", None) or getattr(made, "__code__", None)


def _places(original: Any, owner: Any, function: Any) -> Iterator[Callable[[Any], None]]:
    """Setters of the names that hold a function: its module's, and the student's function's."""
    defaults = getattr(function, "__defaults__", None) or ()
    if any(value is original for value in defaults):

        def put(new: Any) -> None:
            function.__defaults__ = tuple(new if x is original else x for x in defaults)

        yield put
    theirs = (getattr(function, held, None) for held in ("__globals__", "__kwdefaults__"))
    for names in (vars(owner), *theirs):
        for name, value in (names or {}).items():
            if value is original:
                yield functools.partial(names.__setitem__, name)
    for cell in getattr(function, "__closure__", None) or ():
        with suppress(ValueError):  # an empty cell
            if cell.cell_contents is original:
                yield functools.partial(setattr, cell, "cell_contents")
