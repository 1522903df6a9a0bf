"""What a notebook becomes before it is graded: each repair beside an honest look-alike."""

import copy
import json
from types import SimpleNamespace

import nbformat
import pytest
from a_lesson import NAME, cell_of, worked, written
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell

from autograder.commands.release import release
from autograder.course.nbgrader_config import course_config
from autograder.grading.restore import restore
from autograder.lesson.pieces import ATTACHED
from autograder.lesson.reading import all_lessons, read_lesson
from autograder.lesson.released import released_checksum, released_text
from autograder.lesson.student import student_notebook

pytestmark = pytest.mark.filterwarnings("ignore")  # of nbgrader's own libraries


@pytest.fixture(scope="module")
def lesson(tmp_path_factory):
    """The small lesson: its source, and the release worked by a good student."""
    path = written(tmp_path_factory.mktemp("notebooks"))
    source = read_lesson(path)
    return SimpleNamespace(path=path, source=source, work=worked(student_notebook(path), source))


@pytest.fixture(scope="module")
def course(lesson, tmp_path_factory):
    """A course folder into which the small lesson was released."""
    folder = tmp_path_factory.mktemp("course")
    release(lesson.path, folder)
    return folder


@pytest.fixture
def book(lesson):
    return copy.deepcopy(lesson.work)


def at(book, name):
    return book.cells.index(cell_of(book, name))


def names(notebook):
    return [x.metadata.get("nbgrader", {}).get("grade_id", "-") for x in notebook.cells]


def texts(notebook):
    return [x.source for x in notebook.cells]


def runs(notebook):
    """The names that the student's code cells leave behind, run from top to bottom."""
    space = {}
    for cell in notebook.cells:
        test = cell.metadata.get("nbgrader", {}).get("grade")
        if cell.cell_type == "code" and not test:
            try:
                exec(cell.source, space)
            except Exception as error:
                space["error"] = error
    return space


def passes_nbgrader(notebook):
    from nbgrader.nbgraderformat import MetadataValidator

    nbformat.validate(notebook)
    MetadataValidator().validate_nb(notebook)
    return True


# What was handed in as it should be


@pytest.mark.parametrize("path", all_lessons(), ids=lambda path: path.stem)
def test_an_honest_submission_of_a_lesson_stays_as_it_is_and_gets_no_note(path):
    source = read_lesson(path)
    given_out = student_notebook(path)
    assert [released_text(x) for x in source.cells if "nbgrader" in x.metadata] == [
        x.source for x in given_out.cells if "nbgrader" in x.metadata
    ]
    before = json.dumps([given_out, source])
    untouched = restore(given_out, source)
    assert json.dumps([given_out, source]) == before
    assert untouched.notes == []

    handed_in = worked(given_out, source)
    made = restore(handed_in, source)
    assert made.notes == []
    assert texts(made.notebook) == texts(source)
    assert names(made.notebook) == names(source)
    assert [x.cell_type for x in made.notebook.cells] == [x.cell_type for x in source.cells]
    assert passes_nbgrader(made.notebook)


def test_the_checksums_are_those_of_the_gradebook(lesson, course):
    from nbgrader.api import Gradebook
    from nbgrader.utils import compute_checksum

    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        cells = gradebook.find_notebook(NAME, NAME).source_cells
        assert {x.name: x.checksum for x in cells} == {
            x.metadata.nbgrader["grade_id"]: released_checksum(x)
            for x in lesson.source.cells
            if "nbgrader" in x.metadata
        }
    untouched = restore(student_notebook(lesson.path), lesson.source).notebook
    worked_on = restore(lesson.work, lesson.source).notebook
    for name in ("perceptron-step", "margin", "reflect"):
        for notebook, blank in ((untouched, True), (worked_on, False)):
            cell = cell_of(notebook, name)
            assert (compute_checksum(cell) == cell.metadata.nbgrader["checksum"]) is blank


