"""Six ways for a unit to answer its pre-activation z, each with its slope.

    tanh(z)          what the unit answers
    tanh.prime(z)    its slope there
    tanh.name        "tanh"

Each takes any array of numbers and returns an array of the same shape: float32 stays float32,
integers become float64, and z = ±1000 is as welcome as z = 0. A slope is always asked for at the
pre-activation z, never at the activation a = g(z).
"""

from __future__ import annotations

import functools
from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from nnlib.arguments import check_count, check_number, check_one_of
from nnlib.shapes import Array, as_float

__all__ = [
    "ACTIVATIONS",
    "Activation",
    "chain_slopes",
    "identity",
    "named",
    "relu",
    "sigmoid",
    "softplus",
    "step",
    "tanh",
]

Elementwise = Callable[[ArrayLike], Array]


class Activation:
    """A unit's answer g(z) and, as `prime`, its slope g'(z): kept together, so that they match."""

    name: str
    __wrapped__: Elementwise

    def __init__(self, g: Elementwise, prime: Elementwise) -> None:
        functools.update_wrapper(self, g)
        self.name, self.prime = g.__name__, prime

    def __call__(self, z: ArrayLike) -> Array:
        """g(z).  z and result: any shape."""
        return self.__wrapped__(z)

    def __repr__(self) -> str:
        return self.name

    def __reduce__(self) -> str:
        return self.name  # as of a function: a copy is the thing itself


def _with_slope(prime: Elementwise) -> Callable[[Elementwise], Activation]:
    return lambda g: Activation(g, prime)


def identity_prime(z: ArrayLike) -> Array:
    """g'(z) = 1.  z and result: any shape."""
    return np.ones_like(as_float("identity_prime", "z", z))


@_with_slope(identity_prime)
def identity(z: ArrayLike) -> Array:
    """g(z) = z, the unit of a linear head.  z and result: any shape."""
    return as_float("identity", "z", z).copy()


def step_prime(z: ArrayLike) -> Array:
    """0 wherever the slope exists; at the jump, where it does not, 0 too.  Any shape."""
    return np.zeros_like(as_float("step_prime", "z", z))


@_with_slope(step_prime)
def step(z: ArrayLike) -> Array:
    """1 where z > 0, else 0: the value at exactly 0 is 0.  z and result: any shape."""
    z = as_float("step", "z", z)
    return np.asarray(z > 0, dtype=z.dtype)


def sigmoid_prime(z: ArrayLike) -> Array:
    """g'(z) = g(z) (1 - g(z)), at most 1/4, reached at z = 0.  z and result: any shape.

    Written with e^-|z| once more: 1 - g(z) would lose all its digits where g(z) is nearly 1.
    """
    z = as_float("sigmoid_prime", "z", z)
    small = np.exp(-np.abs(z))
    return np.asarray(small / (1 + small) ** 2)


@_with_slope(sigmoid_prime)
def sigmoid(z: ArrayLike) -> Array:
    """The logistic function 1 / (1 + e^-z), finite for every z.  z and result: any shape.

    e^-|z| never overflows. Where z >= 0 the value is 1 / (1 + e^-|z|), where z < 0 it is
    e^-|z| / (1 + e^-|z|): the same number, written so that nothing large appears.
    """
    z = as_float("sigmoid", "z", z)
    small = np.exp(-np.abs(z))
    return np.asarray(np.where(z >= 0, z.dtype.type(1), small) / (1 + small))


def tanh_prime(z: ArrayLike) -> Array:
    """g'(z) = 1 - g(z)^2 = 4 s (1 - s) with s = sigmoid(2z).  z and result: any shape."""
    z = as_float("tanh_prime", "z", z)
    small = np.exp(-2 * np.abs(z))
    return np.asarray(4 * small / (1 + small) ** 2)


@_with_slope(tanh_prime)
def tanh(z: ArrayLike) -> Array:
    """(e^z - e^-z) / (e^z + e^-z), between -1 and 1.  z and result: any shape."""
    return np.asarray(np.tanh(as_float("tanh", "z", z)))


def relu_prime(z: ArrayLike) -> Array:
    """1 where z > 0, else 0; at the kink any value in [0, 1] is a subgradient, we take 0."""
    z = as_float("relu_prime", "z", z)
    return np.asarray(z > 0, dtype=z.dtype)


@_with_slope(relu_prime)
def relu(z: ArrayLike) -> Array:
    """max(0, z): zero for half of the line, and not bounded above.  z and result: any shape."""
    return np.asarray(np.maximum(as_float("relu", "z", z), 0))


def softplus_prime(z: ArrayLike) -> Array:
    """The slope of softplus is the logistic function.  z and result: any shape."""
    return sigmoid(z)


@_with_slope(softplus_prime)
def softplus(z: ArrayLike) -> Array:
    """log(1 + e^z), a smooth ReLU that is never more than log 2 above it.  Any shape.

    Written as relu(z) + log(1 + e^-|z|), so that nothing overflows.
    """
    z = as_float("softplus", "z", z)
    return np.asarray(np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z))))


ACTIVATIONS: dict[str, Activation] = {
    unit.name: unit for unit in (identity, step, sigmoid, tanh, relu, softplus)
}


def named(name: str) -> Activation:
    """The activation of that name: identity, step, sigmoid, tanh, relu or softplus."""
    check_one_of("activations.named", "name", name, ACTIVATIONS)
    return ACTIVATIONS[name]


def chain_slopes(g: Activation, z: float, depth: int) -> Array:
    """The slope of units in a row, each fed by the one before with weight 1; result (depth,).

    Entry k is the slope of the output of k + 1 units with respect to z: the product of theirs.
    """
    check_number("chain_slopes", "z", z)
    check_count("chain_slopes", "depth", depth, 1, 1000)
    slopes = np.empty(depth)
    value, product = np.asarray(float(z)), 1.0
    for k in range(depth):
        product *= float(g.prime(value))
        value, slopes[k] = g(value), product
    return slopes
