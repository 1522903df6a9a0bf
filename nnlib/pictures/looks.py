"""Where a curve can be, if it was looked at in a few places and has promised how fast it moves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from nnlib.approximate import Curve, values_of
from nnlib.arguments import check_count, check_number
from nnlib.pictures.figure import Picture
from nnlib.pictures.style import PALETTE, panels, styled
from nnlib.pictures.words import counted, number

__all__ = ["looks"]


@styled()
def looks(
    f: Curve,
    a: float,
    b: float,
    lipschitz: float,
    counts: Sequence[int] = (1, 2, 8),
    *,
    alt: str | None = None,
) -> Picture:
    """A panel for each number of looks: in the middles of so many stretches, and what they prove.

    The shade holds every curve that passes through what was seen and climbs at most `lipschitz`.
    f is called with one number at a time.
    """
    check_number("looks", "lipschitz", lipschitz, low=0)
    x = np.linspace(a, b, 401)
    y = values_of("looks", f, x)
    figure, axes = panels(1, len(counts), 3.6, sharex=True, sharey=True)
    told = []
    for ax, count in zip(axes[0], counts, strict=True):
        check_count("looks", "count", count)
        edges = np.linspace(a, b, count + 1)
        places = (edges[:-1] + edges[1:]) / 2
        seen = values_of("looks", f, places)
        low, high = reach(x, places, seen, lipschitz)
        ax.fill_between(x, low, high, color=PALETTE[2], alpha=0.3, linewidth=0)
        ax.plot(x, y, color="black")
        ax.plot(places, seen, "o", color=PALETTE[1], markersize=7 if count < 5 else 5)
        ax.set_title(counted(count, "look"))
        ax.set_xlabel("x")
        told.append(f"{counted(count, 'look')}: a shade up to {number(np.max(high - low))} high.")
    return Picture(figure, alt or f"A curve, and where it could be. {' '.join(told)}")


def reach(
    x: ArrayLike, places: ArrayLike, seen: ArrayLike, lipschitz: float
) -> tuple[np.ndarray, np.ndarray]:
    """The lowest and the highest value at x (m,) of a curve seen in places (k,)."""
    way = lipschitz * np.abs(np.asarray(x)[:, None] - np.asarray(places))
    return np.max(seen - way, axis=1), np.min(seen + way, axis=1)
