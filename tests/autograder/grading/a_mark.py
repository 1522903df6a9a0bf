"""What a mark should be, by a table of points and the calendar, and by nothing of ours.

work = Work(RIGHT_STEP, WRONG_MARGIN, None, DUE + timedelta(hours=30)).entered(DUE)
work.mark
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from grading.a_course import ENDLESS_STEP, RIGHT_MARGIN, RIGHT_STEP, WRONG_MARGIN, WRONG_STEP

BLANK = "raise NotImplementedError"
STEPS = {RIGHT_STEP: 3, WRONG_STEP: 0, BLANK: 0, ENDLESS_STEP: 0}
MARGINS = {RIGHT_MARGIN: 4, WRONG_MARGIN: 0, BLANK: 0}
BROKEN = b'{"cells": [{"cell_type": "co'


@dataclass
class Work:
    """What a student has handed in, and what has become of it.

    when : None where nobody can know
    late : marked as late, where no time is known
    extra : days of extension
    by_hand : what a person gave for the answer in words
    off : points off for being late, as they were when it was entered
    """

    step: str
    margin: str
    words: str | None
    when: datetime | None
    broken: bool = False
    late: bool = False
    extra: int = 0
    by_hand: float = 0.0
    off: float = 0.0

    @property
    def points(self) -> float:
        return STEPS[self.step] + MARGINS[self.margin] + self.by_hand

    def entered(self, due: datetime) -> Work:
        """The same once `grade` has entered it: a point is off for each day that has begun."""
        days = 1 if self.late and not self.when and not self.extra else 0
        while self.when and self.when > due + timedelta(days=self.extra + days):
            days += 1
        return replace(self, off=float(min(days, self.points)))

    def same_as(self, other: Work) -> bool:
        """Is the file the same, byte for byte?"""
        mine, others = (x.broken or (x.step, x.margin, x.words) for x in (self, other))
        return mine == others

    @property
    def mark(self) -> str:
        return "" if self.broken else f"{max(0.0, self.points - self.off):g}"
