"""A lesson of a course's own, without `check`: questions, answers and ordinary asserts.

`own_questions.txt` holds a question of every kind: a right answer, a wrong one, the test, and what
the wrong one is told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from a_lesson import cell_of, code, markdown, notebook

from autograder.grading import trial
from autograder.lesson.student import student_notebook

NAME = "41_own"
TEST = {"grade": True, "locked": True}
IMPORTS = """\
import math
import numpy as np
from fractions import Fraction"""
HELPERS = """\
TOLERANCE = 1e-9
POINTS = np.arange(6.0).reshape(2, 3)
KEPT = [3]
rng = np.random.default_rng(3)
NOISE = rng.normal(size=4)
MORE = rng.normal(size=4)

def close(a, b):
    return abs(a - b) < TOLERANCE

def middle(values):
    ordered = sorted(values)
    return ordered[len(ordered) // 2]"""
BASIC = [code(IMPORTS, grade_id="imports", locked=True), code(HELPERS)]
WAYS = {"here": trial._by_us, "plain": trial._by_nbgrader}


@dataclass
class Asked:
    """A question; `before` is an ordinary cell between the answer and the test."""

    right: str
    test: str
    wrong: str = ""
    before: str = ""
    says: str = ""
    points: float = 2


def questions() -> dict[str, Asked]:
    text = Path(__file__).with_name("own_questions.txt").read_text(encoding="utf-8")
    found = {}
    for block in text.split("=== ")[1:]:
        name, _, rest = block.partition("\n")
        parts = re.split(r"^--- (\w+)\n", rest, flags=re.MULTILINE)[1:]
        told = zip(parts[::2], parts[1::2], strict=True)
        found[name] = Asked(**{part: words.strip("\n") for part, words in told})
    return found


def grade_id(name: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in name)


def id_of_test(name: str) -> str:
    return f"test-{grade_id(name)}"


def lesson_of(asked: dict[str, Asked], *first: dict[str, Any]) -> Any:
    """The instructor's notebook with these questions, below some cells."""
    cells = [markdown("# A lesson of our own"), *first]
    for name, one in asked.items():
        hole = f"### BEGIN SOLUTION\n{one.right}\n### END SOLUTION"
        cells.append(code(hole, grade_id=grade_id(name), solution=True))
        cells += [code(one.before)] if one.before else []
        cells.append(code(one.test, grade_id=id_of_test(name), points=one.points, **TEST))
    return notebook(*cells)


def answered(path: Path, answers: dict[str, str]) -> Any:
    """The students' notebook with these answers in it."""
    book = student_notebook(path)
    for name, text in answers.items():
        cell_of(book, grade_id(name)).source = text
    return book


def marked(path: Path, answers: dict[str, str], way: str = "here") -> dict[str, Any]:
    """Question: (points, what was said), for these answers, graded here or by plain nbgrader."""
    course = path.parent.parent
    (course / "seeds.json").write_text("{}")
    marks = WAYS[way](answered(path, answers), path, course)
    return {name: marks[id_of_test(name)] for name in answers}