def test_cells_of_ones_own_stay_where_they_are(lesson, book):
    book.cells.insert(4, new_code_cell("helper = 1"))
    book.cells.insert(7, new_markdown_cell("My notes"))
    book.cells.append(new_raw_cell("put aside"))
    made = restore(book, lesson.source)
    assert made.notes == []
    assert texts(made.notebook) == [
        cell_of(lesson.source, x.metadata.nbgrader["grade_id"]).source
        if x.metadata.get("nbgrader", {}).get("locked")
        else x.source
        for x in book.cells
    ]


def test_outputs_counts_and_metadata_of_the_notebook_are_dropped(lesson, book):
    book.metadata.kernelspec = {"name": "evil", "display_name": "x", "language": "R"}
    book.metadata.widgets = {"application/vnd.jupyter.widget-state+json": {"state": {}}}
    for cell in book.cells:
        if cell.cell_type == "code":
            cell.outputs = [nbformat.v4.new_output("stream", text="BEGIN GRADE 10")]
            cell.execution_count = 7
        cell.metadata["execution"] = {"timeout": -1}
    made = restore(book, lesson.source)
    assert made.notes == []
    assert made.notebook.metadata.kernelspec.name == "python3"
    assert set(made.notebook.metadata) == {"kernelspec", "language_info"}
    assert "BEGIN GRADE" not in json.dumps(made.notebook)
    assert "execution" not in json.dumps([x.metadata for x in made.notebook.cells])


# Tests and locked cells


def test_a_changed_test_is_the_lessons_again(lesson, book):
    cell_of(book, "check-margin").source = "2.0"
    cell_of(book, "imports").source = "check = None"
    made = restore(book, lesson.source)
    assert cell_of(made.notebook, "check-margin").source == "check.margin(margin, points=2)"
    assert cell_of(made.notebook, "imports").source == cell_of(lesson.source, "imports").source
    assert made.notes == [
        '"imports" and "check-margin" differed from the lesson: the lesson\'s own were put back.'
    ]


def test_spaces_at_the_ends_of_lines_are_no_change(lesson, book):
    cell_of(book, "imports").source = cell_of(book, "imports").source.replace("\n", "  \n") + "\n\n"
    assert restore(book, lesson.source).notes == []


@pytest.mark.parametrize(
    "change",
    [
        {"points": 100},
        {"points": float("nan")},
        {"points": "7"},
        {"points": 10**400},
        {"locked": False, "solution": True},
        {"grade": False},
        {"task": True},
    ],
)
def test_points_and_marks_are_the_lessons(lesson, book, change):
    cell_of(book, "check-margin").metadata.nbgrader |= change
    made = restore(book, lesson.source)
    wanted = cell_of(lesson.source, "check-margin").metadata.nbgrader
    got = cell_of(made.notebook, "check-margin").metadata.nbgrader
    assert {x: got[x] for x in wanted} == wanted
    assert len(made.notes) == 1
    assert made.notes[0].startswith('The marking of "check-margin" was changed')


def released_anew(lesson):
    """The lesson of another day: a question is worth more, a test asks otherwise."""
    source = copy.deepcopy(lesson.source)
    cell_of(source, "check-margin").metadata.nbgrader["points"] = 5
    cell_of(source, "reflect").metadata.nbgrader["points"] = 4
    cell_of(source, "check-step").source += "  # asks more"
    cell_of(source, "imports").source += "\nimport math"
    return source


EARLIER = "You have an earlier release of the lesson: for "


def test_who_has_an_earlier_release_is_not_said_to_have_changed_it(lesson, book):
    made = restore(book, released_anew(lesson))
    assert made.notes == [
        f'{EARLIER}"imports", "check-step", "check-margin" and "reflect" today\'s one counts.'
    ]
    assert cell_of(made.notebook, "check-margin").metadata.nbgrader["points"] == 5
    assert "asks more" in cell_of(made.notebook, "check-step").source
    assert cell_of(made.notebook, "reflect").source == cell_of(book, "reflect").source


