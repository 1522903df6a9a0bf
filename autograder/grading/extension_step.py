"""A step of nbgrader's autograde: the gradebook hears of an extension before a penalty is taken."""

from __future__ import annotations

from typing import Any

from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.course.nbgrader_config import course_folder
from autograder.grading.late import Late

__all__ = ["Extension"]


class Extension(NbGraderPreprocessor):  # type: ignore[misc]
    """Enters what `due` gave this student; the notebook is left as it is."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        names = resources["nbgrader"]
        with Gradebook(names["db_url"]) as book:
            submission = book.find_submission(names["assignment"], names["student"])
            Late(self.config, course_folder()).note(submission)
            book.db.commit()
        return nb, resources
