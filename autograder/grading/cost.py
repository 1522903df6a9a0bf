"""What one submission costs: in time, in memory, in the long run, and beside its bare cells."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from autograder.course.seeds import seeds_file
from autograder.environment import ROOT
from autograder.grading.jobs import Job, submissions
from autograder.grading.nursery import Nursery
from autograder.grading.side import Side
from autograder.grading.work import do, done
from autograder.lesson.cells import role
from autograder.lesson.reading import read_lesson
from autograder.sandbox.layers import LAYERS
from autograder.sandbox.settings import Settings

__all__ = ["family", "one_submission"]

BARE, MEMORY, LOCKS = 2.0, 400.0, 10.0  # times, megabytes, milliseconds
FLAT = 1.5  # the last fifty may take so many times what the first fifty took
BARELY = """\
import io, json, sys, time, contextlib
import matplotlib; matplotlib.use("agg")
import numpy, matplotlib.pyplot
from IPython.core.interactiveshell import InteractiveShell
from nnlib.pictures import plots, explore
cells = json.load(open(sys.argv[1]))
times = []
for _ in range(7):
    began, names = time.perf_counter(), {}
    with contextlib.redirect_stdout(io.StringIO()):
        for cell in cells:
            exec(compile(cell, "cell", "exec"), names)
    times.append(time.perf_counter() - began)
print(sorted(times[1:])[2])
"""


def one_submission(course: Path, lesson: Path, many: int) -> list[str]:
    """Print what one costs, the last of many beside the first, and return the targets missed."""
    found = submissions(course, lesson.stem)
    jobs = [_job(course, lesson, student, path) for student, path in found]
    first = [_timed(job) for job in (jobs * 50)[:50]]
    before = _things()
    for index in range(max(0, many - 100)):
        do(jobs[index % len(jobs)])
    last = [_timed(job) for job in (jobs * 50)[:50]]
    left = sum(max(0, now - then) for now, then in zip(_things(), before, strict=True))
    highest = _highest()
    done()
    flat = median(s for s, _ in last) / median(s for s, _ in first)
    megabytes = (highest + max(kb for _, kb in last)) / 1000
    bare, theirs = _bare(lesson), _student_side(lesson)
    locked = _isolation()
    rows = [
        (f"the last of {many:,} beside the first", f"{flat:.2f} times", flat <= FLAT),
        (f"descriptors, processes and files left by {many - 50:,}", f"{left}", left <= 0),
        ("peak memory of a worker", f"{megabytes:.0f} MB", megabytes < MEMORY),
        ("student side, beside bare cells", f"{theirs / bare:.2f} times", theirs < BARE * bare),
        ("isolation", f"{locked:.1f} ms", locked <= LOCKS),
    ]
    print("\n| one submission | measured |\n|---|---|")
    for name, value, _ in rows:
        print(f"| {name} | {value} |")
    return [f"{name}: {value}" for name, value, good in rows if not good]


def _job(course: Path, lesson: Path, student: str, path: Path) -> Job:
    return Job(student, lesson.stem, lesson, path, seeds_file(course), Settings(), LAYERS, "bench")


def _timed(job: Job) -> tuple[float, int]:
    began = time.perf_counter()
    record, _ = do(job)
    return time.perf_counter() - began, record.kilobytes


def _things() -> tuple[int, int, int]:
    """Descriptors open here and in what we started, its processes, and folders to work in."""
    ours = family()
    descriptors = sum(len(os.listdir(f"/proc/{pid}/fd")) for pid in ("self", *ours))
    return descriptors, len(ours), len(list(Path(tempfile.gettempdir()).glob("graded-*")))


def _highest() -> int:
    """Kilobytes at the highest: this process, and the warm one that it keeps."""
    total = 0
    for pid in ("self", *family()):
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
        total += int(status.partition("VmHWM:")[2].split()[0])
    return total


def family(pid: str = "") -> list[str]:
    """All processes that come from this one, or from that."""
    children = [child for task in _tasks(pid or str(os.getpid())) for child in _started_by(task)]
    return children + [other for child in children for other in family(child)]


def _tasks(pid: str) -> list[Path]:
    """Its threads: a child is listed with the one that started it, as Dask's are with another."""
    try:
        return list(Path(f"/proc/{pid}/task").iterdir())
    except OSError:  # it has just ended
        return []


def _started_by(task: Path) -> list[str]:
    try:
        return (task / "children").read_text(encoding="utf-8").split()
    except OSError:
        return []


def _cells(lesson: Path) -> list[str]:
    cells = read_lesson(lesson).cells
    return [c.source for c in cells if c.cell_type == "code" and role(c) != "test"]


def _bare(lesson: Path) -> float:
    """Seconds for the cells of the solution in a warm interpreter, and nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cells.json"
        path.write_text(json.dumps(_cells(lesson)), encoding="utf-8")
        known = {**os.environ, "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"}
        command = [sys.executable, "-c", BARELY, str(path)]
        done = subprocess.run(command, env=known, capture_output=True, text=True, check=True)
        return float(done.stdout)


def _student_side(lesson: Path) -> float:
    """Seconds for the same cells in a locked-in process, its start and end included."""
    cells, times = _cells(lesson), []
    with Nursery(LAYERS) as nursery:
        for _ in range(7):
            began = time.perf_counter()
            with Side(nursery, Settings()) as side:
                for cell in cells:
                    side.run(cell)
            times.append(time.perf_counter() - began)
    return median(times[1:])


def _isolation() -> float:
    """Milliseconds to have a locked-in process, run nothing in it and end it, over one without.

    One after the other in turn, so that whatever else the machine does meets both.
    """
    times: dict[bool, list[float]] = {True: [], False: []}
    with Nursery(LAYERS) as locking, Nursery() as bare:
        for _ in range(61):
            for nursery in (locking, bare):
                began = time.perf_counter()
                with Side(nursery, Settings()) as side:
                    side.run("1")
                times[nursery is locking].append(1000 * (time.perf_counter() - began))
    return median(times[True][1:]) - median(times[False][1:])
