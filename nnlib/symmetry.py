"""What hidden units have in common: starts that never part them, and names that mean nothing.

Units that begin equal receive equal slopes and stay equal. And units that are different may
change places, or turn their signs where g is odd: another point among the weights, the very same
function.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import permutations
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from nnlib.activations import Elementwise
from nnlib.boolean import all_patterns
from nnlib.shapes import Array, check_shapes

__all__ = ["permute_hidden", "plane", "round_trip", "twins", "unit_paths", "zero_start_grads"]

Slopes: TypeAlias = tuple[Array, Array, Array, Array]
Parts: TypeAlias = Sequence[Array]


def zero_start_grads(
    X: Array, Y: Array, n_hidden: int, g: Elementwise, g_prime: Elementwise
) -> Slopes:
    """All slopes of half the squared error where every weight and every bias is 0.

    Parameters
    ----------
    X : (m, n_in)
    Y : (m, n_out)
    n_hidden : width of the one hidden layer; the head is linear
    g, g_prime : what the hidden units answer, and its slope at the pre-activation

    Returns
    -------
    dW1 (n_in, n_hidden), db1 (n_hidden,), dW2 (n_hidden, n_out), db2 (n_out,)
    """
    check_shapes("zero_start_grads", X=(X, "m n_in"), Y=(Y, "m n_out"))
    Z1, W2 = np.zeros((len(X), n_hidden)), np.zeros((n_hidden, Y.shape[1]))
    delta2 = (g(Z1) @ W2 - Y) / len(Y)
    delta1 = (delta2 @ W2.T) * g_prime(Z1)
    return X.T @ delta1, delta1.sum(axis=0), g(Z1).T @ delta2, delta2.sum(axis=0)


def permute_hidden(
    W1: Array, b1: Array, W2: Array, order: Sequence[int]
) -> tuple[Array, Array, Array]:
    """The same function with its hidden units in another order: new unit k is old order[k].

    W1 (n_in, h), b1 (h,), W2 (h, n_out), order (h,) each of 0 ... h-1 once
    """
    check_shapes("permute_hidden", W1=(W1, "n_in h"), b1=(b1, "h"), W2=(W2, "h n_out"))
    at = np.asarray(order)
    return W1[:, at], b1[at], W2[at]


def twins(W1: Array, b1: Array, W2: Array) -> Iterator[tuple[Array, Array, Array]]:
    """Every network that is this one by another order or other signs: h! 2^h, for odd units."""
    for order in permutations(range(len(b1))):
        moved = permute_hidden(W1, b1, W2, order)
        for sign in all_patterns(len(b1)):
            yield moved[0] * sign, moved[1] * sign, moved[2] * sign[:, None]


def plane(
    loss: Callable[..., float], origin: Parts, one: Parts, other: Parts
) -> Callable[[ArrayLike], float]:
    """The loss on the plane through three networks: (0, 0), (1, 0) and (0, 1) are they themselves.

    loss : takes the arrays of a network, each by itself
    """
    steps = [(one[k] - origin[k], other[k] - origin[k]) for k in range(len(origin))]

    def at(place: ArrayLike) -> float:
        a, b = np.asarray(place, dtype=float)
        moved = (p + a * u + b * v for p, (u, v) in zip(origin, steps, strict=True))
        return float(loss(*moved))

    return at


def round_trip(steps: int) -> Array:
    """From (0, 0) to (1, 0), on to (0, 1) and home, in so many steps each.  (3 steps + 1, 2)"""
    corners = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 0.0]])
    t = np.arange(3 * steps + 1) / steps
    return np.column_stack([np.interp(t, range(4), corner) for corner in corners.T])


def unit_paths(X: Array, Y: Array, W1: Array, W2: Array, lr: float, steps: int) -> Array:
    """Every weight into the hidden tanh units of a small network, before each step and at the end.

    Biases begin at 0; half squared loss. Sums are written out, so that every unit meets the same
    additions in the same order on any processor: a matrix product promises no such thing.

    Parameters
    ----------
    X : (m, n_in)
    Y : (m, n_out)
    W1, W2 : (n_in, h), (h, n_out)

    Returns
    -------
    path : (steps + 1, n_in, h)
    """
    check_shapes(
        "unit_paths", X=(X, "m n_in"), Y=(Y, "m n_out"), W1=(W1, "n_in h"), W2=(W2, "h n_out")
    )
    W1, W2, b1, b2 = W1.astype(float), W2.astype(float), np.zeros(W1.shape[1]), 0.0
    path = [W1]
    for _ in range(steps):
        A = np.tanh(_product(X, W1) + b1)
        delta = (_product(A, W2) + b2 - Y) / len(Y)
        below = _product(delta, W2.T) * (1 - A**2)
        W1, b1 = W1 - lr * _product(X.T, below), b1 - lr * below.sum(axis=0)
        W2, b2 = W2 - lr * _product(A.T, delta), b2 - lr * delta.sum(axis=0)
        path.append(W1)
    return np.array(path)


def _product(A: Array, B: Array) -> Array:
    """A @ B, entry by entry in one order of additions."""
    return np.asarray((A[:, :, None] * B).sum(axis=1))
