"""A number for each class, as bars: scores, shares, what was so, and what is between them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from nnlib.pictures.figure import Picture
from nnlib.pictures.style import PALETTE, WIDTH, panels, styled
from nnlib.pictures.words import number
from nnlib.shapes import as_float, check_shapes

__all__ = ["readings", "shares"]

MANY = 5  # classes; with more, the bars carry no numbers


@styled()
def shares(
    rows: Sequence[ArrayLike],
    titles: Sequence[str],
    classes: Sequence[object],
    *,
    alt: str | None = None,
) -> Picture:
    """Bars over the classes, a panel a row; blue above 0, orange below, all on one scale.

    Parameters
    ----------
    rows : each (K,); at most four
    titles : one for each row
    classes : their K names
    """
    values = [as_float("shares", "rows", row) for row in rows]
    if not 1 <= len(values) == len(titles) <= 4:
        raise ValueError(
            f"shares: came {len(values)} rows and {len(titles)} titles, expected as many of each, "
            "1 to 4. Try rows[:4], titles[:4]."
        )
    names = [str(name) for name in classes]
    figure, axes = panels(1, len(values), 3.5, sharey=True)
    told = []
    for ax, row, title in zip(axes[0], values, titles, strict=True):
        check_shapes("shares", rows=(row, str(len(names))))
        ax.bar(names, row, color=[PALETTE[0] if value >= 0 else PALETTE[1] for value in row])
        ax.axhline(0, color="black", linewidth=1.5)
        ax.set_title(title)
        ax.tick_params(length=0)
        if len(names) <= MANY:
            for k, value in enumerate(row):
                up = value >= 0
                ax.annotate(
                    number(round(float(value), 3)),
                    (k, value),
                    (0, 4 if up else -4),
                    textcoords="offset points",
                    ha="center",
                    va="bottom" if up else "top",
                )
        parts = ", ".join(
            f"{n} {number(round(float(v), 3))}" for n, v in zip(names, row, strict=True)
        )
        told.append(f"{title}: {parts}.")
    low, high = (f([f(row) for row in values]) for f in (min, max))
    room = 0.15 * (max(high, 0) - min(low, 0) or 1.0)
    axes[0, 0].set_ylim(min(low - room, 0) if low < 0 else 0, high + room)
    if all(np.all(row == np.round(row)) for row in values):  # counts
        axes[0, 0].yaxis.set_major_locator(MaxNLocator("auto", integer=True, steps=[1, 2, 5, 10]))
    return Picture(figure, alt or " ".join(told))


@styled()
def readings(
    images: ArrayLike, P: ArrayLike, titles: Sequence[object] = (), *, alt: str | None = None
) -> Picture:
    """Each image above what is believed of it: a bar for each class, the largest in orange.

    Parameters
    ----------
    images : (k, h, w), at most seven; dark is large
    P : (k, K)  the shares, row by row
    titles : one for each image, if any
    """
    images, P = as_float("readings", "images", images), as_float("readings", "P", P)
    check_shapes("readings", images=(images, "k h w"), P=(P, "k K"))
    if not 1 <= len(images) <= 7 or len(titles) not in (0, len(images)):
        raise ValueError(
            f"readings: came {len(images)} images and {len(titles)} titles, expected 1 to 7 images "
            "and a title for each, or none. Try images[:6], P[:6]."
        )
    height = round(96 * min(6.0, 0.9 * WIDTH / len(images) + 2.2)) / 96  # whole pixels
    figure, axes = panels(2, len(images), height)
    told = []
    for k, (image, p) in enumerate(zip(images, P, strict=True)):
        top, bottom = axes[:, k]
        top.imshow(image, cmap="gray_r", vmin=0)
        top.set(xticks=[], yticks=[], title=str(titles[k]) if titles else "")
        top.spines[:].set(visible=True, color="0.6")
        best, second = np.argsort(-p)[:2] if len(p) > 1 else (0, 0)
        colours = [PALETTE[1] if j == best else PALETTE[0] for j in range(len(p))]
        bottom.bar(range(len(p)), p, color=colours, width=0.9)
        bottom.set(ylim=(0, 1), yticks=[], xticks=sorted({int(best), int(second)}))
        bottom.tick_params(length=0, labelsize=10)  # neighbours stay apart
        bottom.spines["left"].set_visible(False)
        name = f"Image {k + 1}" + (f" ({titles[k]})" if titles else "")
        told.append(f"{name}: {best} with share {p[best]:.2f}, then {second} with {p[second]:.2f}.")
    return Picture(figure, alt or " ".join(told))
