"""How fast is grading, beside plain nbgrader, on the same submissions in the same run?

    python3 -m autograder bench                    60 submissions of 08_backprop; many minutes
    python3 -m autograder bench --students 6       a glance
    python3 -m autograder bench --class 10000      do the last cost what the first cost?
    python3 -m autograder bench --class 1000 --cluster local:2    the same on a Dask cluster

The class is a synthetic one: right answers in many forms, mixed with known mistakes. Each way of
grading is a command of its own, timed from its start to its end, every row in a gradebook of its
own counted. Ten attacks are graded beside thirty honest students, too. Where a target is missed
the command ends with 1. No test ever asks for a time.
"""

from __future__ import annotations

import argparse
import compileall
import itertools
import json
import os
import platform
import shutil
import sys
import sysconfig
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from autograder.course.nbgrader_config import CLASS_FILE
from autograder.environment import ROOT, CommandFailed
from autograder.grading.by_the_clock import graded_by
from autograder.grading.cost import one_submission
from autograder.grading.flat import Part, as_invented, judged, told, watched, writer_alone
from autograder.grading.joining import LOCAL, dask
from autograder.grading.opening import gradebook_name, is_begun
from autograder.grading.progress import Progress
from autograder.lesson.reading import find_lesson

__all__ = ["add_arguments", "run"]

TWO_CORES, ONE_CORE = 15.0, 10.0  # times the submissions that plain nbgrader grades
HONEST, ATTACKS = 30, 10
ATTACKED = 2.0  # times the honest ones alone


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--students", type=int, default=60, metavar="N")
    parser.add_argument("--rounds", type=int, default=1, metavar="N", help="medians of so many")
    parser.add_argument("--many", type=int, default=200, metavar="N", help="for the long run")
    parser.add_argument("--lesson", default="08", metavar="NN")
    parser.add_argument(
        "--class",
        dest="size",
        type=int,
        metavar="N",
        help="only: a class of so many, right, wrong and hostile; each tenth of it by itself",
    )
    parser.add_argument(
        "--gradebook", default="", metavar="URL", help="of such a class: an empty database"
    )
    parser.add_argument(
        "--cluster", default="", metavar="ADDRESS", help="of such a class: who grades, see `grade`"
    )


def run(args: argparse.Namespace) -> int:
    lesson = find_lesson(args.lesson)
    # As after any first run; without it a kernel of plain nbgrader may compile all that it imports.
    for packages in (sysconfig.get_path("purelib"), ROOT / "autograder", ROOT / "nnlib"):
        compileall.compile_dir(packages, quiet=2, workers=0)
    if args.size is not None:
        return _any_size(lesson, args.size, args.gradebook, args.cluster)
    if args.gradebook or args.cluster:
        raise CommandFailed(f"{'--gradebook' if args.gradebook else '--cluster'} needs --class N.")
    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder) / "class"
        answered = make_class(lesson, args.students, course)
        print(f"{_machine()}; {args.students} submissions of {lesson.stem}, {answered} complete.\n")
        missed = [*_throughput(course, lesson, args), *_attacked(lesson, Path(folder))]
        missed += one_submission(course, lesson, args.many)
    print("\nMissed: " + "; ".join(missed) + "." if missed else "\nEvery target is reached.")
    return 1 if missed else 0


def _any_size(lesson: Path, students: int, address: str, cluster: str = "") -> int:
    """A class of any size: each tenth by itself, and what the writer needs when it is alone."""
    if students < 1:
        raise CommandFailed(f"--class is {students}, expected 1 or more.")
    if cluster:
        dask()  # before so many are invented
    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder) / "class"
        expected = _hand_in_many(lesson, students, course, address)
        where = gradebook_name(course) if address else "SQLite"
        print(f"{_machine()}; {students:,} submissions of {lesson.stem}, gradebook: {where}.")
        print(_who_grades(cluster))
        print("| graded | seconds | ms each | ms of processor each | the writer's | its MB |")
        print("|---|---|---|---|---|---|", flush=True)
        command = [sys.executable, "-m", "autograder", "grade", lesson.stem]
        command += ["--isolation", "required", "--course", str(course)]
        command += ["--cluster", cluster] if cluster else []
        parts = [Part(0)]
        for part in watched(command, course / "verdicts" / lesson.stem, students):
            print(told(parts[-1], part), flush=True)
            parts.append(part)
        missed = [*judged(parts[1:]), *as_invented(course, lesson, expected)]
        many = min(students, 1000)
        said = "; ".join(writer_alone(course, lesson, many))
        print(f"\nThe writer alone, {many:,} graded ones: {said}.")
    print("\nMissed: " + "; ".join(missed) + "." if missed else "\nAll is as it should be.")
    return 1 if missed else 0


