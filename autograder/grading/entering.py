"""From results to the gradebook: what is graded is entered; a regrade is shown first, and asked."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from contextlib import redirect_stdout
from tempfile import TemporaryFile

from autograder.grading.attempts import Choice
from autograder.grading.held import Held
from autograder.grading.pool import Result
from autograder.grading.progress import Progress
from autograder.grading.regrade import Change, Differences
from autograder.grading.summary import Summary
from autograder.grading.telling import grouped

__all__ = ["enter_all"]


def enter_all(
    results: Iterable[Result | None],
    count: int,
    choice: Choice,
    summary: Summary,
    *,
    held: bool,
    asked: Callable[[int], bool],
) -> bool:
    """Note everything graded; is it entered?

    results : None where nothing came for a while
    held : is it shown first what would change?
    asked : is that many to be entered then?
    """
    desk, told = choice.desk, Differences(choice.desk.course)
    with TemporaryFile() as file:
        kept = Held(file)
        with Progress("graded", count) as progress, desk:
            for result in results:
                if result is None:
                    desk.look()
                    continue
                progress.step(result[0].student)
                if (counts := choice.of(*result)) is None:
                    continue
                record, notebook = counts
                summary.note(record)
                if (record.student, record.lesson) in choice.stands and not held:
                    desk.keep(record)
                elif not held:
                    desk.take(record, notebook)
                elif would := desk.would(record, notebook):
                    kept.keep(record, notebook)
                    told.note(Change(record, *would))
        if not held or not count:
            return True
        with redirect_stdout(sys.stderr if summary.whole else sys.stdout):
            print("\n".join(told.lines()))
            if not asked(kept.count):
                print("\n".join([*grouped(desk.failed), "Nothing was changed."]))
                return False
        with desk:
            for record, notebook in kept:
                desk.take(record, notebook)
    return True
