"""One command of a kind at a time on a course: two that grade would grade everybody twice.

The lock is the system's, on a file in the course folder. However the command that holds it ends,
by Ctrl-C, by a kill, by a power cut, the lock ends with it, and nobody has to clear it away.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from autograder.environment import CommandFailed

__all__ = ["alone", "in_turn"]


@contextmanager
def alone(course: Path, command: str) -> Iterator[None]:
    """Hold the course for this command, or say which process holds it."""
    course.mkdir(parents=True, exist_ok=True)
    with (course / f".{command}.lock").open("a+", encoding="ascii") as file:
        _hold(file.fileno(), course, command)
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


@contextmanager
def in_turn(course: Path) -> Iterator[None]:
    """Have the gradebook to oneself for a moment; whoever has it now is waited for.

    Where a mark depends on what was read before, as points off do on points that a person gives,
    nothing may be entered in between.
    """
    with (course / ".gradebook.lock").open("a", encoding="ascii") as file:
        if sys.platform != "win32":
            import fcntl

            with suppress(OSError):  # a file system without locks
                fcntl.flock(file.fileno(), fcntl.LOCK_EX)
        yield


def _hold(file: int, course: Path, command: str) -> None:
    if sys.platform == "win32":  # where nobody grades without WSL
        return
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        who = os.pread(file, 20, 0).decode("ascii", "replace").strip() or "unknown"
        raise CommandFailed(
            f"another `{command}` is at work in {course} (process {who}). "
            "Let it end, or stop it with Ctrl-C, and give the same command again."
        ) from None
    except OSError:  # a file system without locks
        return
