"""Fits of many days over one another, and how far off and how scattered they are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from nnlib import fans
from nnlib.generalise import bias_variance
from nnlib.pictures.figure import Picture
from nnlib.pictures.slider import Slider, sliders
from nnlib.pictures.style import PALETTE, WIDTH, panels, styled
from nnlib.shapes import Array, as_float, check_shapes

__all__ = ["fan_slider", "fitted"]

DEGREES = tuple(range(12))
PLACES = (15, 30, 100)
DAYS, SHOWN = 400, 25
REACH = 2.6  # what lies beyond is cut
TOP = 0.5  # of the bars
FINE = np.linspace(-1, 1, 201)


@styled()
def fitted(
    x: ArrayLike, y: ArrayLike, degrees: Sequence[int], *, alt: str | None = None
) -> Picture:
    """The same readings with a polynomial of each degree, a panel each; at most three.

    Parameters
    ----------
    x, y : (places,)
    """
    x, y = as_float("fitted", "x", x), as_float("fitted", "y", y)
    check_shapes("fitted", x=(x, "places"), y=(y, "places"))
    if not 1 <= len(degrees) <= 3:
        raise ValueError(
            f"fitted: came {len(degrees)} degrees, expected 1 to 3. Try degrees=(1, 5, 14)."
        )
    figure, axes = panels(1, len(degrees), 3.3, sharey=True)
    told = []
    for ax, degree in zip(axes[0], degrees, strict=True):
        ax.plot(FINE, fans.between(x, y, degree, FINE), color=PALETTE[0])
        ax.plot(x, y, "o", color=PALETTE[1], markersize=6)
        ax.set(title=f"degree {degree}", ylim=(-REACH, REACH), xlabel="place")
        off = float(np.mean((fans.fits(x, y[None], degree)[0] - y) ** 2))
        told.append(f"degree {degree} misses them by {off:.2f}")
    many = f"{len(x)} readings and a polynomial through them: mean squared, "
    return Picture(figure, alt or many + ", ".join(told) + ".")


def fan_slider() -> Slider:
    """Turn the degree: fits of many days fan out or gather, and two bars trade with each other."""
    question = "For 15 places: at which degree are the two bars together lowest? And for 100?"
    handles = {"degree": DEGREES, "places": PLACES}
    return sliders(_fan_picture, _fan_line, handles, question=question, start=(1, 0))


@cache
def _days(places: int) -> tuple[Array, Array]:
    return fans.days(places, DAYS, np.random.default_rng(0))


@cache
def _parts(degree: int, places: int) -> tuple[float, float]:
    x, Y = _days(places)
    return bias_variance(fans.fits(x, Y, degree), fans.truth(x))


def _fan_line(degree: int, places: int) -> str:
    squared, variance = _parts(degree, places)
    return (
        f"Degree {degree}, {places} places: squared bias {squared:.3f}, variance {variance:.3f}, "
        f"together {squared + variance:.3f}."
    )


@styled()
def _fan_picture(degree: int, places: int) -> Picture:
    x, Y = _days(places)
    figure = Figure(figsize=(WIDTH, 4.2))  # places by hand: a move is answered at once
    left = figure.add_axes((0.09, 0.16, 0.56, 0.68))
    right = figure.add_axes((0.78, 0.16, 0.2, 0.68))
    _draw_fan(left, x, Y, degree)
    figure.legend(loc="upper left", ncols=3, bbox_to_anchor=(0.07, 1.0))
    for place, (value, colour) in enumerate(
        zip(_parts(degree, places), (PALETTE[1], PALETTE[0]), strict=True)
    ):
        right.bar(place, min(value, TOP), color=colour, width=0.7)
        right.text(place, min(value, TOP) + 0.005, f"{value:.3f}", ha="center", va="bottom")
    right.set(ylim=(0, 1.1 * TOP), xticks=[0, 1], xticklabels=["bias²", "variance"])
    right.tick_params(axis="x", length=0)
    said = f"{SHOWN} of {DAYS} daily fits, their mean, and the true curve. "
    return Picture(figure, said + _fan_line(degree, places))


def _draw_fan(ax: Axes, x: Array, Y: Array, degree: int) -> None:
    for k, y in enumerate(Y[:SHOWN]):
        name = "fits of single days" if k == 0 else None
        curve = fans.between(x, y, degree, FINE)
        ax.plot(FINE, curve, color=PALETTE[0], alpha=0.45, linewidth=1.2, label=name)
    mean = fans.between(x, Y.mean(axis=0), degree, FINE)
    ax.plot(FINE, mean, color=PALETTE[1], linewidth=3, label="their mean")
    ax.plot(FINE, fans.truth(FINE), "--", color="black", label="truth")
    ax.set(ylim=(-REACH, REACH), xlim=(-1, 1), xlabel="place", ylabel="reading")
