"""Pictures of data, boundaries and histories, and the door to every other picture.

Every function returns a `Picture` (see `figure`): end the cell with it and it shows itself. Each
writes its own alt text from the numbers it was given, so that text and drawing cannot disagree;
pass `alt=` to say it better. Points may have a last column of ones: the other two are shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlib.arguments import check_one_of
from nnlib.pictures.arrows import arrows
from nnlib.pictures.beliefs import beliefs
from nnlib.pictures.bricks import bricks, summed, tents
from nnlib.pictures.byhand import by_hand, twice
from nnlib.pictures.certified import fooled, reaches
from nnlib.pictures.chased import chased
from nnlib.pictures.coins import stacked, tallies, worlds
from nnlib.pictures.confused import confused
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
from nnlib.pictures.runs import bound_versus_mistakes, orbit, squeeze
from nnlib.pictures.shares import readings, shares
from nnlib.pictures.simplex import simplex
from nnlib.pictures.stopped import stopped
from nnlib.pictures.stretched import stretched
from nnlib.pictures.style import (
    LINES,
    PALETTE,
    blank,
    name_lines,
    outside_legend,
    styled,
    whole_ticks,
)
from nnlib.pictures.turning import turning
from nnlib.pictures.walk import boxes
from nnlib.pictures.words import counted, number
from nnlib.pictures.zigzag import zigzag
from nnlib.shapes import Array, as_float, check_shapes

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


@styled()
def curve(
    x: ArrayLike,
    *ys: ArrayLike,
    labels: Sequence[str] = (),
    x_label: str = "x",
    y_label: str = "y",
    log: str = "none",
    dots: bool = False,
    title: str = "",
    alt: str | None = None,
) -> Picture:
    """One or more lines over a common x: losses over steps, activations over z, errors over h.

    Parameters
    ----------
    x : (n,)
    ys : each (n,)
    labels : a name for each line, needed as soon as there are two
    log : "none", "x", "y" or "xy", the axes with a logarithmic scale
    dots : mark the points, and each x: between them there is nothing to read off
    """
    check_one_of("curve", "log", log, ["none", "x", "y", "xy"])
    x, lines = as_float("curve", "x", x), [as_float("curve", "y", y) for y in ys]
    for k, y in enumerate(lines):
        check_shapes("curve", x=(x, "n"), **{f"ys[{k}]": (y, "n")})
    if not lines or not x.size or (len(labels) != len(lines) and (labels or len(lines) > 1)):
        raise ValueError(
            f"curve: came {counted(len(lines), 'line')} of {counted(x.size, 'point')} and "
            f"{counted(len(labels), 'label')}, expected a label for each line. "
            "Try curve(x, y1, y2, labels=['train', 'test'])."
        )
    figure, ax = blank()
    names = list(labels) or [y_label]
    for k, y in enumerate(lines):
        style, colour = LINES[k % len(LINES)], PALETTE[k % len(PALETTE)]
        marker = "o" if dots else ""
        ax.plot(x, y, linestyle=style, color=colour, label=names[k], marker=marker, markersize=8)
    ax.set(xlabel=x_label, ylabel=y_label, title=title)
    ax.set_xscale("log" if "x" in log else "linear")
    ax.set_yscale("log" if "y" in log else "linear")
    whole_ticks(ax)
    if dots:
        ax.set_xticks(np.unique(x), [number(value) for value in np.unique(x)])
    if labels:
        name_lines(ax)
    scale = {"none": "", "xy": ", both scales logarithmic"}.get(log, f", {log} scale logarithmic")
    told = " ".join(_course(name, x, y, x_label) for name, y in zip(names, lines, strict=True))
    return Picture(figure, alt or f"{y_label} over {x_label}{scale}. {told}")


def loglog(x: ArrayLike, *ys: ArrayLike, **options: Any) -> Picture:
    """`curve` with both scales logarithmic: a power law x^p becomes a straight line of slope p."""
    return curve(x, *ys, log="xy", **options)


def _course(name: str, x: Array, y: Array, x_label: str) -> str:
    good = np.isfinite(y)
    if not good.any():
        return f"{name}: no finite value."
    x_low = number(x[good][np.argmin(y[good])])
    told = f"{name}: from {number(y[good][0])} to {number(y[good][-1])}, between "
    told += f"{number(y[good].min())} (at {x_label} = {x_low}) and {number(y[good].max())}"
    return told + ("." if good.all() else f"; {counted(int(np.sum(~good)), 'value')} not finite.")
