"""The warm process, seen from the trusted side: started here, it has a fork for everybody."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.sandbox import another
from autograder.sandbox.scratch import Scratch
from autograder.sandbox.settings import readable
from autograder.sandbox.strays import end_strays

WARM = Path(__file__).parent / "inside" / "warm.py"
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
START = 60.0  # seconds for the imports of the warm process


class NoProcess(Exception):
    """Our own side failed: no student's process could be had. Nothing is the student's fault."""


class Nursery:
    """The warm process. Use as a context manager; one for each worker.

    layers : the locks that are wished for on all that are forked
    files : those beside the lesson, by their paths from there; all that are forked may read them
    """

    def __init__(self, layers: Sequence[str] = (), files: Mapping[str, Path] | None = None) -> None:
        self.layers, self.files = layers, files or {}
        self.warm: subprocess.Popen[bytes] | None = None
        self.scratch: Scratch | None = None

    def __enter__(self) -> Nursery:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def fork(self) -> tuple[int, socket.socket]:
        """A new process for a submission: its number and our end of its line."""
        ours, theirs = socket.socketpair()
        try:
            pid = self._ask({"do": "fork"}, theirs.fileno())["pid"]
        except BaseException:
            ours.close()
            raise
        finally:
            theirs.close()
        return pid, ours

    def end(self, pid: int, patience: float = 0.0) -> dict[str, int]:
        """End a submission's process, after the seconds in which it may still end by itself.

        Where the warm process is gone so is the child, and its number may be somebody else's.
        """
        ended: dict[str, int] = self._ask({"do": "end", "pid": pid, "patience": patience})
        return ended

    def close(self) -> None:
        """End the warm process and all that it forked."""
        if self.warm is not None:
            self.control.close()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.warm.wait(5)
            self.warm.kill()
            if self.warm.wait() != 0:  # what it was to end has lost it
                end_strays()
            if self.warm.stderr is not None:
                self.warm.stderr.close()
            self.warm = None
        if self.scratch is not None:
            self.scratch.close()
            self.scratch = None

    def folder(self) -> str:
        """An empty folder to work in, where no lock gives the process one of its own; or ""."""
        return self.scratch.folder() if self.scratch is not None else ""

    def _alive(self) -> bool:
        return self.warm is not None and self.warm.poll() is None

    def _ask(self, said: dict[str, Any], fd: int | None = None) -> Any:
        if not self._alive():
            self.close()
            if said["do"] == "end":
                raise NoProcess("the warm process ended")
            self._start()
        try:
            socket.send_fds(self.control, [json.dumps(said).encode()], [] if fd is None else [fd])
            answer = self.control.recv(4096)
        except OSError:
            answer = b""
        except BaseException:  # an alarm: what is still to come answers no later question
            self.close()
            raise
        if not answer:
            self.close()
            raise NoProcess("the warm process ended")
        return json.loads(answer)

    def _start(self) -> None:
        end_strays()  # of one that was killed before it could
        if "user" in self.layers:
            another.sweep_all()
        self.scratch = Scratch()
        self.control, theirs = socket.socketpair()
        self.control.settimeout(START)
        kept = {k: v for k, v in os.environ.items() if k in ("LANG", "LC_ALL", "SYSTEMROOT")}
        self.warm = subprocess.Popen(
            [sys.executable, "-I", str(WARM), str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            env={**kept, **dict.fromkeys(THREADS, "1"), "TMPDIR": str(self.scratch.path)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        theirs.close()
        said = {
            "contained": "namespaces" in self.layers,
            "readable": readable(),
            "scratch": str(self.scratch.path),
            "files": {name: str(path) for name, path in self.files.items()},
        }
        try:
            self.control.sendall(json.dumps(said).encode())
            ready = self.control.recv(4096)
        except OSError:  # it died, or took too long
            self.warm.kill()
            ready = b""
        if not ready:
            self.control.close()
            _, error = self.warm.communicate()
            self.warm = None
            self.close()
            last = (error.decode(errors="replace").strip().splitlines() or ["it said nothing"])[-1]
            raise NoProcess(f"the warm process could not start: {last}")
        # The locks see to a folder, or leave none to write in; files beside a lesson need one.
        if "namespaces" in self.layers or ("landlock" in self.layers and not self.files):
            self.scratch.close()
            self.scratch = None
