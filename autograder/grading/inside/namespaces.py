"""Level 2: a private view of the machine, in which nothing is but what a student may use.

Two processes are forked. The first, number 1 of the new namespace, holds it open and does nothing
else; the second is the student's. The process that called, the outer one, waits for the student's
and ends as it ends. Number 1 waits on a pipe that the outer one alone holds: however the outer
one dies, the pipe closes, number 1 goes, and with it the kernel ends all that is left inside.

The new root is a small file system in memory with read-only views of what may be read, four
devices, and an empty folder of limited size. The old root is detached, not hidden.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import socket
import struct
from collections.abc import Iterable, Sequence
from typing import NoReturn

from autograder.grading.inside import kernel
from autograder.grading.inside.landlock import DEVICES
from autograder.grading.inside.plan import Plan

SCRATCH = "/tmp"  # the one folder that can be written
NOBODY = 65534
READERS = ("/bin/cat", "/usr/bin/cat")
STAGE = "/proc"  # where the new root is built: nothing that may be read lies below it

NEW_MOUNTS, NEW_UTS, NEW_IPC = 0x00020000, 0x04000000, 0x08000000
NEW_USER, NEW_PIDS, NEW_NETWORK = 0x10000000, 0x20000000, 0x40000000
ALL_NEW = NEW_USER | NEW_MOUNTS | NEW_PIDS | NEW_NETWORK | NEW_IPC | NEW_UTS

MS_NOSUID, MS_NODEV, MS_NOEXEC = 2, 4, 8
MS_BIND, MS_REC, MS_PRIVATE = 4096, 16384, 1 << 18
MNT_DETACH = 2
AT_FDCWD, AT_RECURSIVE = -100, 0x8000
ATTR_RDONLY, ATTR_NOSUID, ATTR_NODEV, ATTR_NOEXEC = 1, 2, 4, 8


def enter(plan: Plan) -> None:
    """Enter new namespaces; only the innermost process returns, in its new root."""
    _become_nobody()
    ours, held = os.pipe()
    first = _number_one(ours, held, plan.keep)
    student = _fork_student(first)
    if student:
        for number in {ours, *plan.keep}:
            os.close(number)  # the trusted side must see the line close when the student's ends
        _end_like(student, first)
    os.close(ours)
    os.close(held)
    os.setsid()  # a signal to its own group must not reach the outer process
    _fewer_tasks(plan.processes)
    _new_root(plan)


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


def _number_one(pipe: int, held: int, keep: Sequence[int]) -> int:
    """Start the process that reads the pipe to its end and then goes.

    A small program costs a third of what a second copy of this large process would.
    """
    spare = {held, *keep}
    program = next((path for path in READERS if os.access(path, os.X_OK)), None)
    if program:
        moves = [(os.POSIX_SPAWN_DUP2, pipe, 0)]
        closes = [(os.POSIX_SPAWN_CLOSE, number) for number in spare]
        return os.posix_spawn(program, ["cat"], {}, file_actions=[*moves, *closes])
    number = os.fork()
    if number:
        return number
    for unused in spare:
        os.close(unused)
    os.read(pipe, 1)
    os._exit(0)


def _fork_student(first: int) -> int:
    try:
        return os.fork()
    except OSError:
        os.kill(first, signal.SIGKILL)
        os.waitpid(first, 0)
        raise


def _end_like(student: int, first: int) -> NoReturn:
    """Wait for the student's process, end what is left in its namespace, and end as it ended."""
    _, status = os.waitpid(student, 0)
    os.kill(first, signal.SIGKILL)
    os.waitpid(first, 0)
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        if number not in (signal.SIGKILL, signal.SIGSTOP):
            signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
    os._exit(os.waitstatus_to_exitcode(status) if os.WIFEXITED(status) else 1)


def _fewer_tasks(most: int) -> None:
    """Bound the threads and processes in here; of all bounds the only one that binds root too.

    Numbers of processes belong to a namespace from Linux 6.14. Before that, root would set the
    whole machine's, so the version is asked first. The kernel takes no bound below 301.
    """
    if kernel.version() >= (6, 14):
        with contextlib.suppress(OSError), open("/proc/sys/kernel/pid_max", "wb", 0) as written:
            written.write(b"%d" % max(most, 301))


def _new_root(plan: Plan) -> None:
    """Build the new root, move into it, and let go of the old one."""
    _mount(None, "/", None, MS_REC | MS_PRIVATE)
    _mount("root", STAGE, "tmpfs", MS_NOSUID | MS_NODEV, "size=1m,nr_inodes=1000,mode=755")
    os.mkdir(STAGE + SCRATCH)
    size = f"size={plan.tmp_size},nr_inodes={plan.tmp_inodes},mode=700"
    _mount("scratch", STAGE + SCRATCH, "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, size)
    for path in outermost(plan.readable):
        _show(path, ATTR_RDONLY | ATTR_NOSUID | ATTR_NODEV)
    for path in plan.readable:
        _link(os.path.abspath(path))
    for path in DEVICES:
        _show(path, ATTR_RDONLY | ATTR_NOSUID | ATTR_NOEXEC)
    _restrict(STAGE, ATTR_RDONLY | ATTR_NOSUID | ATTR_NODEV, 0)
    os.chdir(STAGE)
    kernel.libc("pivot_root", b".", b".")
    kernel.libc("umount2", b".", MNT_DETACH)  # the old root, which lay on top of the new
    os.chdir(SCRATCH)


def outermost(paths: Iterable[str]) -> list[str]:
    """What the paths lead to, without what is not there or lies in another."""
    found: list[str] = []
    for path in sorted({os.path.realpath(path) for path in paths}):
        inside = any(path.startswith(folder.rstrip("/") + "/") for folder in found)
        if os.path.exists(path) and not inside:
            found.append(path)
    return found


def _show(path: str, attributes: int) -> None:
    """Make a file or folder of the old root visible in the new, at the same place."""
    place = STAGE + path
    os.makedirs(os.path.dirname(place), mode=0o755, exist_ok=True)
    if os.path.isdir(path):
        os.mkdir(place, 0o755)
    else:
        os.close(os.open(place, os.O_CREAT | os.O_WRONLY, 0o644))
    _mount(path, place, None, MS_BIND | MS_REC)
    _restrict(place, attributes, AT_RECURSIVE)


def _link(path: str) -> None:
    """A path that leads elsewhere, such as /lib, leads there in the new root too."""
    target = os.path.realpath(path)
    if target != path and os.path.exists(target) and not os.path.lexists(STAGE + path):
        os.makedirs(os.path.dirname(STAGE + path), mode=0o755, exist_ok=True)
        os.symlink(target, STAGE + path)


def _restrict(place: str, attributes: int, flags: int) -> None:
    """Add to what a mount refuses; never takes away what the machine refuses already."""
    wanted = ctypes.create_string_buffer(struct.pack("=QQQQ", attributes, 0, 0, 0), 32)
    kernel.syscall("mount_setattr", AT_FDCWD, os.fsencode(place), flags, wanted, 32)


def _mount(source: str | None, place: str, kind: str | None, flags: int, words: str = "") -> None:
    named = [None if text is None else os.fsencode(text) for text in (source, place, kind)]
    try:
        kernel.libc("mount", *named, flags, words.encode())
    except OSError as error:
        where = place.removeprefix(STAGE) or "/"
        raise OSError(error.errno, f"mount on {where}: {error.strerror}") from None
