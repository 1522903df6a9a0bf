"""Weights whose signs and sizes tell the mistakes apart."""

from itertools import pairwise
from typing import Any

import numpy as np


def mixed(rng: np.random.Generator, *shape: int) -> Any:
    """Numbers of size 0.3 to 2, none of size 1; of two or more, half are negative."""
    small, large = rng.uniform(0.3, 0.8, shape), rng.uniform(1.2, 2, shape)
    sizes = np.where(rng.random(shape) < 0.5, small, large)
    signs = np.where(rng.permutation(sizes.size) % 2, 1, -1).reshape(shape)
    return signs * sizes


def layers(rng: np.random.Generator, *sizes: int) -> list[Any]:
    """The weights of a network with these many units a layer."""
    return [mixed(rng, n_in, n_out) for n_in, n_out in pairwise(sizes)]


def unequal(rng: np.random.Generator) -> Any:
    """Two rows that differ a million times in scale."""
    return mixed(rng, 2, 3) * np.array([[1e3], [1e-3]])


def squares(weights: Any) -> Any:
    return sum(np.sum(W**2) for W in weights)
