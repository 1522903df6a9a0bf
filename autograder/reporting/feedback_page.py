"""The page that a student gets back, as one file: formulas set, no script, nothing from outside.

nbgrader's own converter makes it, by way of `Page`, an exporter that its configuration names: so
`nbgrader generate_feedback` and formgrader's button make the same page.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Template
from nbconvert.exporters import Exporter
from nbconvert.preprocessors import Preprocessor
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory
from traitlets import Bool, default

from autograder.reporting.feedback_text import Prose, code, output, pictures
from autograder.reporting.handed_back import POLICY, style, template
from autograder.reporting.marked import marked
from autograder.reporting.names import name_of

__all__ = ["Grades", "Page"]

OURS = (
    "score",
    "most",
    "given",
    "waits",
    "comment",
    "notes",
)  # at a cell; one with a score is a question


class Grades(Preprocessor):
    """Notes points and comments at the cells, and which answers a person has still to read.

    In place of nbgrader's own step, which would give those 0 points, and asks for every cell.
    """

    enabled = Bool(True).tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        names = resources["nbgrader"]
        asked = names["assignment"], names["notebook"], names["student"]
        with Gradebook(names["db_url"]) as book:
            if not (found := marked(book, *asked)):
                raise MissingEntry(f"{names['student']} is not in the gradebook.")
            course = Path(CourseDirectory(parent=self).root)
            names["name"] = name_of(book, course, names["student"])
        work = found[names["student"]]
        for cell in nb.cells:
            meta = cell.metadata.get("nbgrader", {})
            for told in OURS:
                meta.pop(told, None)
            if points := work.points.get(meta.get("grade_id")):
                meta.update(points._asdict(), points=points.most)
            if comment := work.comments.get(meta.get("grade_id")):
                meta["comment"] = comment
        names.update(score=work.score, max_score=work.most, late_penalty=work.penalty)
        resources["waiting"] = work.waiting
        return nb, resources


class Page(Exporter):
    """nbconvert's exporter, with a page of ours."""

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    @default("optimistic_validation")
    def _optimistic_validation_default(self) -> bool:
        return True  # once, after all the steps, and not after each

    def from_notebook_node(  # type: ignore[override]  # as all of nbconvert's that make a text
        self, nb: Any, resources: Any = None, **kw: Any
    ) -> tuple[str, Any]:
        nb, resources = super().from_notebook_node(nb, resources, **kw)
        questions = [cell.metadata.get("nbgrader", {}) for cell in nb.cells]
        html = _template().render(
            told=resources["nbgrader"],
            waiting=resources.get("waiting", 0),
            notes=resources.get("notes", ()),
            attempts=resources.get("attempts", ()),
            questions=[x for x in questions if "score" in x],
            cells=nb.cells,
            prose=Prose(),
            policy=POLICY,
            style=style(),
        )
        return html, resources


@cache
def _template() -> Template:
    return template("page.html.j2", code=code, output=output, pictures=pictures)
