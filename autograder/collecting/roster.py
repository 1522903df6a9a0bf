"""Which id a student has in this course, the same one at every collection.

Two students never become one, and one never two. The number that the LMS gives a person says it
best; Canvas's and Gradescope's belong to the person, Moodle's to the person in one assignment.
Where only a name is left and several have it, the one who collects is asked.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from autograder.collecting.whose import Whose
from autograder.course.names import hash_of, safe_id, shown

__all__ = ["Roster", "Unclear", "book_of"]

MOVED = (
    3  # people whom Moodle gives other numbers than before, and nobody the old: a new assignment
)


class Unclear(Exception):
    """Whose work it is cannot be told; what to ask, as a sentence."""


class Roster:
    """The students of a course.

    known : id: {"label", "system", "numbers": {"canvas": …, "moodle 08_backprop": …}, "email"}
    folders : the students who are there already
    answers : number: id, where the one who collects has said it
    """

    def __init__(
        self,
        known: dict[str, Any],
        folders: Iterable[str],
        answers: Mapping[str, str] | None = None,
    ) -> None:
        self.known, self.answers = known, dict(answers or {})
        for folder in folders:  # one that was made by hand is called as its student is
            known.setdefault(folder, {"label": folder, "numbers": {}})
        self.taken = {x.casefold() for x in known}
        self.open_container(())

    def open_container(self, people: Iterable[Whose]) -> None:
        """Who is in the container that is collected next: there, one name twice is two people."""
        different = {(_plain(x.label), x.system, x.number): x for x in people}
        self.beside = list(different.values())
        self.sure = {x for who in self.beside if (x := self._sure(who))}
        self.crowd = Counter(_plain(x.label) for x in self.beside if not self._sure(x))
        self.moves: dict[str, bool] = {}

    def id_of(self, who: Whose, lesson: str) -> tuple[str, list[str]]:
        """The student's id, made if there is none yet, and what to say of it; or Unclear."""
        book = book_of(who, lesson)
        made = self._sure(who) or self._by_name(who, book)
        new = not made or made not in self.known
        made = made or self._new(who)
        self._remember(made, who, book)
        notes = []
        if new:
            plain, note = safe_id(_plain(who.label))
            if made.startswith(f"{plain}-"):
                filed = f'"{shown(who.label)}" is filed as {made}'
                note = f"{filed}: another student has the same name."
            notes = [note] if note else []
        return made, notes

    def named(self, label: str, but: str) -> str:
        """The student other than this one whose name or id that is, "" if nobody's."""
        wanted = _joined(label).casefold()
        found = (
            made
            for made, entry in self.known.items()
            if made != but and wanted in (made.casefold(), _joined(entry["label"]).casefold())
        )
        return next(found, "") if wanted else ""

    def _sure(self, who: Whose) -> str:
        """The id that an answer or a number that is known gives."""
        if not who.number:
            return ""
        if who.number in self.answers:
            return self.answers[who.number]
        filed = f"{safe_id(_plain(who.label))[0]}-{who.number}"
        found = (
            made
            for made, entry in self.known.items()
            if (made == filed and _by_folder(made, entry)) or _knows(entry, who)
        )
        return next(found, "")

    def _by_name(self, who: Whose, book: str) -> str:
        """The one student of that name who can be meant; "" for somebody new."""
        if who.hidden:
            return ""
        label = _plain(who.label)
        moved = self.moves.setdefault(book, self._moved(book))
        could_be = [
            made
            for made, entry in self.known.items()
            if _is(label, made, entry)
            and made not in self.sure
            and (moved or book not in entry["numbers"])
        ]
        if not could_be or (len(could_be) == 1 and self.crowd[label] <= 1):
            return "".join(could_be)
        if not who.number:
            raise Unclear(
                f'"{shown(who.label)}" is the name of {" and ".join(could_be)}. Name the file by '
                f"the student's id: {could_be[0]}.ipynb."
            )
        raise Unclear(
            f'"{shown(who.label)}" may be {" or ".join(could_be)}, or somebody new of that name: '
            f"the number {who.number} was not seen before. Say who it is with --whose "
            f"{who.number}={could_be[0]}; for somebody new give a new id."
        )

    def _moved(self, book: str) -> bool:
        """Has Moodle other numbers for everybody whom it knows in this lesson: a new assignment?"""
        if not book.startswith("moodle "):
            return False
        before = {
            _plain(entry["label"]): entry["numbers"][book]
            for entry in self.known.values()
            if book in entry["numbers"]
        }
        now = [(x.number, before[y]) for x in self.beside if (y := _plain(x.label)) in before]
        return len(now) >= MOVED and all(number != old for number, old in now)

    def _new(self, who: Whose) -> str:
        """An id that nobody has."""
        label = _plain(who.label)
        plain = safe_id(label)[0]
        number = re.sub(r"[^A-Za-z0-9_.@-]", "", who.number)
        tries = [f"{plain}-{number}"] if number else [f"{plain}-{hash_of(label)}"]
        tries += [f"{plain}-{hash_of(label + who.number)}-{n}" for n in range(2, 100)]
        if self.crowd[label] <= 1 and not any(_is(label, *x) for x in self.known.items()):
            tries = [plain, *tries]
        return next(x for x in tries if x.casefold() not in self.taken)

    def _remember(self, made: str, who: Whose, book: str) -> None:
        self.taken.add(made.casefold())
        entry = self.known.setdefault(made, {"label": who.label, "numbers": {}})
        if who.number:  # an LMS knows how it writes the name
            entry["label"] = who.label
            entry["numbers"][book] = who.number
        entry["system"] = entry.get("system") or who.system
        entry["email"] = who.email or entry.get("email", "")


def book_of(who: Whose, lesson: str) -> str:
    """Where a number holds: everywhere in its system, or in one lesson of it."""
    if not who.number:
        return ""
    return f"{who.system} {lesson}" if who.system == "moodle" or who.hidden else who.system


def _knows(entry: Mapping[str, Any], who: Whose) -> bool:
    """Is that the student's number?"""
    numbers = entry["numbers"].items()
    return any(x == who.number and book.partition(" ")[0] == who.system for book, x in numbers)


def _is(label: str, made: str, entry: Mapping[str, Any]) -> bool:
    """Is that this student's name, or the id under which the student is filed?"""
    name, plain = _plain(entry["label"]), safe_id(label)[0]
    if _by_folder(made, entry) and hash_of(label) in made:  # an id that was made of this very name
        return made in (plain, f"{plain}-{hash_of(label)}")
    by_id = label == made and made != safe_id(name)[0]  # the plain id may be another's name
    return by_id or _joined(label) == _joined(name)


def _by_folder(made: str, entry: Mapping[str, Any]) -> bool:
    """Is nothing known of that student but the folder?"""
    return bool(entry["label"] == made and not entry["numbers"])


def _plain(label: str) -> str:
    return unicodedata.normalize("NFC", label)


def _joined(label: str) -> str:
    return re.sub(r"\s+", "_", label.strip())
