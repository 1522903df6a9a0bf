"""When are two answers the same? One rule for every check.

Shapes agree exactly, then whole arrays are compared at once with a tolerance that follows the
dtype: an answer in float32 is right to five digits, one in float64 to seven. What more is asked
of float32 where the question was in float64 stands in `rounding`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Tolerance:
    """|got - wanted| may be `relative` times |wanted|, plus `absolute` times the largest |wanted|.

    The second part is for sums whose terms cancel. Both grow for single precision.
    """

    relative: float = 1e-7
    absolute: float = 1e-12

    def for_dtype(self, *dtypes: Any) -> Tolerance:
        """The tolerance when one side is float32 (or float16)."""
        if not any(map(coarse, dtypes)):
            return self
        return Tolerance(max(self.relative, 1e-5), max(self.absolute, 1e-6))


DEFAULT = Tolerance()


@dataclass(frozen=True)
class Difference:
    """The first place where an answer is not the reference's."""

    part: str
    index: tuple[int, ...]
    got: str

    def __str__(self) -> str:
        at = f" at index {self.index}" if self.index else ""
        return f"{self.part} {self.got}{at}, and that is not right."


def difference(
    got: Any, wanted: Any, tolerance: Tolerance = DEFAULT, part: str = "The result"
) -> Difference | None:
    """None where `got` equals `wanted`, both as `Form.read` returns them."""
    if isinstance(wanted, dict):
        if not isinstance(got, dict) or got.keys() != wanted.keys():
            return Difference(part, (), f"has {len(got)} entries")
        found = (difference(got[name], wanted[name], tolerance, name) for name in wanted)
        return next((one for one in found if one), None)
    if isinstance(got, dict):
        return Difference(part, (), f"has {len(got)} entries")
    if got.shape != wanted.shape:
        return Difference(part, (), f"has shape {got.shape}")
    if np.array_equal(got, wanted):
        return None
    wrong = ~close(got, wanted, tolerance)
    return (
        Difference(part, first_of(wrong), f"is {got[first_of(wrong)]:.6g}") if wrong.any() else None
    )


def close(got: Any, wanted: Any, tolerance: Tolerance = DEFAULT) -> Any:
    """Entry by entry: is the distance within the tolerance of the coarser dtype?"""
    allowed = tolerance.for_dtype(got.dtype, wanted.dtype)
    got, wanted = got.astype(float), wanted.astype(float)
    scale = np.max(np.abs(wanted), initial=0.0)
    return np.abs(got - wanted) <= allowed.relative * np.abs(wanted) + allowed.absolute * scale


def coarse(dtype: Any) -> bool:
    """Is it float32 or less?"""
    return bool(dtype.kind == "f" and dtype.itemsize < 8)


def first_of(wrong: Any) -> tuple[int, ...]:
    """The index of the first entry that is true."""
    return tuple(int(i) for i in np.argwhere(wrong)[0])


def flat(value: Any) -> Any:
    """All numbers of an answer in one row."""
    if isinstance(value, dict):
        parts = [flat(part) for part in value.values()]
        return np.concatenate(parts) if parts else np.zeros(0)
    return np.asarray(value, dtype=float).ravel()
