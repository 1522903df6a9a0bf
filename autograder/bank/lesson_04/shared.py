"""The logistic function, and answers built entry by entry."""

import math
from importlib import import_module
from typing import Any

import numpy as np

try:
    expit: Any = import_module("scipy.special").expit
except ImportError:  # scipy is no part of the environment, but who has it may use it
    expit = np.vectorize(lambda v: 0.5 + 0.5 * math.tanh(0.5 * v))


def logistic(z: Any) -> Any:
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, small) / (1 + small)


def entry_by_entry(f: Any, z: Any) -> Any:
    """Nested lists, as a loop over rows would build them."""
    return f(float(z)) if np.ndim(z) == 0 else [entry_by_entry(f, row) for row in z]
