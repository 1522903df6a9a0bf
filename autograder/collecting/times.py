"""When something was handed in: believed where the source says it, unknown everywhere else.

Moodle's zip has it in its entries, unless that Moodle writes there when each was packed; the names
in nbgrader's exchange and Gradescope's list have it. Canvas's entries carry the time of the zip,
files in a folder the time of some copying, and a timestamp.txt beside a notebook is the student's
word: none of these is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from autograder.collecting.handed import Handed
from autograder.collecting.whose import Whose
from autograder.course.limits import Unreadable
from autograder.course.slip import STAMP, parse_time

__all__ = ["Times"]

PACKING = timedelta(minutes=5)  # a class is downloaded in less
SEVERAL = 3  # people who handed in within that time, in the very order of the zip: no chance
COLLECTED = "submitted"  # the folder into which nbgrader's own collect puts what it fetches


class Times:
    """The times of what lies in one container."""

    def __init__(self, claims: Sequence[tuple[Handed, Whose | None]]) -> None:
        self.stamps = {x.parts[:-1]: x for x, _ in claims if x.name == STAMP}
        self.packed = _packed([(x, who) for x, who in claims if who and who.system == "moodle"])

    def of(self, handed: Handed, who: Whose) -> datetime | None:
        """When it was handed in, or None where nobody can know."""
        if who.when:
            return who.when
        if who.system == "moodle":
            return handed.dated if handed.zipped and not self.packed else None
        if who.system == "nbgrader" or _collected(handed, who):
            return self._stamp(handed)
        return None

    def _stamp(self, handed: Handed) -> datetime | None:
        stamp = self.stamps.get(handed.parts[:-1])
        with suppress(Unreadable):
            return parse_time(stamp.read()[:100]) if stamp else None
        return None


def _collected(handed: Handed, who: Whose) -> bool:
    """Does it lie in submitted/STUDENT/LESSON, where nbgrader writes the stamp itself?"""
    root, parts = handed.root, handed.parts
    at_its_place = bool(who.folder) and not who.system and len(parts) == root + 3
    return at_its_place and root > 0 and parts[root - 1] == COLLECTED


def _packed(claims: Sequence[tuple[Handed, Whose]]) -> bool:
    """Are the times in Moodle's zip those of the packing? Then none is before the one above it."""
    times = [x.dated for x, _ in claims if x.dated and x.zipped]
    people = {who.number for _, who in claims}
    if len(people) < SEVERAL or not times:
        return False
    return times == sorted(times) and times[-1] - times[0] <= PACKING
