"""Logic out of threshold units: what one of them can say, what it cannot, and how layers help.

A unit fires, and answers 1, where w·x + b > 0. On inputs in {0, 1} one unit is AND, OR or NOT;
no unit is XOR, and adding four inequalities shows it. One hidden layer already gives every truth
table: on inputs in {-1, +1} a unit with w = p and b = -(D - 1) fires on the pattern p alone, as
p scores D there and every other pattern D - 2 or less. That costs 2^D units, where parity does
with D; `circuits` spends layers where this module spends width.
"""

from __future__ import annotations

from itertools import product
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from nnlib.activations import step
from nnlib.arguments import as_bits, as_finite, as_signs, check_count, check_number
from nnlib.shapes import Array, as_float, check_shapes

__all__ = [
    "all_patterns",
    "best_line",
    "boolean_network",
    "fires",
    "gate_and",
    "gate_not",
    "gate_or",
    "parity_network",
    "pattern_detector",
    "search",
    "threshold_network",
    "xor_certificate",
    "xor_inequalities",
    "xor_network",
]

Network: TypeAlias = tuple[Array, Array, Array, float]


def gate_and() -> tuple[Array, float]:
    """Both inputs or nothing: two ones score 1/2, a single one -1/2.  w (2,), b; x in {0, 1}."""
    return np.array([1.0, 1.0]), -1.5


def gate_or() -> tuple[Array, float]:
    """One input is enough: it scores 1/2, none at all -1/2.  w (2,), b; x in {0, 1}."""
    return np.array([1.0, 1.0]), -0.5


def gate_not() -> tuple[Array, float]:
    """Awake unless its input is on: the weight is negative.  w (1,), b; x in {0, 1}."""
    return np.array([-1.0]), 0.5


def fires(w: ArrayLike, b: float, X: ArrayLike) -> Array:
    """1 for every row of X where w·x + b > 0, else 0.  w (n,), X (m, n), result (m,)."""
    w, X = as_float("fires", "w", w), as_float("fires", "X", X)
    check_shapes("fires", w=(w, "n"), X=(X, "m n"))
    check_number("fires", "b", b)
    return step(X @ w + b)


def threshold_network(
    X: ArrayLike, W1: ArrayLike, b1: ArrayLike, w2: ArrayLike, b2: float
) -> Array:
    """Scores step(X W1 + b1) w2 + b2 of a network with one hidden layer of threshold units.

    The head is linear; step(threshold_network(...)) makes it a threshold unit too.
    X (m, n), W1 (n, k), b1 (k,), w2 (k,), result (m,)
    """
    who = "threshold_network"
    X, W1 = as_float(who, "X", X), as_float(who, "W1", W1)
    b1, w2 = as_float(who, "b1", b1), as_float(who, "w2", w2)
    check_shapes(who, X=(X, "m n"), W1=(W1, "n k"), b1=(b1, "k"), w2=(w2, "k"))
    check_number(who, "b2", b2)
    return np.asarray(step(X @ W1 + b1) @ w2 + b2)


def xor_network() -> Network:
    """XOR = OR and not AND: h1 is OR, h2 is AND, and the head fires on h1 - h2 > 1/2.

    W1 (2, 2), b1 (2,), w2 (2,), b2; inputs in {0, 1}, threshold units in both layers
    """
    (w_or, b_or), (w_and, b_and) = gate_or(), gate_and()
    W1, b1 = np.column_stack([w_or, w_and]), np.array([b_or, b_and])
    return W1, b1, np.array([1.0, -1.0]), -0.5


def xor_certificate(w: ArrayLike, b: float) -> tuple[int, int]:
    """The first point (x1, x2) of XOR that this one unit gets wrong: there always is one.

    No rounding saves the unit: were (0,0), (0,1) and (1,0) right, then w1 > -b and w2 > -b with
    b <= 0, and however w1 + w2 is rounded it stays above -b, so (1,1) fires and is wrong.
    w (2,), inputs in {0, 1}, the unit fires when w·x + b > 0
    """
    w = as_finite("xor_certificate", "w", w)
    check_shapes("xor_certificate", w=(w, "2"))
    check_number("xor_certificate", "b", b)
    w1, w2 = (float(weight) for weight in w)
    points = product((0, 1), repeat=2)
    return next((x1, x2) for x1, x2 in points if (w1 * x1 + w2 * x2 + b > 0) != (x1 != x2))


def xor_inequalities() -> tuple[Array, Array]:
    """What XOR asks of (w1, w2, b), one row a point, and the sum of the four rows: zero.

    Rows (0,1) and (1,0) times (w1, w2, b) must be > 0, rows (0,0) and (1,1) must be >= 0. So
    their sum must be > 0, yet it is 0 w1 + 0 w2 + 0 b = 0, whatever the unit: no unit is XOR.

    Returns
    -------
    rows  : (4, 3)  (x1, x2, 1) where the unit must fire, its negative where it must not
    total : (3,)    rows.sum(axis=0)
    """
    bits = (all_patterns(2) + 1) / 2
    must_fire = bits[:, 0] != bits[:, 1]
    rows = np.where(must_fire[:, None], 1.0, -1.0) * np.column_stack([bits, np.ones(4)])
    rows += 0.0  # turns -0 into 0
    return rows, rows.sum(axis=0)