def test_who_changed_an_earlier_release_is_not_hidden_behind_it(lesson, book):
    cell_of(book, "check-step").source = "3.0"
    made = restore(book, released_anew(lesson))
    assert made.notes == [
        '"check-step" differed from the lesson: the lesson\'s own was put back.',
        f'{EARLIER}"imports", "check-margin" and "reflect" today\'s one counts.',
    ]


def test_marking_that_another_program_lost_is_nobodys_doing(lesson, book):
    for name in ("margin", "reflect"):
        meta = cell_of(book, name).metadata.nbgrader
        cell_of(book, name).metadata["nbgrader"] = {"grade_id": meta["grade_id"]}
    made = restore(book, lesson.source)
    assert made.notes == [
        'The marking of "margin" and "reflect" is not the lesson\'s (grade, solution, points): '
        "the lesson's counts."
    ]


def test_a_release_by_nbgrader_itself_gets_no_note(lesson, course):
    released = read_lesson(course / "release" / NAME / f"{NAME}.ipynb")
    assert restore(worked(released, lesson.source), lesson.source).notes == []


def test_a_note_about_many_cells_is_one_sentence(lesson, book):
    first = len(book.cells) + 1
    for number in range(99):
        extra = new_markdown_cell(f"![a](attachment:a) {number}")
        extra.attachments = {"a": {"image/svg+xml": "<svg/>"}}
        book.cells.append(extra)
    some = ", ".join(str(first + i) for i in range(5))
    assert restore(book, lesson.source).notes == [
        f"Cells {some} and 94 more had attachments that cannot be kept."
    ]


def test_deleted_tests_come_back_to_their_place(lesson, book):
    for name in ("imports", "check-margin", "hidden-margin"):
        del book.cells[at(book, name)]
    made = restore(book, lesson.source)
    order = [x for x in names(made.notebook) if x != "-"]
    assert order == [x for x in names(lesson.source) if x != "-"]
    after = names(made.notebook)
    assert after.index("check-margin") == after.index("margin") + 1
    assert after.index("hidden-margin") == after.index("margin") + 2
    assert 'suite="hidden"' in cell_of(made.notebook, "hidden-margin").source
    assert len(made.notes) == 3
    assert all("was missing" in note for note in made.notes)


def test_a_deleted_answer_for_a_person_comes_back_empty(lesson, book):
    from nbgrader.utils import determine_grade

    assert determine_grade(cell_of(restore(book, lesson.source).notebook, "reflect")) == (None, 1)
    del book.cells[at(book, "reflect")]
    made = restore(book, lesson.source)
    assert names(made.notebook)[-1] != "reflect"  # after the one before it that has a name
    assert determine_grade(cell_of(made.notebook, "reflect")) == (0, 1)
    assert made.notes == ['"reflect" was missing: an empty one was put in its place.']


def test_an_empty_notebook_gets_its_tests_and_says_what_is_missing(lesson):
    made = restore({}, lesson.source)
    assert names(made.notebook) == [
        x for x in names(lesson.source) if x not in ("-", "perceptron-step", "margin")
    ]
    assert '"margin" is missing: no cell defines margin.' in made.notes


def test_tests_of_ones_own_give_no_points(lesson, book):
    extra = copy.deepcopy(cell_of(book, "check-margin"))
    extra.source = "2.0"
    extra.metadata.nbgrader |= {"grade_id": "bonus", "points": 50}
    book.cells.append(extra)
    made = restore(book, lesson.source)
    assert made.notebook.cells[-1].metadata == {}
    assert made.notes == ['"bonus" is no graded cell of this lesson: it gives no points.']
    assert passes_nbgrader(made.notebook)


