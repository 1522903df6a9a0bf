"""A lesson's own picture is not made when nobody will look at it; nothing else is left out."""

from types import SimpleNamespace

import pytest
from a_lesson import code, notebook

from autograder.grading.grader import Sitting
from autograder.grading.nursery import Nursery
from autograder.grading.side import Side
from autograder.sandbox.settings import Settings

NOT_DRAWN = "A picture: it is not drawn when work is graded."
IMPORTS = """
import numpy as np
from nnlib.pictures import plots
"""
CURVE = "plots.curve(np.arange(3), np.arange(3))"


@pytest.fixture(scope="module")
def warm():
    with Nursery(("limits",)) as warm:
        yield warm


@pytest.fixture
def side(warm):
    with Side(warm, Settings()) as side:
        assert side.run(IMPORTS)["error"] is None
        yield side


def shown(said):
    assert said["error"] is None, said["error"]
    return "".join(output["text"] for output in said["outputs"])


def test_the_picture_at_the_end_of_an_own_cell_is_not_made(side):
    assert shown(side.run(CURVE, own=True)) == NOT_DRAWN
    assert NOT_DRAWN not in shown(side.run(CURVE))
    assert NOT_DRAWN not in shown(side.run(CURVE, pictures=True, own=True))


def test_all_before_it_and_all_that_it_was_to_show_is_worked_out(side):
    cell = f"""
asked = []
def answer():
    asked.append(1)
    return np.arange(3)
kept = {CURVE}
plots.curve(answer(), answer())"""
    assert shown(side.run(cell, own=True)) == NOT_DRAWN
    assert shown(side.run("len(asked), type(kept).__name__")) == "(2, 'Picture')"
    assert side.run("plots.curve(nobody, 1)", own=True)["error"]["name"] == "NameError"


@pytest.mark.parametrize(
    ("cell", "then", "what"),
    [
        ("rng = np.random.default_rng(1)\nprint_it(rng)", "rng.random() != first", "True"),
        ("print_it([{'a': rng}])", "rng.random() != first", "True"),
        ("print_it(f=lambda: told.append(1))", "told", "[1]"),
        ("print_it(walk)", "list(walk)", "[]"),
    ],
    ids=["a generator", "a generator within", "a function", "what is walked through"],
)
def test_a_picture_that_is_handed_what_moves_is_made(side, cell, then, what):
    side.run(
        """
def print_it(*values, f=None):
    for value in values:
        value = value[0]["a"] if isinstance(value, list) else value
        [value.random()] if hasattr(value, "random") else list(value)
    f and f()
print_it.__module__ = "nnlib.pictures.plots"
plots.print_it = print_it
told, walk, rng = [], iter([1, 2]), np.random.default_rng(1)
first = np.random.default_rng(1).random()"""
    )
    assert side.run(cell.replace("print_it", "plots.print_it"), own=True)["error"] is None
    assert shown(side.run(then)) == what
    assert shown(side.run("plots.print_it([1])", own=True)) == NOT_DRAWN


def test_a_call_that_is_for_no_picture_is_left_as_it_is(side):
    assert shown(side.run("np.sum([1, 2])", own=True)) in ("3", "np.int64(3)")
    assert shown(side.run("len([1, 2])", own=True)) == "2"
    assert shown(side.run("1 + 1", own=True)) == "2"


def test_a_process_that_is_started_again_makes_none_either(side):
    counted = "n = 0\ndef curve(x):\n    global n\n    n += 1\n"
    side.run(counted + 'curve.__module__ = "nnlib.pictures.plots"\nplots.curve = curve')
    side.run("plots.curve(1)", own=True)
    side.run("plots.curve(1)")
    side.give_up()
    assert shown(side.run("n")) == "1"


def test_only_what_stands_there_word_for_word_is_a_lessons_own(side):
    lesson = notebook(code(CURVE), code("f = 1", grade_id="f", solution=True))
    sitting = Sitting(side, SimpleNamespace(lesson=lesson))
    cells = notebook(code(f"{CURVE}  \n"), code(f"{CURVE}  # mine"), code("f = 1")).cells
    for cell in cells:
        assert sitting.cell(cell) is None
    told = [[output.data["text/plain"] for output in cell.outputs] for cell in cells]
    assert told[0] == [NOT_DRAWN]
    assert told[1] not in ([], [NOT_DRAWN])
    assert told[2] == []
