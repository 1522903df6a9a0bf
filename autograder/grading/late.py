"""What being late costs in a class: the due date, the extensions, and nbgrader's plugin.

An extension that `due` gave is a time, and holds whatever becomes of the due date; one that was
given in nbgrader is so much longer.

The plugin is only asked. So the same answer serves to enter a mark, and to say which marks would
be others since a date or a rule has changed.
"""

from __future__ import annotations

import math
from datetime import datetime
from pathlib import Path
from typing import Any

from autograder.course.extensions import extensions, plain
from autograder.course.nbgrader_config import CLASS_FILE
from autograder.course.slip import marked_late
from autograder.environment import CommandFailed

__all__ = ["Late", "RuleFailed"]

MEND = f"Mend {CLASS_FILE}."


class RuleFailed(Exception):
    """Why the class's own rule gave no penalty: a sentence."""


class Late:
    """The rule of a class, by its configuration."""

    def __init__(self, config: Any, course: Path) -> None:
        from nbgrader.preprocessors import AssignLatePenalties

        try:
            step = AssignLatePenalties(config=config)
            step.init_plugin()
        except Exception as error:
            said = f"the rule for late work cannot be loaded ({_told(error)}). {MEND}"
            raise CommandFailed(said) from None
        self.rule, self.until = step.plugin_inst, extensions(course)

    @property
    def in_words(self) -> str:
        """The rule as a sentence."""
        from nbgrader.plugins import LateSubmissionPlugin

        from autograder.grading.by_the_day import ByTheDay

        match self.rule:
            case ByTheDay(points=points, percent=percent):
                off = f"{percent:g}% of its points" if percent else f"points, {points:g}"
                return f"Late work loses {off} for each day that has begun."
            case LateSubmissionPlugin(penalty_method="zero"):
                return "Late work counts 0."
            case LateSubmissionPlugin():
                return "Late work loses nothing."
        return f"What late work loses says {type(self.rule).__name__} in {CLASS_FILE}."

    def due(self, submission: Any) -> datetime | None:
        """When it was to be handed in, the extension included; None where no date is set."""
        date: datetime | None = submission.assignment.duedate
        if date is None:
            return None
        if until := self._until(submission):
            return max(date, until)
        return date + submission.extension if submission.extension else date

    def note(self, submission: Any) -> None:
        """Let nbgrader's own tools know of an extension that `due` gave."""
        if self._until(submission) and (date := self.due(submission)):
            submission.extension = date - submission.assignment.duedate or None

    def penalty(self, submission: Any, score: float, place: Path) -> float | None:
        """Points off for a submission in the gradebook; as in nbgrader, never more than it has.

        place : the folder of what was handed in
        """
        seconds = self._seconds_late(submission) or self._by_mark(submission, place)
        if not seconds or not score:
            return None
        try:
            off = self.rule.late_submission_penalty(submission.student_id, score, seconds)
            if off is None:
                return None
            if not math.isfinite(off):
                raise ValueError(f"it takes off {off} points")
            return min(max(float(off), 0.0), score)
        except Exception as error:
            said = f"The class's rule for late work fails ({_told(error)}). {MEND}"
            raise RuleFailed(said) from None

    def _by_mark(self, submission: Any, place: Path) -> float:
        """The least that a mark as late can mean, where it is all that is known of the time.

        Whoever set the mark knew nothing of an extension that was given here.
        """
        date = self.due(submission)
        if submission.timestamp or not date or date != submission.assignment.duedate:
            return 0.0
        return 1.0 if marked_late(place) else 0.0

    def _until(self, submission: Any) -> datetime | None:
        lesson = self.until.get(submission.assignment.name, {})
        until = lesson.get(str(submission.student_id))
        return until and plain(until)

    def _seconds_late(self, submission: Any) -> float:
        date = self.due(submission)
        if date is None or submission.timestamp is None:
            return 0.0
        return float(max(0.0, (submission.timestamp - date).total_seconds()))


def _told(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return ": ".join([type(error).__name__, *lines[:1]])
