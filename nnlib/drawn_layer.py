"""Features that are drawn once and never trained, and the shortest of the best fits on them.

Where a model fits every training point the trade of bias for variance ends: beyond, the *smallest*
of the perfect fits grows calmer again. This is double descent.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from nnlib.activations import relu
from nnlib.arguments import check_count, check_rng
from nnlib.shapes import Array, as_float, check_shapes

__all__ = ["make_random_features", "min_norm_fit", "random_features"]


def make_random_features(n_in: int, p: int, rng: np.random.Generator) -> tuple[Array, Array]:
    """A hidden layer that is drawn once and never trained.

    Make it once and use it for training and test alike: another draw speaks another language.

    Returns
    -------
    W : (n_in, p)  standard normal, divided by sqrt(n_in)
    b : (p,)       uniform on [-1, 1)
    """
    check_count("make_random_features", "n_in", n_in)
    check_count("make_random_features", "p", p)
    check_rng("make_random_features", rng)
    return rng.standard_normal((n_in, p)) / np.sqrt(n_in), rng.uniform(-1, 1, p)


def random_features(X: ArrayLike, W: ArrayLike, b: ArrayLike) -> Array:
    """relu(X W + b).  X (m, n_in), W (n_in, p), b (p,), result (m, p)."""
    X, W = as_float("random_features", "X", X), as_float("random_features", "W", W)
    b = as_float("random_features", "b", b)
    check_shapes("random_features", X=(X, "m n_in"), W=(W, "n_in p"), b=(b, "p"))
    return relu(X @ W + b)


def min_norm_fit(Phi: ArrayLike, y: ArrayLike) -> Array:
    """Of all w that fit best in least squares, the shortest: the pseudo-inverse of Phi times y.

    With p > m features infinitely many w fit every point, and (PhiᵀPhi)⁻¹ does not exist. This one
    is where gradient descent from 0 ends up.

    Parameters
    ----------
    Phi : (m, p)
    y : (m,)

    Returns
    -------
    w : (p,)
    """
    Phi, y = as_float("min_norm_fit", "Phi", Phi), as_float("min_norm_fit", "y", y)
    check_shapes("min_norm_fit", Phi=(Phi, "m p"), y=(y, "m"))
    return np.linalg.lstsq(Phi, y, rcond=None)[0]
