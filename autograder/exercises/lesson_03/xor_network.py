"""XOR = OR and not AND: h1 is OR, h2 is AND, and the head fires on h1 - h2 > 1/2."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise, Fault
from autograder.check.forms import Array, Misfit, Number, Record
from autograder.exercises.lesson_03.shared import (
    BITS,
    SIGNS,
    TABLES,
    XOR,
    Names,
    first_wrong,
    net,
    table_of,
)
from nnlib import boolean

exercise = Exercise(
    reference=boolean.xor_network,
    lesson="03_xor",
    takes={},
    returns=Record(W1=Array("2 k"), b1=Array("k"), w2=Array("k"), b2=Number()),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("the four inputs of XOR", ())


@exercise.seen_as
def _(answer: Any) -> Any:
    hidden, scores = net(BITS, answer)
    k = hidden.shape[1]
    if k > 3:
        raise Misfit(f"It has {k} hidden units, expected at most 3.")
    on_signs = net(SIGNS, answer)[1]
    turned = net(BITS, {**answer, "W1": answer["W1"].T})[1] if k == 2 else np.zeros(4)
    return {
        "scores": np.sign(scores),
        "hidden": hidden,
        "fires on inputs -1 and +1": (on_signs > 0).astype(float),
        "fires with W1.T": (turned > 0).astype(float),
    }


@exercise.judged_by
def _(seen: Any) -> Fault | None:
    named: Names = {
        (0, 0, 1, 0): "xor_network.13",
        (0, 1, 0, 0): "xor_network.13",
        (0, 1, 1, 1): "xor_network.14",
        (0, 0, 0, 1): "xor_network.15",
        (1, 0, 0, 1): "xor_network.4",
        (0, 0, 0, 0): "xor_network.5",
        (1, 1, 1, 1): "xor_network.12",
        (1, 1, 1, 0): "xor_network.8",
    }
    columns = {tuple(column) for column in seen["hidden"].T}
    if table_of(seen["fires on inputs -1 and +1"]) == XOR:
        named = dict.fromkeys(TABLES, "xor_network.1")
    elif table_of(seen["fires with W1.T"]) == XOR:
        named = dict.fromkeys(TABLES, "xor_network.2")
    elif seen["hidden"].shape[1] < 2:
        named = dict.fromkeys(TABLES, "F06.3")
    elif columns & CONSTANT:
        named = dict.fromkeys(TABLES, "xor_network.11")
    elif columns <= COPIES:
        named = dict.fromkeys(TABLES, "F06.4")
    return first_wrong(BITS, seen["scores"], XOR, named)


CONSTANT = {(0, 0, 0, 0), (1, 1, 1, 1)}
COPIES = {(0, 0, 1, 1), (1, 1, 0, 0), (0, 1, 0, 1), (1, 0, 1, 0)}


def _xor(units: Any, biases: Any, head: Any, b2: float) -> Any:
    """A network from its hidden units' weights, one row a unit."""
    return np.array(units, dtype=float).T, np.array(biases), np.array(head, dtype=float), b2


