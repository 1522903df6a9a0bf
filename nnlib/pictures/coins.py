"""A game against bent coins: what was seen of each, what a rule risks, and all worlds at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.colors import ListedColormap
from numpy.typing import ArrayLike

from nnlib.law import Law
from nnlib.pictures.figure import Picture
from nnlib.pictures.slider import Slider, slider
from nnlib.pictures.style import PALETTE, WIDTH, blank, name_lines, styled
from nnlib.pictures.words import counted
from nnlib.shapes import as_float, check_shapes

__all__ = ["risk_slider", "stacked", "tallies", "worlds"]

SIZES = (3, 6, 12, 25, 50, 100, 200, 500, 2000)


@styled()
def tallies(x: ArrayLike, y: ArrayLike, *, alt: str | None = None) -> Picture:
    """A column for each coin 1 to 6: heads above the line, tails below it, a mark a throw."""
    x, y = as_float("tallies", "x", x), as_float("tallies", "y", y)
    check_shapes("tallies", x=(x, "n"), y=(y, "n"))
    figure, ax = blank(WIDTH, 4.2)
    told = []
    for coin in range(1, 7):
        heads, tails = (int(np.sum((x == coin) & (y == side))) for side in (1, -1))
        ax.plot(np.full(heads, coin), np.arange(heads) + 1, "o", color=PALETTE[0], markersize=9)
        ax.plot(np.full(tails, coin), -np.arange(tails) - 1, "s", color=PALETTE[1], markersize=8)
        told.append(f"coin {coin}: {heads} heads, {tails} tails")
    ax.axhline(0, color="black", linewidth=1.5)
    low, high = ax.get_ylim()
    ax.set(xlabel="coin", xticks=range(1, 7), xlim=(0.5, 6.5), ylim=(low - 0.3, high + 0.3))
    ax.set(yticks=[low / 2, high / 2], yticklabels=["tails", "heads"])
    ax.tick_params(axis="y", length=0)
    for label, colour in zip(ax.get_yticklabels(), (PALETTE[1], PALETTE[0]), strict=True):
        label.set_color(colour)
    return Picture(figure, alt or f"{counted(len(x), 'throw')}. {'; '.join(told)}.")


@styled()
def stacked(
    rows: Sequence[Sequence[float]], names: Sequence[str], *, alt: str | None = None
) -> Picture:
    """One bar a row, of three parts: Bayes risk, approximation, estimation.

    Parameters
    ----------
    rows : three numbers each
    names : of the rows, from the top
    """
    values = as_float("stacked", "rows", [[float(part) for part in row] for row in rows])
    check_shapes("stacked", rows=(values, f"{len(names)} 3"))
    figure, ax = blank(WIDTH, 1.9 + 0.6 * len(names))
    starts = np.cumsum(values, axis=1) - values
    labels = ("Bayes", "approximation", "estimation")
    for part, label in enumerate(labels):
        look: Any = {"color": PALETTE[part], "edgecolor": "white", "hatch": ("", "//", "..")[part]}
        ax.barh(names, values[:, part], left=starts[:, part], label=label, **look)
    ax.invert_yaxis()
    ax.set(xlabel="risk")
    figure.legend(loc="outside upper center", ncols=3)
    told = (
        f"{name}: " + ", ".join(f"{k} {v:.3f}" for k, v in zip(labels, row, strict=True)) + "."
        for name, row in zip(names, values, strict=True)
    )
    return Picture(figure, alt or " ".join(told))


@styled()
def worlds(right: ArrayLike, *, alt: str | None = None) -> Picture:
    """A column for each world, a row for each point: seen, right, or wrong.

    Parameters
    ----------
    right : (w, k)  1 right, 0 wrong, nan where the label was shown
    """
    right = np.asarray(right, dtype=float)
    check_shapes("worlds", right=(right, "w k"))
    figure, ax = blank(WIDTH, 3.4)
    kinds = ListedColormap(["0.88", PALETTE[1], PALETTE[0]])
    shown = np.where(np.isnan(right), 0, 1 + np.nan_to_num(right)).T
    ax.pcolormesh(shown, cmap=kinds, vmin=0, vmax=2, edgecolor="white", linewidth=1.5)
    for row, column in np.argwhere(shown == 1):
        ax.text(column + 0.5, row + 0.5, "×", ha="center", va="center", color="white")
    count, points = right.shape
    ax.set(yticks=np.arange(points) + 0.5, yticklabels=[f"point {k + 1}" for k in range(points)])
    ax.set(xticks=[], xlabel=f"{counted(count, 'world')}: grey was shown, × is a wrong guess")
    ax.invert_yaxis()
    ax.spines[:].set_visible(False)
    ax.tick_params(length=0)
    guesses, hits = int(np.sum(~np.isnan(right))), int(np.nansum(right))
    told = f"In {counted(count, 'world')} {hits} of {guesses} guesses are right."
    return Picture(figure, alt or told)


def risk_slider(law: Law, rng: np.random.Generator, sizes: Sequence[int] = SIZES) -> Slider:
    """More throws: when does the curve that can be seen tell the lowest point of the other?

    All samples begin with the same throws; the risk of each threshold is exact.
    """
    k = len(law.p)
    x, y = law.sample(max(sizes), rng)
    cuts = np.arange(k + 1)
    true = np.array([float(law.cut_risk(float(t))) for t in cuts])
    wrong = np.where(x[:, None] > cuts, 1, -1) != y[:, None]
    seen = {n: np.mean(wrong[:n], axis=0) for n in sizes}

    @styled()
    def draw(n: int) -> Picture:
        figure, ax = blank()
        ax.plot(cuts, true, "--", color="black", label="risk")
        ax.plot(cuts, seen[n], "-", color=PALETTE[0], label=f"seen on {n}")
        best = int(np.argmin(seen[n]))
        ax.plot(best, seen[n][best], "o", color=PALETTE[0], markersize=11)
        ax.plot(best, true[best], "s", color=PALETTE[1], markersize=11)
        ax.set(xlabel="threshold t: heads above it", ylabel="share of mistakes", ylim=(-0.02, 0.9))
        name_lines(ax)
        return Picture(figure, f"Risk of seven thresholds, and what is seen of it: {say(n)}")

    def say(n: int) -> str:
        best = int(np.argmin(seen[n]))
        return (
            f"{n} throws: threshold {best} errs least, {seen[n][best]:.2f} of them; "
            f"its risk is {true[best]:.2f}."
        )

    question = "From how many throws on does the lowest point that you see tell the true one?"
    return slider(draw, list(sizes), say, label="throws", question=question, start=1)
