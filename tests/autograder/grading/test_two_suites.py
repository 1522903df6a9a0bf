"""The hidden suite follows the visible one: what was seen a moment ago is not asked for again.

Whatever may have changed the answer in between, a cell or a new process, makes it be asked again.
"""

from a_lesson import cell_of
from a_room import FULL
from nbformat.v4 import new_code_cell

MARGIN = """\
import numpy as np
asked = 0

def margin(w, b, X, y):
    global asked
    asked += 1
    return np.min(y * (X @ w + b)) / np.linalg.norm(w){more}
"""
COUNTED = "print('asked', asked)"
OTHER = "def margin(w, b, X, y):\n    return 7.0"


def graded(room, first, then="", **limits):
    """`then` is a cell between the two suites; behind both one prints how often it was asked."""
    book = room.book(after=COUNTED)
    cell_of(book, "margin").source = first
    if then:
        place = next(i for i, x in enumerate(book.cells) if x is cell_of(book, "hidden-margin"))
        book.cells.insert(place, new_code_cell(then))
    return room.grade("mallory", book, cell_seconds=5.0, **limits)


def asked(seen):
    return int(seen.shown.partition("asked ")[2].split("\\n")[0])


def test_what_was_seen_in_the_visible_suite_is_not_asked_for_again(room):
    right = MARGIN.format(more="")
    together, apart = graded(room, right), graded(room, right, "2 + 2")
    assert together.scores == apart.scores == FULL
    assert asked(together) < asked(apart)


def test_an_answer_that_a_cell_changes_in_between_is_judged_as_it_then_is(room):
    right = MARGIN.format(more="")
    worse = graded(room, right, OTHER)
    assert (worse["check-margin"].score, worse["hidden-margin"].score) == (2, 0)
    better = graded(room, OTHER, right)
    assert (better["check-margin"].score, better["hidden-margin"].score) == (0, 2)


def test_an_answer_that_ended_its_process_is_asked_anew(room):
    ends = MARGIN.format(more=" if asked < 3 else __import__('os')._exit(0)")
    seen = graded(room, ends)
    assert {seen["check-margin"].verdict, seen["hidden-margin"].verdict} == {"could not run"}
    assert seen["check-step"].score == 3


def test_a_shortcut_in_the_visible_suite_is_one_in_the_hidden_suite(room):
    seen = graded(room, "from nnlib.perceptron import margin")
    assert [seen[name].score for name in ("check-margin", "hidden-margin")] == [0, 0]
    hidden = "import nnlib.perceptron as p\ndef margin(*a): return getattr(p, 'mar' + 'gin')(*a)"
    seen = graded(room, hidden)
    for name in ("check-margin", "hidden-margin"):
        assert seen[name].score == 0
        assert "which is the answer itself" in seen[name].message
