"""What is to be graded, and by what: one word for the work of a student, one for the grader.

Whoever only hands out work needs no more than this: neither the checks nor numpy.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from autograder.course.limits import LIMITS
from autograder.course.names import shown
from autograder.course.slip import SLIP
from autograder.environment import ROOT, CommandFailed
from autograder.grading.verdicts import Record
from autograder.lesson.beside import beside_hash
from autograder.sandbox.settings import Settings

LONGEST = 200  # bytes of a student's name
ROOMS = ("check", "exercises", "grading", "lesson", "sandbox")
OURS = "Grading it failed on our side ({}). The same command tries it again."
DECIDES = (*(f"autograder/{room}" for room in ROOMS), "nnlib")  # folders whose code decides


@dataclass(frozen=True)
class Job:
    """One submission to grade.

    source : the instructor's notebook
    seeds : the file with the seeds of the course, or of this run
    own_inputs : has every student inputs of their own?
    """

    student: str
    lesson: str
    source: Path
    submitted: Path
    seeds: Path
    settings: Settings
    layers: tuple[str, ...]
    grader: str
    own_inputs: bool = False

    @property
    def work(self) -> str:
        """Hash of what was handed in."""
        return work_hash(self.submitted)


def not_graded(job: Job, why: str, *, again: bool = False) -> Record:
    """The record of a submission for which there are no verdicts.

    again : it was our fault, and the next run is to try anew
    """
    record = Record(job.student, job.lesson, grader=job.grader, graded=now(), problem=why)
    record.work = "" if again else job.work
    return record


def now() -> str:
    """The time by this machine's clock, the one clock that counts."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def submissions(course: Path, lesson: str) -> list[tuple[str, Path]]:
    """(student, folder of what was handed in) for a lesson, by student.

    One that we may not look into is among them: whoever grades it says so.
    """
    return [(name, path) for name, path in _folders(course, lesson) if is_name(name)]


def _folders(course: Path, lesson: str) -> list[tuple[str, Path]]:
    try:
        names = sorted(os.listdir(course / "submitted"))
    except (FileNotFoundError, NotADirectoryError):
        return []
    paths = ((name, course / "submitted" / name / lesson) for name in names)
    return [(name, path) for name, path in paths if _is_there(path)]


def _is_there(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except PermissionError:
        return True
    except OSError:
        return False


def asked_for(asked: Sequence[str] | None, known: Iterable[str]) -> None:
    """Refuse a student who handed nothing in: nothing done is not what was asked for."""
    there = set(known)
    for name in asked or ():
        if name not in there:
            close = get_close_matches(name, sorted(there), 3)
            hint = f"Did you mean {' or '.join(close)}?" if close else "Look in submitted."
            raise CommandFailed(f"there is no submission of {shown(name)} here. {hint}")


def nameless(course: Path, lesson: str) -> list[str]:
    """Folders that lie where students' lie and whose names can be those of no student."""
    return [shown(name) for name, _ in _folders(course, lesson) if not is_name(name)]


def is_name(text: str) -> bool:
    """Could a student, and the files about them, be called so?"""
    return text.isprintable() and len(os.fsencode(text)) <= LONGEST


def work_hash(submitted: Path) -> str:
    """One word for what was handed in, and when, not by whom; also where not all can be read."""
    digest = hashlib.sha256()
    for folder, folders, files in os.walk(submitted, onerror=lambda error: digest.update(b"?")):
        folders.sort()
        for path in (Path(folder, name) for name in sorted(files) if name != SLIP):
            if (content := _content_hash(path)) is not None:
                digest.update(os.fsencode(path.relative_to(submitted).as_posix()) + b"\0")
                digest.update(content)
    return digest.hexdigest()[:16]


def _content_hash(path: Path) -> bytes | None:
    """Of a file that is too large to be graded, its size says enough; None for what is no file."""
    try:
        found = path.lstat()
        if not stat.S_ISREG(found.st_mode):
            return None
        content = path.read_bytes() if found.st_size <= LIMITS.notebook else b"%d" % found.st_size
    except OSError as error:  # nobody lets us; whoever grades it says so
        content = b"%d" % (error.errno or 0)
    return hashlib.sha256(content).digest()


def grader_hash(
    source: Path, seeds: Path, lesson: str, settings: Settings, own_inputs: bool = False
) -> str:
    """One word for all that decides on our side."""
    digest = hashlib.sha256(code_hash().encode())
    seed = json.loads(seeds.read_text(encoding="utf-8")).get(lesson)
    digest.update(source.read_bytes())
    digest.update(beside_hash(source))
    digest.update(_hash_of(source.parent.parent / "exercises"))  # of the instructor's own, if any
    own = ["own inputs"] if own_inputs else []
    digest.update(json.dumps([seed, asdict(settings), *own]).encode())
    return digest.hexdigest()[:16]


@cache
def code_hash() -> str:
    """One word for our code that decides, on this machine."""
    return b"".join(_hash_of(ROOT / folder) for folder in DECIDES).hex()


def _hash_of(folder: Path) -> bytes:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.digest()
