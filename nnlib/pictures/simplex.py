"""Three shares are a point in a triangle: where three scores put it, and how temperature moves it.

Each corner is a class that has everything; on the line across from it, that class has nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from nnlib.arguments import check_positive
from nnlib.losses import softmax
from nnlib.pictures.figure import Picture
from nnlib.pictures.slider import Slider, sliders
from nnlib.pictures.style import PALETTE, WIDTH, styled
from nnlib.pictures.words import number
from nnlib.shapes import Array, as_float, check_shapes

__all__ = ["simplex", "softmax_slider"]

CORNERS = np.array([[0.0, 0.0], [1.0, 0.0], [0.5, np.sqrt(0.75)]])
NAMES = ("cat", "dog", "owl")
SCORES = (-1.0, 0.0, 1.0, 2.0, 3.0)
TEMPERATURES = (0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 20.0)


def softmax_slider() -> Slider:
    """Three scores and a temperature: where in the triangle do they put the shares?"""
    question = "How do you reach the middle of the triangle, how a corner, and how the edge?"
    handles = {**dict.fromkeys(NAMES, SCORES), "T": TEMPERATURES}
    return sliders(
        lambda cat, dog, owl, T: simplex([cat, dog, owl], T),
        lambda cat, dog, owl, T: _told(np.array([cat, dog, owl]), T, NAMES),
        handles,
        question=question,
        start=(3, 2, 1, 3),
    )


@styled()
def simplex(
    z: ArrayLike,
    temperature: float = 1.0,
    names: Sequence[str] = NAMES,
    *,
    alt: str | None = None,
) -> Picture:
    """Three scores as bars, their shares as a point in a triangle, and its way as T changes.

    Parameters
    ----------
    z : (3,)  the scores
    temperature : the shares are those of z / temperature
    names : of the three classes
    """
    z = as_float("simplex", "z", z)
    check_shapes("simplex", z=(z, "3"))
    check_positive("simplex", "temperature", temperature)
    # Places by hand: a layout that is computed takes as long as the drawing.
    figure = Figure(figsize=(WIDTH, 4.2))
    places = {"left": 0.1, "right": 0.97, "bottom": 0.14, "top": 0.9, "wspace": 0.2}
    left, right = figure.subplots(1, 2, gridspec_kw={**places, "width_ratios": [1, 1.5]})
    left.barh(names, z, color=PALETTE[:3])
    left.axvline(0, color="black", linewidth=1.5)
    left.set(title="scores", xlim=(min(-1.2, z.min() - 0.2), max(3.2, z.max() + 0.2)))
    left.set_xticks(np.arange(np.ceil(left.get_xlim()[0]), left.get_xlim()[1]))
    left.invert_yaxis()
    _triangle(right, z, temperature, names)
    right.set_title(f"shares at T = {number(temperature)}")
    return Picture(
        figure, alt or f"Shares as a point in a triangle: {_told(z, temperature, names)}"
    )


def _told(z: Array, temperature: float, names: Sequence[str]) -> str:
    p = _shares(z, temperature)
    parts = ", ".join(f"{name} {share:.2f}" for name, share in zip(names, p, strict=True))
    scores = ", ".join(map(number, z))
    return f"scores {scores} at T = {number(temperature)} give {parts}."


def _shares(z: Array, temperature: float) -> Array:
    return np.asarray(softmax(z[None, :] / temperature)[0])


def _triangle(ax: Axes, z: Array, temperature: float, names: Sequence[str]) -> None:
    """The triangle, the way from its middle, T large, to a corner, and the point on it."""
    middle = CORNERS.mean(axis=0)
    for k in range(3):
        a, b, c = CORNERS[k], CORNERS[(k + 1) % 3], CORNERS[(k + 2) % 3]
        region = np.array([a, (a + b) / 2, middle, (a + c) / 2])
        ax.fill(*region.T, color=PALETTE[k], alpha=0.13, linewidth=0)
    ax.plot(*np.vstack([CORNERS, CORNERS[:1]]).T, color="black", linewidth=1.5)
    way = np.array([_shares(z, T) @ CORNERS for T in np.geomspace(0.02, 100, 200)])
    ax.plot(*way.T, ":", color="0.35", linewidth=2)
    p = _shares(z, temperature)
    ax.plot(*(p @ CORNERS), "o", color="black", markersize=12)
    for k, (across, up, ha) in enumerate([(-0.03, -0.09, "left"), (0.03, -0.09, "right")]):
        ax.text(
            CORNERS[k, 0] + across,
            up,
            f"{names[k]} {p[k]:.2f}",
            color=PALETTE[k],
            ha=ha,
            va="center",
        )
    ax.text(0.56, CORNERS[2, 1], f"{names[2]} {p[2]:.2f}", color=PALETTE[2], va="center")
    ax.set(xlim=(-0.12, 1.12), ylim=(-0.16, 0.95), aspect="equal")
    ax.set_axis_off()
