"""Whose a file is, as its name tells: how Moodle, Canvas and nbgrader write it, and people.

Ada Lovelace_1234567_assignsubmission_file/08_backprop.ipynb       Moodle, also without folders
lovelaceada_LATE_12345_67890_08_backprop-1.ipynb                   Canvas
LATE_anon_7xK2p_67890_08_backprop.ipynb                            Canvas with the names hidden
ada+08_backprop+2026-11-02 12:00:00.000000 UTC+cmFuZG9t/…          nbgrader's exchange
ada/08_backprop/08_backprop.ipynb                                  nbgrader
ada_08_backprop.ipynb, ada.ipynb, ada/backprop.ipynb               by hand

Where several names on the way to a file could tell it, the outermost counts: what lies further in
was named by a student.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from autograder.course.slip import parse_time

__all__ = [
    "Whose",
    "by_hand",
    "by_system",
    "canvas_name",
    "crowds",
    "label_in",
    "named_lesson",
    "of_home",
    "stem_of",
]

MOODLE = re.compile(
    r"(?P<label>.+?)(?:_(?P<number>\d+))?_assignsubmission_[a-z]+(?:_(?P<file>.*))?", re.S
)
CANVAS = re.compile(
    r"(?P<label>.+?)(?P<late>_late)?_(?P<number>\d{1,20})"
    r"_(?P<upload>(?P<id>\d{1,20})_(?P<file>.+)|(?:text|link)\.html)",
    re.S | re.I,
)
HIDDEN = re.compile(
    r"(?P<late>late_)?anon_(?P<number>[A-Za-z0-9]{1,20})"
    r"_(?:(?P<id>\d{1,20})_(?P<file>.+)|(?:text|link)\.html)",
    re.S | re.I,
)
EXCHANGE = re.compile(
    r"(?P<label>.+)\+(?P<lesson>[^+]+)\+(?P<time>\d{4}-\d\d-\d\d[^+]*)(?:\+[^+]*)?", re.S
)
# What browsers, Jupyter and Canvas add to the name of one more copy.
COPY = re.compile(r"[ _-]*(?:\((?P<a>\d+)\)|-(?P<b>\d+)|[ _-]copy[ _-]?(?P<c>\d*))$", re.I)
BROWSER_COPY = re.compile(r" ?\((\d+)\)$")


@dataclass(frozen=True)
class Whose:
    """What a name tells.

    label : the student, as the name has it
    file : the file as the student called it
    system : "moodle", "canvas", "gradescope", "nbgrader", "github", or "" for names by hand
    number : the number that the system knows the student by
    email : where the system tells it
    folder : the lesson of the folder that it lies in, nbgrader's way
    copy : 0, or which copy it is: a higher one was handed in later
    upload : Canvas's number of the upload; a higher one came later
    when : when it was handed in, if the name or the system's own list says so
    hidden : is the name withheld, and the number another in every lesson?
    home : is it one of many files in a folder that is all the student's, not handed in one by one?
    """

    label: str
    file: str
    system: str = ""
    number: str = ""
    email: str = ""
    late: bool = False
    folder: str = ""
    copy: int = 0
    upload: int = 0
    when: datetime | None = None
    hidden: bool = False
    home: bool = False


def by_system(parts: Sequence[str], root: int, lessons: Collection[str]) -> Whose | None:
    """Whose a file is by a name that Moodle, Canvas or nbgrader wrote; None if there is none.

    With a name of Moodle's but no number, as those of no group have it, the label is empty.
    """
    for place, part in enumerate(parts):
        last = place == len(parts) - 1
        if found := MOODLE.fullmatch(part):
            file = (found["file"] or "file") if last else parts[-1]
            copy, number = _copy(stem_of(file), lessons), found["number"] or ""
            return Whose(found["label"] if number else "", file, "moodle", number, copy=copy)
        if found := EXCHANGE.fullmatch(part):
            ours, when = found["lesson"] in lessons, parse_time(found["time"].encode())
            folder, copy = found["lesson"] if ours else "", _copy(stem_of(parts[-1]), lessons)
            return Whose(
                found["label"],
                parts[-1],
                "nbgrader",
                folder=folder,
                copy=copy,
                when=when,
                home=not ours,  # of an assignment that is none of ours, unless its cells are
            )
        ends = place >= root and (last or part.lower().endswith(".zip"))
        if ends and (who := _canvas(part, parts[-1], lessons)):
            return who
    return None


def _canvas(part: str, name: str, lessons: Collection[str]) -> Whose | None:
    """Whose a file, or the zip that it lies in, is by Canvas's name for it."""
    hidden = HIDDEN.fullmatch(part)
    found = hidden or CANVAS.fullmatch(part)
    if not found:
        return None
    if not hidden and (_lesson_in(found["upload"], lessons) or ("", 1))[1] == 0:
        return None  # ada_2027_08_backprop.ipynb
    file = name if part is not name else found["file"] or part.rpartition("_")[2]
    label = f"anon {found['number']}" if hidden else found["label"]
    return Whose(
        label,
        file,
        "canvas",
        found["number"],
        late=bool(found["late"]),
        copy=_copy(stem_of(file), lessons),
        upload=int(found["id"] or 0),
        hidden=bool(hidden),
    )


