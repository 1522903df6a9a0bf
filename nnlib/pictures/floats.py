"""The numbers that a computer has near a place: between two neighbours there is none."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from nnlib.pictures.figure import Picture
from nnlib.pictures.style import PALETTE, blank, styled

__all__ = ["floats"]

BESIDE = 3  # floats drawn beyond those that have a name
MOST = 12


@styled()
def floats(values: Mapping[str, float], *, alt: str | None = None) -> Picture:
    """Floats as the strokes of a ruler, and the strokes that some values stand on.

    Parameters
    ----------
    values : by their names; no two more than twelve floats apart
    """
    first = min(values.values(), default=0.0)
    step = float(np.spacing(first))
    at = {name: round((value - first) / step) for name, value in values.items()}
    if not at or max(at.values()) > MOST:
        raise ValueError(
            f"floats: came {len(at)} values, expected some that are at most {MOST} floats apart. "
            "Try floats({'0.3': 0.3, '0.1 + 0.2': 0.1 + 0.2})."
        )
    figure, ax = blank(height=2.25)
    strokes = range(-BESIDE, max(at.values()) + BESIDE + 1)
    ax.axhline(0, color="black", linewidth=1.5)
    for k in strokes:
        ax.plot([k, k], [-0.12, 0.12], color="black", linewidth=1.5)
    for name, k in at.items():
        ax.plot(k, 0, "o", color=PALETTE[1], markersize=10)
        ax.annotate(name, (k, 0), (0, 16), textcoords="offset points", ha="center", fontsize=15)
        right = k == max(at.values())  # the digits of two neighbours stand apart
        ax.annotate(
            f"{values[name]:.17f}", (k, 0), (-6 if right else 6, -18), textcoords="offset points",
            ha="left" if right else "right", va="top",
        )  # fmt: skip
    ax.set(xlim=(strokes[0] - 0.6, strokes[-1] + 0.6), ylim=(-0.8, 0.8))
    ax.set_title(f"from one float to the next: {step:.1e}".replace("-", "−"))
    ax.set_axis_off()
    places = ", ".join(f"{name} on stroke {k}" for name, k in at.items())
    return Picture(figure, alt or f"A ruler of floats {step:.1e} apart: {places}.")
