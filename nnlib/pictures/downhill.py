"""The way down: a loss over two weights as a map, and the path that a run takes across it.

On the left the map, whose lines join weights of equal loss; a short step crosses them at right
angles, because the gradient does. On the right the same run as the loss after every step. The
two belong together: a zigzag on the left is invisible on the right until it is too wide.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from nnlib.pictures.figure import Picture
from nnlib.pictures.style import PALETTE, WIDTH, styled, whole_ticks
from nnlib.pictures.words import counted, number
from nnlib.shapes import Array, as_float, check_shapes

__all__ = ["descent", "heights", "over_map"]

SIDE = 61  # the map is drawn from SIDE * SIDE values of the loss
LINES_OF_EQUAL_LOSS = 11
View = tuple[float, float, float, float]


@styled()
def descent(
    loss: Callable[[Array], float],
    path: ArrayLike,
    *,
    view: View | None = None,
    names: tuple[str, str] = ("$w_1$", "$w_2$"),
    alt: str | None = None,
) -> Picture:
    """A run over two weights: its path on the map of the loss, and the loss after every step.

    Parameters
    ----------
    loss : takes w (2,), gives one number
    path : (t, 2)  w at the start and after each step
    view : left, right, low, high of the map; the whole path if left out. Give the same view to
        runs that are to be compared
    names : how the two weights are called
    """
    path = as_float("descent", "path", path)
    check_shapes("descent", path=(path, "t 2"))
    if len(path) < 2 or not np.all(np.isfinite(path)):
        raise ValueError(
            f"descent: path has {counted(len(path), 'row')}, expected a start and at least one "
            "step, all finite. Try fewer steps, or a smaller lr."
        )
    values = np.array([_value(loss, w) for w in path])
    view = view or _around(path)
    return over_map(heights(loss, view), path, values, view, names, alt)


@styled()
def over_map(
    map_of: Array,
    path: Array,
    values: Array,
    view: View,
    names: tuple[str, str] = ("$w_1$", "$w_2$"),
    alt: str | None = None,
) -> Picture:
    """The same from a map that is there already: `heights` are what takes the time.

    map_of (SIDE, SIDE);  path (t, 2);  values (t,), the loss along it
    """
    figure = Figure(figsize=(WIDTH, 4.2))  # places by hand: a move is answered at once
    left = figure.add_axes((0.09, 0.156, 0.425, 0.81))
    right = figure.add_axes((0.63, 0.156, 0.355, 0.81))
    _draw_map(left, map_of, view)
    left.plot(path[:, 0], path[:, 1], "o-", color=PALETTE[0], markersize=4, linewidth=1.5)
    left.plot(*path[0], "s", color="black", markersize=8)
    left.yaxis.set_major_locator(MaxNLocator(8, steps=[1, 2, 5, 10]))
    left.set(xlim=view[:2], ylim=view[2:], xlabel=names[0], ylabel=names[1], aspect="equal")
    right.axhline(values[0], color="0.6", linestyle="--", linewidth=1.5)
    right.plot(values, "o-", color=PALETTE[0], markersize=4, linewidth=1.5)
    right.plot(0, values[0], "s", color="black", markersize=8)
    right.set(xlabel="step", ylabel="loss")
    if values.min() > 0:  # whole decades, so that at least two of them are written
        decades = np.log10([values.min() / 1.2, 1.2 * values.max()])
        right.set(yscale="log", ylim=(10.0 ** np.floor(decades[0]), 10.0 ** np.ceil(decades[1])))
    right.xaxis.set_major_locator(MaxNLocator(5, integer=True, steps=[1, 2, 5, 10]))
    whole_ticks(right)
    return Picture(figure, alt or _in_words(path, values, view))


def _value(loss: Callable[[Array], float], w: Array) -> float:
    value = loss(w.copy())
    if np.ndim(value) != 0 or not np.isfinite(value):
        raise ValueError(
            f"descent: loss gave {value!r} at w = ({number(w[0])}, {number(w[1])}), expected one "
            "finite number. Try float(...) on what it returns."
        )
    return float(value)


def _around(path: Array) -> View:
    """A square that holds the whole path, with some room."""
    middle = (path.max(axis=0) + path.min(axis=0)) / 2
    half = 0.6 * (float(np.ptp(path, axis=0).max()) or 1.0)
    return (middle[0] - half, middle[0] + half, middle[1] - half, middle[1] + half)


def heights(loss: Callable[[Array], float], view: View) -> Array:
    """The loss all over the view, (SIDE, SIDE)."""
    u, v = _sides(view)
    return np.array([[_value(loss, np.array([a, b])) for a in u] for b in v])


def _sides(view: View) -> tuple[Array, Array]:
    return np.linspace(*view[:2], SIDE), np.linspace(*view[2:], SIDE)


def _draw_map(ax: Axes, map_of: Array, view: View) -> None:
    share = np.linspace(0.04, 1, LINES_OF_EQUAL_LOSS) ** 2  # a bowl gets evenly spaced rings
    levels = np.unique(map_of.min() + share * np.ptp(map_of))
    ax.contour(*_sides(view), map_of, levels=levels, cmap="cividis", linewidths=1.2)


def _in_words(path: Array, values: Array, view: View) -> str:
    steps = np.diff(values)
    up = int(np.sum(steps > 0))
    course = "rises at every step" if up == len(steps) else f"rises at {up} of them"
    course = course if up else "never rises"
    inside = (path >= [view[0], view[2]]) & (path <= [view[1], view[3]])
    start, end = (f"({number(w[0])}, {number(w[1])})" for w in (path[0], path[-1]))
    return (
        f"Left, lines of equal loss over two weights, and a path of {counted(len(steps), 'step')} "
        f"from {start} to {end}{'' if inside.all() else ', which leaves the map'}. Right, the "
        f"loss: from {number(values[0])} to {number(values[-1])}; it {course}."
    )