def all_patterns(D: int) -> Array:
    """Every row of D signs once, the last sign changing fastest.  (2^D, D), values -1 and +1."""
    check_count("all_patterns", "D", D, high=20)
    return np.array(list(product((-1.0, 1.0), repeat=D)))


def pattern_detector(p: ArrayLike) -> tuple[Array, float]:
    """The unit that fires on the pattern p alone: w = p, b = -(D - 1).  p, w (D,) in {-1, +1}.

    p itself scores D, each sign that differs takes 2 away: any b in (-D, -(D - 2)] would do.
    """
    p = as_float("pattern_detector", "p", p)
    check_shapes("pattern_detector", p=(p, "D"))
    check_count("pattern_detector", "len(p)", len(p))
    return as_signs("pattern_detector", "p", p).copy(), float(1 - len(p))


def boolean_network(X: ArrayLike, t: ArrayLike) -> Network:
    """Any truth table: one detector for each of the 2^D patterns, and the answer as its weight.

    Exactly one hidden unit fires on each pattern, so the linear head gives that row's t.

    Parameters
    ----------
    X : (2^D, D)  every pattern of {-1, +1}^D once, in any order
    t : (2^D,)    the table, in {0, 1}

    Returns
    -------
    W1 : (D, 2^D)
    b1 : (2^D,)
    w2 : (2^D,)
    b2 : float
    """
    X, t = as_float("boolean_network", "X", X), as_float("boolean_network", "t", t)
    check_shapes("boolean_network", X=(X, "m D"), t=(t, "m"))
    X, t = as_signs("boolean_network", "X", X), as_bits("boolean_network", "t", t)
    m, D = X.shape
    different = len(np.unique(X, axis=0)) if m else 0
    if not m == different == 2**D:
        raise ValueError(
            f"boolean_network: X has {m} rows, {different} of them different, expected each of "
            f"the {2**D} patterns of {D} signs once. Try all_patterns({D})."
        )
    return X.T.copy(), np.full(m, 1 - D, dtype=X.dtype), t.astype(X.dtype), 0.0


def parity_network(D: int) -> Network:
    """1 where the number of +1 among D signs is odd, with D hidden units instead of 2^D.

    Unit j = 1..D fires when at least j signs are +1, that is when the sum of x exceeds
    2j - D - 1. With c signs +1 the first c units fire, and 1 - 1 + 1 - ... (c terms) is parity.
    W1 (D, D), b1 (D,), w2 (D,), b2; inputs in {-1, +1}, linear head
    """
    check_count("parity_network", "D", D)
    j = np.arange(1, D + 1)
    return np.ones((D, D)), (D + 1.0 - 2 * j), np.where(j % 2 == 1, 1.0, -1.0), 0.0


def best_line(degrees: float, t: ArrayLike) -> tuple[Array, float, int]:
    """Of all lines with that normal the one that gets most of t right: w (2,), b, how many.

    t (4,) holds the wished answers, 0 or 1, at (0, 0), (0, 1), (1, 0), (1, 1)
    """
    wished = as_bits("best_line", "t", t)
    check_shapes("best_line", t=(wished, "4"))
    angle = np.radians(degrees)
    w = np.round([np.cos(angle), np.sin(angle)], 12)  # the cosine of 90 degrees is 0
    corners = np.array(list(product((0, 1), repeat=2)))
    shifts = sorted(np.linspace(-0.6, 0.6, 25), key=abs)  # as near the middle as can be
    right = [int(np.sum(fires(w, s - w.sum() / 2, corners) == wished)) for s in shifts]
    k = int(np.argmax(right))
    return w, float(shifts[k] - w.sum() / 2), right[k]


def search(t: ArrayLike) -> tuple[int, int]:
    """How many small networks of two inputs compute t (4,), and how many there are.

    Tried are all with two hidden units and one on top, each with weights −1, 0 or 1 and a bias
    of ±1/2 or ±3/2; t holds the answers at (0, 0), (0, 1), (1, 0), (1, 1).
    """
    wished = as_bits("search", "t", t) > 0
    check_shapes("search", t=(wished, "4"))
    units = np.array(list(product((-1, 0, 1), (-1, 0, 1), (-1.5, -0.5, 0.5, 1.5))))
    answers = units[:, :2] @ np.array(list(product((0, 1), repeat=2))).T + units[:, 2:] > 0
    first, second = (k.ravel() for k in np.indices((len(units), len(units))))
    hidden = np.stack([answers[first], answers[second]], axis=-1)
    top = hidden @ units[:, :2].T + units[:, 2] > 0
    return int(np.sum(np.all(top == wished[:, None], axis=1))), top.shape[0] * top.shape[2]
