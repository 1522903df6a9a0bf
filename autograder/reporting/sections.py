"""How the sections of a class stand beside each other, where a list of the class has sections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import mean

from autograder.course.people import Person
from autograder.grading.verdicts import Record

__all__ = ["Section", "by_section"]

NONE = "no section"


@dataclass
class Section:
    """One section, and the points of its students by checks."""

    name: str
    scores: list[float]

    @property
    def mean(self) -> float:
        return mean(self.scores)


def by_section(
    records: Iterable[Record], people: Mapping[str, Person], left_out: Iterable[str] = ()
) -> list[Section]:
    """Each section of whom has points, by name, those in none last; nothing where there are none.

    left_out : students whose points are those of another release
    """
    scores, without = defaultdict[str, list[float]](list), set(left_out)
    for record in records:
        if not record.problem and record.student not in without:
            person = people.get(record.student)
            scores[person.section if person else ""].append(record.score)
    if not any(scores):
        return []
    names = sorted(scores, key=lambda name: (not name, name))
    return [Section(name or NONE, scores[name]) for name in names]
