"""Inputs for steps: numbers whose signs and sizes tell the mistakes apart."""

from typing import Any

import numpy as np


def mixed(rng: np.random.Generator, *shape: int) -> Any:
    """Numbers of size 0.3 to 2, none of size 1; of two or more, half are negative."""
    small, large = rng.uniform(0.3, 0.8, shape), rng.uniform(1.2, 2, shape)
    sizes = np.where(rng.random(shape) < 0.5, small, large)
    signs = np.where(rng.permutation(sizes.size) % 2, 1, -1).reshape(shape)
    return signs * sizes