@pytest.mark.parametrize("tag", ["skip-execution", "raises-exception"])
def test_tags_that_change_how_a_cell_is_run_are_taken_away(lesson, book, tag):
    cell_of(book, "check-margin").metadata["tags"] = [tag]
    book.cells[0].metadata["tags"] = ["my-favourite"]
    made = restore(book, lesson.source)
    assert "tags" not in json.dumps(made.notebook)
    number = at(book, "check-margin") + 1
    told = f'Cell {number} had the tag "{tag}": it counts for nothing.'
    assert made.notes == ([told] if tag == "skip-execution" else [])  # the other one is ours


# Copies and splits


def test_of_two_copies_of_an_answer_the_last_definition_counts(lesson, book):
    twin = copy.deepcopy(cell_of(book, "margin"))
    twin.source = "def margin(w, b, X, y):\n    return 'the second'"
    book.cells.insert(at(book, "margin") + 1, twin)
    made = restore(book, lesson.source)
    assert cell_of(made.notebook, "margin").source == twin.source
    assert names(made.notebook).count("margin") == 1
    assert runs(made.notebook)["margin"](0, 0, 0, 0) == "the second"
    assert made.notes == ['"margin" was there 2 times: all were run, the last definition counts.']
    assert passes_nbgrader(made.notebook)


def test_a_copy_below_the_test_is_graded_and_the_test_follows_it(lesson, book):
    twin = copy.deepcopy(cell_of(book, "margin"))
    twin.source = "def margin(w, b, X, y):\n    return 'the second'"
    book.cells.append(twin)
    made = restore(book, lesson.source)
    assert names(made.notebook)[-3:] == ["margin", "check-margin", "hidden-margin"]
    assert any("stood before margin was defined" in note for note in made.notes)


@pytest.mark.parametrize("below", [0, 1, 2])
def test_an_untouched_copy_of_the_stub_does_not_undo_the_answer(lesson, book, below):
    answer = cell_of(book, "margin").source
    stub = copy.deepcopy(cell_of(student_notebook(lesson.path), "margin"))
    book.cells.insert(at(book, "margin") + below, stub)
    made = restore(book, lesson.source)
    assert cell_of(made.notebook, "margin").source == answer
    assert names(made.notebook).index("check-margin") > names(made.notebook).index("margin")
    code = [x.source for x in made.notebook.cells if x.cell_type == "code"]
    assert stub.source not in code
    assert made.notes == ['"margin" was there 2 times: untouched copies were left out.']


def test_a_split_between_two_functions_leaves_both(lesson, book):
    cell = cell_of(book, "margin")
    half = copy.deepcopy(cell)
    half.source, cell.source = cell.source, "def helper():\n    return 1"
    book.cells.insert(at(book, "margin") + 1, half)
    made = restore(book, lesson.source)
    assert cell_of(made.notebook, "margin").source == half.source
    assert {"helper", "margin"} <= set(runs(made.notebook))
    assert names(made.notebook).index("check-margin") == names(made.notebook).index("margin") + 1


def test_a_split_inside_a_function_is_joined(lesson, book):
    cell = cell_of(book, "margin")
    whole, half = cell.source, copy.deepcopy(cell)
    cell.source, half.source = (
        whole.split("\n    scores")[0],
        "    scores" + whole.split("scores", 1)[1],
    )
    book.cells.insert(at(book, "margin") + 1, half)
    made = restore(book, lesson.source)
    assert cell_of(made.notebook, "margin").source == whole
    assert made.notes == ['"margin" was split inside a function: its halves were joined.']


def test_a_definition_in_the_half_that_lost_its_mark_is_the_answer(lesson, book):
    cell = cell_of(book, "margin")
    book.cells.insert(at(book, "margin") + 1, new_code_cell(cell.source))
    cell.source = "eps = 0"
    made = restore(book, lesson.source)
    assert "def margin" in cell_of(made.notebook, "margin").source
    assert made.notes == ['"margin" had lost its mark: the cell that defines margin has it.']


