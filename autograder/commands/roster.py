"""Read who is in the class, as Moodle, Canvas or a spreadsheet lists it: names, numbers, sections.

    python3 -m autograder roster participants.csv

Everybody is entered in nbgrader's gradebook, so marks and pages can be given back under what the
LMS knows them by; whoever is here already, by work that was collected, keeps the id they have. Read
the same list again after it has changed: what is new in it is entered, and nobody is taken away.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from autograder.commands.due import give
from autograder.course.account import keep_account, new_entry, read_account
from autograder.course.alone import alone
from autograder.course.clock import given_time
from autograder.course.folder import class_folder
from autograder.course.names import safe_id, shown, some
from autograder.course.people import Person
from autograder.course.roster_file import Listed, RosterFile, read_roster
from autograder.environment import CommandFailed
from autograder.grading.one_transaction import one_transaction
from autograder.grading.opening import in_words, opened
from autograder.reporting.marks import chosen, everybody
from autograder.reporting.whom import meant
from nnlib.pictures.words import counted

__all__ = ["add_arguments", "run"]


@dataclass
class Read:
    """What came of a list.

    ids : line -> the student's id here
    new : how many nobody knew before
    troubles : lines that could not be entered, and why
    """

    ids: dict[int, str] = field(default_factory=dict)
    new: int = 0
    troubles: list[str] = field(default_factory=list)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `roster` understands."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the list, as CSV")
    parser.add_argument("--course", metavar="DIR", help="the class's folder; .course in the clone")


def run(args: argparse.Namespace) -> int:
    """Enter everybody, and say what came of it; 1 where a line could not be entered."""
    course, listed = class_folder(args.course), read_roster(args.file)
    with (
        alone(course, "collect"),
        opened(course) as book,
        in_words("it could not be written"),
        one_transaction(book),
    ):
        account, said = read_account(course)
        before = {student for who in everybody(book, course) for student in who.ids}
        read = _told_apart(book, course, listed)
        for who in listed.people:
            if student := read.ids.get(who.line):
                _enter(book, account["students"], student, who, listed.is_canvas)
        keep_account(course, account)
        read.troubles += _extensions(book, course, listed.people, read.ids)
    print(_summary(listed, read, account["students"]))
    gone = sorted(before - set(read.ids.values()))
    if gone:
        print(f"In the class, and not in this list: {some(gone)}. They stay.", file=sys.stderr)
    for line in filter(None, [said, *read.troubles]):
        print(line, file=sys.stderr)
    return 1 if read.troubles else 0


def _told_apart(book: Any, course: Path, listed: RosterFile) -> Read:
    """The id of everybody on the list: that of the same number, e-mail or name, or a new one."""
    read, here = Read(), everybody(book, course)
    ids = {x for who in here for x in who.ids}
    lines = {who.line: who for who in listed.people}
    persons = [_person(who, listed.is_canvas) for who in listed.people]
    found = {int(person.id): hits for person, hits in meant(persons, here)}
    claims = Counter(x for hits in found.values() for x in hits)
    taken: dict[str, int] = {}
    for line, who in lines.items():
        login = _id_of(who)
        hits = [login] if login in ids else [x for x in found[line] if claims[x] == 1]
        if not login:
            read.troubles.append(f"line {line}: no id, no e-mail and no name. Nobody is entered.")
        elif len(hits) > 1:
            either = " or ".join(hits)
            read.troubles.append(
                f"line {line}: {shown(who.full_name or login)} may be {either}. "
                "Nobody is entered; write that id into the list."
            )
        else:
            student = "".join(hits) or login
            if student in taken:
                read.troubles.append(f"line {line}: {student} stands in line {taken[student]} too.")
                continue
            taken[student] = line
            read.ids[line] = student
            read.new += not hits
    return read


def _person(who: Listed, is_canvas: bool) -> Person:
    system = "canvas" if is_canvas else ""
    return Person(str(who.line), who.full_name, system, who.number, who.email)


def _id_of(who: Listed) -> str:
    label = who.login or who.email or who.full_name
    return safe_id(label)[0] if label else ""


def _enter(book: Any, students: dict[str, Any], student: str, who: Listed, is_canvas: bool) -> None:
    """In the gradebook, and in the account that `collect` reads names and numbers from."""
    known = {"first_name": who.first, "last_name": who.last or who.name}
    known |= {"email": who.email, "lms_user_id": who.number}
    book.update_or_create_student(student, **{x: y for x, y in known.items() if y})
    entry = students.setdefault(student, new_entry(student))
    entry["label"], entry["listed"] = who.full_name or entry["label"], True
    for key in ("email", "section", "login"):
        entry[key] = getattr(who, key) or entry[key]
    if who.number:
        entry["numbers"]["canvas" if is_canvas else "roster"] = who.number


def _extensions(
    book: Any, course: Path, people: Sequence[Listed], ids: Mapping[int, str]
) -> Iterator[str]:
    """Give the extensions that the list has; what could not be given, in words."""
    for who in people:
        for word, said in who.until.items():
            if student := ids.get(who.line):
                try:
                    until = _time(said)
                    give(book, course, chosen([word], book)[0], [student], until)
                except CommandFailed as failed:
                    yield f"line {who.line}, {student}: {failed}"


def _time(said: str) -> datetime | None:
    if said == "none":
        return None
    if when := given_time(said):
        return when
    raise CommandFailed(f'"{shown(said)}" is no time. Write it as 2026-12-01T23:59.')


def _summary(listed: RosterFile, read: Read, students: Mapping[str, Any]) -> str:
    told = f"{counted(len(read.ids), 'student')} read, {read.new} of them new."
    sections = Counter(students[x]["section"] for x in read.ids.values())
    if named := [f"{shown(name)} ({sections[name]})" for name in sorted(sections) if name]:
        told += f"\nSections: {some(named, 12)}."
    if listed.unread:
        told += f"\nNot read: {some([shown(x) for x in listed.unread])}."
    return told
