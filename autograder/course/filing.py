"""Where collected work lies: `submitted/STUDENT/LESSON`, and what was there before beside it.

A submission takes its place whole or not at all. Nothing is thrown away: what is replaced moves to
`submitted_before/STUDENT/LESSON/1`, 2 and so on. No name that came from outside becomes a path.
In each submission lies whose it is, as the LMS said it: the account of a course can be lost.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from autograder.course.account import read_account
from autograder.course.limits import Unreadable
from autograder.course.names import safe_id
from autograder.course.safely import on_the_disk, put_whole, write_new
from autograder.course.slip import (
    ABOUT,
    SLIP,
    STAMP,
    Slip,
    about,
    parse_time,
    read_slip,
)

__all__ = ["PROBLEM", "Files", "Put", "own_name"]

PROBLEM = "problem.txt"


@dataclass(frozen=True)
class Put:
    """What was done with a submission.

    done : "new", "again", "unchanged", or "older" if it was itself put aside
    aside : where what gave way went
    when : when what lies there now was handed in, as far as anybody knows
    """

    done: str
    aside: str = ""
    when: datetime | None = None


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
        self, student: str, lesson: str, files: dict[str, bytes], slip: Slip, when: datetime | None
    ) -> Put:
        """Put a submission in its place."""
        place = self._inside("submitted", student, lesson)
        whole = {**files, **about(slip, when)}
        if not place.exists():
            with self._prepared(whole) as half:
                self._move(half, place)
            return Put("new", when=when)
        before = _contents(place)
        known, then = read_slip(before.get(SLIP, b"")), parse_time(before.get(STAMP, b""))
        if {x: y for x, y in before.items() if x not in ABOUT} == files:
            return Put("unchanged", when=self._told_again(place, before, slip, when))
        if _is_older(slip, when, known, then):
            return Put("older", self.put_aside(student, lesson, whole), then)
        with self._prepared(whole) as half:
            aside = self._next(student, lesson)
            self._move(place, aside)
            self._move(half, place)
        return Put("again", self._shown(aside), when)

    def put_aside(self, student: str, lesson: str, files: dict[str, bytes]) -> str:
        """Keep what is not graded beside what is; where, for a sentence."""
        folder = self._inside("submitted_before", student, lesson)
        ours = {x: y for x, y in files.items() if x not in ABOUT}
        for there in sorted(folder.glob("*")) if folder.is_dir() else ():
            if {x: y for x, y in _contents(there).items() if x not in ABOUT} == ours:
                return self._shown(there)
        aside = self._next(student, lesson)
        with self._prepared(files) as half:
            self._move(half, aside)
        return self._shown(aside)

    def account(self) -> dict[str, Any]:
        """Who the students are, and where each submission came from."""
        return read_account(self.course)[0]

    def clear(self) -> None:
        """Take away what a command left that was killed in the middle."""
        for left in self.course.glob(".collecting-*"):
            shutil.rmtree(left, ignore_errors=True)
        for half in (self.course / "submitted").glob("*/*/.half-*"):
            half.unlink(missing_ok=True)

    def _told_again(
        self, place: Path, before: dict[str, bytes], slip: Slip, when: datetime | None
    ) -> datetime | None:
        """The same work once more: the earliest time that is known of it stays."""
        known, then = read_slip(before.get(SLIP, b"")), parse_time(before.get(STAMP, b""))
        if slip.system == "canvas" and not known:
            then = None  # the time of a zip, once taken for that of handing in
        first = min((x for x in (when, then) if x), default=None)
        if known and (known.upload != slip.upload or replace(known, source=slip.source) == slip):
            slip = known  # the same bytes, uploaded before or exported before
        now = about(slip, first)
        if then and first == then:
            now[STAMP] = before[STAMP]
        for name in sorted(ABOUT):
            if name in now and now[name] != before.get(name):
                put_whole(place / name, now[name])
            elif name in before and name not in now:
                (place / name).unlink()
        return first

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
                write_new(half / name, content)
            yield half

    def _move(self, folder: Path, place: Path) -> None:
        place.parent.mkdir(parents=True, exist_ok=True)
        os.replace(folder, place)
        on_the_disk(place.parent)

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
    return made if made.lower() not in {PROBLEM, *ABOUT} else f"handed_in_{made}"


def _is_older(slip: Slip, when: datetime | None, known: Slip | None, then: datetime | None) -> bool:
    """Was this handed in before what lies there?"""
    if known and slip.system == known.system and slip.upload and known.upload:
        return slip.upload < known.upload
    return bool(when and then and when < then)


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        x.relative_to(folder).as_posix(): x.read_bytes()
        for x in sorted(folder.rglob("*"))
        if x.is_file() and not x.is_symlink()
    }
