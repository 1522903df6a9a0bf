"""A class of two whose first student attacks, and the honest one who is graded right after.

    seen = attacked(room, answer("os._exit(0)"))
    assert seen.verdict == "could not run"

The small lesson of `a_lesson` is what they hand in. The attack stands in the first question, which
is answered wrongly; the others are answered well, and must be graded as if nothing had happened.
"""

# ruff: noqa: E501 - an attack is a line

from __future__ import annotations

import contextlib
import copy
import json
import os
import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from a_lesson import NAME, cell_of, worked, written
from nbformat.v4 import new_code_cell

from autograder.environment import ROOT
from autograder.grading import work
from autograder.grading.verdicts import Record, write_record
from autograder.lesson.reading import read_lesson
from autograder.lesson.student import student_notebook
from autograder.sandbox import kernel
from autograder.sandbox.probe import probe
from autograder.sandbox.settings import Settings

LEVELS = {
    "level 0": ("limits",),
    "level 0, another user": ("limits", "user"),
    "level 1, no namespaces": ("limits", "landlock", "seccomp"),
    "level 2, no Landlock": ("limits", "namespaces", "seccomp"),
    "level 2": ("limits", "namespaces", "landlock", "seccomp"),
}
MB = 1_000_000
TIGHT = Settings(
    cell_seconds=1.0,
    call_seconds=0.7,
    answer_seconds=1.5,
    submission_seconds=12.0,
    cpu_seconds=8,
    memory=200 * MB,
    file_size=1 * MB,
    scratch=4 * MB,
    inodes=100,
)
PATIENT = {"cell_seconds": 20.0, "call_seconds": 3.0, "answer_seconds": 5.0}  # with the honest
SECRET = "canary-5f2e91"
RIGHT = """\
def perceptron_step(w, b, x, y):
    if y * (x @ w + b) <= 0:
        return w + y * x, b + y
    return w, b
"""
WRONG = """\
def perceptron_step(w, b, x, y):
    return w + y * x, b + y
"""
FULL = {"check-step": 3.0, "check-margin": 2.0, "hidden-margin": 2.0}
OTHERS = {"check-margin": 2.0, "hidden-margin": 2.0}
PLACES = ("/tmp", "/dev/shm", "/", "/var/tmp")
PATHS = re.compile(r"Traceback|site-packages|\.py\b|" + re.escape(str(ROOT)))


@dataclass
class Seen:
    """What came of one submission."""

    record: Record
    notebook: Any

    def __getitem__(self, grade_id: str) -> Any:
        return next(q for q in self.record.questions if q.grade_id == grade_id)

    @property
    def verdict(self) -> str:
        """Of the first question, the one that is attacked."""
        return str(self["check-step"].verdict)

    @property
    def message(self) -> str:
        return str(self["check-step"].message)

    @property
    def score(self) -> float | None:
        """Points of that question."""
        return self.scores["check-step"]

    @property
    def scores(self) -> dict[str, float | None]:
        return {q.grade_id: q.score for q in self.record.questions if q.verdict != "by hand"}

    @property
    def told(self) -> str:
        """All that the student reads of it, but for what is theirs."""
        return "\n".join([*(q.message for q in self.record.questions), *self.record.notes])

    @property
    def shown(self) -> str:
        """All outputs of the graded notebook."""
        return str([cell.get("outputs") for cell in self.notebook.cells])


@dataclass
class Room:
    """A course folder with the lesson and its secrets, graded at one level of isolation."""

    folder: Path
    layers: tuple[str, ...]
    settings: Settings = TIGHT

    def submit(self, student: str, book: Any) -> Path:
        folder = self.folder / "submitted" / student / NAME
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{NAME}.ipynb").write_text(json.dumps(book))
        return folder

    def grade(self, student: str, book: Any, **changes: Any) -> Seen:
        """Grade a notebook as a worker does, and keep the record as the command does."""
        job = work.Job(
            student,
            NAME,
            self.folder / "notebooks" / NAME / f"{NAME}.ipynb",
            self.submit(student, book),
            self.folder / "seeds.json",
            replace(self.settings, **changes),
            self.layers,
            "",
        )
        record, notebook = work.do(job)
        write_record(self.folder, record)
        return Seen(record, notebook)

    def book(self, step: str = RIGHT, before: str = "", after: str = "") -> Any:
        """A submission; `before` is a cell above the answers, `after` one below all tests."""
        book = copy.deepcopy(_well_done(self.folder / "notebooks" / NAME / f"{NAME}.ipynb"))
        cell_of(book, "perceptron-step").source = step
        if before:
            book.cells.insert(2, new_code_cell(before))
        if after:
            book.cells.append(new_code_cell(after))
        return book


