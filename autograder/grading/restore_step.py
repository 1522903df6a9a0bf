"""`restore` as the first step of nbgrader's autograde, in place of three that are not needed then.

nbgrader's own steps stop a whole batch at one copied cell and let tags through that skip a test.
The lesson is read where nbgrader has it, in its source directory.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.grading.restore import restore
from autograder.lesson.cells import role
from autograder.lesson.reading import LessonError, read_lesson

__all__ = ["Restore"]


class Restore(NbGraderPreprocessor):  # type: ignore[misc]
    """Puts the lesson's cells back; the notes go to the log and the notebook's metadata."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """The notebook that is graded, whatever the submitted one looks like."""
        names = resources["nbgrader"]
        lesson, notebook = names["assignment"], names["notebook"]
        coursedir = CourseDirectory(parent=self)
        folder = coursedir.format_path(coursedir.source_directory, ".", lesson)
        source = read_lesson(Path(folder) / f"{notebook}.ipynb")
        with Gradebook(names["db_url"]) as gradebook:
            known = gradebook.find_notebook(notebook, lesson)
            graded = [*known.grade_cells, *known.task_cells]
            _must_agree(lesson, source, {cell.name: cell.max_score for cell in graded})
        made = restore(nb, source)
        for note in made.notes:
            self.log.warning("%s, %s: %s", names["student"], notebook, note)
        made.notebook.metadata["autograder"] = {"notes": made.notes}
        return made.notebook, resources


def _must_agree(lesson: str, source: Any, known: dict[str, float]) -> None:
    """Refuse a lesson whose graded cells are others than those of the release."""
    graded = (x for x in source.cells if role(x) in ("test", "by hand", "task"))
    points = {x.metadata.nbgrader["grade_id"]: x.metadata.nbgrader["points"] for x in graded}
    if differ := sorted(x for x in points | known if points.get(x) != known.get(x)):
        raise LessonError(
            f"{lesson}: {differ[0]} is worth {points.get(differ[0], 'nothing')} in the lesson and "
            f"{known.get(differ[0], 'nothing')} in the gradebook. Release the lesson again."
        )
