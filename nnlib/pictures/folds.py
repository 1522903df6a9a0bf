"""A strip of paper, folded again and again and pulled to its old length: what a pin goes through.

Colour says where on the strip a place was before the first fold, in both panels.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from nnlib.activations import relu
from nnlib.approximate import Net, evaluate_net
from nnlib.arguments import check_count, check_number
from nnlib.depth import dyadic, fold, witness
from nnlib.pictures.figure import Picture
from nnlib.pictures.slider import Slider, slider
from nnlib.pictures.style import PALETTE, WIDTH, blank, name_lines, styled
from nnlib.pictures.words import counted, number
from nnlib.shapes import Array, IntArray

__all__ = ["folded", "folds_slider", "missed"]

MOST = 6  # folds
PIN = 0.3
COLOURS = colormaps["viridis"].resampled(256)
BULGE = 0.16  # how far a crease reaches out, as a share of the height that it spans


def folds_slider() -> Slider:
    """Fold once more, and once more: how many layers has the paper, and how many holes?"""
    question = "What does one more fold do to the layers, and to the holes that the pin leaves?"
    return slider(folded, range(MOST + 1), _folds_line, label="folds", question=question, start=1)


def _folds_line(k: int) -> str:
    n = 2**k
    return (
        f"{counted(k, 'fold')}: {counted(n, 'layer')}, and the pin leaves {counted(n, 'hole')}; "
        f"place against place has {counted(n, 'straight piece')}."
    )


@styled()
def folded(k: int, pin: float = PIN) -> Picture:
    """The strip after k folds, seen from the side, and where on it every place has come to lie.

    k : at most six
    pin : where it is pushed through, strictly between 0 and 1
    """
    check_count("folded", "k", k, low=0, high=MOST)
    check_number("folded", "pin", pin, low=0.01, high=0.99)
    figure = Figure(figsize=(WIDTH, 4.0))
    room = {"left": 0.05, "right": 0.985, "bottom": 0.16, "top": 0.89, "wspace": 0.22}
    side, graph = figure.subplots(1, 2, gridspec_kw=room)
    _draw_side(side, k, pin)
    _draw_graph(graph, k, pin)
    alt = "A strip of paper from the side, and each place before against its place after. "
    return Picture(figure, alt + _folds_line(k))


def _draw_side(ax: Axes, k: int, pin: float) -> None:
    """The paper from the side: a layer for each piece, and a crease from each to the next."""
    height, width = _heights(k), 3.6 if k < 4 else 2.6 if k < 6 else 1.8
    lines, colours = [], []
    for j, h in enumerate(height):
        lines.append(np.array([[0.0, h], [1.0, h]]))
        colours.append(COLOURS((j + 0.5) / len(height)))
    for j, (low, high) in enumerate(pairwise(height)):
        turn = np.linspace(-np.pi / 2, np.pi / 2, 25)
        out = BULGE * abs(high - low) * np.cos(turn)
        x = 1 + out if j % 2 == 0 else -out
        lines.append(np.column_stack([x, (low + high) / 2 + (high - low) / 2 * np.sin(turn)]))
        colours.append(COLOURS((j + 1) / len(height)))
    ax.add_collection(LineCollection(lines, colors=colours, linewidths=width, capstyle="round"))
    ax.plot([pin, pin], [-0.16, 1.16], color="black", linewidth=1.6)
    ax.plot(pin, 1.19, "o", color="black", markersize=9)
    ax.plot(np.full(len(height), pin), height, "o", color="black", markersize=4)
    ax.set(xlim=(-0.2, 1.2), ylim=(-0.22, 1.28), yticks=[], xticks=[0, 0.5, 1])
    ax.spines["left"].set_visible(False)
    ax.set(xlabel="place after", title=f"{counted(k, 'fold')}, {counted(2**k, 'layer')}")


def _draw_graph(ax: Axes, k: int, pin: float) -> None:
    """Where each place comes to lie, and the holes: all places that come to lie under the pin."""
    x = np.unique(np.append(dyadic(k), np.linspace(0, 1, 257)))
    points = np.column_stack([x, fold(x, k)])
    pieces = np.stack([points[:-1], points[1:]], axis=1)
    ax.add_collection(LineCollection(list(pieces), colors=COLOURS(x[:-1]), linewidths=2.2))
    ax.axhline(pin, color="black", linestyle="--", linewidth=1.6)
    j = np.arange(2**k)
    holes = (j + np.where(j % 2, 1 - pin, pin)) / 2**k
    ax.plot(holes, np.full(len(holes), pin), "o", color="black", markersize=6 if k < 5 else 4)
    ax.set(xlim=(-0.02, 1.02), ylim=(-0.05, 1.1), xticks=[0, 0.5, 1], yticks=[0, 0.5, 1])
    ax.set(xlabel="place before", ylabel="place after", title=counted(2**k, "hole"))


@cache
def _heights(k: int) -> Array:
    """How high each of the 2^k pieces lies in the pile, from 0 to 1, in the strip's order."""
    layer: IntArray = np.zeros(1, dtype=np.int64)
    for _ in range(k):
        n, old = len(layer), np.repeat(layer, 2)
        turned = np.tile([False, True, True, False], n)[: 2 * n]  # the half that is laid over
        layer = np.where(turned, 2 * n - 1 - old, old)
    return (layer + 0.5) / len(layer)


@styled()
def missed(net: Net, k: int, *, alt: str | None = None) -> Picture:
    """One hidden layer against k folds, and every place j / 2^k where it is off by 1/2 or more.

    net : (W1 (1, m), b1 (m,), v (m,), c)
    """
    check_count("missed", "k", k, low=1, high=MOST)
    x = dyadic(k)
    fine = np.unique(np.append(np.linspace(0, 1, 1001), x))
    came, wanted = evaluate_net(net, x, relu), fold(x, k)
    off = np.abs(came - wanted) >= 0.5
    figure, ax = blank()
    ax.plot(fine, fold(fine, k), "--", color="0.55", linewidth=1.6, label="folds")
    ax.plot(fine, evaluate_net(net, fine, relu), color=PALETTE[0], label="network")
    ax.axhline(0.5, color="0.85", linewidth=1.5, zorder=0)
    ax.vlines(x[off], came[off], wanted[off], color=PALETTE[1], linewidth=2)
    ax.plot(x[off], wanted[off], "D", color=PALETTE[1], markersize=7)
    ax.set(xlim=(-0.01, 1.01), ylim=_limits(came), xlabel="x")
    name_lines(ax)
    units, found = counted(len(net[2]), "unit"), witness(net, k)
    if found is None:
        told = f"off by at most {number(np.max(np.abs(came - wanted)))}"
    else:
        at = f"x = {int(found.x * 2**k)}/{2**k}"
        told = f"off by 1/2 or more at {counted(int(off.sum()), 'place')}, most at {at}"
    ax.set_title(f"{units} against {counted(2**k, 'piece')}: {told}", fontsize=13)
    return Picture(figure, alt or f"A network of {units} against {counted(k, 'fold')}: {told}.")


def _limits(y: ArrayLike) -> tuple[float, float]:
    """Room for the teeth, and for a network that is not too wild."""
    return max(-1.0, min(0.0, float(np.min(y)))) - 0.1, min(2.0, max(1.0, float(np.max(y)))) + 0.1
