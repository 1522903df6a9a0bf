"""What an object can do besides having attributes, as its class says: the special methods.

Whoever has only a stand-in may have some of them asked for over there: those that are handed
nothing from which an answer could be made up. Of the others it is told that the class has them, so
that nobody takes Python's own behaviour for the object's.
"""

from __future__ import annotations

import inspect
from typing import Any

ASKED = tuple(f"__{x}__" for x in ("getitem", "iter", "len", "next", "bool", "repr", "str"))
_BOTH_WAYS: tuple[str, ...] = (
    "add",
    "sub",
    "mul",
    "matmul",
    "truediv",
    "floordiv",
    "mod",
    "divmod",
    "pow",
)
_BOTH_WAYS += ("lshift", "rshift", "and", "xor", "or")
_ONE_WAY: tuple[str, ...] = (
    "eq",
    "ne",
    "lt",
    "le",
    "gt",
    "ge",
    "hash",
    "contains",
    "neg",
    "pos",
    "abs",
    "invert",
)
_ONE_WAY += ("int", "float", "complex", "index", "round", "trunc", "floor", "ceil", "format")
_ONE_WAY += ("reversed", "setitem", "delitem", "enter", "exit", "instancecheck", "subclasscheck")
NEVER_ASKED = (
    *(f"__{word}__" for word in _ONE_WAY),
    *(f"__{way}{word}__" for word in _BOTH_WAYS for way in ("", "r", "i")),
)


def special(value: Any) -> list[str]:
    """Those that its class has and an ordinary object has not."""
    if inspect.isroutine(value):
        return []
    kind = type(value)
    return [name for name in (*ASKED, *NEVER_ASKED) if _said(kind, name) is not _said(object, name)]


def _said(kind: type, name: str) -> Any:
    """What a class, or the first of those that it comes from, says of a name."""
    return next((vars(x)[name] for x in kind.__mro__ if name in vars(x)), None)
