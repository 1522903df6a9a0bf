"""The path of a perceptron's w where no line separates: it walks in circles, in plane or space."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from mpl_toolkits.mplot3d import proj3d  # type: ignore[import-untyped]
from numpy.typing import ArrayLike

from nnlib.pictures.figure import Picture
from nnlib.pictures.style import PALETTE, WIDTH, blank, outside_legend, styled
from nnlib.pictures.words import counted, number
from nnlib.shapes import Array, as_float, check_shapes

__all__ = ["orbit"]


@styled()
def orbit(ws: ArrayLike, *, alt: str | None = None) -> Picture:
    """The path of w, update after update, with the cycle it falls into.

    ws (t, n) with n at least 2. Three numbers, w_1, w_2 and b, are drawn in space; of more, the
    first two in the plane. A cycle is one of all n; it is marked where the path ends with the same
    round walked twice.
    """
    ws = as_float("orbit", "ws", ws)
    check_shapes("orbit", ws=(ws, "t n"))
    if len(ws) < 2 or ws.shape[1] < 2:
        raise ValueError(
            f"orbit: ws has shape {ws.shape}, expected at least 2 rows and 2 columns. "
            "Try ws = np.array(history), one w per row."
        )
    start, period = _cycle(ws)
    if ws.shape[1] == 3:
        return Picture(_in_space(ws, start, period), alt or _path_in_words(ws, start, period))
    figure, ax = blank()
    free = ws[: start + 1] if period else ws
    if len(free) > 1:
        ax.plot(free[:, 0], free[:, 1], "o--", color=PALETTE[0], markersize=4, label="path of w")
    _arrows(ax, free, PALETTE[0])
    ax.plot(*ws[0, :2], "s", color="black", markersize=9, label="start")
    if period:
        loop = ws[start : start + period + 1]
        ax.plot(loop[:, 0], loop[:, 1], "^-", color=PALETTE[1], linewidth=3, label="cycle")
        _arrows(ax, loop, PALETTE[1])
    ax.set(xlabel="$w_1$", ylabel="$w_2$")
    ax.set_aspect("equal", adjustable="datalim")
    ax.margins(0.1)
    outside_legend(ax)
    return Picture(figure, alt or _path_in_words(ws, start, period))


def _in_space(ws: Array, start: int, period: int) -> Figure:
    """The path of (w_1, w_2, b), with the three numbers written at the corners of its cycle."""
    figure = Figure(figsize=(WIDTH, 5.2))
    ax: Any = figure.add_axes((0, 0, 1, 1), projection="3d")
    ax.set_box_aspect(None, zoom=1.15)
    loop = ws[start : start + period + 1] if period else ws[:0]
    free = ws[: start + 1] if period else ws
    ax.plot(*free.T, "o--", color=PALETTE[0], markersize=5)
    ax.plot(*loop.T, "o-", color=PALETTE[1], linewidth=3, markersize=9)
    for a, b in pairwise(loop):
        ax.quiver(
            *(a + 0.45 * (b - a)), *(0.12 * (b - a)), color=PALETTE[1], arrow_length_ratio=0.6
        )
    ax.set_xlabel("$w_1$", labelpad=10)
    ax.set_ylabel("$w_2$", labelpad=10)
    ax.set_zlabel("$b$")
    for axis in (ax.xaxis, ax.yaxis, ax.zaxis):
        axis.set_major_locator(MaxNLocator(4, integer=True))
        axis.pane.set_facecolor("white")
    ax.margins(z=0.15)
    ax.view_init(elev=10, azim=-14)
    _name_corners(ax, loop[:-1])
    return figure


def _name_corners(ax: Any, corners: Array) -> None:
    """Its numbers beside each corner, away from both of its edges."""
    seen = np.array([proj3d.proj_transform(*corner, ax.get_proj())[:2] for corner in corners])
    for k, (corner, place) in enumerate(zip(corners, seen, strict=True)):
        edges = seen[[k - 1, (k + 1) % len(seen)]] - place
        away = -np.sum(edges / (np.linalg.norm(edges, axis=1, keepdims=True) + 1e-12), axis=0)
        x, y = away / (np.linalg.norm(away) + 1e-12)
        ax.annotate(
            f"({', '.join(map(number, corner))})", place, (13 * x, 7 * y),
            textcoords="offset points", fontsize=13,
            ha="left" if x > 0.3 else "right" if x < -0.3 else "center",
            va="bottom" if y > 0.7 else "top" if y < -0.7 else "center",
        )  # fmt: skip


def _path_in_words(ws: Array, start: int, period: int) -> str:
    text = (
        f"Path of w over {counted(len(ws) - 1, 'update')}, from {_told(ws[0])} to {_told(ws[-1])}."
    )
    if not period:
        return f"{text} No round is walked twice."
    return (
        f"{text} From update {start} on it walks the same round of {counted(period, 'update')} "
        "again and again: it never ends."
    )


def _cycle(ws: Array) -> tuple[int, int]:
    """(first row, length) of the round that the path ends in, or (0, 0) where there is none."""
    close = 1e-9 * (1 + np.abs(ws).max())
    for period in range(1, len(ws) // 2 + 1):
        same = np.all(np.abs(ws[period:] - ws[:-period]) <= close, axis=1)
        if same[-period:].all():
            breaks = np.flatnonzero(~same)
            return (int(breaks[-1]) + 1 if breaks.size else 0), period
    return 0, 0


def _arrows(ax: Axes, path: Array, colour: str) -> None:
    """An arrow head halfway along each step, so that the direction is seen."""
    step = np.diff(path[:, :2], axis=0)
    for middle, d in zip(path[:-1, :2] + 0.5 * step, step, strict=True):
        if np.any(d):
            look = {"arrowstyle": "-|>", "color": colour, "mutation_scale": 18}
            ax.annotate("", middle + 0.05 * d, middle - 0.05 * d, arrowprops=look)


def _told(w: Array) -> str:
    return f"({', '.join(map(number, w))})"
