"""How much work was that really? Arrays that count the matrix products they take part in.

A product of (m, n) with (n, p) is m n p multiply-adds, and in a network that is nearly all the
work there is. A `Tally` watches arrays: every matrix product with a watched array in it is
counted, and what comes out is watched too. Code under test need not know.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlib.shapes import Array, as_float

__all__ = ["Tally"]


class Tally:
    """How many multiply-adds matrix products have taken so far, in `macs`."""

    def __init__(self) -> None:
        self.macs = 0

    def watch(self, array: ArrayLike) -> Array:
        """The same numbers as an array of the same shape whose products are counted."""
        watched = as_float("Tally.watch", "array", array).copy().view(_Watched)
        watched.tally = self
        return watched


class _Watched(np.ndarray[Any, Any]):
    tally: Tally | None = None

    def __array_finalize__(self, source: Any) -> None:  # slices and transposes are watched too
        self.tally = getattr(source, "tally", None)

    def __array_ufunc__(
        self, ufunc: np.ufunc, method: str, *inputs: Any, out: Any = (), **options: Any
    ) -> Any:
        plain = [np.asarray(x) for x in inputs]
        if out:
            options["out"] = tuple(np.asarray(x) for x in out)
        result = getattr(ufunc, method)(*plain, **options)
        tally = next(x.tally for x in (*inputs, *out) if isinstance(x, _Watched))
        if ufunc is np.matmul and tally is not None:
            tally.macs += result.size * plain[0].shape[-1]
        if out:
            return out[0]
        if not isinstance(result, np.ndarray) or tally is None:
            return result
        watched = result.view(_Watched)
        watched.tally = tally
        return watched
