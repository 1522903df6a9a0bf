"""An answer takes of the statements above it those that make what it uses, and no other."""

import ast

import pytest

from autograder.check.needs import needed


def kept(above: str, own: str) -> tuple[str, set[str]]:
    above_it, its_own = ast.parse(above).body, ast.parse(own).body
    body, used = needed(above_it, its_own)
    assert body[len(body) - len(its_own) :] == its_own
    return "; ".join(ast.unparse(step) for step in body[: len(body) - len(its_own)]), used


@pytest.mark.parametrize(
    ("above", "own", "taken", "used"),
    [
        ("s = g(z)", "s + y", "s = g(z)", {"g", "z", "y"}),
        ("s = g(z)", "z + y", "", {"z", "y"}),
        ("a, b = f(x)", "b", "a, b = f(x)", {"f", "x"}),
        ("h = b - a; x = a + h", "x", "h = b - a; x = a + h", {"a", "b"}),
        ("s = g(z)", "s = y; s", "", {"y"}),
        ("s = g(z)", "s = s + 1; s", "s = g(z)", {"g", "z"}),
        ("s = g(z)", "s += 1; s", "s = g(z)", {"g", "z"}),
        ("y[y == 0] = -1", "z * y", "y[y == 0] = -1", {"z", "y"}),
        ("y[y == 0] = -1", "-z", "", {"z"}),
        ("g = 1", "[g for g in gs]", "", {"gs"}),
        ("x = 1", "(-x, lambda x: f(x))", "x = 1", {"f"}),
        ("x = 1", "f = lambda x: x; f(x)", "x = 1", set()),
        ("b = 1", "for W, b in pairs: A = A @ W + b", "", {"A", "pairs"}),
        ("def f(v): return v", "f(x)", "def f(v):\n    return v", {"x"}),
        ("def f(v): return v", "x", "", {"x"}),
        ("import math", "x", "import math", {"x"}),
    ],
)
def test_an_answer_takes_what_makes_the_names_that_it_uses(
    above: str, own: str, taken: str, used: set[str]
) -> None:
    assert kept(above, own) == (taken, used)
