"""Processes of a student's that have lost the one who was to end them, found by their bounds.

Without namespaces a process can set itself loose and live on when the warm process is killed. What
it cannot do is raise a bound that it was given: one of them nobody else sets as low, and whoever
carries it and comes from no living warm process is ended.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import time
from pathlib import Path

from autograder.sandbox.limits import MARK
from autograder.sandbox.plan import Plan

__all__ = ["end_strays"]

PATIENCE = 5.0  # seconds for the end of those that start new ones
WARM = b"inside/warm.py"
HARD = re.compile(r"^Max (open files|core file size|msgqueue size) +\S+ +(\d+)", re.M)
MOST = {"open files": Plan.open_files, "core file size": 0, "msgqueue size": MARK}
OWNER = re.compile(r"^Uid:\s+(\d+)", re.M)


def end_strays() -> None:
    """End them all; while one is waited for, the others may start new ones."""
    until = time.monotonic() + PATIENCE
    while (found := _strays()) and time.monotonic() < until:
        for pid in found:
            _end(pid)
        time.sleep(0.001)


def _strays() -> list[int]:
    try:
        pids = [int(name) for name in os.listdir("/proc") if name.isdigit()]
    except OSError:
        return []
    return [x for x in pids if _is_bounded(x) and _is_ours_to_end(x) and not _is_looked_after(x)]


def _end(pid: int) -> None:
    """Kill it if it is still the one: its number may have become somebody else's."""
    with contextlib.suppress(OSError):
        hold = os.pidfd_open(pid)
        try:
            if _is_bounded(pid):
                signal.pidfd_send_signal(hold, signal.SIGKILL)
        finally:
            os.close(hold)


def _is_bounded(pid: int) -> bool:
    """Does it live, and carry our bounds?"""
    text = _read(pid, "limits").decode()
    hard = {name: int(bound) for name, bound in HARD.findall(text)}
    bounded = hard.keys() == MOST.keys() and all(hard[name] <= MOST[name] for name in MOST)
    return bounded and _stat(pid)[0] not in (b"Z", b"X")


def _is_ours_to_end(pid: int) -> bool:
    owner = OWNER.search(_read(pid, "status").decode())
    return os.geteuid() == 0 or (owner is not None and int(owner[1]) == os.geteuid())


def _is_looked_after(pid: int) -> bool:
    """Is the first without bounds from whom it comes a warm process?"""
    while pid > 1 and _is_bounded(pid):
        pid = int(_stat(pid)[1])
    return WARM in _read(pid, "cmdline")


def _stat(pid: int) -> list[bytes]:
    """Its state, its parent, and more; of one that has just gone: dead, and nobody's."""
    return _read(pid, "stat").rpartition(b")")[2].split() or [b"X", b"0"]


def _read(pid: int, name: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes()
    except OSError:
        return b""
