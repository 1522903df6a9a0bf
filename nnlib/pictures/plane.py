"""Points and lines in the plane, drawn into a panel, and the sentences that describe them.

The pictures in `plots` and the sliders in `explore` are put together from these parts.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from nnlib.arguments import check_number
from nnlib.pictures.style import MARKERS, PALETTE
from nnlib.pictures.words import counted, number
from nnlib.shapes import Array, as_float, check_shapes

__all__ = [
    "as_line",
    "as_points",
    "census",
    "draw_line",
    "draw_points",
    "draw_strip",
    "label",
    "listed",
    "look",
    "signed_distances",
    "verdict",
]

FEW = 8  # points


def draw_points(ax: Axes, X: Array, y: Array, size: float = 42.0) -> None:
    """Points X (m, 2) with labels y (m,) into a panel, on equal scales where that is possible."""
    classes = np.unique(y)
    for k in classes[::-1]:
        colour, marker = look(classes, k)
        X_k = X[y == k]
        ax.scatter(
            X_k[:, 0], X_k[:, 1], s=size, c=colour, marker=marker,
            edgecolors="white", linewidths=0.6, label=f"y = {label(classes, k)}", zorder=3,
        )  # fmt: skip
    room = 0.55 if len(X) > FEW else 0.75  # the corners of a square do not lie on the axes
    middle, half = (X.max(axis=0) + X.min(axis=0)) / 2, room * np.ptp(X, axis=0)
    half[half == 0] = half.max() or 1.0
    if half.max() < 5 * half.min():  # a square view: an angle on the screen is an angle in the data
        half[:] = half.max()
        ax.set_aspect("equal")
    ax.set(
        xlim=(middle[0] - half[0], middle[0] + half[0]),
        ylim=(middle[1] - half[1], middle[1] + half[1]),
        xlabel="$x_1$",
        ylabel="$x_2$",
    )


def draw_line(ax: Axes, line: Array, **style: Any) -> None:
    """The line of the points x with line[0] x_1 + line[1] x_2 + line[2] = 0; w = 0 has none."""
    w = line[:2]
    if np.any(w):
        foot = -line[2] * w / (w @ w)
        ax.axline(tuple(foot), tuple(foot + np.array([-w[1], w[0]])), zorder=2, **style)


def as_points(who: str, X: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
    """X (m, 2) and y (m,) for a picture, a column of ones taken off, or a refusal."""
    X, y = as_float(who, "X", X), as_float(who, "y", y)
    if X.ndim == 2 and X.shape[1] == 3 and np.all(X[:, 2] == 1):
        X = X[:, :2]
    check_shapes(who, X=(X, "m 2"), y=(y, "m"))
    if len(X) == 0 or not np.all(np.isfinite(X)):
        raise ValueError(f"{who}: X is empty or not finite, expected points. Print X.")
    if np.any(y != np.round(y)) or np.unique(y).size > len(MARKERS):
        raise ValueError(
            f"{who}: y holds {np.unique(y).size} different numbers, expected labels such as −1 "
            f"and +1, or 0 to K−1 with K at most {len(MARKERS)}. Is y the targets of a regression?"
        )
    return X, y


def as_line(who: str, name: str, w: ArrayLike, b: float | None) -> Array:
    """Both ways to write a line as three numbers: (w_1, w_2, b)."""
    w = as_float(who, name, w)
    if b is None and w.shape == (3,):
        return w
    check_shapes(who, **{name: (w, "2")})
    check_number(who, "b", 0.0 if b is None else b)
    return np.append(w, w.dtype.type(b or 0.0))


def signed_distances(X: Array, y: Array, line: Array) -> Array:
    """How far each point lies on its right side of the line; negative on the wrong one."""
    sign = np.where(y > 0, 1.0, -1.0)
    return np.asarray(sign * (X @ line[:2] + line[2]) / np.linalg.norm(line[:2]))


def draw_strip(ax: Axes, line: Array, half: float) -> None:
    """The strip of all points at most `half` away from the line; w must not be 0."""
    length = np.linalg.norm(line[:2])
    unit, foot = line[:2] / length, -line[2] * line[:2] / length**2
    reach = 10 * (np.ptp(ax.get_xlim()) + np.ptp(ax.get_ylim()) + np.abs(foot).max())
    along, across = reach * np.array([-unit[1], unit[0]]), half * unit
    corners = foot + np.array([-along - across, along - across, along + across, across - along])
    ax.fill(corners[:, 0], corners[:, 1], color="0.88", zorder=1, label="margin")


def verdict(ax: Axes, X: Array, y: Array, line: Array, name: str) -> str:
    """A sentence: is the line in the picture, and how many points does it leave wrong?"""
    if not np.any(line[:2]):
        return f"The line {name} does not exist: both weights are 0."
    corners = np.array([(u, v) for u in ax.get_xlim() for v in ax.get_ylim()])
    side = np.sign(corners @ line[:2] + line[2])
    where = "" if side.min() < side.max() else " runs outside the picture and"
    wrong = int(np.sum(signed_distances(X, y, line) <= 0))
    if wrong == 0:
        return f"The line {name}{where} has every point on its right side."
    wrong_ones = f"{counted(wrong, 'point')} of {len(y)}"
    return f"The line {name}{where} leaves {wrong_ones} on the wrong side or on the line."


def look(classes: Array, k: float) -> tuple[str, str]:
    """Colour and marker. Of two classes the upper one, +1 or 1, is always the blue circle."""
    index = int(np.searchsorted(classes, k))
    index = 1 - index if len(classes) == 2 else index if k != -1 else 1
    return PALETTE[index % len(PALETTE)], MARKERS[index]


def label(classes: Array, k: float) -> str:
    """A class as it is written in a legend: with its sign where one of them is negative."""
    return (f"{k:+.0f}" if classes.min() < 0 else f"{k:.0f}").replace("-", "−")


def listed(classes: Array) -> str:
    """The labels one after another, for a message."""
    return ", ".join(map(number, classes))


def census(y: Array) -> str:
    """A sentence: how many points there are, and how many of each class."""
    classes, counts = np.unique(y, return_counts=True)
    pairs = zip(classes, counts, strict=True)
    each = ", ".join(f"{n} labelled {label(classes, k)}" for k, n in pairs)
    return f"{counted(len(y), 'point')}: {each}."