@pytest.mark.parametrize("how", [{}, {"nbgrader": {}}, {"nbgrader": {"grade_id": "x"}}, None])
def test_an_answer_without_its_mark_is_found_by_what_it_defines(lesson, book, how):
    cell = cell_of(book, "margin")
    if how is None:
        cell.metadata.nbgrader["grade_id"] = "margin-2"
    else:
        cell.metadata = nbformat.from_dict(how)
    made = restore(book, lesson.source)
    assert texts(made.notebook) == texts(lesson.source)
    assert names(made.notebook) == names(lesson.source)
    assert made.notes == ['"margin" had lost its mark: the cell that defines margin has it.']


def test_two_answers_with_exchanged_marks_are_told_apart(lesson, book):
    one, two = cell_of(book, "margin"), cell_of(book, "perceptron-step")
    one.metadata, two.metadata = two.metadata, one.metadata
    made = restore(book, lesson.source)
    assert names(made.notebook) == names(lesson.source)
    assert texts(made.notebook) == texts(lesson.source)
    assert len(made.notes) == 2


def test_an_answer_merged_into_another_is_run_with_it(lesson, book):
    one, two = cell_of(book, "perceptron-step"), cell_of(book, "margin")
    two.source = f"{one.source}\n\n\n{two.source}"
    book.cells.remove(one)
    made = restore(book, lesson.source)
    assert {"perceptron_step", "margin"} <= set(runs(made.notebook))
    after = names(made.notebook)
    assert after.index("check-step") > after.index("margin")
    assert made.notes == [
        '"check-step" stood before perceptron_step was defined: it was moved below.'
    ]


def test_an_answer_merged_into_a_test_is_not_lost(lesson, book):
    test, answer = cell_of(book, "check-step"), cell_of(book, "margin")
    test.source += f"\n\n\n{answer.source}"
    book.cells.remove(answer)
    made = restore(book, lesson.source)
    assert "margin" in runs(made.notebook)
    assert cell_of(made.notebook, "margin").source == test.source
    assert cell_of(made.notebook, "check-step").source == "check.perceptron_step(perceptron_step)"


def test_a_redefinition_further_down_is_an_experiment_and_not_the_answer(lesson, book):
    book.cells.append(new_code_cell("def margin(w, b, X, y):\n    return 0"))
    made = restore(book, lesson.source)
    assert made.notes == []
    assert names(made.notebook) == [*names(lesson.source), "-"]


def test_a_draft_put_aside_as_text_does_not_win(lesson, book):
    draft = copy.deepcopy(cell_of(book, "margin"))
    draft = new_markdown_cell("def margin(w, b, X, y):\n    return 0", metadata=draft.metadata)
    book.cells.insert(at(book, "margin") + 1, draft)
    made = restore(book, lesson.source)
    assert "scores.min" in cell_of(made.notebook, "margin").source
    assert names(made.notebook).index("check-margin") == at(book, "margin") + 2


def test_a_test_moved_above_its_function_is_graded_after_it(lesson, book):
    test = book.cells.pop(at(book, "check-step"))
    book.cells.insert(0, test)
    made = restore(book, lesson.source)
    assert names(made.notebook) == names(lesson.source)
    assert made.notes == [
        '"check-step" stood before perceptron_step was defined: it was moved below.'
    ]


def test_a_test_moved_down_stays_where_the_student_has_it(lesson, book):
    test = book.cells.pop(at(book, "check-step"))
    book.cells.append(test)
    made = restore(book, lesson.source)
    assert names(made.notebook) == names(book)
    assert made.notes == []


def test_of_two_copies_of_a_test_one_gives_points(lesson, book):
    book.cells.append(copy.deepcopy(cell_of(book, "check-margin")))
    made = restore(book, lesson.source)
    assert names(made.notebook).count("check-margin") == 1
    assert made.notes == ['"check-margin" was there 2 times: the others are cells of your own.']
    assert passes_nbgrader(made.notebook)


