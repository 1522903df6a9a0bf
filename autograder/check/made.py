"""An answer that is a function itself: it is called in its turn, and judged by what it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from autograder.check.calling import Elsewhere, Here, Reply
from autograder.check.changed import same
from autograder.check.context import Context
from autograder.check.copies import copied
from autograder.check.deadline import Watcher
from autograder.check.exercise import Endless
from autograder.check.forms import Misfit, kind

__all__ = ["Made", "said_by"]

IT = "The function that it returned"


@dataclass(frozen=True)
class Made:
    """A function that is made in the call and handed back.

    takes : its arguments, as the contract writes them
    """

    takes: str

    def __str__(self) -> str:
        return f"function of {self.takes}"

    def read(self, value: Any, context: Context, name: str) -> Any:
        if not callable(value):
            raise Misfit(f"It returned {kind(value)}, expected a {self}.")
        return value


def said_by(function: Any, *args: Any) -> Any:
    """What a function that was handed back answers, unread; `Misfit` where it answers nothing."""
    try:
        reply = _call(function, copied(args))
    except Endless:
        raise Misfit(f"{IT} did not come back in time.") from None
    if reply.raised:
        told = ": ".join(filter(None, reply.raised))
        raise Misfit(f"{IT} stopped with {' '.join(told.split()).rstrip('.')}.")
    if not same(args, reply.args):
        raise Misfit(f"{IT} changed its argument.")
    return reply.answer


def _call(function: Any, args: tuple[Any, ...]) -> Reply:
    if isinstance(function, Elsewhere):
        return function.caller(()).call(args)
    with Watcher() as watcher:
        return Here(function, (), watcher.call).call(args)
