"""Bricks under a curve, and how the units of a hidden layer add up to one of them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from nnlib.approximate import Curve, Net, evaluate_net, values_of
from nnlib.arguments import check_count, check_positive
from nnlib.pictures.figure import Picture
from nnlib.pictures.style import PALETTE, WIDTH, blank, styled
from nnlib.pictures.words import counted, number
from nnlib.shapes import Array, as_float, check_shapes

__all__ = ["bricks", "summed", "tents"]

EACH = 60  # places drawn in each piece
INSIDE, OUTSIDE, BAND = PALETTE[0], PALETTE[1], PALETTE[2]


@styled()
def bricks(
    f: Curve, a: float, b: float, n: int, target: float | None = None, *, alt: str | None = None
) -> Picture:
    """A curve on [a, b] and n flat bricks, each as high as the curve in the middle of its piece.

    Parameters
    ----------
    f : called with one number at a time
    target : draws a band so wide on both sides of f, and hatches the bricks that leave it
    """
    check_count("bricks", "n", n)
    edges = np.linspace(a, b, n + 1)
    x, y = _curve("bricks", f, edges)
    tops = values_of("bricks", f, (edges[:-1] + edges[1:]) / 2)
    out = np.zeros(n, dtype=bool)
    figure, ax = blank()
    if target is not None:
        check_positive("bricks", "target", target)
        out = np.max(np.abs(y - tops[:, None]), axis=1) > target * (1 + 1e-9)
        low, high = y.ravel() - target, y.ravel() + target
        ax.fill_between(x.ravel(), low, high, color=BAND, alpha=0.3, linewidth=0)
    for left, right, top, leaves in zip(edges[:-1], edges[1:], tops, out, strict=True):
        _brick(ax, [(left, 0), (left, top), (right, top), (right, 0)], bool(leaves))
    _finish(ax, x, y)
    told = f"{counted(n, 'flat brick')} under a curve from x = {number(a)} to {number(b)}"
    if target is not None:
        leave = "leaves" if np.sum(out) == 1 else "leave"
        told += f"; {np.sum(out)} of them {leave} the band of {number(target)} on both sides of it"
        ax.set_title(f"{counted(n, 'brick')}, {np.sum(out)} outside the band")
    return Picture(figure, alt or f"{told}.")


@styled()
def tents(f: Curve, a: float, b: float, n: int, *, alt: str | None = None) -> Picture:
    """A curve on [a, b], n + 1 tents with their tops on it, and the polygon that they add up to.

    f is called with one number at a time.
    """
    check_count("tents", "n", n)
    edges = np.linspace(a, b, n + 1)
    x, y = _curve("tents", f, edges)
    tops, h = values_of("tents", f, edges), (b - a) / n
    figure, ax = blank()
    for place, top in zip(edges, tops, strict=True):
        _brick(ax, [(place - h, 0), (place, top), (place + h, 0)], False)
    _finish(ax, x, y)
    ax.plot(edges, tops, "o-", color=INSIDE)
    told = f"{n + 1} tents, one over each of {n + 1} points of a curve; where one falls its "
    told += "neighbour rises, and together they draw the polygon through the points."
    return Picture(figure, alt or told)


@styled()
def summed(
    x: ArrayLike, net: Net, activation: Callable[[Array], Array], *, alt: str | None = None
) -> Picture:
    """A hidden layer at work, a column a unit: collected, bent, weighted; and the sum of them.

    Parameters
    ----------
    x : (m,)
    net : (W1 (1, k), b1 (k,), v (k,), c) with k from 1 to 3 units
    """
    x = as_float("summed", "x", x)
    W1, b1, v, _ = net
    check_shapes("summed", x=(x, "m"), W1=(W1, "1 k"), b1=(b1, "k"), v=(v, "k"))
    k = len(v)
    if not 1 <= k <= 3:
        raise ValueError(f"summed: net has {k} units, expected 1 to 3. Try fewer.")
    Z = x[:, None] @ W1 + b1
    A = activation(Z)
    figure = Figure(figsize=(WIDTH, 6.4), layout="constrained")
    grid = figure.add_gridspec(4, k, height_ratios=(1, 1, 1, 1.3))
    rows = (("collected", Z, "0.45"), ("bent", A, BAND), ("weighted", A * v, OUTSIDE))
    for i, (name, values, colour) in enumerate(rows):
        for j in range(k):
            ax = figure.add_subplot(grid[i, j])
            _flat_axis(ax, x, values[:, j], colour)
            ax.set_ylim(_room(values))
            ax.set_xticklabels([])
            if i == 0:
                ax.set_title(f"unit {j + 1}")
            if j == 0:
                ax.set_ylabel(name)
            if i == 2:
                ax.set_title(f"times {number(float(v[j]))}", fontsize=13, fontweight="normal")
    ax = figure.add_subplot(grid[3, :])
    total = evaluate_net(net, x, activation)
    _flat_axis(ax, x, total, INSIDE)
    ax.set(xlabel="x", ylabel="summed", ylim=_room(total))
    told = f"{counted(k, 'hidden unit')} in columns: what each collects, what it makes of it, and "
    told += f"that times its output weight ({', '.join(number(float(one)) for one in v)}). Their "
    told += f"sum lies between {number(float(total.min()))} and {number(float(total.max()))}."
    return Picture(figure, alt or told)


def _curve(who: str, f: Curve, edges: Array) -> tuple[Array, Array]:
    """x and f(x), a row for each piece."""
    x = np.linspace(edges[:-1], edges[1:], EACH, axis=1)
    return x, values_of(who, f, x.ravel()).reshape(x.shape)


def _brick(ax: Axes, corners: list[tuple[float, float]], leaves: bool) -> None:
    """One brick; what differs in colour differs in its hatching as well."""
    colour = OUTSIDE if leaves else INSIDE
    face, hatch = (*_rgb(colour), 0.18), "///" if leaves else None
    ax.add_patch(Polygon(corners, facecolor=face, edgecolor=colour, hatch=hatch, linewidth=1.5))


def _rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _finish(ax: Axes, x: Array, y: Array) -> None:
    ax.axhline(0, color="0.6", linewidth=1.5, zorder=0)
    ax.plot(x.ravel(), y.ravel(), color="black")
    ax.set(xlim=(x.min(), x.max()), xlabel="x", ylabel="f(x)")


def _flat_axis(ax: Axes, x: Array, y: Array, colour: str) -> None:
    ax.axhline(0, color="0.8", linewidth=1.5, zorder=0)
    ax.plot(x, y, color=colour)
    ax.xaxis.set_major_locator(MaxNLocator(5))
    ax.yaxis.set_major_locator(MaxNLocator(3, steps=[1, 2, 5, 10]))


def _room(values: Array) -> tuple[float, float]:
    """Limits that hold the values and 0, with a little air."""
    low, high = min(0.0, float(values.min())), max(0.0, float(values.max()))
    air = 0.12 * ((high - low) or 1.0)
    return low - air, high + air
