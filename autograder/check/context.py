"""What the letters of a contract stand for in the arguments of one call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

__all__ = ["Context", "letters_of"]


@dataclass(frozen=True)
class Context:
    """What is known of the arguments: the letters' sizes, and each argument's whole shape."""

    sizes: Mapping[str, int] = field(default_factory=dict)
    shapes: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    @staticmethod
    def of(takes: Mapping[str, str], args: tuple[Any, ...]) -> Context:
        """Of the arguments of a call, by what a contract says of each."""
        sizes: dict[str, int] = {}
        shapes: dict[str, tuple[int, ...]] = {}
        for (name, pattern), value in zip(takes.items(), args, strict=False):
            if pattern == "table":
                shapes |= {f"{name}.{key}": np.shape(part) for key, part in value.items()}
            elif pattern == "shape":
                shapes[name] = tuple(value)
            elif pattern not in ("list", "function", "graph", "name"):
                shapes[name] = np.shape(value)
                sizes |= dict(zip(letters_of(pattern), shapes[name], strict=False))
            elif pattern == "list":
                sizes.setdefault("L", len(value))
        return Context(sizes, shapes)


def letters_of(pattern: str) -> list[str]:
    """The letters of an array's axes; none where it may have one form "or" another."""
    letters = pattern.split()
    return [] if "or" in letters else letters
