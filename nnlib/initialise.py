"""Where training starts. Small random weights, biases at zero, and why each word matters.

*Random*: two hidden units that start equal receive equal gradients and stay equal for ever, so a
constant start is one unit in disguise. *Small*: the sum of n_in terms has a standard deviation of
sqrt(n_in) times that of one term, and large sums saturate a tanh. *How* small: Glorot balances the
signal on the way up with the gradient on the way down; He makes up for the half that a ReLU cuts
off. Biases may start equal, at zero: the weights already break the symmetry.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from nnlib.arguments import check_count, check_number, check_one_of, check_rng
from nnlib.shapes import Array

__all__ = [
    "INITIALISERS",
    "constant",
    "glorot_init",
    "glorot_normal",
    "he_init",
    "init_layers",
    "normal",
    "uniform",
    "zeros",
]


def zeros(n_in: int, n_out: int) -> Array:
    """All weights 0, to see what then cannot be learned.  Result: (n_in, n_out)."""
    return constant(n_in, n_out, 0.0)


def constant(n_in: int, n_out: int, value: float) -> Array:
    """All weights equal, to see the hidden units move as one.  Result: (n_in, n_out)."""
    shape = _shape("constant", n_in, n_out)
    check_number("constant", "value", value)
    return np.full(shape, float(value))


def uniform(n_in: int, n_out: int, rng: np.random.Generator, limit: float) -> Array:
    """Uniform on [-limit, limit), standard deviation limit / sqrt(3).  Result: (n_in, n_out)."""
    shape = _drawn_shape("uniform", n_in, n_out, rng)
    check_number("uniform", "limit", limit, 0)
    return rng.uniform(-limit, limit, shape)


def normal(n_in: int, n_out: int, rng: np.random.Generator, std: float) -> Array:
    """Normal with mean 0 and standard deviation std.  Result: (n_in, n_out)."""
    shape = _drawn_shape("normal", n_in, n_out, rng)
    check_number("normal", "std", std, 0)
    return rng.normal(0.0, std, shape)


def glorot_init(rng: np.random.Generator, n_in: int, n_out: int) -> Array:
    """Uniform on [-b, b) with b = sqrt(6 / (n_in + n_out)): variance 2 / (n_in + n_out).

    Keeping the variance of the signal asks for 1 / n_in, keeping that of the gradient for
    1 / n_out; this is the middle. A uniform variable has variance b² / 3, hence the 6.

    Returns
    -------
    W : (n_in, n_out)
    """
    shape = _drawn_shape("glorot_init", n_in, n_out, rng)
    b = np.sqrt(6 / (n_in + n_out))
    return rng.uniform(-b, b, shape)


def glorot_normal(rng: np.random.Generator, n_in: int, n_out: int) -> Array:
    """Normal with the same variance, 2 / (n_in + n_out).  Result: (n_in, n_out)."""
    shape = _drawn_shape("glorot_normal", n_in, n_out, rng)
    return rng.normal(0.0, np.sqrt(2 / (n_in + n_out)), shape)


def he_init(rng: np.random.Generator, n_in: int, n_out: int) -> Array:
    """Normal with variance 2 / n_in: the 2 makes up for the half that a ReLU sets to 0.

    Returns
    -------
    W : (n_in, n_out)
    """
    shape = _drawn_shape("he_init", n_in, n_out, rng)
    return rng.normal(0.0, np.sqrt(2 / n_in), shape)


INITIALISERS: dict[str, Callable[[np.random.Generator, int, int], Array]] = {
    "he": he_init,
    "glorot": glorot_init,
    "glorot_normal": glorot_normal,
    "zeros": lambda rng, n_in, n_out: zeros(n_in, n_out),
}


def init_layers(
    sizes: Sequence[int], rng: np.random.Generator, how: str = "he"
) -> tuple[list[Array], list[Array]]:
    """Weights and biases of a whole network: random weights, zero biases.

    Parameters
    ----------
    sizes : the widths n_0 ... n_L, input and output included
    how : "he", "glorot", "glorot_normal" or "zeros"

    Returns
    -------
    weights : L arrays, weights[l] of shape (n_l, n_{l+1})
    biases : L arrays, biases[l] of shape (n_{l+1},)
    """
    check_one_of("init_layers", "how", how, INITIALISERS)
    check_rng("init_layers", rng)
    if len(sizes) < 2:
        raise ValueError(
            f"init_layers: sizes is {list(sizes)}, expected at least two widths, of the input and "
            "of the output. Try sizes=[2, 16, 1]."
        )
    init = INITIALISERS[how]
    weights = [init(rng, n_in, n_out) for n_in, n_out in pairwise(sizes)]
    return weights, [np.zeros(n_out) for n_out in sizes[1:]]


def _drawn_shape(who: str, n_in: int, n_out: int, rng: np.random.Generator) -> tuple[int, int]:
    check_rng(who, rng)
    return _shape(who, n_in, n_out)


def _shape(who: str, n_in: int, n_out: int) -> tuple[int, int]:
    check_count(who, "n_in", n_in)
    check_count(who, "n_out", n_out)
    return n_in, n_out
