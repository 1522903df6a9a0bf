"""Sliders with a question: move one thing, and see what follows it.

`slider` and `sliders` make one from a picture of your own; the others are ready to use. How a
slider shows itself, with and without a kernel, is told in `nnlib.pictures.slider`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from numpy.typing import ArrayLike

from nnlib import activations
from nnlib.arguments import check_positive
from nnlib.data import margin_blobs
from nnlib.perceptron import mistake_bound, run, with_ones
from nnlib.pictures.certified import lead_slider
from nnlib.pictures.coins import risk_slider
from nnlib.pictures.fans import fan_slider
from nnlib.pictures.figure import Picture
from nnlib.pictures.folds import folds_slider
from nnlib.pictures.layers import layers_slider
from nnlib.pictures.plane import draw_line, draw_points
from nnlib.pictures.simplex import softmax_slider
from nnlib.pictures.slider import Slider, slider, sliders
from nnlib.pictures.style import HEIGHT, PALETTE, WIDTH, styled, whole_ticks
from nnlib.pictures.ways import way_slider
from nnlib.pictures.words import counted, number
from nnlib.regularise import lasso_path, ridge_path
from nnlib.shapes import Array, as_float

__all__ = [
    "Slider",
    "fan_slider",
    "folds_slider",
    "layers_slider",
    "lead_slider",
    "margin_slider",
    "neuron_slider",
    "risk_slider",
    "shrinkage_slider",
    "slider",
    "sliders",
    "softmax_slider",
    "way_slider",
]

MARGINS = (0.5, 0.3, 0.2, 0.1, 0.05, 0.03, 0.02, 0.01)


def margin_slider(
    rng: np.random.Generator, m: int = 60, margins: Sequence[float] = MARGINS
) -> Slider:
    """Push two clouds together: which number grows like 1 / margin²?

    The same m points are used at every margin, only moved towards the line or away from it. A
    run of the perceptron counts its mistakes; the bound is (C ||w_star|| / rho)^2 for the line
    w_star in the middle of the street.
    """
    for margin in margins:
        check_positive("margin_slider", "margins", margin)
    seed, w_star = int(rng.integers(2**32)), np.array([2.0, -1.0, 0.5])
    sets: list[tuple[Array, Array]] = []
    lines, made, allowed = [], [], []
    for margin in margins:
        X, y = margin_blobs(m, np.random.default_rng(seed), margin, w_star[:2], w_star[2])
        journey = run(X, y, max_sweeps=100_000)
        sets.append((X, y.astype(float)))
        lines.append(np.append(journey.w[-1], journey.b[-1]))
        made.append(journey.mistakes)
        allowed.append(mistake_bound(with_ones(X), y, w_star))
    place = {margin: k for k, margin in enumerate(margins)}

    def say(margin: float) -> str:
        k = place[margin]
        mistakes = counted(made[k], "mistake")
        return f"margin {margin:g}: {mistakes}; the theorem allows {int(allowed[k])}."

    def draw(margin: float) -> Picture:
        k = place[margin]
        return _margin_picture(*sets[k], lines[k], k, margins, made, allowed)

    question = "Which of the two numbers grows like 1 / margin²: the bound or the mistakes made?"
    return slider(draw, margins, say, label="margin", question=question)


@styled()
def _margin_picture(
    X: Array,
    y: Array,
    line: Array,
    k: int,
    margins: Sequence[float],
    made: Sequence[int],
    allowed: Sequence[float],
) -> Picture:
    # Places by hand: a layout that is computed takes as long as the drawing, and a move should
    # be answered at once.
    figure = Figure(figsize=(WIDTH, 4.2))
    places = {"left": 0.09, "right": 0.98, "bottom": 0.17, "top": 0.8, "wspace": 0.38}
    left, right = figure.subplots(1, 2, gridspec_kw=places)
    draw_points(left, X, y, size=20)
    draw_line(left, line, color="black")
    left.set_title(f"margin {margins[k]:g}")
    right.axvline(margins[k], color="0.85", linewidth=8)
    right.loglog(margins, allowed, "s--", color=PALETTE[1], label="mistakes allowed")
    right.loglog(margins, made, "o-", color=PALETTE[0], label="mistakes made")
    for count in (allowed[k], made[k]):
        right.plot(margins[k], count, "o", markersize=14, markerfacecolor="none", color="black")
    right.set(xlabel="margin", xlim=(1.3 * max(margins), min(margins) / 1.3))
    right.set(xticks=margins[::3], ylim=(1, 4 * max(allowed)))
    whole_ticks(right)
    figure.legend(loc="upper center", ncols=4, columnspacing=1.2, handletextpad=0.4)
    side = "every point is" if (y * (X @ line[:2] + line[2]) > 0).all() else "not every point is"
    alt = (
        f"Left, {len(y)} points with margin {margins[k]:g} and the line the perceptron found: "
        f"{side} on its right side. Right, against the margin: mistakes made, here {made[k]}, "
        f"between {min(made)} and {max(made)} over all margins; mistakes allowed, here "
        f"{int(allowed[k])}, between {int(min(allowed))} and {int(max(allowed))}."
    )
    return Picture(figure, alt)


WEIGHTS = (-2.0, -1.0, 0.0, 1.0, 2.0)
UNITS = ("sigmoid", "tanh", "relu", "softplus", "step", "identity")
REACH = 3.0  # how far the plane is drawn to each side


def neuron_slider() -> Slider:
    """One unit over the plane of its two inputs: what do w, b and g each do to it?"""
    question = "Which turns the dashed line, which moves it without turning, which does neither?"
    handles = {"w1": WEIGHTS, "w2": WEIGHTS, "b": WEIGHTS, "g": UNITS}
    return sliders(_neuron_picture, _neuron_line, handles, question=question, start=(3, 3, 2, 0))


def _neuron_line(w1: float, w2: float, b: float, unit: str) -> str:
    length = float(np.hypot(w1, w2))
    a = _neuron(w1, w2, b, unit)[2]
    turned = f", w turned to {np.degrees(np.arctan2(w2, w1)):.0f} degrees"
    where = f"{number(abs(b) / length)} from the origin{turned}" if length else "nowhere, as w is 0"
    span = f"a from {number(a.min())} to {number(a.max())}"
    return f"w = ({w1:g}, {w2:g}), b = {b:g}, {unit}: the line z = 0 is {where}; {span}."


def _neuron(w1: float, w2: float, b: float, unit: str) -> tuple[Array, Array, Array]:
    x = np.linspace(-REACH, REACH, 81)
    x1, x2 = np.meshgrid(x, x)
    return x1, x2, activations.named(unit)(w1 * x1 + w2 * x2 + b)


@styled()
def _neuron_picture(w1: float, w2: float, b: float, unit: str) -> Picture:
    figure = Figure(figsize=(WIDTH, HEIGHT))  # places by hand: a move is answered at once
    ax = figure.add_axes((0.2, 0.15, 0.451, 0.82))
    scale = figure.add_axes((0.7, 0.15, 0.023, 0.82))
    x1, x2, a = _neuron(w1, w2, b, unit)
    bottom = min(float(a.min()), 0.0)
    levels = np.linspace(bottom, max(float(a.max()), bottom + 1.0), 13)
    field = ax.contourf(x1, x2, a, levels=levels, cmap="cividis")
    figure.colorbar(field, cax=scale, label="a = g(w·x + b)")
    if w1 or w2:
        seam = [withStroke(linewidth=4, foreground="black")]  # to be seen on yellow as well
        draw_line(ax, np.array([w1, w2, b]), color="white", linestyle="--", path_effects=seam)
        arrow = {"arrowstyle": "->", "color": "white", "lw": 2, "path_effects": seam}
        ax.annotate("", (w1, w2), (0, 0), arrowprops=arrow)
    ax.set(xlabel="$x_1$", ylabel="$x_2$", xlim=(-REACH, REACH), ylim=(-REACH, REACH))
    ax.set_aspect("equal")
    return Picture(figure, "Over the plane of the inputs: " + _neuron_line(w1, w2, b, unit))


LAMS = (0.01, 0.03, 0.1, 0.15, 0.25, 0.5, 1.0, 2.0, 3.0)


def shrinkage_slider(
    X: ArrayLike, y: ArrayLike, real: Sequence[int], lams: Sequence[float] = LAMS, start: int = 0
) -> Slider:
    """Raise lam and watch every weight of a regression: which become exactly 0, L2's or L1's?

    Parameters
    ----------
    X : (m, n)
    y : (m,)
    real : the columns that y was made of, drawn in colour; the others are grey and dotted
    lams : the positions of the handle, above 0, from small to large
    start : the position shown first
    """
    for lam in lams:
        check_positive("shrinkage_slider", "lams", lam)
    X, y = as_float("shrinkage_slider", "X", X), as_float("shrinkage_slider", "y", y)
    grid = np.unique(np.append(np.geomspace(min(lams), max(lams), 60), lams))
    paths = [ridge_path(X, y, list(grid)), lasso_path(X, y, list(grid[::-1]))[::-1]]

    def say(lam: float) -> str:
        l2, l1 = (path[np.searchsorted(grid, lam)] == 0 for path in paths)
        kept = f"{len(real) - l1[list(real)].sum()} of the {len(real)} real ones"
        zeros = f"L2 has {l2.sum()} zeros, L1 has {l1.sum()} of {l1.size}"
        return f"λ = {lam:g}: {zeros} and keeps {kept}."

    def draw(lam: float) -> Picture:
        return _shrinkage_picture(grid, paths, real, lam, say(lam))

    question = "At which λ is every invented column gone, and at which the first real one?"
    return slider(draw, lams, say, label="λ", question=question, start=start)


@styled()
def _shrinkage_picture(
    grid: Array, paths: Sequence[Array], real: Sequence[int], lam: float, line: str
) -> Picture:
    figure = Figure(figsize=(WIDTH, 4.2))
    places = {"left": 0.1, "right": 0.98, "bottom": 0.17, "top": 0.88, "wspace": 0.08}
    panels = figure.subplots(1, 2, sharey=True, gridspec_kw=places)
    for ax, path, name in zip(panels, paths, ("L2", "L1"), strict=True):
        here = path[np.searchsorted(grid, lam)]
        ax.axvline(lam, color="0.88", linewidth=8)
        ax.semilogx(grid, np.delete(path, real, axis=1), ":", color="0.45", linewidth=1)
        for k, j in enumerate(real):
            ax.plot(grid, path[:, j], color=PALETTE[k % len(PALETTE)])
        ax.plot(np.full(here.size, lam), here, "o", color="black", markersize=4)
        ax.set(title=f"{name}: {counted(int(np.sum(here == 0)), 'zero')}", xlabel="λ")
        ax.set_xticks(np.geomspace(0.01, 1, 3))
        ax.set_xlim(grid[0] / 1.2, grid[-1] * 1.2)
        whole_ticks(ax)
    panels[0].set_ylabel("weight")
    alt = f"Every weight against λ, left for L2, right for L1. {line}"
    return Picture(figure, alt)
