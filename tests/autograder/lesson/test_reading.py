"""Lessons are found by their numbers, and a notebook that cannot be read is told by name."""

import json

import pytest
from a_lesson import cell_of, code, markdown, notebook, written

from autograder.lesson.faults import lesson_faults
from autograder.lesson.reading import (
    LessonError,
    all_appendices,
    all_lessons,
    find_lesson,
    find_lessons,
    find_notebook,
    find_notebooks,
    read_lesson,
)

TEST = {"grade": True, "locked": True, "grade_id": "check-it", "points": 1}


@pytest.fixture
def two_lessons(tmp_path):
    written(tmp_path, name="08_backprop")
    written(tmp_path, name="02_perceptron")
    (tmp_path / "05_half_made").mkdir()
    (tmp_path / "notes").mkdir()
    return tmp_path


def test_lessons_come_in_order_and_folders_without_a_notebook_are_no_lessons(two_lessons):
    assert [path.stem for path in all_lessons(two_lessons)] == ["02_perceptron", "08_backprop"]


@pytest.mark.parametrize(
    "word", ["02", "2", "02_perceptron", "notebooks/02_perceptron/02_perceptron.ipynb"]
)
def test_a_number_a_name_or_a_path_finds_the_lesson(two_lessons, word):
    found = find_lesson(word, two_lessons)
    assert found == two_lessons / "02_perceptron" / "02_perceptron.ipynb"


def test_all_or_no_word_means_every_lesson_and_repeated_words_count_once(two_lessons):
    assert find_lessons(["all"], two_lessons) == all_lessons(two_lessons)
    assert find_lessons([], two_lessons) == all_lessons(two_lessons)
    assert [x.stem for x in find_lessons(["8", "02", "2"], two_lessons)] == [
        "02_perceptron",
        "08_backprop",
    ]


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("17", "There is no lesson '17'. The lessons are: 02_perceptron, 08_backprop."),
        ("05_half_made", "05_half_made: the folder holds no 05_half_made.ipynb."),
        ("", "There is no lesson ''."),
    ],
)
def test_an_unknown_lesson_is_refused_with_what_there_is(two_lessons, word, told):
    with pytest.raises(LessonError) as refused:
        find_lesson(word, two_lessons)
    assert str(refused.value).startswith(told)


def test_an_appendix_is_found_where_notebooks_are_run_and_is_no_lesson(two_lessons):
    appendix = written(two_lessons, name="A2_errata")
    assert all_appendices(two_lessons) == [appendix] == find_notebooks(["a2"], two_lessons)
    assert find_notebook("A2", two_lessons) == find_notebook(str(appendix), two_lessons)
    assert find_notebooks([], two_lessons) == [*all_lessons(two_lessons), appendix]
    assert appendix not in find_lessons(["all"], two_lessons)
    with pytest.raises(LessonError, match=r"^A2_errata is an appendix, no lesson: nothing in it"):
        find_lesson("A2", two_lessons)


def test_an_empty_folder_of_lessons_is_refused(tmp_path):
    with pytest.raises(LessonError, match="There are no lessons in"):
        find_lessons([], tmp_path)


def test_a_lesson_is_read_with_its_lines_joined_and_an_id_for_every_cell(tmp_path):
    path = written(tmp_path)
    raw = json.loads(path.read_text())
    raw["nbformat_minor"] = 4
    raw["cells"][1]["id"] = raw["cells"][2]["id"]
    del raw["cells"][0]["id"]
    path.write_text(json.dumps(raw))
    book = read_lesson(path)
    ids = [cell.id for cell in book.cells]
    assert len(set(ids)) == len(ids)
    assert cell_of(book, "perceptron-step").source.count("\n") == 6


