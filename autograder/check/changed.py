"""What became of an argument in a call: mostly nothing, for it is the caller's."""

from __future__ import annotations

from types import FunctionType
from typing import Any

import numpy as np

from autograder.check.copies import names_alone

__all__ = ["became", "is_idle", "same"]


def became(before: Any, after: Any) -> str:
    """What became of an argument: "" where it is as it was."""
    if same(before, after):
        return ""
    if not isinstance(before, list) or not isinstance(after, list):
        return "written into"
    if len(before) != len(after):
        return "longer" if len(after) > len(before) else "shorter"
    left = list(after)
    for one in before:
        twin = next((i for i, other in enumerate(left) if same(one, other)), None)
        if twin is None:
            return "written into"
        del left[twin]
    return "turned"


def same(before: Any, after: Any) -> bool:
    """Is it as it was, to the last bit?"""
    if isinstance(before, np.ndarray):
        return (
            isinstance(after, np.ndarray)
            and before.dtype == after.dtype
            and before.shape == after.shape
            and before.tobytes() == after.tobytes()
        )
    if isinstance(before, list | tuple):
        same_kind = type(before) is type(after) and len(before) == len(after)
        return same_kind and all(map(same, before, after))
    if isinstance(before, FunctionType | np.ufunc):
        return before is after
    if isinstance(before, np.random.Generator):
        return True  # it is there to be drawn from
    if isinstance(before, dict):
        if names_alone(before) and names_alone(after):
            return list(before.items()) == list(after.items())
        alike = isinstance(after, dict) and list(before) == list(after)
        return alike and all(same(part, after[key]) for key, part in before.items())
    return callable(before) or (type(before) is type(after) and bool(before == after))


def is_idle(before: Any, after: Any) -> bool:
    """Was this a generator, and did nobody draw from it?"""
    if not isinstance(before, np.random.Generator) or type(before) is not type(after):
        return False
    return bool(before.bit_generator.state == after.bit_generator.state)
