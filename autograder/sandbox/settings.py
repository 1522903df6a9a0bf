"""What a submission may use while it is graded. The defaults suit these lessons with room."""

from __future__ import annotations

import sysconfig
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.environment import ROOT

MB = 1_000_000


@dataclass(frozen=True)
class Settings:
    """All limits in one place; seconds are those in which the machine had time for us.

    After an answer that was overdue all that follow are due sooner: see `grading/patience.py`.
    """

    # Time. The slowest cell of a lesson needs a second, the slowest call some milliseconds.
    cell_seconds: float = 6.0  # one cell of the student's
    call_seconds: float = 2.0  # one call of a graded function, what it asks of us included
    question_seconds: float = 4.0  # all calls of one question; the slowest check takes 0.03
    answer_seconds: float = 5.0  # any other question to the student's side
    test_seconds: float = 30.0  # one test cell, what it computes itself included
    submission_seconds: float = 60.0  # all of it, restarts included
    cpu_seconds: int = 100  # of one student process

    # Space.
    memory: int = 1000 * MB  # over what the warm process maps already
    file_size: int = 20 * MB  # of one file
    scratch: int = 64 * MB  # of all files, where the machine lets us set it
    inodes: int = 2000  # files, likewise
    open_files: int = 64
    processes: int = 64  # threads count; new processes are refused where the machine lets us

    # Patience.
    restarts: int = 12  # after a crash or a timeout the student's cells are run again

    # Figures are drawn only when a person will look at them: it is most of the time.
    pictures: bool = False

    def plan(self, layers: Sequence[str], folder: str, lesson: str = "") -> dict[str, object]:
        """What the student's process is told about its own lock.

        folder : to work in; "" where a layer sees to that
        lesson : where the files beside the lesson are; "" where there are none
        """
        return {
            "layers": list(layers),
            "folder": folder or "/",
            "lesson": lesson,
            "environment": {"TMPDIR": folder} if folder else {},
            "readable": [*readable(), *([lesson] if lesson else [])],
            "memory": self.memory,
            "cpu_seconds": self.cpu_seconds,
            "file_size": self.file_size,
            "open_files": self.open_files,
            "processes": self.processes,
            "marked": True,
            "tmp_size": self.scratch,
            "tmp_inodes": self.inodes,
        }


def readable() -> list[str]:
    """What a student's code may read: Python, its packages, the system's libraries, our fonts."""
    paths = sysconfig.get_paths()
    ours = [paths["stdlib"], paths["platstdlib"], paths["purelib"], paths["platlib"]]
    # Conda keeps libraries that Python loads late, such as that of ssl, beside Python's own folder.
    beside = str(Path(paths["stdlib"]).parent)
    fonts = str(ROOT / "nnlib/pictures/fonts")  # without them each first picture looks for others
    wanted = [*ours, beside, fonts, "/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/localtime"]
    return list(dict.fromkeys(path for path in wanted if Path(path).exists()))