def edited(path, change):
    raw = json.loads(path.read_text())
    change(raw["cells"][3])
    path.write_text(json.dumps(raw))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<<<<<<< HEAD\n{}", "line 1 is not JSON (Expecting value). If git left conflict marks"),
        ('{"nbformat": 3, "worksheets": []}', "this is not a notebook of format 4."),
        ("[]", "this is not a notebook of format 4."),
        ('{"nbformat": 4, "cells": [3]}', "this is not a notebook of format 4."),
        (b"\xff\xfe", "this is not text in UTF-8."),
    ],
)
def test_a_file_that_is_no_notebook_is_refused_by_name(tmp_path, text, told):
    path = written(tmp_path)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(LessonError) as refused:
        read_lesson(path)
    assert str(refused.value).startswith(f"02_perceptron/02_perceptron.ipynb: {told}")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda cell: cell.update(cell_type="heading"), "its type is 'heading', expected code"),
        (lambda cell: cell.pop("outputs"), "'outputs' is a required property"),
        (lambda cell: cell.update(source=3), "source: 3 is not valid"),
        (lambda cell: cell["metadata"].update(nbgrader=[]), "its nbgrader metadata is not a table"),
        (lambda cell: cell["metadata"].update(tags="x"), "metadata.tags: 'x' is not of type"),
    ],
)
def test_a_broken_cell_is_refused_by_number_and_name(tmp_path, change, told):
    path = written(tmp_path)
    edited(path, change)
    with pytest.raises(LessonError) as refused:
        read_lesson(path)
    assert str(refused.value).startswith("02_perceptron/02_perceptron.ipynb, cell 4 (")
    assert told in str(refused.value)


def test_a_missing_file_is_refused_by_name(tmp_path):
    with pytest.raises(LessonError, match=r"02_perceptron/02_perceptron.ipynb: there is no such"):
        read_lesson(tmp_path / "02_perceptron" / "02_perceptron.ipynb")


def test_a_good_lesson_has_no_faults():
    assert lesson_faults(notebook()) == []


def test_a_question_of_choice_is_known_by_its_key_where_a_function_has_its_suite():
    shown = 'check.choice(answer, "abcd")'
    book = notebook(code(shown, **TEST), code(KEYED, **{**TEST, "grade_id": "hidden-choice"}))
    assert lesson_faults(book) == []


def test_a_fault_names_the_cell_and_the_repair():
    book = notebook()
    cell = cell_of(book, "perceptron-step")
    cell.source = cell.source.replace("    ### END SOLUTION", "")
    assert lesson_faults(book) == [
        'cell 4 (perceptron-step): "### BEGIN SOLUTION" on line 3 is never closed. '
        'Add "### END SOLUTION" as the last line of that cell.'
    ]


