"""Two arrays of different shapes, as numpy stretches them before it takes them together."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.transforms import blended_transform_factory
from numpy.typing import ArrayLike

from nnlib.pictures.figure import Picture
from nnlib.pictures.style import PALETTE, panels, styled
from nnlib.pictures.words import number
from nnlib.shapes import Array, as_float

__all__ = ["stretched"]

MOST = 6  # rows or columns


@styled()
def stretched(
    left: ArrayLike, right: ArrayLike, sign: str = "+", *, alt: str | None = None
) -> Picture:
    """Two arrays, what numpy makes of their shapes, and their sum or difference.

    Numbers that are there once stand on colour; their copies, which numpy imagines, on white.

    Parameters
    ----------
    left, right : at most two axes of at most six numbers each
    sign : "+" or "-"
    """
    left, right = as_float("stretched", "left", left), as_float("stretched", "right", right)
    try:
        shape = np.broadcast_shapes(left.shape, right.shape)
    except ValueError:
        raise ValueError(
            f"stretched: left has shape {left.shape} and right {right.shape}, which numpy does "
            "not take together: from the right, axes must be equal or 1. Try right[:, None]."
        ) from None
    if sign not in ("+", "-") or len(shape) > 2 or max(shape, default=1) > MOST:
        raise ValueError(
            f"stretched: came sign {sign!r} and shape {shape}, expected + or - and at most two "
            f"axes of at most {MOST}. Try X[:4, :3]."
        )
    result = left + right if sign == "+" else left - right
    figure, axes = panels(1, 3, 0.75 + 0.62 * (shape[0] if len(shape) == 2 else 1))
    figure.set_layout_engine("constrained", wspace=0.15)  # room for the signs
    signs = ("", sign.replace("-", "−"), "=")
    for k, (ax, values, told) in enumerate(zip(axes[0], (left, right, result), signs, strict=True)):
        _draw(ax, np.broadcast_to(values, shape), values)
        ax.set_title(f"{values.shape}", fontsize=13)
        between = blended_transform_factory(figure.transFigure, ax.transAxes)
        ax.text(
            k / 3, 0.5, told, transform=between, fontsize=22, ha="center", va="center",
            in_layout=False,
        )  # fmt: skip
    text = f"{left.shape} {sign} {right.shape} gives {result.shape}: "
    text += f"{result.size} numbers from {left.size} and {right.size}."
    return Picture(figure, alt or text)


def _draw(ax: Axes, wide: Array, own: Array) -> None:
    """The stretched array as a grid; the cells of the array itself are coloured."""
    grid = np.atleast_2d(wide)
    rows, columns = grid.shape
    there: Any = np.atleast_2d(own).shape
    for i in range(rows):
        for j in range(columns):
            is_own = i < there[0] and j < there[1]
            face = PALETTE[5] if is_own else "white"
            ax.add_patch(
                Rectangle(
                    (j, i), 1, 1, facecolor=face, edgecolor="0.35", alpha=1 if is_own else 0.8
                )
            )
            ax.text(
                j + 0.5, i + 0.5, number(grid[i, j]), ha="center", va="center",
                color="black" if is_own else "0.45",
            )  # fmt: skip
    ax.set(xlim=(-0.05, columns + 0.05), ylim=(rows + 0.05, -0.05), aspect="equal")
    ax.set_axis_off()
