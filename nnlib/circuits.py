"""A formula of AND, OR and NOT, compiled into layers of threshold units.

Each gate is one unit, so a circuit of any depth is a network of that depth, and its width is
the number of values that are alive at once, not 2^D. Inputs are in {0, 1}. `evaluate_circuit`
follows the rules of logic, `evaluate_layers` the weights: on every input they must agree.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from nnlib.activations import step
from nnlib.arguments import as_bits, check_count, check_one_of
from nnlib.shapes import Array, as_float, check_shapes

__all__ = ["Formula", "Layer", "compile_circuit", "evaluate_circuit", "evaluate_layers"]

Gate: TypeAlias = "tuple[str, *tuple[Formula, ...]]"
Formula: TypeAlias = "int | Gate"
Layer: TypeAlias = tuple[Array, Array]


def compile_circuit(formula: Formula, n_in: int) -> list[Layer]:
    """Layers of threshold units that answer as the formula does.

    A gate sits in the layer of its depth. A value that a later layer needs is passed on by a
    copying unit, which is an OR of one input; a part that appears twice is computed once.

    Parameters
    ----------
    formula : the index of an input, or a gate and its inputs, which are formulas: "not" with
        one, "and" or "or" with two or more, such as ("or", ("and", 0, 1), ("not", 2))
    n_in : how many inputs there are

    Returns
    -------
    layers : [(W, b), ...], each W (k_in, k_out) and b (k_out,); the last has one unit
    """
    check_count("compile_circuit", "n_in", n_in)
    _check_formula("compile_circuit", formula, n_in)
    wanted: list[Formula] = [formula]
    layers = []
    for level in range(max(1, _depth(formula)), 0, -1):
        gates = [_gate_at(level, wire) for wire in wanted]
        needed = dict.fromkeys(wire for gate in gates for wire in gate[1:])
        wanted = list(range(n_in)) if level == 1 else list(needed)
        layers.append(_layer(gates, wanted))
    return layers[::-1]


def evaluate_layers(layers: list[Layer], X: ArrayLike) -> Array:
    """What compiled layers answer, every unit a threshold.  X (m, n) in {0, 1}, result (m,)."""
    who = "evaluate_layers"
    A = as_bits(who, "X", X)
    check_shapes(who, X=(A, "m n"))
    for depth, (W, b) in enumerate(layers, start=1):
        where = f"{who}, layer {depth}"
        W, b = as_float(where, "W", W), as_float(where, "b", b)
        check_shapes(where, A=(A, "m n_in"), W=(W, "n_in n_out"), b=(b, "n_out"))
        A = step(A @ W + b)
    check_shapes(who, answer=(A, "m 1"))
    return A[:, 0]


def evaluate_circuit(formula: Formula, X: ArrayLike) -> Array:
    """What the formula says by the rules of logic.  X (m, n) in {0, 1}, result (m,)."""
    X = as_bits("evaluate_circuit", "X", X)
    check_shapes("evaluate_circuit", X=(X, "m n"))
    _check_formula("evaluate_circuit", formula, X.shape[1])
    return _logic(formula, X)


def _gate_at(level: int, wire: Formula) -> Gate:
    return wire if isinstance(wire, tuple) and _depth(wire) == level else ("or", wire)


def _layer(gates: list[Gate], below: list[Formula]) -> Layer:
    W, b = np.zeros((len(below), len(gates))), np.zeros(len(gates))
    for j, (name, *inputs) in enumerate(gates):
        for wire in inputs:
            W[below.index(wire), j] += -1 if name == "not" else 1
        b[j] = {"not": 0.5, "or": -0.5, "and": 0.5 - len(inputs)}[name]
    return W, b


def _logic(formula: Formula, X: Array) -> Array:
    if isinstance(formula, int):
        return X[:, formula].copy()
    values = [_logic(wire, X) for wire in formula[1:]]
    if formula[0] == "not":
        return np.asarray(1 - values[0])
    return np.asarray(np.min(values, axis=0) if formula[0] == "and" else np.max(values, axis=0))


def _depth(formula: Formula) -> int:
    return 0 if isinstance(formula, int) else 1 + max(_depth(wire) for wire in formula[1:])


def _check_formula(who: str, formula: Formula, n_in: int) -> None:
    if isinstance(formula, int) and not isinstance(formula, bool):
        if not 0 <= formula < n_in:
            raise ValueError(
                f"{who}: the formula asks for input {formula}, expected one from 0 to "
                f"{n_in - 1}. Count from 0, or give more inputs."
            )
        return
    if not isinstance(formula, tuple) or not formula:
        raise TypeError(
            f"{who}: the formula holds {formula!r}, expected the index of an input or a tuple "
            f'that starts with a gate. Try ("and", 0, 1).'
        )
    name, *inputs = formula
    check_one_of(who, "a gate", name, ["and", "or", "not"])
    fits, wanted = (len(inputs) == 1, "one") if name == "not" else (len(inputs) > 1, "two or more")
    if not fits:
        example = '("not", 0)' if name == "not" else f'("{name}", 0, 1)'
        raise ValueError(
            f"{who}: {formula!r} has {len(inputs)} inputs, expected {wanted}. Try {example}."
        )
    for wire in inputs:
        _check_formula(who, wire, n_in)
