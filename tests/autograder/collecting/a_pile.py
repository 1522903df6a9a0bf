"""Piles of what students hand in: two lessons, an inbox, zips as systems make them."""

import dataclasses
import json
import zipfile
from datetime import UTC, datetime

import a_lesson
from a_lesson import code, markdown, notebook

from autograder.collecting.intake import collect
from autograder.course.limits import LIMITS
from autograder.course.slip import ABOUT, handed_in_at

FIRST, SECOND = a_lesson.NAME, "03_other"
NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
SMALL = dataclasses.replace(
    LIMITS,
    notebook=300_000,
    cells=40,
    letters=50_000,
    brackets=20_000,
    expanded=900_000,
    unsuspected=120_000,
)
MOODLE = "{}_{}_assignsubmission_file/{}"


def other_lesson():
    return notebook(
        markdown("# Another"),
        code("def double(x):\n    return 2 * x", grade_id="double", solution=True),
        code("check.double(double)", grade_id="double-check", grade=True, locked=True, points=1),
        markdown("Why?", grade_id="reflect", grade=True, solution=True, points=1),
    )


def take(room, *paths, wanted="", limits=LIMITS, **said):
    return collect(paths or [room.inbox], room.course, wanted, room.books, limits, **said)


def put(room, name, content):
    path = room.inbox / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def zipped(room, files, name="export.zip", when=NOON, **settings):
    """A zip of these files, name: bytes, or (bytes, a time of its own)."""
    path = room.tmp / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for inside, content in files.items():
            content, own = content if isinstance(content, tuple) else (content, when)
            date = own.astimezone().timetuple()[:6] if own else (1980, 1, 1, 0, 0, 0)
            entry = zipfile.ZipInfo(inside, date)
            entry.compress_type = zipfile.ZIP_DEFLATED
            for key, value in settings.items():
                setattr(entry, key, value)
            archive.writestr(entry, content)
    return path


def filed(room, folder="submitted"):
    """student/lesson/file of all that was handed in and lies in the course."""
    top = room.course / folder
    files = (x for x in top.rglob("*") if x.is_file() and x.name not in ABOUT)
    return sorted(x.relative_to(top).as_posix() for x in files)


def stamp(room, student, lesson=FIRST):
    """When a submission was handed in, as its folder says; None where it does not."""
    return handed_in_at(room.course / "submitted" / student / lesson)


def books(room):
    return [x for x in filed(room) if x.endswith(".ipynb")]


def problems(outcomes):
    return [x.problem for x in outcomes if x.problem]


def notes(outcomes):
    return [note for x in outcomes for note in x.notes]


def changed(room, change, data=None):
    """The first lesson's notebook after `change`, as bytes."""
    raw = json.loads(data or room.one)
    change(raw)
    return json.dumps(raw).encode()


def moodle(room, content, when, name=f"{FIRST}.ipynb"):
    """Moodle's zip with one file of one student."""
    return zipped(room, {MOODLE.format("Ada", 1, name): content}, f"{when:%d-%H}.zip", when)


def later(hours):
    return NOON.replace(hour=12 + hours)


def old_format(raw):
    cells = [
        {**x, "input": x.pop("source"), "language": "python", "prompt_number": 1}
        if x["cell_type"] == "code"
        else x
        for x in raw.pop("cells")
    ]
    for cell in cells:
        cell.pop("id", None)
        cell.pop("execution_count", None)
    raw |= {"worksheets": [{"cells": cells, "metadata": {}}], "nbformat": 3, "nbformat_minor": 0}
