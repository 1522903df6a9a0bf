"""Every command is the module of its name, with `add_arguments(parser)` and `run(args)`.

The module is imported when its command is asked for.
"""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING

from autograder.environment.wanted import PARTS

if TYPE_CHECKING:
    import argparse

__all__ = ["COMMANDS", "READ_AT_ONCE", "needs", "overview", "parse"]

COMMANDS = {  # command, also the name of its module: what it does
    "start": "open the lessons in JupyterLab, in a copy of your own, without solutions",
    "reset": "begin a lesson, or one cell of it, afresh; your work is kept",
    "solution": "show how we wrote one cell",
    "test": "run every test; --all runs the slow ones too",
    "setup": "make or mend the environment, and stop there",
    "normalise": "bring the lessons into their one normal form",
    "release": "make the student version of a lesson, and the zip for students",
    "collect": "take what students handed in, as Moodle or Canvas exports it, or loose",
    "roster": "read who is in the class: names, numbers, sections, extensions",
    "due": "say until when a lesson may be handed in, what being late costs, which attempt counts",
    "slides": "make a lecture of a lesson: slides in one file, without a network",
    "site": "make a website of the lessons, without solutions",
    "grade": "grade what was handed in, outside the students' reach",
    "watch": "collect, grade and hand back on arrival, until it is ended",
    "read": "read answers in words, all to one question on one page, and mark them",
    "report": "one page about the class: points, questions, what to teach again",
    "feedback": "make the page that each student gets back; --zip packs them",
    "export": "write the marks as a table for Canvas, Moodle or a spreadsheet",
    "demo": "show all of grading on a class of students who are not there",
    "doctor": "look whether this machine is fit to grade",
    "bench": "time grading beside plain nbgrader, on the same class",
    "audit": "try every check on all answers we know, right and wrong, in one table",
    "book": "say whether the pages about the lessons are behind them; --write writes them",
    "mutate": "change the engine of the checks one place at a time: do the tests notice?",
}
# These import nothing but the standard library, so a slip of the pen is told before a set-up.
READ_AT_ONCE = ("start", "test", "setup")

LEARNERS = ("start", "reset", "solution")
MAINTAINERS = ("test", "setup", "normalise", "audit", "book", "mutate")


def needs(command: str) -> tuple[str, ...]:
    """The parts of the environment that a command runs with."""
    if command in LEARNERS:
        return PARTS[:1]
    return PARTS if command in MAINTAINERS else PARTS[:2]


def overview() -> str:
    lines = ["usage: python3 -m autograder COMMAND [options]", ""]
    lines += [f"  {name:<10} {what}" for name, what in COMMANDS.items()]
    return "\n".join([*lines, "", "python3 -m autograder COMMAND --help tells the options of one."])


def parse(command: str, rest: list[str]) -> tuple[ModuleType, argparse.Namespace]:
    """The module of a command and its options; what it does not know goes on if it wants that."""
    import argparse
    import importlib

    module = importlib.import_module("autograder.commands." + command)
    parser = argparse.ArgumentParser(
        prog="python3 -m autograder " + command, description=COMMANDS[command] + "."
    )
    parser.allow_abbrev = False  # an option cut short may be one that goes on
    module.add_arguments(parser)
    args, unknown = parser.parse_known_args(rest)
    if unknown and not hasattr(args, "passed_on"):
        parser.error("unknown: " + " ".join(unknown))
    args.passed_on = unknown
    return module, args