SOLUTION = {"solution": True, "grade_id": "f"}
HOLE = "### BEGIN SOLUTION\nx = 1\n### END SOLUTION"
HIDDEN = '### BEGIN HIDDEN TESTS\ncheck.f(f, suite="hidden")\n### END HIDDEN TESTS'
KEYED = HIDDEN.replace('f(f, suite="hidden")', 'choice(answer, "abcd", key="b")')


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        # marks
        (code("x = 1\n### END SOLUTION", **SOLUTION), "on line 2 closes nothing"),
        (code(HOLE.replace("x = 1", HOLE), **SOLUTION), "on line 2 stands inside that of line 1"),
        (code(HOLE.replace("### B", "# B"), **SOLUTION), 'line 1 is "# BEGIN SOLUTION". Write "##'),
        (code(HOLE), "stands in an ordinary cell. Make it a solution cell"),
        (code(HOLE, locked=True, grade_id="f"), "stands in a read-only cell"),
        (code(HIDDEN, **SOLUTION), "stands in a solution cell. Make it a test cell"),
        (code("### BEGIN HIDDEN TESTS\ncheck.f(f)", **TEST), "is never closed"),
        (markdown("### BEGIN MARK SCHEME\nx\n### END MARK SCHEME"), 'Write "<!-- BEGIN MARK'),
        (code("def f():\n    return 1", **SOLUTION), "the solution is not marked"),
        # nbgrader's table
        (code(HOLE, solution=True), 'the grade id is "", expected'),
        (code(HOLE, solution=True, grade_id="a b"), 'the grade id is "a b", expected'),
        (code(HOLE, solution=True, grade_id="a" * 65), "expected 1 to 64 letters"),
        (code(HOLE, **SOLUTION, schema_version=2), "not of version 3"),
        (code("check.f(f)", **{**TEST, "points": None}), "its points are None, expected a number"),
        (code("check.f(f)", **{**TEST, "points": 0}), "its points are 0"),
        (code("check.f(f)", **{**TEST, "points": True}), "its points are True"),
        (markdown("Say why.", **TEST), "a markdown cell cannot be a test cell"),
        (markdown("Say why.", **SOLUTION), "a markdown cell cannot be a solution cell"),
        (code("1", task=True, grade_id="f", points=1), "a task is a markdown cell"),
        # test cells
        (code("g = f\ncheck.f(g)", **TEST), "this one is 2 lines"),
        (code("ok = check.f(f)", **TEST), 'this one is "ok = check.f(f)"'),
        (code("check.f(lambda x: x)", **TEST), "a test cell is one line alone"),
        (code("check.f((g := f))", **TEST), "a test cell is one line alone"),
        (code("check.f(f); g = f", **TEST), "a test cell is one line alone"),
        (code("check.f()", **TEST), "a test cell is one line alone"),
        (code("check.f(f)  # right?", **TEST), "a test cell is one line alone"),
        (code("check.f(f", **TEST), "a test cell is one line alone"),
        (code("check.f(f, **more)", **TEST), "a test cell is one line alone"),
        (code('check.f(f, suite="hidden")', **TEST), "belong together"),
        (code(HIDDEN.replace(', suite="hidden"', ""), **TEST), "belong together"),
        (code('check.choice(answer, "abcd", key="b")', **TEST), 'key= and "### BEGIN HIDDEN'),
        (code('check.choice(answer, "abcd", "b")', **TEST), 'key= and "### BEGIN HIDDEN'),
        (code(KEYED.replace(', key="b"', ""), **TEST), 'key= and "### BEGIN HIDDEN'),
        (code(KEYED.replace('key="b"', 'suite="hidden"'), **TEST), 'key= and "### BEGIN HIDDEN'),
        (code(HIDDEN.replace('suite="hidden"', 'key="b"'), **TEST), 'suite="hidden" and "###'),
        (code(HIDDEN.replace('"hidden"', '"hidden", points=1'), **TEST), "partial credit cannot"),
        (code("x = 1\n" + HIDDEN, **TEST), 'begins with "### BEGIN HIDDEN TESTS"'),
        (code(HIDDEN.replace("check", "x = 1\ncheck", 1), **TEST), "this one is 2 lines"),
        (code("check.f(f, points=2)", **TEST), "up to 2 points and the cell is worth 1"),
        (code("  "), "it is empty"),
    ],
)
def test_a_fault_of_the_source_is_told(cell, told):
    faults = lesson_faults(notebook(cell))
    assert any(told in fault for fault in faults), faults
    assert all(fault.startswith("cell 1 (") for fault in faults)


def test_in_a_lesson_that_imports_check_an_assert_is_refused_and_told_where_it_is_welcome():
    book = notebook(code("assert f(1) == 2", **TEST), code("from autograder import check"))
    (fault,) = lesson_faults(book)
    assert 'this one is "assert f(1) == 2"' in fault
    assert fault.endswith("that does not import check may test with any lines of Python.")


@pytest.mark.parametrize(
    "text",
    [
        "assert f(1) == 2",
        "# AUTOGRADER TEST\nimport math\nfor x in range(3):\n    assert f(x) == math.exp(x)",
        "assert f(1) == 2\n### BEGIN HIDDEN TESTS\nassert f(2) == 3\n### END HIDDEN TESTS",
        "check(f)",
    ],
)
def test_a_lesson_without_check_tests_with_any_python(text):
    assert lesson_faults(notebook(code(text, **TEST))) == []


