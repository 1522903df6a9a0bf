"""Pictures of a perceptron's run: why it must stop, and how soon it does.

`squeeze` draws the convergence proof around one run, `bound_versus_mistakes` sets many runs
against what the theorem allows.
"""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from nnlib.arguments import check_number
from nnlib.pictures.figure import Picture
from nnlib.pictures.style import (
    PALETTE,
    blank,
    outside_legend,
    styled,
    whole_ticks,
)
from nnlib.pictures.words import counted, number
from nnlib.shapes import Array, as_float, check_shapes

__all__ = ["bound_versus_mistakes", "squeeze"]


@styled()
def squeeze(
    along: ArrayLike,
    squared: ArrayLike,
    rho: float,
    C: float,
    w_star: ArrayLike,
    *,
    alt: str | None = None,
) -> Picture:
    """The perceptron's proof: a run caught between t rho and ||w*|| C sqrt(t) until they cross.

    Parameters
    ----------
    along : (t,)    <w*, w> after each mistake
    squared : (t,)  ||w||^2 after each mistake
    rho : the least y <w*, x> over the data, above 0
    C : the greatest ||x||
    w_star : (n,)   any vector that separates the data
    """
    along, squared = as_float("squeeze", "along", along), as_float("squeeze", "squared", squared)
    w_star = as_float("squeeze", "w_star", w_star)
    check_shapes("squeeze", along=(along, "t"), squared=(squared, "t"), w_star=(w_star, "n"))
    check_number("squeeze", "rho", rho, low=np.finfo(float).tiny)
    check_number("squeeze", "C", C, low=np.finfo(float).tiny)
    norm = float(np.linalg.norm(w_star))
    bound = (C * norm / rho) ** 2
    most = int(bound + 1e-9)  # mistakes come whole
    t = np.arange(1.0, len(along) + 1)
    end = 1.08 * max(bound, len(t))

    def draw(ax: Axes, stop: float) -> None:
        s = np.linspace(0, stop, 400)
        ax.fill_between(s, s * rho, norm * C * np.sqrt(s), where=s <= bound, color="0.92")
        ax.plot(s, norm * C * np.sqrt(s), color=PALETTE[1])
        ax.plot(t, along, "o-", color=PALETTE[0], markersize=5)
        ax.plot(s, s * rho, "-.", color="black")

    figure, ax = blank()
    draw(ax, end)
    ax.plot(bound, bound * rho, "*", color="black", markersize=14)
    ax.annotate(
        f"t = {most}", (bound, bound * rho), (-8, 8), textcoords="offset points", ha="right"
    )
    ax.set(xlabel="mistakes t", ylabel="⟨w*, w⟩")
    ax.set(xlim=(0, end), ylim=(0, 1.1 * norm * C * np.sqrt(end)))
    ax.xaxis.set_major_locator(MaxNLocator(5))
    for share, height, told, colour, place in (
        (0.45, norm * C * np.sqrt(0.45 * bound), "no more than ‖w*‖ C √t", PALETTE[1], "right"),
        (0.8, 0.8 * bound * rho, "no less than t ρ", "black", "left"),
    ):
        aside = (-8, 8) if place == "right" else (8, -16)
        ax.annotate(
            told, (share * bound, height), aside, textcoords="offset points", color=colour, ha=place
        )
    if 0 < len(t) < bound / 4:
        near = ax.inset_axes((0.56, 0.06, 0.42, 0.33))
        stop = 1.3 * len(t)
        draw(near, stop)
        near.set_title("this run, enlarged", fontsize=11)
        near.set(xlim=(0, stop), ylim=(0, 1.05 * norm * C * np.sqrt(stop)), xticks=[], yticks=[])
        ax.indicate_inset_zoom(near, edgecolor="black")
    return Picture(figure, alt or _squeezed(t, along, squared, rho, norm * C, norm, most))


@styled()
def bound_versus_mistakes(
    bounds: ArrayLike, mistakes: ArrayLike, *, alt: str | None = None
) -> Picture:
    """Mistakes made against mistakes allowed, a point for each run, both scales logarithmic.

    bounds (k,) and mistakes (k,), all above 0. No honest point lies above the diagonal.
    """
    bounds = as_float("bound_versus_mistakes", "bounds", bounds)
    mistakes = as_float("bound_versus_mistakes", "mistakes", mistakes)
    check_shapes("bound_versus_mistakes", bounds=(bounds, "k"), mistakes=(mistakes, "k"))
    if not (bounds.size and np.all(bounds > 0) and np.all(mistakes > 0)):
        raise ValueError(
            "bound_versus_mistakes: a logarithmic scale has no place for 0, expected at least one "
            "run, and bounds and mistakes above 0. Try keep = mistakes > 0."
        )
    figure, ax = blank()
    low, high = 0.5 * min(bounds.min(), mistakes.min()), 2 * max(bounds.max(), mistakes.max())
    ax.plot([low, high], [low, high], "--", color="black", label="mistakes = bound")
    ax.plot(bounds, mistakes, "o", color=PALETTE[0], label="one run")
    ax.set(xscale="log", yscale="log", xlim=(low, high), ylim=(low, high))
    ax.set(xlabel="mistakes the theorem allows", ylabel="mistakes made")
    whole_ticks(ax)
    outside_legend(ax, "outside upper center")
    over = int(np.sum(mistakes > bounds * (1 + 1e-9)))
    text = (
        f"{counted(len(bounds), 'run')}: mistakes from {number(mistakes.min())} to "
        f"{number(mistakes.max())}, bounds from {number(bounds.min())} to {number(bounds.max())}. "
        f"{over or 'No'} {'point lies' if over == 1 else 'points lie'} above the diagonal. "
        f"The fullest use of a bound is {number(100 * np.max(mistakes / bounds))} per cent."
    )
    return Picture(figure, alt or text)


def _squeezed(
    t: Array, along: Array, squared: Array, rho: float, slope: float, norm: float, most: int
) -> str:
    slack = 1e-9 * (1 + slope)
    below = np.flatnonzero(along < t * rho - slack)
    above = np.flatnonzero(norm * np.sqrt(squared) > slope * np.sqrt(t) + slack)
    low, high = "stays above the straight line t rho", "below the square-root curve"
    if below.size:
        low = f"falls below the straight line t rho at mistake {below[0] + 1}"
    if above.size:
        high = f"rises above the square-root curve at mistake {above[0] + 1}"
    return (
        f"The learner's run of {counted(len(t), 'mistake')} {low} and {high}; line and curve meet "
        f"at t = {most}, so no run can be longer."
    )
