"""How fast is grading, beside plain nbgrader, on the same submissions in the same run?

    python -m autograder bench                    60 submissions of 08_backprop; many minutes
    python -m autograder bench --students 6       a glance

The class is a synthetic one: right answers in many forms, mixed with known mistakes. Each way of
grading is a command of its own, timed from its start to its end, every row in a gradebook of its
own counted. Where a target is missed the command ends with 1. No test ever asks for a time.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from autograder.grading.jobs import Job, submissions
from autograder.grading.layers import LAYERS
from autograder.grading.nursery import Nursery
from autograder.grading.settings import Settings
from autograder.grading.side import Side
from autograder.grading.work import do, done
from autograder.install import ROOT
from autograder.lessons import find_lesson, read_lesson
from autograder.nbgrader_config import EXECUTION_VARIABLE
from autograder.seeds import seeds_file

__all__ = ["add_arguments", "run"]

TWO_CORES, ONE_CORE, BARE, MEMORY, LOCKS = 15.0, 10.0, 2.0, 400.0, 10.0
FLAT = 1.5  # the last fifty may take so many times what the first fifty took
BARELY = """\
import io, json, sys, time, contextlib
import matplotlib; matplotlib.use("agg")
import numpy, matplotlib.pyplot
from IPython.core.interactiveshell import InteractiveShell
from nnlib import plots, explore
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


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--students", type=int, default=60, metavar="N")
    parser.add_argument("--rounds", type=int, default=1, metavar="N", help="medians of so many")
    parser.add_argument("--many", type=int, default=200, metavar="N", help="for the long run")
    parser.add_argument("--lesson", default="08", metavar="NN")


def run(args: argparse.Namespace) -> int:
    lesson = find_lesson(args.lesson)
    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder) / "class"
        answered = make_class(lesson, args.students, course)
        print(f"{_machine()}; {args.students} submissions of {lesson.stem}, {answered} complete.\n")
        missed = [*_throughput(course, lesson, args), *_details(course, lesson, args)]
    print("\nMissed: " + "; ".join(missed) + "." if missed else "\nEvery target is reached.")
    return 1 if missed else 0


def make_class(lesson: Path, students: int, course: Path) -> int:
    """A released lesson and submissions of it; how many of them answer every question."""
    import nbformat
    import numpy as np

    from autograder.bank.synthetic import UNWRITTEN, class_of
    from autograder.release import release

    release(lesson, course)
    pupils = class_of(lesson.stem[:2], students, np.random.default_rng(0), unwritten=0.01)
    for pupil in pupils:
        place = course / "submitted" / pupil.name / lesson.stem
        place.mkdir(parents=True)
        nbformat.write(pupil.notebook, place / lesson.name)
    return sum(UNWRITTEN not in pupil.expected.values() for pupil in pupils)


def _throughput(course: Path, lesson: Path, args: argparse.Namespace) -> list[str]:
    """The table of whole commands, and the targets that it misses."""
    ours = [sys.executable, "-m", "autograder", "grade", lesson.stem, "--isolation", "required"]
    plain = [str(Path(sys.executable).parent / "nbgrader"), "autograde", lesson.stem]
    ways = {
        "plain nbgrader": (plain, "plain"),
        "ours": ([*ours, "--jobs", "0"], ""),
        "ours, figures drawn": ([*ours, "--jobs", "0", "--figures"], ""),
    }
    print("| submissions a second | two cores | one core | ratio, two | ratio, one |")
    print("|---|---|---|---|---|")
    missed, base, scores = [], (1.0, 1.0), {}
    for name, (command, execution) in ways.items():
        rates = []
        for cores in (None, 0):
            seconds = []
            for _ in range(args.rounds):
                taken, scores[name] = _graded(course, command, execution, cores)
                seconds.append(taken)
            rates.append(args.students / median(seconds))
        base = (rates[0], rates[1]) if name == "plain nbgrader" else base
        two, one = rates[0] / base[0], rates[1] / base[1]
        print(f"| {name} | {rates[0]:.2f} | {rates[1]:.2f} | {two:.1f} | {one:.1f} |", flush=True)
        if name == "ours":
            missed += [f"{two:.1f} times on two cores"] if two < TWO_CORES else []
            missed += [f"{one:.1f} times on one core"] if one < ONE_CORE else []
    differ = [
        key for key, score in scores["ours"].items() if score != scores["plain nbgrader"][key]
    ]
    print(f"\nThe scores of {len(scores['ours'])} graded cells are compared: {len(differ)} differ.")
    return missed + [f"other scores: {differ[:3]}" for _ in differ[:1]]


