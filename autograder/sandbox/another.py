"""Another user: a number that no person and no file of this machine has, one for each process.

Only root can become one. It can change nothing of ours and signal none of ours, nor those of the
next student, and what it leaves behind is known by its owner and taken away.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import tempfile
from pathlib import Path

from autograder.sandbox import kernel
from autograder.sandbox.scratch import remove

__all__ = ["become", "number", "sweep", "sweep_all"]

FIRST, MANY = 0x70000000, 1 << 22  # given to nobody; as many as a system has processes
SHARED = ("/tmp", "/var/tmp", "/dev/shm", "/run/lock")  # where everybody may leave something
OWNER = {"shm": 9, "sem": 6, "msg": 9}  # the column of who made it; the second is its number
REMOVE = 0  # IPC_RMID
USER = re.compile(r"^Uid:\s+(\d+)", re.M)


def number(pid: int) -> int:
    """The user that a process with that number becomes: two at once are never the same."""
    return FIRST + pid % MANY


def become(folder: str) -> None:
    """Be another user from here on, and own the folder to work in."""
    if not kernel.LINUX or os.geteuid() != 0:
        raise OSError(errno.EPERM, "only Linux's root can become another user")
    who = number(os.getpid())
    if folder != "/":
        os.chown(folder, who, who)  # refused in a container that knows no number so high
    os.setgroups([])
    os.setresgid(who, who, who)
    os.setresuid(who, who, who)


def sweep(pid: int) -> None:
    """Take away what the user of that process has left where everybody may leave something."""
    _sweep(range(number(pid), number(pid) + 1))


def sweep_all() -> None:
    """The same for all whose process is no more, as after a command that was killed."""
    _sweep(range(FIRST, FIRST + MANY))


def _sweep(users: range) -> None:
    """What one user left, or of many users those that are no more."""
    for place in {*SHARED, tempfile.gettempdir()}:
        with contextlib.suppress(OSError), os.scandir(place) as entries:
            for entry in entries:
                with contextlib.suppress(OSError):
                    if _is_left_by(users, entry.stat(follow_symlinks=False).st_uid):
                        _take_away(entry)
    for kind, owner in OWNER.items():
        _sweep_memory(kind, owner, users)


def _is_left_by(users: range, who: int) -> bool:
    return who in users and (len(users) == 1 or not _lives(who))


def _lives(who: int) -> bool:
    """Is the process that became that user still there?"""
    try:
        found = USER.search(Path(f"/proc/{who - FIRST}/status").read_text())
    except OSError:
        return False
    return found is not None and int(found[1]) == who


def _take_away(entry: os.DirEntry[str]) -> None:
    if entry.is_dir(follow_symlinks=False):
        remove(entry.path)
    else:
        os.unlink(entry.path)


def _sweep_memory(kind: str, owner: int, users: range) -> None:
    """The same for what System V knows: it lies in no folder, and outlives who made it."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/sysvipc/{kind}").read_text().splitlines()[1:]:
            words = line.split()
            if _is_left_by(users, int(words[owner])):
                which = (int(words[1]), 0) if kind == "sem" else (int(words[1]),)
                kernel.libc(f"{kind}ctl", *which, REMOVE, None)
