"""The lock on a student's process, put on after the fork and before the first line of theirs.

Four layers, in this order, each as good as the machine has it:

- `limits` (everywhere): a session of its own, an empty environment, no open files but those to
  keep, and a bound on memory, processor, files and processes;
- `namespaces` (Linux): a private view of the machine, with no network, no other process, and no
  file but Python's own and an empty folder;
- `landlock` (Linux 5.13): of files only those that may be read, whatever the view;
- `seccomp` (Linux): no system call that numerical work does not need.

Where there is neither of the two in the middle, root can at least have the process be another
`user` (see `another`).

`lock_in` says which of the wished layers are in force. A layer that failed is not in its list.
"""

from __future__ import annotations

import errno
from collections.abc import Callable

from autograder.sandbox import another, landlock, limits, seccomp
from autograder.sandbox.mounts import SCRATCH
from autograder.sandbox.namespaces import Home
from autograder.sandbox.plan import LAYERS, Plan

__all__ = ["LAYERS", "Missing", "Plan", "attempt", "lock_in"]

# The seal belongs to the limits, and does what the namespaces need undone and the filters refuse.
STEPS = ("limits", "namespaces", "user", "seal", "landlock", "seccomp")


class Missing(Exception):
    """A layer that could not be put on; the text says which, and what the machine answered."""

    def __init__(self, layer: str, error: OSError | ValueError) -> None:
        super().__init__(f"{layer}: {getattr(error, 'strerror', None) or error}")
        self.layer, self.errno = layer, getattr(error, "errno", None)


def lock_in(plan: Plan, home: Home | None = None) -> list[str]:
    """Put on the layers of the plan; the names of those in force.

    home : that of the process that forked this one; without it there are no namespaces
    """
    return attempt(plan, home)[0]


def attempt(plan: Plan, home: Home | None = None) -> tuple[list[str], list[str]]:
    """The layers in force, and a sentence on each that was wished and is missing."""
    in_force: list[str] = []
    missing: list[str] = []
    for step in STEPS:
        if step != "seal" and step not in plan.layers:
            continue
        try:
            _do(step, plan, home)
            in_force.append(step)
        except Missing as missed:
            missing.append(str(missed))
            if step == "seal":
                in_force = [layer for layer in in_force if layer != "limits"]
    return [step for step in in_force if step in plan.layers], missing


def _enter(home: Home | None, plan: Plan) -> None:
    if home is None:
        raise OSError(errno.ENOSYS, "the process that forked has no home")
    home.enter_room(plan)


def _do(step: str, plan: Plan, home: Home | None) -> None:
    contained = "namespaces" in plan.layers
    doors: dict[str, Callable[[], None]] = {
        "limits": lambda: limits.apply(plan),
        "namespaces": lambda: _enter(home, plan),
        "user": lambda: another.become(plan.folder),
        "seal": lambda: limits.seal(plan, contained),
        "landlock": lambda: landlock.apply(plan.readable, SCRATCH if contained else ""),
        "seccomp": lambda: seccomp.apply(contained),
    }
    try:
        doors[step]()
    except (OSError, ValueError) as error:
        raise Missing("limits" if step == "seal" else step, error) from None
