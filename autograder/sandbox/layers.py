"""Which locks to use on this machine, after a look at what they really do."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from autograder.environment import CommandFailed
from autograder.sandbox.probe import probe

LAYERS = ("limits", "namespaces", "landlock", "seccomp")
LEAST = {"auto": 1, "required": 2, "off": 0}  # the level that each word asks for


def chosen(
    isolation: str,
    private: Sequence[Path] = (),
    trust: Callable[[str], bool] = lambda why: False,
) -> tuple[str, ...]:
    """The locks for `auto`, `required` or `off`; a refusal where the machine offers too little.

    private : folders that are the class's, and none of a student's business
    trust : told what students' code could do to the user, says whether it may be run all the same
    """
    seen = probe(("limits", "user") if isolation == "off" else LAYERS, private)
    if seen.level < LEAST[isolation]:
        raise CommandFailed(
            f"students' code can only be locked in at level {seen.level} ({seen.name}) here, and "
            f"--isolation {isolation} wants {LEAST[isolation]}. {seen.advice} "
            "Your own work can be graded with --isolation off."
        )
    missing = f", without {', '.join(seen.missing)}" if seen.missing else ""
    if seen.level == 0:
        missing = ", as another user than you" if "user" in seen.layers else ", as you"
    print(
        f"Students' code is locked in at level {seen.level}: {seen.name}{missing}.", file=sys.stderr
    )
    if not seen.apart:
        why = f"It could change marks and read or change what is yours. {seen.advice}"
        if not trust(why):
            raise CommandFailed(
                f"{why} So this level is for your own work alone, and nothing was graded. "
                "--trust-students says that you trust whoever wrote it."
            )
    return tuple(seen.layers)
