"""The one look of every figure: its letters, its colours, its size, and names at their lines.

A figure fills the column of a page. Whatever differs in colour differs in shape as well, and a
line carries its name where it ends: a reader who has to look things up in a box loses the thread.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, TypeAlias

import matplotlib
import numpy as np
from cycler import cycler
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from nnlib.pictures.words import number

__all__ = [
    "HEIGHT",
    "LINES",
    "MARKERS",
    "PALETTE",
    "WIDTH",
    "blank",
    "name_lines",
    "outside_legend",
    "panels",
    "styled",
    "whole_ticks",
]

# Okabe and Ito's colours, told apart with every common form of colour blindness. Yellow is left
# out: on white it is too pale for a line.
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*", "<", ">")
LINES = ("-", "--", "-.", ":")

Place: TypeAlias = Literal["outside right upper", "outside upper center"]

WIDTH, HEIGHT = 8.0, 4.4  # inches; an inch is 96 px on the page
GAP = 0.075  # between two names at the right edge, as a share of the panel's height

FONTS = Path(__file__).parent / "fonts"
FAMILY = "Lesson Sans"  # comes with this package: the same letters on every machine
for _file in sorted(FONTS.glob("*.ttf")):
    font_manager.fontManager.addfont(_file)

STYLE: Any = {
    "font.family": [FAMILY, "DejaVu Sans"],  # the second has what the first has not: ⊙, ∈, ⋮
    "mathtext.fontset": "custom",
    "mathtext.rm": FAMILY,
    "mathtext.it": f"{FAMILY}:italic",
    "mathtext.bf": f"{FAMILY}:bold",
    "mathtext.cal": f"{FAMILY}:italic",
    "mathtext.sf": FAMILY,
    "mathtext.tt": FAMILY,
    "mathtext.bfit": f"{FAMILY}:bold",
    "font.size": 13,
    "axes.labelsize": 13,
    "axes.titlesize": 14,
    "axes.titleweight": "bold",
    "xtick.labelsize": 12,
    "ytick.labelsize": 12,
    "legend.fontsize": 13,
    "legend.frameon": False,
    "lines.linewidth": 2.2,
    "lines.markersize": 7,
    "lines.solid_capstyle": "round",
    "axes.prop_cycle": cycler(color=PALETTE),
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.facecolor": "white",
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
    "text.color": "black",
    "axes.labelcolor": "black",
    "axes.edgecolor": "black",
    "xtick.color": "black",
    "ytick.color": "black",
    "axes.unicode_minus": True,
}


@contextmanager
def styled() -> Iterator[None]:
    """Draw in the one style of this library; what the reader set for themselves comes back."""
    with matplotlib.rc_context(STYLE):
        yield


def blank(width: float = WIDTH, height: float = HEIGHT) -> tuple[Figure, Axes]:
    """An empty figure, sizes in inches, and its one panel; pyplot knows nothing of it."""
    figure = Figure(figsize=(width, height), layout="constrained")
    return figure, figure.subplots()


def panels(rows: int, columns: int, height: float = HEIGHT, **options: Any) -> tuple[Figure, Any]:
    """An empty figure and its panels, an array (rows, columns), for small multiples."""
    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    return figure, figure.subplots(rows, columns, squeeze=False, **options)


def name_lines(ax: Axes) -> None:
    """Write the label of every line beside its last point; call it when the limits are set."""
    ends: list[tuple[float, Any]] = []
    for line in ax.get_lines():
        label = str(line.get_label())
        x, y = (np.asarray(values, dtype=float) for values in line.get_data())
        low, high = sorted(ax.get_xlim())
        seen = np.flatnonzero(np.isfinite(y) & (x >= low) & (x <= high))
        if label.startswith("_") or not seen.size:
            continue
        at = ax.transData.transform((x[seen[-1]], y[seen[-1]]))
        ends.append((float(np.clip(ax.transAxes.inverted().transform(at)[1], 0, 1)), line))
    heights = _spread([height for height, _ in ends])
    for height, (_, line) in zip(heights, ends, strict=True):
        ax.text(
            1.015, height, str(line.get_label()), color=line.get_color(), va="center", ha="left",
            transform=ax.transAxes,
        )  # fmt: skip


def _spread(heights: list[float]) -> list[float]:
    """The heights, moved apart as little as keeps their order and a gap between them."""
    order = np.argsort(heights, kind="stable")
    placed = np.array(heights, dtype=float)
    for _ in range(50):
        for below, above in pairwise(order):
            short = GAP - (placed[above] - placed[below])
            if short > 1e-9:
                placed[below] -= short / 2
                placed[above] += short / 2
    return [float(height) for height in placed]


def outside_legend(ax: Axes, place: Place = "outside right upper") -> None:
    """Name the kinds of points, beside or above the panel, where that can hide no data."""
    handles, labels = ax.get_legend_handles_labels()
    if not handles:
        return
    if place == "outside right upper":
        # Of the panel, not of the figure: beside a square one there is much white.
        ax.legend(handles, labels, loc="upper left", bbox_to_anchor=(1.02, 1), borderaxespad=0)
    else:
        ax.figure.legend(handles, labels, loc=place, ncols=2 if len(handles) == 4 else 3)


def whole_ticks(ax: Axes) -> None:
    """Write 100 and 0.01 on logarithmic axes, not powers of ten: quicker to read and to draw."""

    for axis in (ax.xaxis, ax.yaxis):
        if axis.get_scale() == "log":
            axis.set_major_formatter(lambda value, _: number(value))
            axis.set_minor_locator(NullLocator())
