"""When to stop: the loss on examples that are learned from, on others, and where one goes back."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from nnlib.pictures.figure import Picture
from nnlib.pictures.style import PALETTE, blank, name_lines, styled
from nnlib.pictures.words import number
from nnlib.shapes import as_float, check_shapes

__all__ = ["stopped"]


@styled()
def stopped(
    own: ArrayLike, new: ArrayLike, best: int, stop: int, *, alt: str | None = None
) -> Picture:
    """Both losses over the epochs, and an arrow from where training stops back to the best.

    Parameters
    ----------
    own, new : (t,)  the loss on the examples learned from, and on those kept aside
    best, stop : epochs, counted from 0
    """
    own, new = as_float("stopped", "own", own), as_float("stopped", "new", new)
    check_shapes("stopped", own=(own, "t"), new=(new, "t"))
    if not 0 <= best <= stop < len(own):
        raise ValueError(
            f"stopped: best is {best} and stop is {stop}, expected 0 <= best <= stop < {len(own)}. "
            "Try *early_stopping(new, patience)."
        )
    figure, ax = blank()
    for y, name, style, colour in (
        (own, "learned from", "-", PALETTE[0]),
        (new, "kept aside", "--", PALETTE[1]),
    ):
        ax.plot(y, style, color=colour, label=name)
    low, high = min(own.min(), new.min()), max(own.max(), new.max())
    floor = low - 0.12 * (high - low)
    ax.set(xlabel="epoch", ylabel="loss", ylim=(floor - 0.08 * (high - low), None))
    if low >= 0:  # the arrow has its room below 0, and no loss is there
        ax.set_yticks([at for at in ax.get_yticks() if 0 <= at <= ax.get_ylim()[1]])
    ax.axvspan(stop, len(own) - 1, color="0.93", linewidth=0)
    ax.plot([best, best], [floor, new[best]], ":", color="0.35", linewidth=1.5)
    ax.plot(best, new[best], "s", color="black", markersize=9)
    back = {"arrowstyle": "->", "color": "black", "linewidth": 1.5}
    ax.annotate("", (best, floor), (stop, floor), arrowprops=back)
    ax.text(stop + 0.8, floor, f"stop at {stop}, go back to {best}", va="center")
    name_lines(ax)
    return Picture(
        figure,
        alt
        or f"Over {len(own)} epochs the loss on examples learned from goes from {number(own[0])} "
        f"to {number(own[-1])}. On those kept aside it goes from {number(new[0])} down to "
        f"{number(float(np.min(new[: stop + 1])))} at epoch {best}, and is "
        f"{number(new[stop])} at epoch {stop}, where training stops.",
    )