def _graded(course: Path, command: Sequence[str], execution: str, core: int | None) -> Any:
    """Seconds of a command on a fresh copy of the class, and the scores that it entered."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "class"
        shutil.copytree(course, copy)
        known = {**os.environ, "NNLIB_COURSE_DIR": str(copy), "PYTHONPATH": str(ROOT)}
        known |= {"OPENBLAS_NUM_THREADS": "1", EXECUTION_VARIABLE: execution}
        pinned = ["taskset", "-c", str(core)] if core is not None else []
        began = time.perf_counter()
        done = subprocess.run(
            [*pinned, *command], cwd=ROOT, env=known, capture_output=True, text=True, check=False
        )
        taken = time.perf_counter() - began
        if done.returncode:
            raise SystemExit(f"{' '.join(command)} failed: {done.stderr[-500:]}")
        return taken, _scores(copy)


def _scores(course: Path) -> dict[str, Any]:
    question = """
        select a.student_id, c.name, g.auto_score from grade g
        join submitted_notebook n on n.id = g.notebook_id
        join submitted_assignment a on a.id = n.assignment_id
        join base_cell c on c.id = g.cell_id"""
    book = sqlite3.connect(course / "gradebook.db")
    try:
        return {f"{who}, {cell}": score for who, cell, score in book.execute(question)}
    finally:
        book.close()


def _details(course: Path, lesson: Path, args: argparse.Namespace) -> list[str]:
    """What one submission costs, in the long run too, and the targets that this misses."""
    found = submissions(course, lesson.stem)
    jobs = [_job(course, lesson, student, path) for student, path in found]
    first = [_timed(job) for job in (jobs * 50)[:50]]
    before = _open_files()
    for index in range(max(0, args.many - 100)):
        do(jobs[index % len(jobs)])
    last = [_timed(job) for job in (jobs * 50)[:50]]
    left = _open_files() - before
    highest = _highest()
    done()
    flat = median(s for s, _ in last) / median(s for s, _ in first)
    megabytes = (highest + max(kb for _, kb in last)) / 1000
    bare, theirs = _bare(lesson), _student_side(lesson)
    locked = _start(LAYERS) - _start(())
    rows = [
        (f"the last of {args.many} beside the first", f"{flat:.2f} times", flat <= FLAT),
        ("descriptors left open", f"{left}", left <= 0),
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


def _open_files() -> int:
    return len(os.listdir("/proc/self/fd"))


def _highest() -> int:
    """Kilobytes at the highest: this process, and the warm one that it keeps."""
    total = 0
    for pid in ("self", *_children()):
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
        total += int(status.partition("VmHWM:")[2].split()[0])
    return total


def _children() -> list[str]:
    return Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="utf-8").split()


def _cells(lesson: Path) -> list[str]:
    from autograder.faults import role

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
    with Nursery() as nursery:
        for _ in range(7):
            began = time.perf_counter()
            with Side(nursery, Settings(), LAYERS) as side:
                for cell in cells:
                    side.run(cell)
            times.append(time.perf_counter() - began)
    return median(times[1:])


def _start(layers: Sequence[str]) -> float:
    """Milliseconds to have a process, run nothing in it, and end it."""
    times = []
    with Nursery() as nursery:
        for _ in range(31):
            began = time.perf_counter()
            with Side(nursery, Settings(), layers) as side:
                side.run("1")
            times.append(1000 * (time.perf_counter() - began))
    return median(times[1:])


def _machine() -> str:
    versions = f"Python {platform.python_version()}"
    day = time.strftime("%Y-%m-%d")
    return f"{platform.machine()}, {os.cpu_count()} cores, {versions}, {platform.system()}, {day}"
