"""The grader as a step of nbgrader's autograde: in place of the one that runs the notebook.

`nbgrader autograde` and formgrader's button then reach their verdicts as `grade` does, outside the
student's process. A last step keeps the record. All others are nbgrader's own.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, Enum

from autograder.check.seeds import seed_for
from autograder.course.execution import left_to_nbgrader
from autograder.course.nbgrader_config import course_folder
from autograder.course.own_inputs import has_own_inputs
from autograder.course.seeds import seeds_file
from autograder.grading.grader import grade
from autograder.grading.jobs import grader_hash, now, work_hash
from autograder.grading.opening import gradebook_file
from autograder.grading.verdicts import NOT_GRADED, Record, write_record
from autograder.grading.work import instructors, nursery_for
from autograder.lesson.reading import LessonError
from autograder.sandbox.layers import chosen
from autograder.sandbox.settings import Settings


@cache
def _layers(isolation: str, trusted: bool, private: tuple[Path, ...]) -> tuple[str, ...]:
    return chosen(isolation, private, lambda why: trusted)


class GradeOutside(NbGraderPreprocessor):  # type: ignore[misc]
    """Fills the outputs of a notebook from which nbgrader reads the scores."""

    isolation = Enum(["auto", "required", "off"], "auto", help="as for `grade`").tag(config=True)
    trust_students = Bool(False, help="as for `grade`").tag(config=True)
    figures = Bool(False, help="draw the notebook's figures").tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        names = resources["nbgrader"]
        record = Record(names["student"], names["assignment"], graded=now())
        record.notes = list(nb.metadata.get("autograder", {}).get("notes", []))
        settings = Settings(pictures=self.figures)
        course = course_folder()
        if said := left_to_nbgrader(course, record.lesson):
            raise LessonError(said)
        folders = CourseDirectory(parent=self)
        home = folders.format_path(folders.source_directory, ".", record.lesson)
        source = Path(home, f"{names['notebook']}.ipynb").resolve()
        submitted = course / "submitted" / record.student / record.lesson
        if submitted.is_dir() and seeds_file(course).is_file():
            record.work = work_hash(submitted)
            own = has_own_inputs(course, record.lesson)
            record.grader = grader_hash(source, seeds_file(course), record.lesson, settings, own)
            record.seed = seed_for(record.lesson)
        private = [course, source.parent.parent]
        if book := gradebook_file(course):
            private.append(book.parent)
        layers = _layers(self.isolation, self.trust_students, tuple(private))
        nursery = nursery_for(layers, source)
        grade(nb, record, nursery, settings, instructors(source))
        for question in record.questions:
            if question.verdict == NOT_GRADED:
                self.log.error("%s: %s", question.grade_id, question.message)
        resources["autograder"] = record
        return nb, resources


class KeepRecord(NbGraderPreprocessor):  # type: ignore[misc]
    """Writes the record, once the gradebook has the scores: what has a record is in there."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        record: Record = resources.pop("autograder")
        if record.work:
            write_record(course_folder(), record)
        return nb, resources
