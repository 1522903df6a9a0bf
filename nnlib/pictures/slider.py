"""Sliders: numbers to move, a picture that follows, and a line of text that says the same.

A slider is one output with three readings. Where a kernel runs it is a widget: drag a handle, or
focus it and press the arrow keys. Where none runs (a page exported to HTML, a notebook opened
without a kernel) it is a still picture with its alt text, and a line for every position of each
handle. As plain text it is those lines alone. So nothing that can be learnt from it needs a mouse
or a kernel.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from html import escape
from itertools import product
from math import prod
from typing import Any

from nnlib.pictures.figure import Picture, check_alt
from nnlib.pictures.idle import Idle

__all__ = ["VIEW", "Slider", "slider", "sliders"]

VIEW = "application/vnd.jupyter.widget-view+json"
MANY = 64  # pictures drawn beforehand: all of a slider, if they are no more than that
Place = tuple[int, ...]

# The sliders of ipywidgets give their handles no name that a screen reader could say, and take
# none. A number field has one, its label. So a handle is a number field, the index of the value,
# and the page makes a bar of it, the browser's own; where it may not, the field is still there.
TO_BARS = """\
const said = JSON.parse(this.dataset.said);
this.closest('.nnlib-slider').querySelectorAll('input').forEach((bar, i) => {
  bar.type = 'range';
  (bar.oninput = () => bar.setAttribute('aria-valuetext', said[i][bar.value]))();
  bar.onkeydown = e => {  // Shift Enter and Ctrl S: ipywidgets would keep them to itself
    if (e.key == 'Enter' || e.ctrlKey || e.metaKey) e.stopPropagation = () => {};
  };
});"""
LOOK = """\
.nnlib-slider { --jp-widgets-font-size: var(--jp-content-font-size1); }
.nnlib-slider .widget-text { width: auto; flex-shrink: 1; min-width: 0; align-items: center; }
.nnlib-slider .widget-text .widget-label { min-width: 1.5em; }
.nnlib-slider input[type=range] { width: 15em; accent-color: var(--jp-brand-color1); }"""


class Slider:
    """What `slider` and `sliders` return: it shows itself at the end of a cell, or by `.show()`.

    A place is one position for each handle. `lines` holds the sentence of every place that one
    handle alone reaches from the start, `picture(*place)` the picture at a place.
    """

    def __init__(
        self,
        draw: Callable[..., Picture],
        say: Callable[..., str],
        handles: Mapping[str, Sequence[Any]],
        question: str,
        start: Place,
    ) -> None:
        self.handles = {label: list(values) for label, values in handles.items()}
        self.question, self.start = question, start
        self._draw, self._say = draw, say
        self._images: dict[Place, str] = {}
        self._idle = Idle()
        self.lines = [self.line(*place) for place in self._places()]

    def line(self, *place: int) -> str:
        """The sentence at a place."""
        values = self._values(place)
        shown = ", ".join(map(repr, values))
        return check_alt("slider", self._say(*values), f"say({shown})")

    def picture(self, *place: int) -> Picture:
        """The picture at a place, drawn anew."""
        return self._draw(*self._values(place))

    def frames(self) -> Iterator[tuple[Place, str, Picture]]:
        """Place, sentence and picture of all that can be moved to where nobody draws any more.

        Where a slider has too many places, only those that one handle alone reaches.
        """
        counts = [len(values) for values in self.handles.values()]
        few = prod(counts) <= MANY
        for place in product(*map(range, counts)) if few else self._places():
            yield place, self.line(*place), self.picture(*place)

    def widget(self) -> Any:
        """The live part alone: the question, the handles, and the page that follows them."""
        import ipywidgets

        page, rows, moved = ipywidgets.HTML(self._page(self.start)), [], []
        for (label, values), at in zip(self.handles.items(), self.start, strict=True):
            handle = ipywidgets.BoundedIntText(
                at, min=0, max=len(values) - 1, description=label, continuous_update=True
            )
            handle.style.description_width = "initial"
            moved.append(handle)
            rows.append(ipywidgets.HBox([handle, ipywidgets.Label(str(values[at]))]))

        def follow(_: Any) -> None:
            place = tuple(handle.value for handle in moved)
            for row, value in zip(rows, self._values(place), strict=True):
                row.children[1].value = str(value)
            page.value = self._page(place)
            self._draw_ahead(place)

        self._draw_ahead(self.start)
        for handle in moved:
            handle.observe(follow, "value")
        box = ipywidgets.VBox([ipywidgets.HTML(self._heading()), *rows, page])
        return box.add_class("nnlib-slider")

    def __repr__(self) -> str:
        return "\n".join([self.question, *self.lines] if self.question else self.lines)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        view = self.widget()._repr_mimebundle_()[VIEW]
        return {"text/plain": repr(self), "text/html": self._still(), VIEW: view}

    def show(self) -> None:
        """Display the slider now, wherever in the cell this stands."""
        from IPython.display import display

        display(self)

    def _places(self) -> list[Place]:
        return list(dict.fromkeys(self._beside(self.start)))

    def _beside(self, place: Place) -> Iterator[Place]:
        """Where one handle alone leads from a place, handle by handle."""
        for i, values in enumerate(self.handles.values()):
            for k in range(len(values)):
                yield (*place[:i], k, *place[i + 1 :])

    def _values(self, place: Sequence[int]) -> list[Any]:
        return [values[k] for values, k in zip(self.handles.values(), place, strict=True)]

    def _image(self, place: Place) -> str:
        if place not in self._images:  # drawn at most once: coming back to it costs nothing
            picture = self.picture(*place)  # that of the start is stored with the notebook
            self._images[place] = picture.html if place == self.start else picture.quick
        return self._images[place]

    def _draw_ahead(self, place: Place) -> None:
        """Draw where the next move may lead, the nearest first; what is stored costs nothing."""

        def far(near: Place) -> tuple[int, int]:  # to the right before to the left
            return sum(abs(a - b) for a, b in zip(near, place, strict=True)), -sum(near)

        beside = sorted(self._beside(place), key=far)
        self._idle.do(partial(self._image, near) for near in beside if near not in self._images)

    def _still(self) -> str:
        items = "".join(f"<li>{escape(line)}</li>" for line in self.lines)
        return f"{self._heading()}{self._image(self.start)}<ul>{items}</ul>"

    def _heading(self) -> str:
        return f"<p><strong>{escape(self.question)}</strong></p>" if self.question else ""

    def _page(self, place: Place) -> str:
        """What the live widget shows; a screen reader is told the line whenever it changes."""
        try:
            line, image = self.line(*place), self._image(place)
        except Exception as error:  # Jupyter would hide it in a log, and the picture would lie
            line, image = "", f"<pre>{escape(f'{type(error).__name__}: {error}')}</pre>"
        return f'{self._bars()}<p role="status" aria-live="polite">{escape(line)}</p>{image}'

    def _bars(self) -> str:
        """What turns the number fields into bars, and says the value at each position."""
        said = json.dumps([list(map(str, values)) for values in self.handles.values()])
        return f'<style data-said="{escape(said)}" onload="{escape(TO_BARS)}">{LOOK}</style>'


def slider(
    draw: Callable[[Any], Picture],
    values: Sequence[Any],
    say: Callable[[Any], str],
    *,
    label: str,
    question: str = "",
    start: int = 0,
) -> Slider:
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
    return sliders(draw, say, {label: values}, question=question, start=(start,))


def sliders(
    draw: Callable[..., Picture],
    say: Callable[..., str],
    handles: Mapping[str, Sequence[Any]],
    *,
    question: str = "",
    start: Sequence[int] | None = None,
) -> Slider:
    """A picture that follows several numbers, each with a handle of its own.

    Parameters
    ----------
    draw, say : as for `slider`, called with one value for each handle
    handles : {label: positions}, at least two positions each
    start : the position of every handle that is shown first; the first ones if left out
    """
    place = tuple(start) if start is not None else (0,) * len(handles)
    fits = len(place) == len(handles) > 0 and all(
        len(values) >= 2 and 0 <= k < len(values)
        for values, k in zip(handles.values(), place, strict=False)
    )
    if not fits:
        counts = ", ".join(str(len(values)) for values in handles.values()) or "no"
        raise ValueError(
            f"slider: came {counts} values and start={', '.join(map(str, place))}, expected at "
            "least two values and start the index of one. Try start=0."
        )
    return Slider(draw, say, handles, question, place)
