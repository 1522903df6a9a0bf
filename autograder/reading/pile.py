"""All answers of a class to one question, in groups of those that are alike.

Answers with the same text and the same mark are one on the page, and are marked together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.check.naming import BETWEEN
from autograder.course.nbgrader_config import TEXT_STUB
from autograder.grading.opening import in_words, opened
from autograder.grading.verdicts import Record, read_record
from autograder.lesson.released import given_lines
from autograder.reading.likeness import groups, likeness, same
from autograder.reading.marking import Given, answer_cell, given
from autograder.reading.rubric import GIVEN, Rubric
from autograder.reporting.facts import hint_of, question_of

__all__ = ["Answer", "Group", "Pile", "pile"]


@dataclass
class Answer:
    """One text, of one student or of several with the same.

    seen : student -> the word for what is seen here of the answer and its mark
    text : without the lines of the question
    share : how alike it is to the first of its group, from 0 to 1
    found : what the checks said of mistakes that they know, in the code of each of these students
    """

    seen: dict[str, str]
    cell: Any
    text: str
    given: Given
    share: float = 1.0
    found: list[str] = field(default_factory=list)


@dataclass
class Group:
    """Answers that are alike, or, at the end, all those that are like no other."""

    answers: list[Answer]
    alike: bool

    @property
    def students(self) -> int:
        return sum(len(answer.seen) for answer in self.answers)


@dataclass
class Pile:
    """The question, and what there is to read.

    blank : students who wrote nothing, and have no points for it
    comments : what was said to several or to one, the most frequent first
    """

    rubric: Rubric
    groups: list[Group]
    blank: int
    comments: list[str]


def pile(
    course: Path, source: Any, lesson: str, rubric: Rubric, only: Collection[str] | None = None
) -> Pile:
    """What a class has answered.

    source : the instructor's notebook
    only : these students; None for all
    """
    with opened(course) as book, in_words("it could not be read"):
        marks = given(book, lesson, rubric.id)
    tested, question = question_of(source), given_lines(rubric.cell)
    found, blank = dict[tuple[object, ...], Answer](), 0
    for student, mark in sorted(marks.items()):
        if only is not None and student not in only:
            continue
        cell = answer_cell(course, student, lesson, rubric.id)
        if cell is None:
            continue
        if not mark.waits and mark.score is None:
            blank += 1
            continue
        text = _own(cell, question)
        told = _found(read_record(course, student, lesson), tested)
        known = text if cell["cell_type"] == "code" else same(text)
        key = known, str(cell.get("attachments")), mark
        answer = found.setdefault(key, Answer({}, cell, text, mark, found=told))
        answer.seen[student] = mark.seen(cell)
        answer.found = [said for said in answer.found if said in told]
    return Pile(rubric, _grouped(list(found.values())), blank, _used(marks.values()))


def _own(cell: Any, question: set[str]) -> str:
    """What the student wrote: the lines that were not there before; code is shown whole."""
    text: str = cell["source"]
    if cell["cell_type"] == "code":
        return text
    lines = text.splitlines()
    mine = [x for x in lines if x.strip() not in question and x.strip() != TEXT_STUB]
    return "\n".join(mine).strip()


def _found(record: Record | None, tested: dict[str, str]) -> list[str]:
    """What the checks recognised in the student's code, as sentences to the student."""
    told = []
    for asked in record.questions if record else ():
        for id in asked.misconception.split(BETWEEN) if asked.misconception else ():
            if hint := hint_of(asked.exercise, id):
                told.append(f"{tested.get(asked.grade_id, asked.exercise)}: {hint}")
    return list(dict.fromkeys(told))


def _grouped(answers: Sequence[Answer]) -> list[Group]:
    alike = likeness([answer.text for answer in answers])
    made, single = list[Group](), list[Answer]()
    for first, *rest in groups(alike):
        if not rest:
            single.append(answers[first])
            continue
        for i in rest:
            answers[i].share = float(alike[first, i])
        made.append(Group([answers[i] for i in (first, *rest)], alike=True))
    return made + ([Group(single, alike=False)] if single else [])


def _used(marks: Collection[Given]) -> list[str]:
    """Each line of the comments that were given; those about parts are about one answer."""
    lines = (line.strip() for mark in marks for line in set(mark.comment.splitlines()))
    return [line for line, _ in Counter(x for x in lines if x and not GIVEN.match(x)).most_common()]
