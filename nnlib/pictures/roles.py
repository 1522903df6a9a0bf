"""What each example is used for, as a strip: to learn from, to choose with, to be tested on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.colors import ListedColormap
from matplotlib.patches import Patch
from numpy.typing import ArrayLike

from nnlib.pictures.figure import Picture
from nnlib.pictures.style import PALETTE, WIDTH, blank, styled
from nnlib.pictures.words import counted

__all__ = ["roles"]

COLOURS = ("0.82", PALETTE[0], PALETTE[1])
MARKS = ("", "·", "×")


@styled()
def roles(
    rows: Sequence[Sequence[ArrayLike]],
    titles: Sequence[str],
    names: Sequence[str],
    *,
    alt: str | None = None,
) -> Picture:
    """A strip of squares for each row, a square for each example, coloured by its part.

    Parameters
    ----------
    rows : for each row its parts, index arrays that hold 0 to m-1 once; at most ten rows
    titles : one for each row
    names : one for each part, at most three: what it is used for
    """
    parts = [[np.asarray(part, dtype=int) for part in row] for row in rows]
    m = sum(len(part) for part in parts[0]) if parts else 0
    whole = all(
        len(row) == len(names)
        and np.array_equal(np.sort(np.concatenate([*row, np.zeros(0, int)])), np.arange(m))
        for row in parts
    )
    if not (1 <= len(parts) == len(titles) <= 10 and 1 <= len(names) <= 3 and whole and m):
        raise ValueError(
            f"roles: came {counted(len(parts), 'row')}, {counted(len(titles), 'title')} and "
            f"{counted(len(names), 'name')}, expected a title a row, and in every row a part for "
            "each of at most three names, together each index once."
        )
    table = np.zeros((len(parts), m))
    for i, row in enumerate(parts):
        for k, part in enumerate(row):
            table[i, part] = k
    figure, ax = blank(WIDTH, 1.5 + 0.42 * len(parts))
    ax.pcolormesh(table, cmap=ListedColormap(COLOURS), vmin=0, vmax=2, edgecolor="white")
    if m <= 60:
        for i, j in np.argwhere(table > 0):
            mark = MARKS[int(table[i, j])]
            ax.text(j + 0.5, i + 0.5, mark, ha="center", va="center", color="white")
    ax.set(yticks=np.arange(len(parts)) + 0.5, yticklabels=titles, xlabel=f"{m} examples")
    ax.set(xticks=[])
    ax.invert_yaxis()
    ax.spines[:].set_visible(False)
    ax.tick_params(length=0)
    handles = [Patch(color=COLOURS[k], label=name) for k, name in enumerate(names)]
    figure.legend(handles=handles, loc="outside upper center", ncols=3)
    told = " ".join(
        f"{title}: " + ", ".join(f"{len(p)} {n}" for p, n in zip(row, names, strict=True)) + "."
        for row, title in zip(parts, titles, strict=True)
    )
    return Picture(figure, alt or f"What each of {m} examples is used for. {told}")
