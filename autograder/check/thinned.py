"""Of an answer with thousands of numbers, those at some places: enough to know it again by.

What a mistake gives is compared with an answer at these places alone, here and in a student's home,
so that the package that students download need not hold all of it. The verdict never rests on them.
"""

from __future__ import annotations

from typing import Any

import numpy as np

__all__ = ["thinned"]

MANY = 1000  # numbers in one array, above which it is thinned
KEPT = 200  # places, spread over it as evenly as the golden section spreads them
GOLDEN = (5**0.5 - 1) / 2


def thinned(value: Any) -> Any:
    """The same answer with its large arrays thinned; their shapes are in the names of the parts."""
    if isinstance(value, dict):
        parts = (_part(name, part) for name, part in value.items())
        return {name: part for pair in parts for name, part in pair.items()}
    return _part("some", value) if _is_large(value) else value


def _part(name: str, part: Any) -> dict[str, Any]:
    if isinstance(part, dict):
        return {name: thinned(part)}
    if not _is_large(part):
        return {name: part}
    places = (np.arange(KEPT) * GOLDEN % 1 * part.size).astype(np.intp)
    return {f"{name} of {part.shape}": part.ravel()[places]}


def _is_large(part: Any) -> bool:
    return isinstance(part, np.ndarray) and part.size > MANY