# Changed types, and answers in words


@pytest.mark.parametrize("make", [new_markdown_cell, new_raw_cell])
def test_an_answer_that_became_text_is_code_again(lesson, book, make):
    cell = cell_of(book, "margin")
    book.cells[at(book, "margin")] = make(cell.source, metadata=cell.metadata)
    made = restore(book, lesson.source)
    assert cell_of(made.notebook, "margin").cell_type == "code"
    assert texts(made.notebook) == texts(lesson.source)
    assert made.notes[0].endswith("cell: it was run as code.")


def test_words_in_place_of_an_answer_are_not_run(lesson, book):
    cell = cell_of(book, "margin")
    book.cells[at(book, "margin")] = new_markdown_cell("I could not do it.", metadata=cell.metadata)
    made = restore(book, lesson.source)
    assert "margin" not in names(made.notebook)
    assert "I could not do it." in texts(made.notebook)
    assert made.notes == ['"margin" is a markdown cell without Python in it: it was not run.']
    assert passes_nbgrader(made.notebook)


def test_an_answer_in_words_that_became_code_is_text_again(lesson, book):
    cell = cell_of(book, "reflect")
    book.cells[-1] = new_code_cell(cell.source, metadata=cell.metadata)
    made = restore(book, lesson.source)
    assert made.notebook.cells[-1].cell_type == "markdown"
    assert made.notebook.cells[-1].source == cell.source
    assert made.notes == ['"reflect" was a code cell: it was read as text.']


def test_of_two_answers_in_words_the_last_that_says_something_is_marked(lesson, book):
    stub = copy.deepcopy(cell_of(student_notebook(lesson.path), "reflect"))
    empty = copy.deepcopy(stub)
    empty.source = "  "
    book.cells += [stub, empty]
    made = restore(book, lesson.source)
    assert cell_of(made.notebook, "reflect").source == cell_of(book, "reflect").source
    assert len(made.notes) == 1


def test_an_answer_in_words_without_its_mark_is_found_by_its_question(lesson, book):
    cell = cell_of(book, "reflect")
    cell.metadata = nbformat.from_dict({})
    made = restore(book, lesson.source)
    assert cell_of(made.notebook, "reflect").source == cell.source
    assert made.notes == ['"reflect" had lost its mark: the cell with its question has it.']


def test_pictures_in_an_answer_are_kept_up_to_a_size_and_nothing_else_is(lesson, book):
    cell = cell_of(book, "reflect")
    cell.attachments = {"a.png": {"image/png": "aGk="}}
    made = restore(book, lesson.source)
    assert cell_of(made.notebook, "reflect").attachments == {"a.png": {"image/png": "aGk="}}
    assert made.notes == []
    for bad in ({"image/svg+xml": "<svg/>"}, {"image/png": "A" * (ATTACHED + 1)}, 5):
        cell.attachments = {"a.png": bad}
        made = restore(book, lesson.source)
        assert "attachments" not in cell_of(made.notebook, "reflect")
        assert made.notes == [f"Cell {len(book.cells)} had an attachment that cannot be kept."]


# Whatever it is


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
NBGRADER = st.dictionaries(
    st.sampled_from(["grade_id", "points", "grade", "solution", "locked", "task"]),
    JSON | st.sampled_from(["margin", "check-margin", "reflect", "imports"]),
)


