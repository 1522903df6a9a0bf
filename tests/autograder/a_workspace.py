"""Two small lessons and a release that leaves the solution out, for the tests of a workspace."""

import json
import sys
import types

import nbformat

from autograder.commands import start
from autograder.learner import lesson_map, workspace
from autograder.lesson import reading as lessons


def graded(name, source, **more):
    cell = nbformat.v4.new_code_cell(source, id=name)
    cell.metadata["nbgrader"] = {"grade_id": name, "schema_version": 3, **more}
    return cell


def lesson(answer="return w", cells=()):
    """A lesson with one function, its check and a written answer."""
    solution = (
        f"def margin(X, y, w, b):\n    ### BEGIN SOLUTION\n    {answer}\n    ### END SOLUTION"
    )
    reflection = nbformat.v4.new_markdown_cell("deep", id="reflection")
    reflection.metadata["nbgrader"] = {"grade_id": "reflection", "grade": True, "solution": True}
    book = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("# A lesson", id="title"),
            graded("margin", solution, solution=True, grade=False),
            graded("margin-check", "check.margin(margin)", grade=True, solution=False, points=2),
            *cells,
            reflection,
        ]
    )
    book.nbformat_minor = 5
    return book


def stand_in_for_release(path):
    """What `learner.alone.for_one_alone` does, as far as a workspace is concerned."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if "BEGIN SOLUTION" in cell.source:
            cell.source = "def margin(X, y, w, b):\n    raise NotImplementedError"
    return notebook


def make_lessons(top, monkeypatch):
    """notebooks/ with two lessons, one with a picture, in the place of the real ones."""
    for name in ("01_first", "02_second"):
        (top / name / ".ipynb_checkpoints").mkdir(parents=True)
        (top / name / ".ipynb_checkpoints" / "old.ipynb").write_text("{}")
        write(top / name / f"{name}.ipynb", lesson())
    (top / "01_first" / "picture.svg").write_text("<svg/>")
    alone = types.ModuleType("autograder.learner.alone")
    alone.for_one_alone = stand_in_for_release
    monkeypatch.setitem(sys.modules, "autograder.learner.alone", alone)
    for module in (start, lesson_map, lessons, workspace):
        monkeypatch.setattr(module, "NOTEBOOKS", top)
    for function in (lesson_map.table, lesson_map.draw):
        monkeypatch.setattr(function, "__defaults__", (top,))
    return sorted(top.glob("*/*.ipynb"))


def write(path, book):
    nbformat.write(book, path)


def source_of(path, name):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return next("".join(x["source"]) for x in cells if x["id"] == name)


def work_in(path, source):
    """The learner writes that into the cell of `margin`."""
    book = nbformat.read(path, as_version=4)
    book.cells[1].source = source
    write(path, book)
