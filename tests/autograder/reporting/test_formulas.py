r"""A student's formula is set, or shown as it was typed; it never makes a link, a class or a style.

The first formulas below are what an attacker would write, the second ones their honest look-alikes.
"""

from xml.etree import ElementTree

import pytest

from autograder.lecture.typeset import formula
from autograder.lesson.reading import LessonError
from autograder.reporting.feedback_text import Prose
from autograder.reporting.formulas import ATTRIBUTES, ELEMENTS, LONGEST, as_typed, safe_formula

HOSTILE = [
    r"\href{javascript:alert(1)}{x}",
    r"\href{https://example.org/}{x}",
    r"\class{score}{23}",
    r"\style{position:fixed;inset:0}{x}",
    r"\text{<img src=x onerror=alert(1)>}",
    r"\text{<script>alert(1)</script>}",
    r"\color{url(https://example.org/)}x",
    r"\colorbox{red}{x}",
    r"\hspace{-90em}\text{23 of 23}",
    r"\hspace{9999em}x",
    r"\newcommand{\a}{xx}\newcommand{\b}{\a\a}\b",
    r"\def\a{\a\a}\a",
    r"\Huge{\Huge{\Huge{x}}}",
    r"\frac{1}{",
    r"\nosuchword{x}",
    "{" * 900 + "x" + "}" * 900,
    "x_" * 900 + "x",
    "x" * (LONGEST + 1),
]
HONEST = [
    r"\frac{\partial L}{\partial W} = \frac{1}{m} A^T \delta",
    r"a < b",
    r"\text{rows of }X",
    r"\hspace{1em} x",
    r"\Large{x} + \Large{y}",
    r"\begin{cases} 1 & x > 0 \\ 0 & \text{else} \end{cases}",
    r"\hat{y} = \sigma(w \cdot x + b), \qquad \boxed{x}",
    r"\lVert w \rVert_2^2 \in \mathbb{R}^{n \times m}",
]


@pytest.mark.parametrize("display", ["inline", "block"])
@pytest.mark.parametrize("latex", HOSTILE, ids=range(len(HOSTILE)))
def test_what_would_do_more_than_be_read_is_shown_as_typed(latex, display):
    assert safe_formula(latex, display) == as_typed(latex, display)


@pytest.mark.parametrize("latex", HONEST, ids=range(len(HONEST)))
def test_an_honest_formula_is_set(latex):
    tree = ElementTree.fromstring(safe_formula(latex))
    assert tree.tag == "math"
    for element in tree.iter():
        assert element.tag in ELEMENTS
        assert set(element.keys()) <= ATTRIBUTES


def test_without_the_lists_a_formula_would_make_links_and_styles():
    found = "".join(formula(latex) for latex in HOSTILE[1:4])
    assert 'href="https://' in found
    assert 'style="position:fixed' in found
    assert 'class="score"' in found


def test_a_prime_and_bars_are_set_as_in_print():
    assert "′</mo>" in safe_formula(r"g'(z)")
    assert safe_formula(r"\lVert w \rVert").count('stretchy="false"') == 2


def test_a_formula_that_cannot_be_set_is_shown_between_its_dollars():
    with pytest.raises(LessonError):
        formula(r"\nosuchword{a<b}")
    shown = as_typed(r"\nosuchword{a<b}", "block")
    assert shown == r'<code class="tex">$$\nosuchword{a&lt;b}$$</code>'


def test_a_comment_keeps_its_lines_and_a_lesson_is_set_as_markdown():
    said = "First $a$\nthen b.\n\n    x\n    y"
    assert "First" in (kept := Prose()(said, lines=True))
    assert kept.count("<br/>") == 1
    assert "<br/>" not in Prose()(said)
