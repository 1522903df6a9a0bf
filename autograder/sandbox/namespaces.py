"""Level 2: a private view of the machine, in which nothing is but what a student may use.

Two things happen. Once, the warm process moves into a `Home`: namespaces of its own, in which it is
nobody, there is no network, and no file is in sight but what may be read. Then each student's
process gets a room in that home: no other process in sight, and an empty folder that is gone with
it.

Only a child can be number 1 of a new namespace. So whoever moves in forks: the child lives on
inside, and what stays outside becomes a small program that waits on a pipe which the child alone
holds. Each of the two takes the other with it when it dies. The same small program is number 1 of
each room, so that a student's process can die of a signal like any other. Number 1 takes along,
when it ends, all that is left inside.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
from collections.abc import Mapping, Sequence
from typing import NoReturn

from autograder.sandbox import kernel
from autograder.sandbox.mounts import enter_root, in_scratch, leave_proc, scratch
from autograder.sandbox.plan import Plan

NOBODY = 65534
WAITERS = ("/bin/cat", "/usr/bin/cat")

NEW_MOUNTS, NEW_UTS, NEW_IPC = 0x00020000, 0x04000000, 0x08000000
NEW_USER, NEW_PIDS, NEW_NETWORK = 0x10000000, 0x20000000, 0x40000000
ALL_NEW = NEW_USER | NEW_MOUNTS | NEW_PIDS | NEW_NETWORK | NEW_IPC | NEW_UTS


class Home:
    """Namespaces that this process has moved into, with rooms for those that it forks."""

    def __init__(self, readable: Sequence[str], files: Mapping[str, str] | None = None) -> None:
        """Move in, to where these files and folders are in sight, and the files beside a lesson.

        An OSError says why it could not be. Whoever asked sits between two chairs then.
        """
        self.firsts: dict[int, int] = {}  # of each student's process, number 1 of its room
        shown = [name for path in readable for name in (path, os.path.realpath(path))]
        self.covered = [path for path in shown if in_scratch(path)]
        self.pipe, held = os.pipe()
        said, say = os.pipe()
        _become_nobody()
        if os.fork():
            os.close(held)
            os.close(say)
            _stay_outside(said, self.pipe)
        try:
            kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
            enter_root(readable, files or {})
            self.pids = os.open("/proc/self/ns/pid", os.O_RDONLY)
            self._step_back()
        except OSError as error:
            os.write(say, f"{error.errno} {error.strerror}".encode())
            os._exit(1)
        os.close(said)
        os.close(say)

    def fork(self) -> int:
        """Like `os.fork`, but the child is number 2 of new namespaces."""
        self._step_back()
        kernel.libc("unshare", NEW_PIDS)
        first = _spawn_waiter(self.pipe)
        try:
            pid = os.fork()
        except OSError:
            _bury(first)
            raise
        if pid:
            self.firsts[pid] = first
        return pid

    def _step_back(self) -> None:
        """Back from the last room: the next one is made beside it, in the home."""
        kernel.libc("setns", self.pids, NEW_PIDS)

    def enter_room(self, plan: Plan) -> None:
        """In the child: what it must not share with the next one."""
        kernel.libc("unshare", NEW_MOUNTS | NEW_IPC)
        _fewer_tasks(plan.processes)
        leave_proc()
        scratch(plan.tmp_size, plan.tmp_inodes, self.covered)

    def clear(self, pid: int) -> None:
        """A child has ended: so does all that is left in its room."""
        _bury(self.firsts.pop(pid))


def _become_nobody() -> None:
    """All namespaces at once. Inside we are nobody; outside we stay who we are."""
    user, group = os.geteuid(), os.getegid()
    kernel.libc("unshare", ALL_NEW)
    for name, text in (
        ("setgroups", b"deny"),
        ("uid_map", b"%d %d 1" % (NOBODY, user)),
        ("gid_map", b"%d %d 1" % (NOBODY, group)),
    ):
        with open(f"/proc/self/{name}", "wb", buffering=0) as written:
            written.write(text)
    socket.sethostname("nowhere")


def _stay_outside(said: int, pipe: int) -> NoReturn:
    """Wait until the child inside has ended; an OSError if it could not move in."""
    if problem := os.read(said, 200):
        number, _, text = problem.decode().partition(" ")
        raise OSError(int(number), text)
    program = _waiter()
    os.dup2(pipe, 0)
    if program:
        os.execve(program, ["cat"], {})
    _wait()


def _spawn_waiter(pipe: int) -> int:
    """A process that waits for the pipe's end: a small program costs a third of a second copy."""
    if program := _waiter():
        nowhere = (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)
        hands = [(os.POSIX_SPAWN_DUP2, pipe, 0), nowhere, (os.POSIX_SPAWN_DUP2, 1, 2)]
        return os.posix_spawn(program, ["cat"], {}, file_actions=hands)
    pid = os.fork()
    if pid == 0:
        os.dup2(pipe, 0)
        _wait()
    return pid


def _waiter() -> str | None:
    return next((path for path in WAITERS if os.access(path, os.X_OK)), None)


def _wait() -> NoReturn:
    os.closerange(1, os.sysconf("SC_OPEN_MAX"))
    os.read(0, 1)
    os._exit(0)


def _bury(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def _fewer_tasks(most: int) -> None:
    """Bound the threads and processes in here; of all bounds the only one that binds root too.

    Numbers of processes belong to a namespace from Linux 6.14. Before that, root would set the
    whole machine's, so the version is asked first. The kernel takes no bound below 301.
    """
    if kernel.version() >= (6, 14):
        with contextlib.suppress(OSError), open("/proc/sys/kernel/pid_max", "wb", 0) as written:
            written.write(b"%d" % max(most, 301))
