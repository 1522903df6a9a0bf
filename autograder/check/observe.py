"""One call of a student's function, and everything that can be seen of it from outside.

The arguments are fresh copies; afterwards they are compared with the originals. A second call
must give the same answer. A call that does not come back is interrupted. Whatever happens, what
comes out is an `Outcome`, and two outcomes can be compared: that is how a wrong answer is
recognised.
"""

from __future__ import annotations

import copy
import ctypes
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.check.compare import difference
from autograder.check.exercise import Case, Endless, Exercise
from autograder.check.forms import Misfit

SECONDS = 3.0  # for one call; the slowest reference needs a few milliseconds


@dataclass(frozen=True)
class Outcome:
    """What one call did.

    value : the answer in its canonical form, or None where something else happened
    raised : the exception's type and text
    misfit : the sentence on why the answer has not the declared form
    endless : it did not return in time
    changed : names of the arguments that the call modified
    unstable : a second call gave another answer
    """

    value: Any = None
    raised: tuple[str, str] | None = None
    misfit: str | None = None
    endless: bool = False
    changed: tuple[str, ...] = ()
    unstable: bool = False

    def looks_like(self, other: Outcome) -> bool:
        """Would somebody who sees only outcomes take the two for the same function?"""
        mine = (self.raised and self.raised[0], self.endless, self.changed, self.unstable)
        theirs = (other.raised and other.raised[0], other.endless, other.changed, other.unstable)
        if mine != theirs or (self.misfit is None) != (other.misfit is None):
            return False
        if self.misfit is not None:
            return self.misfit == other.misfit
        if self.unstable or self.value is None or other.value is None:
            return self.unstable or (self.value is None) == (other.value is None)
        return difference(self.value, other.value) is None


def observe(function: Callable[..., Any], exercise: Exercise, case: Case) -> Outcome:
    """Call twice on fresh copies of the case's arguments and report."""
    first = _once(function, exercise, case)
    if first.endless or first.raised or first.misfit:
        return first
    second = _once(function, exercise, case)
    unstable = second.value is None or difference(second.value, first.value) is not None
    return Outcome(value=first.value, changed=first.changed, unstable=unstable)


def _once(function: Callable[..., Any], exercise: Exercise, case: Case) -> Outcome:
    args = copy.deepcopy(case.args)
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"), deadline(SECONDS):
            warnings.simplefilter("ignore")
            answer = function(*args)
    except Endless:
        return Outcome(endless=True)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        return Outcome(raised=(type(error).__name__, _text(error)))
    changed = tuple(
        name
        for name, before, after in zip(exercise.takes, case.args, args, strict=False)
        if not _same(before, after)
    )
    try:
        value = exercise.returns.read(answer, exercise.sizes(case.args), "The result")
    except Misfit as misfit:
        return Outcome(misfit=str(misfit), changed=changed)
    return Outcome(value=copy.deepcopy(value), changed=changed)


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Interrupt this thread with `Endless` after that many seconds of Python code.

    An exception is planted into the waiting thread, again and again until it is out, so that one
    `except: pass` inside the loop does not save it. Two things cannot be interrupted from within
    the process: a call that stays inside C, and an endless loop inside a `try` inside a loop.
    """
    thread, done = threading.get_ident(), threading.Event()
    lock = threading.Lock()

    def watch() -> None:
        wait = seconds
        while not done.wait(wait):
            with lock:
                if not done.is_set():
                    _plant(thread, Endless)
            wait = 0.05

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        with lock:
            done.set()
        _plant(thread, None)  # one that was planted but not yet raised


def _plant(thread: int, error: type[BaseException] | None) -> None:
    planted = ctypes.py_object(error) if error is not None else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), planted)


def _same(before: Any, after: Any) -> bool:
    if isinstance(before, np.ndarray):
        return (
            isinstance(after, np.ndarray)
            and before.dtype == after.dtype
            and before.shape == after.shape
            and before.tobytes() == after.tobytes()
        )
    if isinstance(before, list | tuple):
        return len(before) == len(after) and all(map(_same, before, after))
    return callable(before) or bool(before == after)


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:
        return "(its message could not be read)"
