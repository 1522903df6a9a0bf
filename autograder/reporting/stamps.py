"""Which pages are as they were: beside each lies a stamp of all that it was made of.

That is the record, the graded notebook, what the gradebook says, the lesson, the class's settings
and the code that makes pages, ours and that of the libraries. A page without a stamp is made anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

from autograder.course.nbgrader_config import CLASS_FILE
from autograder.environment import ROOT
from autograder.grading.opening import in_words, opened
from autograder.grading.verdicts import record_path, replace_file
from autograder.reporting.marked import marked
from autograder.reporting.names import names_of

__all__ = ["page_of", "stale", "stamp", "stamps", "take_away"]

STAMP = ".made_of"
ROOMS = ("course", "lecture", "lesson", "reporting")  # whose files make a page
LIBRARIES = ("beautifulsoup4", "jinja2", "latex2mathml", "mistune", "nbconvert", "pygments")


def page_of(course: Path, student: str, lesson: str) -> Path:
    """Where a student's page is."""
    return course / "feedback" / student / lesson / f"{lesson}.html"


def stamps(course: Path, source: Path, students: Iterable[str]) -> dict[str, str]:
    """student: the stamp of a page that were made now; `source` is the lesson's notebook."""
    lesson, common = source.stem, _hash([_code(), source, course / CLASS_FILE])
    names = names_of(course)
    with opened(course) as book, in_words("it could not be read"):
        known = marked(book, lesson, lesson)
    graded = course / "autograded"
    return {
        student: _hash(
            [
                common,
                repr((known.get(student), names.get(student))),
                record_path(course, student, lesson),
                graded / student / lesson / f"{lesson}.ipynb",
            ]
        )
        for student in students
    }


def stale(course: Path, lesson: str, wanted: dict[str, str]) -> dict[str, str]:
    """Those whose page is not there, or was made of something else."""
    pages = {student: page_of(course, student, lesson) for student in wanted}
    return {
        student: text
        for student, text in wanted.items()
        if not pages[student].exists() or _read(pages[student].with_name(STAMP)) != text.encode()
    }


def take_away(course: Path, student: str, lesson: str) -> bool:
    """Let nobody find a page that holds no more; was there one?"""
    page = page_of(course, student, lesson)
    there = page.exists()
    for path in (page.with_name(STAMP), page):
        path.unlink(missing_ok=True)
    return there


def stamp(course: Path, lesson: str, student: str, text: str) -> None:
    """Say of a page that was just made what it was made of."""
    replace_file(page_of(course, student, lesson).with_name(STAMP), text.encode())


@cache
def _code() -> str:
    files = [x for room in ROOMS for x in (ROOT / "autograder" / room).rglob("*")]
    sources = sorted(x for x in files if x.is_file() and x.suffix != ".pyc")
    return _hash([*map(version, LIBRARIES), *sources])


def _hash(parts: Iterable[str | Path]) -> str:
    """One word for some texts and for what is in some files."""
    digest = hashlib.sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else _read(part)
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()[:32]


def _read(path: Path) -> bytes:
    """What is in a file; nothing, if it cannot be read: whoever makes the page of it says why."""
    try:
        return path.read_bytes()
    except OSError:
        return b""
