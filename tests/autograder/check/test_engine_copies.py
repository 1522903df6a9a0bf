"""Fresh arguments: a copy of everything, made fast where it is names alone."""

from typing import Any

import numpy as np
import pytest

from autograder.check.copies import copied, names_alone


def test_what_is_done_to_a_copied_graph_of_names_stays_there() -> None:
    graph = {"b": ["a"], "a": []}
    (one,), (two,) = copied((graph,)), copied((graph,))
    assert one == two == graph
    one["b"].append("c")
    one["d"] = []
    assert two == graph == {"b": ["a"], "a": []}


def test_a_graph_of_names_is_told_from_what_only_looks_like_one() -> None:
    assert names_alone({"b": ["a", "a"], "a": []}) is True
    assert names_alone({}) is True
    for other in ({"b": ["a", 1]}, {"b": ["a"], "c": "a"}, {"b": "a"}, {"b": ("a",)}, ["a"]):
        assert names_alone(other) is False


def test_a_graph_beside_something_else_leaves_that_alone_too() -> None:
    graph, values = {"a": []}, [np.zeros(2)]
    _, twin = copied((graph, values))
    twin[0][:] = 1
    assert values[0].tolist() == [0, 0]
    assert copied(()) == ()


@pytest.mark.parametrize(
    "other", [np.zeros(2), ({"a": [np.zeros(2)]}), {"a": ("exp", ["b"])}, {"a": [1]}]
)
def test_what_is_more_than_names_is_copied_deeply(other: Any) -> None:
    assert not names_alone(other)
    (twin,) = copied((other,))
    assert twin is not other


def test_two_names_of_one_list_stay_one_list() -> None:
    one = [np.zeros(2)]
    first, second = copied((one, one))
    assert first is second


def test_an_array_that_stands_at_two_places_stays_one_array_in_the_order_that_it_has() -> None:
    one = np.asfortranarray(np.ones((2, 3)))
    (parts, table), again = copied((([one], {"a": one}), one))
    assert parts[0] is table["a"] is again
    assert again is not one
    assert again.flags.f_contiguous


def test_a_generator_and_fractions_and_objects_in_an_array_are_copied_too() -> None:
    rng, held = np.random.default_rng(0), np.array([[1, 2], None], dtype=object)
    twin, other = copied((rng, held))
    assert twin.normal() == rng.normal()
    other[0].append(3)
    assert held[0] == [1, 2]
