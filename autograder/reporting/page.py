"""The instructor's page as one HTML file: no script, no network, every word escaped once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from statistics import mean, median

from jinja2 import Template

from autograder.grading.verdicts import NOT_GRADED, NOT_RUN, PARTLY, RIGHT, WRONG
from autograder.lecture.templates import templates
from autograder.reporting.alike import SHOWN, Alike
from autograder.reporting.facts import VERDICTS, Facts
from autograder.reporting.histogram import Histogram
from autograder.reporting.sections import Section

__all__ = ["Lesson", "page"]

HERE = Path(__file__).parent / "class_page"
KINDS = {RIGHT: "right", PARTLY: "partly", WRONG: "wrong", NOT_RUN: "lost", NOT_GRADED: "ours"}
ROWS = 200  # of a table of students, and students in a list


@dataclass
class Lesson:
    """A lesson on the page: its facts, whose work is alike, whose is the same, and its sections."""

    facts: Facts
    alike: Sequence[Alike]
    copies: Sequence[Sequence[str]] = field(default_factory=list)
    sections: Sequence[Section] = field(default_factory=list)

    @property
    def id(self) -> str:
        return "lesson-" + "".join(x if x.isalnum() else "-" for x in self.facts.lesson)

    @property
    def summary(self) -> dict[str, str]:
        """The numbers at the top, under their names."""
        f = self.facts
        told = {"graded": f"{len(f.scores)}", "not graded": f"{len(f.not_graded)}"}
        if f.scores:
            told["median"] = f"{median(f.scores):g} of {f.most:g}"
            told["mean"] = f"{mean(f.scores):.1f}"
            told["full marks"] = f"{sum(score >= f.most for score in f.scores)}"
        if f.repaired:
            told["notebooks repaired"] = f"{f.repaired}"
        if f.waits:
            told["answers that wait for a person"] = f"{f.waits}"
        return told

    @property
    def drawn(self) -> Histogram:
        return Histogram(self.facts.bins, self.facts.most)

    @property
    def asked_head(self) -> list[str]:
        return ["function", "share of the class", "#in %", *(f"#{x}" for x in VERDICTS)]

    @property
    def alike_caption(self) -> str:
        more = f"; the first {SHOWN}" if len(self.alike) == SHOWN else ""
        return f"The most unusual first{more}"


def page(
    course: str, made: str, lessons: Sequence[Lesson], called: Callable[[str], str] = str
) -> str:
    """The whole file.

    made : when
    called : what a student is called, by the id
    """
    return _template().render(
        course=course,
        made=made,
        lessons=lessons,
        called=called,
        kinds=KINDS,
        rows=ROWS,
        style=(HERE / "page.css").read_text(encoding="utf-8"),
    )


@cache
def _template() -> Template:
    return templates(HERE).get_template("page.html.j2")
