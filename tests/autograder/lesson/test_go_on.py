"""A student's copy, run from top to bottom with nothing written, stops nowhere."""

from pathlib import Path

import pytest
from nbclient import NotebookClient

from autograder.lesson.reading import all_lessons
from autograder.lesson.student import student_notebook

LESSONS = all_lessons()


def run_all(path: Path) -> list[str]:
    """What went wrong in each cell of an unsolved lesson that Run All came to."""
    notebook = student_notebook(path)
    NotebookClient(
        notebook, timeout=60, resources={"metadata": {"path": str(path.parent)}}
    ).execute()
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.execution_count for cell in code)
    return [o.evalue for cell in code for o in cell.outputs if o.output_type == "error"]


def test_run_all_comes_to_the_last_cell_of_an_unsolved_lesson() -> None:
    told = run_all(LESSONS[1])
    assert told
    assert all("NameError" not in line for line in told)


@pytest.mark.slow
@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_run_all_comes_to_the_last_cell_of_every_unsolved_lesson(path: Path) -> None:
    assert run_all(path)


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_every_cell_of_code_in_a_student_s_copy_goes_on(path: Path) -> None:
    cells = [cell for cell in student_notebook(path).cells if cell.cell_type == "code"]
    assert all("raises-exception" in cell.metadata["tags"] for cell in cells)
