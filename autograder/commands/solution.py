"""`solution`: how we wrote one cell, shown after a question.

    python3 -m autograder solution 05 --cell relu-rectangle    without a name, the names

It reads the lesson in the clone. What a class gets has neither this command nor a solution.
"""

from __future__ import annotations

import argparse

from autograder.learner.cells import cell_of
from autograder.lesson.cells import MARKS, regions
from autograder.lesson.reading import find_lesson, read_lesson

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("lesson", help='"05"')
    parser.add_argument("--cell", nargs="?", const="", default="", metavar="NAME", help="which")


def run(args: argparse.Namespace) -> int:
    path = find_lesson(args.lesson)
    cell = cell_of(path, read_lesson(path), args.cell)
    print(
        f"This shows how we wrote {args.cell} of {path.stem}. What you find yourself stays longer."
    )
    if not _agreed():
        print("Not shown.")
        return 0
    print()
    print(_clean(cell["source"]))
    return 0


def _agreed() -> bool:
    try:
        return input("Show it? [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:  # nobody is at the keyboard
        print()
        return False


def _clean(source: str) -> str:
    """The cell without the marks that only nbgrader reads, and without a mark scheme."""
    for scheme in regions(source, "MARK SCHEME"):
        source = source.replace(scheme, "")
    words = [f"{end} {what}" for what in MARKS for end in ("BEGIN", "END")]
    return "\n".join(x for x in source.split("\n") if not any(word in x for word in words)).strip()