@given(
    st.lists(
        JSON
        | st.fixed_dictionaries(
            {},
            optional={
                "cell_type": st.sampled_from(["code", "markdown", "raw"]) | JSON,
                "source": st.sampled_from(["def margin(): 1", "\ud800", "%time\0x"]) | JSON,
                "metadata": st.builds(dict, nbgrader=NBGRADER, tags=JSON) | JSON,
                "attachments": JSON,
                "id": st.sampled_from(["a", "a b", "margin"]) | JSON,
            },
        ),
        max_size=5,
    )
    | JSON
)
def test_any_json_at_all_becomes_a_notebook_that_nbgrader_takes(lesson, cells):
    made = restore({"cells": cells, "metadata": 3}, lesson.source)
    assert passes_nbgrader(made.notebook)
    tests = [x for x in names(made.notebook) if x.startswith(("check-", "hidden-"))]
    assert sorted(tests) == ["check-margin", "check-step", "hidden-margin"]
    nbformat.writes(made.notebook).encode()


@pytest.mark.parametrize(
    "text",
    [
        "-" * 150_000 + "1",
        "a" + ".a" * 90_000,
        "(" * 90_000,
        "\n" * 190_000,
        "x=1\n" * 60_000,
        "%" * 150_000,
        "a" * 150_000 + "?",
        " " * 150_000 + "?",
        '"\\d"',
        "def f(:",
        "\0",
    ],
    ids=range(11),
)
def test_a_cell_that_is_hard_to_read_costs_only_itself(lesson, book, text):
    book.cells.append(new_code_cell(text))
    made = restore(book, lesson.source)
    assert made.notes == []
    assert made.notebook.cells[-1].source == text


# As a step of nbgrader


def test_a_copied_cell_does_not_stop_nbgrader(lesson, book, course):
    from nbgrader.api import Gradebook
    from nbgrader.converters import Autograde
    from nbgrader.coursedir import CourseDirectory

    book.cells.insert(4, copy.deepcopy(cell_of(book, "margin")))
    cell_of(book, "check-step").source = "3.0"
    del book.cells[at(book, "reflect")]
    for student, notebook in (("ada", book), ("ben", lesson.work)):
        folder = course / "submitted" / student / NAME
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / f"{NAME}.ipynb")

    config = course_config(course, lesson.path.parent.parent)
    config.Autograde.autograde_preprocessors = [
        x for x in Autograde.autograde_preprocessors.default_args[0] if x.__name__ != "Execute"
    ]  # nothing is run here: what the tests say is tried elsewhere
    coursedir = CourseDirectory(config=config, assignment_id=NAME)
    Autograde(coursedir=coursedir, config=config, force=True).start()

    ada = read_lesson(course / "autograded" / "ada" / NAME / f"{NAME}.ipynb")
    assert cell_of(ada, "check-step").source == "check.perceptron_step(perceptron_step)"
    assert len(ada.metadata["autograder"]["notes"]) == 3
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        comments = {
            student: gradebook.find_comment("reflect", NAME, NAME, student).auto_comment
            for student in ("ada", "ben")
        }
    assert comments == {"ada": "No response.", "ben": None}


def test_nbgraders_own_steps_stop_at_a_copied_cell(book):
    """Why they are replaced. Where this fails, nbgrader has mended it."""
    from nbgrader.nbgraderformat import SchemaTooOldError
    from nbgrader.preprocessors import CheckCellMetadata, DeduplicateIds

    book.cells.insert(4, copy.deepcopy(cell_of(book, "margin")))
    twice, _ = DeduplicateIds().preprocess(book, {})
    with pytest.raises(SchemaTooOldError):
        CheckCellMetadata().preprocess(twice, {})


def test_a_lesson_that_is_no_longer_the_released_one_is_refused(lesson):
    from autograder.grading.restore_step import _must_agree
    from autograder.lesson.reading import LessonError

    released = {"check-step": 3, "check-margin": 2, "hidden-margin": 2, "reflect": 1}
    _must_agree(NAME, lesson.source, released)
    with pytest.raises(
        LessonError, match="reflect is worth 1 in the lesson and 5 in the gradebook"
    ):
        _must_agree(NAME, lesson.source, released | {"reflect": 5})
    with pytest.raises(LessonError, match="gone is worth nothing in the lesson"):
        _must_agree(NAME, lesson.source, released | {"gone": 5})
