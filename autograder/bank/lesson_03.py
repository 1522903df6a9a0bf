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


@right("gate_and", "default arguments; scaled")
def _(scale: float = 1e-6) -> Any:
    return scale * np.ones(2), -1.5 * scale


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


@wrong("gate_or", "random weights, new at every call")
def _() -> Any:
    rng = np.random.default_rng()
    return rng.uniform(-2, -1, 2), rng.normal()


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


@right("xor_certificate", "the last wrong point, an array of floats")
def _(w: Any, b: Any) -> Any:
    return np.array(_wrong_points(w, b)[-1], dtype=float)


@right("xor_certificate", "the middle of the wrong points, a list of numpy integers")
def _(w: Any, b: Any) -> Any:
    points = _wrong_points(w, b)
    return [np.int64(x) for x in points[len(points) // 2]]


@right("xor_certificate", "the four inequalities one after the other")
def _(w: Any, b: Any) -> Any:
    if b > 0:
        return 0, 0
    if w[0] + b <= 0:
        return 1, 0
    if w[1] + b <= 0:
        return 0, 1
    return 1, 1


@right("xor_certificate", "the most wrong point of all, as a row in single precision")
def _(w: Any, b: Any) -> Any:
    X = np.array(list(product((0, 1), repeat=2)))
    sign = np.where(X[:, 0] != X[:, 1], 1, -1)
    wrong = (X @ w + b > 0) != (sign > 0)
    worst = np.argmax(np.where(wrong, 1 + np.abs(X @ w + b), 0))
    return X[[worst]].astype(np.float32)


@right("xor_certificate", "the inequalities, with what the first three say used in the last")
def _(w: Any, b: Any) -> Any:
    if b > 0:
        return 0, 0
    if w[0] + b <= 0:
        return 1, 0
    return (0, 1) if w[1] <= 0 else (1, 1)


@wrong("xor_certificate", "where the unit is least sure")
def _(w: Any, b: Any) -> Any:
    X = np.array(list(product((0, 1), repeat=2)))
    return tuple(X[np.argmin(np.abs(X @ w + b))])


@wrong("xor_certificate", "the inequalities without the case of a score of 0")
def _(w: Any, b: Any) -> Any:
    if b > 0:
        return 0, 0
    if w[0] + b < 0:
        return 1, 0
    if w[1] + b < 0:
        return 0, 1
    return 1, 1


@wrong("xor_certificate", "a point of the plane on the line itself")
def _(w: Any, b: Any) -> Any:
    return -b * np.asarray(w, dtype=float) / max(float(w @ w), 1.0)


@wrong("xor_certificate", "guesses by the sign of b")
def _(w: Any, b: Any) -> Any:
    return (0, 0) if b > 0 else (1, 1)


@wrong("xor_certificate", "the middle of the square")
def _(w: Any, b: Any) -> Any:
    return 0.5, 0.5


@wrong("xor_certificate", "rounds the weights first")
def _(w: Any, b: Any) -> Any:
    return _wrong_points(w.astype(int), int(b))[0]


@wrong("xor_certificate", "True and False")
def _(w: Any, b: Any) -> Any:
    return tuple(bool(x) for x in _wrong_points(w, b)[0])


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


@right("pattern_detector", "weights of different size")
def _(p: Any) -> Any:
    w = p * np.linspace(1, 2, len(p))
    return w, -float(np.abs(w).sum()) + 0.5


@right("pattern_detector", "a loop")
def _(p: Any) -> Any:
    w, b = [], 1.0
    for sign in p:
        w.append(1.0 if sign > 0 else -1.0)
        b -= 1
    return tuple(w), b


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


@right("boolean_network", "units only where t is 1; lists")
def _(X: Any, t: Any) -> Any:
    chosen = X[t == 1]
    return chosen.T, [0.5 - X.shape[1]] * len(chosen), [1] * len(chosen), 0


@right("boolean_network", "units where t is 0 that take 1 away")
def _(X: Any, t: Any) -> Any:
    chosen = X[t == 0]
    return chosen.T, np.full(len(chosen), 1 - X.shape[1]), -np.ones(len(chosen)), np.array([1.0])


@right("boolean_network", "single precision, rows (1, k)")
def _(X: Any, t: Any) -> Any:
    b1 = np.full((1, len(X)), 2 - X.shape[1], dtype=np.float32)
    return X.T.astype(np.float32), b1, t.astype(np.float32)[None, :], np.float32(0)


@right("boolean_network", "a loop over the rows, backwards, with detectors of another scale")
def _(X: Any, t: Any) -> Any:
    units, biases, head = [], [], []
    for row, value in zip(X[::-1], t[::-1], strict=True):
        units.append(3.0 * row)
        biases.append(-3.0 * len(row) + 1)
        head.append(float(value))
    return np.column_stack(units), biases, head, 0.0


@right("boolean_network", "always answers 1/2, and a half more or less")
def _(X: Any, t: Any) -> Any:
    return X.T, np.full(len(X), 0.5 - X.shape[1]), t - 0.5, 0.5


@right("boolean_network", "one staircase along a line on which all patterns differ")
def _(X: Any, t: Any) -> Any:
    line = 2.0 ** np.arange(X.shape[1])
    order = np.argsort(X @ line)
    places, values = (X @ line)[order], np.asarray(t, dtype=float)[order]
    return np.outer(line, np.ones(len(X) - 1)), 1 - places[1:], np.diff(values), values[0]


@right("boolean_network", "a unit that never fires beside the others")
def _(X: Any, t: Any) -> Any:
    W1 = np.column_stack([X.T, np.zeros(X.shape[1])])
    return W1, np.append(np.full(len(X), 1 - X.shape[1]), -1), np.append(t, 7), 0.0


@wrong("boolean_network", "2 where it should be 1")
def _(X: Any, t: Any) -> Any:
    return X.T, np.full(len(X), 1.0 - X.shape[1]), 2 * t, 0.0


@wrong("boolean_network", "almost 1")
def _(X: Any, t: Any) -> Any:
    return X.T, np.full(len(X), 1.0 - X.shape[1]), 0.999 * t, 0.0005


@wrong("boolean_network", "right for a table with at most two ones")
def _(X: Any, t: Any) -> Any:
    chosen = X[t == 1][:2]
    return chosen.T, np.full(len(chosen), 1.0 - X.shape[1]), np.ones(len(chosen)), 0.0


@wrong("boolean_network", "no more than eight units")
def _(X: Any, t: Any) -> Any:
    return X[:8].T, np.full(len(X[:8]), 1.0 - X.shape[1]), t[:8], 0.0


@wrong("boolean_network", "the parity of the inputs, whatever t is")
def _(X: Any, t: Any) -> Any:
    j = np.arange(1, X.shape[1] + 1)
    D = len(j)
    return np.ones((D, D)), D + 1.0 - 2 * j, np.where(j % 2 == 1, 1.0, -1.0), 0.0


@wrong("boolean_network", "the mean of t everywhere")
def _(X: Any, t: Any) -> Any:
    return X.T, np.full(len(X), 1.0 - X.shape[1]), np.zeros(len(X)), float(np.mean(t))


@wrong("boolean_network", "a single unit found by least squares")
def _(X: Any, t: Any) -> Any:
    A = np.column_stack([X, np.ones(len(X))]).astype(float)
    fit = np.linalg.lstsq(A, t - 0.5, rcond=None)[0]
    return fit[:-1, None], fit[-1:], [1.0], 0.0


@wrong("boolean_network", "the widths do not fit together")
def _(X: Any, t: Any) -> Any:
    return X.T, np.full(len(X), 1.0 - X.shape[1]), t[t == 1], 0.0


@wrong("boolean_network", "hidden units mirrored and biases too")
def _(X: Any, t: Any) -> Any:
    return -X.T, np.full(len(X), X.shape[1] - 1.0), t, 0.0


@wrong("boolean_network", "the patterns in another order than t")
def _(X: Any, t: Any) -> Any:
    return np.roll(X, 1, axis=0).T, np.full(len(X), 1.0 - X.shape[1]), t, 0.0


def _wrong_points(w: Any, b: Any) -> list[tuple[int, ...]]:
    points = product((0, 1), repeat=2)
    return [p for p in points if (w[0] * p[0] + w[1] * p[1] + b > 0) != (p[0] != p[1])]
