"""Grade what students handed in: verdicts outside their process, into nbgrader's gradebook.

    python -m autograder grade                    everything that is new
    python -m autograder grade 08 --jobs 2        one lesson, two workers
    python -m autograder grade 08 --regrade       again, after a check was mended: shown first

What is graded already is left alone. Stopped at any moment, the same command goes on: every
submission is entered whole or not at all.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from autograder.grading.gradebook import Ledger
from autograder.grading.jobs import Job, grader_hash, nameless, submissions
from autograder.grading.layers import LEAST, chosen
from autograder.grading.pool import Result, graded
from autograder.grading.progress import Progress
from autograder.grading.regrade import changes, confirmed
from autograder.grading.settings import Settings
from autograder.grading.verdicts import NOT_GRADED, Record, read_record, write_record
from autograder.install import CommandFailed
from autograder.lessons import find_lessons
from autograder.nbgrader_config import course_folder
from autograder.seeds import course_seed, seeds_file

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("lessons", nargs="*", metavar="lesson", help='"08"; all if left out')
    parser.add_argument("--course", metavar="DIR", help="the class's folder; .course in the clone")
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help="workers; one a core")
    parser.add_argument("--student", action="append", metavar="NAME", help="only this student")
    parser.add_argument("--seed", type=int, metavar="N", help="inputs from this seed, for a try")
    parser.add_argument(
        "--isolation",
        choices=sorted(LEAST),
        default="auto",
        help="how well student code must be locked in; auto wants level 1, required level 2",
    )
    parser.add_argument("--figures", action="store_true", help="draw the figures of the notebooks")
    parser.add_argument("--regrade", action="store_true", help="grade again; shown, then asked")
    parser.add_argument("--dry-run", action="store_true", help="change nothing, show what would")
    parser.add_argument("--yes", action="store_true", help="do not ask before a regrade counts")
    parser.add_argument("--json", action="store_true", help="print the summary as JSON")


def run(args: argparse.Namespace) -> int:
    """Grade; 1 where somebody could not be graded."""
    course = course_folder(args.course)
    settings = Settings(pictures=args.figures)
    layers = chosen(args.isolation)
    lessons = [path for path in find_lessons(args.lessons) if submissions(course, path.stem)]
    if not lessons:
        raise CommandFailed(
            f"nothing to grade in {course / 'submitted'}. "
            "Bring submissions in with `python -m autograder collect PATH`."
        )
    jobs: list[Job] = []
    with ExitStack() as kept:
        for path in lessons:
            seeds = kept.enter_context(_seeds(course, path.stem, args.seed))
            new, old = _jobs(course, path, args, settings, layers, seeds)
            jobs += new
            _older(old, path.stem)
            for name in nameless(course, path.stem):
                said = "cannot be the name of a student: rename the folder"
                print(f"{path.stem}: {name} {said}.", file=sys.stderr)
        # The workers start while nbgrader is being imported.
        results = graded(jobs, args.jobs or _cores())
        with Ledger(course, lessons[0].parent.parent) as ledger, closing(results):
            for path in lessons:
                ledger.must_know(path.stem)
            done = _all(len(jobs), results, ledger, course, args)
    return _summary(done, args)


def _cores() -> int:
    """Those that this process may use, where the machine tells."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def _seeds(course: Path, lesson: str, seed: int | None) -> Iterator[Path]:
    """The file with the seeds: the course's, or one with the number that was given."""
    course_seed(course, lesson)
    if seed is None:
        yield seeds_file(course)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "seeds.json"
        path.write_text(json.dumps({lesson: seed}), encoding="utf-8")
        yield path


def _jobs(
    course: Path,
    source: Path,
    args: argparse.Namespace,
    settings: Settings,
    layers: tuple[str, ...],
    seeds: Path,
) -> tuple[list[Job], list[str]]:
    """What is to be done, and who was graded by an older grader and is left as they are."""
    grader = grader_hash(source, seeds, source.stem, settings)
    jobs, old = [], []
    for student, folder in submissions(course, source.stem):
        if args.student and student not in args.student:
            continue
        job = Job(student, source.stem, source, folder, seeds, settings, layers, grader)
        record = read_record(course, student, source.stem)
        same_work = record is not None and record.work == job.work
        if not same_work or args.regrade:
            jobs.append(job)
        elif record is not None and record.grader != grader:
            old.append(student)
    return jobs, old


def _older(old: Sequence[str], lesson: str) -> None:
    if old:
        print(
            f"{lesson}: {len(old)} graded before something of ours changed are left as they are; "
            "--regrade shows what would change.",
            file=sys.stderr,
        )


def _all(
    count: int, results: Iterator[Result], ledger: Ledger, course: Path, args: argparse.Namespace
) -> list[Record]:
    """Enter what is graded; a regrade is shown first and entered when confirmed."""
    found: list[tuple[Record, Any]] = []
    hold = args.regrade or args.dry_run
    with Progress("graded", count) as progress:
        for _, record, notebook in results:
            if not hold:
                _enter(ledger, course, record, notebook)
            found.append((record, notebook if hold else None))
            progress.step(record.student)
    if hold and count:
        print("\n".join(changes(course, [record for record, _ in found])))
        if args.dry_run or not (args.yes or confirmed(len(found))):
            print("Nothing was changed.")
            return []
        for record, notebook in found:
            _enter(ledger, course, record, notebook)
    return [record for record, _ in found]


def _enter(ledger: Ledger, course: Path, record: Record, notebook: Any) -> None:
    """The gradebook first, the record last: what has a record is in the gradebook."""
    ledger.write(record, notebook)
    write_record(course, record)


def _summary(done: Sequence[Record], args: argparse.Namespace) -> int:
    troubled = {
        f"{record.student}, {record.lesson}": record.problem or _not_graded(record)
        for record in done
        if record.problem or _not_graded(record)
    }
    if args.json:
        told = [asdict(replace(record)) | {"score": record.score} for record in done]
        print(json.dumps({"graded": told, "not_graded": troubled}, indent=1))
    else:
        print(f"Graded {len(done) - len(troubled)}; {len(troubled)} could not be graded.")
        for who, why in troubled.items():
            print(f"  {who}: {why}")
    return 1 if troubled else 0


def _not_graded(record: Record) -> str:
    names = [q.grade_id for q in record.questions if q.verdict == NOT_GRADED]
    return f"not graded: {', '.join(names)}" if names else ""
