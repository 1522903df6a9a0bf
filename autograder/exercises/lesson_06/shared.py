"""Inputs, and a forward pass, for the layers of this lesson."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from nnlib.activations import relu, sigmoid, tanh

Unit = Callable[[Any], Any]
SQUASHERS: tuple[Unit, ...] = (relu, tanh, sigmoid)


def spread(rng: np.random.Generator, *shape: int) -> Any:
    """Numbers of both signs that stay away from 0: 0.5 to 2 in size."""
    return rng.choice([-1.0, 1.0], size=shape) * rng.uniform(0.5, 2.0, size=shape)


def whole(rng: np.random.Generator, *shape: int) -> Any:
    """Whole numbers of both signs, never 0."""
    return rng.choice([-1, 1], size=shape) * rng.integers(1, 4, size=shape)


def _sums(A: Any, W: Any, b: Any) -> Any:
    return A @ W + b


def through(X: Any, weights: Any, biases: Any, activations: Any, affine: Any = _sums) -> Any:
    """The right pass, with room for another affine map in the wrong answers below."""
    Zs: list[Any] = []
    As = [X]
    for W, b, g in zip(weights, biases, activations, strict=True):
        Zs.append(affine(As[-1], W, b))
        As.append(g(Zs[-1]))
    return As[-1], Zs, As


def network(
    rng: np.random.Generator,
    m: int,
    sizes: Sequence[int],
    activations: Sequence[Callable[[Any], Any]],
) -> tuple[Any, ...]:
    """X, weights, biases, activations, where every layer meets sums of both signs.

    The functions are gentle ones: behind a steep or a wavy one float32 would lose its digits.
    """
    while True:
        X = spread(rng, m, sizes[0])
        weights = [0.6 * spread(rng, *pair) for pair in pairwise(sizes)]
        biases = [0.6 * spread(rng, n) for n in sizes[1:]]
        _, Zs, _ = through(X, weights, biases, activations)
        if all(np.min(Z) < -0.1 and np.max(Z) > 0.1 for Z in Zs):
            return X, weights, biases, list(activations)
