"""Which functions of nnlib a function of nnlib may call, by the names in its code."""

from __future__ import annotations

import functools
from types import CodeType, FunctionType, ModuleType
from typing import Any, TypeGuard

__all__ = ["of_nnlib", "reached"]


def of_nnlib(value: Any) -> TypeGuard[FunctionType]:
    return isinstance(value, FunctionType) and str(value.__module__).startswith("nnlib.")


@functools.cache
def reached(function: FunctionType) -> frozenset[int]:
    """The ids of the code of this function and of all of nnlib that it may call."""
    seen: dict[int, Any] = {}
    todo = [function]
    while todo:
        one = todo.pop()
        if id(one.__code__) in seen:
            continue
        seen[id(one.__code__)] = one
        names = _co_names(one.__code__)
        around = [one.__globals__.get(x) for x in names]
        modules = [x for x in around if isinstance(x, ModuleType) and "nnlib" in x.__name__]
        around += [getattr(module, x, None) for module in modules for x in names]
        todo += [x for x in around if of_nnlib(x)]
    return frozenset(seen)


def _co_names(code: CodeType) -> set[str]:
    inner = (x for x in code.co_consts if isinstance(x, CodeType))
    return set(code.co_names).union(*(_co_names(x) for x in inner))
