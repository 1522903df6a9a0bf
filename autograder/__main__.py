"""`python3 -m autograder COMMAND`: the one door to everything that is done with this collection.

Whatever Python a machine has reads this file first. So it keeps to words that an old one knows,
and says in a sentence which one is needed. A command runs in the environment that
`autograder.environment` makes.
"""

from __future__ import annotations

import importlib.util
import os
import sys

OLDEST = (3, 11)


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
    try:
        try:
            return _answer(argv)
        finally:
            sys.stdout.flush()
    except BrokenPipeError:  # who read along has seen enough, as `head` has
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + 13  # what a shell says of a program that SIGPIPE has ended


def _answer(argv: list[str]) -> int:
    asked = argv[0] if argv else ""
    if asked == "--version":
        print("nnlib-course", _version())
        return 0
    if importlib.util.find_spec("autograder.commands") is None:
        print(
            "The commands need the clone, with its lessons and tests; what is installed here is "
            "nnlib and the checks alone.\nGet the clone with git, and run this in its folder.",
            file=sys.stderr,
        )
        return 1
    from autograder.commands import COMMANDS, READ_AT_ONCE, needs, overview, parse

    if asked in ("-h", "--help"):
        print(overview())
        return 0
    if asked not in COMMANDS:
        print(_no_such(asked, list(COMMANDS)) or overview(), file=sys.stderr)
        return 2

    from autograder.environment import CommandFailed, venv

    command, rest = argv[0], argv[1:]
    try:
        if command in READ_AT_ONCE:
            parse(command, rest)
        if venv.ensure(needs(command)) or not venv.inside():
            return venv.become(["-m", "autograder", *argv])
        module, args = parse(command, rest)
        return int(module.run(args))
    except CommandFailed as failed:
        print(f"{command}: {failed}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        raise
    except OSError as error:  # a full disk, a folder that may not be written, too many open files
        where = f": {error.filename}" if error.filename else ""
        print(f"{command}: {error.strerror or error}{where}.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"\n{command}: stopped. The same command goes on from here.", file=sys.stderr)
        return 130


def _no_such(asked: str, commands: list[str]) -> str:
    """What to say of a word that is no command, if it is near to one."""
    from difflib import get_close_matches

    near = get_close_matches(asked, commands, n=1)
    more = "python3 -m autograder --help tells all there are."
    return f"There is no command {asked!r}; the nearest is {near[0]}. {more}" if near else ""


def _version() -> str:
    """The version of this clone, or of the package that is installed."""
    from importlib.metadata import version
    from pathlib import Path

    here = Path(__file__).parents[1] / "pyproject.toml"
    if not here.is_file():
        return version("nnlib-course")
    import tomllib

    return str(tomllib.loads(here.read_text(encoding="utf-8"))["project"]["version"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
