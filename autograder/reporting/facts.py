"""What the records of a lesson say about a class, counted.

A question of the report is a function: its visible and its hidden check together. It is right
where both are, and it could not be graded where one of them could not.
"""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from autograder.check.bank import exercises
from autograder.check.naming import BETWEEN
from autograder.grading.verdicts import (
    BY_HAND,
    NOT_GRADED,
    NOT_RUN,
    PARTLY,
    RIGHT,
    WRONG,
    Question,
    Record,
)
from autograder.lesson.cells import role
from autograder.lesson.definitions import bound_names
from autograder.reporting.contest import Place, places

__all__ = ["VERDICTS", "Asked", "Facts", "Mistake", "facts", "hint_of", "question_of"]

VERDICTS = (RIGHT, PARTLY, WRONG, NOT_RUN, NOT_GRADED)
BINS = 10
HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$", re.MULTILINE)


@dataclass
class Asked:
    """One question of a lesson: the function, and how many students have which verdict."""

    name: str
    counts: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass
class Mistake:
    """One misconception: who holds it, the hint that they got, and where to teach it again."""

    id: str
    hint: str
    question: str
    section: str
    students: list[str]

    @property
    def is_common(self) -> bool:
        return len(self.students) > 1


@dataclass
class Note:
    """What students were told of their notebooks, and who was."""

    text: str
    students: list[str]


@dataclass
class Facts:
    """Everything that the page tells of one lesson.

    scores : points by checks, one for each graded student
    most : the most points that checks can give
    """

    lesson: str
    title: str
    scores: list[float] = field(default_factory=list)
    most: float = 0.0
    questions: list[Asked] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    not_graded: list[tuple[str, str]] = field(default_factory=list)
    waits: int = 0  # answers that wait for a person
    repaired: int = 0  # notebooks about which students were told something
    notes: list[Note] = field(default_factory=list)
    contest: list[Place] = field(default_factory=list)

    @property
    def bins(self) -> list[int]:
        """How many students are in each tenth of the points; full marks are in the last."""
        counts = [0] * BINS
        for score in self.scores:
            place = int(BINS * score / self.most) if self.most else 0
            counts[min(max(place, 0), BINS - 1)] += 1
        return counts


def facts(
    lesson: str,
    records: Sequence[Record],
    source: Any,
    outdated: Mapping[str, str] = MappingProxyType({}),
) -> Facts:
    """Count the records of a lesson.

    source : its notebook
    outdated : students whose points are those of another release, and how that is told
    """
    titles = HEADING.findall(_text(source.cells[0])) if source.cells else []
    told = Facts(lesson, titles[0] if titles else lesson)
    tested = question_of(source)
    sections = _sections(source)
    verdicts: dict[str, Counter[str]] = {}
    holders: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    notes: dict[str, list[str]] = defaultdict(list)
    for record in records:
        if why := record.problem or outdated.get(record.student):
            told.not_graded.append((record.student, why))
            continue
        lost = [q.grade_id for q in record.questions if q.verdict == NOT_GRADED]
        if lost:
            told.not_graded.append((record.student, f"Not graded: {', '.join(lost)}."))
        told.scores.append(record.score)
        told.repaired += bool(record.notes)
        for note in record.notes:
            notes[note].append(record.student)
        for name, questions in _by_name(record, tested).items():
            verdicts.setdefault(name, Counter())[_together(questions)] += 1
            for q in questions:
                for id in q.misconception.split(BETWEEN) if q.misconception else ():
                    holders[name, q.exercise, id].add(record.student)
    told.most = max((_most(x) for x in records if x.student not in outdated), default=0.0)
    order = list(dict.fromkeys(tested.values()))
    known = [name for name in order if name in verdicts]
    known += [name for name in verdicts if name not in order]
    told.questions = [Asked(name, {v: verdicts[name][v] for v in VERDICTS}) for name in known]
    for (name, exercise, id), students in holders.items():
        hint, section = hint_of(exercise, id), sections.get(name, "")
        told.mistakes.append(Mistake(id, hint, name, section, sorted(students)))
    told.notes = [Note(text, students) for text, students in notes.items()]
    told.notes.sort(key=lambda note: (-len(note.students), note.text))
    told.mistakes.sort(key=lambda m: (-len(m.students), m.question, m.id))
    told.contest = places([x for x in records if x.student not in outdated])
    return told


def question_of(source: Any) -> dict[str, str]:
    """grade id of a test cell -> the name that it tests."""
    found = {}
    for cell in source.cells:
        if role(cell) == "test":
            name = cell.metadata.nbgrader["grade_id"]
            found[name] = name
            for node in ast.walk(ast.parse(cell.source)):
                match node:
                    case ast.Call(ast.Attribute(ast.Name("check"), _), [ast.Name(asked), *_]):
                        found[name] = asked
    return found


def _by_name(record: Record, tested: dict[str, str]) -> dict[str, list[Question]]:
    found: dict[str, list[Question]] = {}
    for question in record.questions:
        if question.verdict != BY_HAND:
            name = tested.get(question.grade_id, question.grade_id)
            found.setdefault(name, []).append(question)
    return found


def _together(questions: Sequence[Question]) -> str:
    """One verdict for the checks of one function."""
    said = {question.verdict for question in questions}
    for verdict in (NOT_GRADED, NOT_RUN):
        if verdict in said:
            return verdict
    if said == {RIGHT}:
        return RIGHT
    return PARTLY if any(question.score for question in questions) else WRONG


def _most(record: Record) -> float:
    return sum(q.points for q in record.questions if q.verdict != BY_HAND)


def hint_of(exercise: str, id: str) -> str:
    """What a check says of a coded mistake; "" where nothing is known of it."""
    known = exercises().get(exercise)
    hints = (m.hint for m in known.misconceptions if m.id == id) if known else iter(())
    return next(hints, "")


def _sections(source: Any) -> dict[str, str]:
    """name -> the heading above the solution cell that defines it."""
    heading, found = "", dict[str, str]()
    for cell in source.cells:
        if cell.cell_type == "markdown":
            heading = (HEADING.findall(_text(cell)) or [heading])[-1]
        elif role(cell) == "solution":
            found |= {name: heading for name in bound_names(cell.source)}
    return found


def _text(cell: Any) -> str:
    return re.sub(r"```.*?```", "", cell.source, flags=re.S)
