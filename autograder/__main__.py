"""`python -m autograder COMMAND`: the one door to everything that is done with this collection.

Whatever Python a machine has reads this file first. So it keeps to words that an old one knows,
and says in a sentence which one is needed. A command runs in the environment that
`autograder.environment` makes.
"""

from __future__ import annotations

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
    from autograder.commands import COMMANDS, READ_AT_ONCE, needs, overview, parse

    if not argv or argv[0] in ("-h", "--help") or argv[0] not in COMMANDS:
        asked_for_help = argv[:1] in (["-h"], ["--help"])
        print(overview(), file=sys.stdout if asked_for_help else sys.stderr)
        return 0 if asked_for_help else 2

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
    except OSError as error:  # a full disk, a folder that may not be written, too many open files
        where = f": {error.filename}" if error.filename else ""
        print(f"{command}: {error.strerror or error}{where}.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"\n{command}: stopped. The same command goes on from here.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
