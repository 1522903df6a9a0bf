"""A time as a person writes it and reads it: by the clock of this place, if it says no other."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime

from autograder.course.slip import parse_time

__all__ = ["given_time", "told_time"]


def given_time(said: str) -> datetime | None:
    """The time that was given, in UTC; None where it is none. A day alone is no time."""
    if ":" not in said:
        return None
    with contextlib.suppress(ValueError, OverflowError):
        return datetime.fromisoformat(said.strip()).astimezone(UTC)
    return parse_time(said.encode("utf-8", "replace"))


def told_time(when: datetime) -> str:
    """Tuesday, 1 December 2026, 23:59 CET: with the weekday, so that a slip is seen at once.

    when : in any zone; without one it is UTC, as in nbgrader's gradebook
    """
    aware = when if when.tzinfo else when.replace(tzinfo=UTC)
    here = aware.astimezone()
    return f"{here:%A}, {here.day} {here:%B %Y, %H:%M %Z}"
