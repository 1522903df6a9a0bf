"""When are two answers the same?  The tolerance, the shape, the first place that differs."""

from typing import Any

import numpy as np
import pytest
from made_up import F32, F64

from autograder.check.compare import DEFAULT, Difference, Tolerance, close, difference, flat


@pytest.mark.parametrize(
    ("dtype", "relative", "absolute"),
    [(F64, 1e-7, 1e-12), (F32, 1e-5, 1e-6), (np.float16, 1e-2, 0)],
)
def test_an_answer_may_be_as_far_off_as_its_dtype_allows(
    dtype: Any, relative: float, absolute: float
) -> None:
    if dtype is np.float16:
        assert DEFAULT.for_dtype(np.dtype(dtype)) == Tolerance(1e-5, 1e-6)
        return
    wanted = np.array([4.0, 0.0])
    for factor, right in ((0.8, True), (1.3, False)):
        near = np.array([4 * (1 + factor * relative), 0], dtype=dtype)
        assert (difference(near, wanted) is None) == right
        beside_zero = np.array([4, 4 * factor * absolute], dtype=dtype)
        assert (difference(beside_zero, wanted) is None) == right


def test_the_tolerance_follows_the_coarser_of_two_dtypes_and_never_shrinks() -> None:
    f32, f64, i32 = np.dtype(F32), np.dtype(F64), np.dtype(np.int32)
    assert DEFAULT.for_dtype(f64, f64) is DEFAULT
    assert DEFAULT.for_dtype(i32, f64) is DEFAULT
    assert DEFAULT.for_dtype(f64, f32) == DEFAULT.for_dtype(f32, f64) == Tolerance(1e-5, 1e-6)
    assert Tolerance(1e-3, 1e-2).for_dtype(f32) == Tolerance(1e-3, 1e-2)


def test_beside_small_numbers_the_tolerance_is_small() -> None:
    assert difference(np.array([1e-3, 5e-13]), np.array([1e-3, 0.0])) is not None
    assert difference(np.zeros(2), np.zeros(2)) is None
    assert difference(np.zeros((0, 2)), np.zeros((0, 2))) is None


def test_the_own_tolerance_of_an_exercise_is_used() -> None:
    assert difference(np.array([1.05]), np.array([1.0]), Tolerance(0.1)) is None
    wanted = {"w": np.array([1.0])}
    assert difference({"w": np.array([1.05])}, wanted, Tolerance(0.1)) is None


def test_the_smallest_whole_number_equals_itself() -> None:
    lowest = np.array([-128], dtype=np.int8)  # its absolute value does not fit into its dtype
    assert difference(lowest, lowest) is None
    assert close(lowest, lowest).tolist() == [True]


def test_a_difference_tells_the_first_wrong_place_and_what_stands_there() -> None:
    got, wanted = np.array([[1.0, 7], [8, 4]]), np.array([[1.0, 2], [3, 4]])
    found = difference(got, wanted)
    assert found == Difference("The result", (0, 1), "is 7")
    assert str(found) == "The result is 7 at index (0, 1), and that is not right."
    assert (
        str(difference(np.array(5.0), np.array(1.0))) == "The result is 5, and that is not right."
    )


def test_another_shape_is_a_difference_and_nothing_is_broadcast() -> None:
    assert difference(np.ones((1, 2)), np.ones(2)) == Difference(
        "The result", (), "has shape (1, 2)"
    )


def test_of_several_parts_the_first_wrong_one_is_told() -> None:
    wanted = {"w": np.ones(2), "b": np.array(0.0), "c": np.array(0.0)}
    assert difference(dict(wanted), wanted) is None
    wrong = {**wanted, "b": np.array(1.0), "c": np.array(2.0)}
    assert difference(wrong, wanted) == Difference("b", (), "is 1")
    assert difference({"w": np.ones(2)}, wanted) == Difference("The result", (), "has 1 entries")
    assert difference(np.ones(4), wanted) == Difference("The result", (), "has 4 entries")
    assert difference(wanted, np.ones(3)) == Difference("The result", (), "has 3 entries")


def test_close_says_entry_by_entry() -> None:
    assert close(np.array([1.0, 3]), np.array([1.0, 2])).tolist() == [True, False]
    assert close(np.array([-1.0]), np.array([1.0])).tolist() == [False]
    assert close(np.array([0.0]), np.array([0.0])).tolist() == [True]


def test_flat_puts_all_numbers_in_one_row() -> None:
    assert flat({"w": np.ones((1, 2)), "b": {"c": np.array(3)}}).tolist() == [1, 1, 3]
    assert flat({}).shape == (0,)
    assert flat(np.ones((2, 2))).shape == (4,)
