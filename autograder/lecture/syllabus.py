"""What a learner can do after each lesson, and which lessons make a course of so many weeks."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from itertools import chain
from pathlib import Path
from typing import Any

__all__ = ["faults", "plan", "the_syllabus"]

ASKED = (
    "Who takes it has written a little Python, and has seen a derivative, the chain rule and a\n"
    "product of matrices; lesson 00 shows what is needed of numpy. A lesson is worked at home,\n"
    "in parts of at most 45 minutes; its deck is a lecture of 45 minutes."
)


def plan() -> dict[str, Any]:
    """`courses.toml`: after = {number: what one can do}, courses = [{title, for, weeks}]."""
    return tomllib.loads(Path(__file__).with_name("courses.toml").read_text(encoding="utf-8"))


def faults(weeks: list[list[str]], needs: Mapping[str, tuple[str, ...]]) -> list[str]:
    """What is wrong with an order of lessons: one missing, one twice, one before what it needs."""
    said, had = [], set[str]()
    for number in chain.from_iterable(weeks):
        if number not in needs:
            said.append(f"there is no lesson {number}")
            continue
        if number in had:
            said.append(f"{number} comes twice")
        said += [f"{number} comes before {need}" for need in needs[number] if need not in had]
        had.add(number)
    return said


def the_syllabus(books: Mapping[str, Any], needs: Mapping[str, tuple[str, ...]]) -> str:
    """The page's two parts, in Markdown: objectives of the lessons, and the courses.

    Parameters
    ----------
    books : name -> notebook of each lesson that is written
    needs : number -> the numbers of the lessons that it builds on, for the whole road
    """
    told, times = plan(), {name[:2]: _minutes(book) for name, book in books.items()}
    lines = ["## A course of your own", ""]
    lines += [ASKED]
    lines += ["", "| lesson | afterwards one can | it needs |", "|---|---|---|"]
    for number, after in told["after"].items():
        lines += [f"| {number} | {after} | {', '.join(needs[number]) or '–'} |"]
    for course in told["courses"]:
        if said := faults(course["weeks"], needs):
            raise ValueError(f"courses.toml, {course['title']}: {'; '.join(said)}.")
        weeks = course["weeks"]
        lines += ["", f"**{course['title']}**, for {course['for']}.", ""]
        lines += [f"| week | {' | '.join(str(1 + k) for k in range(len(weeks)))} |"]
        lines += [f"|---|{'---|' * len(weeks)}"]
        lines += [f"| lessons | {' | '.join(', '.join(week) for week in weeks)} |"]
        lines += [f"| minutes | {' | '.join(_sum(times, week) for week in weeks)} |"]
    return "\n".join(lines) + "\n"


def _sum(times: Mapping[str, int], week: list[str]) -> str:
    return str(sum(times[number] for number in week)) if {*week} <= {*times} else "to come"


def _minutes(book: Any) -> int:
    found = re.search(r"About (\d+) minutes", book.cells[0].source)
    if found is None:
        raise ValueError("The first cell of a lesson tells no time: About so many minutes.")
    return int(found[1])
