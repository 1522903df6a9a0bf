"""A student's copy, run from top to bottom with nothing written, stops nowhere."""

import re
from pathlib import Path

import pytest
from nbclient import NotebookClient

from autograder.lesson.reading import all_lessons
from autograder.lesson.student import student_notebook

LESSONS = all_lessons()


def run_all(path: Path) -> list[str]:
    """What an unsolved lesson says where something is missing, once Run All came to its end."""
    notebook = student_notebook(path)
    NotebookClient(
        notebook, timeout=60, resources={"metadata": {"path": str(path.parent)}}
    ).execute()
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.execution_count for cell in code)
    return ["\n".join(o.traceback) for c in code for o in c.outputs if o.output_type == "error"]


def quiet(told: list[str]) -> bool:
    """Whether something is said, and each time in one line of ours."""
    ours = re.compile(r"(Not yet: this needs \w+[,;]|Not yet: your answer|CheckFailed: ○ ).*")
    assert [line for line in told if not ours.fullmatch(line)] == []
    return bool(told)


def test_run_all_comes_to_the_last_cell_of_an_unsolved_lesson() -> None:
    assert quiet(run_all(LESSONS[1]))


@pytest.mark.slow
@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_run_all_comes_to_the_last_cell_of_every_unsolved_lesson(path: Path) -> None:
    assert quiet(run_all(path))


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_every_cell_of_code_in_a_student_s_copy_goes_on(path: Path) -> None:
    cells = [cell for cell in student_notebook(path).cells if cell.cell_type == "code"]
    assert all("raises-exception" in cell.metadata["tags"] for cell in cells)
