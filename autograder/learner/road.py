"""The whole road of lessons, those that are still to be written among them, and its drawing.

It stands in `road.toml`: titles, what a lesson is about, which it needs, where it is drawn.
"""

from __future__ import annotations

import textwrap
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

__all__ = ["Stop", "drawn", "in_words", "road"]

WIDE, HIGH = 98, 48  # a box
APART, ROW = 114, 66  # from box to box
LETTERS = 15  # of a title in one line

# Fill, edge and letters of a box: each pair of fill and letters is readable, in light and dark.
DONE = ("#00734F", "#00734F", "#FFFFFF")
NEXT = ("#FFFFFF", "#D55E00", "#1A1A1A")
OPEN = ("#DCEBF7", "#0072B2", "#1A1A1A")
GREY = ("#EEEEEE", "#BBBBBB", "#595959")


@dataclass(frozen=True)
class Stop:
    """A lesson on the road.

    needs : the numbers of the lessons before it that it builds on
    at : the column and the row of its box
    """

    name: str
    title: str
    about: str
    needs: tuple[str, ...]
    at: tuple[int, int]

    @property
    def number(self) -> str:
        return self.name[:2]


@cache
def road() -> dict[str, Stop]:
    """name -> lesson, in their order."""
    told = tomllib.loads(Path(__file__).with_name("road.toml").read_text(encoding="utf-8"))
    return {
        name: Stop(name, x["title"], x["about"], tuple(x["needs"]), (x["at"][0], x["at"][1]))
        for name, x in told.items()
    }


def in_words(stops: Collection[Stop]) -> str:
    """What the drawing says, for whoever does not see it."""
    return "Which lesson needs which. " + "; ".join(map(_told, stops)) + "."


def _told(stop: Stop) -> str:
    return f"{stop.number} {stop.title} needs {' and '.join(stop.needs) or 'nothing'}"


def drawn(
    stops: Collection[Stop],
    written: Collection[str],
    done: set[str],
    goes_on: str,
    pages: Mapping[str, str] | None = None,
) -> str:
    """The road as SVG: what is done, what is next, what is there, and in grey what is not yet.

    pages : name -> the page that its box leads to, where the drawing is part of a page
    """
    places = {stop.number: stop.at for stop in stops}
    wide = APART * (1 + max(x for x, _ in places.values()))
    high = ROW * (1 + max(y for _, y in places.values()))
    arrows = "".join(
        _arrow(places[need], stop.at) for stop in stops for need in stop.needs if need in places
    )
    boxes = ""
    for stop in stops:
        look = OPEN if stop.name in written else GREY
        look = NEXT if stop.name == goes_on else DONE if stop.name in done else look
        box = _box(stop, look, 3 if stop.name == goes_on else 1)
        if page := (pages or {}).get(stop.name):
            told = f'data-lesson="{escape(stop.name)}" aria-label="{escape(_told(stop))}"'
            box = f'<a href="{escape(page)}" {told}>{box}</a>'
        boxes += box
    told = ' role="group" aria-label="Which lesson needs which"' if pages else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" '
        f'height="{high}" font-family="sans-serif"{told}><defs><marker id="tip" viewBox="0 0 8 8" '
        'refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0 L8 4 L0 8 z" fill="#808080"/></marker></defs>'
        f"{arrows}{boxes}</svg>\n"
    )


def _corner(at: tuple[int, int]) -> tuple[float, float]:
    return at[0] * APART + (APART - WIDE) / 2, at[1] * ROW + (ROW - HIGH) / 2


def _arrow(begin: tuple[int, int], end: tuple[int, int]) -> str:
    (x, y), (u, v) = _corner(begin), _corner(end)
    x, y, v = x + WIDE, y + HIGH / 2, v + HIGH / 2
    along = max(0, end[0] - begin[0] - 1) * APART  # in its own row first, then to the box
    x, middle = x + along, (x + along + u) / 2
    path = f"M{x - along:g} {y:g} H{x:g} C{middle:g} {y:g} {middle:g} {v:g} {u:g} {v:g}"
    look = 'fill="none" stroke="#808080" stroke-width="1.5" marker-end="url(#tip)"'
    return f'<path d="{path}" {look}/>'


def _box(stop: Stop, look: tuple[str, str, str], line: int) -> str:
    fill, edge, letters = look
    x, y = _corner(stop.at)
    told = [stop.number, *textwrap.wrap(stop.title, LETTERS)]
    rows = ""
    for k, row in enumerate(told):
        down = y + HIGH / 2 + 13 * (k - (len(told) - 1) / 2) + 4
        size = 'font-size="11"' if k else 'font-size="13" font-weight="bold"'
        rows += f'<text x="{x + WIDE / 2:g}" y="{down:g}" text-anchor="middle" {size} '
        rows += f'fill="{letters}">{escape(row)}</text>'
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{WIDE}" height="{HIGH}" rx="6" fill="{fill}" '
        f'stroke="{edge}" stroke-width="{line}"/>{rows}'
    )
