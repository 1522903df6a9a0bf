"""A class of 120 and two lessons, from `release` to `export`, by the zips of Moodle and of Canvas.

Two students have one name. Some hand in late, some again, some what nobody can read, some nothing,
and some get an extension. What each mark should be is worked out by `a_mark`, from what was put
into the zips.
"""

from __future__ import annotations

import copy
import csv
import faulthandler
import os
import random
import subprocess
import sys
import tempfile
import zipfile
from datetime import timedelta
from pathlib import Path

import nbformat
import pytest
from a_lesson import NAME, cell_of, written
from grading.a_course import DUE, RIGHT_STEP, WORDS, Course, these_lessons
from grading.a_mark import BROKEN, MARGINS, STEPS, Work

from autograder.course.people import people
from autograder.environment import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]

SIZE, TWINS = 120, "Ana Silva"
LESSONS = NAME, "03_xor"
NAMES = {3: TWINS, 77: TWINS, 7: "李 雷", 9: "Ольга Иванова", 10: "José Müller", 11: "Jose Muller"}
LONG_AFTER = DUE + timedelta(days=30)


class Moodle:
    """Its zip tells when each file was handed in."""

    def number(self, student: int) -> str:
        return str(5000 + student)

    def entry(self, student: int, lesson: str, work: Work, round_: int) -> str:
        return f"{name_of(student)}_{5000 + student}_assignsubmission_file/{lesson}.ipynb"

    def marks(self, course: Course) -> dict[tuple[str, str], str]:
        """(number, lesson): the mark, as the worksheets have them that Moodle takes back."""
        course.run("export", "--format", "worksheet")
        found = {}
        for lesson in LESSONS:
            for row in rows(course.folder / f"grades_{lesson}.csv"):
                number = row["Identifier"].removeprefix("Participant ")
                found[number, lesson] = plain(row["Grade"])
        return found


class Canvas:
    """Its entries carry the time of the zip; who is late is marked, and that is all."""

    def number(self, student: int) -> str:
        return str(70_000 + student)

    def entry(self, student: int, lesson: str, work: Work, round_: int) -> str:
        first, _, last = name_of(student).partition(" ")
        late, upload = "_LATE" if work.late else "", 10_000 * (round_ + 1) + student
        again = f"-{round_}" if round_ else ""
        return f"{last}{first}{late}_{70_000 + student}_{upload}_{lesson}{again}.ipynb".lower()

    def marks(self, course: Course) -> dict[tuple[str, str], str]:
        """The same from the table that Canvas takes back."""
        course.run("export", "--format", "canvas")
        table = [row for row in rows(course.folder / "grades.csv") if row["ID"]]
        return {(row["ID"], lesson): plain(row[lesson]) for row in table for lesson in LESSONS}


def name_of(student: int) -> str:
    return NAMES.get(student, f"Given{student} Family{student}")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def worth(work: Work) -> tuple[bool, float]:
    return not work.broken, work.points - work.off


def plain(mark: str) -> str:
    return f"{float(mark):g}" if mark else ""


class Class:
    """The class, and what is known of everything that it has handed in."""

    def __init__(self, folder: Path, system: Moodle | Canvas) -> None:
        self.course, self.system = Course(folder), system
        written(folder / "notebooks", name=LESSONS[1])
        self.chance, self.round = random.Random(13), 0
        self.known: dict[tuple[int, str], Work] = {}
        self.zipped: dict[tuple[int, str], Work] = {}  # what each has handed in last

    def hand_in(self, students: list[int], lesson: str, first: int, last: int) -> list[int]:
        """A zip with work of these students, handed in between these hours after the due date.

        In a zip of Moodle or Canvas lies the last that each has handed in: also of the others.
        Those are given back of whom there is something to grade that was not there before.
        """
        new = []
        for student in students:
            hours = self.chance.randint(60 * first, 60 * last) / 60
            work = Work(
                self.chance.choice(list(STEPS)[:3]),
                self.chance.choice(list(MARGINS)),
                self.chance.choice([None, WORDS]),
                DUE + timedelta(hours=hours) if isinstance(self.system, Moodle) else None,
                broken=self.chance.random() < 0.05,
                late=hours > 0,
            )
            self.zipped[student, lesson] = work
            before = self.known.get((student, lesson))
            if before and before.same_as(work):
                continue  # the same file once more: it was there in time if it was before
            if before:
                work.extra = before.extra
            if not work.broken:
                new.append(student)
            self.known[student, lesson] = work
        path = self.course.folder.parent / f"{lesson}-{self.round}.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            for (student, which), work in self.zipped.items():
                if which == lesson:
                    again = self.round if student in students else 0
                    name = self.system.entry(student, lesson, work, again)
                    when = (work.when or LONG_AFTER).astimezone().timetuple()[:6]
                    packed.writestr(zipfile.ZipInfo(name, when), self.content(work, student))
        self.round += 1
        said = self.course.run("collect", str(path), "--lesson", lesson)
        assert said.code == (1 if any(x.broken for x in self.known.values()) else 0), said.err
        return new

    def content(self, work: Work, student: int) -> bytes:
        if work.broken:
            return BROKEN
        book = copy.deepcopy(self.course.blank)
        book.metadata["whose"] = student
        cell_of(book, "perceptron-step").source = work.step
        cell_of(book, "margin").source = work.margin
        if work.words is not None:
            cell_of(book, "reflect").source = work.words
        return nbformat.writes(book).encode()

    def enter(self, *keys: tuple[int, str]) -> None:
        """What is known once `grade` has been run."""
        for key in keys or list(self.known):
            self.known[key] = self.known[key].entered(DUE)

    def filed(self) -> dict[tuple[int, str], str]:
        """(student, lesson): under which name the work is filed."""
        whose = {}
        for name, person in people(self.course.folder).items():
            for student, lesson in self.known:
                if person.number_in(lesson) == self.system.number(student):
                    whose[student, lesson] = name
        return whose

    def agree(self) -> None:
        expected = {
            (self.system.number(student), lesson): work.mark
            for (student, lesson), work in self.known.items()
        }
        marks = self.system.marks(self.course)
        assert {k: x for k, x in marks.items() if x} == {k: x for k, x in expected.items() if x}


