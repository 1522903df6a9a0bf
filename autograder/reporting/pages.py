"""Makes the pages that students get back, by nbgrader's converter, in as many processes as pay."""

from __future__ import annotations

import logging
import multiprocessing
import os
import sys
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, redirect_stderr
from functools import partial
from io import StringIO
from pathlib import Path

from autograder.course.nbgrader_config import course_config
from autograder.environment import CommandFailed
from autograder.grading.progress import Progress
from autograder.lesson.reading import LessonError
from autograder.reporting.stamps import stamp

__all__ = ["in_words", "make_pages"]

TOGETHER = 8  # pages that are made before progress is told
WORTH = 40  # pages for each worker: to start one takes as long as some twenty
MISSING = "its graded notebook is missing. Grade it again."


def make_pages(
    course: Path, source: Path, wanted: Mapping[str, str], workers: int = 0
) -> dict[str, str]:
    """Make pages of a lesson anew; student: why not, where one failed.

    source : the lesson's notebook
    wanted : student: the stamp that the page gets
    """
    students, failed = list(wanted), dict[str, str]()
    groups = [students[i : i + TOGETHER] for i in range(0, len(students), TOGETHER)]
    workers = min(workers or os.cpu_count() or 1, len(students) // WORTH)
    with ExitStack() as stack:
        progress = stack.enter_context(Progress(source.stem, len(students)))
        make = _mapped(partial(_pages, course, source), groups, workers, stack)
        try:
            for group, fell in zip(groups, make, strict=True):
                failed |= fell
                for student in group:
                    if student not in fell:
                        try:
                            stamp(course, source.stem, student, wanted[student])
                        except OSError as error:
                            failed[student] = in_words(error)
                    progress.step(student)
        except BrokenProcessPool:
            raise CommandFailed(
                "a process that made pages was ended from outside, perhaps for want of memory. "
                "The same command goes on from there; with --jobs 1 it needs less."
            ) from None
    return failed


def _mapped(
    make: Callable[[Sequence[str]], dict[str, str]],
    groups: Sequence[Sequence[str]],
    workers: int,
    stack: ExitStack,
) -> Iterable[dict[str, str]]:
    """What fails in each group, made here or in workers of their own."""
    if workers < 2:
        return map(make, groups)
    context = multiprocessing.get_context("spawn")
    return stack.enter_context(ProcessPoolExecutor(workers, context)).map(make, groups)


def _pages(course: Path, source: Path, students: Sequence[str]) -> dict[str, str]:
    """nbgrader's converter for some students of a lesson, in this process."""
    with warnings.catch_warnings(), redirect_stderr(StringIO()):
        warnings.simplefilter("ignore")  # what nbgrader's libraries warn of is not ours to mend
        from nbgrader.converters import GenerateFeedback
        from nbgrader.coursedir import CourseDirectory

        failed, (log, heard) = dict[str, str](), _listening_log()

        class Chosen(GenerateFeedback):  # type: ignore[misc]
            """nbgrader would look for everybody's work at every start."""

            def init_notebooks(self) -> None:
                self.assignments: dict[str, list[str]] = {}

            def convert_notebooks(self) -> None:
                for student in students:
                    folder = self._format_source(source.stem, student)
                    notebook = os.path.join(folder, source.name)
                    self.assignments = {folder: [notebook]}
                    heard.clear()
                    if not os.path.exists(notebook):
                        failed[student] = MISSING
                        continue
                    try:
                        super().convert_notebooks()
                    except Exception as error:  # whatever it is, it is one student's
                        failed[student] = in_words(heard[0] if heard else error)

        config = course_config(course, source.parent.parent)
        folders = CourseDirectory(config=config, assignment_id=source.stem, log=log)
        Chosen(coursedir=folders, config=config, log=log, force=True).start()
    return failed


def _listening_log() -> tuple[logging.Logger, list[BaseException]]:
    """A logger that shows nothing, and the list of exceptions that were logged in it."""
    heard: list[BaseException] = []

    class Ears(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if (error := sys.exc_info()[1]) is not None:
                heard.append(error)

    log = logging.Logger("autograder.reporting.pages")
    log.addHandler(Ears(logging.ERROR))
    return log, heard


def in_words(error: BaseException) -> str:
    """Why a page was not made, as a sentence."""
    if isinstance(error, CommandFailed | LessonError):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror}."
    return f"{type(error).__name__}: {str(error).partition(chr(10))[0]}"
