"""Is it a function of the arguments that the contract names?"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

from autograder.check.exercise import Case, Exercise

__all__ = ["wrong_arguments"]


def wrong_arguments(
    exercise: Exercise, function: Callable[..., Any], cases: Sequence[Case]
) -> str | None:
    """What it takes and what is expected, where it cannot be called on every case."""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return None  # some built-in callables have none; the call itself will tell
    try:
        for args in {len(case.args): case.args for case in cases}.values():
            signature.bind(*args)
    except TypeError:
        return f"It takes {signature}, expected {_with_defaults(exercise)}."
    return None


def _with_defaults(exercise: Exercise) -> str:
    """The signature of the contract, and which arguments have a default in it."""
    takes = inspect.signature(exercise.reference).parameters
    asked = [takes[name] for name in exercise.takes if name in takes]
    optional = [f"{one.name}={one.default!r}" for one in asked if one.default is not one.empty]
    told = f" with {' and '.join(optional)} by default" if optional else ""
    return exercise.signature + told
