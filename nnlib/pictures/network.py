"""One network at work: numbers flow up through its units, blame flows back down.

A unit is a box with its sum z and its activation a side by side; forward numbers stand in its
upper half in blue, blame in the lower half in orange. A weight stands at its line, a bias in a
little box under its unit, and what is wanted of each of them, its slope, right beneath it. A nan
is a number that nobody knows yet: its place stays empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch
from numpy.typing import ArrayLike

from nnlib.pictures.figure import Picture
from nnlib.pictures.labels import Point, clear_places
from nnlib.pictures.style import PALETTE, WIDTH, styled
from nnlib.pictures.words import counted, number
from nnlib.shapes import Array, as_float, check_shapes

__all__ = ["flow"]

Layers: TypeAlias = Sequence[ArrayLike]
Parts: TypeAlias = dict[str, list[Array]]

FORWARD, BLAME = PALETTE[0], PALETTE[1]
MOST = 4  # units in a layer: more would leave no room for their numbers
TALL, HALF = 0.62, 0.31  # a unit's box, in inches
FAN = 0.14  # inches from one line of a unit to the next, where they leave it
KINDS = ("a", "z", "W", "b")


@styled()
def flow(
    W: Layers,
    b: Layers,
    *,
    up: Mapping[str, Layers] | None = None,
    down: Mapping[str, Layers] | None = None,
    names: Mapping[str, Sequence[Sequence[str]]] | None = None,
    title: str = "",
    alt: str | None = None,
) -> Picture:
    """A network with its biases, and the numbers that are known of it so far.

    Parameters
    ----------
    W, b : for each layer of weights (n_in, n_out) and (n_out,); L of them
    up : what went forward. "a": L + 1 arrays (n,), the inputs first; "z": L arrays (n_out,), or
        [] for a linear layer, whose z is its a. Without "z" a unit is one box, not two
    down : the blame. "a" and "z" as in `up`; "W" and "b": slopes, shaped like W and b
    names : what is written beside the numbers, layer by layer as in `up` and `down`; those of "W"
        row after row
    title : one line over the picture
    """
    net: Parts = {"W": _numbers("W", W), "b": _numbers("b", b)}
    sizes = _sizes(net)
    came = [
        {kind: _numbers(f"{what}[{kind!r}]", layers) for kind, layers in (given or {}).items()}
        for what, given in (("up", up), ("down", down))
    ]
    for what, parts in zip(("up", "down"), came, strict=True):
        _check(what, parts, sizes)
    sheet = _Sheet(net, sizes, came[0], came[1], names or {})
    figure = Figure(figsize=(WIDTH, sheet.height + 0.375 * bool(title)))
    ax = figure.add_axes((0, 0, 1, sheet.height / figure.get_figheight()))
    ax.set(xlim=(0, WIDTH), ylim=(0, sheet.height))
    ax.set_axis_off()
    sheet.draw(ax)
    if title:
        figure.suptitle(title, x=0.5, y=0.985, fontsize=14, fontweight="bold")
    return Picture(figure, alt or " ".join([*[f"{title}."] * bool(title), *sheet.words()]))


class _Sheet:
    """Where everything stands, in inches, and what is written there."""

    def __init__(
        self,
        net: Parts,
        sizes: list[int],
        up: Parts,
        down: Parts,
        names: Mapping[str, Sequence[Sequence[str]]],
    ) -> None:
        self.net, self.sizes, self.up, self.down, self.names = net, sizes, up, down, names
        sums = [up.get("z", []), down.get("z", [])]
        self.double = [False, *[any(v[k].size for v in sums if v) for k in range(len(net["W"]))]]
        self.height = max(2.5, 1.25 * max(sizes) + 0.5)
        self.wide = [1.5 if double else 0.8 for double in self.double]
        spare = (WIDTH - sum(self.wide) - 0.3) / (len(sizes) - 1)
        lefts = np.cumsum([0.15] + [wide + spare for wide in self.wide[:-1]])
        gap = (self.height - 0.3) / max(sizes)
        self.units: list[list[Point]] = [
            [(left + wide / 2, self.height / 2 + 0.12 + gap * ((n - 1) / 2 - i)) for i in range(n)]
            for left, wide, n in zip(lefts, self.wide, sizes, strict=True)
        ]

    def draw(self, ax: Axes) -> None:
        for k in range(len(self.sizes) - 1):
            self._weights(ax, k)
        for k, spots in enumerate(self.units):
            for i, spot in enumerate(spots):
                self._unit(ax, k, i, spot)
                if k:
                    self._bias(ax, k - 1, i, spot)

    def _name(self, kind: str, k: int, i: int) -> str:
        return self.names[kind][k][i] if kind in self.names else ""

    def _weights(self, ax: Axes, k: int) -> None:
        W = self.net["W"][k]
        most = max(float(np.abs(M).max()) for M in self.net["W"]) or 1.0
        ends = {(i, j): self._line(k, i, j) for i, j in np.ndindex(W.shape)}
        for (i, j), (start, end) in ends.items():
            look, ink = ("-", "0.45") if W[i, j] > 0 else ("--", "0.45")
            look, ink = (":", "0.7") if W[i, j] == 0 else (look, ink)
            width = 1.5 + 1.7 * abs(W[i, j]) / most
            ax.plot(*zip(start, end, strict=True), look, color=ink, linewidth=width, zorder=1)
        slopes = self.down["W"][k] if "W" in self.down else np.full(W.shape, np.nan)
        for (i, j), at in clear_places(
            ends, tall=0.28 if np.any(~np.isnan(slopes)) else 0.15
        ).items():
            name, slope = self._name("W", k, i * W.shape[1] + j), slopes[i, j]
            _label(ax, at, name, W[i, j], slope)

    def _line(self, k: int, i: int, j: int) -> tuple[Point, Point]:
        """From unit to unit: the lines of one unit do not leave or enter it at a single point."""
        (x, y), (x_next, y_next) = self.units[k][i], self.units[k + 1][j]
        up = FAN * ((self.sizes[k + 1] - 1) / 2 - j), FAN * ((self.sizes[k] - 1) / 2 - i)
        return (x + self.wide[k] / 2, y + up[0]), (x_next - self.wide[k + 1] / 2, y_next + up[1])

    def _bias(self, ax: Axes, k: int, j: int, unit: Point) -> None:
        x, y = unit[0] - 0.37 * self.double[k + 1], unit[1] - HALF
        slope = self.down["b"][k][j] if "b" in self.down else np.nan
        ax.plot([x, x], [y - 0.14, y], color="0.45", linewidth=1.5, zorder=1)
        _label(ax, (x, y - 0.25), self._name("b", k, j), self.net["b"][k][j], slope, beside=True)

    def _unit(self, ax: Axes, k: int, i: int, spot: Point) -> None:
        (x, y), wide = spot, self.wide[k]
        corners = FancyBboxPatch(
            (x - wide / 2, y - HALF), wide, TALL, boxstyle="round,pad=0,rounding_size=0.18",
            fc="white", ec="black", linewidth=1.5, zorder=3,
        )  # fmt: skip
        ax.add_patch(corners)
        places = {"z": x - wide / 4, "a": x + wide / 4} if self.double[k] else {"a": x}
        if self.double[k]:
            ax.plot([x, x], [y - HALF, y + HALF], color="0.75", linewidth=1.5, zorder=4)
        for kind, at in places.items():
            for parts, where, ink in ((self.up, 0.14, FORWARD), (self.down, -0.15, BLAME)):
                value = parts[kind][k - (kind == "z")][i] if kind in parts else np.nan
                if not np.isnan(value):
                    ax.text(at, y + where, number(value), color=ink, ha="center", va="center",
                            fontsize=13, fontweight="bold", zorder=5)  # fmt: skip
            if name := self._name(kind, k - (kind == "z"), i):
                ax.text(at, y + HALF + 0.07, name, ha="center", va="bottom", fontsize=12)

    def words(self) -> Iterator[str]:
        """All that is drawn, in sentences."""
        shape = "-".join(map(str, self.sizes))
        yield f"A network of {shape} units."
        for told, parts in (("", self.net), ("Forward: ", self.up), ("Blame: ", self.down)):
            for kind, layers in parts.items():
                first = 1 if kind != "a" else 0
                known = [f"{kind}{k + first} = {_told(v)}" for k, v in enumerate(layers) if v.size]
                yield told + "; ".join(known) + "."


def _told(values: Array) -> str:
    rows = np.atleast_2d(values).tolist()
    return " / ".join(", ".join("?" if np.isnan(v) else number(v) for v in row) for row in rows)


def _label(
    ax: Axes, at: Point, name: str, value: float, slope: float, beside: bool = False
) -> None:
    """A number on white with its name, and its slope under it or beside it."""
    text = f"{name} = {number(value)}" if name else number(value)
    white = {"fc": "white", "ec": "none", "boxstyle": "square,pad=0.25"}
    known = not np.isnan(slope)
    if beside:
        ax.text(at[0] - 0.02, at[1], text, ha="center" if not known else "right", va="center",
                fontsize=12, zorder=2, bbox=white)  # fmt: skip
        if known:
            ax.text(at[0] + 0.12, at[1], number(slope), ha="left", va="center", color=BLAME,
                    fontsize=12, fontweight="bold", zorder=2)  # fmt: skip
        return
    ax.text(at[0], at[1] + 0.11 * known, text, ha="center", va="center", fontsize=12, zorder=2,
            bbox=white)  # fmt: skip
    if known:
        ax.text(at[0], at[1] - 0.13, number(slope), ha="center", va="center", color=BLAME,
                fontsize=12, fontweight="bold", zorder=2.5, bbox=white)  # fmt: skip


def _numbers(what: str, layers: Layers) -> list[Array]:
    return [as_float("flow", f"{what}[{k}]", layer) for k, layer in enumerate(layers)]


def _sizes(net: Parts) -> list[int]:
    """Units in every layer, the inputs first, from weights and biases that fit together."""
    W, b = net["W"], net["b"]
    if not W or len(W) != len(b):
        raise ValueError(
            f"flow: W has {counted(len(W), 'layer')} and b {len(b)}, expected as many, at least "
            "one. Try flow([W1, W2], [b1, b2])."
        )
    for k, (M, v) in enumerate(zip(W, b, strict=True)):
        check_shapes("flow", **{f"W[{k}]": (M, "n_in n_out"), f"b[{k}]": (v, "n_out")})
    for below, above in pairwise(W):
        check_shapes("flow", W=(below, "n_0 n_1"), W_next=(above, "n_1 n_2"))
    sizes = [W[0].shape[0], *[M.shape[1] for M in W]]
    if max(sizes) > MOST or len(sizes) > 5:
        raise ValueError(
            f"flow: the layers have {sizes} units, expected at most {MOST} in each of at most 5. "
            "Try plots.network, which writes no numbers back."
        )
    return sizes


def _check(what: str, parts: Parts, sizes: list[int]) -> None:
    for kind, layers in parts.items():
        allowed = ("a", "z") if what == "up" else KINDS
        wanted = len(sizes) - (kind != "a")
        if kind not in allowed or len(layers) != wanted:
            raise ValueError(
                f"flow: {what}[{kind!r}] has {counted(len(layers), 'layer')}, expected one of "
                f"{', '.join(allowed)}, with {wanted}. Try {what}={{'a': [x, a1, y_hat]}}."
            )
        for k, layer in enumerate(layers):
            n = sizes[k + (kind != "a")]
            if kind == "z" and not layer.size:
                continue  # linear
            shape = f"{sizes[k]} {n}" if kind == "W" else f"{n}"
            check_shapes("flow", **{f"{what}[{kind!r}][{k}]": (layer, shape)})
