"""Grade what students handed in: verdicts outside their process, into nbgrader's gradebook.

    python3 -m autograder grade                    everything that is new
    python3 -m autograder grade 08 --jobs 2        one lesson, two workers
    python3 -m autograder grade 08 --regrade       again, after a check was mended: shown first
    python3 -m autograder grade --cluster tls://head:8786        on the machines of a Dask cluster
    python3 -m autograder grade 08 --watch inbox   on arrival, as `watch inbox --lesson 08` does

What is graded already is left alone. Stopped at any moment, the same command goes on: every
submission is entered whole or not at all.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from autograder.course.alone import alone
from autograder.course.execution import left_to_nbgrader
from autograder.course.folder import class_folder
from autograder.course.lessons import lessons_of
from autograder.course.own_inputs import has_own_inputs
from autograder.course.seeds import course_seed, seeds_file
from autograder.environment import CommandFailed
from autograder.grading.attempts import Choice
from autograder.grading.desk import Desk
from autograder.grading.entering import enter_all
from autograder.grading.gradebook import Ledger
from autograder.grading.jobs import Job, asked_for, grader_hash, nameless, submissions
from autograder.grading.left import Plan
from autograder.grading.opening import gradebook_file
from autograder.grading.pool import graded
from autograder.grading.regrade import confirmed
from autograder.grading.standing import standings_in
from autograder.grading.summary import Summary
from autograder.lesson.reading import find_lessons
from autograder.sandbox.layers import LEAST, chosen
from autograder.sandbox.settings import Settings

__all__ = ["add_arguments", "run"]

OFF = (
    "--isolation off lets students' code reach the cluster. Grade your own work without --cluster."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("lessons", nargs="*", metavar="lesson", help='"08"; all if left out')
    parser.add_argument("--course", metavar="DIR", help="the class's folder; .course in the clone")
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help="workers; one a core")
    parser.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help="on a Dask cluster: tls://HOST:PORT of its scheduler, or local:N for N workers here",
    )
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
    parser.add_argument(
        "--trust-students",
        action="store_true",
        help="with --isolation off: run and enter work that could change your files and marks",
    )
    parser.add_argument("--figures", action="store_true", help="draw the figures of the notebooks")
    parser.add_argument("--regrade", action="store_true", help="grade again; shown, then asked")
    parser.add_argument("--dry-run", action="store_true", help="change nothing, show what would")
    parser.add_argument("--yes", action="store_true", help="do not ask before a regrade counts")
    parser.add_argument("--json", action="store_true", help="print the summary as JSON")
    parser.add_argument(
        "--watch", nargs="*", metavar="PATH", help="on arrival there, until Ctrl C: see `watch`"
    )


def run(args: argparse.Namespace) -> int:
    """Grade; 1 where somebody could not be graded."""
    if args.watch is not None:
        return _on_arrival(args)
    if (summary := at_work(args)) is None:
        return 1
    summary.tell()
    return 1 if summary.entered and summary.troubled else 0


def at_work(args: argparse.Namespace) -> Summary | None:
    """Grade, and what came of it; None where nothing is graded outside the students' reach."""
    course = class_folder(args.course)
    settings = Settings(pictures=args.figures)
    known = find_lessons(args.lessons, lessons_of(course))
    lessons = [path for path in known if submissions(course, path.stem)]
    if not lessons:
        raise CommandFailed(
            f"nothing to grade in {course / 'submitted'}. "
            "Bring submissions in with `python3 -m autograder collect PATH`."
        )
    if not (lessons := [path for path in lessons if _is_ours(course, path.stem)]):
        return None
    asked_for(args.student, (who for x in lessons for who, _ in submissions(course, x.stem)))
    layers = () if args.cluster else _locks(args, course, lessons[0].parent.parent)
    if args.seed is not None:  # points rest on the course's own seed, which nobody knows
        args.regrade = args.dry_run = True
    with ExitStack() as kept:
        if not args.dry_run:
            kept.enter_context(alone(course, "grade"))
        hands = kept.enter_context(_hands(args))
        plan = Plan()
        for path in lessons:
            seeds = kept.enter_context(_seeds(course, path.stem, args.seed))
            own = has_own_inputs(course, path.stem) and args.seed is None
            grader = grader_hash(path, seeds, path.stem, settings, own)
            job = Job("", path.stem, path, path, seeds, settings, layers, grader, own)
            plan.take(course, job, args.student or (), args.regrade)
            for name in nameless(course, path.stem):
                said = "cannot be the name of a student: rename the folder"
                print(f"{path.stem}: {name} {said}.", file=sys.stderr)
        # The workers start while nbgrader is being imported.
        results = kept.enter_context(closing(hands([*plan.jobs])))
        ledger = kept.enter_context(Ledger(course, lessons[0].parent.parent))
        for path in lessons:
            ledger.must_know(path.stem)
        choice, names = Choice(plan.several, Desk(ledger, course)), [path.stem for path in lessons]
        rest = hands(plan.lost(standings_in(ledger.book, course, names)))
        all_results = chain(results, kept.enter_context(closing(rest)))
        summary = Summary(args.json, left=list(plan.left))
        summary.entered = enter_all(
            all_results,
            len(plan.jobs),
            choice,
            summary,
            held=args.regrade or args.dry_run,
            asked=lambda count: not args.dry_run and (args.yes or confirmed(count)),
        )
        summary.failed = choice.desk.failed
        summary.standings = standings_in(ledger.book, course, names)
    return summary


