"""Which packages belong in the environment: the lists of pyproject.toml, at pinned versions.

`learn` is what a learner needs, `class` what teaching needs besides, `dev` what maintaining does.
requirements.txt pins all three and says behind each pin, after `# via`, who asked for it: so what
a list brings along is read off there, and nothing is worked out anew. An extra that is not pinned
there, such as torch, stands in pyproject.toml at one version. Only the standard library is used.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable

from autograder.environment import ROOT, CommandFailed

__all__ = ["PARTS", "name_of", "wanted"]

PARTS = ("learn", "class", "dev")  # each needs those before it


def wanted(extras: Iterable[str]) -> tuple[list[str], list[str]]:
    """What the package and these extras need: pins, and requirements that are not pinned here."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lists, roots = project["optional-dependencies"], list(project["dependencies"])
    for extra in extras:
        if extra not in lists:
            raise CommandFailed(f"there is no extra {extra!r}; there are {', '.join(lists)}.")
        roots += lists[extra]
    pins, askers = _pinned((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    needed = {name for name in map(name_of, roots) if name in pins}
    while more := {name for name in pins if name not in needed and askers[name] & needed}:
        needed |= more
    return [pins[name] for name in pins if name in needed], [
        root for root in roots if name_of(root) not in pins
    ]


def name_of(requirement: str) -> str:
    """The name of a requirement, in the one spelling that all of its spellings stand for."""
    return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", requirement)[0]).lower()


def _pinned(requirements: str) -> tuple[dict[str, str], dict[str, set[str]]]:
    """Of each name its pin, and the names that asked for it."""
    pins, askers = {}, {}
    for line in requirements.splitlines():
        pin, _, via = line.partition("# via ")
        if pin and not pin.startswith("#"):
            name = name_of(pin)
            pins[name], askers[name] = pin.strip(), set(via.split(", "))
    return pins, askers
