"""From a cell to HTML that needs nothing else: prose, formulas, code, printed lines, pictures.

Formulas become MathML, which browsers set themselves: no font, no script and no network. A line
of code stays one line of the page as long as it fits; where it does not, it goes on further in,
so that what is one statement still looks like one.
"""

from __future__ import annotations

import json
import re
from functools import cache
from html import unescape
from typing import Any
from xml.etree import ElementTree

from latex2mathml.converter import convert
from markupsafe import Markup, escape
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from autograder.lecture.pieces import piece
from autograder.lesson.reading import LessonError

__all__ = ["code", "formula", "moving", "picture", "printed", "prose", "seen", "slider"]

# A formula in a sentence and what stands close to it: no line may end between the two.
GLUED = re.compile(r'[(\[“"]?<math display="inline">(?:(?!</math>).)*</math>[^\s<]+', re.S)
BARS, PRIMES = ("|", "‖"), ("′", "″")
BELOW_IN_A_BLOCK = {"max", "min", "sup", "inf"}
MATHML = "http://www.w3.org/1998/Math/MathML"


def prose(source: str) -> Markup:
    """Markdown with formulas as HTML with MathML."""
    html = str(MarkdownWithMath(renderer=_Renderer(escape=False)).render(source)).strip()
    return Markup(GLUED.sub(r'<span class="glued">\g<0></span>', html))


def seen(source: str) -> str:
    """About the letters that a reader of Markdown sees: a word of TeX is one, marks are none."""
    return re.sub(r"[{}$^_*`]|\\[,;! ]", "", re.sub(r"\\[A-Za-z]+", "x", source))


@cache
def formula(latex: str, display: str = "inline") -> str:
    """A formula of TeX as MathML; LessonError for a word of TeX that is not understood.

    Parameters
    ----------
    latex : what stands between the dollars
    display : "inline", or "block" for a formula on lines of its own
    """
    try:
        mathml = convert(latex.strip(), display=display)
        tree = ElementTree.fromstring(mathml.replace(f' xmlns="{MATHML}"', ""))
    except Exception as error:  # the converter has a dozen kinds, and none tells the formula
        raise LessonError(f"the formula {latex.strip()!r} cannot be set: {error!r}.") from None
    if unknown := re.search(r"\\\w*", "".join(tree.itertext())):
        raise LessonError(
            f"the formula {latex.strip()!r} cannot be set: {unknown[0]} is unknown. "
            "Write it with other words of TeX."
        )
    _polish(tree, display == "block")
    return ElementTree.tostring(tree, encoding="unicode")


def _polish(tree: ElementTree.Element, block: bool) -> None:
    """Set ln and max as names, apart from what they act on; bars and primes as in print."""
    for parent in tree.iter():
        if parent[-1:] and (parent[-1].text or "") in PRIMES and parent.tag in ("msup", "msubsup"):
            _set_prime(parent)
        for k, child in reversed(list(enumerate(parent))):
            if child.tag == "mo" and child.text in BARS and "form" not in child.attrib:
                child.attrib.update(stretchy="false", lspace="0", rspace="0")
            name = child[0] if child.tag in ("msub", "msup", "msubsup") else child
            if not _is_function(name):
                continue
            name.tag = "mi"
            if block and child.tag == "msub" and name.text in BELOW_IN_A_BLOCK:
                child.tag = "munder"
            if parent.tag in ("math", "mrow") and not _is_mark(parent, k + 1):
                parent.insert(k + 1, ElementTree.Element("mspace", width="0.17em"))


def _set_prime(script: ElementTree.Element) -> None:
    """A prime is high by itself: raised like a power it would fly off, and be too small."""
    base, *index, prime = script
    prime.tag = "mo"
    prime.attrib.update(lspace="0", rspace="0")
    primed = ElementTree.Element("mrow")
    primed.extend([base, prime])
    script[:] = [primed, *index]
    script.tag = "msub" if index else "mrow"


