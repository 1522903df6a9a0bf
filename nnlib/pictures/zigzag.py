"""One weight close to 0, step after step: is it thrown across, or does it land?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from nnlib.arguments import check_positive
from nnlib.pictures.figure import Picture
from nnlib.pictures.style import PALETTE, panels, styled
from nnlib.pictures.words import counted, number
from nnlib.shapes import as_float, check_shapes

__all__ = ["zigzag"]


@styled()
def zigzag(
    paths: Sequence[ArrayLike], amount: float, titles: Sequence[str], *, alt: str | None = None
) -> Picture:
    """A weight after each step, a panel a path; the strip around 0 is as wide as one pull.

    Parameters
    ----------
    paths : each (k,), the weight before every step; one or two
    amount : what one step takes off, lr lambda
    titles : one for each path
    """
    lines = [as_float("zigzag", "paths", path) for path in paths]
    check_positive("zigzag", "amount", amount)
    if not 1 <= len(lines) == len(titles) <= 2:
        raise ValueError(
            f"zigzag: came {len(lines)} paths and {len(titles)} titles, expected as many of each, "
            "1 or 2. Try paths[:2], titles[:2]."
        )
    figure, axes = panels(1, len(lines), 3.9, sharey=True)
    told = []
    for ax, path, title in zip(axes[0], lines, titles, strict=True):
        check_shapes("zigzag", paths=(path, "k"))
        steps = np.arange(len(path))
        ax.axhspan(-amount, amount, color="0.9", linewidth=0)
        ax.axhline(0, color="black", linewidth=1.5)
        ax.plot(steps, path, color="0.55", linewidth=1.5)
        ax.plot(steps, path, "o", color=PALETTE[0], markersize=5)
        below, landed = path < 0, path == 0
        ax.plot(steps[below], path[below], "s", color=PALETTE[1], markersize=5)
        ax.plot(steps[landed], path[landed], "o", color=PALETTE[2], markersize=5)
        ax.set(xlabel="step", title=title)
        crossed = int(np.sum(path[1:] * path[:-1] < 0))
        told.append(
            f"{title}: from {number(path[0])}, {counted(crossed, 'jump')} across 0 in "
            f"{counted(len(path), 'step')}, {counted(int(landed.sum()), 'time')} exactly at 0."
        )
    axes[0, 0].set_ylabel("one weight")
    axes[0, 0].text(0.4, -amount, "one pull, lr λ, to each side", va="top", color="0.35")
    low, high = min(path.min() for path in lines), max(path.max() for path in lines)
    axes[0, 0].set_ylim(min(low, -amount) - amount, max(high, amount) + amount / 2)
    return Picture(figure, alt or " ".join(told))
