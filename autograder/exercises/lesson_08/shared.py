"""Activations with their slopes, inputs, and passes for the wrong answers to go astray in."""

from itertools import pairwise
from typing import Any

import numpy as np

from autograder.check.compare import Tolerance
from nnlib import activations

SWEEP = (
    "nnlib.mlp.backward",
    "nnlib.graph.backward",
    "nnlib.graph.vjp",
    "nnlib.graph_boxes._matmul_bprop",
)


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


def partly() -> tuple[Any, Any]:
    """A right pair whose second slope is 0."""
    keep = np.array([1.0, 0.0, 2.0])
    return lambda x: np.sum(keep * np.exp(x)), lambda x: keep * np.exp(x)


def relu_sum(x: Any) -> Any:
    return np.sum(np.maximum(x, 0) * 2) + np.sum(x)


def relu_slope(x: Any) -> Any:
    return 2.0 * (np.asarray(x) > 0) + 1


def forward(X: Any, weights: Any, biases: Any, g: Any, head: Any = None) -> tuple[Any, Any]:
    """All pre-activations and all activations; the head is linear unless it is given one."""
    Zs, As = [], [np.asarray(X)]
    for layer, (W, b) in enumerate(zip(weights, biases, strict=True)):
        Zs.append(As[-1] @ W + b)
        last = layer == len(weights) - 1
        As.append(head(Zs[-1]) if last and head else Zs[-1] if last else g(Zs[-1]))
    return Zs, As


def sweep(
    args: tuple[Any, ...],
    head: Any = None,
    trace: Any = None,
    start: Any = lambda A, Y, Z, g_prime: (A - Y) / len(Y),
    dW: Any = lambda As, Zs, delta, i: As[i].T @ delta,
    db: Any = lambda delta: delta.sum(axis=0),
    W: Any = lambda W, dW: W,
    slope: Any = lambda g_prime, Zs, As, i: g_prime(Zs[i - 1]),
    below: Any = lambda delta, W, slope: (delta @ W.T) * slope,
) -> tuple[Any, Any]:
    """The right pass with every step exchangeable, for the wrong answers."""
    X, Y, weights, biases, g, g_prime = args
    Zs, As = trace or forward(X, weights, biases, g, head and g)
    delta = start(As[-1], Y, Zs[-1], g_prime)
    dWs: list[Any] = []
    dbs: list[Any] = []
    for i in reversed(range(len(weights))):
        dWs.insert(0, dW(As, Zs, delta, i))
        dbs.insert(0, db(delta))
        if i > 0:
            delta = below(delta, W(weights[i], dWs[0]), slope(g_prime, Zs, As, i))
    return dWs, dbs


def net(rng: np.random.Generator, m: int, sizes: list[int], unit: Any) -> tuple[Any, ...]:
    """A small network with nonzero biases, in which no pre-activation lies near the kink at 0."""
    while True:
        weights = [away(rng, pair) / np.sqrt(pair[0]) for pair in pairwise(sizes)]
        biases = [away(rng, n) / 2 for n in sizes[1:]]
        X = away(rng, (m, sizes[0]))
        Zs, As = forward(X, weights, biases, unit[0])
        Y = As[-1] + away(rng, (m, sizes[-1]))
        made = X, Y, weights, biases, *unit
        if min(np.abs(Z).min() for Z in Zs) > 1e-3 and _steady(made):
            return made


def _steady(net: tuple[Any, ...]) -> bool:
    """Do all slopes come out right in single precision, with digits to spare?"""
    X, Y, weights, biases, *unit = net
    single = [[np.float32(p) for p in part] for part in (weights, biases)]
    got = sweep((np.float32(X), np.float32(Y), *single, *unit))
    return all(
        (np.abs(a - b) <= 2e-6 * np.abs(b) + 2e-7 * np.abs(b).max()).all()
        for rough, fine in zip(got, sweep(net), strict=True)
        for a, b in zip(rough, fine, strict=True)
    )


EXACT = Tolerance(0.0, 0.0)  # a count is right or wrong, however large


def widths(rng: np.random.Generator, layers: int) -> list[int]:
    """Sizes between 2 and 10, all different, so that no two products agree by chance."""
    return [int(n) for n in rng.permutation(np.arange(2, 11))[: layers + 1]]
