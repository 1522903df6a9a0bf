"""Make the page that a student gets back: the notebook, the points, what each check said.

    python -m autograder feedback                 every graded submission
    python -m autograder feedback 08 --zip        one lesson, and a zip for Moodle or Canvas

nbgrader makes the pages, with its own converter; `feedback_step` sees to it that no hidden test
is in them, `feedback_page` that each is one file that runs and fetches nothing. A submission that
could not be graded gets a short page that says why.
"""

from __future__ import annotations

import argparse
import json
import logging
import multiprocessing
import os
import sys
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stderr
from html import escape
from io import StringIO
from pathlib import Path
from typing import Any

from autograder.collecting.whose import CANVAS
from autograder.course.filing import ACCOUNT
from autograder.course.folder import class_folder
from autograder.course.nbgrader_config import course_config
from autograder.environment import CommandFailed
from autograder.grading.jobs import asked_for, submissions
from autograder.grading.progress import Progress
from autograder.grading.standing import standings
from autograder.grading.telling import grouped, not_yet, waiting
from autograder.grading.verdicts import Record, records, replace_file
from autograder.lesson.reading import find_lessons
from autograder.reporting.handed_back import POLICY, style
from nnlib.pictures.words import counted

__all__ = ["account_of", "add_arguments", "make_pages", "pack", "run"]

TOGETHER = 8  # pages that one worker makes before it is asked again
PROBLEM_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{lesson}: not graded</title><style>{style}</style></head>
<body><main><h1>{lesson} could not be graded</h1>
<p>{problem}</p>
<p>No points were taken off: there is no score yet. Hand in again, or ask your teacher.</p>
</main></body>
</html>
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `feedback` understands."""
    parser.add_argument("lessons", nargs="*", metavar="lesson", help='"08"; all if left out')
    parser.add_argument("--course", metavar="DIR", help="the class's folder; .course in the clone")
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help="workers; one a core")
    parser.add_argument("--student", action="append", metavar="NAME", help="only this student")
    parser.add_argument(
        "--zip", action="store_true", help="pack the pages as Moodle and Canvas take them back"
    )


def run(args: argparse.Namespace) -> int:
    """Make the pages; 1 where one could not be made."""
    course, failed, made = class_folder(args.course), dict[tuple[str, str], str](), 0
    found = standings(course)
    known = {(x.student, x.lesson) for x in found}
    outdated = {(x.student, x.lesson): x.trouble for x in found if x.outdated}
    lessons = find_lessons(args.lessons)
    if any(submissions(course, path.stem) for path in lessons):
        asked_for(args.student, (who for x in lessons for who, _ in submissions(course, x.stem)))
    for path in lessons:
        lesson, wanted = path.stem, set(args.student or ())
        graded = sorted(f.parent.name for f in (course / "autograded").glob(f"*/{lesson}"))
        entered = (x for x in graded if (x, lesson) in known)
        students = [x for x in entered if not wanted or x in wanted]
        not_graded = [
            record
            for record in records(course, lesson)
            if record.problem and (not wanted or record.student in wanted)
        ]
        students = [x for x in students if x not in {record.student for record in not_graded}]
        failed |= {(x, lesson): outdated[x, lesson] for x in students if (x, lesson) in outdated}
        students = [x for x in students if (x, lesson) not in outdated]
        if not students and not not_graded:
            continue
        for record in not_graded:
            _problem_page(course, record)
        missed = make_pages(course, path.parent.parent, lesson, students, args.jobs)
        failed |= {(student, lesson): why for student, why in missed.items()}
        made += len(students) + len(not_graded)
        pages = counted(len(students) + len(not_graded), "page")
        print(f"{lesson}: {pages} in {course / 'feedback'}")
        if args.zip:
            print(f"  to hand back: {pack(course, lesson)}")
    if not made and not failed:
        raise CommandFailed(
            f"nothing is graded in {course}. Grade with `python -m autograder grade` first."
        )
    names = [path.stem for path in lessons]
    asked = [x for x in found if x.lesson in names]
    for line in (*not_yet(course, names, asked), *filter(None, [waiting(asked)])):
        print(line, file=sys.stderr)
    for line in grouped({who: f"no page was made: {why}" for who, why in failed.items()}):
        print(line, file=sys.stderr)
    return 1 if failed else 0


def make_pages(
    course: Path, notebooks: Path, lesson: str, students: Sequence[str], workers: int = 0
) -> dict[str, str]:
    """Make the pages of these students anew; student -> why not, where one failed."""
    groups = [students[i : i + TOGETHER] for i in range(0, len(students), TOGETHER)]
    workers = min(len(groups), workers or os.cpu_count() or 1)
    failed: dict[str, str] = {}
    with Progress(lesson, len(students)) as progress:
        for group, found in _groups(course, notebooks, lesson, groups, workers):
            failed |= found
            for student in group:
                progress.step(student)
    return failed


def _groups(
    course: Path, notebooks: Path, lesson: str, groups: list[Sequence[str]], workers: int
) -> Iterator[tuple[Sequence[str], dict[str, str]]]:
    """Every group with what failed in it, made here or in workers of their own."""
    if workers < 2:
        for group in groups:
            yield group, _pages(course, notebooks, lesson, group)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        asked = [pool.submit(_pages, course, notebooks, lesson, group) for group in groups]
        for group, future in zip(groups, asked, strict=True):
            yield group, future.result()


def _pages(course: Path, notebooks: Path, lesson: str, students: Sequence[str]) -> dict[str, str]:
    """nbgrader's converter for some students of a lesson, in this process."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what nbgrader's libraries warn of is not ours to mend
        from nbgrader.converters import GenerateFeedback
        from nbgrader.converters.base import NbGraderException
        from nbgrader.coursedir import CourseDirectory

        class Chosen(GenerateFeedback):  # type: ignore[misc]
            """nbgrader would look for everybody's work at every start."""

            def init_notebooks(self) -> None:
                folders = {s: self._format_source(lesson, s) for s in students}
                found = {f: os.path.join(f, f"{lesson}.ipynb") for f in folders.values()}
                self.assignments = {f: [x] for f, x in found.items() if os.path.exists(x)}

        config = course_config(course, notebooks)
        log, said = _listening_log()
        folders = CourseDirectory(config=config, assignment_id=lesson, log=log)
        converter = Chosen(coursedir=folders, config=config, log=log, force=True)
        with redirect_stderr(StringIO()):
            try:
                converter.start()
            except NbGraderException as error:
                said.append(str(error))
    pages = ((s, course / "feedback" / s / lesson / f"{lesson}.html") for s in students)
    why = next((x for x in said if "Error: " in x or "Traceback" in x), "")
    why = why.strip().splitlines()[-1] if why else "its graded notebook is missing"
    return {student: why for student, page in pages if not page.exists()}


