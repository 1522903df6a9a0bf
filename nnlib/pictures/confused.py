"""Which class was taken for which, with one of the culprits in each field."""

from __future__ import annotations

import numpy as np
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from nnlib.pictures.figure import Picture
from nnlib.pictures.style import PALETTE, blank, styled
from nnlib.pictures.words import counted
from nnlib.shapes import as_float, check_shapes

__all__ = ["confused"]


@styled()
def confused(
    images: ArrayLike, y: ArrayLike, y_hat: ArrayLike, K: int, *, alt: str | None = None
) -> Picture:
    """A table of true class by answer: how many were right, and a picture for each mistake.

    Parameters
    ----------
    images : (m, h, w), dark is large
    y, y_hat : (m,)  true class and answer, 0 ... K-1; K is at most 12
    """
    images = as_float("confused", "images", images)
    y, y_hat = np.asarray(y).astype(int), np.asarray(y_hat).astype(int)
    check_shapes("confused", images=(images, "m h w"), y=(y, "m"), y_hat=(y_hat, "m"))
    if not 2 <= K <= 12 or y.min() < 0 or y_hat.min() < 0 or max(y.max(), y_hat.max()) >= K:
        raise ValueError(
            f"confused: K is {K}, with classes up to {max(y.max(), y_hat.max())}, expected 2 to 12 "
            "classes 0 to K - 1. Try K=10."
        )
    figure, ax = blank(height=6.2)
    most = float(images.max()) or 1.0
    mistakes: list[tuple[int, int, int]] = []
    for i, j in np.ndindex(K, K):
        found = np.flatnonzero((y == i) & (y_hat == j))
        fill = "0.92" if i == j else "none"
        ax.add_patch(Rectangle((j - 0.5, i - 0.5), 1, 1, fc=fill, ec="0.75", linewidth=1))
        if i == j:
            ax.text(j, i, str(len(found)), ha="center", va="center")
        elif len(found):
            mistakes.append((len(found), i, j))
            left = j - 0.3 if len(found) == 1 else j - 0.46
            place = (left, left + 0.6, i + 0.42, i - 0.42)
            shown = images[found[0]]
            ax.imshow(shown, cmap="gray_r", vmin=0, vmax=most, extent=place, aspect="auto")
            if len(found) > 1:
                ax.text(
                    j + 0.47, i, f"×{len(found)}", color=PALETTE[1], ha="right", va="center",
                    fontsize=11, weight="bold",
                )  # fmt: skip
    ax.set(xlim=(-0.5, K - 0.5), ylim=(K - 0.5, -0.5), xticks=range(K), yticks=range(K))
    ax.set(xlabel="answer", ylabel="true class")
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    right = int(np.sum(y == y_hat))
    mistakes.sort(key=lambda one: (-one[0], one[1:]))
    listed = "; ".join(f"{i} taken for {j}, {counted(n, 'time')}" for n, i, j in mistakes[:8])
    told = f"Right: {right} of {len(y)}. " + (
        f"Mistakes: {listed}{'; and others' * (len(mistakes) > 8)}." if listed else "None is wrong."
    )
    return Picture(figure, alt or told)
