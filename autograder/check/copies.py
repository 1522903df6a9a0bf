"""Copies of arguments: what a call does to one changes no other."""

from __future__ import annotations

import copy
from itertools import chain
from typing import Any

import numpy as np

__all__ = ["copied", "copied_answer", "names_alone"]


def copied(args: tuple[Any, ...]) -> tuple[Any, ...]:
    """Deep copies; a graph of names, which may have thousands, is copied by hand: that is fast."""
    if args and all(map(names_alone, args)):
        return tuple({name: list(needs) for name, needs in graph.items()} for graph in args)
    return copy.deepcopy(args)


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
