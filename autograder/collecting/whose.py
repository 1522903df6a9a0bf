"""Whose a file is, as its name tells: how Moodle, Canvas and nbgrader write it, and a loose file.

Ada Lovelace_1234567_assignsubmission_file_/08_backprop.ipynb      Moodle, also without folders
lovelaceada_LATE_12345_67890_08_backprop-1.ipynb                   Canvas
ada/08_backprop/08_backprop.ipynb                                  nbgrader
ada_08_backprop.ipynb, ada.ipynb, ada/backprop.ipynb               by hand
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

__all__ = ["CANVAS", "Whose", "crowds", "named_lesson", "whose"]

MOODLE = re.compile(r"(?P<label>.+)_(?P<number>\d+)_assignsubmission_[a-z]+_(?P<file>.*)", re.S)
CANVAS = re.compile(
    r"(?P<label>.+?)(?P<late>_late)?_(?P<number>\d+)_(?P<upload>\d+_(?P<file>.+))", re.S | re.I
)
# What browsers, Jupyter and Canvas add to the name of one more copy.
COPY = re.compile(r"[ _-]*(?:\((?P<a>\d+)\)|-(?P<b>\d+)|[ _-]copy[ _-]?(?P<c>\d*))$", re.I)
BROWSER_COPY = re.compile(r" ?\((\d+)\)$")


@dataclass(frozen=True)
class Whose:
    """What a name tells.

    label : the student, as the name has it
    system : "moodle", "canvas", or "" where no number comes with the name
    number : the number that Moodle or Canvas writes behind the name
    file : the file as the student called it
    folder : the lesson of the folder that it lies in, nbgrader's way
    copy : 0, or which copy it is: a higher one was handed in later
    """

    label: str
    file: str
    system: str = ""
    number: str = ""
    late: bool = False
    folder: str = ""
    copy: int = 0


def whose(
    parts: Sequence[str], root: int, lessons: Collection[str], crowded: bool = False
) -> Whose | None:
    """What the folders and the name of a file tell, or None if they name no student.

    root : how many of the parts are the container's own and name nobody
    crowded : does its folder look like one of several students?
    """
    *folders, name = parts
    stem, dot, suffix = name.rpartition(".")
    stem, suffix = (stem, dot + suffix) if dot else (name, "")
    for part in reversed(parts):
        if found := MOODLE.fullmatch(part):
            file = (found["file"] or "file") if part is name else name
            copy = _copy(file.rpartition(".")[0] or file, lessons)
            return Whose(found["label"], file, "moodle", found["number"], copy=copy)
    found = CANVAS.fullmatch(name)
    if found and (_lesson_in(found["upload"], lessons) or ("", 1))[1]:  # not ada_2027_08_backprop
        file, late = found["file"], bool(found["late"])
        copy = _copy(file.rpartition(".")[0] or file, lessons)
        return Whose(found["label"], file, "canvas", found["number"], late, copy=copy)
    label, copy = _by_hand(stem, lessons)
    folder = folders[-1] if folders and folders[-1] in lessons else ""
    above = folders[:-1] if folder else folders
    if above and above[-1] not in lessons and (len(above) > root or (folder and not label)):
        label, copy = "" if crowded else above[-1], _copy(stem, lessons)
    return Whose(label, name, folder=folder, copy=copy) if label else None


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
    found = _lesson_in(name.rpartition(".")[0] or name, lessons)
    return found[0] if found else ""


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
