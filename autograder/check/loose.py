"""Two looser forms: an array of whatever shape, and yes or no."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.check.context import Context
from autograder.check.forms import Array, Misfit, Number, _finite, _numbers

__all__ = ["AnyShape", "Truth"]


@dataclass(frozen=True)
class AnyShape:
    """An array whose shape only the right answer tells."""

    def __str__(self) -> str:
        return "array"

    def read(self, value: Any, context: Context, name: str) -> Any:
        return _finite(_numbers(value, name), name)


@dataclass(frozen=True)
class Truth:
    """Yes or no: one, or `Truth("n")` for each place of these axes. 1 and 0 will do."""

    pattern: str = ""

    def __str__(self) -> str:
        return f"{Array(self.pattern)} of True and False" if self.pattern else "True or False"

    def read(self, value: Any, context: Context, name: str) -> Any:
        form = Array(self.pattern) if self.pattern else Number()
        array: Any = form.read(_as_numbers(value), context, name)
        if not np.isin(array, (0, 1)).all():
            raise Misfit(f"{name} holds numbers, expected True or False.")
        return array.astype(float)


def _as_numbers(value: Any) -> Any:
    """True as 1 and False as 0; whatever else is left as it is."""
    if isinstance(value, bool | np.bool_):
        return float(value)
    if isinstance(value, np.ndarray) and value.dtype.kind == "b":
        return value.astype(float)
    if isinstance(value, list | tuple):
        return [_as_numbers(part) for part in value]
    return value
