"""A graph as a table: evaluated in an order, on numbers of any kind."""

from fractions import Fraction

import pytest

from nnlib.tables import VALUE, consumers, evaluate, read

GRAPH = {"p": ("leaf", []), "s": ("mul", ["p", "p"]), "h": ("add", ["s", "p"])}


def test_fractions_stay_fractions():
    assert evaluate(GRAPH, {"p": Fraction(1, 3)}, ["p", "s", "h"])["h"] == Fraction(4, 9)


def test_an_order_that_comes_too_early_is_refused():
    with pytest.raises(ValueError, match=r"^evaluate: h comes before its input s.*Sort the graph"):
        evaluate(GRAPH, {"p": 1}, ["p", "h", "s"])


def test_who_uses_a_name_twice_is_named_twice():
    assert consumers({"p": [], "s": ["p", "p"]}) == {"p": ["s", "s"], "s": []}


def test_a_program_is_read_as_the_graph_that_it_leaves_behind():
    assert read("s = p * p", "h = s + p") == GRAPH


def test_all_operations_can_be_read():
    graph = read("a = x + y; b = a * y; c = b @ y", "d = exp(c); e = log(d); f = tanh(e)")
    graph |= read("g = relu(x); h = sum(g)")
    assert {operation for operation, _ in graph.values()} == {"leaf", *VALUE}


@pytest.mark.parametrize(
    "step", ["s = p * q + p", "s = sin(p)", "s = 2 * p", "p * q", "s = -p", ""]
)
def test_a_line_that_is_more_than_one_step_is_refused(step):
    with pytest.raises(ValueError, match=r"^read: .* is not one step.*Name what it needs"):
        read(step)


@pytest.mark.parametrize(
    "lines", [("s = p * q", "s = p + q"), ("s = p * q", "p = q + r"), ("s = s * q",)]
)
def test_a_name_is_made_once_and_before_it_is_used(lines):
    with pytest.raises(ValueError, match=r"^read: .* comes too late"):
        read(*lines)
