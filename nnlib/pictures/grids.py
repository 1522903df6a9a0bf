"""Arrays as grids of numbers: which shape each has, and which names lead to the same one."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from nnlib.pictures.figure import Picture
from nnlib.pictures.style import PALETTE, WIDTH, blank, styled
from nnlib.pictures.words import number
from nnlib.shapes import Array, as_float

__all__ = ["grids", "named"]

MOST = 6  # rows, and arrays; there is room for about 18 columns in all
ROOM = 18
APART = 1.4  # cells between two grids


@styled()
def grids(arrays: Mapping[str, ArrayLike], *, alt: str | None = None) -> Picture:
    """Arrays side by side, each under its name and its shape; a table of two axes has a frame.

    Parameters
    ----------
    arrays : by their names; each of one or two axes, at most six rows
    """
    values = {name: _grid("grids", name, array) for name, array in arrays.items()}
    wide = [np.atleast_2d(grid).shape[1] for grid in values.values()]
    if not 1 <= len(values) <= MOST or sum(wide) > ROOM:
        raise ValueError(
            f"grids: came {len(values)} arrays of {sum(wide)} columns, expected 1 to {MOST} of "
            f"together at most {ROOM}. Try X[:, :3]."
        )
    high = max(np.atleast_2d(grid).shape[0] for grid in values.values())
    across = sum(wide) + APART * (len(wide) - 1)
    figure, ax = blank(height=round(96 * (WIDTH / max(across, 10) * (high + 1.9))) / 96)
    lefts = accumulate(wide[:-1], lambda at, n: at + n + APART, initial=0.0)
    for left, (name, grid) in zip(lefts, values.items(), strict=True):
        middle = left + np.atleast_2d(grid).shape[1] / 2
        ax.text(middle, -1.15, name, ha="center", va="center", fontsize=14, fontweight="bold")
        ax.text(middle, -0.5, f"{grid.shape}", ha="center", va="center", fontsize=13)
        _draw(ax, grid, left, 0.0)
    ax.set(xlim=(-0.5, max(across, 10) + 0.5), ylim=(high + 0.2, -1.6), aspect="equal")
    ax.set_axis_off()
    told = " ".join(f"{name} has shape {grid.shape}." for name, grid in values.items())
    return Picture(figure, alt or f"Arrays as grids of numbers. {told}")


@styled()
def named(*, alt: str | None = None, **arrays: Array) -> Picture:
    """Names on the left, arrays on the right: two names of one array have arrows to one place.

    Parameters
    ----------
    arrays : by their names, at most six, each with one axis; the same object is drawn once
    """
    if not 1 <= len(arrays) <= MOST:
        raise ValueError(
            f"named: came {len(arrays)} arrays, expected 1 to {MOST}. Try named(a=a, b=b)."
        )
    own = {id(array): array for array in arrays.values()}
    rows = {key: 1.5 * row for row, key in enumerate(own)}
    figure, ax = blank(height=round(96 * (0.5 + 0.8 * max(len(arrays), 2))) / 96)
    for key, array in own.items():
        _draw(ax, _grid("named", "an array", array), 5.0, rows[key])
    lowest = 1.5 * (len(arrays) - 1)
    for k, (name, array) in enumerate(arrays.items()):
        to = rows[id(array)] + 0.5 + 0.2 * (1.5 * k > rows[id(array)])
        ax.text(2.2, 1.5 * k + 0.5, name, ha="right", va="center", fontsize=15, fontweight="bold")
        arrow = {"arrowstyle": "-|>", "lw": 2, "color": PALETTE[0]}
        ax.annotate("", (4.9, to), (2.4, 1.5 * k + 0.5), arrowprops=arrow)
    widest = max(np.size(array) for array in own.values())
    ax.set(xlim=(0, 5.5 + max(widest, 6)), ylim=(lowest + 1.2, -0.2), aspect="equal")
    ax.set_axis_off()
    groups = [[name for name, a in arrays.items() if id(a) == key] for key in own]
    told = " ".join(
        f"{' and '.join(names)} {'lead' if len(names) > 1 else 'leads'} to one array, "
        f"{', '.join(number(v) for v in np.ravel(own[key]).tolist())}."
        for key, names in zip(own, groups, strict=True)
    )
    return Picture(figure, alt or told)


def _grid(who: str, name: str, array: ArrayLike) -> Array:
    grid = as_float(who, name, array)
    if grid.ndim not in (1, 2) or not grid.size or np.atleast_2d(grid).shape[0] > MOST:
        raise ValueError(
            f"{who}: {name} has shape {grid.shape}, expected one or two axes and at most {MOST} "
            "rows. Try X[:4]."
        )
    return grid


def _draw(ax: Axes, grid: Array, left: float, top: float) -> None:
    """The cells of one array; only a table has a frame around them."""
    table = np.atleast_2d(grid)
    for i, j in np.ndindex(table.shape):
        corner = left + j, top + i
        ax.add_patch(Rectangle(corner, 1, 1, facecolor="#dcecf6", edgecolor="0.55"))
        ax.text(
            left + j + 0.5, top + i + 0.5, number(table.item(i, j)), ha="center", va="center"
        )  # fmt: skip
    if grid.ndim == 2:
        rows, columns = table.shape
        frame = Rectangle((left, top), columns, rows, fill=False, edgecolor=PALETTE[0], lw=3)
        ax.add_patch(frame)
