"""Whose marks are whose: those who handed in, and the roster in the gradebook.

A roster is what `roster` enters, or `nbgrader db student import`: names, e-mails, numbers of the
LMS. Whose work was collected under an id of ours is the one of the roster with the same number,
e-mail or name. Two of whom could be meant are nobody: a mark goes to nobody by a guess.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from autograder.course.names import shown
from autograder.course.people import Person
from autograder.environment import CommandFailed

__all__ = ["Account", "accounts", "ids_of", "meant"]


@dataclass(frozen=True)
class Account:
    """One person as marks are given back.

    id : in the gradebook
    name : the whole name, where first and last are not known apart
    number : the person's own in the LMS, as Canvas's; "" where there is none
    known : is the id the course's own, and not one that `collect` made of a name?
    ids : those under which there may be submissions
    in_lesson : lesson: the number that holds in that lesson alone, as Moodle's participant number
    section, login : the group, and what the class's own list calls them, where one was read
    """

    id: str
    first: str = ""
    last: str = ""
    email: str = ""
    number: str = ""
    name: str = ""
    known: bool = True
    ids: Sequence[str] = ()
    in_lesson: Mapping[str, str] = field(default_factory=dict)
    section: str = ""
    login: str = ""

    @property
    def full_name(self) -> str:
        return f"{self.first} {self.last}".strip() or self.name

    @property
    def is_listed(self) -> bool:
        """Was more entered in the gradebook than the id, as with a roster?"""
        return bool(self.first or self.last or self.email or self.number)


def accounts(
    rows: Iterable[Account], collected: Mapping[str, Person], lessons: Mapping[str, set[str]]
) -> tuple[list[Account], dict[str, str]]:
    """Everybody once, and id: who else that may be, where it is not clear.

    rows : the gradebook's students, with nothing but what it holds
    lessons : id: the lessons that were handed in under it
    """
    made = {row.id: replace(row, ids=(row.id,)) for row in rows}
    own = {x: _with(row, collected.get(x)) for x, row in made.items()}
    roster = [own[x] for x, row in made.items() if row.is_listed]
    strangers = [collected[x] for x, row in made.items() if x in collected and not row.is_listed]
    doubts: dict[str, str] = {}
    claims: dict[str, list[Person]] = defaultdict(list)
    for person, found in meant(strangers, roster):
        for student in found:
            claims[student].append(person)
        if len(found) > 1:
            doubts[person.id] = _either(found)
    for student, persons in claims.items():
        person, *others = persons
        both = lessons.get(student, set()) & lessons.get(person.id, set())
        if not others and not both and person.id not in doubts:
            own[student] = replace(_with(own[student], person), ids=(student, person.id))
            del own[person.id]
        else:
            doubts |= {x.id: _either([student]) for x in persons if x.id not in doubts}
    return [own[x] for x in sorted(own)], doubts


def ids_of(people: Iterable[Account], asked: Iterable[str]) -> set[str]:
    """Every id of those who are asked for by one of theirs; CommandFailed for who is not known."""
    known = {student: who for who in people for student in who.ids}
    found = set[str]()
    for student in asked:
        if student not in known:
            raise CommandFailed(_nobody(student, known))
        found.update(known[student].ids)
    return found


def _nobody(asked: str, known: Mapping[str, Account]) -> str:
    """What to say of a student whom nobody knows; a name or an e-mail is led to its id."""
    said = _plain(asked)
    names = {x: {_plain(x), _plain(who.full_name), _plain(who.email)} for x, who in known.items()}
    near = [x for x, called in names.items() if said in called]
    near = near or get_close_matches(asked, known, 3)
    hint = (
        f"Did you mean {' or '.join(near[:3])}?" if near else "Give the id, as `submitted` has it."
    )
    return f"there is no student {shown(asked)} in this class. {hint}"


def _either(students: Sequence[str]) -> str:
    return f"may be {' or '.join(students)} of the roster"


def _with(row: Account, person: Person | None) -> Account:
    """A row of the gradebook with what `collect` knows of the same person."""
    if person is None:
        return row
    return replace(
        row,
        name=row.name or person.name,
        email=row.email or person.email,
        number=row.number or person.number,
        known=row.is_listed or person.system == "nbgrader",
        in_lesson=person.in_lesson if person.system == "moodle" else {},
        section=row.section or person.section,
        login=row.login or person.login,
    )


def meant(
    persons: Sequence[Person], roster: Sequence[Account]
) -> Iterator[tuple[Person, list[str]]]:
    """Everybody with those of the roster who have the same number, else e-mail, else name."""
    index: dict[tuple[str, str], list[Account]] = defaultdict(list)
    for row in roster:
        for sign in _signs(row.number, row.email, row.full_name, row.last + row.first):
            index[sign].append(row)
    for person in persons:
        number = person.number if person.system == "canvas" else ""
        squashed = person.name if person.system == "canvas" else ""
        found: list[str] = []
        for sign in _signs(number, person.email, person.name, squashed):
            found = [x.id for x in index[sign] if not _differ(x.number, number)]
            if found:
                break
        yield person, found


def _signs(number: str, email: str, name: str, squashed: str) -> Iterator[tuple[str, str]]:
    """What two entries of one person have in common, the surest first."""
    words = sorted(filter(None, re.split(r"[\s,_]+", _plain(name))))
    letters = "".join(x for x in _plain(squashed) if x.isalnum())  # as Canvas writes a name
    signs = {"number": number, "email": _plain(email), "name": " ".join(words), "zip": letters}
    yield from ((kind, text) for kind, text in signs.items() if text)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


def _differ(one: str, other: str) -> bool:
    return bool(one and other and one != other)
