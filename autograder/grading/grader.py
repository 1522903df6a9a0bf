"""Grade one notebook: the student's cells over there, the instructor's test cells here.

Cells are run from top to bottom, each where it belongs. At a test cell the student's names are
stand-ins; the cell itself runs in this process, exactly as it stands. Whatever happens over there
costs its own question at most.
"""

from __future__ import annotations

import ast
import contextlib
import io
import time
from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder import check
from autograder.check.panel import Panel
from autograder.check.source import in_source
from autograder.grading import outputs
from autograder.grading.failing import Failure
from autograder.grading.nursery import NoProcess, Nursery
from autograder.grading.ours import Ours
from autograder.grading.proxies import Pupil
from autograder.grading.side import Ended, Side
from autograder.grading.tail import own_texts, spare, tail
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
from autograder.lesson.definitions import as_python, bound_names, is_python
from autograder.lesson.released import tidy
from autograder.sandbox.alarm import Overdue
from autograder.sandbox.settings import Settings

READ = 400_000  # letters of a notebook that are looked through for shortcuts
TOLD = 4000  # letters of what the student is told of a question
THEIRS = "What your code gave is nothing that this question can judge: {}"
OURS = "We could not grade this: {}. It is not your mistake; your teacher is told."
OVERDUE = "The test did not come to its end within {:g} s with what your code gave."


class Mismarked(Exception):
    """The value of a test cell's last line can be no points."""


def grade(
    notebook: Any,
    record: Record,
    nursery: Nursery,
    settings: Settings,
    ours: Ours,
) -> None:
    """Fill the outputs of a restored notebook, and the record with a verdict for each question.

    ours : the instructor's notebook; where no figures are wanted, its own last cells that only
        show are not run
    `NoProcess` says that our own side failed, and nothing is to be concluded from it.
    """
    started = time.monotonic()
    with Side(nursery, settings) as side:
        sitting = Sitting(side, ours)
        spared = [] if settings.pictures else tail(notebook, ours.lesson)
        for cell in notebook.cells[: len(notebook.cells) - len(spared)]:
            if question := sitting.cell(cell):
                record.questions.append(question)
        record.questions += [q for cell in spare(spared) if (q := sitting.cell(cell))]
        record.locked, record.kilobytes = side.locked, side.kilobytes
    record.kilobytes = max(record.kilobytes, side.kilobytes)
    record.seconds = round(time.monotonic() - started, 3)


