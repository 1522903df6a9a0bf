"""The warm process: everything is loaded here once, and each submission gets a fork of it.

It is started by its path, sees no student's code, holds nothing secret, and has one thread: a
fork while others run would hang. In place of `autograder.check` a submission finds a stub whose
checks do nothing. Told what may be read in it, it moves into a home of its own (see `namespaces`)
before it says that it is ready. Asked "fork", it forks a child that serves one submission on a line
of its own; asked "end", it kills that child and tells how it went.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import json
import os
import pkgutil
import shutil
import signal
import socket
import sys
import tempfile
import threading
import time
import types
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograder.sandbox.namespaces import Home

LARGE = 2 << 20  # bytes
PATIENCE = 5.0  # seconds for the end of strays that start new ones
CLONE = Path(__file__).resolve().parents[3]


def package(name: str, folder: Path) -> None:
    """A package whose `__init__` is not run: only the modules that are asked for are loaded."""
    made = types.ModuleType(name)
    made.__path__ = [str(folder)]
    sys.modules[name] = made


def load() -> tuple[type[Home], Callable[[int, Home | None], None]]:
    """Import what lessons import, and the server; leave the stub in the place of autograder.

    What comes back makes a home, and serves one submission: it locks itself in as its first message
    says.
    """
    os.environ["MPLBACKEND"] = "agg"
    for name, folder in (("autograder", "autograder"), ("autograder.check", "autograder/check")):
        package(name, CLONE / folder)
    sys.path.append(str(CLONE))  # nnlib lies beside autograder

    import matplotlib.pyplot

    import nnlib

    for module in pkgutil.walk_packages(nnlib.__path__, "nnlib."):
        importlib.import_module(module.name)
    matplotlib.pyplot.show = lambda *_, **__: None  # drawn, if at all, at the end of the cell
    matplotlib.pyplot.close(matplotlib.pyplot.figure())  # finds its fonts
    from autograder.grading.inside.cells import Runner
    from autograder.grading.inside.memory import Lent
    from autograder.grading.inside.serve import Server
    from autograder.grading.inside.wire import WITH_PICTURES, Line
    from autograder.sandbox import lock
    from autograder.sandbox.namespaces import Home

    Runner().run("1 + 1", pictures=False)  # the first cell is the slow one
    tempfile.tempdir = None  # ours is none of theirs
    sys.path.remove(str(CLONE))
    for name in [name for name in sys.modules if name.split(".")[0] == "autograder"]:
        del sys.modules[name]
    _stub()

    def serve(fd: int, home: Home | None) -> None:
        end = socket.socket(fileno=fd)
        _show_clock(end)
        lent = Lent(end)
        line = Line(end, WITH_PICTURES)
        plan, _ = line.receive()
        line.send({"layers": lock.lock_in(lock.Plan(**{**plan, "keep": [fd]}), home)}, [])
        if plan["lesson"]:
            sys.path.append(plan["lesson"])
        Server(line, lent).serve()

    return Home, serve


def _show_clock(end: socket.socket) -> None:
    """Give the trusted side the file in which Linux counts how long we wait for a processor."""
    try:
        with open("/proc/self/schedstat", "rb") as file:
            socket.send_fds(end, [b"."], [file.fileno()])
    except OSError:
        end.send(b".")


def _stub() -> None:
    """`from autograder import check`: every check is there, and says nothing."""
    check = types.ModuleType("autograder.check")
    check.CheckFailed = type("CheckFailed", (AssertionError,), {})  # type: ignore[attr-defined]
    check.__getattr__ = lambda name: lambda *_, **__: None  # type: ignore[method-assign]
    outer = types.ModuleType("autograder")
    outer.check = check  # type: ignore[attr-defined]
    sys.modules.update({"autograder": outer, "autograder.check": check})


def main(control: socket.socket) -> None:
    """Load, move in where that is asked for, then serve until the trusted side hangs up."""
    control.set_inheritable(False)
    move_in, serve = load()
    adopt()
    if threading.active_count() > 1:
        raise SystemExit("the warm process has more than one thread")
    asked, _ = _hear(control)
    if asked is None:
        return
    home = move_in(asked["readable"], asked["files"]) if asked["contained"] else None
    gc.collect()
    gc.freeze()
    in_large_pages()
    _say(control, {"ready": True})
    for pid in fork_and_end(control, home, serve):
        end(pid)
    if not home:  # with one, all that is left ends as this process does
        end_strays(set())
    with contextlib.suppress(RecursionError):
        shutil.rmtree(asked["scratch"], ignore_errors=True)


def fork_and_end(
    control: socket.socket, home: Home | None, serve: Callable[[int, Home | None], None]
) -> set[int]:
    """Do what is asked until nobody asks any more; the children that are left."""
    children: set[int] = set()
    while True:
        asked, fds = _hear(control)
        if asked is None:
            return children
        if asked["do"] == "fork":
            pid = home.fork() if home else os.fork()
            if pid == 0:
                control.close()
                child(serve, fds[0], home)
            for fd in fds:
                os.close(fd)
            children.add(pid)
            _say(control, {"pid": pid})
            continue
        said = end(asked["pid"], asked["patience"])
        children.discard(asked["pid"])
        if home:
            home.clear(asked["pid"])
        else:
            end_strays(children)
        _say(control, said)


def end(pid: int, patience: float = 0.0) -> dict[str, int]:
    """Kill a child and all of its group, and bury it; let it die by itself for so many seconds."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None:
            break
        time.sleep(0.002)
    for kill in (os.killpg, os.kill):
        try:
            kill(pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            continue
    _, status, used = os.wait4(pid, 0)
    return {"status": status, "kilobytes": used.ru_maxrss}


def end_strays(children: set[int]) -> None:
    """Kill what a child started and set loose: its orphans have become ours (see `adopt`).

    None is waited for alone: meanwhile the others would start new ones.
    """
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            text = Path(f"/proc/self/task/{os.getpid()}/children").read_text()
        except OSError:
            return
        strays = set(map(int, text.split())) - children
        if not strays:
            return
        for pid in strays:
            os.kill(pid, signal.SIGKILL)  # ours and unburied, so it is still this one
            os.waitpid(pid, os.WNOHANG)
        time.sleep(0.0005)


def in_large_pages() -> None:
    """Have Linux keep our memory in pages of 2 MB, where it can: a fork copies one entry a page."""
    if sys.platform != "linux":
        return
    libc, collapse = ctypes.CDLL(None), 25  # MADV_COLLAPSE, from Linux 6.1; else it is refused
    for line in Path("/proc/self/maps").read_text().splitlines():
        span, rights, *_, name = f"{line} ".split(" ", 5)
        start, end = (int(number, 16) for number in span.split("-"))
        if rights == "rw-p" and name.strip() in ("", "[heap]") and end - start >= LARGE:
            libc.madvise(ctypes.c_void_p(start), ctypes.c_size_t(end - start), collapse)


def adopt() -> None:
    """On Linux, be the one to whom orphans of our children go, and not the machine."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER


def child(serve: Callable[[int, Home | None], None], fd: int, home: Home | None) -> None:
    """One submission. It never returns."""
    try:
        serve(fd, home)
    finally:
        os._exit(1)


def _hear(control: socket.socket) -> tuple[Any, list[int]]:
    data, fds, _, _ = socket.recv_fds(control, 1 << 16, 1)
    for fd in fds:
        os.set_inheritable(fd, False)
    while data:
        try:
            return json.loads(data), fds
        except ValueError:  # there is more of it
            more = control.recv(1 << 16)
            data = data + more if more else b""
    return None, fds


def _say(control: socket.socket, said: Any) -> None:
    control.send(json.dumps(said).encode())


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
