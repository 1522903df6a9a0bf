"""The warm process, seen from the trusted side: it is started here, and has a fork for everybody."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

WARM = Path(__file__).parent / "inside" / "warm.py"
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
START = 60.0  # seconds for the imports of the warm process


class NoProcess(Exception):
    """Our own side failed: no student's process could be had. Nothing is the student's fault."""


class Nursery:
    """The warm process. Use as a context manager; one for each worker."""

    def __init__(self) -> None:
        self.warm: subprocess.Popen[bytes] | None = None

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

    def end(self, pid: int, patience: float = 0.0, contained: bool = False) -> dict[str, int]:
        """End a submission's process, after the seconds in which it may still end by itself.

        contained : all that it started lives in a namespace of its own, and dies with it
        """
        said = {"do": "end", "pid": pid, "patience": patience, "contained": contained}
        ended: dict[str, int] = self._ask(said)
        return ended

    def close(self) -> None:
        """End the warm process and all that it forked."""
        if self.warm is not None:
            self.control.close()
            try:
                self.warm.wait(5)
            except subprocess.TimeoutExpired:
                self.warm.kill()
                self.warm.wait()
            if self.warm.stderr is not None:
                self.warm.stderr.close()
            self.warm = None

    def _ask(self, said: dict[str, Any], fd: int | None = None) -> Any:
        if self.warm is None or self.warm.poll() is not None:
            self.close()
            self._start()
        try:
            socket.send_fds(self.control, [json.dumps(said).encode()], [] if fd is None else [fd])
            answer = self.control.recv(4096)
        except OSError:
            answer = b""
        if not answer:
            self.close()
            raise NoProcess("the warm process ended")
        return json.loads(answer)

    def _start(self) -> None:
        self.control, theirs = socket.socketpair()
        self.control.settimeout(START)
        kept = {k: v for k, v in os.environ.items() if k in ("LANG", "LC_ALL", "SYSTEMROOT")}
        self.warm = subprocess.Popen(
            [sys.executable, "-I", str(WARM), str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            env={**kept, **dict.fromkeys(THREADS, "1"), "MPLBACKEND": "agg"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        theirs.close()
        if not self.control.recv(4096):
            _, said = self.warm.communicate()
            self.warm = None
            last = (said.decode(errors="replace").strip().splitlines() or ["it said nothing"])[-1]
            raise NoProcess(f"the warm process could not start: {last}")


@dataclass
class Side:
    """One submission.

    layers : the locks that are wished for; `locked` are those really in force
    """

    nursery: Nursery
    settings: Settings
    layers: Sequence[str]
    locked: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)  # run so far, to be run again after an end
    starts: int = 0
    kilobytes: int = 0
    line: Line | None = None
    pid: int = 0
    folder: str = ""
    until: float = 0.0

    def __post_init__(self) -> None:
        self.until = time.monotonic() + self.settings.submission_seconds

    def __enter__(self) -> Side:
        return self

    def __exit__(self, *_: object) -> None:
        if self.line is not None:
            self._end()

    def run(self, source: str, pictures: bool = False) -> dict[str, Any]:
        """Run a cell: what it showed and how it failed. One that ends the process is left out."""
        said = {"do": "cell", "source": source, "pictures": pictures}
        head, _ = self.ask(said, [], self.settings.cell_seconds)
        self.cells.append(source)
        return dict(head)

    def ask(
        self,
        said: dict[str, Any],
        buffers: list[bytes],
        seconds: float | None = None,
        answer: Callable[[Message], Message | None] = lambda message: None,
    ) -> Message:
        """Say something and wait for the answer.

        answer : what to say to a message that is a question of theirs; None where it is none
        """
        limit = self.settings.answer_seconds if seconds is None else seconds
        if self.line is None:
            self._start()
        assert self.line is not None
        until = min(time.monotonic() + limit, self.until)
        try:
            self.line.send(said, buffers, until)
            while True:
                message = self.line.receive(until)
                if not isinstance(message[0], dict):
                    raise Broken("an answer that is none")
                reply = answer(message)
                if reply is None:
                    return message
                self.line.send(*reply, until)
        except Late:
            self._end()
            raise Ended(self._overdue(limit), late=True) from None
        except Broken as broken:
            status = self._end(patience=DYING)
            raise Ended(_why(status, str(broken), self.settings)) from None

    def refuse(self, why: str) -> Ended:
        """End the process because of what it said; the error to raise."""
        self._end()
        return Ended(f"Your code's process sent what is no answer: {why}.")

    def _start(self) -> None:
        """A new process, locked in, that has run all cells so far."""
        if time.monotonic() > self.until:
            raise Ended(self._overdue(0), late=True)
        if self.starts > self.settings.restarts:
            raise Ended("Your code ended the program too often; the rest was not run.")
        self.folder = tempfile.mkdtemp(prefix="graded-")  # to work in, where it has no own tmp
        self.pid, end = self.nursery.fork()
        self.starts += 1
        self.line = Line(end, Limits())
        try:
            until = time.monotonic() + self.settings.answer_seconds
            self.line.send(self.settings.plan(self.layers, self.folder), [], until)
            self.locked = [str(layer) for layer in self.line.receive(until)[0]["layers"]]
            if not set(self.layers) <= set(self.locked):
                raise Broken(f"only {', '.join(self.locked) or 'nothing'} is in force")
        except (Late, Broken, KeyError, TypeError) as error:
            self._end()
            raise NoProcess(f"a student's process could not be locked in: {error}") from None
        cells, self.cells = self.cells, []
        for number, source in enumerate(cells, 1):
            try:
                self.run(source)
            except Ended:
                self.cells += cells[number:]
                raise

    def _end(self, patience: float = 0.0) -> int:
        assert self.line is not None
        self.line.close()
        self.line = None
        ended = self.nursery.end(self.pid, patience, "namespaces" in self.locked)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.kilobytes = max(self.kilobytes, ended["kilobytes"])
        return ended["status"]

    def _overdue(self, limit: float) -> str:
        if time.monotonic() >= self.until:
            return f"The notebook took more than {self.settings.submission_seconds:g} s in all."
        return f"It did not come back within {limit:g} s. Is there a loop that never ends?"
