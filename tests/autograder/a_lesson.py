"""A small lesson that the tests may release, break and grade: every kind of cell is in it once.

Two graded functions, one of them with partial credit and a hidden suite, a figure, and an answer
that is graded by hand. `written(folder)` puts it where a lesson is expected.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from autograder.lesson.normal import normal_form, normal_text

NAME = "02_perceptron"  # the checks that it calls are those of this lesson

IMPORTS = """\
import matplotlib.pyplot as plt
import numpy as np

from autograder import check"""

STEP = '''\
def perceptron_step(w, b, x, y):
    """One example: w and b after it."""
    ### BEGIN SOLUTION
    if y * (x @ w + b) <= 0:
        return w + y * x, b + y
    return w, b
    ### END SOLUTION'''

MARGIN = '''\
def margin(w, b, X, y):
    """The smallest y (w.x + b) / |w|."""
    ### BEGIN SOLUTION
    scores = y * (X @ w + b)
    return scores.min() / np.linalg.norm(w)
    ### END SOLUTION'''

HIDDEN = """\
### BEGIN HIDDEN TESTS
check.margin(margin, suite="hidden")
### END HIDDEN TESTS"""

SEE = """\
plt.figure(figsize=(2, 1))
plt.plot([0, 1], [1, 0])
plt.show()
print(f"{np.sqrt(2):.3f}")"""

ANSWER = """\
**Which of the two follows the margin?**

<!-- BEGIN SOLUTION -->
The bound: it has the margin squared below the line.
<!-- END SOLUTION -->"""

FULL, BY_CHECKS, BY_HAND = 8, 7, 1


def markdown(source: str, **nbgrader: Any) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": _metadata(nbgrader), "source": source}


def code(source: str, **nbgrader: Any) -> dict[str, Any]:
    ran = {"execution_count": None, "outputs": []}
    return {"cell_type": "code", "metadata": _metadata(nbgrader), "source": source, **ran}


def notebook(*cells: dict[str, Any]) -> Any:
    """A notebook of these cells, or of the whole small lesson, as if it had been run."""
    import nbformat

    made = [{**cell, "id": f"cell-{n}"} for n, cell in enumerate(cells or _lesson())]
    for count, cell in enumerate((x for x in made if x["cell_type"] == "code"), 1):
        cell["execution_count"] = count
    book = {"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return nbformat.from_dict(book)


def written(folder: Path, book: Any = None, name: str = NAME) -> Path:
    """Write the lesson in normal form as folder/NAME/NAME.ipynb."""
    path = folder / name / f"{name}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    text = normal_text(normal_form(notebook() if book is None else book))
    path.write_text(text, encoding="utf-8")
    return path


def cell_of(book: Any, grade_id: str) -> Any:
    """The cell with that grade id."""
    return next(x for x in book.cells if x.metadata.get("nbgrader", {}).get("grade_id") == grade_id)


def worked(released: Any, source: Any) -> Any:
    """The released notebook with the solutions of the source filled in, as a good student does."""
    for cell in released.cells:
        nbgrader = cell.metadata.get("nbgrader", {})
        if nbgrader.get("solution"):
            cell.source = cell_of(source, nbgrader["grade_id"]).source
    return released


def _metadata(nbgrader: dict[str, Any]) -> dict[str, Any]:
    if not nbgrader:
        return {}
    base = {"grade": False, "locked": False, "solution": False, "task": False}
    return {"nbgrader": {"schema_version": 3, **base, **nbgrader}}


def _lesson() -> list[dict[str, Any]]:
    test = {"grade": True, "locked": True}
    return [
        markdown("# A small lesson"),
        code(IMPORTS, grade_id="imports", locked=True),
        markdown("## One step\n\n$$w + y\\,x$$"),
        code(STEP, grade_id="perceptron-step", solution=True),
        code("check.perceptron_step(perceptron_step)", grade_id="check-step", points=3, **test),
        markdown("## The margin"),
        code(MARGIN, grade_id="margin", solution=True),
        code("check.margin(margin, points=2)", grade_id="check-margin", points=2, **test),
        code(HIDDEN, grade_id="hidden-margin", points=2, **test),
        markdown("Look at it."),
        code(SEE),
        markdown(ANSWER, grade_id="reflect", grade=True, solution=True, points=1),
    ]
