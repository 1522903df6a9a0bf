"""A line that turns: what each update of a perceptron does to it, one panel an update."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from nnlib.pictures.figure import Picture
from nnlib.pictures.plane import as_points, draw_line, draw_points, signed_distances
from nnlib.pictures.style import PALETTE, outside_legend, panels, styled
from nnlib.pictures.words import counted, number
from nnlib.shapes import Array, as_float, check_shapes

__all__ = ["turning"]

MOST = 9  # panels in one figure
ROW = 2.9  # inches for a row of panels


@styled()
def turning(
    X: ArrayLike,
    y: ArrayLike,
    w: ArrayLike,
    b: ArrayLike,
    looked: Sequence[int | None],
    *,
    names: tuple[str, str] = ("$x_1$", "$x_2$"),
    alt: str | None = None,
) -> Picture:
    """The line after each update, the line before it dashed, and the example that turned it.

    Parameters
    ----------
    X : (m, 2)
    y : (m,)   labels -1 and +1
    w : (t, 2) and b : (t,), one line a panel, at most nine
    looked : for each panel the example that was looked at, ringed; None where there is none
    names : what the two axes say
    """
    X, y = as_points("turning", X, y)
    w, b = as_float("turning", "w", w), as_float("turning", "b", b)
    check_shapes("turning", w=(w, "t 2"), b=(b, "t"))
    if not 1 <= len(w) <= MOST or len(looked) != len(w):
        raise ValueError(
            f"turning: came {len(w)} lines and {len(looked)} examples, expected the same number "
            f"of each, 1 to {MOST}. Try w[:{MOST}], b[:{MOST}], looked[:{MOST}]."
        )
    lines = np.column_stack([w, b])
    columns = len(w) if len(w) < 4 else 3
    rows = -(-len(w) // columns)
    figure, axes = panels(rows, columns, ROW * rows + 0.3, sharex=True, sharey=True)
    for k, ax in enumerate(axes.flat):
        if k >= len(lines):
            ax.set_axis_off()
            continue
        _draw_side(ax, X, lines[k])
        draw_points(ax, X, y, size=60)
        low, high = X.min(axis=0) - 0.8, X.max(axis=0) + 0.8
        ax.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]))
        for axis in (ax.xaxis, ax.yaxis):
            axis.set_major_locator(MaxNLocator(4, integer=bool(np.all(np.round(X) == X))))
        ax.set(xlabel=names[0] if k >= len(w) - columns else "", ylabel="")
        if k:
            draw_line(ax, lines[k - 1], color="0.55", linestyle="--", linewidth=1.5)
        draw_line(ax, lines[k], color="black")
        _draw_normal(ax, lines[k])
        if (i := looked[k]) is not None:
            ax.scatter(*X[i], s=260, facecolors="none", edgecolors="black", linewidths=2, zorder=4)
        ax.set_title(_title(lines[k]), fontsize=12, fontweight="normal")
    for row in axes:
        row[0].set_ylabel(names[1])
    outside_legend(axes[0, 0], "outside upper center")
    return Picture(figure, alt or _in_words(X, y, lines))


def _draw_side(ax: Axes, X: Array, line: Array) -> None:
    """The half of the plane in which the answer is +1, shaded."""
    reach = 10 * (np.ptp(X) + np.abs(X).max() + 1)
    grid = np.linspace(-reach, reach, 401)
    score = line[0] * grid[None, :] + line[1] * grid[:, None] + line[2]
    if score.min() < 0 < score.max():
        ax.contourf(grid, grid, score, levels=[0, np.inf], colors=[PALETTE[0]], alpha=0.12)


def _draw_normal(ax: Axes, line: Array) -> None:
    """The arrow w, of one length in every panel, from the point of the line nearest the middle."""
    length = np.linalg.norm(line[:2])
    if length == 0:
        return
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    unit, middle = line[:2] / length, np.array([left + right, low + high]) / 2
    foot = middle - (middle @ line[:2] + line[2]) / length * unit
    if not (left < foot[0] < right and low < foot[1] < high):
        return
    tip = foot + 0.22 * (right - left) * unit
    arrow = {"arrowstyle": "-|>", "color": PALETTE[2], "linewidth": 2.5, "mutation_scale": 18}
    ax.annotate("", tip, foot, arrowprops={**arrow, "shrinkA": 0, "shrinkB": 0}, zorder=5)
    ax.annotate(
        "w", tip, (5, 3), textcoords="offset points", color=PALETTE[2], fontweight="bold", zorder=6
    )


def _title(line: Array) -> str:
    return f"w = ({number(line[0])}, {number(line[1])}), b = {number(line[2])}"


def _in_words(X: Array, y: Array, lines: Array) -> str:
    wrong = [
        int(np.sum(signed_distances(X, y, line) <= 0)) if np.any(line[:2]) else len(y)
        for line in lines
    ]
    return (
        f"{counted(len(lines), 'panel')}, one line each, among {counted(len(y), 'point')}: "
        f"{', then '.join(map(str, wrong))} of them on the wrong side or on the line."
    )
