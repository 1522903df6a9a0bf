"""The folder of the page "Bring your own lesson", as the page shows it, and a class beside it."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import zipfile
from pathlib import Path

import nbformat
from a_lesson import cell_of, code, markdown, notebook, written
from grading.a_course import Course, Said

from autograder.commands import parse
from autograder.environment import ROOT
from autograder.lesson.student import student_notebook

PAGE = (ROOT / "autograder" / "lesson" / "README.md").read_text(encoding="utf-8")
CELL = re.compile(
    r"^`([\w-]+)`, (read-only|autograded answer|autograder tests, (\d) points):\n\n"
    r"```python\n(.*?)```",
    re.M | re.S,
)
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.M | re.S)
KINDS = {"read-only": {"locked": True}, "autograded answer": {"solution": True}}
TEST = {"grade": True, "locked": True}
IMPORTS = "import numpy as np\n\nfrom autograder import check"
RIGHT_GROWTH = (
    "def growth(rows):\n    return sum(metres(r['after']) - metres(r['before']) for r in rows)"
)
WRONG_GROWTH = "def growth(rows):\n    return 0.75"
RIGHT_DOUBLINGS = "def doublings(before, after):\n    return np.log(after / before) / np.log(2)"
WRONG_DOUBLINGS = "def doublings(before, after):\n    return np.log(after / before)"


def cells():
    """Each cell of the page, by its id."""
    found = {}
    for name, kind, points, source in CELL.findall(PAGE):
        says = {"points": int(points), **TEST} if points else KINDS[kind]
        found[name] = code(source.rstrip("\n"), grade_id=name, **says)
    return found


def commands():
    blocks = [text for language, text in BLOCK.findall(PAGE) if not language]
    return [shlex.split(line)[3:] for block in blocks for line in block.strip().splitlines()]


class Own(Course):
    """The folder of the page, and a class beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.mine = folder / "course", folder / "my_course"
        known, python = cells(), [x for kind, x in BLOCK.findall(PAGE) if kind == "python"]
        names = ("imports", "data", "growth", "test-growth", "test-hidden")
        first = [markdown("# How much do they grow?"), *(known[x] for x in names)]
        self.growth = written(self.mine, notebook(*first), "50_growth")
        second = [markdown("# How often?"), code(IMPORTS)]
        second += [known[x] for x in ("doublings", "test-doublings")]
        self.doubling = written(self.mine, notebook(*second), "51_doubling")
        for path, text in {
            "50_growth/units.py": next(x for x in python if x.startswith("def metres")),
            "50_growth/plants.csv": next(x for kind, x in BLOCK.findall(PAGE) if kind == "csv"),
            "exercises/lesson_51/doublings.py": next(x for x in python if "Exercise(" in x),
        }.items():
            (self.mine / path).parent.mkdir(parents=True, exist_ok=True)
            (self.mine / path).write_text(text, encoding="utf-8")

    def said(self, words):
        """A command of the page, in the folders of this test."""
        places = {"my_course": self.mine, "submissions.zip": self.folder.parent / "work.zip"}
        words = [str(places.get(x, x)) for x in words]
        if words[0] != "audit":
            return self.run(*words)
        module, args = parse(words[0], words[1:])  # it is about no class
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            ended = module.run(args)
        return Said(ended, out.getvalue(), "")

    def handed_in(self):
        """Ada is right, and Ben has written down what the visible test wants."""
        answers = {
            "ada": {"growth": RIGHT_GROWTH, "doublings": RIGHT_DOUBLINGS},
            "ben": {"growth": WRONG_GROWTH, "doublings": WRONG_DOUBLINGS},
        }
        with zipfile.ZipFile(self.folder.parent / "work.zip", "w") as archive:
            for student, texts in answers.items():
                for path in (self.growth, self.doubling):
                    book = student_notebook(path)
                    for name, text in texts.items():
                        if name in path.stem or name[:-1] in path.stem:
                            cell_of(book, name).source = text
                    archive.writestr(f"{student}/{path.stem}/{path.name}", nbformat.writes(book))
