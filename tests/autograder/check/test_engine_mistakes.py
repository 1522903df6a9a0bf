"""A page of answers is taken apart as it is written: texts, answers, and statements before them."""

from typing import Any

import numpy as np
import pytest
from made_up import double

from autograder.check.exercise import Exercise
from autograder.check.forms import Array
from autograder.check.mistakes import read

FACTOR = 3


def page(x: Any, y: Any = 10) -> Any:
    "A.1: One line."
    x + y
    "A.2: Statements belong to the answer below them."
    x = 2 * x
    x + FACTOR
    """A.3: A text over
    two lines."""
    raise ValueError(x)


def several(x: Any) -> Any:
    "B.1: Two answers under one text."
    x + 1
    doubled = 2 * x
    doubled


def leaves(x: Any) -> Any:
    "C.1: An early return."
    if x > 0:
        return "early"
    -x


def test_every_answer_stands_under_its_text() -> None:
    texts = [text for text, _ in read(page)]
    assert texts == [
        "A.1: One line.",
        "A.2: Statements belong to the answer below them.",
        "A.3: A text over two lines.",
    ]


def test_an_answer_is_what_its_expression_gives() -> None:
    (_, one), (_, two), (_, three) = read(page)
    assert (one(1), one(1, 2), two(1)) == (11, 3, 5)
    with pytest.raises(ValueError, match="7"):
        three(7)


def test_several_answers_under_one_text_do_not_share_their_statements() -> None:
    found = list(read(several))
    assert [text for text, _ in found] == ["B.1: Two answers under one text."] * 2
    assert [answer(5) for _, answer in found] == [6, 10]
    assert "doubled" not in found[0][1].__code__.co_varnames


def test_an_answer_may_return_before_its_last_line() -> None:
    ((_, answer),) = read(leaves)
    assert (answer(1), answer(-1)) == ("early", 1)


def test_an_answer_knows_the_lines_that_it_was_written_in() -> None:
    (_, one), (_, two), _ = read(page)
    first = page.__code__.co_firstlineno
    assert one.__code__.co_firstlineno == first + 2
    assert two.__code__.co_firstlineno == first + 4
    assert one.__code__.co_filename == __file__


def test_the_page_of_an_exercise_is_read_when_somebody_asks_for_its_mistakes() -> None:
    exercise = Exercise(double, "99_made_up", {"x": "n"}, Array("n"))
    assert exercise.mistakes(page) is page
    exercise.misconception("M.1", "Not this.")(double)
    assert exercise.known == []
    assert [m.id for m in exercise.misconceptions] == ["A.1", "A.2", "A.3", "M.1"]
    assert exercise.misconceptions[0].hint == "One line."
    assert exercise.misconceptions is exercise.known


def shared(x: Any, *, by: Any, to: Any) -> Any:
    twice = 2 * x
    twice[0] += to
    ".1: An answer takes what it uses of the statements above the first text."
    twice * by
    x * by
    "E.2: An id of its own."
    -x
    twice = 3 * x
    twice - 1


def test_an_answer_is_made_once_for_each_of_the_values_that_it_uses() -> None:
    found = [answer for _, answer in read(shared, by=(3, 4), to=(0, 1))]
    one = np.array([5])
    assert [int(answer(one)[0]) for answer in found] == [30, 33, 40, 44, 15, 20, -5, 14]


def test_an_answer_takes_of_the_statements_above_the_first_text_what_it_uses() -> None:
    found = [answer for _, answer in read(shared, by=(3,), to=(0,))]
    assert [len(answer.tree.body) for answer in found] == [3, 1, 1, 2]
    assert [answer.__kwdefaults__ for answer in found] == [{"by": 3, "to": 0}, {"by": 3}, {}, {}]


def test_an_id_that_begins_with_a_dot_has_the_name_of_the_exercise_before_it() -> None:
    exercise = Exercise(double, "99_made_up", {"x": "n"}, Array("n"))
    exercise.mistakes(by=(3,), to=(0,))(shared)
    ids = [m.id for m in exercise.misconceptions]
    assert ids == ["double.1", "double.1", "E.2", "E.2"]