@cache
def _well_done(path: Path) -> Any:
    return worked(student_notebook(path), read_lesson(path))


def furnished(folder: Path, layers: tuple[str, ...]) -> Room:
    """A course folder whose every secret holds the canary."""
    written(folder / "notebooks")
    (folder / "seeds.json").write_text(f'{{"{NAME}": 20260, "note": "{SECRET}"}}')
    (folder / "gradebook.db").write_text(SECRET)
    (folder / "submitted" / "ben" / NAME).mkdir(parents=True)
    (folder / "submitted" / "ben" / NAME / "x.txt").write_text(SECRET)
    os.chmod(folder, 0o755)
    return Room(folder, layers)


def answer(body: str, wanted: str = "") -> str:
    """The first answer with this body, below what it imports; a wrong one if it comes to its end."""
    lines = "\n    ".join(f"{body}\n{wanted or 'return w + y * x, b + y'}".splitlines())
    return f"import ctypes, os, signal, sys, time\nimport numpy as np\n\ndef perceptron_step(w, b, x, y):\n    {lines}\n"


def is_level_0(layers: tuple[str, ...]) -> bool:
    """Where the files of the machine lie open, and the network does."""
    return not {"namespaces", "landlock"} & set(layers)


def need(layers: tuple[str, ...]) -> None:
    """Skip where this machine cannot give these layers."""
    missing = set(layers) - set(probe(layers).layers) if kernel.LINUX else set(layers) - {"limits"}
    if missing:
        pytest.skip(f"not on this machine: {', '.join(sorted(missing))}")


def traces() -> dict[str, Any]:
    """What a submission could leave behind, here and in the warm process."""
    pids = ["self", *_warm()]
    return {
        "open": {pid: len(os.listdir(f"/proc/{pid}/fd")) for pid in pids},
        "alive": [pid for parent in pids[1:] for pid in _alive(parent) if pid not in pids],
        "mounts": Path("/proc/self/mountinfo").read_text(),
        "files": [n for place in PLACES for n in os.listdir(place) if "mallory" in n],
    }


def _warm() -> list[str]:
    """The warm processes, each with the one inside if it has moved in."""
    started = [str(nursery.warm.pid) for nursery in work.nurseries.values() if nursery.warm]
    return started + [pid for parent in started for pid in _alive(parent)]


def _alive(parent: str) -> list[str]:
    """The children of a process that are no zombies."""
    found = []
    for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split():
        with contextlib.suppress(OSError):
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX":
                found.append(pid)
    return found


def attacked(
    room: Room, step: str = WRONG, before: str = "", after: str = "", **changes: Any
) -> Seen:
    """Grade an attack, and see that nothing came of it for anybody.

    No point for the wrong answer; the other questions get theirs; no line betrays a path or a
    secret of ours; nothing stays behind; and the honest student graded next has full marks.
    """
    before_it = traces()
    seen = room.grade("mallory", room.book(step, before, after), **changes)
    assert seen.record.problem == "", seen.record.problem
    assert {k: seen.scores[k] for k in OTHERS} == OTHERS, seen.record
    assert SECRET not in seen.shown + seen.told
    assert not PATHS.search(seen.told), seen.told
    assert len(seen["check-step"].message) <= 4000
    assert seen.verdict in ("wrong", "could not run")
    assert seen.score == 0
    assert seen.message
    honest(room)
    after_it = traces()
    assert after_it == before_it, (before_it, after_it)
    return seen


def harmless(room: Room, step: str = RIGHT, before: str = "", after: str = "") -> Seen:
    """Grade an honest look-alike of an attack: full marks."""
    seen = room.grade("ada", room.book(step, before, after), **PATIENT)
    assert seen.scores == FULL, (seen.told, seen.record.problem)
    return seen


def honest(room: Room) -> None:
    """The next student has full marks."""
    harmless(room)
