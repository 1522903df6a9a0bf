"""When are two answers the same? One rule for every check.

Shapes agree exactly, then whole arrays are compared at once with a tolerance that follows the
dtype: float32 arithmetic is right to five digits, float64 to seven more than a student needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

RELATIVE = {"single": 1e-5, "double": 1e-7}
ABSOLUTE = {"single": 1e-6, "double": 1e-12}  # times the largest entry: sums may cancel


@dataclass(frozen=True)
class Difference:
    """The first place where an answer is not the reference's."""

    part: str
    index: tuple[int, ...]
    got: str

    def __str__(self) -> str:
        at = f" at index {self.index}" if self.index else ""
        return f"{self.part} {self.got}{at}, and that is not right."


def difference(got: Any, wanted: Any, part: str = "The result") -> Difference | None:
    """None where `got` equals `wanted`, both as `Form.read` returns them."""
    if isinstance(wanted, dict):
        found = (difference(got[name], wanted[name], name) for name in wanted)
        return next((one for one in found if one), None)
    if got.shape != wanted.shape:
        return Difference(part, (), f"has shape {got.shape}")
    wrong = ~close(got, wanted)
    if not wrong.any():
        return None
    index = tuple(int(i) for i in np.argwhere(wrong)[0])
    return Difference(part, index, f"is {got[index]:.6g}")


def close(got: Any, wanted: Any) -> Any:
    """Entry by entry: is the distance within the tolerance of the coarser dtype?"""
    precision = "single" if np.float32 in (got.dtype, wanted.dtype) else "double"
    scale = np.max(np.abs(wanted), initial=0.0)
    bound = RELATIVE[precision] * np.abs(wanted) + ABSOLUTE[precision] * scale
    return np.abs(got.astype(float) - wanted.astype(float)) <= bound
