"""The trusted side's end of the line to one submission's process.

A `Side` is one submission: it runs cells over there, asks for names, makes calls. If that process
dies or is overdue it is ended, and the next question is answered by a new one that has run the
same cells.
"""

from __future__ import annotations

import math
import os
import shutil
import signal
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.grading.inside.memory import Memory
from autograder.grading.inside.wire import WITH_PICTURES, Broken, Late, Limits, Line, Message
from autograder.grading.nursery import NoProcess, Nursery
from autograder.grading.patience import Clock, Deadline, Patience
from autograder.sandbox import another
from autograder.sandbox.mounts import BESIDE
from autograder.sandbox.scratch import remove
from autograder.sandbox.settings import MB, Settings

DYING = 0.3  # seconds between the line's end and the process's, which tells why


class Ended(Exception):
    """The student's process came to an end; the text is a sentence on why."""

    def __init__(self, sentence: str, late: bool = False) -> None:
        super().__init__(sentence)
        self.late = late


@dataclass
class Side:
    """One submission.

    locked : the locks that are really in force, at least those that the nursery wishes for
    """

    nursery: Nursery
    settings: Settings
    locked: list[str] = field(default_factory=list)
    cells: list[tuple[str, bool, float]] = field(default_factory=list)  # run again after an end
    starts: int = 0
    kilobytes: int = 0
    line: Line | None = None
    pid: int = 0
    memory: Memory | None = None  # in which the arguments of its calls lie
    folder: str = ""  # to work in, where no lock makes one and some file has to be in it

    def __post_init__(self) -> None:
        self.clock = Clock()
        self.patience = Patience(self.settings, self.clock)

    def __enter__(self) -> Side:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            if self.line is not None:
                self._end()
        finally:
            self.clock.close()

    def run(
        self, source: str, pictures: bool = False, own: bool = False, known: float = 0.0
    ) -> dict[str, Any]:
        """Run a cell: what it showed and how it failed. One that ends the process is left out.

        own : is it one of the lesson's own, with no line of the student's?
        known : the seconds that it took before, where it is run once more
        """
        self.patience.begin(self.settings.cell_seconds, known)
        text = source.encode("utf-8", "replace")
        head, _ = self.ask({"do": "cell", "pictures": pictures, "own": own}, [text], math.inf)
        self.cells.append((source, own, time.monotonic() - self.patience.step.began))
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
            self.patience.go_on()
        assert self.line is not None
        left = self.patience.deadline(limit)
        try:
            self.line.send(said, buffers, left)
            while True:
                message = self.line.receive(left)
                if not isinstance(message[0], dict):
                    raise Broken("an answer that is none")
                reply = answer(message)
                if reply is None:
                    return message
                self.line.send(*reply, left)
        except Late:
            late = self._overdue(limit)
            self.patience.overdue += 1
            self._end()
            raise Ended(late, late=True) from None
        except Broken as broken:
            status = self._end(patience=DYING)
            raise Ended(_why(status, str(broken), self.settings)) from None

    def give_up(self) -> None:
        """End the process in the middle of an exchange; whoever asks next gets a new one."""
        if self.line is not None:
            self._end()

    def refuse(self, why: str) -> Ended:
        """End the process because of what it said; the error to raise."""
        self._end()
        return Ended(f"Your code's process sent what is no answer: {why}.")

    def _start(self) -> None:
        """A new process, locked in, that has run all cells so far."""
        if self.patience.whole() <= 0:
            raise Ended(self._overdue(0), late=True)
        if self.starts > self.settings.restarts:
            raise Ended("Your code ended the program too often; the rest was not run.")
        self.pid, end = self.nursery.fork()
        self.folder = self.nursery.folder()
        self.starts += 1
        self.line = Line(end, WITH_PICTURES if self.settings.pictures else Limits())
        try:
            if self.folder:
                _lay_out(self.nursery.files, Path(self.folder))
            self._lock_in(self.line)
        except (Late, Broken, OSError, KeyError, TypeError) as error:
            self._end()
            raise NoProcess(f"a student's process could not be locked in: {error}") from None
        cells, self.cells = self.cells, []
        for number, (source, own, took) in enumerate(cells, 1):
            try:
                self.run(source, own=own, known=took)
            except Ended:
                self.cells += cells[number:]
                raise

    def _lock_in(self, line: Line) -> None:
        """What is said before any code of theirs has run: its clock, and the locks in force."""
        line.end.settimeout(self.settings.answer_seconds)
        for file in socket.recv_fds(line.end, 1, 1)[1]:
            self.clock.watch(file)
        line.end.settimeout(None)
        self.memory = Memory(line.end)
        layers, left = self.nursery.layers, Deadline(self.settings.answer_seconds, self.clock)
        files = self.nursery.files
        lesson = (BESIDE if "namespaces" in layers else self.folder) if files else ""
        line.send(self.settings.plan(layers, self.folder, lesson), [], left)
        self.locked = [str(layer) for layer in line.receive(left)[0]["layers"]]
        if not set(layers) <= set(self.locked):
            raise Broken(f"only {', '.join(self.locked) or 'nothing'} is in force")

    def _end(self, patience: float = 0.0) -> int:
        assert self.line is not None
        self.line.close()
        self.line = None
        if self.memory is not None:
            self.memory.close()
            self.memory = None
        self.clock.stop()
        try:
            ended = self.nursery.end(self.pid, patience)
        finally:
            if self.folder:
                remove(self.folder)
            if "user" in self.nursery.layers:
                another.sweep(self.pid)
        self.kilobytes = max(self.kilobytes, ended["kilobytes"])
        return ended["status"]

    def _overdue(self, limit: float) -> str:
        patience = self.patience
        if patience.whole() <= 0:
            return f"The notebook took more than {patience.whole.seconds:g} s in all."
        if limit < math.inf and patience.step() <= 0:
            return f"All calls of this question took more than {patience.step.seconds:.2g} s."
        limit = min(patience.shrunk(limit), patience.step.seconds)
        return f"It did not come back within {limit:.2g} s. Is there a loop that never ends?"


def _lay_out(files: Mapping[str, Path], folder: Path) -> None:
    """Copy the files beside a lesson into a student's own folder; they are there to be read."""
    for name, path in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, folder / name)
        (folder / name).chmod(0o444)


def _why(status: int, broken: str, settings: Settings) -> str:
    """A sentence on how a process ended that nobody ended."""
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) != signal.SIGKILL:
        number = os.WTERMSIG(status)
        if number == signal.SIGXCPU:
            return f"Your code used more than {settings.cpu_seconds} s of the processor."
        name = signal.Signals(number).name if number in set(signal.Signals) else str(number)
        return f"Your code crashed the interpreter ({name})."
    if "cut" in broken or "closed" in broken:
        memory = f"{settings.memory / MB:,.0f} MB"
        return f"Your code ended the program, or was ended for using more than {memory}."
    return f"Your code's process sent what is no answer: {broken}."
