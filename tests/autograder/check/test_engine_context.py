"""What the letters of a contract stand for in one call."""

import numpy as np

from autograder.check.context import Context, letters_of


def test_letters_are_the_sizes_of_arrays_in_the_order_of_the_contract() -> None:
    context = Context.of({"A": "n d", "W": "d m"}, (np.zeros((2, 3)), np.zeros((3, 5))))
    assert context.sizes == {"n": 2, "d": 3, "m": 5}
    assert context.shapes == {"A": (2, 3), "W": (3, 5)}


def test_a_list_gives_its_length_to_L_unless_an_earlier_one_has() -> None:
    context = Context.of({"Ws": "list", "bs": "list"}, ([1, 2], [1, 2, 3]))
    assert context.sizes == {"L": 2}
    assert context.shapes == {}


def test_a_table_gives_the_shape_of_each_of_its_parts() -> None:
    context = Context.of({"past": "table"}, ({"W": np.zeros((2, 3)), "b": np.zeros(3)},))
    assert context.shapes == {"past.W": (2, 3), "past.b": (3,)}
    assert context.sizes == {}


def test_a_shape_is_taken_as_it_is() -> None:
    assert Context.of({"shape": "shape"}, ([4, 2],)).shapes == {"shape": (4, 2)}


def test_functions_graphs_and_names_have_no_sizes() -> None:
    takes = {"f": "function", "y": "graph", "how": "name"}
    assert Context.of(takes, (abs, None, "relu")) == Context()


def test_what_was_left_out_of_the_call_has_no_shape() -> None:
    assert Context.of({"x": "n", "h": ""}, (np.zeros(4),)).shapes == {"x": (4,)}


def test_one_form_or_another_names_no_axes() -> None:
    assert letters_of("m n") == ["m", "n"]
    assert letters_of("(n,) or (m, n)") == []
    assert dict(Context.of({"x": "(n,) or (m, n)"}, (np.ones((2, 3)),)).sizes) == {}
