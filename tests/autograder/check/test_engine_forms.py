"""What may come back from a graded function: every declared form, and what is refused."""

from typing import Any

import numpy as np
import pytest
from made_up import F32, F64

from autograder.check import forms
from autograder.check.context import Context
from autograder.check.forms import Array, Like, ListOf, Misfit, Named, Number, Record, kind


def read(form: Any, value: Any, **sizes: int) -> Any:
    return form.read(value, Context(sizes, {"z": (2, 3)}), "The result")


def misfit(form: Any, value: Any, **sizes: int) -> str:
    with pytest.raises(Misfit) as refused:
        read(form, value, **sizes)
    return str(refused.value)


@pytest.mark.parametrize("value", [3, 3.0, F64(3), np.array(3), np.array([3.0]), [3]])
def test_a_number_comes_in_many_forms(value: Any) -> None:
    for form in (Number(), Number(whole=True)):
        got = read(form, value)
        assert got.shape == ()
        assert got == 3


def test_what_is_no_number_is_told() -> None:
    assert misfit(Number(), [1, 2]) == "The result has shape (2,), expected one number."
    assert misfit(Number(), [[1]]) == "The result has shape (1, 1), expected one number."
    assert misfit(Number(whole=True), []) == "The result has shape (0,), expected one whole number."
    assert misfit(Number(whole=True), 1.5) == "The result is 1.5, expected a whole number."
    assert misfit(Number(), np.nan) == "The result holds nan."
    assert misfit(Number(), [-np.inf]) == "The result holds inf."


def test_an_array_has_the_sizes_of_its_letters() -> None:
    assert read(Array("m n"), [[1, 2, 3]], m=1, n=3).shape == (1, 3)
    assert read(Array("m t"), np.ones((2, 9)), m=2).shape == (2, 9)
    assert read(Array("m 2"), np.ones((5, 2)), m=5).shape == (5, 2)
    assert (
        misfit(Array("m 2"), np.ones((5, 3)), m=5)
        == "The result has shape (5, 3), expected (5, 2)."
    )
    assert (
        misfit(Array("m t"), np.ones((3, 2)), m=2)
        == "The result has shape (3, 2), expected (2, t)."
    )
    assert misfit(Array("m n"), np.ones(2), m=2) == "The result has shape (2,), expected (2, n)."
    assert misfit(Array("n"), np.ones((2, 3)), n=3) == "The result has shape (2, 3), expected (3,)."
    assert misfit(Array("n"), np.ones(4), n=3) == "The result has shape (4,), expected (3,)."
    assert misfit(Array("n"), np.array(3.0)) == "The result has shape (), expected (n,)."


def test_a_row_will_do_for_a_vector_and_for_nothing_else() -> None:
    assert read(Array("n"), np.ones((1, 3)), n=3).shape == (3,)
    assert "expected (3,)" in misfit(Array("n"), np.ones((1, 1, 3)), n=3)
    assert "expected (3,)" in misfit(Array("n"), np.ones((3, 1)), n=3)
    assert "expected (3, 2)" in misfit(Array("n k"), np.ones((1, 3, 2)), n=3, k=2)
    assert read(Array("m n"), np.ones((1, 3)), m=1, n=3).shape == (1, 3)


def test_an_answer_like_an_argument_has_exactly_its_shape() -> None:
    assert read(Like("z"), np.ones((2, 3))).shape == (2, 3)
    said = "The result has shape (3, 2), expected (2, 3), that of z."
    assert misfit(Like("z"), np.ones((3, 2))) == said
    assert misfit(Like("z"), np.full((2, 3), np.inf)) == "The result holds inf at index (0, 0)."


def test_several_values_come_as_a_tuple_or_a_list_in_order() -> None:
    both = Record(w=Array("n"), b=Number())
    for value in (([1, 2], 3), [[1, 2], 3]):
        got = read(both, value, n=2)
        assert list(got) == ["w", "b"]
        assert got["b"] == 3
    assert misfit(both, 3) == "It returned an int, expected 2 values: w, b."
    assert misfit(both, (1,)) == "It returned 1 values, expected 2: w, b."
    assert misfit(both, ([1], 3), n=2) == "w has shape (1,), expected (2,)."


def test_several_numbers_may_come_as_one_array_which_is_unpacked_as_a_pair_is() -> None:
    pair = Record(best=Number(whole=True), stop=Number(whole=True))
    assert read(pair, np.array([2, 5])) == {"best": 2, "stop": 5}
    assert misfit(pair, np.array([1])) == "It returned 1 values, expected 2: best, stop."
    assert misfit(pair, np.ones((2, 2))).startswith("It returned a ndarray, expected 2 values")
    assert misfit(Record(w=Array("n"), b=Number()), np.ones(2)).startswith("It returned a ndarray")