def _is_mark(parent: ElementTree.Element, k: int) -> bool:
    """Whether there is nothing at that place, or a bracket, a sign or a space."""
    return k >= len(parent) or parent[k].tag in ("mo", "mspace")


def _is_function(element: ElementTree.Element) -> bool:
    return element.tag in ("mi", "mo") and bool(re.fullmatch(r"[A-Za-z]{2,}", element.text or ""))


class _Renderer(IPythonRenderer):
    """nbconvert's own reading of Markdown, with formulas set and no anchors beside headings."""

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        return f"<h{level}>{text}</h{level}>\n"

    def inline_math(self, body: str) -> str:
        return formula(body)

    def block_math(self, body: str) -> str:
        return formula(body, "block")

    def latex_environment(self, name: str, body: str) -> str:
        return formula(f"\\begin{{{name}}}{body}\\end{{{name}}}", "block")


def code(source: str) -> Markup:
    """Python in colours, a `<span class="line">` for every line; one empty line is enough."""
    source = re.sub(r"\n{3,}", "\n\n", source)
    html = highlight(source.rstrip(), PythonLexer(stripnl=False), HtmlFormatter(nowrap=True))
    return piece("code", _lines(Markup(html)))


def printed(text: str) -> Markup:
    """What a cell has printed, in letters so small that no line of it is broken if that can be."""
    longest = max(map(len, text.split("\n")))
    return piece("printed", longest, _lines(escape(text.rstrip())))


def _lines(html: Markup) -> list[tuple[int, Markup]]:
    """Every line, with the indent that its continuation needs."""
    lines = []
    for line in html.rstrip("\n").split("\n"):
        bare = re.sub(r"<[^>]*>", "", line)
        lines.append((len(bare) - len(bare.lstrip()) + 4, line))
    return lines


def picture(tag: str, largest: float = 1.9) -> Markup:
    """An `<img>` of a lesson, made as large as its place allows, up to `largest` times its size."""
    width, height = (int(_attribute(tag, name) or 0) for name in ("width", "height"))
    alt, source = _attribute(tag, "alt"), _attribute(tag, "src")
    if not (alt and source and source.startswith("data:") and width and height):
        raise LessonError(
            "a picture has no alt text, no size, or lies elsewhere. End the cell with a picture "
            "of nnlib.pictures.plots: it has all three."
        )
    words = Markup(alt), Markup(source)  # from an attribute to an attribute, entities and all
    return piece("picture", *words, width / height, height, largest * height)


def slider(html: str) -> tuple[Markup, Markup, list[Markup]]:
    """The question, the still picture and the lines of a slider that was shown without a kernel."""
    tag = _img(html)
    lines = [Markup(line) for line in re.findall(r"<li>.*?</li>", html, re.S)]
    return Markup(html[: html.index(tag)]), picture(tag), lines


def moving(told: dict[str, Any]) -> Markup:
    """The handles of a slider, its picture where they stand at first, and all its pictures."""
    frames = {
        at: {**_source(frame["picture"]), "line": frame["line"]}
        for at, frame in told["frames"].items()
    }
    first = ",".join(str(handle["at"]) for handle in told["handles"])
    data = json.dumps({"handles": told["handles"], "frames": frames})
    image = picture(_img(told["frames"][first]["picture"]))
    return piece("moving", told["handles"], image, Markup(data.replace("<", "\\u003c")))


def _source(html: str) -> dict[str, str]:
    """Alt text and image of an `<img>`, for a script."""
    return {name: unescape(_attribute(_img(html), name) or "") for name in ("alt", "src")}


def _img(html: str) -> str:
    tag = re.search(r"<img\b[^>]*>", html)
    if tag is None:
        raise LessonError("a slider has no picture.")
    return tag[0]


def _attribute(tag: str, name: str) -> str | None:
    """The value of an attribute, with its entities as they are."""
    found = re.search(rf'\s{name}="([^"]*)"', tag)
    return found[1] if found else None
