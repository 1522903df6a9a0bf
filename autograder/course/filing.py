"""Where collected work lies: `submitted/STUDENT/LESSON`, and what was there before beside it.

A submission takes its place whole or not at all. Nothing is thrown away: what is replaced moves to
`submitted_before/STUDENT/LESSON/1`, 2 and so on. No name that came from outside becomes a path.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from autograder.course.limits import Unreadable
from autograder.course.names import safe_id
from autograder.environment import CommandFailed

__all__ = ["Files", "handed_in_at", "own_name", "parse_time"]

PROBLEM, STAMP, ACCOUNT = "problem.txt", "timestamp.txt", "collected.json"
FORMAT = "%Y-%m-%d %H:%M:%S.%f UTC"  # one that nbgrader reads


@dataclass(frozen=True)
class Files:
    """The folders of a course into which work is collected."""

    course: Path

    def students(self) -> list[str]:
        """Who has a folder already."""
        with contextlib.suppress(FileNotFoundError):
            return sorted(x.name for x in (self.course / "submitted").iterdir() if x.is_dir())
        return []

    def put(
        self, student: str, lesson: str, files: dict[str, bytes], when: datetime | None
    ) -> tuple[str, str]:
        """Put a submission in its place: what was done, and where what gave way went.

        Done is "new", "again", "unchanged", or "older" if it was itself put aside.
        """
        place = self._inside("submitted", student, lesson)
        if when:
            files = {**files, STAMP: (when.astimezone(UTC).strftime(FORMAT) + "\n").encode()}
        if not place.exists():
            with self._prepared(files) as half:
                self._move(half, place)
            return "new", ""
        before = _contents(place)
        if {x: y for x, y in before.items() if x != STAMP} == {
            x: y for x, y in files.items() if x != STAMP
        }:
            return "unchanged", ""
        then = parse_time(before.get(STAMP, b""))
        if when and then and when < then:
            return "older", self.put_aside(student, lesson, files)
        with self._prepared(files) as half:
            aside = self._next(student, lesson)
            self._move(place, aside)
            self._move(half, place)
        return "again", self._shown(aside)

    def put_aside(self, student: str, lesson: str, files: dict[str, bytes]) -> str:
        """Keep what is not graded beside what is; where, for a sentence."""
        folder = self._inside("submitted_before", student, lesson)
        for there in sorted(folder.glob("*")) if folder.is_dir() else ():
            if _contents(there) == files:
                return self._shown(there)
        aside = self._next(student, lesson)
        with self._prepared(files) as half:
            self._move(half, aside)
        return self._shown(aside)

    def account(self) -> dict[str, Any]:
        """What was collected before: {"students": …, "work": …}."""
        path = self.course / ACCOUNT
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            return {"students": dict(found["students"]), "work": dict(found["work"])}
        except FileNotFoundError:
            return {"students": {}, "work": {}}
        except (ValueError, KeyError, TypeError):
            raise CommandFailed(
                f"{path} cannot be read. Restore it from a copy, or delete it: then students whose "
                "names were told apart may get other ids."
            ) from None

    def keep_account(self, account: dict[str, Any]) -> None:
        """Replace the account whole; readable by its owner only."""
        self.course.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.course, prefix=".collected-")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(account, file, indent=1, sort_keys=True)
        os.replace(name, self.course / ACCOUNT)

    def _inside(self, top: str, *names: str) -> Path:
        """A folder of the course; if a link would lead out of it, nothing is written."""
        base = (self.course / top).resolve()
        place = base.joinpath(*names)
        if place.resolve() != place:
            raise Unreadable(f"would be filed outside of {top}: look for a link in {names[0]}.")
        return place

    @contextlib.contextmanager
    def _prepared(self, files: dict[str, bytes]) -> Iterator[Path]:
        """A folder with these files, to be moved to its place; if the disk is full, nothing is."""
        self.course.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self.course, prefix=".collecting-") as work:
            half = Path(work) / "half"
            half.mkdir()
            for name, content in files.items():
                (half / name).write_bytes(content)
            yield half

    def _move(self, folder: Path, place: Path) -> None:
        place.parent.mkdir(parents=True, exist_ok=True)
        os.replace(folder, place)

    def _next(self, student: str, lesson: str) -> Path:
        folder = self._inside("submitted_before", student, lesson)
        folder.mkdir(parents=True, exist_ok=True)
        numbers = [int(x.name) for x in folder.iterdir() if x.name.isdecimal()]
        return folder / str(max(numbers, default=0) + 1)

    def _shown(self, place: Path) -> str:
        return place.relative_to(self.course.resolve()).as_posix()


def own_name(name: str) -> str:
    """The name of a file that is kept as it came, made safe, and never that of one of ours."""
    stem, dot, suffix = name.rpartition(".")
    made = f"{safe_id(stem)[0]}.{safe_id(suffix)[0]}" if stem and dot else safe_id(name)[0]
    return made if made.lower() not in (PROBLEM, STAMP) else f"handed_in_{made}"


def parse_time(stamp: bytes) -> datetime | None:
    """The time in a timestamp.txt, ours or one of nbgrader's; without a zone it is UTC."""
    try:
        words = stamp.decode().split()
        zone = words[2] if len(words) == 3 else ""
        offset = zone if zone.startswith(("+", "-")) else ""
        found = datetime.fromisoformat(" ".join(words[:2]) + offset)
        if found.tzinfo is None:
            found = found.replace(tzinfo=UTC if zone in ("", "UTC") else ZoneInfo(zone))
        return found.astimezone(UTC)
    except (ValueError, OverflowError, KeyError, OSError):
        return None


def handed_in_at(folder: Path) -> datetime | None:
    """What the timestamp.txt in a folder says; None where there is none, Unreadable if it lies."""
    path = folder / STAMP
    if not os.path.lexists(path):
        return None
    try:
        if path.is_symlink() or not path.is_file():
            raise Unreadable("is no regular file. Replace it or take it away.")
        with path.open("rb") as file:
            when = parse_time(file.read(100))
    except OSError as error:
        raise Unreadable(f"cannot be read: {error.strerror}.") from None
    if when is None:
        raise Unreadable("holds no time that can be read. Mend it or take it away.")
    return when


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        x.relative_to(folder).as_posix(): x.read_bytes()
        for x in sorted(folder.rglob("*"))
        if x.is_file() and not x.is_symlink()
    }
