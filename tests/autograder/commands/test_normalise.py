"""One normal form: what an author wrote and a run showed, the same bytes every time."""

import argparse
import copy
import json

import nbformat
import pytest
from a_lesson import cell_of, code, markdown, notebook, written

from autograder.commands.normalise import add_arguments, normalise, run
from autograder.lesson import reading as lessons
from autograder.lesson.faults import lesson_faults
from autograder.lesson.normal import normal_form, normal_text
from autograder.lesson.reading import LessonError, all_appendices, all_lessons, read_lesson

SLIDER = """\
import ipywidgets
from IPython.display import display
slider = ipywidgets.IntSlider()
view = slider._repr_mimebundle_()["application/vnd.jupyter.widget-view+json"]
display({"application/vnd.jupyter.widget-view+json": view,
         "text/html": '<img alt="a line that falls">', "text/plain": "slope -1"}, raw=True)
print("one")
print("two")
ipywidgets.FloatSlider()"""

FAILS = """\
import autograder.lesson.reading
autograder.lesson.reading.find_lesson("17", __import__("pathlib").Path("."))"""


def ids(book):
    return [cell.id for cell in normal_form(book).cells]


def test_cells_are_named_after_grade_ids_or_the_heading_above_them():
    assert ids(notebook()) == [
        "a-small-lesson",
        "imports",
        "one-step",
        "perceptron-step",
        "check-step",
        "the-margin",
        "margin",
        "check-margin",
        "hidden-margin",
        "the-margin-2",
        "the-margin-3",
        "reflect",
    ]


def test_ids_outside_a_section_stay_when_cells_are_added_to_it():
    book = notebook()
    before = ids(book)
    new = nbformat.from_dict({**code("1"), "id": "new"})
    book.cells.insert(3, new)
    after = ids(book)
    assert after[3] == "one-step-2"
    assert [x for x in after if x != "one-step-2"] == before


def test_ids_are_unique_short_and_plain_whatever_the_headings_say():
    book = notebook(
        code("1"),
        markdown("## Größe $\\|w\\|^2$"),
        markdown("## Step"),
        code("2"),
        markdown("text\n## Step"),
        code("### BEGIN SOLUTION\n### END SOLUTION", solution=True, grade_id="step-2"),
        markdown("## " + "very " * 40),
        markdown("## ∂"),
        markdown("```\n# a comment\n```"),
        markdown("### a part of it"),
    )
    found = ids(book)
    assert found[:6] == [
        "start",
        "große-w-2".replace("ß", ""),
        "step",
        "step-3",
        "step-4",
        "step-2",
    ]
    assert len(set(found)) == len(found)
    assert all(len(x) <= 64 and x.isascii() for x in found)
    assert found[7:] == [f"{found[6]}-{n}" for n in (2, 3, 4)]


def test_the_normal_form_of_a_normal_form_is_itself():
    once = normal_form(notebook())
    assert normal_text(normal_form(once)) == normal_text(once)


def test_what_an_editor_leaves_behind_is_dropped_and_what_an_author_says_is_kept():
    book = notebook()
    clean = normal_text(normal_form(book))
    book.metadata = {"widgets": {"x": 1}, "language_info": {"name": "python", "version": "3.11.7"}}
    for cell in book.cells:
        cell.metadata |= {"collapsed": True, "execution": {"iopub.status.idle": "2026-11-20"}}
        cell.source += "\r\n\n"
    step = cell_of(book, "check-step").metadata.nbgrader
    step |= {"checksum": "0" * 32, "cell_type": "code", "points": 3.0, "locked": False}
    assert normal_text(normal_form(book)) == clean
    book.cells[0].metadata |= {"tags": ["b", "a"], "slideshow": {"slide_type": "slide"}}
    kept = normal_form(book).cells[0].metadata
    assert kept == {"tags": ["a", "b"], "slideshow": {"slide_type": "slide"}}


def test_the_normal_form_leaves_the_notebook_that_it_is_given_alone():
    book = notebook()
    book.cells[1].outputs = [
        nbformat.from_dict({"output_type": "stream", "name": "stdout", "text": text})
        for text in ("a", "b")
    ]
    before = copy.deepcopy(book)
    assert normal_form(book).cells[1].outputs == [
        {"output_type": "stream", "name": "stdout", "text": "ab"}
    ]
    assert book == before


