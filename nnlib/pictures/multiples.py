"""Small multiples: a panel for each curve on the same axes, where one frame would be a tangle."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from nnlib.pictures.figure import Picture
from nnlib.pictures.style import LINES, PALETTE, outside_legend, panels, styled
from nnlib.pictures.words import number
from nnlib.shapes import Array, as_float, check_shapes

__all__ = ["multiples"]

ACROSS = 3  # panels in a row; four make two rows of two
ONE_ROW = 3.2  # inches


@styled()
def multiples(
    x: ArrayLike,
    ys: Sequence[Sequence[ArrayLike]],
    titles: Sequence[str],
    labels: Sequence[str],
    *,
    x_label: str = "",
    alt: str | None = None,
) -> Picture:
    """The same one, two or three kinds of curve in a panel for each title.

    Parameters
    ----------
    x : (m,)
    ys : for each title its curves, each (m,)
    titles : of the panels, at most nine
    labels : of the curves, at most three, the same in every panel
    """
    x = as_float("multiples", "x", x)
    curves = [[as_float("multiples", "y", y) for y in panel] for panel in ys]
    if not 1 <= len(titles) == len(curves) <= 9 or {len(p) for p in curves} != {len(labels)}:
        raise ValueError(
            f"multiples: came {len(curves)} panels, {len(titles)} titles and {len(labels)} labels, "
            "expected a title for each of 1 to 9 panels, and a label for each curve of a panel."
        )
    for panel in curves:
        for y in panel:
            check_shapes("multiples", x=(x, "m"), y=(y, "m"))
    across = 2 if len(titles) == 4 else min(len(titles), ACROSS)
    rows = -(-len(titles) // across)
    height = 0.5 + 2.0 * rows if rows > 1 else ONE_ROW
    figure, axes = panels(rows, across, height, sharex=True, sharey=True)
    told = []
    for k, ax in enumerate(axes.flat):
        if k >= len(titles):
            ax.set_axis_off()
            continue
        for i, (y, name) in enumerate(zip(curves[k], labels, strict=True)):
            ax.plot(x, y, LINES[i], color=PALETTE[i], label=name)
        ax.axhline(0, color="0.8", linewidth=1.5, zorder=0)
        ax.set_title(titles[k])
        spans = (
            f"{name} from {_told(float(np.nanmin(y)), y)} to {_told(float(np.nanmax(y)), y)}"
            for y, name in zip(curves[k], labels, strict=True)
        )
        told.append(f"{titles[k]}: {', '.join(spans)}.")
        if k >= len(titles) - across:
            ax.set_xlabel(x_label)
    if len(labels) > 1:
        outside_legend(axes[0, 0], "outside upper center")
    return Picture(figure, alt or " ".join(told))


def _told(value: float, y: Array) -> str:
    """The value in words; what rounding has left beside the others is 0."""
    return number(value if abs(value) > 1e-12 * np.nanmax(np.abs(y)) else 0.0)
