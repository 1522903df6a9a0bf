"""From a matplotlib figure to one output that everybody can read.

A picture in a notebook is seen by some, heard by others, and read where no kernel runs. So every
figure here becomes a `Picture`: the drawing together with a sentence that says what it shows.
Jupyter keeps that sentence only inside `<img alt="...">`, and that is what a `Picture` displays,
with the sentence once more as plain text. It shows itself when it is the last expression of a
cell; anywhere else in a cell call `.show()`.
"""

from __future__ import annotations

import io
import re
import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any, Literal, TypeAlias

import matplotlib
import numpy as np
from cycler import cycler
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

__all__ = [
    "LINES",
    "MARKERS",
    "PALETTE",
    "Picture",
    "blank",
    "check_alt",
    "counted",
    "number",
    "outside_legend",
    "show",
    "styled",
    "whole_ticks",
]

# Okabe and Ito's colours, told apart with every common form of colour blindness. Yellow is left
# out: on white it is too pale for a line. Whatever differs in colour differs in shape as well.
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*", "<", ">")
LINES = ("-", "--", "-.", ":")

Place: TypeAlias = Literal["outside right upper", "outside upper center"]

LARGEST = (6.0, 4.0)  # inches; an inch is 72 px on the page
PX_PER_INCH = 72
CRISP = 2  # pixels of the PNG for each px of the page

STYLE: Any = {
    "font.family": "DejaVu Sans",  # comes with matplotlib: the same letters on every machine
    "font.size": 12,
    "axes.labelsize": 12,
    "axes.titlesize": 13,
    "xtick.labelsize": 11,
    "ytick.labelsize": 11,
    "legend.fontsize": 11,
    "legend.frameon": False,
    "lines.linewidth": 2.0,
    "lines.markersize": 6.5,
    "axes.prop_cycle": cycler(color=PALETTE),
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.facecolor": "white",
    "figure.facecolor": "white",  # opaque: black letters stay readable on a dark page
    "savefig.facecolor": "white",
    "text.color": "black",
    "axes.labelcolor": "black",
    "axes.edgecolor": "black",
    "xtick.color": "black",
    "ytick.color": "black",
    "axes.unicode_minus": True,
}

# Words that an alt text may contain but cannot live on.
_STOCK = (
    "a an the this that of in is it my some here alt text image picture photo figure fig plot "
    "graph chart diagram drawing data shows showing describe description placeholder untitled "
    "todo tbd lorem ipsum dolor sit amet png jpg svg"
)


@contextmanager
def styled() -> Iterator[None]:
    """Draw in the one style of this library; what the reader set for themselves comes back."""
    with matplotlib.rc_context(STYLE):
        yield


def blank(width: float = 6.0, height: float = 4.0) -> tuple[Figure, Axes]:
    """An empty figure, sizes in inches, and its one panel; pyplot knows nothing of it."""
    figure = Figure(figsize=(width, height), layout="constrained")
    return figure, figure.subplots()


def outside_legend(ax: Axes, place: Place = "outside right upper") -> None:
    """Name what is drawn, beside or above the panel, where it can hide no data."""
    figure, (handles, labels) = ax.figure, ax.get_legend_handles_labels()
    if handles:
        columns = 1 if place == "outside right upper" else 2 if len(handles) == 4 else 3
        figure.legend(handles, labels, loc=place, ncols=columns)


def whole_ticks(ax: Axes) -> None:
    """Write 100 and 0.01 on logarithmic axes, not powers of ten: quicker to read and to draw."""
    for axis in (ax.xaxis, ax.yaxis):
        if axis.get_scale() == "log":
            axis.set_major_formatter(lambda value, _: number(value))
            axis.set_minor_locator(NullLocator())


def number(value: float) -> str:
    """A number as it is said in a sentence: three digits, and a minus that is read aloud."""
    value = float(value)
    if value != 0 and np.isfinite(value) and not 1e-3 <= abs(value) < 1e6:
        digits_of, power = f"{value:.2e}".split("e")
        text = f"{digits_of.rstrip('0').rstrip('.')}e{int(power)}"
    else:
        digits = 2 - int(np.floor(np.log10(abs(value)))) if np.isfinite(value) and value else 0
        text = f"{value:.{max(0, digits)}f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace("-", "−")


def counted(count: int, thing: str, things: str = "") -> str:
    """1 point, 2 points; with a third word for plurals of their own: 2 classes."""
    return f"{count} {thing if count == 1 else things or thing + 's'}"


def check_alt(who: str, alt: Any, name: str = "alt") -> str:
    """The alt text itself, if it says something; else a refusal."""
    words = set(re.findall(r"[^\W_]+", alt.lower())) if isinstance(alt, str) else set()
    if len(words - set(_STOCK.split())) < 3:
        raise ValueError(
            f"{who}: {name} is {alt!r}, expected a sentence that says what the picture shows. "
            "Try 'The loss falls from 0.69 to 0.02 in 100 steps.'"
        )
    return str(alt)


@dataclass(frozen=True, repr=False)
class Picture:
    """A figure and the sentence that is true of it.

    `figure` and `axes` are matplotlib's, `alt` the sentence, `png` the bytes of the image and
    `html` the `<img>` that a page shows.
    """

    figure: Figure
    alt: str

    def __post_init__(self) -> None:
        check_alt("Picture", self.alt)
        width, height = self.figure.get_size_inches()
        if width > LARGEST[0] or height > LARGEST[1]:
            raise ValueError(
                f"Picture: the figure is {width:g} x {height:g} inches, expected at most 6 x 4. "
                "Try figsize=(6, 4)."
            )

    @property
    def axes(self) -> list[Axes]:
        """The panels, from left to right."""
        return self.figure.axes

    @cached_property
    def png(self) -> bytes:
        """The image as it was when first asked for; no date and no version is written into it."""
        # figure.savefig would draw everything twice; only a computed layout needs that, to settle.
        buffer, canvas, dpi = io.BytesIO(), self.figure.canvas, self.figure.dpi
        try:
            self.figure.dpi = CRISP * PX_PER_INCH
            with styled():
                if self.figure.get_layout_engine() is not None:
                    self.figure.draw_without_rendering()
                agg = FigureCanvasAgg(self.figure)
                agg.print_png(buffer, metadata={"Software": None})  # type: ignore[no-untyped-call]
        finally:
            self.figure.set_canvas(canvas)
            self.figure.dpi = dpi
        return buffer.getvalue()

    @property
    def html(self) -> str:
        """One `<img>` with its alt text; the image itself is inside, no file is needed."""
        width, height = (round(PX_PER_INCH * inches) for inches in self.figure.get_size_inches())
        return (
            f'<img alt="{escape(self.alt)}" width="{width}" height="{height}" '
            f'style="max-width:100%;height:auto" '
            f'src="data:image/png;base64,{b64encode(self.png).decode()}">'
        )

    def __repr__(self) -> str:
        return self.alt

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.alt}

    def show(self) -> None:
        """Display the picture now, wherever in the cell this stands."""
        from IPython.display import display

        # Jupyter draws every figure that pyplot still holds once more at the end of the cell.
        if "matplotlib.pyplot" in sys.modules:
            sys.modules["matplotlib.pyplot"].close(self.figure)
        display(self)


def show(figure: Figure, alt: str) -> None:
    """Display a figure of your own, with the sentence that says what it shows."""
    Picture(figure, check_alt("show", alt)).show()
