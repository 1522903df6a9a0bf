r"""A formula that a student wrote, as MathML that can do nothing but be read.

TeX knows words that make links, classes and styles (\href, \class, \style) and words that write
other words (\def). Whatever comes out is let through only if every element and attribute is on
the lists below; else the formula is shown as it was typed.
"""

from __future__ import annotations

import re
from html import escape
from xml.etree import ElementTree

from autograder.lecture.typeset import formula
from autograder.lesson.reading import LessonError

__all__ = ["ATTRIBUTES", "ELEMENTS", "as_typed", "safe_formula", "words"]


def words(text: str) -> frozenset[str]:
    """The words of a text, as a list of what is allowed."""
    return frozenset(text.split())


LONGEST = 2000  # letters; the time to set a formula grows with their square
DEEPEST = 60  # brackets within brackets
DEFINES = re.compile(r"\\(?:[a-z]*def|let|(?:re)?newcommand|provide\w*|Declare\w*)(?![a-z])")
ELEMENTS = words(
    "math menclose mfrac mi mn mo mover mpadded mphantom mroot mrow mspace msqrt mstyle msub "
    "msubsup msup mtable mtd mtext mtr munder munderover"
)
# Of an attribute: names, and numbers with a unit, none so large that it would cover other text.
WORD = re.compile(r"(?!.*(?<![.\d])\d{3})(?!.*-\d\d)[\w .%+-]{0,60}")
GROWS = ".//*[@mathsize]//*[@mathsize]//*[@mathsize]"  # ten times so, one letter is many pages
ATTRIBUTES = words(
    "accent accentunder columnalign columnlines columnspacing depth display displaystyle fence "
    "form height largeop linebreak linethickness lspace mathsize mathvariant maxsize minsize "
    "movablelimits notation rowlines rowspacing rspace scriptlevel separator stretchy symmetric "
    "voffset width"
)


def safe_formula(latex: str, display: str = "inline") -> str:
    """The formula as MathML, or as it was typed where it cannot be set or would do more.

    Parameters
    ----------
    latex : what stands between the dollars
    display : "inline", or "block" for a formula on lines of its own
    """
    if len(latex) > LONGEST or _deep(latex) or DEFINES.search(latex):
        return as_typed(latex, display)
    try:
        mathml = formula(latex, display)
        tree = ElementTree.fromstring(mathml)
    except (LessonError, ElementTree.ParseError, RecursionError):
        return as_typed(latex, display)
    harmless = all(map(_harmless, tree.iter())) and tree.find(GROWS) is None
    return mathml if harmless else as_typed(latex, display)


def as_typed(latex: str, display: str = "inline") -> str:
    """The TeX itself, between its dollars."""
    dollars = "$$" if display == "block" else "$"
    return f'<code class="tex">{escape(dollars + latex + dollars)}</code>'


def _harmless(element: ElementTree.Element) -> bool:
    return element.tag in ELEMENTS and all(
        name in ATTRIBUTES and WORD.fullmatch(value) for name, value in element.items()
    )


def _deep(latex: str) -> bool:
    depth = 0
    for letter in latex:
        depth += (letter == "{") - (letter == "}")
        if depth > DEEPEST:
            return True
    return len(re.findall(r"\\left\b|\\begin\b|\\sqrt\b|\\frac\b|[_^]", latex)) > 4 * DEEPEST
