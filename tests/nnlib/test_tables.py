"""A graph as a table: evaluated in an order, on numbers of any kind."""

from fractions import Fraction

import pytest

from nnlib.tables import consumers, evaluate

GRAPH = {"p": ("leaf", []), "s": ("mul", ["p", "p"]), "h": ("add", ["s", "p"])}


def test_fractions_stay_fractions():
    assert evaluate(GRAPH, {"p": Fraction(1, 3)}, ["p", "s", "h"])["h"] == Fraction(4, 9)


def test_an_order_that_comes_too_early_is_refused():
    with pytest.raises(ValueError, match=r"^evaluate: h comes before its input s.*Sort the graph"):
        evaluate(GRAPH, {"p": 1}, ["p", "h", "s"])


def test_who_uses_a_name_twice_is_named_twice():
    assert consumers({"p": [], "s": ["p", "p"]}) == {"p": ["s", "s"], "s": []}
