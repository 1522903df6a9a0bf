"""How far a network of bricks is from a function: a bound that holds between all looked-at places.

A net of steps or ReLUs is straight between two neighbouring corners, and its corners are known:
they lie where x W1 + b1 is 0. On a straight piece the gap to f cannot hide much. It is at most
the larger gap at the two ends, plus M w²/8 if |f''| <= M, or plus (L + |slope|) w/2 if f climbs
at most L: w is the width of the piece. Cut into narrower ones, each piece tells more.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from nnlib.shapes import Array

__all__ = ["CUTS", "proved_error"]

CUTS = 16  # parts of each piece: a gap of M w²/8 is told at most 1 part in 256 too large
NARROW, SINGLE = 1e-9, 1e-6  # of [a, b]: corners so near are one, rounded to double, to single


def proved_error(
    f: Callable[[Any], Any],
    net: tuple[Any, Any, Any, float],
    a: float,
    b: float,
    activation: Callable[[Array], Array],
    lipschitz: float = math.inf,
    bend: float = math.inf,
    corners: Sequence[float] = (),
) -> float:
    """|f - net| is at most this on all of [a, b], but for the corners of a step themselves.

    Parameters
    ----------
    f : takes an array
    net : (W1, b1, v, c), the function c + activation(x W1 + b1) v
    activation : step or relu, or another that is straight on both sides of 0
    lipschitz, bend : how fast f climbs at most, and max|f''|; one of them will do
    corners : where f itself has a corner; bend is that of the pieces in between
    """
    W1, b1, v, c = (np.asarray(part, dtype=float) for part in net)
    w, b1, v = W1.ravel(), b1.ravel(), v.ravel()
    single = any(np.asarray(part).dtype == np.float32 for part in net)
    at = np.concatenate([-b1[w != 0] / w[w != 0], np.asarray(corners)])
    edges = _edges(at, a, b, (b - a) * (SINGLE if single else NARROW))
    widths = np.diff(edges)
    quarters = edges[:-1, None] + widths[:, None] * np.array([0.25, 0.75])
    with np.errstate(all="ignore"):  # a net that leaves all bounds is far from f
        low, high = (activation(x[:, None] * w + b1) @ v + c for x in quarters.T)
    parts = np.linspace(0, 1, CUTS + 1)
    line = low[:, None] + np.outer(high - low, 2 * parts - 0.5)
    gap = np.abs(f(edges[:-1, None] + widths[:, None] * parts) - line)
    width, slope = widths / CUTS, np.abs(high - low) / (widths / 2)
    between = np.minimum(bend * width**2 / 8, (lipschitz + slope) * width / 2)
    return float(np.max(np.maximum(gap[:, :-1], gap[:, 1:]) + between[:, None]))


def _edges(corners: Array, a: float, b: float, narrow: float) -> Array:
    """a, the corners in between, b; none of them nearer to the next than `narrow`."""
    inside = np.sort(corners[(corners > a) & (corners < b)])
    inside = inside[(np.diff(inside, prepend=a) > narrow) & (b - inside > narrow)]
    return np.concatenate([[a], inside, [b]])
