"""Activations with their slopes, inputs, and the numeric slope for the wrong answers."""

from typing import Any

import numpy as np

from autograder.check.compare import Tolerance
from nnlib import activations

SWEEP = ("nnlib.mlp.backward", "nnlib.graph.backward", "nnlib.graph.vjp")


def cubic(z: Any) -> Any:
    return z + np.asarray(z) ** 3 / 8


def cubic_prime(z: Any) -> Any:
    return 1 + 3 * np.asarray(z) ** 2 / 8


TANH = activations.tanh, activations.tanh_prime
SIGMOID = activations.sigmoid, activations.sigmoid_prime
SOFTPLUS = activations.softplus, activations.softplus_prime
RELU = activations.relu, activations.relu_prime
CUBIC = cubic, cubic_prime  # nobody has its slope by heart


def away(rng: np.random.Generator, shape: Any) -> Any:
    """Numbers between 0.3 and 1.5 with random signs: never near 0."""
    return rng.uniform(0.3, 1.5, shape) * rng.choice([-1.0, 1.0], shape)


def steps(f: Any, x: Any, h: float, quotient: Any) -> Any:
    """The loop over all entries, for the wrong answers: `quotient` of f above, at and below x."""
    x = np.asarray(x, dtype=float)
    out = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[index] += h
        down[index] -= h
        out[index] = quotient(f(up), f(x.copy()), f(down), h)
    return out


EXACT = Tolerance(0.0, 0.0)  # a count is right or wrong, however large


def widths(rng: np.random.Generator, layers: int) -> list[int]:
    """Sizes between 2 and 10, all different, so that no two products agree by chance."""
    return [int(n) for n in rng.permutation(np.arange(2, 11))[: layers + 1]]
