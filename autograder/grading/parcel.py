"""What travels to another machine and back as data: what to grade, with what, what came of it.

A parcel is the work of one student; its kit is all that this collection does not bring along: the
lesson, the files beside it, an instructor's own exercises, and this lesson's seed, no other.
"""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from autograder.grading.handed_in import handed_in
from autograder.grading.jobs import Job
from autograder.grading.verdicts import Record, record_of
from autograder.lesson.beside import beside
from autograder.sandbox.settings import Settings

__all__ = ["Parcel", "answered", "answers", "job_in", "kit_of", "packed", "unpacked"]

LESSONS, SEEDS = "notebooks", "seeds.json"


@dataclass(frozen=True)
class Parcel:
    """One submission on its way; what it is graded with has the name of its grader."""

    student: str
    lesson: str
    notebook: bytes
    settings: Settings
    grader: str
    own_inputs: bool


def packed(job: Job) -> Parcel:
    """A submission, made ready to travel; a LessonError where there is nothing to read."""
    return Parcel(job.student, job.lesson, handed_in(job), job.settings, job.grader, job.own_inputs)


def kit_of(job: Job) -> bytes:
    """What it takes to grade a lesson, as a zip."""
    home, lessons = job.source.parent, job.source.parent.parent
    files = {f"{LESSONS}/{home.name}/{name}": path for name, path in beside(job.source).items()}
    files[f"{LESSONS}/{home.name}/{job.source.name}"] = job.source
    for path in sorted((lessons / "exercises").rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            files[f"{LESSONS}/{path.relative_to(lessons).as_posix()}"] = path
    seeds = json.loads(job.seeds.read_text(encoding="utf-8"))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in files.items():
            archive.writestr(name, path.read_bytes())
        archive.writestr(SEEDS, json.dumps({job.lesson: seeds.get(job.lesson)}))
    return made.getvalue()


def unpacked(kit: bytes, place: Path) -> None:
    """A kit in its place: whole, or not at all."""
    if not place.exists():
        half = Path(tempfile.mkdtemp(dir=place.parent, prefix="half-"))
        with zipfile.ZipFile(io.BytesIO(kit)) as archive:
            archive.extractall(half)
        half.rename(place)


def job_in(parcel: Parcel, kit: Path, folder: Path, layers: tuple[str, ...]) -> Job:
    """The same work for this machine: with the kit that lies there, the notebook in that folder."""
    source = kit / LESSONS / parcel.lesson / f"{parcel.lesson}.ipynb"
    (folder / source.name).write_bytes(parcel.notebook)
    return Job(
        parcel.student,
        parcel.lesson,
        source,
        folder,
        kit / SEEDS,
        parcel.settings,
        layers,
        parcel.grader,
        parcel.own_inputs,
    )


def answers(record: Record, notebook: Any) -> bytes:
    """What came of it, made ready to travel."""
    return json.dumps([asdict(record), notebook]).encode()


def answered(said: bytes) -> tuple[Record, Any]:
    """The record and the notebook in these bytes."""
    from nbformat import from_dict

    record, notebook = json.loads(said)
    return record_of(record), notebook and from_dict(notebook)
