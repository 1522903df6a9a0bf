"""A curve and the nets that follow it: where their corners are, and how far off they are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from nnlib.activations import relu
from nnlib.approximate import Curve, Net, evaluate_net, values_of
from nnlib.pictures.figure import Picture
from nnlib.pictures.style import PALETTE, panels, styled
from nnlib.pictures.words import counted, number
from nnlib.shapes import Array

__all__ = ["chased"]

PLACES = 1200


@styled()
def chased(
    f: Curve,
    a: float,
    b: float,
    nets: Sequence[Net],
    names: Sequence[str],
    proved: ArrayLike,
    *,
    alt: str | None = None,
) -> Picture:
    """A column for each net of ReLUs: over the curve with its corners, and below the distance.

    Parameters
    ----------
    nets : one to three, (W1, b1, v, c) each
    names : one for each net
    proved : for each net a number that its distance never exceeds, drawn as two lines
    """
    limits = np.asarray(proved, dtype=float)
    if not 1 <= len(nets) == len(names) == len(limits) <= 3:
        raise ValueError(
            f"chased: came {len(nets)} nets, {len(names)} names and {len(limits)} numbers, "
            "expected as many of each, 1 to 3. Try nets[:3]."
        )
    x = np.linspace(a, b, PLACES)
    y = values_of("chased", f, x)
    figure, axes = panels(2, len(nets), 4.75, sharex=True, sharey="row")
    most, told = 1.15 * float(limits.max()), []
    for k, (net, name, limit) in enumerate(zip(nets, names, limits, strict=True)):
        top, bottom = axes[:, k]
        curve, corners = evaluate_net(net, x, relu), _corners(net, a, b)
        top.plot(x, y, color="0.6", linewidth=5)
        top.plot(x, curve, color=PALETTE[0])
        top.plot(corners, evaluate_net(net, corners, relu), "o", color=PALETTE[0])
        top.set_title(name)
        bottom.fill_between(x, curve - y, color=PALETTE[1], alpha=0.6, linewidth=0)
        for side in (-limit, limit):
            bottom.axhline(side, color="black", linestyle="--", linewidth=1.5)
        bottom.set(xlabel="x", xlim=(a, b), ylim=(-most, most), title=f"proved: {limit:.4f}")
        bottom.xaxis.set_major_locator(MaxNLocator(4, integer=True))
        bottom.title.set(fontsize=13, fontweight="normal")
        told.append(
            f"{name}: {counted(len(corners), 'corner')}, never off by more than {number(limit)}."
        )
    axes[0, 0].set_ylabel("curve, net")
    axes[1, 0].set_ylabel("net − curve")
    return Picture(figure, alt or f"A curve from x = {number(a)} to {number(b)}. {' '.join(told)}")


def _corners(net: Net, a: float, b: float) -> Array:
    """Where the net turns on [a, b), its first place included."""
    w, b1 = np.ravel(net[0]), np.ravel(net[1])
    places = -b1[w != 0] / w[w != 0]
    return np.unique(places[(places >= a - 1e-12) & (places < b)].clip(a, b))
