"""Signs of life of a network where it starts: how loud the signal is, and how loud the blame.

Both pass through every layer, one up, one down. Whether layer l can learn is told by them, and
not by the slope of its weights alone: that is a product of the two, and one may be as small as
the other is large.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from nnlib import initialise
from nnlib.activations import Activation, Elementwise, identity
from nnlib.mlp import Trace, forward
from nnlib.shapes import Array, check_shapes

__all__ = ["STARTS", "dead_units", "deep", "delta_norms", "deltas", "run", "signals", "ten_layers"]

Init: TypeAlias = Callable[[np.random.Generator, int, int], Array]


def deltas(trace: Trace, Y: Array, weights: Sequence[Array], g_prime: Elementwise) -> list[Array]:
    """The blame of every layer, layer 1 first, each (m, n_l): half squared loss, linear head."""
    found: list[Array] = [(trace.output - Y) / len(Y)]
    for layer in range(len(weights) - 1, 0, -1):
        found.append((found[-1] @ weights[layer].T) * g_prime(trace.Zs[layer - 1]))
    return found[::-1]


def run(
    X: Array, Y: Array, weights: Sequence[Array], biases: Sequence[Array], unit: Activation
) -> tuple[list[Array], list[Array]]:
    """All activations, A[0] = X first, and all blames, layer 1 first."""
    trace = forward(X, weights, biases, [unit] * (len(weights) - 1) + [identity])
    return trace.As, deltas(trace, Y, weights, unit.prime)


def delta_norms(
    X: Array,
    Y: Array,
    weights: Sequence[Array],
    biases: Sequence[Array],
    g: Elementwise,
    g_prime: Elementwise,
) -> Array:
    """The length of the blame of every layer, layer 1 first: half squared loss, linear head.

    Parameters
    ----------
    X : (m, n_0)
    Y : (m, n_L)
    weights, biases : L of each
    g, g_prime : what the hidden units answer, and its slope at the pre-activation

    Returns
    -------
    lengths : (L,)  the root of the sum of the squares of each delta
    """
    return np.array(
        [np.linalg.norm(d) for d in run(X, Y, weights, biases, Activation(g, g_prime))[1]]
    )


def dead_units(X: Array, W: Array, b: Array) -> NDArray[np.bool_]:
    """Which ReLU units answer 0 on every row of X (m, n_in)?  W (n_in, n_out), result (n_out,)."""
    check_shapes("dead_units", X=(X, "m n_in"), W=(W, "n_in n_out"), b=(b, "n_out"))
    return np.asarray(np.all(X @ W + b <= 0, axis=0))


def signals(As: Sequence[Array]) -> Array:
    """How far a unit's answers differ from example to example, the mean over each layer's units.

    Where that is 0, all examples look alike to whatever comes above.  Result: one for each of As.
    """
    return np.array([np.mean(np.std(A, axis=0)) for A in As])


def deep(
    init: Init, *, width: int = 100, depth: int = 10, m: int = 200
) -> tuple[Array, Array, list[Array], list[Array]]:
    """X, Y, weights and biases of a deep network at its start: hidden layers of one width, a head.

    All m examples and their targets are normal numbers; the biases are 0.
    """
    rng = np.random.default_rng(1)
    X, Y = rng.normal(size=(m, width)), rng.normal(size=(m, 1))
    sizes = [width] * (depth + 1) + [1]
    weights = [init(rng, n_in, n_out) for n_in, n_out in pairwise(sizes)]
    return X, Y, weights, [np.zeros(n) for n in sizes[1:]]


def ten_layers(unit: Activation, init: Init) -> tuple[list[Array], list[Array]]:
    """The activations, A[0] = X first and without the head's, and the blames of such a network."""
    As, blames = run(*deep(init), unit)
    return As[:-1], blames


STARTS: dict[str, Init] = {
    "zeros": lambda rng, n_in, n_out: initialise.zeros(n_in, n_out),
    "normal, 0.01": lambda rng, n_in, n_out: initialise.normal(n_in, n_out, rng, 0.01),
    "uniform, 0.7": lambda rng, n_in, n_out: initialise.uniform(n_in, n_out, rng, 0.7),
    "Glorot": initialise.glorot_init,
    "He": initialise.he_init,
}
