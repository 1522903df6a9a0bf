"""What a statement binds, reads and may change is read from its text, and nothing is run."""

import pytest

from autograder.lesson.statements import RANDOM, statements, used_before


def one(text):
    (found,) = statements(text)
    return found


@pytest.mark.parametrize(
    ("text", "binds", "reads"),
    [
        ("import numpy as np", {"np"}, set()),
        ("import os.path", {"os"}, set()),
        ("a, (b, *c) = d", {"a", "b", "c"}, {"d"}),
        ("total += x", {"total"}, {"total", "x"}),
        ("for i in range(n): s = i", {"i", "s"}, {"range", "n", "i"}),
        ("with open(p) as file: text = file.read()", {"file", "text"}, {"open", "p", "file"}),
        ("q = [z * k for z in values]", {"q"}, {"k", "values"}),
        ("f = lambda x: x + tol", {"f"}, {"tol"}),
        ("if (n := size()) > 1: pass", {"n"}, {"size"}),
        ("del gone", {"gone"}, set()),
        ("%matplotlib inline", set(), set()),
    ],
)
def test_names_bound_and_read(text, binds, reads):
    assert (one(text).binds, one(text).reads) == (binds, reads)


def test_a_function_binds_its_name_and_reads_what_it_does_not_own():
    made = one("""
@wrap
def f(x, t=tol):
    global count
    count = count + 1
    def g():
        return x + later
    return g() + helper(x)
""")
    assert made.binds == {"f", "count"}
    assert made.reads == {"wrap", "tol", "count", "later", "helper"}
    assert made.defines


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a[0] = 1", {"a"}),
        ("a.b.c = 1", {"a"}),
        ("a[i][j] += 1", {"a"}),
        ("del a[0]", {"a"}),
        ("x = a[0]", set()),
    ],
)
def test_what_is_assigned_to_a_part_changes_the_whole(text, names):
    assert one(text).sets == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a.append(b)", {"a", "b"}),
        ("np.fill_diagonal(a, 0)", {"np", "a"}),
        ("f(key=a)", {"a"}),
        ("f([a, *b], c[0])", {"a", "b", "c"}),
        ("f(len(a), b + 1)", set()),
        ("f(g(a))", {"a"}),
        ("b = a[1:]", {"a"}),
        ("b = [a, c.d]", {"a", "c"}),
        ("for row in a: pass", {"a"}),
        ("b = a + 1", set()),
        ("print(a, len(b))", set()),
        ("next(a)", {"a"}),
        ("x = np.random.rand(3)", {"np", RANDOM}),
        ("random.seed(1)", {"random", RANDOM}),
        ("rng = np.random.default_rng(1)", {"np"}),
    ],
)
def test_what_may_be_changed_by_a_call_or_has_another_name(text, names):
    assert one(text).may_change == names


def test_a_cell_uses_what_it_reads_before_it_binds_it():
    body = statements("""
total = 0
for i in values:
    total += f(i)
def wanted(x):
    return x + shift
shift = 2
answer = answer * 2
assert total == wanted(answer)
""")
    assert used_before(body) == {"values", "f", "shift", "answer"}


def test_a_text_that_is_no_python_says_nothing():
    assert statements("def f(:\n") == []
