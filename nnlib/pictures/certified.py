"""How far an image may move: what is proved, what was found, and what lies between the two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from nnlib.intervals import output_bounds, proved_gaps
from nnlib.mlp import MLP
from nnlib.pictures.figure import Picture
from nnlib.pictures.slider import Slider, slider
from nnlib.pictures.style import PALETTE, WIDTH, blank, panels, styled
from nnlib.pictures.words import counted, number
from nnlib.shapes import Array, as_float, check_shapes

__all__ = ["fooled", "lead_slider", "reaches"]

SAFE, LOST = PALETTE[0], PALETTE[1]


@styled()
def fooled(
    images: ArrayLike,
    moved: ArrayLike,
    names: Sequence[object],
    proved: ArrayLike,
    *,
    alt: str | None = None,
) -> Picture:
    """Images above near ones that are read as something else, and how far each was moved.

    Parameters
    ----------
    images, moved : (k, h, w), at most seven; from 0, paper, to 1, ink
    names : 2k words: what each image is, then what each moved one is read as
    proved : (k,)  how far nothing can happen
    """
    images, moved = as_float("fooled", "images", images), as_float("fooled", "moved", moved)
    proved = as_float("fooled", "proved", proved)
    check_shapes("fooled", images=(images, "k h w"), moved=(moved, "k h w"), proved=(proved, "k"))
    k = len(images)
    if not 1 <= k <= 7 or len(names) != 2 * k:
        raise ValueError(
            f"fooled: came {counted(k, 'image')} and {counted(len(names), 'name')}, expected 1 to "
            "7 images and two names for each. Try images[:6]."
        )
    figure, axes = panels(2, k, round(96 * min(5.6, 2 * WIDTH / k + 1.6)) / 96)
    far = np.abs(moved - images).reshape(k, -1).max(axis=1)
    told = []
    for column in range(k):
        for row, shown in enumerate((images[column], moved[column])):
            ax = axes[row, column]
            ax.imshow(shown, cmap="gray_r", vmin=-0.2, vmax=1.2)
            ax.set(xticks=[], yticks=[])
            ax.spines[:].set(visible=True, color=LOST if row else SAFE, linewidth=2.5)
            ax.set_title(str(names[row * k + column]), color=LOST if row else SAFE)
        axes[0, column].set_xlabel(f"proved\n{proved[column]:.3f}")
        axes[1, column].set_xlabel(f"moved\n{far[column]:.3f}")
        told.append(
            f"{names[column]}: safe up to {proved[column]:.3f} a pixel; moved by "
            f"{far[column]:.3f} it is {names[k + column]}."
        )
    return Picture(figure, alt or " ".join(told))


@styled()
def reaches(proved: ArrayLike, found: ArrayLike, *, alt: str | None = None) -> Picture:
    """All images in the order of what is proved: below that nothing happens, above `found` it did.

    proved, found : (m,)  how far each may move, and how far it was moved to be read wrongly
    """
    proved, found = as_float("reaches", "proved", proved), as_float("reaches", "found", found)
    check_shapes("reaches", proved=(proved, "m"), found=(found, "m"))
    order = np.argsort(proved, kind="stable")
    low, high = proved[order], found[order]
    figure, ax = blank()
    known = high[np.isfinite(high)]
    places, top = np.arange(len(low)), float(np.max(known)) * 1.05
    ax.bar(places, low, width=1.0, color=SAFE, alpha=0.85)
    ax.plot(places, high, ".", color=LOST, markersize=6)
    ax.set(xlim=(-0.5, len(low) - 0.5), ylim=(0, top))
    ax.set(xlabel="image, in the order of what is proved", ylabel="change of a pixel")
    right: Any = {"transform": ax.transAxes, "va": "center"}
    ax.text(1.015, float(low[-1]) / top / 2, "proved safe", color=SAFE, **right)
    ax.text(1.015, float(np.median(known[-9:])) / top, "fooled", color=LOST, **right)
    return Picture(
        figure,
        alt
        or f"{counted(len(low), 'image')}. A pixel may change by {number(low.min())} to "
        f"{number(low.max())} before anything can happen, proved; half of them by "
        f"{number(float(np.median(low)))} or more. Changes that fooled the network were found "
        f"from {number(known.min())} on, half of them up to {number(float(np.median(known)))}.",
    )


def lead_slider(net: MLP, x: ArrayLike, true: int, amounts: Sequence[float]) -> Slider:
    """Let every pixel of one image move: how small can the lead over each rival become?

    Parameters
    ----------
    x : (n_0,), a square image in a row, from 0 to 1
    true : its class
    amounts : the positions of the handle, from 0 up
    """
    x = as_float("lead_slider", "x", x)
    bounds = {eps: _leads(net, x, true, eps) for eps in amounts}
    widest = max(float(np.abs(both).max()) for both in bounds.values())

    def say(eps: float) -> str:
        low = bounds[eps][0]
        below = int(np.sum(low <= 0))
        told = "nobody can overtake, proved" if not below else f"{below} of them might overtake"
        return f"every pixel ± {number(eps)}: the least lead is {number(float(low.min()))}; {told}."

    def draw(eps: float) -> Picture:
        return _lead_picture(x, true, eps, bounds[eps], widest, say(eps))

    question = "How far can all pixels move until the first rival might overtake?"
    return slider(draw, amounts, say, label="ε", question=question)


def _leads(net: MLP, x: Array, true: int, eps: float) -> Array:
    """(2, K - 1): the least and the greatest lead of the true class over every other."""
    others = np.arange(net.sizes[-1]) != true
    W, b = net.weights[-1], net.biases[-1]
    head = [W[:, [true]] - W[:, others]], [b[true] - b[others]]
    lead = MLP([*net.weights[:-1], *head[0]], [*net.biases[:-1], *head[1]], net.hidden)
    low, high = output_bounds(lead, x[None] - eps, x[None] + eps)
    assert np.isclose(low.min(), proved_gaps(net, x[None], np.array([true]), eps)[0])
    return np.concatenate([low, high])


@styled()
def _lead_picture(
    x: Array, true: int, eps: float, bounds: Array, widest: float, line: str
) -> Picture:
    # Places by hand: a layout that is computed takes as long as the drawing.
    figure = Figure(figsize=(WIDTH, 4.4))
    places = {"left": 0.01, "right": 0.99, "bottom": 0.14, "top": 0.92, "wspace": 0.27}
    left, right = figure.subplots(1, 2, gridspec_kw={**places, "width_ratios": [1, 1.3]})
    side = round(len(x) ** 0.5)
    signs = np.where((np.arange(side)[:, None] + np.arange(side)) % 2, 1, -1)
    shown = x.reshape(side, side) + eps * signs
    left.imshow(shown, cmap="gray_r", vmin=-0.2, vmax=1.2)
    left.set(xticks=[], yticks=[], title=f"a {true}, ± {number(eps)}")
    left.spines[:].set(visible=True, color="0.5")
    rivals = [k for k in range(bounds.shape[1] + 1) if k != true]
    low, high = bounds
    colours = [SAFE if one > 0 else LOST for one in low]
    right.barh(
        range(len(rivals)), high - low, left=low, color=colours, edgecolor=colours, linewidth=3
    )
    right.axvline(0, color="black", linewidth=1.5)
    right.set(yticks=range(len(rivals)), yticklabels=[f"over {k}" for k in rivals])
    right.set(xlim=(-1.05 * widest, 1.05 * widest), xlabel="lead of the true class")
    right.tick_params(axis="y", length=0)
    right.invert_yaxis()
    return Picture(figure, f"A handwritten {true} and its lead over nine rivals: {line}")
