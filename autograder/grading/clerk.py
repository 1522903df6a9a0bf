"""A process on another machine that grades what it is handed, one submission after the other.

    python -m autograder.grading.clerk FD PLACE

Before it takes any it looks how well this machine locks students' code in, and says so. It ends
with the one who started it.
"""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from autograder.course.lessons import EXERCISES
from autograder.grading.parcel import LESSONS, Parcel, answers, job_in
from autograder.grading.work import begin, do, done
from autograder.sandbox.layers import LAYERS
from autograder.sandbox.probe import probe


def main(fd: int, place: Path) -> None:
    """Say what was seen; then a parcel and the folder of its kit come, and an answer goes back."""
    begin()
    line = Connection(fd)
    seen = probe(LAYERS, [place])
    with suppress(EOFError, OSError):
        line.send(seen)
        while True:
            parcel, kit = line.recv()
            line.send_bytes(_graded(parcel, kit, tuple(seen.layers)))
    done()


def _graded(parcel: Parcel, kit: Path, layers: tuple[str, ...]) -> bytes:
    own = kit / LESSONS / "exercises"
    if own.is_dir():
        os.environ[EXERCISES] = str(own)
    with tempfile.TemporaryDirectory(dir=kit.parent) as folder:
        return answers(*do(job_in(parcel, kit, Path(folder), layers)))


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
