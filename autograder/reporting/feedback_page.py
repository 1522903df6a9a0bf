"""The page that a student gets back, as one file: formulas set, no script, nothing from outside.

nbgrader's own converter makes it, by way of `Page`, an exporter that its configuration names: so
`nbgrader generate_feedback` and formgrader's button make the same page. At the end the whole page
is held against a list of what a page may hold; what is not on it goes.
"""

from __future__ import annotations

import re
from secrets import token_hex
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import PreformattedString
from jinja2 import pass_context
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbconvert.preprocessors import Preprocessor
from nbgrader.api import Gradebook
from traitlets import Bool

from autograder.reporting.formulas import ATTRIBUTES, ELEMENTS, as_typed, safe_formula, words
from autograder.reporting.handed_back import POLICY, style

__all__ = ["Page", "Waiting"]

MOST = 2000  # formulas that are set on one page; the rest is shown as typed
TAGS = ELEMENTS | words(
    "a b blockquote br caption code dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i img input ins kbd "
    "li main ol p pre s samp section small span strong sub sup table tbody td th thead tr u ul"
)
GONE = ["script", "style", "iframe", "object", "embed", "template", "noscript", "svg", "form"]
NAMES = ATTRIBUTES | words(
    "alt aria-label checked class colspan height href id rowspan scope src start style title type "
    "width"
)
LINK = re.compile(r"https?://|mailto:|#", re.I)
PICTURE = re.compile(r"data:image/(?:png|jpeg|gif);base64,[A-Za-z0-9+/=\s]*")
STYLES = re.compile(r"(?:(?:text-align|color|background-color|font-weight):[\w ,()#]*+;?\s*+)*+")


class Waiting(Preprocessor):
    """Marks the answers that a person has still to read: nbgrader would give them 0 points."""

    enabled = Bool(True).tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        names = resources["nbgrader"]
        with Gradebook(names["db_url"]) as book:
            work = book.find_submission_notebook(
                names["notebook"], names["assignment"], names["student"]
            )
            waits = {
                grade.cell.name
                for grade in work.grades
                if grade.needs_manual_grade
                and grade.manual_score is None
                and grade.auto_score is None
            }
        for cell in nb.cells:
            meta = cell.metadata.get("nbgrader", {})
            if meta.get("grade_id") in waits:
                meta["waits"] = True
        resources["waiting"] = len(waits)
        return nb, resources


class Page(HTMLExporter):
    """nbconvert's exporter with a frame of ours."""

    def _init_resources(self, resources: Any) -> Any:
        made = super()._init_resources(resources)  # type: ignore[no-untyped-call]
        made["policy"], made["style"] = POLICY, style()
        return made

    def from_notebook_node(self, nb: Any, resources: Any = None, **kw: Any) -> Any:
        self.left, self.mark, self.made = MOST, token_hex(8), list[str]()
        html, resources = super().from_notebook_node(nb, resources, **kw)
        return re.sub(self._place(r"(\d+)"), self._made, _swept(html)), resources

    @pass_context
    def markdown2html(self, context: Any, source: str) -> str:
        """Markdown as nbconvert reads it, with formulas as MathML."""
        attachments = context.get("cell", {}).get("attachments", {})
        renderer = _Renderer(self, escape=False, attachments=attachments)
        return str(MarkdownWithMath(renderer=renderer).render(source))

    def formula(self, latex: str, display: str) -> str:
        """The place of a formula, which is put there when the rest of the page is swept.

        Its hundreds of elements are read once as it is made, and not twice more with the page.
        """
        self.left -= 1
        set_it = safe_formula if self.left >= 0 else as_typed
        self.made.append(set_it(latex, display))
        return self._place(len(self.made) - 1)

    def _place(self, number: object) -> str:
        return f'<math id="{self.mark}-{number}">formula</math>'

    def _made(self, found: re.Match[str]) -> str:
        return self.made[int(found[1])]


class _Renderer(IPythonRenderer):
    """No anchors beside headings: a student's heading is never the place of a question."""

    def __init__(self, page: Page, **options: Any) -> None:
        super().__init__(**options)
        self.page = page

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        level = min(level + 1, 6)  # the page's own is the first
        return f"<h{level}>{text}</h{level}>\n"

    def inline_math(self, body: str) -> str:
        return self.page.formula(body, "inline")

    def block_math(self, body: str) -> str:
        return f'<span class="formula">{self.page.formula(body, "block")}</span>'

    def latex_environment(self, name: str, body: str) -> str:
        return self.block_math(f"\\begin{{{name}}}{body}\\end{{{name}}}")


def _swept(html: str) -> str:
    """The page with nothing in its body but what is on the lists."""
    soup = BeautifulSoup(html, "html.parser")
    body = soup.body or soup
    for text in body.find_all(string=lambda x: isinstance(x, PreformattedString)):
        text.extract()  # comments and their kin
    for element in body.find_all(GONE):
        element.decompose()
    for element in body.find_all(True):
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
    if element.name == "img" and not PICTURE.fullmatch(element.get("src", "")):
        told = soup.new_tag("em")
        told.string = f"(a picture that is not in the notebook: {element.get('alt') or 'no name'})"
        element.replace_with(told)
    elif element.name == "th" and not element.get_text(strip=True):
        element.name = "td"  # a heading of nothing
    elif element.name == "input":  # of a list of tasks
        element.attrs = {"type": "checkbox", "disabled": ""} | (
            {"checked": ""} if element.has_attr("checked") else {}
        )
