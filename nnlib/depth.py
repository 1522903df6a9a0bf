"""What depth buys on a line: folds, the pieces that they draw, and the width of doing without.

A network of ReLUs with one input draws a polygon. Folding [0, 1] in half and pulling it to its
old length is the tent map, and that is two ReLUs. Done k times, by k layers of two, it draws 2^k
straight pieces. One hidden layer of m units bends at most m times: it draws at most m + 1 pieces.
A piece goes through the height 1/2 at most once, and the sawtooth does so between any two
neighbours j / 2^k. So with fewer than 2^k - 1 units a network is off by at least 1/2 at one of
these places, and `witness` says where. All places and weights here are exact in float64.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnlib.activations import relu
from nnlib.approximate import Net
from nnlib.arguments import check_count
from nnlib.shapes import Array, as_float, check_shapes

__all__ = [
    "Witness",
    "corners",
    "count_pieces",
    "draw",
    "dyadic",
    "exact_pieces",
    "fold",
    "least_width",
    "quarter_net",
    "shallow_net",
    "tent_net",
    "through",
    "witness",
]

Layers = Sequence[NDArray[Any]]
SAME = 1e-9  # of the largest slope: two that are nearer are one, and rounding parts them


def fold(x: ArrayLike, k: int = 1) -> Array:
    """The tent map, k times: 2x up to 1/2, and 2 - 2x beyond.  x in [0, 1], any shape."""
    check_count("fold", "k", k, low=0)
    x = as_float("fold", "x", x)
    for _ in range(k):
        x = 1 - np.abs(2 * x - 1)
    return x


def dyadic(k: int) -> Array:
    """The places 0, 1/2^k, 2/2^k, ..., 1, where k folds have their corners.  (2^k + 1,)"""
    check_count("dyadic", "k", k, low=0, high=24)
    return np.asarray(np.arange(2**k + 1) / 2**k)


def tent_net(k: int) -> tuple[list[Array], list[Array]]:
    """k hidden layers of two ReLUs and a linear head: the tent map k times on [0, 1].

    One fold is 2 relu(x) - 4 relu(x - 1/2). The way out of one fold is the way into the next, and
    two linear maps in a row are one, so the layers in between have all four weights.

    Returns
    -------
    weights : (1, 2), then k - 1 times (2, 2), then (2, 1)
    biases : k times (2,), then (1,)
    """
    check_count("tent_net", "k", k)
    way_in, way_out = np.ones((1, 2)), np.array([[2.0], [-4.0]])
    between = [way_out @ way_in for _ in range(k - 1)]
    biases = [np.array([0.0, -0.5]) for _ in range(k)]
    return [way_in, *between, way_out], [*biases, np.zeros(1)]


def draw(weights: Layers, biases: Layers, x: ArrayLike) -> Array:
    """What a ReLU network of one input and one output answers.  x and result (m,)"""
    x = as_float("draw", "x", x)
    check_shapes("draw", x=(x, "m"))
    return np.asarray(_sums(x, weights, biases)[:, 0])


def count_pieces(x: ArrayLike, y: ArrayLike) -> int:
    """How many straight pieces the polygon through these points has.

    Parameters
    ----------
    x : (m,) increasing, at least two, evenly spaced or not
    y : (m,)
    """
    x, y = _points("count_pieces", x, y)
    slopes = np.diff(y) / np.diff(x)
    return 1 + int(np.sum(np.abs(np.diff(slopes)) > SAME * np.max(np.abs(slopes))))


def least_width(pieces: int) -> int:
    """The fewest ReLUs of one hidden layer that can draw so many pieces: a bend for each joint."""
    check_count("least_width", "pieces", pieces)
    return int(pieces) - 1


def shallow_net(k: int) -> Net:
    """One hidden layer of 2^k ReLUs that draws k folds exactly: a bend at every j / 2^k but 1."""
    check_count("shallow_net", "k", k, high=16)
    return through(dyadic(k), fold(dyadic(k), k))


def through(x: ArrayLike, y: ArrayLike) -> Net:
    """One hidden layer that draws the polygon through these points, a ReLU for each gap.

    x : (m,) increasing, evenly spaced or not
    y : (m,)
    """
    x, y = _points("through", x, y)
    bends = np.diff(np.diff(y) / np.diff(x), prepend=0.0)
    return np.ones((1, len(bends))), -x[:-1], bends, float(y[0])


def quarter_net(k: int) -> Net:
    """2^k - 1 ReLUs that are off by 1/4 at every j / 2^k, and with one unit less it is 1/2.

    No unit is spent on the first slope: the last of them looks to the left, and what it adds
    there is the first slope. It runs from -1/4 at 0 up and down between 3/4 and 1/4.

    k : at least 2; a single ReLU cannot go up and down
    """
    check_count("quarter_net", "k", k, low=2, high=16)
    N = 2**k
    bends = np.where(np.arange(1, N) % 2, -float(N), float(N))
    bends[0] = -1.5 * N
    way = np.ones((1, N - 1))
    way[0, -1] = -1
    return way, -way[0] * dyadic(k)[1:-1], bends, N - 1.25


class Witness(NamedTuple):
    """A place where a network is off by at least 1/2: what is wanted there, and what came."""

    x: float
    wanted: float
    came: float


def witness(net: Net, k: int) -> Witness | None:
    """The place j / 2^k where one hidden layer is furthest from k folds, if that is 1/2 or more.

    net : (W1, b1, v, c) of m units, as lists or arrays; with m < 2^k - 1 there always is one
    """
    x, (W1, b1, v, c) = dyadic(k), net
    bent = relu(np.outer(x, W1) + np.ravel(b1))
    wanted, came = fold(x, k), bent @ np.ravel(v) + np.ravel(c)
    worst = int(np.argmax(np.abs(came - wanted)))
    if abs(came[worst] - wanted[worst]) < 0.5:
        return None
    return Witness(float(x[worst]), float(wanted[worst]), float(came[worst]))


def corners(weights: Layers, biases: Layers, a: Any = 0.0, b: Any = 1.0) -> NDArray[Any]:
    """a, b, and every place between them where a unit of a ReLU network turns on or off.

    Between two neighbours all units are straight, and so is the network. Exact where weights,
    biases, a and b are fractions; with floats but for rounding.
    """
    x = np.array([a, b])
    for depth in range(1, len(weights)):
        Z = _sums(x, weights[:depth], biases[:depth])
        turns = Z[:-1] * Z[1:] < 0
        piece = np.nonzero(turns)[0]
        left, right = Z[:-1][turns], Z[1:][turns]
        x = np.unique(np.append(x, x[piece] + left / (left - right) * (x[piece + 1] - x[piece])))
    return x


def exact_pieces(weights: Layers, biases: Layers, a: float = 0.0, b: float = 1.0) -> int:
    """How many straight pieces a ReLU network of one input draws on [a, b], with no rounding.

    Every float is a fraction, so its corners are fractions, and slopes are equal or they are not.
    """
    weights, biases = [_fractions(W) for W in weights], [_fractions(c) for c in biases]
    x = corners(weights, biases, Fraction(a), Fraction(b))
    slopes = np.diff(_sums(x, weights, biases)[:, 0]) / np.diff(x)
    return 1 + int(np.sum(slopes[1:] != slopes[:-1]))


def _points(who: str, x: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
    """Two columns of numbers as points of a polygon, from left to right."""
    x, y = as_float(who, "x", x), as_float(who, "y", y)
    check_shapes(who, x=(x, "m"), y=(y, "m"))
    if len(x) < 2 or np.any(np.diff(x) <= 0):
        raise ValueError(
            f"{who}: x has to increase, from each of at least two places to the next. "
            "Try order = np.argsort(x)."
        )
    return x, y


def _sums(x: NDArray[Any], weights: Layers, biases: Layers) -> NDArray[Any]:
    """What the last of these layers collects at every x.  (m, n_out)"""
    Z = x[:, None] @ weights[0] + biases[0]
    for W, b in zip(weights[1:], biases[1:], strict=True):
        Z = np.maximum(Z, 0) @ W + b
    return Z


def _fractions(values: ArrayLike) -> NDArray[Any]:
    return np.asarray(np.vectorize(Fraction, otypes=[object])(as_float("exact", "net", values)))