def test_a_check_of_the_lesson_s_own_is_no_check_of_ours():
    own = code("class check:\n    same = lambda a, b: None")
    assert lesson_faults(notebook(own, code("check.same(f(1), 2)\nassert 1", **TEST))) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("%timeit f(1)", 'line 1, "%timeit f(1)", is no Python'),
        ("x = 1\n!ls", 'line 2, "!ls", is no Python'),
        ("assert f(1", 'line 1, "assert f(1", is no Python'),
    ],
)
def test_a_test_that_is_no_python_is_refused(text, told):
    (fault,) = lesson_faults(notebook(code(text, **TEST)))
    assert told in fault


@pytest.mark.parametrize("tag", ["skip-execution", "raises-exception"])
def test_a_tag_that_changes_the_marks_is_refused_on_a_test_cell(tag):
    cell = code("check.f(f)", **TEST)
    cell["metadata"]["tags"] = [tag]
    assert f'the tag "{tag}" has no place on a test cell' in lesson_faults(notebook(cell))[0]


def test_two_cells_with_one_grade_id_are_refused():
    book = notebook(code(HOLE, **SOLUTION), code("x"), code(HOLE, **SOLUTION))
    assert lesson_faults(book) == [
        'cell 3 (f): the grade id "f" is already that of cell 1. '
        "Give this one another: JupyterLab copies it with a copied cell."
    ]


@pytest.mark.parametrize("count", [None, 7])
def test_a_lesson_that_was_not_run_in_order_is_refused_once(count):
    book = notebook(code("x = 1"), code("y = 2"), code("z = 3"))
    book.cells[1].execution_count = book.cells[2].execution_count = count
    came = "never run" if count is None else "run as number 7"
    assert lesson_faults(book) == [
        f"cell 2 (cell-1): it was {came}, expected number 2. Run python3 -m autograder normalise."
    ]
    assert lesson_faults(book, executed=False) == []


def stream(name, text):
    return {"output_type": "stream", "name": name, "text": text}


def display(**data):
    data = {kind.replace("_", "/"): text for kind, text in data.items()}
    return {"output_type": "display_data", "data": data, "metadata": {}}


ERROR = {"output_type": "error", "ename": "ValueError", "evalue": "no", "traceback": ["…"]}


@pytest.mark.parametrize(
    ("output", "told"),
    [
        (stream("stderr", "a\nRuntimeWarning: overflow\n"), '"RuntimeWarning: overflow"'),
        (stream("stderr", ""), "it writes to stderr"),
        (ERROR, "running it raised ValueError: no"),
        (stream("stdout", "<f at 0x7f00aa11bb22>"), 'an address, "at 0x7f00aa11bb22"'),
        (display(text_plain="PosixPath('/home/ada/x')"), 'one machine, "/home/ada/x"'),
        (stream("stdout", "in C:\\Users\\ada"), "a path of one machine"),
    ],
)
def test_a_fault_of_the_output_is_told(output, told):
    import nbformat

    book = notebook(code("f()"))
    book.cells[0].outputs = [nbformat.from_dict(output)]
    assert any(told in fault for fault in lesson_faults(book))
    assert lesson_faults(book, executed=False) == []


def test_an_error_that_is_the_lesson_is_welcome_when_the_cell_says_so():
    import nbformat

    book = notebook(code("f()"))
    book.cells[0].outputs = [nbformat.from_dict(ERROR)]
    book.cells[0].metadata.tags = ["raises-exception"]
    assert lesson_faults(book) == []


def test_a_picture_in_base64_is_not_taken_for_a_path():
    import nbformat

    book = notebook(code("f()"))
    book.cells[0].outputs = [
        nbformat.from_dict(display(text_html='<img src="abc/tmp/def+/root/">'))
    ]
    assert lesson_faults(book) == []