@pytest.fixture(autouse=True)
def _unhurried():
    """A class takes some minutes, and longer beside other work."""
    faulthandler.dump_traceback_later(1800, exit=True)


@pytest.fixture
def folder():
    """A folder of one's own; pytest's is closed to whoever these tests become."""
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


@pytest.mark.parametrize("system", [Moodle(), Canvas()], ids=["moodle", "canvas"])
def test_every_mark_is_what_it_should_be_from_release_to_the_lms(folder, system):
    room = Class(folder, system)
    course = room.course
    with these_lessons(course.lesson.parents[1], workers=True):
        assert course.run("release", "02", "03").code == 0
        course.rule(1)
        with course.book() as book:
            for lesson in LESSONS:
                book.find_assignment(lesson).duedate = DUE.replace(tzinfo=None)
        first = [x for x in range(SIZE) if x % 11 != 5]  # some hand nothing in
        second = [x for x in range(SIZE) if x % 7 != 2]
        room.hand_in(first, LESSONS[0], -72, 60)
        room.hand_in(second, LESSONS[1], -72, 60)
        said = course.run("grade")
        assert said.code == 1  # some cannot be read
        room.enter()
        assert sum(x.off > 0 for x in room.known.values()) > 30
        assert sum(x.broken for x in room.known.values()) > 3
        assert len({x.mark for x in room.known.values()}) > 6
        room.agree()
        assert room.filed()[3, NAME] != room.filed()[77, NAME]
        assert len({name for name in room.filed().values()}) == len({x for x, _ in room.known})

        # Three get an extension, of one lesson; the marks follow when they are asked to.
        late = [key for key, x in room.known.items() if x.off and not x.broken][:3]
        with course.book() as book:
            for student, lesson in late:
                book.grant_extension(lesson, room.filed()[student, lesson], days=2)
                room.known[student, lesson].extra = 2
        assert "other marks follow" in course.run("grade").err
        room.agree()
        course.run("grade", "--regrade", "--yes")
        room.enter()
        room.agree()

        # Every third hands in again, later, one of the two of one name among them.
        again = sorted({77, *range(0, SIZE, 3)} - {3})
        earlier = {(x, NAME): room.known[x, NAME] for x in again if x in first}
        new = room.hand_in([x for x in again if x in first], LESSONS[0], 61, 100)
        assert len(new) > 30
        assert f"Graded {len(new)};" in course.run("grade").out
        room.enter(*earlier)
        room.agree()

        # The better of two attempts counts from now on; of equal ones the later.
        assert course.run("due", "--counts", "best").code == 0
        course.run("grade")
        better = {key: max(room.known[key], work, key=worth) for key, work in earlier.items()}
        assert 5 < sum(better[key] is earlier[key] for key in earlier) < len(earlier)
        room.known |= better
        room.agree()
        assert room.known[3, NAME].step in STEPS
        assert RIGHT_STEP in {x.step for x in room.known.values()}


@pytest.mark.skipif(
    not hasattr(os, "getuid") or os.getuid() != 0,
    reason="only root can become nobody; who runs these tests is an ordinary user already",
)
def test_so_it_is_for_somebody_without_privileges():
    here = Path(__file__)
    alone = [sys.executable, str(here.parents[1] / "a_child.py"), sys.executable, "-B"]
    words = ["-m", "pytest", "-q", "-n", "0", "-m", "slow", "-p", "no:cacheprovider"]
    words += ["-k", "from_release_to_the_lms and moodle", str(here)]
    with tempfile.TemporaryDirectory() as made:
        os.chmod(made, 0o777)
        env = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": made}
        done = subprocess.run(
            [*alone, *words], cwd=ROOT, env=env, capture_output=True, text=True, timeout=1500
        )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert done.stdout.startswith(".")  # it was run
