"""What stands in a notebook, as HTML that can do nothing but be read: Markdown, code, output.

Only Markdown can hold HTML, so it is held against the list of what a page may hold; all else is
escaped. Most texts of a lesson are in everybody's notebook: those are made once.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from secrets import token_hex
from typing import Any, ClassVar, NamedTuple

from markupsafe import Markup
from nbconvert.filters.ansi import ansi2html
from nbconvert.filters.highlight import Highlight2HTML
from nbconvert.filters.markdown_mistune import (
    IPythonRenderer,
    MarkdownWithMath,
    MathInlineParser,
)

from autograder.reporting.formulas import as_typed, safe_formula
from autograder.reporting.sweep import swept

__all__ = ["Prose", "code", "output", "pictures"]

MOST = 2000  # formulas that are set on one page; the rest is shown as typed
KINDS = {"png": "image/png", "jpeg": "image/jpeg"}  # of pictures; the first that is there is shown
LETTERS, TEXTS = 20_000, 2000  # of a text that is kept for the pages to come; so many are
PYTHON = Highlight2HTML(pygments_lexer="ipython3")


class Set(NamedTuple):
    """Markdown as it stands on a page, and how many formulas are in it."""

    html: Markup
    formulas: int


class Prose:
    """Sets the Markdown of one page."""

    kept: ClassVar[dict[str, Set]] = {}  # for all pages

    def __init__(self) -> None:
        self.left = MOST

    def __call__(self, source: str, attachments: Any = None, *, lines: bool = False) -> Markup:
        """The text, set; with `lines` each of its lines begins a line, as it was typed."""
        key = json.dumps([source, attachments, lines], sort_keys=True)
        made = self.kept.get(key)
        if made is None or made.formulas > self.left:
            made = _Setter(self.left).set(source, attachments or {}, lines)
            if made.formulas <= self.left and len(key) <= LETTERS and len(self.kept) < TEXTS:
                self.kept[key] = made
        self.left = max(self.left - made.formulas, 0)
        return made.html


class _Setter:
    """Sets one text; of its formulas the first `most`."""

    def __init__(self, most: int) -> None:
        self.most, self.mark, self.formulas = most, token_hex(8), list[str]()

    def set(self, source: str, attachments: Any, lines: bool) -> Set:
        renderer = _Renderer(self, escape=False, attachments=attachments)
        inline = MathInlineParser(hard_wrap=lines)
        html = swept(MarkdownWithMath(renderer=renderer, inline=inline).render(source))
        html = re.sub(self._place(r"(\d+)"), lambda found: self.formulas[int(found[1])], html)
        return Set(Markup(html), len(self.formulas))

    def formula(self, latex: str, display: str) -> str:
        """The place of a formula, which is put there when the rest of the text is swept.

        Its hundreds of elements are read once as it is made, and not once more with the text.
        """
        set_it = safe_formula if len(self.formulas) < self.most else as_typed
        self.formulas.append(set_it(latex, display))
        return self._place(len(self.formulas) - 1)

    def _place(self, number: object) -> str:
        return f'<math id="{self.mark}-{number}">formula</math>'


class _Renderer(IPythonRenderer):
    """No anchors beside headings: a student's heading is never the place of a question."""

    def __init__(self, setter: _Setter, **options: Any) -> None:
        super().__init__(**options)
        self.setter = setter

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        level = min(level + 1, 6)  # the page's own is the first
        return f"<h{level}>{text}</h{level}>\n"

    def inline_math(self, body: str) -> str:
        return self.setter.formula(body, "inline")

    def block_math(self, body: str) -> str:
        return f'<span class="formula">{self.setter.formula(body, "block")}</span>'

    def latex_environment(self, name: str, body: str) -> str:
        return self.block_math(f"\\begin{{{name}}}{body}\\end{{{name}}}")


def code(source: str) -> Markup:
    """Python in colours."""
    return _coloured(source) if len(source) <= LETTERS else _coloured.__wrapped__(source)


@lru_cache(TEXTS)
def _coloured(source: str) -> Markup:
    return Markup(PYTHON(source).replace('class=" ', 'class="', 1))


def output(text: str) -> Markup:
    """What a cell has printed, in the colours that it asked for."""
    return Markup(ansi2html(text))


def pictures(data: Any) -> list[tuple[str, str]]:
    """(kind, base64) of the pictures in an output; the first is the one to show."""
    return [(kind, data[name]) for kind, name in KINDS.items() if name in data]
