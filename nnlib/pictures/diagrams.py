"""Pictures of what a network is made of: its units, its weight matrices, the images it reads."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from nnlib.pictures.figure import Picture
from nnlib.pictures.style import PALETTE, WIDTH, blank, styled
from nnlib.pictures.words import counted, number
from nnlib.shapes import Array, as_float, check_shapes

__all__ = ["heatmap", "image_grid", "network"]

SHOWN = 6  # a layer with more units is drawn as its first and last two, with dots between


@styled()
def network(
    sizes: Sequence[int],
    *,
    weights: Sequence[ArrayLike] = (),
    values: Sequence[ArrayLike] = (),
    names: Sequence[str] = (),
    alt: str | None = None,
) -> Picture:
    """A layered network, its units as circles and its weights as lines.

    Parameters
    ----------
    sizes : units in each layer, the inputs first: [2, 3, 1]
    weights : for each layer of weights W (n_in, n_out); negative ones are dashed, large ones
        thick, and up to twelve of them in a layer are written beside their lines
    values : for each layer of units (n,), written into the circles; a nan leaves its circle empty,
        for a unit that still waits
    names : for each layer its name; without them "inputs", "hidden 1", ..., "outputs"
    """
    matrices = [as_float("network", f"weights[{k}]", W) for k, W in enumerate(weights)]
    units = [as_float("network", f"values[{k}]", a) for k, a in enumerate(values)]
    names = list(names) or _layer_names(len(sizes))
    pairs = list(pairwise(sizes))
    for what, came, expected in [
        ("sizes", len(sizes), max(2, len(sizes))),
        ("weights", len(matrices) or len(pairs), len(pairs)),
        ("values", len(units) or len(sizes), len(sizes)),
        ("names", len(names), len(sizes)),
    ]:
        if came != expected or min(sizes, default=0) < 1:
            raise ValueError(
                f"network: {what} has {counted(came, 'entry', 'entries')} for sizes "
                f"{list(sizes)}, expected {expected}, and every size at least 1. "
                "Try network([2, 3, 1])."
            )
    for k, (W, (n_in, n_out)) in enumerate(zip(matrices, pairs, strict=False)):
        check_shapes("network", **{f"weights[{k}]": (W, f"{n_in} {n_out}")})
    for k, (a, n) in enumerate(zip(units, sizes, strict=False)):
        check_shapes("network", **{f"values[{k}]": (a, f"{n}")})
    figure, ax = blank()
    places = [_places(n) for n in sizes]
    greatest = max((float(np.abs(W).max()) for W in matrices), default=0.0) or 1.0
    for k in range(len(pairs)):
        _draw_edges(ax, k, places[k], places[k + 1], matrices[k] if matrices else None, greatest)
    for k, spots in enumerate(places):
        _draw_units(ax, k, spots, sizes[k], units[k] if units else None)
        ax.annotate(f"{names[k]}\n({sizes[k]})", (k, -3.9), ha="center", va="top")
    ax.set(xlim=(-0.4, len(sizes) - 0.6), ylim=(-5.2, 3.7))
    ax.set_axis_off()
    return Picture(figure, alt or _network_in_words(sizes, names, matrices, units))


@styled()
def heatmap(
    W: ArrayLike,
    *,
    row_label: str = "row i",
    column_label: str = "column j",
    title: str = "",
    room: tuple[int, int] | None = None,
    alt: str | None = None,
) -> Picture:
    """A matrix as coloured squares: blue above 0, red below, white at 0.

    W (n, p). With at most 12 rows and 8 columns the numbers are written into the squares. `room`
    is for pictures one after the other: with room for (rows, columns), at most 12 and 8, every
    number has a square of the same size in all of them, so that shapes can be compared.
    """
    W = as_float("heatmap", "W", W)
    check_shapes("heatmap", W=(W, "n p"))
    if not (W.size and np.all(np.isfinite(W))):
        raise ValueError("heatmap: W is empty or not finite, expected numbers to show. Print W.")
    n, p = W.shape
    if room is not None and not (n <= room[0] <= 12 and p <= room[1] <= 8):
        raise ValueError(
            f"heatmap: room is {room} for W of shape {W.shape}, expected at least as many rows "
            f"and columns, at most 12 and 8. Try room={W.shape}."
        )
    figure, ax = blank()
    most = float(np.abs(W).max()) or 1.0
    aspect: Literal["auto", "equal"] = "auto" if room is None else "equal"
    shown = ax.imshow(W, cmap="RdBu", vmin=-most, vmax=most, aspect=aspect)
    if room is None:
        figure.colorbar(shown)
    else:
        ax.set(xlim=(-0.5, room[1] - 0.5), ylim=(room[0] - 0.5, -0.5))
        ax.spines[:].set_visible(False)
        for i, j in np.ndindex(n, p):
            ax.add_patch(Rectangle((j - 0.5, i - 0.5), 1, 1, fc="none", ec="0.5", linewidth=1.5))
    if n <= 12 and p <= 8:
        for i, j in np.ndindex(n, p):
            dark = abs(W[i, j]) > 0.6 * most
            ink = "white" if dark else "black"
            ax.text(j, i, number(W.item(i, j)), ha="center", va="center", color=ink, fontsize=11)
        ax.set(xticks=range(p), yticks=range(n))
    ax.set(xlabel=column_label, ylabel=row_label, title=title)
    if room is not None:  # the first row and column are where every matrix has them
        ax.xaxis.tick_top()
        ax.set_xlabel(column_label, loc="left")
        ax.set_ylabel(row_label, loc="top")
        ax.xaxis.set_label_position("top")
    ax.tick_params(length=0)
    low, high = (np.unravel_index(f(W), W.shape) for f in (np.argmin, np.argmax))
    text = (
        f"Matrix of {counted(n, 'row')} and {counted(p, 'column')}. Least entry {number(W.min())} "
        f"at ({low[0]}, {low[1]}), greatest {number(W.max())} at ({high[0]}, {high[1]})."
    )
    if W.size <= 12:
        text += f" Rows: {_rows(W)}."
    return Picture(figure, alt or text)


@styled()
def image_grid(
    images: ArrayLike, *, titles: Sequence[object] = (), alt: str | None = None
) -> Picture:
    """Small images side by side, at most 40: digits, or what a unit's first weights look like.

    images (k, h, w). Where all values are at least 0, dark is large; else blue is above 0 and
    red below, as in `heatmap`. One scale holds for all images.
    """
    images = as_float("image_grid", "images", images)
    if images.ndim != 3 or not 0 < len(images) <= 40:
        raise ValueError(
            f"image_grid: images has shape {images.shape}, expected (k, h, w) with k from 1 to "
            "40. Try X[:10].reshape(-1, 8, 8)."
        )
    k, h, w = images.shape
    if titles and len(titles) != k:
        raise ValueError(
            f"image_grid: came {counted(len(titles), 'title')} for {counted(k, 'image')}, "
            f"expected one each. Try titles=y[:{k}]."
        )
    columns = min(k, 5 if k <= 10 else 8)
    rows = -(-k // columns)
    height = round(96 * min(6.0, WIDTH * rows / columns + 0.3)) / 96  # whole pixels
    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    most = float(np.abs(images).max()) or 1.0
    signed = bool(images.min() < 0)
    for index, ax in enumerate(figure.subplots(rows, columns, squeeze=False).flat):
        ax.set(xticks=[], yticks=[])
        ax.spines[:].set(visible=index < k, color="0.6")
        if index < k:
            scale = {"cmap": "RdBu" if signed else "gray_r", "vmin": -most * signed, "vmax": most}
            ax.imshow(images[index], **scale)
            ax.set_title(str(titles[index]) if titles else "")
    text = f"{counted(k, 'image')} of {h} by {w} pixels in {counted(rows, 'row')}"
    listed = f", titled {', '.join(map(str, titles))}." if titles else "."
    span = f" Values from {number(images.min())} to {number(images.max())}."
    return Picture(figure, alt or text + listed + span)


def _rows(W: Array) -> str:
    return "; ".join(", ".join(map(number, row)) for row in W.tolist())


def _layer_names(count: int) -> list[str]:
    hidden = [f"hidden {k}" for k in range(1, count - 1)] if count > 3 else ["hidden"]
    return ["inputs", *hidden[: count - 2], "outputs"]


def _places(n: int) -> dict[int, float]:
    """Height of every unit that is drawn, the first one on top."""
    if n > SHOWN:
        return dict(zip((0, 1, n - 2, n - 1), (3, 1.5, -1.5, -3), strict=True))
    gap = min(2.0, 6 / max(n - 1, 1))
    return {i: gap * ((n - 1) / 2 - i) for i in range(n)}


def _draw_edges(
    ax: Axes, k: int, left: dict[int, float], right: dict[int, float], W: Array | None, top: float
) -> None:
    for i, u in left.items():
        for j, v in right.items():
            if W is None:
                ax.plot([k, k + 1], [u, v], color="0.6", linewidth=1.5, zorder=1)
                continue
            colour, dashes = (PALETTE[0], "-") if W[i, j] >= 0 else (PALETTE[1], "--")
            width = 1.5 + 3 * abs(W[i, j]) / top
            ax.plot([k, k + 1], [u, v], dashes, color=colour, linewidth=width, zorder=1)
            if W.size <= 12:  # a third of the way, staggered, so that crossing lines stay legible
                at = 0.3 + 0.36 * (i % 2)
                ax.text(
                    k + at, u + at * (v - u), number(W[i, j]), ha="center", va="center",
                    fontsize=11, zorder=2, bbox={"fc": "white", "ec": "none", "pad": 1},
                )  # fmt: skip


def _draw_units(ax: Axes, k: int, spots: dict[int, float], n: int, a: Array | None) -> None:
    size = 600 if len(spots) > 5 else 900 if a is None else 1250  # room for a number
    ax.scatter(
        [k] * len(spots), list(spots.values()), s=size, c="white",
        edgecolors="black", linewidths=1.5, zorder=3,
    )  # fmt: skip
    if n > SHOWN:
        ax.text(k, 0, "⋮", ha="center", va="center", fontsize=18)
    for i, u in spots.items():
        if a is not None and not np.isnan(a[i]):
            ax.text(k, u, number(a[i]), ha="center", va="center", fontsize=10, zorder=4)


def _network_in_words(
    sizes: Sequence[int], names: Sequence[str], matrices: list[Array], units: list[Array]
) -> str:
    layers = ", ".join(f"{name} {size}" for name, size in zip(names, sizes, strict=True))
    edges = sum(a * b for a, b in pairwise(sizes))
    text = f"A network, every unit joined to all of the next layer: {layers}; {edges} weights."
    for k, W in enumerate(matrices):
        if W.size <= 12:
            text += f" Weights out of {names[k]}: {_rows(W)}."
    for k, a in enumerate(units):
        if a.size <= SHOWN:
            listed = ", ".join("none yet" if np.isnan(v) else number(v) for v in a.tolist())
            text += f" Values of {names[k]}: {listed}."
    return text
