"""Any truth table: one detector for each of the 2^D patterns, and the answer as its weight."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array, Number, Record
from autograder.exercises.lesson_03.shared import SIGNS, XOR, net
from nnlib import boolean

exercise = Exercise(
    reference=boolean.boolean_network,
    lesson="03_xor",
    takes={"X": "m D", "t": "m"},
    returns=Record(W1=Array("D k"), b1=Array("k"), w2=Array("k"), b2=Number()),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("one input, and NOT", (np.array([[-1.0], [1.0]]), np.array([1, 0])))
    yield Case("XOR of two inputs", (SIGNS, np.array(XOR)))
    yield Case("a table of zeros", (boolean.all_patterns(2)[::-1].copy(), np.zeros(4, dtype=int)))
    yield Case("a table of ones", (boolean.all_patterns(3), np.ones(8)))
    yield Case("three inputs, the rows shuffled", _shuffled(rng, 3))
    X, t = _shuffled(rng, 2)
    yield Case("two inputs, shuffled, whole numbers", (X.astype(int), t.astype(int)))
    yield Case("four inputs, the rows shuffled", _shuffled(rng, 4))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("one input, copied", (np.array([[1.0], [-1.0]]), np.array([1.0, 0.0])))
    X = rng.permutation(boolean.all_patterns(4))
    yield Case("parity of four", (X, (np.sum(X > 0, axis=1) % 2).astype(float)))
    yield Case("a single 1", (X, (np.arange(16) == 5).astype(float)))
    yield Case("a single 0", (X, (np.arange(16) != 5).astype(float)))
    yield Case("five inputs, the rows shuffled", _shuffled(rng, 5))


def _shuffled(rng: np.random.Generator, D: int) -> tuple[Any, Any]:
    """All patterns in a random order, and a table that no other order of the rows would have."""
    m = 2**D
    while True:
        X, t = rng.permutation(boolean.all_patterns(D)), (rng.permutation(m) < m // 2 - 1 + D % 2)
        in_order = np.zeros((2, m))
        for row, value in zip(X > 0, t, strict=True):
            place = int("".join(str(int(sign)) for sign in row), 2)
            backwards = int("".join(str(int(sign)) for sign in row[::-1]), 2)
            in_order[0, place] = in_order[1, backwards] = value
        others = (*in_order, t[::-1], *(1 - in_order))
        if not any(np.array_equal(t, other) for other in others) and t[0] != t[-1]:
            return X, t.astype(float)


@exercise.seen_as
def _(answer: Any, X: Any, t: Any) -> Any:
    return net(X, answer)[1]


@exercise.judged_by
def _(output: Any, X: Any, t: Any) -> str | None:
    wrong = np.flatnonzero(np.abs(output - t) > 1e-6)
    if not len(wrong):
        return None
    i = int(wrong[0])
    row = ", ".join(f"{sign:+g}" for sign in X[i])
    return f"On row {i}, the pattern ({row}), the output is {output[i]:.6g}; that is not t[{i}]."


def _detectors(X: Any, t: Any, **bug: Any) -> Any:
    """The right network with room for one fault, for the wrong answers below."""
    m, D = X.shape
    b1 = np.full(m, 1.0 - D) + bug.get("b1", 0.0)
    return bug.get("W1", X.T), b1, bug.get("w2", t), bug.get("b2", 0.0)


@exercise.mistakes(bias=(-3.5, -2.5, -1.5))
def _(X, t, *, bias):
    "F07.1: No unit fires, not even at its own pattern: b1 is too low, and exactly 0 is not enough."
    _detectors(X, t, b1=-1.0)
    "F07.2: Several hidden units fire at once: b1 is too weak, neighbours score D - 2."
    _detectors(X, t, b1=X.shape[1] - 1.0)
    "F07.2: Several hidden units fire at once: b1 is still too weak."
    _detectors(X, t, b1=2.0)
    "F07.3: Inputs are -1 and +1, not 0 and 1: work out the score of a matching pattern once more."
    X.T, 0.5 - np.sum(X > 0, axis=1), t, 0.0
    (X.T + 1) / 2, 0.5 - np.sum(X > 0, axis=1), t, 0.0
    "F07.4: No absolute value: each unit has the signs of its own pattern."
    _detectors(X, t, W1=np.abs(X).T)
    "boolean_network.2: The rows of X come in any order: row i of X belongs to t[i]."
    _detectors(X, t, W1=boolean.all_patterns(X.shape[1]).T)
    _detectors(X, t, W1=boolean.all_patterns(X.shape[1])[:, ::-1].T)
    _detectors(X, t, w2=t[::-1])
    "boolean_network.3: Where do the answers t come in? They weigh the units."
    _detectors(X, t, w2=np.ones(len(X)))
    "boolean_network.4: The output should be 0 or 1: no coding of t as -1 and +1."
    _detectors(X, t, w2=2 * t - 1)
    "boolean_network.5: The head is linear, it has no threshold: b2 shifts the output."
    _detectors(X, t, b2=-0.5)
    "boolean_network.5: The head is linear: no threshold after it, so b2 counts."
    _detectors(X, t, b2=1.0 - len(X))
    "boolean_network.6: It answers 1 where t is 0: the opposite table."
    _detectors(X, t, w2=1 - t)
    "boolean_network.7: W1 is (D, k): a unit's weights are a column. Transpose."
    _detectors(X, t, W1=X)
    "boolean_network.8: All rows with t = 1 need a unit, the last one too."
    X[:-1].T, np.full(len(X) - 1, 1.0 - X.shape[1]), t[:-1], 0.0
    "boolean_network.8: All rows with t = 1 need a unit, not only the first."
    _detectors(X, t, w2=(np.arange(len(X)) == np.argmax(t)) * t)
    "boolean_network.8: All rows with t = 1 need a unit, the first one too."
    X[1:].T, np.full(len(X) - 1, 1.0 - X.shape[1]), t[1:], 0.0
    "boolean_network.9: Hidden units that copy the inputs leave one linear unit: XOR needs more."
    m, D = X.shape
    fit = np.linalg.lstsq(np.column_stack([X > 0, np.ones(m)]).astype(float), t, rcond=None)[0]
    np.eye(D), np.zeros(D), fit[:-1], fit[-1]
    "boolean_network.10: The bias is added: the sign of b1 is wrong."
    _detectors(X, t, b1=2.0 * X.shape[1] - 2)
    "boolean_network.11: The weights w2 are (k,), one for each hidden unit: not a column."
    _detectors(X, t, w2=t[:, None])
    "boolean_network.12: Each unit fires on minus its pattern: the sign of W1 is wrong."
    _detectors(X, t, W1=-X.T)
    "boolean_network.13: A pattern scores D at its own unit, not the sum of its signs."
    X.T, 1.0 - np.sum(X, axis=1), t, 0.0
    "boolean_network.1: One b does not fit all: a longer pattern scores more, so b depends on D."
    X.T, np.full(len(X), bias), t, 0.0
    "boolean_network.12: Two signs are wrong, that of W1 and that of b1: what does a pattern score?"
    -X.T, np.full(len(X), X.shape[1] - 1.0), t, 0.0
    "boolean_network.14: Choose the same rows for W1, b1 and w2: a unit has its part in all three."
    X.T, np.full(len(X), 1.0 - X.shape[1]), t[t == 1], 0.0
    "boolean_network.5: Of all units one fires, and the output is its weight: should that be 2?"
    X.T, np.full(len(X), 1.0 - X.shape[1]), 2 * t, 0.0
    "boolean_network.15: Each hidden unit has its own bias: b1 is (k,), and so is w2."
    X.T, 1.0 - X.shape[1], t, 0.0
    X.T, np.full(X.shape[1], 1.0 - X.shape[1]), t, 0.0
    chosen = X[t == 1]
    chosen.T, np.full(len(chosen), 1.0 - X.shape[1]), t, 0.0
