"""Sliders: one number to move, a picture that follows, and a line of text that says the same.

A slider is one output with three readings. Where a kernel runs it is a widget: drag the handle,
or focus it and press the arrow keys. Where none runs (a page exported to HTML, a notebook opened
without a kernel) it is a still picture with its alt text, and a line for every position. As plain
text it is those lines alone. So nothing that can be learnt from it needs a mouse or a kernel.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Any, Generic, TypeVar

import numpy as np
from matplotlib.figure import Figure

from nnlib.arguments import check_positive
from nnlib.data import margin_blobs
from nnlib.figure import PALETTE, Picture, check_alt, counted, styled, whole_ticks
from nnlib.perceptron import mistake_bound, run, with_ones
from nnlib.plane import draw_line, draw_points
from nnlib.shapes import Array

__all__ = ["Slider", "margin_slider", "slider"]

T = TypeVar("T")
VIEW = "application/vnd.jupyter.widget-view+json"


class Slider(Generic[T]):
    """What `slider` returns: it shows itself at the end of a cell, or by `.show()`.

    `lines` holds the sentence of every position, `picture(k)` the picture at position k.
    """

    def __init__(
        self,
        draw: Callable[[T], Picture],
        values: Sequence[T],
        lines: Sequence[str],
        label: str,
        question: str,
        start: int,
    ) -> None:
        self.values, self.lines = list(values), list(lines)
        self.label, self.question, self.start = label, question, start
        self._draw = draw
        self._images: dict[int, str] = {}

    def picture(self, k: int) -> Picture:
        """The picture at position k, drawn anew."""
        return self._draw(self.values[k])

    def widget(self) -> Any:
        """The live part alone: the question, the handle, and the page that follows it."""
        import ipywidgets

        page = ipywidgets.HTML(self._position(self.start))
        handle = ipywidgets.SelectionSlider(
            options=[(str(value), k) for k, value in enumerate(self.values)],
            value=self.start,
            description=self.label,
            style={"description_width": "initial"},
        )
        handle.observe(lambda change: setattr(page, "value", self._position(change.new)), "value")
        return ipywidgets.VBox([ipywidgets.HTML(self._heading()), handle, page])

    def __repr__(self) -> str:
        return "\n".join([self.question, *self.lines] if self.question else self.lines)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        view = self.widget()._repr_mimebundle_()[VIEW]
        return {"text/plain": repr(self), "text/html": self._still(), VIEW: view}

    def show(self) -> None:
        """Display the slider now, wherever in the cell this stands."""
        from IPython.display import display

        display(self)  # type: ignore[no-untyped-call]

    def _image(self, k: int) -> str:
        if k not in self._images:  # drawn at most once: coming back to a position costs nothing
            self._images[k] = self.picture(k).html
        return self._images[k]

    def _still(self) -> str:
        items = "".join(f"<li>{escape(line)}</li>" for line in self.lines)
        return f"{self._heading()}{self._image(self.start)}<ul>{items}</ul>"

    def _heading(self) -> str:
        return f"<p><strong>{escape(self.question)}</strong></p>" if self.question else ""

    def _position(self, k: int) -> str:
        """What the live widget shows; a screen reader is told the line whenever it changes."""
        try:
            image = self._image(k)
        except Exception as error:  # Jupyter would hide it in a log, and the picture would lie
            image = f"<pre>{escape(f'{type(error).__name__}: {error}')}</pre>"
        return f'<p role="status" aria-live="polite">{escape(self.lines[k])}</p>{image}'


def slider(
    draw: Callable[[T], Picture],
    values: Sequence[T],
    say: Callable[[T], str],
    *,
    label: str,
    question: str = "",
    start: int = 0,
) -> Slider[T]:
    """A picture that follows one number.

    Parameters
    ----------
    draw : the picture at a value; compute what is slow beforehand, so that a move is answered
        at once
    values : the positions of the handle, at least two
    say : the sentence at a value, which is there for everybody who cannot see the picture
    label : what is written beside the handle
    question : what to find out by moving it
    start : the position shown first, and in the still picture
    """
    if len(values) < 2 or not 0 <= start < len(values):
        raise ValueError(
            f"slider: came {len(values)} values and start={start}, expected at least two values "
            "and start the index of one. Try start=0."
        )
    lines = [check_alt("slider", say(value), f"say({value!r})") for value in values]
    return Slider(draw, values, lines, label, question, start)


MARGINS = (0.5, 0.3, 0.2, 0.1, 0.05, 0.03, 0.02, 0.01)


def margin_slider(
    rng: np.random.Generator, m: int = 60, margins: Sequence[float] = MARGINS
) -> Slider[float]:
    """Push two clouds together: which number follows the margin, the bound or the mistakes made?

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

    question = "Which of the two numbers follows the margin: the bound or the mistakes made?"
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
    figure = Figure(figsize=(6.0, 3.4))
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
