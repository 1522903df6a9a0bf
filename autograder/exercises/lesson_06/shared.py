"""Inputs, and a forward pass, for the layers of this lesson."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from nnlib.activations import relu, sigmoid, tanh

SQUASHERS: tuple[Callable[[Any], Any], ...] = (relu, tanh, sigmoid)


def spread(rng: np.random.Generator, *shape: int) -> Any:
    """Numbers of both signs that stay away from 0: 0.5 to 2 in size."""
    return rng.choice([-1.0, 1.0], size=shape) * rng.uniform(0.5, 2.0, size=shape)


def whole(rng: np.random.Generator, *shape: int) -> Any:
    """Whole numbers of both signs, never 0."""
    return rng.choice([-1, 1], size=shape) * rng.integers(1, 4, size=shape)


def sum(A: Any, W: Any, b: Any) -> Any:
    return A @ W + b


def through(X: Any, weights: Any, biases: Any, activations: Any, affine: Any = sum) -> Any:
    """The right pass, with room for another affine map in the wrong answers below."""
    Zs: list[Any] = []
    As = [X]
    for W, b, g in zip(weights, biases, activations, strict=True):
        Zs.append(affine(As[-1], W, b))
        As.append(g(Zs[-1]))
    return As[-1], Zs, As
