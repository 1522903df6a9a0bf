"""Lines over a common x: losses over steps, activations over z, errors over h."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlib.arguments import check_one_of
from nnlib.pictures.figure import Picture
from nnlib.pictures.style import LINES, PALETTE, blank, name_lines, styled, whole_ticks
from nnlib.pictures.words import counted, number
from nnlib.shapes import Array, as_float, check_shapes

__all__ = ["curve", "loglog"]


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
