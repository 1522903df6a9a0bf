"""Shapes at the door: what passes, what is bound, and the exact words of every refusal."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib.arguments import check_number, check_one_of
from nnlib.shapes import as_float, check_shapes


def refusal(error, f, *args, **kwargs):
    with pytest.raises(error) as caught:
        f(*args, **kwargs)
    return str(caught.value)


def test_letters_are_bound_from_left_to_right():
    sizes = check_shapes(
        "affine",
        A=(np.ones((5, 3)), "m n_in"),
        W=(np.ones((3, 2)), "n_in n_out"),
        b=([1, 2], "n_out"),
    )
    assert sizes == {"m": 5, "n_in": 3, "n_out": 2}


def test_a_number_has_the_empty_pattern():
    assert check_shapes("f", lr=(0.1, "")) == {}
    assert refusal(ValueError, check_shapes, "f", lr=(np.ones(2), "")) == (
        "f: lr has shape (2,), expected (). Print lr.shape where it is made."
    )


def test_a_whole_number_in_a_pattern_stands_for_itself():
    assert check_shapes("f", p=(np.ones((4, 2)), "m 2")) == {"m": 4}
    assert refusal(ValueError, check_shapes, "f", p=(np.ones((4, 3)), "m 2")) == (
        "f: p has shape (4, 3), expected (m, 2). Print p.shape where it is made."
    )


def test_a_transposed_matrix_is_told_so():
    message = refusal(
        ValueError,
        check_shapes,
        "affine",
        A=(np.ones((5, 3)), "m n_in"),
        W=(np.ones((2, 3)), "n_in n_out"),
    )
    assert message == (
        "affine: W has shape (2, 3), expected (n_in, n_out) with n_in = 3 from A. Try W.T."
    )


@pytest.mark.parametrize(
    ("shape", "pattern", "repair"),
    [
        ((4, 1), "m", "Try y.ravel()."),
        ((1, 4), "m", "Try y.ravel()."),
        ((3,), "k n", "Try y[None, :], a batch of one row."),
        ((4,), "m k", "Try y[:, None], one column."),
        ((4, 2, 2), "m n", "Print y.shape where it is made."),
        ((5,), "m", "Print y.shape where it is made."),
        ((5, 1), "m", "Print y.shape where it is made."),
        ((3, 4), "m n", "Try y.T."),
    ],
)
def test_each_refusal_carries_the_repair_that_fits(shape, pattern, repair):
    X = np.ones((4, 3))
    message = refusal(ValueError, check_shapes, "f", X=(X, "m n"), y=(np.ones(shape), pattern))
    assert message.startswith(f"f: y has shape {shape}, expected (")
    assert message.endswith(repair)


@pytest.mark.parametrize(
    ("shape", "pattern", "repaired"),
    [
        ((4, 1), "m", lambda y: y.ravel()),
        ((1, 4), "m", lambda y: y.ravel()),
        ((3,), "k n", lambda y: y[None, :]),
        ((4,), "m k", lambda y: y[:, None]),
        ((3, 4), "m n", lambda y: y.T),
    ],
)
def test_the_repair_that_is_offered_works(shape, pattern, repaired):
    X, y = np.ones((4, 3)), np.ones(shape)
    with pytest.raises(ValueError, match="Try y"):
        check_shapes("f", X=(X, "m n"), y=(y, pattern))
    check_shapes("f", X=(X, "m n"), y=(repaired(y), pattern))


def test_a_refusal_names_where_each_size_came_from():
    message = refusal(
        ValueError,
        check_shapes,
        "f",
        A=(np.ones((5, 3)), "m n"),
        B=(np.ones((3, 2)), "n k"),
        C=(np.ones((7, 7)), "m k"),
    )
    assert message == (
        "f: C has shape (7, 7), expected (m, k) with m = 5 from A and k = 2 from B. "
        "Print C.shape where it is made."
    )


@given(st.lists(st.integers(0, 5), max_size=4))
def test_every_array_fits_the_pattern_of_its_own_shape(shape):
    letters = " ".join(f"n{i}" for i in range(len(shape)))
    bound = check_shapes("f", x=(np.ones(shape), letters))
    assert list(bound.values()) == shape
    check_shapes("f", x=(np.ones(shape), " ".join(map(str, shape))))


@given(st.integers(1, 5), st.integers(1, 5), st.integers(1, 5))
def test_a_product_passes_if_and_only_if_numpy_can_form_it(a, b, c):
    A, B = np.ones((2, a)), np.ones((b, c))
    if a == b:
        check_shapes("f", A=(A, "m n"), B=(B, "n k"))
        assert (A @ B).shape == (2, c)
    else:
        with pytest.raises(ValueError, match=f"with n = {a} from A"):
            check_shapes("f", A=(A, "m n"), B=(B, "n k"))


def test_float32_stays_float32_and_is_not_copied():
    x = np.ones(3, dtype=np.float32)
    assert as_float("f", "x", x) is x


@pytest.mark.parametrize(
    "value", [3, [1, 2], np.array([1, 2], dtype=np.uint8), True, [True, False]]
)
def test_integers_and_booleans_become_float64(value):
    array = as_float("f", "x", value)
    assert array.dtype == np.float64
    np.testing.assert_array_equal(array, np.asarray(value))


@pytest.mark.parametrize("value", ["a", ["a"], None, [None, 1], 1j, [np.datetime64("2020-01-01")]])
def test_what_is_no_number_is_refused_with_its_dtype(value):
    assert refusal(TypeError, as_float, "f", "x", value) == (
        f"f: x holds {np.asarray(value).dtype} values, expected numbers. "
        "Try np.asarray(x, dtype=float)."
    )


def test_ragged_rows_are_refused():
    assert refusal(ValueError, as_float, "f", "x", [[1], [2, 3]]) == (
        "f: x has rows of different lengths. Give every row the same length."
    )


@pytest.mark.parametrize("value", [0.5, 1, np.float32(0.25), np.int64(0), np.array(0.5)])
def test_one_finite_number_inside_the_interval_passes(value):
    assert check_number("f", "lr", value, 0, 1) is None


@pytest.mark.parametrize(
    ("bounds", "wanted"),
    [
        ((0, 1), "a number from 0 to 1. Try lr=0.1."),
        ((0,), "a number of at least 0. Try lr=0.1."),
        ((2,), "a number of at least 2. Try lr=10."),
        ((20,), "a number of at least 20. Try lr=20."),
        ((-np.inf, -1), "a number of at most -1. Try lr=-1."),
        ((), "a finite number. Try lr=0.1."),
    ],
)
def test_a_refused_number_is_told_the_interval_and_an_example(bounds, wanted):
    assert refusal(ValueError, check_number, "f", "lr", "fast", *bounds) == (
        f"f: lr is 'fast', expected {wanted}"
    )


@pytest.mark.parametrize(
    "value", [-0.001, 1.001, np.nan, np.inf, -np.inf, None, True, "0.5", [0.5], 1j, np.bool_(True)]
)
def test_what_is_no_number_of_the_interval_is_refused(value):
    message = refusal(ValueError, check_number, "f", "lr", value, 0, 1)
    assert message == f"f: lr is {value!r}, expected a number from 0 to 1. Try lr=0.1."


@pytest.mark.parametrize("word", ["sigmod", "", None, 1, ["relu"]])
def test_a_word_that_is_not_on_the_list_is_refused_with_the_list(word):
    assert refusal(ValueError, check_one_of, "f", "unit", word, ["relu", "tanh"]) == (
        f"f: unit is {word!r}, expected one of 'relu', 'tanh'. Try unit='relu'."
    )


def test_a_word_on_the_list_passes_whatever_holds_the_list():
    for choices in (["relu", "tanh"], ("relu", "tanh"), {"relu": 1, "tanh": 2}, iter(["relu"])):
        assert check_one_of("f", "unit", "relu", choices) is None
