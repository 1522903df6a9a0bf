"""What the machine really offers: a child is locked in, and tries what a student might.

What a kernel says of itself is not believed, nor what `lock_in` says of its layers: the level is
what the child was seen to be refused. It is asked once a run and takes some hundredths of a second.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import stat
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from autograder.sandbox.lock import LAYERS, Plan, lock_in
from autograder.sandbox.namespaces import Home
from autograder.sandbox.reach import reached
from autograder.sandbox.scratch import Scratch
from autograder.sandbox.settings import MB, readable

__all__ = ["Probe", "probe"]

NAMES = ("limits", "restricted", "contained")
SECONDS = 10.0
MEMORY, FILE_SIZE = 256 * MB, 1 * MB  # bounds for the child, to be outgrown

# What must be refused at each level, and the layer that ought to refuse it. A level is reached
# where all of its own and of the levels below is refused, whatever refused it.
REFUSALS: tuple[dict[str, str], ...] = (
    {"outgrow the memory limit": "limits", "outgrow the file limit": "limits"},
    {
        "read private files": "landlock",
        "write outside": "landlock",
        "change private files": "seccomp",
        "open a socket": "seccomp",
        "fork": "seccomp",
        "signal its parent": "seccomp",
    },
    {"see private folders": "namespaces", "have a parent in sight": "namespaces"},
)

APART = {"change private files", "write outside", "signal its parent"}  # at level 0 for others

ADVICE = {
    "user": "Only root can have it run as another user, outside a container with few user numbers.",
    "limits": "Resource limits need Linux or macOS.",
    "landlock": "Landlock needs Linux 5.13 or newer with `landlock` among the kernel's lsm= modules"
    " (a container may refuse its system calls: allow them in its seccomp profile).",
    "seccomp": "The filter of system calls needs Linux on x86_64 or aarch64.",
    "namespaces": "Namespaces need a kernel that lets this user make them: on Ubuntu"
    " `sysctl kernel.apparmor_restrict_unprivileged_userns=0`, elsewhere"
    " `sysctl user.max_user_namespaces=10000`; in a container, a seccomp profile that allows"
    " unshare and mount.",
}


@dataclass(frozen=True)
class Probe:
    """What was seen.

    level : 0 limits, 1 restricted, 2 contained; -1 where the limits do not hold
    layers, missing : of the wished layers, those that had their effect and those that had not
    advice : how to raise the level, in one or two sentences; empty where nothing is missing
    apart : could it change or reach nothing of ours, whatever the level?
    """

    level: int
    name: str
    layers: list[str]
    missing: list[str]
    advice: str
    apart: bool = False


def probe(wished: Sequence[str] = LAYERS, private: Sequence[Path] = ()) -> Probe:
    """Lock in a child with the wished layers and let it try.

    private : folders that a student's code must not see, such as the course folder
    """
    if not hasattr(os, "fork"):
        return Probe(-1, "deadlines only", [], list(wished), ADVICE["limits"])
    with Scratch() as folder:
        canary = folder / "canary"
        canary.write_text("what a student's code must not read")
        hidden = [canary, Path(__file__), *private]
        said = _child(wished, hidden)
        if not said:  # as a student's process would be without what this machine has not
            said = _child([layer for layer in wished if layer != "namespaces"], hidden)
    blind = said.get("blind")
    if blind and "user" in wished:
        seen = probe([layer for layer in wished if layer != "user"], private)
        advice = f"{blind[0]}, which belongs to Python, can be read by nobody but you."
        return replace(seen, missing=[*seen.missing, "user"], advice=advice)
    if blind:
        advice = f"Locked in, nobody can read {blind[0]}, which belongs to Python."
        return Probe(-1, "no Python", [], list(wished), f"{advice} Grade as the user whose it is.")
    layers, refused = set(said.get("layers", [])), set(said.get("refused", []))
    level = -1
    for refusals in REFUSALS:
        if not refused >= set(refusals):
            break
        level += 1
    # A layer that is said to be in force and did not refuse what it ought to is missing too.
    idle = {layer for some in REFUSALS for what, layer in some.items() if what not in refused}
    in_force = [layer for layer in wished if layer in layers - idle]
    missing = [layer for layer in wished if layer not in in_force]
    advice = " ".join(ADVICE[layer] for layer in missing)
    if "landlock" in layers and "read private files" not in refused:
        advice = "A folder to keep from students' code lies in one that it may read. Move it out."
    open_ones = said.get("reached") if "user" in in_force else None
    advice = open_ones[0] if open_ones else advice
    apart = level > 0 or ("user" in in_force and refused >= APART and not open_ones)
    name = NAMES[level] if level >= 0 else "no limits"
    return Probe(level, name, in_force, missing, advice, apart)


def _child(wished: Sequence[str], private: Sequence[Path]) -> dict[str, Any]:
    """What a locked-in child said; empty where it said nothing in time."""
    ours, theirs = socket.socketpair()
    with warnings.catch_warnings():  # of threads: the child starts none and waits for none
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid == 0:
        try:
            ours.close()
            _try_all(wished, private, theirs)
        finally:
            os._exit(1)
    theirs.close()
    try:
        ours.settimeout(SECONDS)
        heard = bytearray()
        while part := ours.recv(4096):
            heard += part
        return dict(json.loads(heard))
    except (OSError, ValueError):
        return {}
    finally:
        ours.close()
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def _try_all(wished: Sequence[str], private: Sequence[Path], line: socket.socket) -> None:
    """In the child: move in, fork, and in that one put on the lock and try everything."""
    folder, parent = str(private[0].parent), os.getppid()
    os.makedirs(work := f"{folder}/work", exist_ok=True)
    home = Home(readable()) if "namespaces" in wished else None
    if home and (pid := home.fork()):
        line.close()
        os.waitpid(pid, 0)
        return  # and with us all that is left in there ends
    plan = Plan(
        readable=readable(),
        keep=[line.fileno()],
        layers=wished,
        folder=work,
        memory=MEMORY,
        file_size=FILE_SIZE,
        cpu_seconds=int(SECONDS),
    )
    if not home:
        os.chdir(work)  # where no layer moves it, what it writes goes with the canary
    layers = lock_in(plan, home)
    tries: dict[str, Callable[[], bool]] = {
        "outgrow the memory limit": lambda: bool(bytearray(MEMORY + 64 * MB)),
        "outgrow the file limit": lambda: _write("big", FILE_SIZE + 1),
        "read private files": lambda: any(_may(_read, path) for path in private),
        "write outside": lambda: _write(f"{folder}/outside", 1),
        "change private files": lambda: _change(private[0]),
        "open a socket": lambda: bool(socket.socket(socket.AF_INET)),
        "fork": _fork,
        "signal its parent": lambda: _signal(parent),
        "see private folders": lambda: any(_may(os.stat, path) for path in private),
        "have a parent in sight": lambda: os.getppid() != 0,
    }
    refused = [what for what, attempt in tries.items() if not _may(attempt)]
    # Root can read in other people's homes, but not once it is locked in.
    blind = [path for path in plan.readable if not os.access(path, os.R_OK)]
    said = {"layers": layers, "refused": refused, "blind": blind}
    if "user" in layers:
        said["reached"] = list(reached(private[2:]))[:1]
    line.sendall(json.dumps(said).encode())


def _may(attempt: Callable[..., object], *arguments: object) -> bool:
    """Was it let through?"""
    try:
        return bool(attempt(*arguments))
    except (OSError, MemoryError):
        return False


def _read(path: Path) -> bool:
    """A file's first byte, or a folder's names."""
    if path.is_dir():
        return os.listdir(path) is not None
    with path.open("rb") as opened:
        return opened.read(1) is not None


def _write(path: str, size: int) -> bool:
    """All of these bytes, not the first of them only."""
    with open(path, "wb", buffering=0) as opened:
        return opened.write(bytes(size)) == size


def _change(path: Path) -> bool:
    """Its rights: set once more as they are, which is a change like any other."""
    path.chmod(stat.S_IMODE(path.stat().st_mode))
    return True


def _signal(pid: int) -> bool:
    os.kill(pid, 0)
    return True


def _fork() -> bool:
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    return True
