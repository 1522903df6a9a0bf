"""Which id a student has in this course, the same one at every collection.

Two students never become one. Where two names would be filed alike, or two people have one name,
the later ones get the number that Moodle or Canvas wrote behind the name, or part of a hash.
Canvas's number belongs to the person. Moodle's is another in every assignment.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any

from autograder.collecting.whose import Whose
from autograder.course.names import hash_of, safe_id, shown

__all__ = ["Roster"]


class Roster:
    """The students of a course.

    known : id: {"label": name, "numbers": {"canvas": …, "moodle 08_backprop": …}}, kept by collect
    folders : the students who are there already
    """

    def __init__(self, known: dict[str, Any], folders: Iterable[str]) -> None:
        self.known = known
        self.taken = {x.casefold(): x for x in [*known, *folders]}

    def id_of(self, who: Whose, lesson: str, namesakes: bool = False) -> tuple[str, list[str]]:
        """The student's id, made if there is none yet, and what to say of it.

        namesakes : are there others of that name among what is being collected?
        """
        label = unicodedata.normalize("NFC", who.label)
        plain, note = safe_id(label)
        tries = [f"{plain}-{who.number}"] if who.number else [f"{plain}-{hash_of(label)}"]
        tries += [f"{plain}-{hash_of(label + who.number)}-{n}" for n in range(2, 100)]
        if not namesakes:
            tries = [plain, *tries]
        made = next(x for x in tries if self._is_free(x, label, who, lesson))
        self.taken[made.casefold()] = made
        entry = self.known.setdefault(made, {"label": label, "numbers": {}})
        if who.number:
            entry["numbers"][_book(who, lesson)] = who.number
        if made != plain:
            note = f'"{shown(label)}" is filed as {made}: another student has the same name.'
        return made, [note] if note else []

    def _is_free(self, made: str, label: str, who: Whose, lesson: str) -> bool:
        """Is that id nobody's yet, or this student's?"""
        owner = self.taken.get(made.casefold())
        if owner is None:
            return True
        if owner != made:
            return False  # the same but for capitals: one folder on many disks
        entry = self.known.get(owner)
        if not entry:  # a folder that was made by hand: its name is the student's
            return label.strip().replace(" ", "_") == made
        number = entry["numbers"].get(_book(who, lesson), who.number)
        return bool(entry["label"] == label and number == who.number)


def _book(who: Whose, lesson: str) -> str:
    return f"moodle {lesson}" if who.system == "moodle" else who.system
