"""Compiled circuits answer as logic does, on every input."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib.circuits import compile_circuit, evaluate_circuit, evaluate_layers

formulas = st.recursive(
    st.integers(0, 3),
    lambda part: st.one_of(
        st.tuples(st.just("not"), part),
        st.lists(part, min_size=2, max_size=3).map(lambda parts: ("and", *parts)),
        st.lists(part, min_size=2, max_size=3).map(lambda parts: ("or", *parts)),
    ),
    max_leaves=12,
)


def every_input(n):
    return np.array(list(product([0, 1], repeat=n)))


def python_says(formula, bits):
    """The formula as a Python expression of True and False."""
    if isinstance(formula, int):
        return bool(bits[formula])
    name, *parts = formula
    values = [python_says(part, bits) for part in parts]
    return {"not": lambda v: not v[0], "and": all, "or": any}[name](values)


def xor(p, q):
    return ("and", ("or", p, q), ("not", ("and", p, q)))


@given(formulas)
def test_layers_and_logic_and_python_agree_on_every_input(formula):
    X = every_input(4)
    layers = compile_circuit(formula, 4)
    expected = [float(python_says(formula, bits)) for bits in X]
    assert evaluate_layers(layers, X).tolist() == expected
    assert evaluate_circuit(formula, X).tolist() == expected


@pytest.mark.parametrize("n", [2, 3, 4, 5])
def test_parity_compiles(n):
    formula = 0
    for i in range(1, n):
        formula = xor(formula, i)
    X = every_input(n)
    assert evaluate_layers(compile_circuit(formula, n), X).tolist() == (X.sum(axis=1) % 2).tolist()


def test_the_layers_are_as_many_as_the_formula_is_deep_and_fit_together():
    layers = compile_circuit(("or", ("and", 0, 1), ("not", 2)), 4)
    assert [W.shape for W, _ in layers] == [(4, 2), (2, 1)]
    assert [b.shape for _, b in layers] == [(2,), (1,)]


def test_a_value_that_is_needed_later_is_copied_and_a_shared_part_is_computed_once():
    deep = ("not", ("not", ("not", 0)))
    assert [W.shape for W, _ in compile_circuit(("or", deep, 1), 2)] == [
        (2, 2), (2, 2), (2, 2), (2, 1),
    ]  # fmt: skip
    shared = ("and", 0, 1)
    assert compile_circuit(("or", ("not", shared), shared), 2)[0][0].shape == (2, 1)


@pytest.mark.parametrize("formula", [1, ("and", 1, 1), ("or", ("not", 0), 0)])
def test_odd_little_formulas_compile(formula):
    X = every_input(2)
    expected = [float(python_says(formula, bits)) for bits in X]
    assert evaluate_layers(compile_circuit(formula, 2), X).tolist() == expected


def test_a_broken_weight_is_noticed_when_the_two_roads_are_compared():
    formula = ("or", ("and", 0, 1), ("not", 2))
    X, layers = every_input(3), compile_circuit(formula, 3)
    (W, b), head = layers
    broken = [(W, b + np.array([1.0, 0.0])), head]
    assert (evaluate_layers(layers, X) == evaluate_circuit(formula, X)).all()
    assert (evaluate_layers(broken, X) != evaluate_circuit(formula, X)).any()


def test_float32_stays_float32_and_the_answer_is_a_new_array():
    X = every_input(2).astype(np.float32)
    assert evaluate_circuit(("and", 0, 1), X).dtype == np.float32
    assert not np.shares_memory(evaluate_circuit(0, X), X)


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        (3, "the formula asks for input 3, expected one from 0 to 2. Count from 0"),
        (("and", 0, -1), "the formula asks for input -1"),
        (("xor", 0, 1), "a gate is 'xor', expected one of 'and', 'or', 'not'"),
        ((0, "and", 1), "a gate is 0, expected one of"),
        (("not", 0, 1), "has 2 inputs, expected one. Try"),
        (("or", ("and", 0), 1), "has 1 inputs, expected two or more. Try"),
        (["and", 0, 1], "expected the index of an input or a tuple"),
        (("and", True, 0), "the formula holds True"),
        ((), r"the formula holds \(\)"),
    ],
)
def test_a_broken_formula_is_refused_on_both_roads(formula, words):
    with pytest.raises((TypeError, ValueError), match=f"^compile_circuit: .*{words}"):
        compile_circuit(formula, 3)
    with pytest.raises((TypeError, ValueError), match=f"^evaluate_circuit: .*{words}"):
        evaluate_circuit(formula, every_input(3))


def test_inputs_coded_as_signs_and_layers_that_do_not_fit_are_refused():
    layers = compile_circuit(("and", 0, 1), 2)
    with pytest.raises(ValueError, match=r"^evaluate_layers: X is coded.*Try \(X \+ 1\) / 2"):
        evaluate_layers(layers, 2 * every_input(2) - 1)
    with pytest.raises(ValueError, match=r"^evaluate_circuit: X is coded.*Try \(X \+ 1\) / 2"):
        evaluate_circuit(("and", 0, 1), 2 * every_input(2) - 1)
    with pytest.raises(ValueError, match=r"^evaluate_layers, layer 1: W has shape \(2, 1\)"):
        evaluate_layers(layers, every_input(3))
    with pytest.raises(ValueError, match=r"^evaluate_layers: answer has shape \(4, 2\)"):
        evaluate_layers([(np.eye(2), np.zeros(2))], every_input(2))
    with pytest.raises(ValueError, match=r"^compile_circuit: n_in is 0"):
        compile_circuit(0, 0)
