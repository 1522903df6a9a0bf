"""What runs in a worker of a Dask cluster: it knows its machine, and has clerks who grade there.

Every thread of the worker has a clerk, a process of its own: student code is locked in from a
process with one thread, and what may end a clerk ends no worker. The lesson and its seed lie in the
worker's own folder, which nobody else may enter, for as long as the worker lives.
"""

from __future__ import annotations

import pickle
import socket
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock

from autograder.environment import ROOT
from autograder.grading.jobs import code_hash
from autograder.grading.parcel import Parcel, unpacked
from autograder.sandbox.probe import Probe

__all__ = ["DIED", "NO_KIT", "Machine", "grade", "introduce"]

DIED, NO_KIT = b"", None  # the clerk ended over it; what it is graded with has to be sent along
ENDED = "the process that is to grade there ended as it began, with {}; why, the worker's log says"

_free: list[Clerk] = []  # clerks who have nothing to do
_one_at_a_time = Lock()


@dataclass(frozen=True)
class Machine:
    """Where a worker runs: the machine's name, one word for our code there, and how it locks in."""

    host: str
    code: str
    seen: Probe


class Clerk:
    """A process that grades here; it serves the first kit that it is handed, and no other."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "autograder.grading.clerk", str(theirs.fileno()), _place()],
                pass_fds=[theirs.fileno()],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )
        self.line, self.kit = Connection(ours.detach()), ""
        try:
            self.seen: Probe = self.line.recv()
        except EOFError:
            raise OSError(ENDED.format(self.process.wait())) from None

    def graded(self, parcel: Parcel) -> bytes:
        """What came of it; an OSError or EOFError where the process has ended."""
        self.kit = parcel.grader
        self.line.send((parcel, Path(_place(), self.kit)))
        return self.line.recv_bytes()

    def end(self) -> None:
        self.line.close()
        self.process.kill()
        self.process.wait()


def introduce() -> Machine:
    """What this machine is; its first clerk is ready then."""
    with _one_at_a_time:
        _place()
    clerk = Clerk()
    _free.append(clerk)
    return Machine(socket.gethostname(), code_hash(), clerk.seen)


def grade(packed: bytes, kit: bytes | None) -> bytes | None:
    """Grade a submission; its kit comes along where it is not believed to be here."""
    parcel: Parcel = pickle.loads(packed)
    with _one_at_a_time:
        place = Path(_place(), parcel.grader)
        if kit is not None:
            unpacked(kit, place)
    if not place.exists():
        return NO_KIT
    clerk = _clerk_for(parcel.grader)
    try:
        said = clerk.graded(parcel)
    except (OSError, EOFError):
        clerk.end()
        return DIED
    _free.append(clerk)
    return said


def _clerk_for(kit: str) -> Clerk:
    """One who serves this kit, or none yet; who serves another makes room for somebody new."""
    with _one_at_a_time:
        for clerk in sorted(_free, key=lambda clerk: (clerk.kit != kit, clerk.kit)):
            _free.remove(clerk)
            if clerk.kit in (kit, "") and clerk.process.poll() is None:
                return clerk
            clerk.end()
            break
    return Clerk()


@cache
def _place() -> str:
    """A folder of this worker's that nobody else may enter."""
    from distributed import get_worker

    return tempfile.mkdtemp(prefix="graded-", dir=get_worker().local_directory)