def _on_arrival(args: argparse.Namespace) -> int:
    """`watch`, which does the work of `collect` and `feedback` too."""
    once = {"--student": args.student, "--seed": args.seed is not None, "--regrade": args.regrade}
    once |= {"--dry-run": args.dry_run, "--json": args.json}
    if said := [name for name, given in once.items() if given]:
        raise CommandFailed(f"{said[0]} is for one run. Leave it out, or --watch.")
    if len(args.lessons) > 1:
        raise CommandFailed("--watch takes one lesson, or all. Name one, or none.")
    from autograder.commands import parse

    module, options = parse("watch", args.watch)
    options.lesson = next(iter(args.lessons), None)
    for name in ("course", "jobs", "cluster", "isolation", "trust_students", "figures"):
        setattr(options, name, getattr(args, name))
    return int(module.run(options))


@contextmanager
def _hands(args: argparse.Namespace) -> Iterator[Callable[[Sequence[Job]], Any]]:
    """Who grades: what takes jobs and hands back results."""
    if not args.cluster:
        yield lambda jobs: graded(jobs, args.jobs)
        return
    if args.isolation == "off":
        raise CommandFailed(OFF)
    from autograder.grading.cluster import at_work_in

    with at_work_in(args.cluster, LEAST[args.isolation]) as cluster:
        yield cluster.graded


def _locks(args: argparse.Namespace, course: Path, notebooks: Path) -> tuple[str, ...]:
    """How students' code is locked in on this machine."""
    private = [course, notebooks]
    if args.isolation == "off" and (book := gradebook_file(course)):
        private.append(book.parent)
    return chosen(args.isolation, private, partial(_trusted, args))


def _is_ours(course: Path, lesson: str) -> bool:
    """Is the lesson graded outside the student's process? Whose it is otherwise, is told."""
    said = left_to_nbgrader(course, lesson)
    if said:
        print(said, file=sys.stderr)
    return not said


def _trusted(args: argparse.Namespace, why: str) -> bool:
    """Is this the user's own work, or that of people whom the user trusts? Asked, if not said."""
    if args.trust_students or not sys.stdin.isatty():
        return bool(args.trust_students)
    print(why, file=sys.stderr)
    said = input("Is all of it your own work, or that of people whom you trust? [y/N] ")
    return said.strip().lower() in ("y", "yes")


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
