"""An answer in float32 to a question in float64: right but for float32's own rounding, or wrong."""

from typing import Any

import numpy as np
import pytest
from made_up import F32, made_up

from autograder.check.exercise import Case
from autograder.check.forms import Array, ListOf, Number, Record
from autograder.check.judge import problem_with
from autograder.check.observe import Outcome
from autograder.check.rounding import UNIT, UNITS, beyond


def less_one(x: Any) -> Any:
    return x - 1


def told(x: Any, got: Any, answer: Any = less_one) -> str | None:
    """What is said of an answer to one made-up question, what is x less one."""
    fault = problem_with(made_up(reference=answer), Case("any", (x,)), Outcome(value=got))
    return fault and fault.sentence


def test_where_terms_cancel_as_much_may_be_lost_as_they_lose() -> None:
    near = np.array([1.014])
    single = less_one(near.astype(F32))
    lost = abs(single / less_one(near) - 1)[0]
    assert 2 * UNITS * UNIT < lost < 1e-5  # more than a sum without cancelling may lose
    assert told(near, single) is None
    assert told(np.array([3.14]), np.array([2.14 * (1 + lost)], F32))


def test_whole_numbers_are_labels_and_lose_nothing() -> None:
    off = np.array([1.0, 2 * (1 + 9e-6)], F32)
    right = "is float32 and right to 5 digits only at index (1,), and that is not right."
    assert told(np.array([2.0, 3.0]), off) == f"The result {right}"


@pytest.mark.parametrize("dtype", [F32, float])
def test_a_question_in_float32_may_be_answered_to_five_digits(dtype: Any) -> None:
    x = np.array([2.5, 3.5], F32)
    assert told(x, np.array([1.5, 2.5 * (1 + 5e-6)], dtype)) is None
    assert told(x, np.array([1.5, 2.5 * (1 + 5e-5)], dtype))


def test_arguments_that_make_no_sense_when_they_are_rounded_are_passed_over() -> None:
    x = np.array([0.1, 0.7])

    def strict(given: Any) -> Any:
        if not np.array_equal(given, x):
            raise ValueError("only these")
        return given

    assert told(x, x.astype(F32), strict) is None
    assert told(x, (x * (1 + 9e-6)).astype(F32), strict)


def test_the_first_array_of_several_is_told_by_its_name() -> None:
    wanted, got = np.array([0.0, 3.0]), np.array([0.0, 3.0001], F32)
    assert beyond(wanted.astype(F32), wanted) is None
    found = beyond(got, wanted, part="b")
    assert (
        str(found)
        == "b is float32 and right to 4 digits only at index (1,), and that is not right."
    )
    assert beyond(got.astype(float), wanted) is None  # not for us to say
    assert beyond(got, wanted, moved=1e-3) is None


def test_a_part_of_a_part_is_found() -> None:
    def layers(x: Any) -> Any:
        return [x - 1], np.float64(3.0)

    returns = Record(dWs=ListOf(Array("n"), "L"), b=Number())
    exercise = made_up(reference=layers, returns=returns)
    got = {"dWs": {"dWs[0]": np.array([1.0, 2 * (1 + 9e-6)], F32)}, "b": np.array(3.0)}
    fault = problem_with(exercise, Case("any", (np.array([2.0, 3.0]),)), Outcome(value=got))
    assert fault
    assert fault.sentence.startswith("dWs[0] is float32 and right to 5 digits only at index (1,)")