@exercise.mistakes
def _():
    "F06.1: Subtract h2 (both inputs on), not an input: that also silences one of 01 and 10."
    _xor([[1, 1], [0, 1]], [-0.5, -0.5], [1, -1], -0.5)
    _xor([[1, 1], [1, 0]], [-0.5, -0.5], [1, -1], -0.5)
    _xor([[1, 1], [1, 1], [0, 1]], [-0.5, -1.5, -0.5], [1, 0, -1], -0.5)
    "F06.2: Both hidden units fire on (1, 1): there the head's score has to come down again."
    _xor([[1, 1], [1, 1]], [-0.5, -1.5], [1, 1], -0.5)
    """F06.3: One unit is not enough: its four inequalities add up to 0 < 0. Return W1, b1, w2
    and b2."""
    np.array([1.0, 1.0]), -0.5
    _xor([[1, 1]], [-0.5], [1], -0.5)
    _xor([[1, -1]], [0.0], [1], -0.5)
    """F06.4: Each of your hidden units follows one input alone, so the whole net is one unit:
    let them mix both."""
    _xor([[1, 0], [0, 1]], [0.0, 0.0], [1, 1], -0.5)
    _xor([[1, 0], [0, 1]], [0.0, 0.0], [1, -1], 0.0)
    _xor([[1, 0], [0, 1]], [0.5, 0.5], [1, 1], -1.5)
    _xor([[1, 0], [0, 1]], [0.0, 0.0], [1, 1], -1.5)
    """xor_network.1: For inputs -1 and +1 this would be right. Here they are 0 and 1: look at
    each b1, its size and its sign."""
    _xor([[1, 1], [1, 1]], [1.0, -1.0], [1, -1], -0.5)
    """xor_network.2: A hidden unit's weights are a column of W1: W1[i, j] leads from input i to
    unit j."""
    np.array([[1.0, 1.0], [-1.0, -1.0]]), np.array([-0.5, 1.5]), np.ones(2), -1.5
    "xor_network.2: A hidden unit's weights are a column of W1, so W1 has a row for each input."
    np.array([[1.0, 1], [1, 0], [0, 1]]), np.array([-1.5, -0.5, -0.5]), np.ones(3), -0.5
    "xor_network.3: This fires on (1, 1) alone: OR and AND together are AND."
    _xor([[1, 1], [1, 1]], [-0.5, -1.5], [1, 1], -1.5)
    "xor_network.4: It fires where the inputs are equal: XOR is the opposite."
    _xor([[1, 1], [1, 1]], [-0.5, -1.5], [-1, 1], 0.5)
    "xor_network.5: It never fires. Write down h1, h2 and the head's score for the input (0, 1)."
    _xor([[1, 1], [1, 1]], [-0.5, -0.5], [1, -1], -0.5)
    "xor_network.6: The head's score is exactly 0 on (0, 1), and a score of 0 does not fire."
    _xor([[1, 1], [1, 1]], [-0.5, -1.5], [1, -1], -1.0)
    "xor_network.7: It always fires. Which sign has b2? It is added to the score."
    _xor([[1, 1], [1, 1]], [-0.5, -1.5], [1, -1], 0.5)
    "xor_network.8: This is NOT AND: it fires on (0, 0) too, where OR is silent."
    _xor([[1, 1], [1, 1]], [-0.5, -1.5], [0, -1], 0.5)
    "xor_network.9: Four patterns, four units: true, but at most 3 are allowed here."
    _xor([[-1, -1], [-1, 1], [1, -1], [1, 1]], [0.5, -0.5, -0.5, -1.5], XOR, 0.0)
    "xor_network.10: The weights w2 are (k,), one for each hidden unit: not a column."
    np.ones((2, 2)), np.array([-0.5, -1.5]), np.array([[1.0], [-1.0]]), -0.5
    "xor_network.11: One hidden unit answers the same on all four inputs: look at its b1."
    _xor([[1, 1], [1, 1]], [-0.5, -2.5], [1, -1], -0.5)
    "xor_network.12: It always fires. Write down h1, h2 and the head's score for the input (0, 0)."
    _xor([[1, -1], [-1, 1]], [0.5, 0.5], [1, 1], -0.5)
    "xor_network.13: It fires on only one of (0, 1) and (1, 0): which unit tells them apart?"
    _xor([[1, 0.25], [1, 1]], [-0.5, -1.5], [1, -1], -0.5)
    "xor_network.14: This is OR: on (1, 1) the head's score has to come down again."
    _xor([[1, 1], [1, 0.25]], [-0.5, -0.5], [1, 1], -0.5)
    "xor_network.15: This is AND: it fires on (1, 1) alone, where XOR is 0."
    _xor([[1, 1], [1, 1]], [-1.5, -1.5], [1, 1], -0.5)
    "xor_network.16: This is NOR: it fires on (0, 0) alone. Which signs have w2?"
    (np.ones((2, 2)), [-0.5, -1.5], [-1.0, -1.0], 0.5)
    "xor_network.17: Each hidden unit has a column of W1, one entry of b1 and one of w2."
    (np.ones((2, 2)), [-0.5, -1.5, 0.0], [1.0, -1.0], -0.5)
    "xor_network.9: At most 3 are allowed here, and two are enough: which of yours are needed?"
    (np.ones((2, 5)), [-0.5, -1.5, 9, 9, 9], [1.0, -1.0, 0, 0, 0], -0.5)