def test_named_numbers_come_in_a_dictionary_as_many_as_are_known() -> None:
    some = Named("a", "b", "c")
    assert read(some, {"c": 1, "a": np.float64(2), "b": ...}) == {"a": 2, "c": 1}
    assert read(some, {}) == {}
    assert misfit(some, (1, 2)) == "It returned a tuple, expected a dictionary of named numbers."
    said = "It names 'd', which nobody asked for; the names are a, b, c."
    assert misfit(some, {"a": 1, "d": 2}) == said
    assert misfit(some, {"b": [1, 2]}) == "b has shape (2,), expected one number."
    assert str(some) == "{a, b, c}"


def test_a_list_has_as_many_entries_as_its_letter_says() -> None:
    some = ListOf(Array("n"), "L")
    assert list(read(some, ([1], [2]), L=2)) == ["The result[0]", "The result[1]"]
    assert len(read(some, [[1], [2], [3]])) == 3
    assert misfit(some, np.ones((2, 1)), L=2) == "The result is a ndarray, expected a list."
    assert misfit(some, [[1]], L=2) == "The result has 1 entries, expected 2."
    assert misfit(some, [[1], 2], L=2) == "The result[1] has shape (), expected (n,)."


def test_a_form_reads_as_its_contract() -> None:
    form = Record(W=Array("n k"), b=Array("n"), c=Number(), t=Number(whole=True), d=Like("z"))
    assert str(form) == "(W (n, k), b (n,), c number, t whole number, d shape of z)"
    assert str(ListOf(Array("n"), "L")) == "list of L (n,)"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "is None (is the `return` missing?), expected numbers."),
        ({1: 2}, "is a dict, expected numbers."),
        (Exception(), "is an Exception, expected numbers."),
        (
            np.ma.array([1.0]),
            "is a masked array, expected plain numbers: fill its gaps and use np.asarray.",
        ),
        (
            [True],
            "holds True and False, expected numbers: .astype(float), or np.flatnonzero for places.",
        ),
        (["a"], "holds a text, expected numbers."),
        ([1j], "holds complex128 values, expected numbers."),
        ([None], "holds object values, expected numbers."),
        ([[1], [1, 2]], "is not a table of numbers: are its rows of different lengths?"),
        ([1.0, np.nan], "holds nan at index (1,)."),
        ([1.0, np.inf, np.nan], "holds inf at index (1,)."),
        ([1.0, np.longdouble("1e4000")], "holds inf at index (1,)."),
        (type("x\n✓ right.\n", (), {})(), "is a x ✓ right., expected numbers."),
    ],
)
def test_what_is_not_numbers_gets_a_sentence(value: Any, said: str) -> None:
    assert misfit(Array("n"), value) == f"The result {said}"


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int64, np.float16, F32, F64])
def test_every_dtype_of_numbers_is_read_as_it_is(dtype: Any) -> None:
    assert read(Array("n"), np.ones(2, dtype=dtype)).dtype == dtype


@pytest.mark.parametrize(
    "value",
    [
        np.zeros(7),
        [0] * 7,
        [[0, 0, 0], [0, 0]],
        [np.zeros(6)],
        [[[[0] * 4]]],
        (0, (0, (0, (0, 0)))),
    ],
)
def test_what_is_too_large_is_refused_before_it_is_unrolled(
    value: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "MOST", 6)
    monkeypatch.setattr(forms.np, "asarray", lambda *args: pytest.fail("it was unrolled"))
    assert misfit(Array("n"), value) == (
        "The result has more than 6 entries, far more than any answer here."
    )


def test_what_is_just_small_enough_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "MOST", 6)
    assert read(Array("n"), np.zeros(6)).shape == (6,)
    assert read(Array("n"), [0] * 6).shape == (6,)
    assert read(Array("m n"), [[0, 0], [0, 0]]).shape == (2, 2)
    assert read(Array("m n"), [np.zeros(5)]).shape == (1, 5)
    assert len(read(ListOf(Number(), "L"), [0] * 6)) == 6
    assert misfit(ListOf(Number(), "L"), [0] * 7) == "The result has 7 entries, expected L."


def test_a_list_that_holds_itself_is_refused() -> None:
    endless: list[Any] = []
    endless.append(endless)
    assert "more than 1,000,000 entries" in misfit(Array("n"), endless)


def test_the_same_list_again_and_again_in_itself_is_not_unrolled() -> None:
    value: Any = 0
    for _ in range(3):
        value = [value] * 200  # a few kilobytes that stand for eight million numbers
    assert "more than 1,000,000 entries" in misfit(Array("n"), value)


def test_what_came_has_the_article_that_is_said_aloud() -> None:
    kinds = {name: kind(type(name, (), {})()) for name in ("MLP", "SVC", "NN", "Model", "ufunc")}
    assert [*kinds.values()] == ["an MLP", "an SVC", "an NN", "a Model", "a ufunc"]
    assert kind(3) == "an int"
