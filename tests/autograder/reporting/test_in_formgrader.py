"""What formgrader shows of a notebook: formulas are set, and what a student wrote runs nothing."""

from __future__ import annotations

import pytest
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_markdown_cell, new_notebook

from autograder.course.nbgrader_config import course_config

pytestmark = pytest.mark.filterwarnings("ignore")

PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAf"
    "FcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def shown(tmp_path, *cells):
    """As the exporter of formgrader makes it, by the configuration that nbgrader reads."""
    exporter = HTMLExporter(config=course_config(tmp_path), template_name="classic")
    return exporter.from_notebook_node(new_notebook(cells=list(cells)))[0]


def test_a_formula_is_set_without_a_network(tmp_path):
    html = shown(tmp_path, new_markdown_cell("The bound is $1/\\rho^2$, with\n\n$$A = g(Z)$$"))
    assert html.count("<math") == 2
    assert "$" not in html.partition("<body")[2].partition("The bound")[2].partition("</div>")[0]


def test_a_picture_that_hangs_on_a_cell_is_shown_with_it(tmp_path):
    cell = new_markdown_cell(
        "![mine](attachment:a.png)", attachments={"a.png": {"image/png": PIXEL}}
    )
    assert f"data:image/png;base64,{PIXEL}" in shown(tmp_path, cell)


def test_what_a_student_wrote_is_text(tmp_path):
    graded = {"grade_id": "reflection", "grade": True, "solution": True, "locked": False}
    graded |= {"points": 1, "schema_version": 3, "task": False}
    cell = new_markdown_cell("<script>alert(1)</script> $x$", metadata={"nbgrader": graded})
    html = shown(tmp_path, cell)
    assert "<script>alert(1)" not in html
    assert "alert(1)" in html
