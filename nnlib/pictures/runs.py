"""Pictures of a perceptron's run: why it must stop, how soon it does, and where it never will.

`squeeze` draws the convergence proof around one run, `bound_versus_mistakes` sets many runs
against what the theorem allows, `orbit` follows w where no line separates and it walks in circles.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from mpl_toolkits.mplot3d import proj3d  # type: ignore[import-untyped]
from numpy.typing import ArrayLike

from nnlib.arguments import check_number
from nnlib.pictures.figure import Picture
from nnlib.pictures.style import (
    PALETTE,
    WIDTH,
    blank,
    outside_legend,
    styled,
    whole_ticks,
)
from nnlib.pictures.words import counted, number
from nnlib.shapes import Array, as_float, check_shapes

__all__ = ["bound_versus_mistakes", "orbit", "squeeze"]


@styled()
def squeeze(
    along: ArrayLike,
    squared: ArrayLike,
    rho: float,
    C: float,
    w_star: ArrayLike,
    *,
    alt: str | None = None,
) -> Picture:
    """The perceptron's proof: a run caught between t rho and ||w*|| C sqrt(t) until they cross.

    Parameters
    ----------
    along : (t,)    <w*, w> after each mistake
    squared : (t,)  ||w||^2 after each mistake
    rho : the least y <w*, x> over the data, above 0
    C : the greatest ||x||
    w_star : (n,)   any vector that separates the data
    """
    along, squared = as_float("squeeze", "along", along), as_float("squeeze", "squared", squared)
    w_star = as_float("squeeze", "w_star", w_star)
    check_shapes("squeeze", along=(along, "t"), squared=(squared, "t"), w_star=(w_star, "n"))
    check_number("squeeze", "rho", rho, low=np.finfo(float).tiny)
    check_number("squeeze", "C", C, low=np.finfo(float).tiny)
    norm = float(np.linalg.norm(w_star))
    bound = (C * norm / rho) ** 2
    most = int(bound + 1e-9)  # mistakes come whole
    t = np.arange(1.0, len(along) + 1)
    end = 1.08 * max(bound, len(t))

    def draw(ax: Axes, stop: float) -> None:
        s = np.linspace(0, stop, 400)
        ax.fill_between(s, s * rho, norm * C * np.sqrt(s), where=s <= bound, color="0.92")
        ax.plot(s, norm * C * np.sqrt(s), color=PALETTE[1])
        ax.plot(t, along, "o-", color=PALETTE[0], markersize=5)
        ax.plot(s, s * rho, "-.", color="black")

    figure, ax = blank()
    draw(ax, end)
    ax.plot(bound, bound * rho, "*", color="black", markersize=14)
    ax.annotate(
        f"t = {most}", (bound, bound * rho), (-8, 8), textcoords="offset points", ha="right"
    )
    ax.set(xlabel="mistakes t", ylabel="⟨w*, w⟩")
    ax.set(xlim=(0, end), ylim=(0, 1.1 * norm * C * np.sqrt(end)))
    ax.xaxis.set_major_locator(MaxNLocator(5))
    for share, height, told, colour, place in (
        (0.45, norm * C * np.sqrt(0.45 * bound), "no more than ‖w*‖ C √t", PALETTE[1], "right"),
        (0.8, 0.8 * bound * rho, "no less than t ρ", "black", "left"),
    ):
        aside = (-8, 8) if place == "right" else (8, -16)
        ax.annotate(
            told, (share * bound, height), aside, textcoords="offset points", color=colour, ha=place
        )
    if 0 < len(t) < bound / 4:
        near = ax.inset_axes((0.56, 0.06, 0.42, 0.33))
        stop = 1.3 * len(t)
        draw(near, stop)
        near.set_title("this run, enlarged", fontsize=11)
        near.set(xlim=(0, stop), ylim=(0, 1.05 * norm * C * np.sqrt(stop)), xticks=[], yticks=[])
        ax.indicate_inset_zoom(near, edgecolor="black")
    return Picture(figure, alt or _squeezed(t, along, squared, rho, norm * C, norm, most))


@styled()
def bound_versus_mistakes(
    bounds: ArrayLike, mistakes: ArrayLike, *, alt: str | None = None
) -> Picture:
    """Mistakes made against mistakes allowed, a point for each run, both scales logarithmic.

    bounds (k,) and mistakes (k,), all above 0. No honest point lies above the diagonal.
    """
    bounds = as_float("bound_versus_mistakes", "bounds", bounds)
    mistakes = as_float("bound_versus_mistakes", "mistakes", mistakes)
    check_shapes("bound_versus_mistakes", bounds=(bounds, "k"), mistakes=(mistakes, "k"))
    if not (bounds.size and np.all(bounds > 0) and np.all(mistakes > 0)):
        raise ValueError(
            "bound_versus_mistakes: a logarithmic scale has no place for 0, expected at least one "
            "run, and bounds and mistakes above 0. Try keep = mistakes > 0."
        )
    figure, ax = blank()
    low, high = 0.5 * min(bounds.min(), mistakes.min()), 2 * max(bounds.max(), mistakes.max())
    ax.plot([low, high], [low, high], "--", color="black", label="mistakes = bound")
    ax.plot(bounds, mistakes, "o", color=PALETTE[0], label="one run")
    ax.set(xscale="log", yscale="log", xlim=(low, high), ylim=(low, high))
    ax.set(xlabel="mistakes the theorem allows", ylabel="mistakes made")
    whole_ticks(ax)
    outside_legend(ax, "outside upper center")
    over = int(np.sum(mistakes > bounds * (1 + 1e-9)))
    text = (
        f"{counted(len(bounds), 'run')}: mistakes from {number(mistakes.min())} to "
        f"{number(mistakes.max())}, bounds from {number(bounds.min())} to {number(bounds.max())}. "
        f"{over or 'No'} {'point lies' if over == 1 else 'points lie'} above the diagonal. "
        f"The fullest use of a bound is {number(100 * np.max(mistakes / bounds))} per cent."
    )
    return Picture(figure, alt or text)


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


def _squeezed(
    t: Array, along: Array, squared: Array, rho: float, slope: float, norm: float, most: int
) -> str:
    slack = 1e-9 * (1 + slope)
    below = np.flatnonzero(along < t * rho - slack)
    above = np.flatnonzero(norm * np.sqrt(squared) > slope * np.sqrt(t) + slack)
    low, high = "stays above the straight line t rho", "below the square-root curve"
    if below.size:
        low = f"falls below the straight line t rho at mistake {below[0] + 1}"
    if above.size:
        high = f"rises above the square-root curve at mistake {above[0] + 1}"
    return (
        f"The learner's run of {counted(len(t), 'mistake')} {low} and {high}; line and curve meet "
        f"at t = {most}, so no run can be longer."
    )
