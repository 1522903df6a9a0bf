"""The warm process: everything is loaded here once, and each submission gets a fork of it.

It is started by its path, sees no student's code, holds nothing secret, and has one thread: a
fork while others run would hang. In place of `autograder.check` a submission finds a stub whose
checks do nothing. Asked "fork", it forks a child that serves one submission on a line of its own;
asked "end", it kills that child and tells how it went.
"""

from __future__ import annotations

import ctypes
import importlib
import json
import os
import pkgutil
import signal
import socket
import sys
import threading
import time
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

LARGE = 2 << 20  # bytes
PATIENCE = 5.0  # seconds for the end of strays that start new ones
CLONE = Path(__file__).resolve().parents[3]


def package(name: str, folder: Path) -> None:
    """A package whose `__init__` is not run: only the modules that are asked for are loaded."""
    made = types.ModuleType(name)
    made.__path__ = [str(folder)]
    sys.modules[name] = made


def load() -> Callable[[int], None]:
    """Import what lessons import, and the server; leave the stub in the place of autograder.

    What comes back serves one submission: it locks itself in as its first message says.
    """
    os.environ["MPLBACKEND"] = "agg"
    for name, folder in (("autograder", "autograder"), ("autograder.check", "autograder/check")):
        package(name, CLONE / folder)
    sys.path.append(str(CLONE))  # nnlib lies beside autograder

    import matplotlib.pyplot

    import nnlib

    for module in pkgutil.iter_modules(nnlib.__path__, "nnlib."):
        importlib.import_module(module.name)
    matplotlib.pyplot.show = lambda *_, **__: None  # drawn, if at all, at the end of the cell
    matplotlib.pyplot.close(matplotlib.pyplot.figure())  # finds its fonts
    from autograder.grading.inside import lock
    from autograder.grading.inside.cells import Runner
    from autograder.grading.inside.serve import Server
    from autograder.grading.inside.wire import Limits, Line

    Runner().run("1 + 1", pictures=False)  # the first cell is the slow one
    sys.path.remove(str(CLONE))
    for name in [name for name in sys.modules if name.split(".")[0] == "autograder"]:
        del sys.modules[name]
    _stub()

    def serve(fd: int) -> None:
        line = Line(socket.socket(fileno=fd), Limits())
        plan, _ = line.receive()
        line.send({"layers": lock.lock_in(lock.Plan(**{**plan, "keep": [fd]}))}, [])
        Server(line).serve()

    return serve


def _stub() -> None:
    """`from autograder import check`: every check is there, and says nothing."""
    check = types.ModuleType("autograder.check")
    check.CheckFailed = type("CheckFailed", (AssertionError,), {})  # type: ignore[attr-defined]
    check.__getattr__ = lambda name: lambda *_, **__: None  # type: ignore[method-assign]
    outer = types.ModuleType("autograder")
    outer.check = check  # type: ignore[attr-defined]
    sys.modules.update({"autograder": outer, "autograder.check": check})


def main(control: socket.socket) -> None:
    """Fork and end children until the trusted side hangs up."""
    import gc

    serve = load()
    adopt()
    if threading.active_count() > 1:
        raise SystemExit("the warm process has more than one thread")
    gc.collect()
    gc.freeze()
    in_large_pages()
    children: set[int] = set()
    _say(control, {"ready": True})
    while True:
        asked, fds = _hear(control)
        if asked is None:
            break
        if asked["do"] == "fork":
            pid = os.fork()
            if pid == 0:
                control.close()
                child(serve, fds[0])
            for fd in fds:
                os.close(fd)
            children.add(pid)
            _say(control, {"pid": pid})
        else:
            said = end(asked["pid"], asked["patience"])
            children.discard(asked["pid"])
            end_strays(children, 0.0 if asked["contained"] else PATIENCE)
            _say(control, said)
    for pid in children:
        end(pid)
    end_strays(set(), PATIENCE)


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


def end_strays(children: set[int], patience: float) -> None:
    """Kill what a child started and set loose: its orphans have become ours (see `adopt`).

    None is waited for alone: the first of a namespace ends only after all others are buried. What
    lived in a namespace dies with it; without patience it is buried by the next call.
    """
    until = time.monotonic() + patience
    while True:
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
        if time.monotonic() >= until:
            return
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


def child(serve: Callable[[int], None], fd: int) -> None:
    """One submission. It never returns."""
    try:
        serve(fd)
    finally:
        os._exit(1)


def _hear(control: socket.socket) -> tuple[Any, list[int]]:
    data, fds, _, _ = socket.recv_fds(control, 4096, 1)
    return (json.loads(data) if data else None), fds


def _say(control: socket.socket, said: Any) -> None:
    control.send(json.dumps(said).encode())


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
