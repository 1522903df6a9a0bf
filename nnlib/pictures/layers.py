"""What becomes of a signal on its way up through many layers, and of the blame on its way down."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from nnlib import activations
from nnlib.pictures.figure import Picture
from nnlib.pictures.slider import Slider, sliders
from nnlib.pictures.style import PALETTE, WIDTH, styled
from nnlib.shapes import Array, as_float
from nnlib.vitals import STARTS, signals, ten_layers

__all__ = ["histograms", "layers_slider"]

SHOWN = (1, 3, 5, 7, 10)
REACH = 2.0  # what lies further out is piled up at the edge
LOW, HIGH = 1e-12, 1e12  # of the scale of the curves
NOTHING = 1e-14  # what rounding may leave of 0
UNITS = ("tanh", "relu", "sigmoid", "softplus", "identity", "step")


@styled()
def histograms(
    rows: Sequence[Sequence[ArrayLike]],
    names: Sequence[str],
    titles: Sequence[str],
    *,
    alt: str | None = None,
) -> Picture:
    """How a layer's answers are spread, a panel a layer and a row for each start.

    Parameters
    ----------
    rows : for each row its layers' activations, each of any shape; at most two rows, six panels
    names : one for each row, written beside it
    titles : one for each column
    """
    tables = [[as_float("histograms", "rows", A) for A in row] for row in rows]
    if not 1 <= len(tables) == len(names) <= 2 or {len(row) for row in tables} != {len(titles)}:
        raise ValueError(
            f"histograms: came {len(tables)} rows, {len(names)} names and {len(titles)} titles, "
            "expected one or two rows with a name each, and a title for each panel of a row."
        )
    figure = Figure(figsize=(WIDTH, 0.7 + 1.9 * len(tables)))
    places = {"left": 0.07, "right": 0.985, "bottom": 0.2 / len(tables), "top": 0.87}
    axes = figure.subplots(len(tables), len(titles), squeeze=False, gridspec_kw=places)
    figure.subplots_adjust(hspace=0.4, wspace=0.12)
    told = []
    for row, name, panels in zip(tables, names, axes, strict=True):
        for A, ax in zip(row, panels, strict=True):
            _draw_spread(ax, A)
        panels[0].set_ylabel(name, fontsize=13)
        told.append(f"{name}: " + ", ".join(_spread(A) for A in row))
    for ax, title in zip(axes[0], titles, strict=True):
        ax.set_title(title, fontsize=13)
    said = ", ".join(titles)
    return Picture(figure, alt or f"Spread of the answers in {said}. " + ". ".join(told) + ".")


def _draw_spread(ax: Axes, A: Array, colour: str = PALETTE[0]) -> None:
    """A histogram of one layer over a fixed range, as high as its panel, and its spread."""
    edges = np.linspace(-REACH, REACH, 42)
    counts, _ = np.histogram(np.clip(A, -REACH, REACH), edges)
    second, top = np.sort(counts)[-2:]
    top = second if 0 < 4 * second < top else top  # one bar that is far too high is cut
    ax.stairs(np.minimum(counts / top, 1), edges, fill=True, color=colour)
    ax.set(xlim=(-REACH, REACH), ylim=(0, 1.32), yticks=[], xticks=[-1, 0, 1])
    ax.spines["left"].set_visible(False)
    ax.text(0.5, 0.98, _spread(A), transform=ax.transAxes, ha="center", va="top", fontsize=11)


def _spread(A: Array) -> str:
    return f"± {_short(float(np.std(A)))}"


def _short(value: float) -> str:
    """Two digits; powers of ten where there would be many zeros; what rounding leaves is 0."""
    if abs(value) < NOTHING:
        return "0"
    if 1e-3 <= abs(value) < 1e4:
        return f"{value:.2g}" if abs(value) < 10 else f"{value:.0f}"
    digits, power = f"{value:.0e}".split("e")
    return f"{digits}e{int(power)}".replace("-", "\u2212")


def layers_slider() -> Slider:
    """Six units and five starts of a network of ten layers: does the signal live, and the blame?"""
    question = "For each unit: which start keeps both alive, and which unit has no such start?"
    handles = {"unit": UNITS, "start": tuple(STARTS)}
    return sliders(_layers_picture, _layers_line, handles, question=question, start=(0, 1))


@cache
def _seen(unit: str, start: str) -> tuple[list[Array], Array, Array]:
    """The shown layers' answers, and signal and blame of the ten hidden layers."""
    As, blames = ten_layers(activations.named(unit), STARTS[start])
    lengths = np.array([np.linalg.norm(blame) for blame in blames[:-1]])
    return [As[k] for k in SHOWN], signals(As)[1:], lengths


def _layers_line(unit: str, start: str) -> str:
    _, signal, blame = _seen(unit, start)
    return (
        f"{unit}, {start}: the signal goes from {_short(signal[0])} in layer 1 to "
        f"{_short(signal[-1])} in layer 10; the blame from {_short(blame[-1])} in layer 10 to "
        f"{_short(blame[0])} in layer 1."
    )


@styled()
def _layers_picture(unit: str, start: str) -> Picture:
    shown, signal, blame = _seen(unit, start)
    figure = Figure(figsize=(WIDTH, 5.0))  # places by hand: a move is answered at once
    top = figure.add_gridspec(1, len(SHOWN), left=0.1, right=0.9, bottom=0.65, top=0.92)
    for place, (k, A) in enumerate(zip(SHOWN, shown, strict=True)):
        ax = figure.add_subplot(top[place])
        _draw_spread(ax, A)
        ax.set_title(f"layer {k}", fontsize=13)
    ax = figure.add_axes((0.1, 0.13, 0.8, 0.41))
    at = np.arange(1, len(signal) + 1)
    for values, colour, mark, name, up in (
        (signal, PALETTE[0], "o-", "signal", True),
        (blame, PALETTE[1], "s--", "blame", False),
    ):
        drawn = np.clip(np.where(values < NOTHING, LOW, values), LOW, HIGH)
        ax.semilogy(at, drawn, mark, color=colour)
        end = (at[-1], drawn[-1], "left", 8) if up else (at[0], drawn[0], "right", -8)
        ax.annotate(
            name, end[:2], (end[3], 0), textcoords="offset points", color=colour,
            ha=end[2], va="center",
        )  # fmt: skip
    ax.set(xlim=(-0.3, 11.3), ylim=(LOW / 5, HIGH * 5), xticks=at, xlabel="layer")
    ax.set_yticks([LOW, 1e-6, 1, 1e6, HIGH], ["0", "1e\u22126", "1", "1e6", "1e12"])
    ax.minorticks_off()
    ax.axhline(1, color="0.8", linewidth=1.5, zorder=0)
    return Picture(figure, "Histograms of layers 1, 3, 5, 7, 10. " + _layers_line(unit, start))
