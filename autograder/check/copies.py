"""Copies of arguments: what a call does to one changes no other."""

from __future__ import annotations

import copy
from itertools import chain
from typing import Any

import numpy as np

__all__ = ["copied", "copied_answer", "names_alone"]

CONSTANT = frozenset({str, int, float, bool, type(None)})


def copied(args: tuple[Any, ...]) -> tuple[Any, ...]:
    """Deep copies; the usual kinds are copied by hand: that is fast, as a check does it often."""
    if args and all(map(names_alone, args)):
        return tuple({name: list(needs) for name, needs in graph.items()} for graph in args)
    made: dict[int, Any] = {}
    return tuple(_copy(value, made) for value in args)


def _copy(value: Any, made: dict[int, Any]) -> Any:
    """A deep copy, or the one that was made before of what stands here a second time."""
    kind = type(value)
    if kind in CONSTANT:
        return value
    if id(value) not in made:
        if kind is list or kind is tuple:
            twin = kind(_copy(part, made) for part in value)
        elif kind is dict:
            twin = {name: _copy(part, made) for name, part in value.items()}
        elif kind is np.ndarray and value.dtype.kind != "O":
            twin = value.copy(order="K")
        else:
            return copy.deepcopy(value, made)
        made[id(value)] = twin
    return made[id(value)]


def copied_answer(value: Any) -> Any:
    """A copy of what was read of an answer, arrays and tables of them: its function has none."""
    if isinstance(value, dict):
        return {name: copied_answer(part) for name, part in value.items()}
    return value.copy() if type(value) is np.ndarray else copy.deepcopy(value)


def names_alone(value: Any) -> bool:
    """Is it a graph that says of each name which names it needs, and nothing else?"""
    if type(value) is not dict or not set(map(type, value.values())) <= {list}:
        return False
    return set(map(type, chain.from_iterable(value.values()))) <= {str}