class Sitting:
    """One notebook on its way from the first cell to the last."""

    def __init__(self, side: Side, ours: Ours) -> None:
        self.side, self.ours, self.own = side, ours, own_texts(ours.lesson)
        self.texts: list[str] = []  # of the student's cells so far
        self.failed: dict[str, str] = {}  # name: why the cell that defines it did not run
        self.pupil = Pupil(side, self._shortcuts, self.text)

    def cell(self, cell: Any) -> Question | None:
        """Run one cell where it belongs; the question's verdict, if it is graded."""
        kind = role(cell)
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        if kind == "by hand" or kind == "task":
            meta = cell.metadata.nbgrader
            if cell.cell_type == "code":
                self.student(cell)
            return Question(meta["grade_id"], float(meta["points"]), None, BY_HAND)
        if kind == "test" and cell.cell_type == "code":
            started = time.monotonic()
            question = self.test(cell)
            question.seconds = round(time.monotonic() - started, 4)
            return question
        if cell.cell_type == "code":
            self.student(cell)
        return None

    def student(self, cell: Any) -> None:
        """A cell of the student's, run over there."""
        source = cell.source
        if sum(map(len, self.texts)) < READ:
            self.texts.append(as_python(source) + "\n")
        try:
            self.pupil.forget()
            own = tidy(source) in self.own
            said = self.side.run(source, self.side.settings.pictures, own)
        except Ended as ended:
            cell.outputs = [outputs.error("Stopped", str(ended), [])]
            self._not_run(source, str(ended))
            return
        cell.outputs = outputs.shown(said)
        if failure := outputs.failure(said):
            name, text, _ = failure
            self._not_run(source, f"its cell stopped with {name}" + (f": {text}" if text else ""))
        else:
            for name in _defined(source):
                self.failed.pop(name, None)

    def test(self, cell: Any) -> Question:
        """A test cell, run here, and its verdict."""
        meta = cell.metadata.nbgrader
        question = Question(meta["grade_id"], float(meta["points"]), 0.0, WRONG)
        panels: list[Panel] = []
        self.pupil.begin()
        try:
            question.exercise, question.suite = _asked(cell.source)
            with check.shown_to(panels.append), contextlib.redirect_stdout(io.StringIO()):
                value = self._run(question.grade_id, cell.source)
            question.score = _earned(value, question.points)
            question.verdict = RIGHT if question.score == question.points else PARTLY
            question.message = "\n".join(map(repr, panels))
        except check.CheckFailed as failed:
            question.message, question.misconception = failed.message, failed.misconception
            if self.pupil.ended is not None:
                question.verdict = NOT_RUN
        except Ended as ended:
            question.verdict, question.message = NOT_RUN, str(ended)
        except NoProcess:
            raise
        except (Exception, SystemExit, Overdue) as error:
            self._failed(question, error, cell.source)
        question.message = outputs.clean(question.message)[:TOLD]
        if panels and question.misconception is None:
            question.misconception = panels[-1].verdict.misconception
        question.reached = panels[-1].verdict.reached if panels else None
        cell.outputs = _told(question)
        self.pupil.next_question()
        return question

    def _shortcuts(self, name: str, forbidden: Sequence[str]) -> list[str]:
        return in_source(self.texts, name, forbidden)

    def text(self) -> str:
        """All that the student's cells have said so far."""
        return "".join(self.texts)

    def _run(self, name: str, source: str) -> Any:
        """Run a test cell here; the value of its last line.

        A test may catch any error. That our side failed, or that the student's process came to its
        end in a call of the test's own, is told nevertheless.
        """
        try:
            return self.ours.run(name, source, self.pupil, self.side.settings.test_seconds)
        except Overdue:
            self.side.give_up()
            raise
        finally:
            if unheard := self.pupil.lost or self.pupil.stopped:
                raise unheard

    def _failed(self, question: Question, error: BaseException, source: str) -> None:
        """The verdict on a test cell that an error ended; no points, whatever it was."""
        failure = Failure(error, source, self.pupil.raised)
        question.verdict = NOT_RUN
        if isinstance(error, Overdue):
            question.message = OVERDUE.format(self.side.settings.test_seconds)
        elif failure.their_words:
            question.message = failure.stopped
        elif isinstance(error, AssertionError):
            question.verdict, question.message = WRONG, failure.not_held
        elif isinstance(error, NameError) and error.name in (
            self.ours.theirs | self.ours.stopped.keys()
        ):
            question.message = self._missing(error.name)
        elif self.pupil.heard and not isinstance(error, Mismarked):
            question.message = THEIRS.format(failure.stopped)  # what they gave is new to the test
        else:
            question.score, question.verdict = None, NOT_GRADED
            question.message = OURS.format(f"{type(error).__name__}: {error}")

    def _not_run(self, source: str, why: str) -> None:
        for name in _defined(source):
            self.failed[name] = why

    def _missing(self, name: str) -> str:
        why = self.failed.get(name) or self.ours.stopped.get(name)
        return f"`{name}` is not there: {why}" if why else f"`{name}` is nowhere defined."


def _defined(source: str) -> set[str]:
    """The names that a cell's text defines; by their looks where it is not Python."""
    if is_python(source):
        return set(bound_names(source))
    words = (line.split("(")[0].split() for line in source.splitlines())
    return {w[1].rstrip(":") for w in words if len(w) > 1 and w[0] in ("def", "class")}


def _asked(source: str) -> tuple[str, str]:
    """Exercise and suite of a test cell that calls a check; "choice" is no exercise."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(ast.Attribute(ast.Name("check"), name), _, words):
                said = {w.arg: w.value.value for w in words if isinstance(w.value, ast.Constant)}
                hidden = said.get("suite") == "hidden" or "key" in said
                return name, "hidden" if hidden else "visible"
    return "", ""


def _earned(value: Any, most: float) -> float:
    """The points of a test cell that did not raise: all, or those that its last line comes to."""
    if type(value) in (int, float):
        if not 0 <= value <= most:  # nor where it is nan
            raise Mismarked(f"the test ends with {value}, and the question is worth {most:g}")
        return float(value)
    if isinstance(value, np.generic | np.ndarray):
        raise Mismarked(f"the test ends with a {type(value).__name__}; only a float can be points")
    return most


def _told(question: Question) -> list[Any]:
    """The outputs of a graded test cell, from which nbgrader reads the same score."""
    if question.verdict == NOT_GRADED:  # nbgrader reads no points from an error
        return [outputs.error("Not graded", question.message, [])]
    if not question.score:
        return [outputs.error("Not yet", question.message, [])]
    made = [outputs.note(question.message)] if question.message else []
    return made + ([outputs.points(question.score)] if question.verdict == PARTLY else [])
