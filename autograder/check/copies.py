"""Copies of arguments: what a call does to one changes no other."""

from __future__ import annotations

import copy
from itertools import chain
from typing import Any

__all__ = ["copied", "names_alone"]


def copied(args: tuple[Any, ...]) -> tuple[Any, ...]:
    """Deep copies; a graph of names, which may have thousands, is copied by hand: that is fast."""
    if args and all(map(names_alone, args)):
        return tuple({name: list(needs) for name, needs in graph.items()} for graph in args)
    return copy.deepcopy(args)


def names_alone(value: Any) -> bool:
    """Is it a graph that says of each name which names it needs, and nothing else?"""
    if type(value) is not dict or not set(map(type, value.values())) <= {list}:
        return False
    return set(map(type, chain.from_iterable(value.values()))) <= {str}
