"""A process to lock in and try things from; and the same tests as a user without privileges.

    said = locked(lambda: os.fork())
    assert said.error == "EPERM"

`python a_child.py WORDS…` runs WORDS as the user nobody, `python a_child.py --root WORDS…` as root.
Where Python lives in a private home, which nobody else may enter, the way to it is opened in a view
of the file system that ends with it.
"""

import contextlib
import errno
import json
import os
import signal
import socket
import sys
import time
import warnings
from dataclasses import dataclass
from pathlib import Path

from autograder.sandbox import kernel, lock
from autograder.sandbox.namespaces import Home
from autograder.sandbox.settings import readable

NOBODY = 65534
SECONDS = 10


@dataclass
class Said:
    """What a child returned or raised (the name of an errno or of a class), and how it ended."""

    value: object
    error: str
    layers: list
    missing: list
    status: int

    @property
    def signal(self):
        return os.WTERMSIG(self.status) if os.WIFSIGNALED(self.status) else 0


def forked(function):
    """The child's number, our end of a line to it; the child calls function(its end)."""
    ours, theirs = socket.socketpair()
    with warnings.catch_warnings():  # of threads: the child waits for none
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid == 0:
        with contextlib.suppress(BaseException):
            ours.close()
            function(theirs)
        os._exit(0)
    theirs.close()
    ours.settimeout(SECONDS)
    return pid, ours


def plan(line, **changes):
    return lock.Plan(
        **{"readable": readable(), "keep": [line.fileno()], "cpu_seconds": 5, **changes}
    )


def locked(function, **changes):
    """Call a function in a locked-in child of a process that has a home where one is wished for."""
    told, tell = os.pipe()

    def child(line):
        made, home = plan(line, **changes), None
        if "namespaces" in made.layers:
            try:
                home = Home(made.readable)
            except OSError as error:
                line.sendall(json.dumps([[], [f"namespaces: {error.strerror}"]]).encode() + b"\n")
                return
        if pid := home.fork() if home else os.fork():
            line.close()
            os.write(tell, b"%d" % os.waitpid(pid, 0)[1])
            return
        layers, missing = lock.attempt(made, home)
        line.sendall(json.dumps([layers, missing]).encode() + b"\n")
        try:
            said = [function(), ""]
        except OSError as error:
            said = [None, errno.errorcode.get(error.errno, type(error).__name__)]
        except BaseException as error:
            said = [None, type(error).__name__]
        line.sendall(json.dumps(said).encode() + b"\n")

    pid, line = forked(child)
    with line:
        try:
            lines = [json.loads(text) for text in everything(line).splitlines()]
        except TimeoutError:
            os.kill(pid, signal.SIGKILL)
            lines = [[[], []]]
    os.waitpid(pid, 0)
    os.close(tell)
    with open(told) as heard:
        status = int(heard.read() or -1)
    (layers, missing), (value, error) = [*lines, [None, "no answer"]][:2]
    return Said(value, error, layers, missing, status)


def threads_are_bounded():
    """For root only by a number that a namespace may have of its own, where it can be written."""
    pid_max = kernel.version() >= (6, 14) and os.access("/proc/sys/kernel/pid_max", os.W_OK)
    return pid_max or os.geteuid() != 0


def family(pid):
    """All that a process has started, and what they have, as far as it lives."""
    found = []
    with contextlib.suppress(OSError):
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            found += [int(child), *family(child)]
    return found


def running(pid):
    """Does it live, and not only as a zombie?"""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def gone(pids, seconds=5):
    """Have they all ended, or do they within so many seconds?"""
    until = time.monotonic() + seconds
    while any(map(running, pids)) and time.monotonic() < until:
        time.sleep(0.01)
    return not any(map(running, pids))


def everything(line):
    heard = bytearray()
    while part := line.recv(1 << 16):
        heard += part
    return bytes(heard)


def as_nobody(words):
    """Become nobody and run the words; never returns."""
    with_an_open_way()
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)
    os.environ["HOME"] = "/nonexistent"
    os.execv(words[0], words)


def with_an_open_way():
    """Let every user come to Python and the tests, in a view of the file system of our own."""
    kernel.libc("unshare", 0x00020000)  # our own view of the file system
    kernel.libc("mount", None, b"/", None, (1 << 14) | (1 << 18), None)
    here = Path(__file__).resolve().parents[2]
    for needed in {Path(sys.base_prefix), Path(sys.prefix), here}:
        _open_the_way(needed)


def _open_the_way(path):
    for parent in reversed(path.parents):
        if not parent.stat().st_mode & 1:
            place = os.open(path, os.O_PATH)
            kernel.libc("mount", b"way", os.fsencode(parent), b"tmpfs", 0, b"mode=755")
            path.mkdir(parents=True)
            source = b"/proc/self/fd/%d" % place
            kernel.libc("mount", source, os.fsencode(path), None, (1 << 12) | (1 << 14), None)
            return


if __name__ == "__main__":
    if sys.argv[1] == "--root":
        with_an_open_way()
        os.execv(sys.argv[2], sys.argv[2:])
    as_nobody(sys.argv[1:])
