"""Every exercise of the collection, by name, from one file a lesson."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from autograder.check import lessons
from autograder.check.exercise import Exercise


@cache
def exercises() -> dict[str, Exercise]:
    """name -> exercise, read from `lessons/` on the first call."""
    found: dict[str, Exercise] = {}
    for module in sorted(m.name for m in pkgutil.iter_modules(lessons.__path__)):
        for value in vars(importlib.import_module(f"{lessons.__name__}.{module}")).values():
            if isinstance(value, Exercise):
                found[value.name] = value
    return found
