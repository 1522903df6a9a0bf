"""Pictures of points and of boundaries, and the door to every other picture.

Every function returns a `Picture` (see `figure`): end the cell with it and it shows itself. Each
writes its own alt text from the numbers it was given, so that text and drawing cannot disagree;
pass `alt=` to say it better. Points may have a last column of ones: the other two are shown.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from nnlib.pictures.arrows import arrows
from nnlib.pictures.beliefs import beliefs
from nnlib.pictures.bricks import bricks, summed, tents
from nnlib.pictures.byhand import by_hand, twice
from nnlib.pictures.certified import fooled, reaches
from nnlib.pictures.chased import chased
from nnlib.pictures.coins import stacked, tallies, worlds
from nnlib.pictures.confused import confused
from nnlib.pictures.curves import curve, loglog
from nnlib.pictures.diagrams import heatmap, image_grid, network
from nnlib.pictures.downhill import descent
from nnlib.pictures.each import each_run
from nnlib.pictures.fans import fitted
from nnlib.pictures.figure import Picture, show
from nnlib.pictures.floats import floats
from nnlib.pictures.folds import folded, missed
from nnlib.pictures.grids import grids, named
from nnlib.pictures.layers import histograms
from nnlib.pictures.looks import looks
from nnlib.pictures.multiples import multiples
from nnlib.pictures.nerve import nerve_cell
from nnlib.pictures.network import flow
from nnlib.pictures.orbit import orbit
from nnlib.pictures.plane import (
    as_line,
    as_points,
    census,
    draw_line,
    draw_points,
    draw_strip,
    listed,
    signed_distances,
    verdict,
)
from nnlib.pictures.regions import decision_map, moved, regions
from nnlib.pictures.roles import roles
from nnlib.pictures.runs import bound_versus_mistakes, squeeze
from nnlib.pictures.shares import readings, shares
from nnlib.pictures.simplex import simplex
from nnlib.pictures.stopped import stopped
from nnlib.pictures.stretched import stretched
from nnlib.pictures.style import (
    PALETTE,
    blank,
    outside_legend,
    styled,
)
from nnlib.pictures.turning import turning
from nnlib.pictures.walk import boxes
from nnlib.pictures.words import number
from nnlib.pictures.zigzag import zigzag

__all__ = [
    "Picture",
    "arrows",
    "beliefs",
    "bound_versus_mistakes",
    "boundary",
    "boxes",
    "bricks",
    "by_hand",
    "chased",
    "confused",
    "curve",
    "decision_map",
    "descent",
    "each_run",
    "fitted",
    "floats",
    "flow",
    "folded",
    "fooled",
    "grids",
    "heatmap",
    "histograms",
    "image_grid",
    "loglog",
    "looks",
    "missed",
    "moved",
    "multiples",
    "named",
    "nerve_cell",
    "network",
    "orbit",
    "reaches",
    "readings",
    "regions",
    "roles",
    "scatter",
    "shares",
    "show",
    "simplex",
    "squeeze",
    "stacked",
    "stopped",
    "stretched",
    "summed",
    "tallies",
    "tents",
    "turning",
    "twice",
    "worlds",
    "zigzag",
]


@styled()
def scatter(X: ArrayLike, y: ArrayLike, *, title: str = "", alt: str | None = None) -> Picture:
    """Points in the plane, a colour and a marker for each class.

    Parameters
    ----------
    X : (m, 2), or (m, 3) with a last column of ones
    y : (m,)  labels -1 and +1, 0 and 1, or 0 .. K-1
    """
    X, y = as_points("scatter", X, y)
    figure, ax = blank()
    draw_points(ax, X, y)
    outside_legend(ax)
    ax.set_title(title)
    low, high = X.min(axis=0), X.max(axis=0)
    extent = " and ".join(f"x{k + 1} from {number(low[k])} to {number(high[k])}" for k in range(2))
    return Picture(figure, alt or f"{census(y)} {extent}.")


@styled()
def boundary(
    X: ArrayLike,
    y: ArrayLike,
    w: ArrayLike,
    b: float | None = None,
    *,
    w_star: ArrayLike | None = None,
    band: bool = False,
    title: str = "",
    alt: str | None = None,
) -> Picture:
    """Points and the line w·x + b = 0: a linear classifier answers +1 on one side, -1 beyond.

    Parameters
    ----------
    X : (m, 2), or (m, 3) with a last column of ones
    y : (m,)  two classes, -1 and +1 or 0 and 1
    w : (2,) with the number b (0 when left out); or (3,), whose last entry is the bias
    w_star : (2,) or (3,)  a second line to compare with, drawn dashed
    band : shade the strip along the line that holds no point, where every point is right
    """
    X, y = as_points("boundary", X, y)
    if np.unique(y).size > 2 or not np.isin(y, (-1, 0, 1)).all():
        raise ValueError(
            f"boundary: y holds the labels {listed(np.unique(y))}, expected two classes, "
            "−1 and +1. Try y = np.where(y == 1, 1, -1)."
        )
    line = as_line("boundary", "w", w, b)
    figure, ax = blank()
    draw_points(ax, X, y)
    draw_line(ax, line, color="black", label="w·x + b = 0")
    text = f"{census(y)} {verdict(ax, X, y, line, 'w·x + b = 0')}"
    margin = signed_distances(X, y, line).min() if np.any(line[:2]) else 0.0
    if band and margin > 0:
        draw_strip(ax, line, margin)
        text += f" A strip of {number(margin)} on both sides of it holds no point."
    if w_star is not None:
        star = as_line("boundary", "w_star", w_star, None)
        draw_line(ax, star, color=PALETTE[2], linestyle="--", label="w*")
        text += f" {verdict(ax, X, y, star, 'of w*, dashed,')}"
    outside_legend(ax)
    ax.set_title(title)
    return Picture(figure, alt or text)
