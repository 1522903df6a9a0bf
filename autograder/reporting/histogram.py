"""A histogram of points: where its bars, counts and edges are drawn, and the same in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["Histogram"]

WIDTH, HEIGHT, FOOT, HEAD, SIDE = 720, 240, 44, 24, 8
FLOOR = HEIGHT - FOOT


@dataclass(frozen=True)
class Bar:
    """A bar: its place as numbers with one digit, and how many it stands for."""

    count: int
    x: str
    y: str
    width: str
    height: str
    middle: str
    above: str


@dataclass(frozen=True)
class Edge:
    """The number below an edge."""

    x: str
    text: str
    anchor: str
    y: int = FLOOR + 20


@dataclass(frozen=True)
class Histogram:
    """How many students are in each tenth of the points."""

    counted: Sequence[int]
    most: float

    width, height = WIDTH, HEIGHT
    axis = f"M{SIDE} {FLOOR}H{WIDTH - SIDE}"

    @property
    def _points(self) -> list[float]:
        return [self.most * i / len(self.counted) for i in range(len(self.counted) + 1)]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """("0 to 2.3", how many students)."""
        labels = (f"{a:g} to {b:g}" for a, b in pairwise(self._points))
        return list(zip(labels, self.counted, strict=True))

    @property
    def told(self) -> str:
        """All of it in words."""
        return f"Histogram of points: {'; '.join(f'{x}: {n}' for x, n in self.counts)}."

    @property
    def bars(self) -> list[Bar]:
        step, highest = self._step, max(self.counted) or 1
        made = []
        for i, count in enumerate(self.counted):
            x, high = SIDE + i * step, (FLOOR - HEAD) * count / highest
            places = x + 2, FLOOR - high, step - 4, high, x + step / 2, FLOOR - high - 6
            made.append(Bar(count, *(f"{place:.1f}" for place in places)))
        return made

    @property
    def edges(self) -> list[Edge]:
        last = len(self.counted)
        anchors = ["start", *["middle"] * (last - 1), "end"]
        return [
            Edge(f"{SIDE + i * self._step:.1f}", f"{points:g}", anchor)
            for i, (points, anchor) in enumerate(zip(self._points, anchors, strict=True))
        ]

    @property
    def _step(self) -> float:
        return (WIDTH - 2 * SIDE) / len(self.counted)
