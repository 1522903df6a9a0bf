"""A list of the people of a class, as Moodle, Canvas or a spreadsheet writes it: who is in it.

Columns are known by their English headings, in any order. Canvas's own table is told by its
"SIS …" columns: there "ID" is Canvas's number of a person, everywhere else it is the student's id.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from autograder.environment import CommandFailed

__all__ = ["Listed", "RosterFile", "read_roster"]

HEADINGS = {
    "login": "username, user name, login, login id, sis login id, id, student id, student_id",
    "first": "first name, given name, first_name",
    "last": "last name, surname, family name, last_name",
    "name": "name, full name, student, student name",
    "email": "email, e-mail, mail, email address, e-mail address",
    "number": "id number, student number, sis user id, lms_user_id",
    "section": "section, sections, group, groups, tutorial",
}
MEANS = {heading: field for field, them in HEADINGS.items() for heading in them.split(", ")}
EXTENSION = re.compile(r"(?:extension|until|due)[ _:]+(\S+)")
NOBODY = {"points possible", "student, test", "test student"}  # what Canvas adds to its table
WANTED = (
    "No column says who anybody is. The first line names the columns: Username, First name, "
    "Last name, Email address, ID number, Group, or Canvas's Student, ID, SIS Login ID, Section"
)


@dataclass
class Listed:
    """A line of the list.

    login : the id of the class's own, by which students are known where they log in
    number : the LMS's own: Canvas's, or Moodle's "ID number"
    until : lesson, as the heading has it -> the time in its column, as it is written
    """

    line: int
    login: str = ""
    first: str = ""
    last: str = ""
    name: str = ""
    email: str = ""
    number: str = ""
    section: str = ""
    until: Mapping[str, str] = field(default_factory=dict)

    @property
    def full_name(self) -> str:
        return f"{self.first} {self.last}".strip() or self.name


@dataclass
class RosterFile:
    """What was read.

    is_canvas : are the numbers Canvas's?
    unread : headings that say nothing to us
    """

    people: list[Listed]
    is_canvas: bool
    unread: list[str]


def read_roster(path: Path) -> RosterFile:
    """The people of a list; CommandFailed where it is none."""
    text = _text(path)
    rows = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
    lines = ((number, [cell.strip() for cell in row]) for number, row in enumerate(rows, 1))
    filled = [(number, row) for number, row in lines if any(row)]
    if not filled:
        raise CommandFailed(f"{path} is empty. {WANTED}.")
    (_, head), *rest = filled
    plain = [re.sub(r"\s+", " ", heading).casefold() for heading in head]
    is_canvas = "student" in plain and any(x.startswith("sis ") for x in plain)
    means = [_meaning(x, is_canvas) for x in plain]
    if not set(means) & {"login", "email", "name", "last"}:
        raise CommandFailed(f"{path}: {WANTED}. This one has: {', '.join(filter(None, head))}.")
    unread = [heading for heading, what in zip(head, means, strict=True) if heading and not what]
    return RosterFile(list(_people(rest, means)), is_canvas, unread)


def _text(path: Path) -> str:
    """The file as text, in whatever letters a spreadsheet has written it."""
    content = path.read_bytes()
    if content.startswith(b"PK") or content.startswith(b"\xd0\xcf"):
        raise CommandFailed(f"{path} is a workbook. Save it as CSV, and give that file.")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _delimiter(text: str) -> str:
    head = text.lstrip().partition("\n")[0]
    return max(",;\t", key=head.count)


def _meaning(heading: str, is_canvas: bool) -> str:
    """The field that a column fills, "until LESSON" for extensions, "" for none of ours."""
    if is_canvas and heading in ("id", "sis user id"):
        return "number" if heading == "id" else ""
    if found := EXTENSION.fullmatch(heading):
        return f"until {found[1]}"
    return MEANS.get(heading, "")


def _people(rows: list[tuple[int, list[str]]], means: list[str]) -> Iterator[Listed]:
    for number, row in rows:
        if row[0].casefold() in NOBODY:
            continue
        made, until = Listed(number), dict[str, str]()
        for what, cell in zip(means, row, strict=False):
            if what.startswith("until ") and cell:
                until[what.removeprefix("until ")] = cell
            elif what and not what.startswith("until ") and not getattr(made, what):
                setattr(made, what, cell)
        made.until = until
        if "," in made.name and not made.last:
            made.last, made.first = (x.strip() for x in made.name.split(",", 1))
        yield made
