"""What is believed of one weight: a row for each belief, and where it peaks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from nnlib.pictures.figure import Picture
from nnlib.pictures.style import PALETTE, panels, styled
from nnlib.pictures.words import number
from nnlib.shapes import as_float, check_shapes

__all__ = ["beliefs"]


@styled()
def beliefs(
    w: ArrayLike, curves: Sequence[ArrayLike], names: Sequence[str], *, alt: str | None = None
) -> Picture:
    """Each belief over the same w, scaled to a peak of 1; the most probable w is marked.

    Parameters
    ----------
    w : (n,)
    curves : each (n,), not below 0; how probable each w is, up to a factor; at most four
    names : one for each belief
    """
    w, rows = as_float("beliefs", "w", w), [as_float("beliefs", "curves", c) for c in curves]
    if not 1 <= len(rows) == len(names) <= 4:
        raise ValueError(
            f"beliefs: came {len(rows)} curves and {len(names)} names, expected as many of each, "
            "1 to 4. Try curves[:4], names[:4]."
        )
    figure, axes = panels(len(rows), 1, 1.15 * len(rows) + 0.7, sharex=True, sharey=True)
    told = []
    for k, (ax, curve, name) in enumerate(zip(axes[:, 0], rows, names, strict=True)):
        check_shapes("beliefs", w=(w, "n"), curves=(curve, "n"))
        height, colour = curve / curve.max(), PALETTE[k]
        peak = float(np.round(w[np.argmax(height)], 6)) + 0.0
        ax.fill_between(w, height, color=colour, alpha=0.25, linewidth=0)
        ax.plot(w, height, color=colour)
        ax.plot([peak, peak], [0, 1], "--", color="black", linewidth=1.5)
        ax.annotate(number(peak), (peak, 1), (0, 3), textcoords="offset points", ha="center")
        ax.text(1.015, 0.5, name, color=colour, va="center", transform=ax.transAxes)
        ax.set(yticks=[], ylim=(0, 1.45), xlim=(w[0], w[-1]))
        ax.spines["left"].set_visible(False)
        told.append(f"{name} peaks at w = {number(peak)}")
    axes[-1, 0].set_xlabel("w")
    return Picture(figure, alt or f"Beliefs in one weight, one under the other: {', '.join(told)}.")
