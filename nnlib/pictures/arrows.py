"""Points as arrows from the origin, each with its words at the tip."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from nnlib.pictures.figure import Picture
from nnlib.pictures.style import PALETTE, blank, styled
from nnlib.pictures.words import counted, number
from nnlib.shapes import as_float, check_shapes

__all__ = ["arrows"]


@styled()
def arrows(X: ArrayLike, words: Sequence[str], *, alt: str | None = None) -> Picture:
    """Every row of X (m, 2) as an arrow from the origin, with a few words at its tip."""
    X = as_float("arrows", "X", X)
    check_shapes("arrows", X=(X, "m 2"))
    if len(X) == 0 or len(words) != len(X):
        raise ValueError(
            f"arrows: came {len(X)} rows and {len(words)} words, expected one for each row, and at "
            "least one. Try words[:len(X)]."
        )
    figure, ax = blank()
    reach = 1.25 * np.abs(X).max()
    ax.set(xlim=(-1.6 * reach, 1.6 * reach), ylim=(-reach, reach), aspect="equal")
    ax.axhline(0, color="0.8", linewidth=1.5)
    ax.axvline(0, color="0.8", linewidth=1.5)
    look = {"arrowstyle": "-|>", "color": PALETTE[0], "linewidth": 2.2, "mutation_scale": 18}
    for x, told in zip(X, words, strict=True):
        ax.annotate("", x, (0, 0), arrowprops={**look, "shrinkA": 0, "shrinkB": 0})
        aside = 12 * np.sign(x + 1e-12)
        side = "left" if x[0] >= 0 else "right"
        ax.annotate(told, x, aside, textcoords="offset points", ha=side, va="center")
    ax.set(xlabel="$x_1$", ylabel="$x_2$")
    tips = ", ".join(
        f"({number(x[0])}, {number(x[1])}): {told}" for x, told in zip(X, words, strict=True)
    )
    return Picture(figure, alt or f"{counted(len(X), 'arrow')} from the origin to {tips}.")
