"""A class of 120 from Moodle and from Canvas, everything twice: each file right, each time too.

Two students have one name. Some hand in again, some late, some something broken; one of the two
of one name is alone in a zip. Canvas's zip tells no times, Moodle's does.
"""

import dataclasses
import re
from datetime import timedelta

import pytest
from a_pile import FIRST, MOODLE, NOON, changed, filed, take, zipped

from autograder.collecting.outcome import summary
from autograder.course.people import people
from autograder.course.slip import handed_in_at, marked_late

SIZE, TWINS = 120, "Ana Silva"
DUE = NOON


@dataclasses.dataclass(frozen=True)
class Student:
    """One of the class, as each system knows them."""

    n: int
    name: str

    @property
    def moodle(self):
        return 5000 + self.n

    @property
    def canvas(self):
        return 70_000 + self.n

    @property
    def canvas_name(self):
        first, _, last = self.name.partition(" ")
        return f"{last}{first}".lower()

    def handed_in(self, time):
        """When, in a round: nobody at the same moment as another, not in the order of the class."""
        return DUE - timedelta(hours=3) + timedelta(minutes=2 * (self.n * 37 % SIZE), days=time)

    def is_late(self, time):
        return self.handed_in(time) > DUE


def the_class():
    scripts = {
        7: "李 雷",
        8: "علی‌رضا محمدی",
        9: "Ольга Иванова",
        10: "José Müller",
        11: "Jose Muller",
    }
    names = {3: TWINS, 77: TWINS} | scripts
    return [Student(n, names.get(n, f"Given{n} Family{n}")) for n in range(SIZE)]


def work(room, student, time):
    """A student's notebook of a round, nobody else's; one in twenty cannot be read."""
    mark = f"{student.n} in round {time}"
    book = changed(room, lambda raw: raw["metadata"].update(mark=mark))
    return book[:-20] if student.n % 20 == 13 else book


def again(students):
    return [x for x in students if x.n % 3 == 0]


def moodles(room, students, time, everybody):
    """Moodle's zip: the last that each has handed in, also of those who did not do so again."""
    files = {}
    for x in everybody:
        last = time if x in students else 0
        place = MOODLE.format(x.name, x.moodle, "answer.ipynb")
        files[place] = work(room, x, last), x.handed_in(last)
    return zipped(room, files, f"moodle-{time}.zip")


def canvass(room, students, time, everybody):
    """Canvas's zip, whose entries carry the time of the zip."""
    files = {}
    for x in everybody:
        last = time if x in students else 0
        late, upload = "_LATE" if x.is_late(last) else "", 10_000 * (last + 1) + x.n
        name = (
            f"{x.canvas_name}{late}_{x.canvas}_{upload}_{FIRST}{f'-{last}' if last else ''}.ipynb"
        )
        files[name] = work(room, x, last)
    return zipped(room, files, f"canvas-{time}.zip", when=DUE + timedelta(days=30))


def collected(room):
    """(number at the LMS, mark of the notebook, time, marked late) of all that is filed."""
    found = set()
    for student, person in people(room.course).items():
        folder = room.course / "submitted" / student / FIRST
        (book,) = folder.glob("*.ipynb")
        text = book.read_text(encoding="utf-8")
        mark = re.search(r'"mark": "(.+?)"', text)[1]
        number = int(person.number_in(FIRST))
        found.add((number, mark, handed_in_at(folder), marked_late(folder)))
    return found


@pytest.mark.parametrize("system", ["moodle", "canvas"])
def test_every_submission_is_under_the_right_person_and_every_time_is_right_or_unknown(
    room, system
):
    students = the_class()
    make = {"moodle": moodles, "canvas": canvass}[system]
    first = make(room, students, 0, students)
    second = make(room, again(students), 1, students)
    alone = [x for x in students if x.n == 77]  # one of the two of one name, in a zip alone
    third = make(room, alone, 2, alone)
    for path in (first, second, third, first, second, third):
        outcomes = take(room, path, wanted=FIRST)
    assert [x.done for x in outcomes] == ["unchanged"]

    expected = set()
    for x in students:
        last = 2 if x in alone else 1 if x in again(students) else 0
        number = x.moodle if system == "moodle" else x.canvas
        when = x.handed_in(last) if system == "moodle" else None
        late = system == "canvas" and x.is_late(last)
        expected.add((number, f"{x.n} in round {last}", when, late))
    assert collected(room) == expected
    assert len(people(room.course)) == SIZE

    names = {x.name if system == "moodle" else x.canvas_name for x in students}
    assert {x.name for x in people(room.course).values()} == names
    unreadable = {x for x in filed(room) if x.endswith("problem.txt")}
    assert len(unreadable) == sum(x.n % 20 == 13 for x in students)

    (room.course / "collected.json").unlink()
    (room.course / "collected.json.before").unlink()
    before = collected(room)
    for path in (second, third):
        assert not any(x.done in ("new", "again") for x in take(room, path, wanted=FIRST))
    assert collected(room) == before == expected


def test_of_canvas_everything_unknown_is_said(room):
    students = the_class()
    outcomes = take(room, canvass(room, students, 0, students), wanted=FIRST)
    late = sum(x.is_late(0) for x in students)
    assert 0 < late < SIZE
    said = summary(outcomes)
    assert f"Nothing says when {SIZE - late} of these were handed in" in said
    assert f"\n{late} marked as late, not by how much: " in said
    outcomes = take(room, room.tmp / "canvas-0.zip", wanted=FIRST, at=DUE)
    assert "Nothing says when" not in summary(outcomes)
    assert sum(x.handed_in == "2026-11-02 12:00:00 UTC" for x in outcomes) == SIZE - late
