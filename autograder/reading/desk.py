"""What the page of a lesson's answers is served: each time as the gradebook has it then."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from pathlib import Path
from typing import Any

from autograder.environment import CommandFailed
from autograder.grading.opening import opened
from autograder.lesson.reading import read_lesson
from autograder.reading.marking import Changed, enter, given
from autograder.reading.page import page, word_for
from autograder.reading.pile import Pile, pile
from autograder.reading.rubric import Rubric, rubrics
from autograder.reading.server import Asked
from autograder.reporting.names import called, names_of

__all__ = ["Desk"]


class Desk:
    """The answers of a class to the questions of one lesson.

    only : these students; None for all
    """

    def __init__(
        self, course: Path, path: Path, secret: str, only: Collection[str] | None = None
    ) -> None:
        self.course, self.path, self.lesson, self.secret = course, path, path.stem, secret
        self.only = only
        self.source = read_lesson(path)
        self.questions = rubrics(self.source)
        if not self.questions:
            raise CommandFailed(
                f"{self.lesson} has no answer in words. What else a person marks is in formgrader."
            )

    def pile(self, question: str) -> Pile:
        """What there is to read of a question; of the first, if there is none of that name."""
        return pile(self.course, self.source, self.lesson, self._rubric(question), self.only)

    def page(self, question: str) -> str:
        return page(self.lesson, self.pile(question), self.questions, self.secret)

    def names(self) -> dict[str, str]:
        """The words that stand for students, and what these are called."""
        name = called(names_of(self.course))
        return {word: name(student) for word, student in self._students(self.questions[0]).items()}

    def enter(self, asked: Asked) -> tuple[bool, dict[str, Any]]:
        """Enter a mark that the page has sent."""
        rubric = self._rubric(asked.question)
        students = self._students(rubric)
        if not asked.seen or not asked.seen.keys() <= students.keys():
            raise CommandFailed("this answer is not in the gradebook any more. Reload the page.")
        if asked.score is not None and not 0 <= asked.score <= rubric.points:
            raise CommandFailed(f"points are from 0 to {rubric.points:g}.")
        seen = {students[word]: value for word, value in asked.seen.items()}
        answer, notebooks = (self.lesson, rubric.id), self.path.parent.parent
        try:
            words = enter(self.course, notebooks, answer, seen, asked.score, asked.comment)
        except Changed as changed:
            now = asdict(next(iter(changed.now.values())))
            told = {"rewritten": changed.rewritten, "now": now}
            return False, told | {"seen": self._worded(changed.seen)}
        return True, {"seen": self._worded(words)}

    def _rubric(self, question: str) -> Rubric:
        return next((x for x in self.questions if x.id == question), self.questions[0])

    def _students(self, rubric: Rubric) -> dict[str, str]:
        with opened(self.course) as book:
            known = given(book, self.lesson, rubric.id)
        return {word_for(self.secret, student): student for student in known}

    def _worded(self, seen: Any) -> dict[str, str]:
        return {word_for(self.secret, student): word for student, word in seen.items()}
