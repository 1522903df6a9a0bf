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
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from PIL import Image

from nnlib.pictures.sheet import Pixels, drawn, packed
from nnlib.pictures.style import styled

__all__ = ["CLASS", "Picture", "check_alt", "show"]

LARGEST = (8.5, 6.5)  # inches; an inch is 96 px on the page
PX_PER_INCH = 96
CRISP = 2  # pixels of the PNG for each px of the page
COLOURS = 256  # of an image: enough for one that is drawn, and a third of the bytes

# A dark page turns the picture: black letters become white, and every colour keeps its hue.
# JupyterLab's presentation mode shows it as large as the page.
CLASS = "nnlib-figure"
LOOK = (
    f"<style>[data-jp-theme-light=false] .{CLASS}"
    "{filter:invert(1) hue-rotate(180deg);mix-blend-mode:screen}"
    f".jp-mod-presentationMode .{CLASS}"
    "{width:100%;max-height:75vh;object-fit:contain;object-position:left}</style>"
)

# Words that an alt text may contain but cannot live on.
_STOCK = (
    "a an the this that of in is it my some here alt text image picture photo figure fig plot "
    "graph chart diagram drawing data shows showing describe description placeholder untitled "
    "todo tbd lorem ipsum dolor sit amet png jpg svg"
)


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
                f"Picture: the figure is {width:g} x {height:g} inches, expected at most "
                "8.5 x 6.5. Try figsize=(8, 4.4)."
            )

    @property
    def axes(self) -> list[Axes]:
        """The panels, from left to right."""
        return self.figure.axes

    @cached_property
    def png(self) -> bytes:
        """The image as it was when first asked for; no date and no version is written into it."""
        few = Image.fromarray(self._drawn()).quantize(COLOURS, dither=Image.Dither.NONE)
        buffer = io.BytesIO()
        few.save(buffer, format="PNG", optimize=True)
        return buffer.getvalue()

    @property
    def html(self) -> str:
        """One `<img>` with its alt text; the image itself is inside, no file is needed."""
        return self._img(self.png)

    @property
    def quick(self) -> str:
        """The same `<img>` for a page that waits: more bytes, made in a third of the time."""
        return self._img(packed(self._drawn()))

    def _drawn(self) -> Pixels:
        with styled():
            return drawn(self.figure, CRISP * PX_PER_INCH)

    def _img(self, png: bytes) -> str:
        width, height = (round(PX_PER_INCH * inches) for inches in self.figure.get_size_inches())
        return (
            f'{LOOK}<img class="{CLASS}" alt="{escape(self.alt)}" width="{width}" '
            f'height="{height}" style="max-width:100%;height:auto" '
            f'src="data:image/png;base64,{b64encode(png).decode()}">'
        )

    def __repr__(self) -> str:
        return self.alt

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        png = b64encode(self.png).decode()  # for code hosts, which show no `<img>` of a page
        return {"text/html": self.html, "image/png": png, "text/plain": self.alt}

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
