"""Where a label stands on its line and in nobody's way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np

from nnlib.shapes import Array

__all__ = ["Point", "clear_places"]

Point: TypeAlias = tuple[float, float]

PASSES = 3  # the first label placed knows nothing of the last: so each is placed again
OFF_THE_BOX = 0.3  # inches from the middle of a label to the units at the ends of its line


def clear_places(
    ends: Mapping[tuple[int, int], tuple[Point, Point]], tall: float
) -> dict[tuple[int, int], Point]:
    """On every line the place for its label, so high, that keeps it off other lines and labels."""
    placed: dict[tuple[int, int], Point] = {}
    sampled = {edge: _along(line, np.linspace(0, 1, 81)) for edge, line in ends.items()}
    for edge, line in [*ends.items()] * PASSES:
        free = min(OFF_THE_BOX / abs(line[1][0] - line[0][0]), 0.4)
        way = np.linspace(free, 1 - free, 39)
        spots = _along(line, way)
        lines = np.concatenate([np.empty((0, 2)), *[p for e, p in sampled.items() if e != edge]])
        labels = np.array([at for e, at in placed.items() if e != edge]).reshape(-1, 2)
        off = np.minimum(_apart(spots, lines, 0.3, tall), _apart(spots, labels, 0.6, 2 * tall))
        best = np.argmax(np.minimum(off, 1.0) - 0.1 * np.abs(way - 0.5))
        placed[edge] = (float(spots[best, 0]), float(spots[best, 1]))
    return placed


def _apart(spots: Array, others: Array, wide: float, tall: float) -> Array:
    """How far from each spot the nearest of the others is, counted in label sizes."""
    gaps = np.abs(others - spots[:, None]) / (wide, tall)
    nearest: Array = gaps.max(axis=2).min(axis=1, initial=2.0)
    return nearest


def _along(line: tuple[Point, Point], way: Array) -> Array:
    start, end = np.array(line)
    points: Array = start + way[:, None] * (end - start)
    return points
