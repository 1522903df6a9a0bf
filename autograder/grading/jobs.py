"""What is to be graded, and by what: one word for the work of a student, one for the grader.

Whoever only hands out work needs no more than this: neither the checks nor numpy.
"""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from autograder.grading.settings import Settings
from autograder.install import ROOT

DECIDES = ("autograder/check", "autograder/grading", "nnlib")  # folders whose code decides


@dataclass(frozen=True)
class Job:
    """One submission to grade.

    source : the instructor's notebook
    seeds : the file with the seeds of the course, or of this run
    """

    student: str
    lesson: str
    source: Path
    submitted: Path
    seeds: Path
    settings: Settings
    layers: tuple[str, ...]
    grader: str

    @property
    def work(self) -> str:
        """Hash of what was handed in."""
        return work_hash(self.submitted)


def now() -> str:
    """The time by this machine's clock, the one clock that counts."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def submissions(course: Path, lesson: str) -> list[tuple[str, Path]]:
    """(student, folder of what was handed in) for a lesson, by student."""
    folders = (course / "submitted").glob(f"*/{lesson}")
    return sorted((f.parent.name, f) for f in folders if f.is_dir())


def work_hash(submitted: Path) -> str:
    """One word for all that a student handed in, and when."""
    digest = hashlib.sha256()
    for path in sorted(p for p in submitted.rglob("*") if p.is_file() and not p.is_symlink()):
        digest.update(path.relative_to(submitted).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def grader_hash(source: Path, seeds: Path, lesson: str, settings: Settings) -> str:
    """One word for all that decides on our side."""
    digest = hashlib.sha256(_code_hash().encode())
    seed = json.loads(seeds.read_text(encoding="utf-8")).get(lesson)
    digest.update(source.read_bytes())
    digest.update(json.dumps([seed, asdict(settings)]).encode())
    return digest.hexdigest()[:16]


@cache
def _code_hash() -> str:
    digest = hashlib.sha256()
    for folder in DECIDES:
        for path in sorted((ROOT / folder).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()
