"""A view of the file system with nothing in it but what may be read: a new root, built and entered.

It is a small file system in memory with read-only views of what may be read and of the files beside
a lesson, four devices, and an empty folder. The old root is detached, not hidden.
"""

from __future__ import annotations

import ctypes
import os
import stat
import struct
from collections.abc import Iterable, Mapping, Sequence

from autograder.sandbox import kernel
from autograder.sandbox.landlock import DEVICES

__all__ = ["BESIDE", "SCRATCH", "enter_root", "in_scratch", "leave_proc", "outermost", "scratch"]

SCRATCH = "/tmp"  # where the one folder that can be written will be
BESIDE = "/lesson"  # where the files beside the lesson will be
PROC = "/proc"
STAGE = PROC  # where the new root is built: nothing that may be read lies below it

NOSUID, NODEV, NOEXEC = 2, 4, 8
RECURSIVE, PRIVATE = 16384, 1 << 18
DETACH = 2
AT_FDCWD, AT_RECURSIVE, COPY, FROM_OPEN = -100, 0x8000, 1, 4
ATTR_RDONLY, ATTR_NOSUID, ATTR_NODEV, ATTR_NOEXEC = 1, 2, 4, 8


def enter_root(readable: Sequence[str], files: Mapping[str, str]) -> None:
    """Build the new root, move into it, and let go of the old one; /proc stays in sight.

    files : those beside the lesson, by their paths from there
    """
    links = links_among(readable)
    _mount(None, "/", None, RECURSIVE | PRIVATE)
    proc = _copy(PROC)
    _mount("root", STAGE, "tmpfs", NOSUID | NODEV, "size=4m,nr_inodes=4000,mode=755")
    os.mkdir(STAGE + SCRATCH)
    _show(proc, PROC, STAGE)
    views = {f"{BESIDE}/{name}": os.path.realpath(path) for name, path in files.items()}
    for attributes, shown in (
        (ATTR_RDONLY | ATTR_NOSUID | ATTR_NODEV, {path: path for path in outermost(readable)}),
        (ATTR_RDONLY | ATTR_NOSUID | ATTR_NODEV, views),
        (ATTR_RDONLY | ATTR_NOSUID | ATTR_NOEXEC, {path: path for path in DEVICES}),
    ):
        for place, path in shown.items():
            _show(_copy(path), place, STAGE)
            _restrict(STAGE + place, attributes, AT_RECURSIVE)
    _link(links, STAGE)
    _restrict(STAGE, ATTR_RDONLY | ATTR_NOSUID | ATTR_NODEV, 0)
    os.chdir(STAGE)
    kernel.libc("pivot_root", b".", b".")
    kernel.libc("umount2", b".", DETACH)  # the old root, which lay on top of the new
    os.chdir("/")


def leave_proc() -> None:
    """A student's process, in a view of its own, goes without."""
    kernel.libc("umount2", PROC.encode(), DETACH)


def scratch(size: int, inodes: int, readable: Sequence[str]) -> None:
    """A folder that can be written, of limited size; it ends with the view that it is in.

    In it are links to the files beside the lesson, and nothing else.
    readable : what may be read and lies where that folder comes to be; it stays in sight
    """
    copies = [(_copy(path), path) for path in outermost(readable) if in_scratch(path)]
    links = links_among(readable)
    words = f"size={size},nr_inodes={inodes},mode=700"
    _mount("scratch", SCRATCH, "tmpfs", NOSUID | NODEV | NOEXEC, words)
    for copy, path in copies:
        _show(copy, path)
    _link(links)
    os.chdir(SCRATCH)
    for name in os.listdir(BESIDE) if os.path.isdir(BESIDE) else ():
        os.symlink(f"{BESIDE}/{name}", name)


def in_scratch(path: str) -> bool:
    return f"{path}/".startswith(f"{SCRATCH}/")


def outermost(paths: Iterable[str]) -> list[str]:
    """What the paths lead to, without what is not there or lies in another."""
    found: list[str] = []
    for path in sorted({os.path.realpath(path) for path in paths}):
        inside = any(path.startswith(folder.rstrip("/") + "/") for folder in found)
        if os.path.exists(path) and not inside:
            found.append(path)
    return found


def _copy(path: str) -> int:
    """What is to be seen at that path, held in the hand while something else is put there."""
    return kernel.syscall("open_tree", AT_FDCWD, os.fsencode(path), COPY | AT_RECURSIVE)


def _show(copy: int, path: str, stage: str = "") -> None:
    """Put a file or folder that is held at the same place on the stage."""
    place = stage + path
    os.makedirs(os.path.dirname(place), mode=0o755, exist_ok=True)
    if stat.S_ISDIR(os.fstat(copy).st_mode):
        os.makedirs(place, mode=0o755, exist_ok=True)
    else:
        os.close(os.open(place, os.O_CREAT | os.O_WRONLY, 0o644))
    kernel.syscall("move_mount", copy, b"", AT_FDCWD, os.fsencode(place), FROM_OPEN)
    os.close(copy)


def links_among(readable: Iterable[str]) -> dict[str, str]:
    """Paths that lead elsewhere, such as /lib, and where to."""
    found = {os.path.abspath(path): os.path.realpath(path) for path in readable}
    return {path: to for path, to in found.items() if to != path and os.path.exists(to)}


def _link(links: dict[str, str], stage: str = "") -> None:
    """Make them lead there on the stage too."""
    for path, to in links.items():
        if not os.path.lexists(stage + path):
            os.makedirs(os.path.dirname(stage + path), mode=0o755, exist_ok=True)
            os.symlink(to, stage + path)


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
