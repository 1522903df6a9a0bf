"""Copies of arguments: what a call does to one changes no other."""

from __future__ import annotations

import copy
from typing import Any

__all__ = ["copied", "names_alone"]


def copied(args: tuple[Any, ...]) -> tuple[Any, ...]:
    """Deep copies; a graph of names, which may have thousands, is copied by hand: that is fast."""
    if args and all(map(names_alone, args)):
        return tuple({name: list(needs) for name, needs in graph.items()} for graph in args)
    return copy.deepcopy(args)


def names_alone(value: Any) -> bool:
    """Is it a graph that says of each name which names it needs, and nothing else?"""
    return type(value) is dict and all(
        type(needs) is list and all(type(one) is str for one in needs) for needs in value.values()
    )
