"""`python -m autograder COMMAND`: the one door to everything that is done with this collection.

Whatever Python a machine has reads this file first. So it keeps to words that an old one knows,
and says in a sentence which one is needed. Each command is a module with `add_arguments(parser)`
and `run(args)`; it is imported when it is asked for, and runs in the environment that
`autograder.environment` makes.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

OLDEST = (3, 11)
COMMANDS = {  # command: (its module, what it does)
    "start": ("start", "open the lessons in JupyterLab, in a copy of your own, without solutions"),
    "reset": ("reset", "begin a lesson, or one cell of it, afresh; your work is kept"),
    "solution": ("solution", "show how we wrote one cell"),
    "test": ("run_tests", "run every test; --all runs the slow ones too"),
    "setup": ("environment", "make or mend the environment, and stop there"),
    "normalise": ("normalise", "bring the lessons into their one normal form"),
    "release": ("release", "make the student version of a lesson, and the zip for students"),
    "collect": (
        "collect",
        "take what students handed in, as Moodle or Canvas exports it, or loose",
    ),
    "slides": ("slides", "make a lecture of a lesson: slides in one file, without a network"),
    "grade": ("grade", "grade what was handed in, outside the students' reach"),
    "report": ("report", "one page about the class: points, questions, what to teach again"),
    "feedback": ("feedback", "make the page that each student gets back; --zip packs them"),
    "export": ("export", "write the marks as a table for Canvas, Moodle or a spreadsheet"),
    "demo": ("demo", "show all of grading on a class of students who are not there"),
    "doctor": ("doctor", "look whether this machine is fit to grade"),
    "bench": ("bench", "time grading beside plain nbgrader, on the same class"),
    "audit": ("audit", "try every check on all answers we know, right and wrong, in one table"),
    "lock": ("lock", "write the generated section of requirements.txt anew"),
}
# These import nothing but the standard library, so a slip of the pen is told before a set-up.
READ_AT_ONCE = ("start", "test", "setup", "lock")


def overview() -> str:
    lines = ["usage: python -m autograder COMMAND [options]", ""]
    lines += [f"  {name:<10} {what}" for name, (_, what) in COMMANDS.items()]
    return "\n".join([*lines, "", "python -m autograder COMMAND --help tells the options of one."])


def parse(command: str, rest: list[str]) -> tuple[ModuleType, argparse.Namespace]:
    """The module of a command and its options; what it does not know goes on if it wants that."""
    import argparse
    import importlib

    module = importlib.import_module("autograder." + COMMANDS[command][0])
    parser = argparse.ArgumentParser(
        prog="python -m autograder " + command, description=COMMANDS[command][1] + "."
    )
    parser.allow_abbrev = False  # an option cut short may be one that goes on
    module.add_arguments(parser)
    args, unknown = parser.parse_known_args(rest)
    if unknown and not hasattr(args, "passed_on"):
        parser.error("unknown: " + " ".join(unknown))
    args.passed_on = unknown
    return module, args


def main(argv: list[str]) -> int:
    if sys.version_info < OLDEST:  # an older Python does get here
        major, minor = sys.version_info[:2]
        print(
            f"This is Python {major}.{minor}, and the collection needs Python 3.11, 3.12 or 3.13.\n"
            "Try python3.11 (or 3.12, 3.13) in place of python3; python.org has them all.",
            file=sys.stderr,
        )
        return 1
    for stream in (sys.stdout, sys.stderr):  # a name that it cannot show ends no command
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    if not argv or argv[0] in ("-h", "--help") or argv[0] not in COMMANDS:
        asked_for_help = argv[:1] in (["-h"], ["--help"])
        print(overview(), file=sys.stdout if asked_for_help else sys.stderr)
        return 0 if asked_for_help else 2

    from autograder import environment

    command, rest = argv[0], argv[1:]
    try:
        if command in READ_AT_ONCE:
            parse(command, rest)
        if environment.ensure() or not environment.inside():
            return environment.become(["-m", "autograder", *argv])
        module, args = parse(command, rest)
        return int(module.run(args))
    except environment.CommandFailed as failed:
        print(f"{command}: {failed}", file=sys.stderr)
        return 1
    except OSError as error:  # a full disk, a folder that may not be written, too many open files
        where = f": {error.filename}" if error.filename else ""
        print(f"{command}: {error.strerror or error}{where}.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"\n{command}: stopped. The same command goes on from here.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