def _listening_log() -> tuple[logging.Logger, list[str]]:
    """A logger that shows nothing, and the list of errors that it has heard."""
    said: list[str] = []
    log, ears = logging.Logger("autograder.commands.feedback"), logging.Handler(logging.ERROR)
    ears.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    log.addHandler(ears)
    return log, said


def _problem_page(course: Path, record: Record) -> None:
    page = PROBLEM_PAGE.format(
        lesson=escape(record.lesson), problem=escape(record.problem), policy=POLICY, style=style()
    )
    folder = course / "feedback" / record.student / record.lesson
    replace_file(folder / f"{record.lesson}.html", page.encode())


def pack(course: Path, lesson: str) -> Path:
    """A zip with everybody's page, named as the system wants it that the work came from.

    Moodle takes back a folder for each student, called as in its own zip; Canvas a file with the
    name that it gave. Where neither is known, the folder is the student's id.
    """
    account = account_of(course)
    target = course / "feedback" / f"{lesson}.zip"
    with zipfile.ZipFile(half := target.with_suffix(".part"), "w", zipfile.ZIP_DEFLATED) as packed:
        for page in sorted((course / "feedback").glob(f"*/{lesson}/{lesson}.html")):
            packed.write(page, _place(page.parent.parent.name, lesson, account))
    half.replace(target)
    return target


def _place(student: str, lesson: str, account: dict[str, Any]) -> str:
    """Where a student's page lies in the zip."""
    known = account["students"].get(student, {})
    if number := known.get("numbers", {}).get(f"moodle {lesson}"):
        label = str(known["label"]).replace("/", "_")
        return f"{label}_{number}_assignsubmission_file_/{lesson}.html"
    source = str(account["work"].get(lesson, {}).get(student, {}).get("source", ""))
    name = source.rpartition("/")[2]
    if "canvas" in known.get("numbers", {}) and CANVAS.fullmatch(name):
        return f"{Path(name).stem}.html"
    return f"{student}/{lesson}.html"


def account_of(course: Path) -> dict[str, Any]:
    """What `collect` remembers of where everything came from."""
    try:
        found = json.loads((course / ACCOUNT).read_text(encoding="utf-8"))
        return {"students": dict(found["students"]), "work": dict(found["work"])}
    except (OSError, ValueError, KeyError, TypeError):
        return {"students": {}, "work": {}}
