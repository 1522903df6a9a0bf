"""A formula as a graph: boxes that compute, arrows that carry numbers up and blame down."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from nnlib.pictures.figure import Picture
from nnlib.pictures.labels import Point
from nnlib.pictures.style import PALETTE, WIDTH, styled
from nnlib.pictures.words import number
from nnlib.tables import Graph

__all__ = ["boxes"]

SIGNS = {"add": "+", "mul": "×", "matmul": "@", "sum": "Σ", "leaf": ""}
TALL = 0.74  # of a box, in inches


@styled()
def boxes(
    graph: Graph,
    *,
    up: Mapping[str, Any] | None = None,
    down: Mapping[str, Any] | None = None,
    shown: Collection[str] | None = None,
    alt: str | None = None,
) -> Picture:
    """A graph from left to right: every box stands right of its inputs.

    Parameters
    ----------
    graph : name -> (operation, names of its inputs)
    up : the numbers that are known, in blue
    down : the blame that is known, in orange
    shown : the names that are drawn; all of them if left out
    """
    places, height = _places(graph)
    drawn = [name for name in graph if shown is None or name in shown]
    figure = Figure(figsize=(WIDTH, height))
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, WIDTH), ylim=(0, height))
    ax.set_axis_off()
    columns = len({x for x, _ in places.values()})
    wide = min(1.3, 0.62 * WIDTH / columns)
    for name in drawn:
        inputs = graph[name][1]
        for k, one in enumerate(inputs):
            twin = k if len(inputs) > len(set(inputs)) else None
            far = places[name][0] - places[one][0] > 1.5 * WIDTH / columns
            _arrow(ax, places[one], places[name], wide, twin, far)
    for name in drawn:
        value, blame = (up or {}).get(name), (down or {}).get(name)
        _box(ax, places[name], wide, name, graph[name][0], value, blame)
    return Picture(figure, alt or _told(graph, drawn, up or {}, down or {}))


def _places(graph: Graph) -> tuple[dict[str, Point], float]:
    """Where every box stands: its column is its longest way from a leaf."""
    column: dict[str, int] = {}
    while len(column) < len(graph):
        for name, (_, inputs) in graph.items():
            if name not in column and all(one in column for one in inputs):
                column[name] = 1 + max((column[one] for one in inputs), default=-1)
    for name, (operation, _) in graph.items():  # a leaf stands next to whoever needs it first
        users = [column[other] for other, (_, inputs) in graph.items() if name in inputs]
        if operation == "leaf" and users:
            column[name] = min(users) - 1
    levels = [[n for n in graph if column[n] == k] for k in range(max(column.values()) + 1)]
    height = round(96 * max(2.6, 1.25 * max(map(len, levels)) + 0.3)) / 96  # whole pixels
    step = WIDTH / len(levels)
    places = {
        name: (step * (k + 0.5), height / 2 + 1.25 * ((len(level) - 1) / 2 - i) - 0.32 * (k % 2))
        for k, level in enumerate(levels)
        for i, name in enumerate(level)
    }
    return places, height


def _arrow(ax: Axes, start: Point, end: Point, wide: float, twin: int | None, far: bool) -> None:
    """From the right edge of an input to the left edge of its consumer; twins bend apart."""
    under = 0.45 if start[1] < 0.5 * ax.get_ylim()[1] else -0.32  # round the boxes between
    bend = (0.35, -0.35)[twin] if twin is not None else under if far else 0.0
    ends = (start[0] + wide / 2, start[1]), (end[0] - wide / 2, end[1])
    ax.add_patch(
        FancyArrowPatch(
            *ends, connectionstyle=f"arc3,rad={bend}", arrowstyle="-|>", mutation_scale=16,
            color="0.5", linewidth=1.8, zorder=1, shrinkA=0, shrinkB=0,
        )
    )  # fmt: skip


def _box(
    ax: Axes, at: Point, wide: float, name: str, operation: str, value: Any, blame: Any
) -> None:
    x, y = at
    ax.add_patch(
        FancyBboxPatch(
            (x - wide / 2, y - TALL / 2), wide, TALL, boxstyle="round,pad=0,rounding_size=0.16",
            fc="white", ec="black", linewidth=1.5, zorder=3,
        )
    )  # fmt: skip
    sign = SIGNS.get(operation, operation)
    title = f"{name} = {sign}" if sign.isalpha() else f"{name}  {sign}".strip()
    ax.text(x, y + TALL / 2 + 0.06, title, ha="center", va="bottom", fontsize=13, zorder=5)
    for what, where, ink in ((value, 0.16, PALETTE[0]), (blame, -0.18, PALETTE[1])):
        if what is not None:
            text = number(what) if np.ndim(what) == 0 else f"{np.shape(what)}"
            ax.text(x, y + where, text, ha="center", va="center", color=ink, fontsize=14,
                    fontweight="bold", zorder=5)  # fmt: skip


def _told(
    graph: Graph, drawn: Collection[str], up: Mapping[str, Any], down: Mapping[str, Any]
) -> str:
    def shown(what: Any) -> str:
        return number(what) if np.ndim(what) == 0 else f"shape {np.shape(what)}"

    made = [
        f"{name} is given" if not graph[name][1] else
        f"{name} is {graph[name][0]} of {' and '.join(graph[name][1])}"
        for name in drawn
    ]  # fmt: skip
    parts = [f"A graph of {len(drawn)} boxes: {', '.join(made)}."]
    for word, known in (("Values", up), ("Blame", down)):
        told = [f"{name} {shown(known[name])}" for name in drawn if name in known]
        parts += [f"{word}: {', '.join(told)}."] * bool(told)
    return " ".join(parts)
