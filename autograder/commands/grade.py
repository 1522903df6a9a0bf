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
from contextlib import ExitStack, closing, contextmanager, redirect_stdout
from dataclasses import asdict
from pathlib import Path
from typing import Any

from autograder.course.alone import alone
from autograder.course.nbgrader_config import course_folder
from autograder.course.seeds import course_seed, seeds_file
from autograder.environment import CommandFailed
from autograder.grading.gradebook import Ledger
from autograder.grading.jobs import Job, asked_for, grader_hash, nameless, submissions
from autograder.grading.pool import Result, graded
from autograder.grading.progress import Progress
from autograder.grading.regrade import changes, confirmed
from autograder.grading.verdicts import BY_HAND, NOT_GRADED, Record, read_record, write_record
from autograder.lesson.reading import find_lessons
from autograder.sandbox.layers import LEAST, chosen
from autograder.sandbox.settings import Settings

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("lessons", nargs="*", metavar="lesson", help='"08"; all if left out')
    parser.add_argument("--course", metavar="DIR", help="the class's folder; .course in the clone")
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help="workers; one a core")
    parser.add_argument("--student", action="append", metavar="NAME", help="only this student")
    parser.add_argument(
        "--seed",
        type=int,
        metavar="N",
        help="what inputs from another seed would change; enters nothing",
    )
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
    asked_for(args.student, (who for x in lessons for who, _ in submissions(course, x.stem)))
    if args.seed is not None:  # points rest on the course's own seed, which nobody knows
        args.regrade = args.dry_run = True
    jobs, left = list[Job](), list[Record]()
    with ExitStack() as kept:
        if not args.dry_run:
            kept.enter_context(alone(course, "grade"))
        for path in lessons:
            seeds = kept.enter_context(_seeds(course, path.stem, args.seed))
            new, kept_records = _jobs(course, path, args, settings, layers, seeds)
            jobs, left = jobs + new, left + kept_records
            for name in nameless(course, path.stem):
                said = "cannot be the name of a student: rename the folder"
                print(f"{path.stem}: {name} {said}.", file=sys.stderr)
        # The workers start while nbgrader is being imported.
        results = graded(jobs, args.jobs or _cores())
        with Ledger(course, lessons[0].parent.parent) as ledger, closing(results):
            for path in lessons:
                ledger.must_know(path.stem)
            done, entered = _all(len(jobs), results, ledger, course, args)
    return _summary(done, entered, left, args)


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
) -> tuple[list[Job], list[Record]]:
    """What is to be done, and the records that are left as they are."""
    grader = grader_hash(source, seeds, source.stem, settings)
    jobs, left = list[Job](), list[Record]()
    for student, folder in submissions(course, source.stem):
        if args.student and student not in args.student:
            continue
        job = Job(student, source.stem, source, folder, seeds, settings, layers, grader)
        record = read_record(course, student, source.stem)
        if record is None or record.work != job.work or args.regrade:
            jobs.append(job)
        else:
            left.append(record)
    if old := sum(record.grader != grader for record in left):
        print(
            f"{source.stem}: {old} graded before something of ours changed, and left as they are; "
            "--regrade shows what would change.",
            file=sys.stderr,
        )
    return jobs, left


def _all(
    count: int, results: Iterator[Result], ledger: Ledger, course: Path, args: argparse.Namespace
) -> tuple[list[Record], bool]:
    """Everything graded, and is it entered; a regrade is shown first, and entered if confirmed."""
    found: list[tuple[Record, Any]] = []
    hold = args.regrade or args.dry_run
    with Progress("graded", count) as progress:
        for _, record, notebook in results:
            if not hold:
                _enter(ledger, course, record, notebook)
            found.append((record, notebook if hold else None))
            progress.step(record.student)
    done = [record for record, _ in found]
    if hold and count:
        with redirect_stdout(sys.stderr if args.json else sys.stdout):
            print("\n".join(changes(course, done)))
            if args.dry_run or not (args.yes or confirmed(count)):
                print("Nothing was changed.")
                return done, False
        for record, notebook in found:
            _enter(ledger, course, record, notebook)
    return done, True


def _enter(ledger: Ledger, course: Path, record: Record, notebook: Any) -> None:
    """The gradebook first, the record last: what has a record is in the gradebook."""
    ledger.write(record, notebook)
    write_record(course, record)


def _summary(
    done: Sequence[Record], entered: bool, left: Sequence[Record], args: argparse.Namespace
) -> int:
    troubled = {f"{x.student}, {x.lesson}": why for x in done if (why := _trouble(x))}
    if args.json:
        told = [asdict(record) | {"score": record.score} for record in done]
        summed = {"graded": told, "entered": entered, "not_graded": troubled, "left": len(left)}
        print(json.dumps(summed, indent=1))
    elif entered:
        print(f"Graded {len(done) - len(troubled)}; {len(troubled)} could not be graded.")
        for who, why in troubled.items():
            print(f"  {who}: {why}")
        _rest(done, left)
    return 1 if entered and troubled else 0


def _rest(done: Sequence[Record], left: Sequence[Record]) -> None:
    """What was not done, and what to do next."""
    if left:
        waiting = [f"{x.student}, {x.lesson}" for x in left if _trouble(x)]
        print(
            f"{len(left)} graded before, and left as they are"
            + (f"; still not graded: {'; '.join(waiting)}." if waiting else ".")
        )
    if any(q.verdict == BY_HAND for record in done for q in record.questions):
        print("Answers in words wait for a person in formgrader.")
    if done:
        print("Next: `python -m autograder report`, then `feedback` and `export`.")


def _trouble(record: Record) -> str:
    """Why a submission, or a part of it, could not be graded; "" where it could."""
    names = [q.grade_id for q in record.questions if q.verdict == NOT_GRADED]
    return record.problem or (f"not graded: {', '.join(names)}" if names else "")