def _who_grades(cluster: str) -> str:
    """What the columns of the processor hold, where others than this command's workers grade."""
    if not cluster:
        return ""
    if cluster.startswith(LOCAL):
        return f"Cluster: {cluster}; its scheduler runs in the writer's process.\n"
    return f"Cluster: {cluster}; what its workers use of their processors is not counted.\n"


def _hand_in_many(
    lesson: Path, students: int, course: Path, address: str
) -> dict[str, dict[str, str]]:
    """Release a lesson and hand in a crowd's work; what each of its checks is to find."""
    import numpy as np

    from autograder.bank.synthetic import crowd
    from autograder.commands.release import release

    course.mkdir()
    if address:
        said = f"get_config().CourseDirectory.db_url = {address!r}\n"
        (course / CLASS_FILE).write_text(said, encoding="utf-8")
        if is_begun(course):
            raise CommandFailed(f"{gradebook_name(course)} holds a gradebook. Give an empty one.")
    release(lesson, course)
    expected = {}
    with Progress("invented", students) as progress:
        for pupil in crowd(lesson.stem[:2], students, np.random.default_rng(0)):
            place = course / "submitted" / pupil.name / lesson.stem
            place.mkdir(parents=True)
            (place / lesson.name).write_text(json.dumps(pupil.notebook), encoding="utf-8")
            expected[pupil.name] = pupil.expected
            progress.step(pupil.name)
    return expected


def make_class(lesson: Path, students: int, course: Path) -> int:
    """A released lesson and submissions of it; how many of them answer every question."""
    import numpy as np

    from autograder.bank.synthetic import UNWRITTEN, class_of
    from autograder.commands.release import release

    release(lesson, course)
    pupils = class_of(lesson.stem[:2], students, np.random.default_rng(0), unwritten=0.01)
    for pupil in pupils:
        _hand_in(course, lesson, pupil.name, pupil.notebook)
    return sum(UNWRITTEN not in pupil.expected.values() for pupil in pupils)


def _hand_in(course: Path, lesson: Path, student: str, notebook: Any) -> None:
    import nbformat

    place = course / "submitted" / student / lesson.stem
    place.mkdir(parents=True)
    nbformat.write(notebook, place / lesson.name)


def _attacked(lesson: Path, folder: Path) -> list[str]:
    """How much longer a class takes with attacks in it; the target, if that is missed."""
    from autograder.bank.synthetic import hostile

    make_class(lesson, HONEST, honest := folder / "honest")
    shutil.copytree(honest, both := folder / "attacked")
    attacks = itertools.islice(itertools.cycle(hostile(lesson.stem[:2])), ATTACKS)
    for number, pupil in enumerate(attacks):
        _hand_in(both, lesson, f"{pupil.name}-{number}", pupil.notebook)
    command = [sys.executable, "-m", "autograder", "grade", lesson.stem, "--jobs", "0"]
    command += ["--isolation", "required"]
    alone, marks = graded_by(honest, command, "", None)
    beside, all_marks = graded_by(both, command, "", None)
    times = beside / alone
    told = f"{HONEST} honest students: {alone:.1f} s; with {ATTACKS} attacks beside them"
    print(f"\n{told}: {beside:.1f} s, {times:.2f} times as long.", flush=True)
    missed = [f"{times:.2f} times as long with attacks"] if times > ATTACKED else []
    return missed + ["other scores beside attacks"] * (not marks.items() <= all_marks.items())


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
                taken, scores[name] = graded_by(course, command, execution, cores)
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


def _machine() -> str:
    versions = f"Python {platform.python_version()}"
    day = time.strftime("%Y-%m-%d")
    return f"{platform.machine()}, {os.cpu_count()} cores, {versions}, {platform.system()}, {day}"
