"""Show everything that grading does, on a class of students who are not there.

    python3 -m autograder demo                     24 students of lesson 08, in a fresh folder
    python3 -m autograder demo --students 60 --lesson 03 --course /tmp/class

Their notebooks are made of the bank's right answers and misconceptions; two hand in the same work
under other names, and a few attack the grader. The lesson is released, the work is collected and
graded, and the report opens in the browser.
"""

from __future__ import annotations

import argparse
import importlib
import re
import tempfile
import time
import webbrowser
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path

import numpy as np

from autograder.environment import CommandFailed
from autograder.lesson.reading import find_lesson

__all__ = ["add_arguments", "made_class", "run"]

SEED = 8  # the same class every time
MOST = 2000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `demo` understands."""
    parser.add_argument("--students", type=int, default=24, metavar="N", help="how many; 24")
    parser.add_argument("--lesson", default="08", metavar="NN", help="which lesson; 08")
    parser.add_argument("--course", metavar="DIR", help="where; by default a new temporary folder")
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help="workers; one a core")
    parser.add_argument("--no-open", action="store_true", help="open no browser")


def run(args: argparse.Namespace) -> int:
    """Walk through it; 0 where all of it worked."""
    if not 1 <= args.students <= MOST:
        raise CommandFailed(f"--students is {args.students}, expected 1 to {MOST}.")
    path = find_lesson(args.lesson)
    course = Path(args.course or tempfile.mkdtemp(prefix="class-")).resolve()
    if (course / "submitted").exists():
        raise CommandFailed(f"{course} holds a class already. Give a new folder with --course.")
    where, began = ["--course", str(course)], time.monotonic()
    print(f"A class of {args.students} in {course}")
    print("\n1. Release: the lesson without its solutions")
    _do("release", [path.stem, *where])
    print("\n2. Hand in, and collect: notebooks as students send them, a few of them hostile")
    inbox = course / "inbox"
    for name, text in made_class(path.stem, args.students):
        target = inbox / name / f"{path.stem}.ipynb"
        target.parent.mkdir(parents=True)
        target.write_text(text, encoding="utf-8")
    _do("collect", [str(inbox), "--lesson", path.stem, *where])
    print("\n3. Grade: students' code in one process, the verdict in another")
    jobs = ["--jobs", str(args.jobs)] if args.jobs else []
    _do("grade", [path.stem, *where, *jobs])
    print("\n4. Report: what the class can do, and what it has misunderstood")
    report = course / "report.html"
    _do("report", [path.stem, *where, "--out", str(report)])
    print(f"\n{time.monotonic() - began:.0f} s in all. Go on with")
    print(f"  python3 -m autograder read {path.stem} --course {course}")
    print(f"  python3 -m autograder feedback {path.stem} --course {course}")
    print(f"  python3 -m autograder export --course {course}")
    if not args.no_open:
        webbrowser.open(report.as_uri())
    return 0


def made_class(lesson: str, students: int) -> list[tuple[str, str]]:
    """(student, notebook as text) for everybody: the class, one copied work, and the attacks."""
    from nbformat import writes

    from autograder.bank.synthetic import class_of, hostile

    pupils = class_of(lesson, students, np.random.default_rng(SEED))
    made = [(pupil.name, pupil.notebook) for pupil in pupils]
    if students > 1:
        whose = next((p for p in pupils if set(p.expected.values()) - {"right"}), pupils[0])
        made.append(("zz-copied", _renamed(whose.notebook)))
    made += [(pupil.name, pupil.notebook) for pupil in hostile(lesson)]
    made.append(("zz-not-a-notebook", None))
    return [(name, writes(book) if book else "I had no time, sorry.") for name, book in made]


def _renamed(notebook: object) -> object:
    """The same work with a comment and other names for a few variables."""
    copied = deepcopy(notebook)
    for cell in copied.cells:  # type: ignore[attr-defined]
        if cell.metadata.get("nbgrader", {}).get("solution") and cell.cell_type == "code":
            cell.source = re.sub(r"\bout\b", "result", cell.source)
            cell.source = re.sub(r"^(def .*:)$", r"\1\n    # my own", cell.source, flags=re.M)
    return copied


def _do(command: str, words: Sequence[str]) -> None:
    """Run one of our commands, here, as if it had been typed."""
    from autograder.commands import parse

    shown = " ".join(words)
    print(f"   python3 -m autograder {command} {shown}", flush=True)
    module, args = parse(command, list(words))
    importlib.invalidate_caches()
    module.run(args)
