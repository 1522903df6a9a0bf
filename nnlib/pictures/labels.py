"""Where a label stands on its line and in nobody's way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np

__all__ = ["Point", "clear_places"]

Point: TypeAlias = tuple[float, float]


def clear_places(
    ends: Mapping[tuple[int, int], tuple[Point, Point]], tall: float
) -> dict[tuple[int, int], Point]:
    """On every line the place for its label, so high, that keeps it off other lines and labels."""
    placed: dict[tuple[int, int], Point] = {}
    sampled = {
        edge: [along(*line, t) for t in np.linspace(0, 1, 81)] for edge, line in ends.items()
    }
    for edge, line in ends.items():
        lines = [at for other, points in sampled.items() if other != edge for at in points]
        best = -np.inf
        for t in np.linspace(0.12, 0.88, 39):
            at = along(*line, t)
            off = _apart(at, lines, 0.3, tall)
            clear = min(off, _apart(at, list(placed.values()), 0.6, 2 * tall), 1.0)
            if clear - 0.1 * abs(t - 0.5) > best:
                best, placed_at = clear - 0.1 * abs(t - 0.5), at
        placed[edge] = placed_at
    return placed


def _apart(at: Point, others: list[Point], wide: float, tall: float) -> float:
    """How far the nearest of the others is, counted in label sizes."""
    gaps = np.abs(np.array(others).reshape(-1, 2) - at) / (wide, tall)
    return float(gaps.max(axis=1).min(initial=2.0))


def along(start: Point, end: Point, t: float) -> Point:
    return start[0] + t * (end[0] - start[0]), start[1] + t * (end[1] - start[1])
