"""What a page that a student gets back may hold: whatever is not on these lists goes."""

from __future__ import annotations

import re
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import PreformattedString

from autograder.reporting.formulas import ATTRIBUTES, ELEMENTS, words

__all__ = ["swept"]

TAGS = ELEMENTS | words(
    "a b blockquote br caption code dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i img input ins kbd "
    "li main ol p pre s samp section small span strong sub sup table tbody td th thead tr u ul"
)
GONE = words("script style iframe object embed template noscript svg form")
NAMES = ATTRIBUTES | words(
    "alt aria-label checked class colspan height href id rowspan scope src start style title type "
    "width"
)
LINK = re.compile(r"https?://|mailto:|#", re.I)
PICTURE = re.compile(r"data:image/(?:png|jpeg|gif);base64,[A-Za-z0-9+/=\s]*")
STYLES = re.compile(r"(?:(?:text-align|color|background-color|font-weight):[\w ,()#]*+;?\s*+)*+")
NAMELESS = "No description has been provided for this image"


def swept(html: str) -> str:
    """The piece of a page with nothing in it but what is on the lists, every element closed."""
    soup = BeautifulSoup(html, "html.parser")
    for text in soup.find_all(string=lambda x: isinstance(x, PreformattedString)):
        text.extract()  # comments and their kin
    for element in soup.find_all(sorted(GONE)):
        element.decompose()
    for element in soup.find_all(True):
        _sweep(soup, element)
    return str(soup)


def _sweep(soup: BeautifulSoup, element: Any) -> None:
    if element.name not in TAGS:
        element.unwrap()
        return
    for name, value in list(element.attrs.items()):
        text = " ".join(value) if isinstance(value, list) else value
        if (
            name not in NAMES
            or (name == "src" and element.name != "img")
            or (name == "href" and not LINK.match(text))
            or (name == "style" and not STYLES.fullmatch(text))
        ):
            del element[name]
    if element.name == "img":
        _sweep_picture(soup, element)
    elif element.name == "th" and not element.get_text(strip=True):
        element.name = "td"  # a heading of nothing
    elif element.name == "input":  # of a list of tasks
        element.attrs = {"type": "checkbox", "disabled": ""} | (
            {"checked": ""} if element.has_attr("checked") else {}
        )


def _sweep_picture(soup: BeautifulSoup, element: Any) -> None:
    """A picture is in the page itself, and somebody who does not see it is told so."""
    if PICTURE.fullmatch(element.get("src", "")):
        element.attrs.setdefault("alt", NAMELESS)
        return
    told = soup.new_tag("em")
    told.string = f"(a picture that is not in the notebook: {element.get('alt') or 'no name'})"
    element.replace_with(told)
