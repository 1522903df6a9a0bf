"""How one submission is graded in a worker.

A worker is a process of its own: it loads the checks once, keeps one warm process, and is handed
submissions one by one. What it hands back is a record and the graded notebook; it writes nothing.
"""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

from autograder.check.seeds import STUDENT, VARIABLE, seed_for
from autograder.grading.grader import grade
from autograder.grading.handed_in import readable_notebook
from autograder.grading.jobs import OURS, Job, not_graded, now
from autograder.grading.nursery import NoProcess, Nursery
from autograder.grading.ours import Ours
from autograder.grading.restore import restore
from autograder.grading.verdicts import Record
from autograder.lesson.beside import beside
from autograder.lesson.reading import LessonError, read_lesson

TRIES = 2  # where our own side fails
# Of this worker, by the locks that are wished for and the files beside a lesson that are shown.
nurseries: dict[tuple[tuple[str, ...], tuple[Any, ...]], Nursery] = {}


def begin(core: int | None = None) -> None:
    """A worker's first step: it ends with the command that started it, and leaves Ctrl-C to it.

    core : where it and its students' processes are to run; anywhere, if left out
    """
    if core is not None:
        os.sched_setaffinity(0, {core})
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def do(job: Job) -> tuple[Record, Any]:
    """Grade one submission; its record, and the graded notebook or None.

    Whatever goes wrong on our side costs this one alone.
    """
    try:
        with seeds_from(job.seeds, job.student if job.own_inputs else ""):
            graded = _done(job)
    except Exception as error:
        return not_graded(job, OURS.format(type(error).__name__), again=True), None
    _settle(job.lesson)
    return graded


@cache
def _settle(lesson: str) -> None:
    """What is loaded after the first submission stays: nobody has to look through it for waste."""
    gc.collect()
    gc.freeze()


@contextmanager
def seeds_from(path: Path, student: str = "") -> Iterator[None]:
    """The checks of this process draw from the seeds in that file, or from a student's own."""
    before = {name: os.environ.get(name) for name in (VARIABLE, STUDENT)}
    os.environ |= {VARIABLE: str(path), STUDENT: student}
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            os.environ |= {name: value} if value is not None else {}


def _done(job: Job) -> tuple[Record, Any]:
    record = Record(job.student, job.lesson, work=job.work, grader=job.grader, graded=now())
    try:
        ours = instructors(job.source)
        restored = restore(readable_notebook(job), ours.lesson)
    except LessonError as error:
        return not_graded(job, str(error)), None
    record.notes = restored.notes
    nursery, why = nursery_for(job.layers, job.source), ""
    for _ in range(TRIES):
        record.questions = []
        try:
            grade(restored.notebook, record, nursery, job.settings, ours)
        except NoProcess as failed:
            why = str(failed)
        else:
            with suppress(KeyError):  # a lesson without checks need not have one
                record.seed = seed_for(job.lesson)
            return record, restored.notebook
    return not_graded(job, OURS.format(why), again=True), None


def done() -> None:
    """No more work in this process: the warm one may go."""
    while nurseries:
        nurseries.popitem()[1].close()


def nursery_for(layers: tuple[str, ...], lesson: Path) -> Nursery:
    """This worker's warm process; of those that show files beside a lesson only one is kept."""
    files = beside(lesson)
    shown = tuple((name, str(path), path.stat().st_mtime_ns) for name, path in files.items())
    for other in [key for key in nurseries if key[1] and key[1] != shown]:
        nurseries.pop(other).close()
    return nurseries.setdefault((layers, shown), Nursery(layers, files))


def instructors(path: Path) -> Ours:
    """The instructor's notebook in that file, read again only when it has changed."""
    return _instructors(path, path.stat().st_mtime_ns if path.exists() else 0)


@cache
def _instructors(path: Path, changed: int) -> Ours:
    return Ours(read_lesson(path), path.parent)
