"""Which id a student has in this course, the same one at every collection.

Two students never become one, and one never two. The number that the LMS gives a person says it
best; Canvas's and Gradescope's belong to the person, Moodle's to the person in one assignment.
Where only a name is left and several have it, the one who collects is asked.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from autograder.collecting.whose import Whose
from autograder.course.account import new_entry
from autograder.course.names import hash_of, safe_id, shown

__all__ = ["Roster", "Unclear", "book_of"]

MOVED = 3  # people who all have another number at Moodle than before: it is a new assignment


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
        self.taken: set[str] = set()  # ids, as a disk that knows no capitals has them
        self.by_number: dict[tuple[str, str], str] = {}
        self.by_name: dict[str, dict[str, None]] = defaultdict(dict)
        self.called: dict[str, str] = {}  # names and ids, however they are written
        for folder in folders:  # one that was made by hand is called as its student is
            known.setdefault(folder, new_entry(folder))
        for made in known:
            self._note(made)
        self.open_container(())

    def open_container(self, people: Iterable[Whose]) -> None:
        """Who is in the container that is collected next: there, one name twice is two people."""
        self.beside = {(_plain(x.label), x.system, x.number): x for x in people}
        sure = {key: self._sure(who) for key, who in self.beside.items()}
        self.sure = set(sure.values())
        self.crowd = Counter(label for (label, *rest), made in sure.items() if not made)
        self.here = {_joined(label).casefold(): label for label, *_ in self.beside}
        self.moves: dict[str, bool] = {}

    def id_of(self, who: Whose, lesson: str) -> tuple[str, list[str]]:
        """The student's id, made if there is none yet, and what to say of it; or Unclear."""
        book = book_of(who, lesson)
        made = self._sure(who) or self._by_name(who, book)
        is_new = made not in self.known
        made = made or self._new(who)
        self._remember(made, who, book)
        return made, _told(who, made) if is_new else []

    def named(self, label: str, who: Whose) -> str:
        """Another student, of the course or in this pile, whose name or id that is; "" if none."""
        name, own = _joined(label).casefold(), self._sure(who) or _joined(who.label)
        if not name or name in (own.casefold(), _joined(who.label).casefold()):
            return ""
        return self.called.get(name) or self.here.get(name, "")

    def _sure(self, who: Whose) -> str:
        """The id that an answer or a number that is known gives."""
        if not who.number:
            return ""
        filed = f"{safe_id(_plain(who.label))[0]}-{who.number}"
        known = filed if filed in self.known and _by_folder(filed, self.known[filed]) else ""
        return self.answers.get(who.number) or self.by_number.get((who.system, who.number), known)

    def _by_name(self, who: Whose, book: str) -> str:
        """The one student of that name who can be meant; "" for somebody new."""
        if who.hidden:
            return ""
        if book not in self.moves:
            self.moves[book] = self._moved(book)
        could_be = [
            made
            for made in self._all_named(_plain(who.label))
            if made not in self.sure
            and (self.moves[book] or book not in self.known[made]["numbers"])
        ]
        if not could_be or (len(could_be) == 1 and self.crowd[_plain(who.label)] <= 1):
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

    def _all_named(self, label: str) -> list[str]:
        """Those whose name that is, or who are filed under it."""
        plain = safe_id(label)[0]
        found = list(self.by_name[_joined(label)])
        if label in self.known and label != safe_id(_plain(self.known[label]["label"]))[0]:
            found.append(label)  # an id with a number behind; a plain one may be another's name
        for made in (plain, f"{plain}-{hash_of(label)}"):  # an id that was made of this very name
            if made.endswith(hash_of(label)) and _by_folder(made, self.known.get(made)):
                found.append(made)
        return list(dict.fromkeys(found))

    def _moved(self, book: str) -> bool:
        """Has Moodle other numbers for everybody whom it knows in this lesson: a new assignment?"""
        if not book.startswith("moodle "):
            return False
        before = {
            _plain(entry["label"]): entry["numbers"][book]
            for entry in self.known.values()
            if book in entry["numbers"]
        }
        now = [(number, before[label]) for label, _, number in self.beside if label in before]
        return len(now) >= MOVED and all(number != old for number, old in now)

    def _new(self, who: Whose) -> str:
        """An id that nobody has."""
        label = _plain(who.label)
        plain = safe_id(label)[0]
        number = re.sub(r"[^A-Za-z0-9_.@-]", "", who.number)
        tries = [f"{plain}-{number}"] if number else [f"{plain}-{hash_of(label)}"]
        tries += [f"{plain}-{hash_of(label + who.number)}-{n}" for n in range(2, 100)]
        if self.crowd[label] <= 1 and not self._all_named(label):
            tries = [plain, *tries]
        return next(x for x in tries if x.casefold() not in self.taken)

    def _remember(self, made: str, who: Whose, book: str) -> None:
        entry = self.known.setdefault(made, new_entry(who.label))
        if who.number:
            entry["numbers"][book] = who.number
        if who.number and not entry.get("listed"):  # an LMS knows how it writes the name
            self.by_name[_joined(entry["label"])].pop(made, None)
            entry["label"] = who.label
        entry["system"] = entry["system"] or who.system
        entry["email"] = who.email or entry["email"]
        self._note(made)

    def _note(self, made: str) -> None:
        """Make a student found by id, name and numbers."""
        entry = self.known[made]
        self.taken.add(made.casefold())
        self.by_name[_joined(entry["label"])][made] = None
        for name in (made, _joined(entry["label"])):
            self.called[name.casefold()] = made
        for book, number in entry["numbers"].items():
            self.by_number[book.partition(" ")[0], number] = made


def book_of(who: Whose, lesson: str) -> str:
    """Where a number holds: everywhere in its system, or in one lesson of it."""
    if not who.number:
        return ""
    return f"{who.system} {lesson}" if who.system == "moodle" or who.hidden else who.system


def _told(who: Whose, made: str) -> list[str]:
    """What to say of a new id that is not the name as it stands."""
    plain, note = safe_id(_plain(who.label))
    if made.startswith(f"{plain}-"):
        filed = f'"{shown(who.label)}" is filed as {made}'
        note = f"{filed}: another student has the same name."
    return [note] if note else []


def _by_folder(made: str, entry: Mapping[str, Any] | None) -> bool:
    """Is nothing known of that student but the folder?"""
    return bool(entry and entry["label"] == made and not entry["numbers"])


def _plain(label: str) -> str:
    return unicodedata.normalize("NFC", label)


def _joined(label: str) -> str:
    return re.sub(r"\s+", "_", _plain(label).strip())