def canvas_name(source: str) -> str:
    """What Canvas called the file, or the zip, to which that way leads; "" if it was not Canvas."""
    named = (x for x in source.split("/") if HIDDEN.fullmatch(x) or CANVAS.fullmatch(x))
    return next(named, "")


def by_hand(
    parts: Sequence[str], root: int, lessons: Collection[str], crowded: bool = False
) -> Whose | None:
    """What the folders and the name of a file tell, or None if they name no student.

    root : how many of the parts are the container's own and name nobody
    crowded : does its folder look like one of several students?
    """
    *folders, name = parts
    label, copy = _by_hand(stem_of(name), lessons)
    folder = folders[-1] if folders and folders[-1] in lessons else ""
    above = folders[:-1] if folder else folders
    if above and above[-1] not in lessons and (len(above) > root or (folder and not label)):
        label, copy = "" if crowded else above[-1], _copy(stem_of(name), lessons)
    return Whose(label, name, folder=folder, copy=copy) if label else None


def of_home(parts: Sequence[str], root: int, label: str, lessons: Collection[str]) -> Whose:
    """A file of a folder that is all one student's, whatever lies in it."""
    folder = parts[-2] if len(parts) > root + 1 and parts[-2] in lessons else ""
    return Whose(
        label, parts[-1], folder=folder, copy=_copy(stem_of(parts[-1]), lessons), home=True
    )


def crowds(files: Iterable[Sequence[str]], lessons: Collection[str]) -> set[tuple[str, ...]]:
    """The folders that hold several notebooks, none of which is named by a lesson alone.

    They may be one student's drafts or a group's answers, and nobody is taken for somebody else.
    """
    inside: dict[tuple[str, ...], list[str]] = {}
    for *folders, name in files:
        if name.lower().endswith(".ipynb"):
            inside.setdefault(tuple(folders), []).append(_by_hand(name[:-6], lessons)[0])
    return {x for x, labels in inside.items() if len(labels) > 1 and all(labels)}


def named_lesson(name: str, lessons: Collection[str]) -> str:
    """The lesson that a file's name holds, by its name or, if that is clear, by its number."""
    found = _lesson_in(stem_of(name), lessons)
    return found[0] if found else ""


def label_in(name: str, lessons: Collection[str]) -> str:
    """The student whom a file's own name holds, where it holds one."""
    return _by_hand(stem_of(name), lessons)[0]


def stem_of(name: str) -> str:
    """A name without its last suffix."""
    return name.rpartition(".")[0] or name


def _lesson_in(stem: str, lessons: Collection[str]) -> tuple[str, int, int] | None:
    """(lesson, begin, end) of the lesson that a name holds."""
    by_name = []
    for lesson in lessons:
        words = "[ _-]+".join(map(re.escape, lesson.split("_")))
        if found := re.search(rf"(?<![^\W_]){words}(?![^\W_])", stem, re.I):
            by_name.append((lesson, found.start(), found.end()))
    if by_name:
        return by_name[0] if len(by_name) == 1 else None
    by_number = []
    for lesson in lessons:
        number = re.escape(lesson.split("_")[0])
        if found := re.search(rf"(?:^|(?<=[ _-])){number}(?=$|[ _-])", stem):
            by_number.append((lesson, found.start(), found.end()))
    return by_number[0] if len(by_number) == 1 else None


def _copy(stem: str, lessons: Collection[str]) -> int:
    return _by_hand(stem, lessons)[1]


def _by_hand(stem: str, lessons: Collection[str]) -> tuple[str, int]:
    """(student, copy) of a name like "ada_08_backprop (1)": what is left without the lesson."""
    copy = 0
    if found := BROWSER_COPY.search(stem):
        stem, copy = stem[: found.start()], int(found[1][:9])
    if not (place := _lesson_in(stem, lessons)):
        return stem.strip(" _-."), copy
    before, after = stem[: place[1]].strip(" _-."), stem[place[2] :]
    if again := COPY.fullmatch(after):
        copy, after = int((again["a"] or again["b"] or again["c"] or "1")[:9]), ""
    return "_".join(x for x in (before, after.strip(" _-.")) if x), copy
