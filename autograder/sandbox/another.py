"""Another user: a number that no person and no file of this machine has, one for each process.

Only root can become one. It can change nothing of ours and signal none of ours, nor those of the
next student, and what it leaves behind is known by its owner and taken away.
"""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from pathlib import Path

from autograder.sandbox import kernel
from autograder.sandbox.scratch import remove

__all__ = ["become", "number", "sweep"]

FIRST, MANY = 0x70000000, 1 << 22  # given to nobody; as many as a system has processes
FEW_FIRST, FEW = 61184, 4000  # where a container knows no number so high; kept for passing users
SHARED = ("/tmp", "/var/tmp", "/dev/shm", "/run/lock")  # where everybody may leave something
OWNER = {"shm": 9, "sem": 6, "msg": 9}  # the column of who made it; the second is its number
REMOVE = 0  # IPC_RMID


def number(pid: int) -> int:
    """The user that a process with that number becomes."""
    return FIRST + pid % MANY if _is_known(FIRST + MANY) else FEW_FIRST + pid % FEW


def become(folder: str) -> None:
    """Be another user from here on, and own the folder to work in."""
    if os.geteuid() != 0:
        raise OSError(errno.EPERM, "only root can become another user")
    who = number(os.getpid())
    if folder != "/":
        os.chown(folder, who, who)
    os.setgroups([])
    os.setresgid(who, who, who)
    os.setresuid(who, who, who)


def sweep(pid: int) -> None:
    """Take away what the user of that process has left where everybody may leave something."""
    who = number(pid)
    for place in {*SHARED, tempfile.gettempdir()}:
        with contextlib.suppress(OSError), os.scandir(place) as entries:
            for entry in entries:
                with contextlib.suppress(OSError):
                    if entry.stat(follow_symlinks=False).st_uid == who:
                        _take_away(entry)
    for kind, owner in OWNER.items():
        _sweep_memory(kind, owner, who)


def _take_away(entry: os.DirEntry[str]) -> None:
    if entry.is_dir(follow_symlinks=False):
        remove(entry.path)
    else:
        os.unlink(entry.path)


def _sweep_memory(kind: str, owner: int, who: int) -> None:
    """The same for what System V knows: it lies in no folder, and outlives who made it."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/sysvipc/{kind}").read_text().splitlines()[1:]:
            words = line.split()
            if int(words[owner]) == who:
                which = (int(words[1]), 0) if kind == "sem" else (int(words[1]),)
                kernel.libc(f"{kind}ctl", *which, REMOVE, None)


def _is_known(user: int) -> bool:
    """Has our namespace a number for that user?"""
    try:
        spans = [line.split() for line in Path("/proc/self/uid_map").read_text().splitlines()]
    except OSError:  # no Linux: a number is a number
        return True
    return any(int(first) <= user < int(first) + int(many) for first, _, many in spans)
