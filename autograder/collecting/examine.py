"""What one file is that was handed in: of which lesson, when, and whether it can be read.

The grade ids inside a notebook say best of which lesson it is; then the file's name, then what was
asked for. A notebook of another lesson than its folder or `--lesson` says is not filed under
either: it would take the place of work that was already handed in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from autograder.collecting.handed import Handed
from autograder.collecting.whose import Whose, named_lesson
from autograder.course.limits import Limits, Unreadable
from autograder.course.names import shown
from autograder.lesson.readable import grade_ids, readable

__all__ = ["AT_A_LOSS", "Lessons", "Work", "examine", "newest"]

Lessons = Mapping[str, frozenset[str]]  # lesson: its grade ids

NOT_A_NOTEBOOK = {
    "zip": "is a zip within a zip within a zip and is not opened. Hand in the notebook itself.",
    "": "is not a notebook. Hand in the .ipynb file.",
}
AT_A_LOSS = "holds no cell of a lesson. Say with --lesson which one it is."
UNMARKED = "It holds no marked cell: answers are looked for by what they define."


@dataclass
class Work:
    """One file of a student's, looked at.

    source : the way to it, as its names have it
    when : when it was handed in, None where that is not known
    dated : when the file was last changed, which only puts a student's files in order
    lesson : "" if it cannot be told
    sure : does the file itself say of which lesson it is, by its cells or its name?
    data : its bytes as they came, None where they could not be had
    text : the bytes of the notebook to grade, None where there is none
    """

    source: str
    who: Whose
    when: datetime | None
    dated: datetime | None
    lesson: str = ""
    sure: bool = False
    problem: str = ""
    data: bytes | None = None
    text: bytes | None = None
    notes: list[str] = field(default_factory=list)


def examine(
    handed: Handed, who: Whose, lessons: Lessons, wanted: str, limits: Limits, when: datetime | None
) -> Work:
    """Read a file and find its lesson.

    wanted : the lesson that was to be handed in, or ""
    """
    work = Work("/".join(handed.parts), who, when, handed.dated)
    expected, named = who.folder or wanted, named_lesson(who.file, lessons)
    try:
        work.data = handed.read()
        suffix = who.file.rpartition(".")[2].lower()
        if suffix != "ipynb":
            raise Unreadable(NOT_A_NOTEBOOK.get(suffix, NOT_A_NOTEBOOK[""]))
        reading = readable(work.data, limits)
        work.notes += reading.repairs
        work.text = reading.text
        _find_lesson(work, grade_ids(reading.notebook), lessons, expected, named)
    except Unreadable as error:
        work.text = None
        work.lesson = work.lesson or expected or named
        work.sure = named == work.lesson != ""
        work.problem = f"{shown(who.file)} {error}"
    return work


def newest(works: list[Work]) -> list[Work]:
    """A student's works for one lesson, the one that counts first: the last that is sure.

    In a student's own folder it is the one that lies in a folder of the lesson.
    """

    def order(work: Work) -> tuple[object, ...]:
        at_home = work.who.home and bool(work.who.folder)
        when, dated = (x.timestamp() if x else 0.0 for x in (work.when, work.dated))
        return work.sure, at_home, when, work.who.upload, work.who.copy, dated, work.source

    return sorted(works, key=order, reverse=True)


def _find_lesson(work: Work, ids: list[str], lessons: Lessons, expected: str, named: str) -> None:
    """Set the lesson of a notebook that could be read, or object."""
    counts = {lesson: len(marked.intersection(ids)) for lesson, marked in lessons.items()}
    most = max(counts.values(), default=0)
    leaders = [lesson for lesson, count in counts.items() if count == most and most]
    if expected:
        if leaders and expected not in leaders:
            raise Unreadable(
                f"holds lesson {leaders[0]}, but {expected} was to be handed in. "
                f"Hand in {expected}.ipynb."
            )
        work.lesson = expected
    elif len(leaders) == 1:
        work.lesson = leaders[0]
        if named and named != work.lesson:
            is_what = f"Its name says {named}, its cells are of {work.lesson}"
            work.notes.append(f"{is_what}: these count.")
    elif named and (not leaders or named in leaders):
        work.lesson = named
    if not work.lesson:
        raise Unreadable(AT_A_LOSS)
    work.sure = bool(leaders) or named == work.lesson
    if not leaders:
        work.notes.append(UNMARKED)
    elif strange := [name for name in ids if name not in lessons[work.lesson]]:
        work.notes.append(
            f'Its cell "{shown(strange[0])}" is not in the lesson as it is now: '
            "is it an older version?"
        )
