"""03_xor: right answers in other words, and mistakes that have no name."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np

from autograder.bank import right, wrong

# ------------------------------------------------------------------ the gates

right("gate_and", "b = -1: a single 1 scores exactly 0, and that is silent")(lambda: ([1, 1], -1))
right("gate_and", "b just above -2, in single precision")(
    lambda: (np.ones(2, dtype=np.float32), np.float32(-1.99))
)
right("gate_and", "a row, and b as an array of one entry")(
    lambda: (np.array([[20.0, 20.0]]), np.array([-30.0]))
)
right("gate_and", "unequal weights, in a list")(lambda: [(0.3, 0.4), -0.5])
right("gate_and", "whole numbers in small types")(
    lambda: (np.array([3, 2], dtype=np.int8), np.array(-4))
)


@right.page("gate_and")
def _(scale=1e-06):
    "default arguments; scaled"
    scale * np.ones(2), -1.5 * scale


right("gate_or", "b = 0: nothing on scores exactly 0, and that is silent")(lambda: ([1, 1], 0))
right("gate_or", "in single precision")(
    lambda: (np.array([0.6, 0.7], dtype=np.float32), np.float32(-0.5))
)
right("gate_or", "a row of unequal weights")(lambda: (np.array([[5.0, 0.1]]), [-0.05]))
right("gate_or", "huge")(lambda: (np.array([1e9, 1e9]), -1))
right("gate_not", "a plain number as weight")(lambda: (-1, 0.5))
right("gate_not", "b = 1: the input 1 scores exactly 0, and that is silent")(lambda: ([-1.0], 1))
right("gate_not", "a 0-d array and a tiny scale")(lambda: (np.array(-1e-9), np.array(1e-10)))
right("gate_not", "a table of one entry, in single precision")(
    lambda: (np.array([[-20.0]], dtype=np.float32), np.float32(10))
)

wrong("gate_and", "weights that differ too much")(lambda: ([2.0, 0.5], -1.0))
wrong("gate_and", "the same, with b chosen for >=")(lambda: ([3.0, 1.0], -3.0 + 1e-3))
wrong("gate_and", "three weights")(lambda: ([1.0, 1.0, 1.0], -1.5))
wrong("gate_and", "a column")(lambda: (np.ones((2, 1)), -1.5))
wrong("gate_and", "weights nan")(lambda: (np.array([np.nan, 1.0]), -1.5))
wrong("gate_and", "strings")(lambda: (["1", "1"], "-1.5"))
wrong("gate_and", "a dictionary")(lambda: {"w": [1.0, 1.0], "b": -1.5})
wrong("gate_and", "XNOR's wish: one weight up, one down")(lambda: ([1.0, -1.0], 0.5))
wrong("gate_or", "one weight too small for b")(lambda: ([1.0, 0.4], -0.5))
wrong("gate_or", "NOT AND")(lambda: ([-1.0, -1.0], 1.5))
wrong("gate_or", "a bias for each weight")(lambda: ([1.0, 1.0], [-0.5, -0.5]))
wrong("gate_or", "one input silences the other")(lambda: ([1.0, -1.0], 0.5))
wrong("gate_or", "infinite weights")(lambda: ([np.inf, np.inf], -0.5))
wrong("gate_not", "two weights")(lambda: ([-1.0, -1.0], 0.5))
wrong("gate_not", "no weight at all")(lambda: ([], 0.5))
wrong("gate_not", "all 0")(lambda: ([0.0], 0.0))
wrong("gate_not", "the bias is far too strong")(lambda: ([-1.0], 100.0))
wrong("gate_not", "a weight and a bias of a tiny wrong size")(lambda: ([-1e-9], 1e-6))


@wrong.page("gate_or")
def _():
    "random weights, new at every call"
    rng = np.random.default_rng()
    rng.uniform(-2, -1, 2), rng.normal()


# ------------------------------------------------------------------ xor_network

right("xor_network", "the famous one for ReLU units: (1, -2) and no bias")(
    lambda: ([[1, 1], [1, 1]], [0, -1], [1, -2], 0)
)
right("xor_network", "AND first, then OR")(
    lambda: (np.ones((2, 2)), np.array([-1.5, -0.5]), np.array([-1.0, 1.0]), -0.5)
)
right("xor_network", "one unit for each of 01 and 10, a head that adds them")(
    lambda: (np.array([[1, -1], [-1, 1]]), np.zeros(2), np.ones(2), 0.0)
)
right("xor_network", "OR and NOT AND, and their AND; rows (1, k), single precision")(
    lambda: (
        np.array([[1, -1], [1, -1]], dtype=np.float32),
        np.array([[-0.5, 1.5]], dtype=np.float32),
        np.array([[1, 1]], dtype=np.float32),
        np.float32(-1.5),
    )
)
right("xor_network", "three units: both inputs copied, and AND")(
    lambda: [[(1, 0, 1), (0, 1, 1)], (0, 0, -1), (1, 1, -2), np.array([0.0])]
)
right("xor_network", "a third unit that does nothing")(
    lambda: (np.array([[1, 1, 0], [1, 1, 0]]), [-0.5, -1.5, 1.0], [1.0, -1.0, 0.0], -0.5)
)
right("xor_network", "weights that a logistic network would learn")(
    lambda: (np.array([[6.2, 4.1], [6.3, 4.2]]), [-2.8, -6.3], [9.1, -9.9], np.array(-4.2))
)
right("xor_network", "NOR and AND, and neither of them")(
    lambda: (np.array([[-1.0, 1], [-1, 1]]), [0.5, -1.5], [-1.0, -1.0], 0.5)
)

wrong("xor_network", "the head weighs one unit too little")(
    lambda: (np.ones((2, 2)), [-0.5, -1.5], [1.0, -0.3], -0.5)
)
wrong("xor_network", "OR twice: the second bias is that of OR")(
    lambda: (np.ones((2, 2)), [-0.5, -0.4], [1.0, -2.0], 0.5)
)
wrong("xor_network", "the hidden widths do not fit together")(
    lambda: (np.ones((2, 2)), [-0.5, -1.5, 0.0], [1.0, -1.0], -0.5)
)
wrong("xor_network", "five units")(
    lambda: (np.ones((2, 5)), [-0.5, -1.5, 9, 9, 9], [1.0, -1.0, 0, 0, 0], -0.5)
)
wrong("xor_network", "no unit at all")(lambda: (np.zeros((2, 0)), np.zeros(0), np.zeros(0), 0.0))
wrong("xor_network", "without b2")(lambda: (np.ones((2, 2)), [-0.5, -1.5], [1.0, -1.0]))
wrong("xor_network", "one of the inputs alone")(
    lambda: (np.ones((2, 2)), [-0.5, -1.5], [0.0, 0.0], 0.0)
)
wrong("xor_network", "NOR")(lambda: (np.ones((2, 2)), [-0.5, -1.5], [-1.0, -1.0], 0.5))
wrong("xor_network", "the second input, behind units that mix")(
    lambda: (np.array([[1.0, 0], [1, 1]]), [-0.5, -0.5], [0.1, 1.0], -0.5)
)
wrong("xor_network", "hidden OR with weights too unequal")(
    lambda: (np.array([[1.0, 1], [0.3, 1]]), [-0.5, -1.5], [1.0, -1.0], -0.5)
)

# ------------------------------------------------------------------ xor_certificate


@right.page("xor_certificate")
def _(w, b):
    "the last wrong point, an array of floats"
    np.array(_wrong_points(w, b)[-1], dtype=float)
    "the middle of the wrong points, a list of numpy integers"
    points = _wrong_points(w, b)
    [np.int64(x) for x in points[len(points) // 2]]
    "the four inequalities one after the other"
    if b > 0:
        return 0, 0
    if w[0] + b <= 0:
        return 1, 0
    if w[1] + b <= 0:
        return 0, 1
    1, 1
    "the most wrong point of all, as a row in single precision"
    X = np.array(list(product((0, 1), repeat=2)))
    sign = np.where(X[:, 0] != X[:, 1], 1, -1)
    wrong = (X @ w + b > 0) != (sign > 0)
    worst = np.argmax(np.where(wrong, 1 + np.abs(X @ w + b), 0))
    X[[worst]].astype(np.float32)
    "the inequalities, with what the first three say used in the last"
    if b > 0:
        return 0, 0
    if w[0] + b <= 0:
        return 1, 0
    (0, 1) if w[1] <= 0 else (1, 1)


@wrong.page("xor_certificate")
def _(w, b):
    "where the unit is least sure"
    X = np.array(list(product((0, 1), repeat=2)))
    tuple(X[np.argmin(np.abs(X @ w + b))])
    "the inequalities without the case of a score of 0"
    if b > 0:
        return 0, 0
    if w[0] + b < 0:
        return 1, 0
    if w[1] + b < 0:
        return 0, 1
    1, 1
    "a point of the plane on the line itself"
    -b * np.asarray(w, dtype=float) / max(float(w @ w), 1.0)
    "guesses by the sign of b"
    (0, 0) if b > 0 else (1, 1)
    "the middle of the square"
    0.5, 0.5
    "rounds the weights first"
    _wrong_points(w.astype(int), int(b))[0]
    "True and False"
    tuple(bool(x) for x in _wrong_points(w, b)[0])


# ------------------------------------------------------------------ pattern_detector

right("pattern_detector", "b = -(D - 2), the largest that will do")(lambda p: (p, 2 - len(p)))
right("pattern_detector", "b just above -D, in a list")(lambda p: [p.tolist(), 0.01 - len(p)])
right("pattern_detector", "ten times as long")(lambda p: (10 * p, 5.0 - 10 * len(p)))
right("pattern_detector", "a mean instead of a sum")(
    lambda p: (p / len(p), np.array(0.5 / len(p) - 1))
)
right("pattern_detector", "a row in single precision")(
    lambda p: (p.astype(np.float32)[None, :], np.array([0.5 - len(p)], dtype=np.float32))
)
right("pattern_detector", "b from p itself")(lambda p, room=0.5: (np.sign(p), room - p @ p))


@right.page("pattern_detector")
def _(p):
    "weights of different size"
    w = p * np.linspace(1, 2, len(p))
    w, -float(np.abs(w).sum()) + 0.5
    "a loop"
    w, b = [], 1.0
    for sign in p:
        w.append(1.0 if sign > 0 else -1.0)
        b -= 1
    tuple(w), b


wrong("pattern_detector", "weights of different size with the usual b")(
    lambda p: (p * np.linspace(0.2, 1, len(p)), 1.0 - len(p))
)
wrong("pattern_detector", "half of what the pattern scores")(lambda p: (p, -len(p) / 2))
wrong("pattern_detector", "normalised weights, the b of the others")(
    lambda p: (p / np.linalg.norm(p), 1.0 - len(p))
)
wrong("pattern_detector", "normalised weights, b in between, for two and three signs")(
    lambda p: (p / np.linalg.norm(p), -1.2)
)
wrong("pattern_detector", "the first sign has no weight")(
    lambda p: (p * (np.arange(len(p)) > 0), 2.0 - len(p))
)
wrong("pattern_detector", "the number of +1 with the sign of the rest")(
    lambda p: (p, float(np.sum(p < 0)) - len(p))
)
wrong("pattern_detector", "a weight too many")(lambda p: (np.append(p, 1.0), 1.0 - len(p)))
wrong("pattern_detector", "shifted by one place")(lambda p: (np.roll(p, 1), 1.0 - len(p)))
wrong("pattern_detector", "right up to four signs")(lambda p: (p[:4], 1.0 - len(p[:4])))
wrong("pattern_detector", "a bias for each weight")(lambda p: (p, np.full(len(p), -1.0)))
wrong("pattern_detector", "positive weights for three signs or more")(
    lambda p: (p if len(p) < 3 else np.ones(len(p)), 0.5 - len(p))
)

# ------------------------------------------------------------------ boolean_network


@right.page("boolean_network")
def _(X, t):
    "units only where t is 1; lists"
    chosen = X[t == 1]
    chosen.T, [0.5 - X.shape[1]] * len(chosen), [1] * len(chosen), 0
    "units where t is 0 that take 1 away"
    chosen = X[t == 0]
    chosen.T, np.full(len(chosen), 1 - X.shape[1]), -np.ones(len(chosen)), np.array([1.0])
    "single precision, rows (1, k)"
    b1 = np.full((1, len(X)), 2 - X.shape[1], dtype=np.float32)
    X.T.astype(np.float32), b1, t.astype(np.float32)[None, :], np.float32(0)
    "a loop over the rows, backwards, with detectors of another scale"
    units, biases, head = [], [], []
    for row, value in zip(X[::-1], t[::-1], strict=True):
        units.append(3.0 * row)
        biases.append(-3.0 * len(row) + 1)
        head.append(float(value))
    np.column_stack(units), biases, head, 0.0
    "always answers 1/2, and a half more or less"
    X.T, np.full(len(X), 0.5 - X.shape[1]), t - 0.5, 0.5
    "one staircase along a line on which all patterns differ"
    line = 2.0 ** np.arange(X.shape[1])
    order = np.argsort(X @ line)
    places, values = (X @ line)[order], np.asarray(t, dtype=float)[order]
    np.outer(line, np.ones(len(X) - 1)), 1 - places[1:], np.diff(values), values[0]
    "a unit that never fires beside the others"
    W1 = np.column_stack([X.T, np.zeros(X.shape[1])])
    W1, np.append(np.full(len(X), 1 - X.shape[1]), -1), np.append(t, 7), 0.0


@wrong.page("boolean_network")
def _(X, t):
    "2 where it should be 1"
    X.T, np.full(len(X), 1.0 - X.shape[1]), 2 * t, 0.0
    "almost 1"
    X.T, np.full(len(X), 1.0 - X.shape[1]), 0.999 * t, 0.0005
    "right for a table with at most two ones"
    chosen = X[t == 1][:2]
    chosen.T, np.full(len(chosen), 1.0 - X.shape[1]), np.ones(len(chosen)), 0.0
    "no more than eight units"
    X[:8].T, np.full(len(X[:8]), 1.0 - X.shape[1]), t[:8], 0.0
    "the parity of the inputs, whatever t is"
    j = np.arange(1, X.shape[1] + 1)
    D = len(j)
    np.ones((D, D)), D + 1.0 - 2 * j, np.where(j % 2 == 1, 1.0, -1.0), 0.0
    "the mean of t everywhere"
    X.T, np.full(len(X), 1.0 - X.shape[1]), np.zeros(len(X)), float(np.mean(t))
    "a single unit found by least squares"
    A = np.column_stack([X, np.ones(len(X))]).astype(float)
    fit = np.linalg.lstsq(A, t - 0.5, rcond=None)[0]
    fit[:-1, None], fit[-1:], [1.0], 0.0
    "the widths do not fit together"
    X.T, np.full(len(X), 1.0 - X.shape[1]), t[t == 1], 0.0
    "hidden units mirrored and biases too"
    -X.T, np.full(len(X), X.shape[1] - 1.0), t, 0.0
    "the patterns in another order than t"
    np.roll(X, 1, axis=0).T, np.full(len(X), 1.0 - X.shape[1]), t, 0.0


def _wrong_points(w: Any, b: Any) -> list[tuple[int, ...]]:
    points = product((0, 1), repeat=2)
    return [p for p in points if (w[0] * p[0] + w[1] * p[1] + b > 0) != (p[0] != p[1])]