@pytest.mark.parametrize(
    ("line", "everyones"),
    [
        (f"File {lessons.ROOT}/nnlib/mlp.py:3, in f", "File nnlib/mlp.py:3, in f"),
        ("File ~/clone/nnlib/mlp.py:3", "File nnlib/mlp.py:3"),
        (
            "File \x1b[32m/usr/lib/python3.12/json/decoder.py:9",
            "File \x1b[32mpython/json/decoder.py:9",
        ),
        ("/a/lib/python3.11/site-packages/numpy/core.py", "site-packages/numpy/core.py"),
        ("Cell In[3], line 1, a / b / nnlib", "Cell In[3], line 1, a / b / nnlib"),
    ],
)
def test_a_traceback_names_files_as_every_machine_does(line, everyones):
    book = notebook(code("f()"))
    error = {"output_type": "error", "ename": "E", "evalue": "no", "traceback": [line]}
    book.cells[0].outputs = [nbformat.from_dict(error)]
    assert normal_form(book).cells[0].outputs[0].traceback == [everyones]


@pytest.fixture
def with_slider(tmp_path):
    book = notebook()
    failing = nbformat.from_dict({**code(FAILS), "id": "fails"})
    failing.metadata.tags = ["raises-exception"]
    slider = nbformat.from_dict({**code(SLIDER), "id": "slider"})
    book.cells += [slider, failing]
    return written(tmp_path, book)


def test_running_twice_gives_the_same_bytes_with_a_figure_a_slider_and_an_error(with_slider):
    said = normalise(with_slider)
    first = with_slider.read_bytes()
    assert said == "02_perceptron/02_perceptron.ipynb: written, 14 cells."
    assert normalise(with_slider) == "02_perceptron/02_perceptron.ipynb: in normal form."
    assert with_slider.read_bytes() == first
    assert normalise(with_slider, check=True, executed=False).endswith("in normal form.")

    book = read_lesson(with_slider)
    assert [x.execution_count for x in book.cells if x.cell_type == "code"] == list(range(1, 10))
    figure, number = book.cells[10].outputs
    assert {"image/png", "text/plain"} <= set(figure.data)
    assert number.text == "1.414\n"
    slider, printed, result = book.cells[12].outputs
    assert set(slider.data) == {"text/html", "text/plain"}
    assert printed.text == "one\ntwo\n"
    assert result.data == {"text/plain": "FloatSlider(value=0.0)"}
    assert "model_id" not in first.decode()
    trace = "".join(book.cells[13].outputs[0].traceback)
    assert "autograder/lesson/reading.py" in trace
    assert str(lessons.ROOT) not in first.decode()
    assert lesson_faults(book) == []


def test_a_lesson_that_was_never_run_is_not_written_without_a_run(tmp_path):
    path = written(tmp_path)
    raw = json.loads(path.read_text())
    raw["cells"][1]["execution_count"] = None
    path.write_text(json.dumps(raw))
    before = path.read_bytes()
    with pytest.raises(LessonError, match=r"ipynb, cell 2 \(imports\): it was never run"):
        normalise(path, executed=False)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("1 / 0", "cell 2 (start-2): running it raised ZeroDivisionError: division by zero."),
        ("import sys\nprint('oh', file=sys.stderr)", 'cell 2 (start-2): it writes to stderr: "oh"'),
        ("import os\nos._exit(1)", "cell 2 (start-2): the kernel died while it ran."),
        ("import time\ntime.sleep(60)", "cell 2 (start-2): it ran for more than 1 s."),
    ],
)
def test_a_cell_that_fails_is_named_and_the_file_stays(tmp_path, monkeypatch, source, told):
    monkeypatch.setattr("autograder.commands.normalise.CELL_TIMEOUT", 1)
    path = written(tmp_path, notebook(code("x = 1"), code(source), code("y = 2")))
    before = path.read_bytes()
    with pytest.raises(LessonError) as refused:
        normalise(path)
    assert str(refused.value).startswith(f"02_perceptron/02_perceptron.ipynb, {told}")
    assert path.read_bytes() == before


def command(*words):
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return run(parser.parse_args(words))


def test_check_runs_nothing_writes_nothing_and_says_what_to_do(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(lessons, "NOTEBOOKS", tmp_path)
    monkeypatch.setattr("autograder.commands.normalise.execute", None)
    good = written(tmp_path, name="03_xor")
    assert command("--check") == 0
    path = written(tmp_path)
    path.write_text(json.dumps(json.loads(path.read_text())))
    before = path.read_bytes()
    assert command("--check") == 1
    said = capsys.readouterr()
    assert "03_xor/03_xor.ipynb: in normal form." in said.out
    assert said.err == (
        "02_perceptron/02_perceptron.ipynb: not in normal form. "
        "Run python3 -m autograder normalise 02.\n"
    )
    assert path.read_bytes() == before
    assert command("--no-run", "02") == 0
    assert command("--check", "02") == 0
    assert good.exists()


@pytest.mark.parametrize("path", [*all_lessons(), *all_appendices()], ids=lambda path: path.stem)
def test_the_lesson_is_in_normal_form(path):
    assert normalise(path, executed=False, check=True).endswith("in normal form.")
