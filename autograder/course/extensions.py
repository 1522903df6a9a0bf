"""Until when single students may hand in a lesson: kept beside the gradebook.

The gradebook knows an extension only of who has handed in, and as so many hours after a due date
that may be moved. Here it is a time, given before or after: `extensions.json`, for its owner's
eyes, {LESSON: {STUDENT: "2026-12-03T22:59:00+00:00"}}.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from autograder.course.safely import put_whole
from autograder.environment import CommandFailed

__all__ = ["extend", "extensions", "plain"]

FILE = "extensions.json"


def extensions(course: Path) -> dict[str, dict[str, datetime]]:
    """lesson -> student -> until when. A damaged file is refused: students would lose points."""
    path = course / FILE
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return {
            lesson: {student: datetime.fromisoformat(said) for student, said in until.items()}
            for lesson, until in kept.items()
        }
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, AttributeError, TypeError):
        raise CommandFailed(
            f"{path} does not hold a time for each extension. Restore it from a copy; "
            "without one delete it, and give the extensions again."
        ) from None


def extend(course: Path, lesson: str, students: Iterable[str], until: datetime | None) -> None:
    """Give students time until then for a lesson; None takes what they were given away."""
    kept = extensions(course)
    mine = kept.setdefault(lesson, {})
    for student in students:
        mine.pop(student, None)
        if until is not None:
            mine[student] = until
    known = {x: {who: f"{when:%Y-%m-%dT%H:%M:%S%z}" for who, when in kept[x].items()} for x in kept}
    text = json.dumps({x: mine for x, mine in known.items() if mine}, indent=1, sort_keys=True)
    put_whole(course / FILE, f"{text}\n".encode("utf-8", "surrogatepass"), mode=0o600)


def plain(when: datetime) -> datetime:
    """A time as nbgrader's gradebook has them: in UTC, and without saying so."""
    return when.astimezone(UTC).replace(tzinfo=None)
