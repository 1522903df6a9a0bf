"""The lock on a student's process, put on after the fork and before the first line of theirs.

Four layers, in this order, each as good as the machine has it:

- `limits` (everywhere): a session of its own, an empty environment, no open files but those to
  keep, and a bound on memory, processor, files and processes;
- `namespaces` (Linux): a private view of the machine, with no network, no other process, and no
  file but Python's own and an empty folder;
- `landlock` (Linux 5.13): of files only those that may be read, whatever the view;
- `seccomp` (Linux): no system call that numerical work does not need.

`lock_in` says which of the wished layers are in force. A layer that failed is not in its list.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from autograder.grading.inside import landlock, limits, namespaces, seccomp

LAYERS = ("limits", "namespaces", "landlock", "seccomp")
MB = 1_000_000


@dataclass(frozen=True)
class Plan:
    """What a student's process may have; made of plain values, so that it can travel as JSON."""

    readable: Sequence[str]  # files and folders: Python, its packages, the system's libraries
    keep: Sequence[int]  # numbers of the open files that stay open
    layers: Sequence[str] = LAYERS
    folder: str = "/"  # the working folder where there are no namespaces to make a private one
    environment: Mapping[str, str] = field(default_factory=dict)
    memory: int = 1000 * MB  # bytes over what the process maps already
    cpu_seconds: int = 100
    file_size: int = 20 * MB
    open_files: int = 64
    processes: int = 64  # threads count
    stack: int = 8 * MB
    tmp_size: int = 64 * MB
    tmp_inodes: int = 2000


class Missing(Exception):
    """A layer that could not be put on; the text says which, and what the machine answered."""

    def __init__(self, layer: str, error: OSError) -> None:
        super().__init__(f"{layer}: {error.strerror or error}")
        self.layer, self.errno = layer, error.errno


def lock_in(plan: Plan) -> list[str]:
    """Put on the layers of the plan; the names of those in force.

    With namespaces it is a grandchild that returns from here: the process that called waits for
    it, and ends as it ends.
    """
    return attempt(plan)[0]


def attempt(plan: Plan) -> tuple[list[str], list[str]]:
    """The layers in force, and a sentence on each that was wished and is missing."""
    in_force: list[str] = []
    missing: list[str] = []
    for layer in LAYERS:
        if layer == "landlock":  # the last moment to change what the filters would refuse
            limits.seal(plan, "namespaces" in in_force)
        if layer in plan.layers:
            try:
                _put_on(layer, plan, in_force)
                in_force.append(layer)
            except Missing as missed:
                missing.append(str(missed))
    return in_force, missing


def _put_on(layer: str, plan: Plan, in_force: Sequence[str]) -> None:
    contained = "namespaces" in in_force
    doors: dict[str, Callable[[], None]] = {
        "limits": lambda: limits.apply(plan),
        "namespaces": lambda: namespaces.enter(plan),
        "landlock": lambda: landlock.apply(plan.readable, namespaces.SCRATCH if contained else ""),
        "seccomp": seccomp.apply,
    }
    try:
        doors[layer]()
    except OSError as error:
        raise Missing(layer, error) from None
