"""What a classifier answers at every place of the plane, and where a layer moves the points."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap, to_rgb
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from nnlib.pictures.figure import Picture
from nnlib.pictures.plane import (
    FEW,
    as_line,
    as_points,
    census,
    draw_line,
    draw_points,
    label,
    listed,
    look,
    verdict,
)
from nnlib.pictures.style import blank, outside_legend, panels, styled
from nnlib.pictures.words import number
from nnlib.shapes import Array, as_float, check_shapes

__all__ = ["decision_map", "moved", "regions"]

SIDE = 150  # places along each side of a map
Predict: TypeAlias = Callable[[Array], ArrayLike]


@styled()
def decision_map(
    predict: Predict, X: ArrayLike, y: ArrayLike, *, title: str = "", alt: str | None = None
) -> Picture:
    """What a classifier answers at every place of the plane, with the points it should get right.

    Parameters
    ----------
    predict : takes points (n, 2), returns a label for each, (n,)
    X : (m, 2)
    y : (m,)  labels -1 and +1, 0 and 1, or 0 .. K-1
    """
    X, y = as_points("decision_map", X, y)
    figure, ax = blank()
    told = _draw_answers(ax, predict, X, y)
    outside_legend(ax)
    ax.set_title(title)
    return Picture(figure, alt or f"{census(y)} {told}")


@styled()
def regions(
    predicts: Sequence[Predict],
    X: ArrayLike,
    y: ArrayLike,
    titles: Sequence[str],
    *,
    alt: str | None = None,
) -> Picture:
    """Maps of several classifiers side by side, at most four, each with its title.

    predicts : as for `decision_map`;  X (m, 2);  y (m,), what all of them are held against
    """
    X, y = as_points("regions", X, y)
    if not 1 <= len(predicts) == len(titles) <= 4:
        raise ValueError(
            f"regions: came {len(predicts)} classifiers and {len(titles)} titles, expected as many "
            "of each, 1 to 4. Try predicts[:4], titles[:4]."
        )
    figure, axes = panels(
        1, len(predicts), 4.4 if len(predicts) == 2 else 3.2, sharex=True, sharey=True
    )
    told = []
    for ax, predict, title in zip(axes[0], predicts, titles, strict=True):
        told.append(f"{title}: {_draw_answers(ax, predict, X, y)}")
        ax.set_title(title)
        ax.set_ylabel("")
    axes[0, 0].set_ylabel("$x_2$")
    outside_legend(axes[0, 0], "outside upper center")
    return Picture(figure, alt or " ".join([census(y), *told]))


@styled()
def moved(
    X: ArrayLike, H: ArrayLike, y: ArrayLike, w: ArrayLike, b: float, *, alt: str | None = None
) -> Picture:
    """Points before and after a hidden layer of two units, with the line of the unit on top.

    Points that land in one place are named together.

    Parameters
    ----------
    X : (m, 2) and H : (m, 2), row by row the same points
    y : (m,)   two classes
    w : (2,), b : the unit on top; it sees H
    """
    X, y = as_points("moved", X, y)
    H, y = as_points("moved", H, y)
    check_shapes("moved", X=(X, "m 2"), H=(H, "m 2"))
    line = as_line("moved", "w", w, b)
    figure, axes = panels(1, 2, 3.9)
    before, after = axes[0]
    draw_points(before, X, y, size=90)
    draw_points(after, H, y, size=90)
    for ax, points in ((before, X), (after, H)):
        low, high = points.min(axis=0) - 0.45, points.max(axis=0) + 0.6
        ax.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]))
        _whole_numbers(ax, points)
        for place in np.unique(points, axis=0):
            here = X[np.all(points == place, axis=1)]
            told = "\n".join(f"({number(x[0])}, {number(x[1])})" for x in here)
            ax.annotate(
                told, place, (0, 11), textcoords="offset points", ha="center", fontsize=12,
                bbox={"fc": "white", "ec": "none", "pad": 1},
            )  # fmt: skip
    draw_line(after, line, color="black")
    before.set_title("the points")
    after.set(title="where the layer puts them", xlabel="$h_1$", ylabel="$h_2$")
    outside_legend(before, "outside upper center")
    places = len(np.unique(H, axis=0))
    text = f"{census(y)} The layer puts them at {places} places. "
    return Picture(figure, alt or text + verdict(after, H, y, line, "of the unit on top"))


def _draw_answers(ax: Axes, predict: Predict, X: Array, y: Array) -> str:
    """The map into a panel, and a sentence that says what it shows."""
    draw_points(ax, X, y, size=42 if len(X) > FEW else 90)
    _whole_numbers(ax, X)
    (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    u, v = np.meshgrid(np.linspace(left, right, SIDE), np.linspace(bottom, top, SIDE))
    classes = np.unique(y)
    answers = _answers(predict, np.column_stack([u.ravel(), v.ravel()]), classes)
    region = np.searchsorted(classes, answers).reshape(SIDE, SIDE)
    pale = ListedColormap([0.7 + 0.3 * np.array(to_rgb(look(classes, k)[0])) for k in classes])
    ax.imshow(
        region,
        extent=(left, right, bottom, top),
        origin="lower",
        cmap=pale,
        vmin=-0.5,
        vmax=len(classes) - 0.5,
        interpolation="nearest",
    )
    for k in range(len(classes)):
        if 0 < np.sum(region == k) < region.size:
            ax.contour(u, v, region == k, levels=[0.5], colors="black", linewidths=1.5)
    shares = ", ".join(f"{label(classes, k)} on {np.mean(answers == k):.0%}" for k in classes)
    own = np.sum(_answers(predict, X, classes) == y)
    return (
        f"The classifier answers {shares} of the plane shown; {own} of {len(y)} points are right."
    )


def _whole_numbers(ax: Axes, X: Array) -> None:
    """Ticks at whole numbers only, where the points have no others."""
    if np.all(np.round(X) == X):
        for axis in (ax.xaxis, ax.yaxis):
            axis.set_major_locator(MaxNLocator(4, integer=True))


def _answers(predict: Predict, X: Array, classes: Array) -> Array:
    answers = as_float("decision_map", "predict(X)", predict(X))
    check_shapes("decision_map", X=(X, "n 2"), **{"predict(X)": (answers, "n")})
    strange = np.setdiff1d(answers, classes)
    if strange.size:
        raise ValueError(
            f"decision_map: predict(X) holds {number(strange[0])}, expected only labels that y "
            f"holds: {listed(classes)}. Let predict return labels, not scores."
        )
    return answers
