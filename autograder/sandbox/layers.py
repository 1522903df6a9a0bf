"""Which locks to use on this machine, after a look at what they really do."""

from __future__ import annotations

import sys

from autograder.environment import CommandFailed
from autograder.sandbox.probe import probe

LAYERS = ("limits", "namespaces", "landlock", "seccomp")
LEAST = {"auto": 1, "required": 2, "off": 0}  # the level that each word asks for


def chosen(isolation: str) -> tuple[str, ...]:
    """The locks for `auto`, `required` or `off`; a refusal where the machine offers too little."""
    layers = LAYERS[:1] if isolation == "off" else LAYERS
    seen = probe(layers)
    if seen.level < LEAST[isolation]:
        raise CommandFailed(
            f"students' code can only be locked in at level {seen.level} ({seen.name}) here, and "
            f"--isolation {isolation} wants {LEAST[isolation]}. {seen.advice} "
            "Or say --isolation off: verdicts stay safe, but your files can be read."
        )
    missing = f", without {', '.join(seen.missing)}" if seen.missing else ""
    print(
        f"Students' code is locked in at level {seen.level}: {seen.name}{missing}.", file=sys.stderr
    )
    return tuple(seen.layers)
