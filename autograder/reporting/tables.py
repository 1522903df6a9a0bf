"""The marks as a table that Canvas, Moodle or a spreadsheet takes in.

Canvas and Moodle know people by numbers, e-mails and logins of their own. Who has none of these
here is in no table for them: a wrong guess gives a mark to somebody else.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder.reporting.marks import Marks
from autograder.reporting.whom import Account

__all__ = ["FORMATS", "Table", "canvas", "moodle", "nbgrader", "worksheet"]

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # a spreadsheet would run it
COLUMNS = (
    "assignment duedate timestamp student_id last_name first_name email raw_score "
    "late_submission_penalty score max_score"
)
NBGRADER = COLUMNS.split()
Row = Sequence[Any]


@dataclass
class Table:
    """A table of marks.

    people : who is in it
    left_out : who has a mark and is not in it, because the system could not tell who that is
    advice : what to choose where it is taken in
    """

    rows: list[Row]
    people: Sequence[Account]
    left_out: list[Account] = field(default_factory=list)
    advice: str = ""

    @property
    def text(self) -> str:
        """As a CSV file."""
        out = io.StringIO()
        csv.writer(out).writerows([_tame(value) for value in row] for row in self.rows)
        return out.getvalue()


def canvas(marks: Marks) -> Table:
    """For Canvas's gradebook: the number says who it is, else the login of the roster."""
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *marks.lessons]
    most = ["    Points Possible", "", "", "", "", *(f"{x:g}" for x in marks.lessons.values())]
    people, left_out = _sorted_out(marks, lambda x: x.number or _login(x))
    rows = [
        [_sortable(x) or x.id, x.number, "", _login(x), x.section, *_scores(marks, x)]
        for x in people
    ]
    return Table([head, most, *rows], people, left_out)


def moodle(marks: Marks) -> Table:
    """For Moodle's gradebook, which takes one of the columns to tell who it is."""
    signs: dict[str, Callable[[Account], str]] = {
        "Email address": lambda x: x.email,
        "ID number": lambda x: x.number,
        "Username": _login,
    }
    sorted_out = {name: _sorted_out(marks, sign) for name, sign in signs.items()}
    by = max(sorted_out, key=lambda name: len(sorted_out[name][0]))  # the first of the best
    people, left_out = sorted_out[by]
    rows = [
        [*(sign(x) for sign in signs.values()), x.full_name, *_scores(marks, x)] for x in people
    ]
    head = [*signs, "Full name", *marks.lessons]
    return Table([head, *rows], people, left_out, f"In Moodle, identify users by {by}.")


def worksheet(marks: Marks, lesson: str) -> Table:
    """For one assignment in Moodle: its offline grading worksheet, by the participants' numbers."""
    head = ["Identifier", "Full name", "Grade", "Maximum grade", "Last modified (grade)"]
    marked = [x for x in marks.people if marks.score(x, lesson)]
    people = [x for x in marked if lesson in x.in_lesson]
    most = f"{marks.lessons[lesson]:g}"
    rows = [
        [f"Participant {x.in_lesson[lesson]}", x.full_name, marks.score(x, lesson), most, ""]
        for x in people
    ]
    left_out = [x for x in marked if lesson not in x.in_lesson]
    return Table([head, *rows], people, left_out, "Upload it with Moodle set to English.")


def nbgrader(marks: Marks) -> Table:
    """nbgrader's own table; with a last column for the sections, where there are any."""
    head = [*NBGRADER, "section"] if any(who.section for who in marks.people) else NBGRADER
    rows: list[Row] = [head]
    for lesson, most in marks.lessons.items():
        for who in marks.people:
            for student in who.ids:
                row = {"assignment": lesson, "student_id": student, "max_score": most}
                row |= {"first_name": who.first, "last_name": who.last or who.name}
                row |= {"email": who.email, "section": who.section}
                if (student, lesson) not in marks.not_graded:
                    row |= marks.rows.get((student, lesson), {})
                rows.append([row.get(key, "") for key in head])
    return Table(rows, marks.people)


FORMATS = {"canvas": canvas, "moodle": moodle, "nbgrader": nbgrader}


def _sorted_out(
    marks: Marks, sign: Callable[[Account], str]
) -> tuple[list[Account], list[Account]]:
    """Those who handed in and have a sign of their own, and the others who have a mark."""
    people = [x for x in marks.people if marks.handed_in(x)]
    count = Counter(sign(x).casefold() for x in people)
    told, untold = list[Account](), list[Account]()
    for who in people:
        clear = sign(who) and count[sign(who).casefold()] == 1
        (told if clear else untold).append(who)
    return told, [x for x in untold if any(_scores(marks, x))]


def _scores(marks: Marks, who: Account) -> list[str]:
    return [marks.score(who, lesson) for lesson in marks.lessons]


def _login(who: Account) -> str:
    """The class's own, else the id, if the course gave it: one made of a name is nobody's login."""
    return who.login or (who.id if who.known else "")


def _sortable(who: Account) -> str:
    return ", ".join(filter(None, (who.last, who.first))) or who.name


def _tame(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula gets an apostrophe in front."""
    if not isinstance(value, str) or not value.strip().startswith(FORMULA):
        return value
    try:
        float(value)  # a number below 0 is a number
    except ValueError:
        return "'" + value
    return value
