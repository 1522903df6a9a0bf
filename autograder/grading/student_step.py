"""A step of nbgrader's autograde: what is special of this student, before their work is run.

The gradebook hears of an extension before a penalty is taken, and the checks of whose inputs are to
be drawn, where every student has inputs of their own.
"""

from __future__ import annotations

import os
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.check.seeds import STUDENT
from autograder.course.nbgrader_config import course_folder
from autograder.course.own_inputs import has_own_inputs
from autograder.grading.late import Late

__all__ = ["OneStudent"]


class OneStudent(NbGraderPreprocessor):  # type: ignore[misc]
    """The notebook is left as it is."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        names, course = resources["nbgrader"], course_folder()
        own = has_own_inputs(course, names["assignment"])
        os.environ[STUDENT] = names["student"] if own else ""
        with Gradebook(names["db_url"]) as book:
            submission = book.find_submission(names["assignment"], names["student"])
            Late(self.config, course).note(submission)
            book.db.commit()
        return nb, resources
