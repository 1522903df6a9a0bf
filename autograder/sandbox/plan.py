"""What a student's process may have and which locks are wished for, in plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

LAYERS = ("limits", "namespaces", "landlock", "seccomp")
MB = 1_000_000


@dataclass(frozen=True)
class Plan:
    """The plan of one lock; it can travel as JSON."""

    readable: Sequence[str]  # files and folders: Python, its packages, the system's libraries
    keep: Sequence[int]  # numbers of the open files that stay open
    layers: Sequence[str] = LAYERS
    folder: str = "/"  # the working folder where there are no namespaces to make a private one
    lesson: str = ""  # where the files that lie beside the lesson are, if there are any
    environment: Mapping[str, str] = field(default_factory=dict)
    memory: int = 1000 * MB  # bytes over what the process maps already
    cpu_seconds: int = 100
    file_size: int = 20 * MB
    open_files: int = 64
    processes: int = 64  # threads count
    marked: bool = False  # can it be found again, should it get loose?
    stack: int = 8 * MB
    tmp_size: int = 64 * MB
    tmp_inodes: int = 2000
