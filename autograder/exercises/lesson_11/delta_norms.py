"""The length of the blame of every layer, layer 1 first. Linear head, half squared loss."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array
from autograder.exercises.lesson_08.shared import CUBIC, RELU, SIGMOID, TANH, forward, net
from nnlib import vitals

exercise = Exercise(
    reference=vitals.delta_norms,
    lesson="11_initialisation",
    takes={
        "X": "m n_0",
        "Y": "m n_L",
        "weights": "list",
        "biases": "list",
        "g": "function",
        "g_prime": "function",
    },
    returns=Array("L"),
    shortcuts=("nnlib.vitals.run", "nnlib.vitals.deltas", "nnlib.mlp.backward"),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("three layers of tanh", net(rng, 4, [2, 3, 4, 1], TANH))
    yield Case("everything square", net(rng, 3, [3, 3, 3, 3], CUBIC))
    yield Case("four layers of ReLUs", net(rng, 5, [2, 4, 3, 3, 2], RELU))
    yield Case("one hidden layer", net(rng, 6, [3, 4, 2], SIGMOID))
    yield Case("no hidden layer", net(rng, 4, [3, 2], TANH))
    yield Case("a single example", net(rng, 1, [2, 3, 2, 2], TANH))
    yield Case("a blame that fades", _fading(rng))
    X, Y, *weights = (rng.integers(1, 4, shape) for shape in ((3, 2), (3, 1), (2, 3), (3, 1)))
    biases = [np.array([1, -1, 2]), np.array([1])]
    yield Case("whole numbers", (X, Y + 40, weights, biases, *TANH))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("random numbers", net(rng, 7, [3, 5, 4, 2, 3], CUBIC))
    yield Case("five layers", net(rng, 4, [2, 3, 3, 3, 3, 1], SIGMOID))


def _fading(rng: np.random.Generator) -> tuple[Any, ...]:
    X, Y, weights, biases, *unit = net(rng, 4, [3, 4, 4, 2], TANH)
    return X, Y, [0.01 * W for W in weights], biases, *unit


def _blames(net: Any, slope: Any = None, back: Any = None, start: Any = None) -> list[Any]:
    X, Y, weights, biases, g, g_prime = net
    Zs, As = forward(X, weights, biases, g)
    found = [start(As[-1], Y, Zs[-1]) if start else (As[-1] - Y) / len(Y)]
    for k in range(len(weights) - 1, 0, -1):
        far = back(found[0], weights[k]) if back else found[0] @ weights[k].T
        found.insert(0, far * (slope(Zs[k - 1]) if slope else g_prime(Zs[k - 1])))
    return found


def _lengths(blames: Any) -> Any:
    return np.array([np.linalg.norm(blame) for blame in blames])


@exercise.mistakes
def _(X, Y, weights, biases, g, g_prime):
    net = X, Y, weights, biases, g, g_prime
    blames = _blames(net)
    Zs, As = forward(X, weights, biases, g)
    "F39.1: That is the slope in the weights, signal times blame: the blame alone was asked for."
    np.array([np.linalg.norm(A.T @ blame) for A, blame in zip(As, blames, strict=False)])
    "F39.1: The slope in the biases adds blame of both signs up: take the length of delta itself."
    np.array([np.linalg.norm(blame.sum(axis=0)) for blame in blames])
    "F39.2: That is how long the weights are: measure what flows back through them."
    _lengths(weights)
    "F39.2: That is how loud the signal is on its way up: the blame was asked for."
    _lengths(As[1:])
    _lengths(As[:-1])
    _lengths(Zs)
    "F39.3: The layer at the input comes first: yours begins at the head."
    _lengths(blames[::-1])
    "F39.4: Blame of both signs cancels in a sum or a mean: take the length."
    np.array([np.sum(blame) for blame in blames])
    np.array([np.mean(blame) for blame in blames])
    np.array([np.abs(np.sum(blame)) for blame in blames])
    np.array([np.abs(np.mean(blame)) for blame in blames])
    "delta_norms.1: A length is the root of the sum of squares: the root is missing."
    _lengths(blames) ** 2
    "delta_norms.2: A length is the root of the sum of squares, not a mean of sizes."
    np.array([np.mean(np.abs(blame)) for blame in blames])
    np.array([np.std(blame) for blame in blames])
    np.array([np.sqrt(np.mean(blame**2)) for blame in blames])
    "delta_norms.2: A length is the root of the sum of squares, not a sum of sizes."
    np.array([np.sum(np.abs(blame)) for blame in blames])
    "delta_norms.2: A length is the root of the sum of squares, not the largest size."
    np.array([np.max(np.abs(blame)) for blame in blames])
    "delta_norms.3: With a 2 np.linalg.norm finds another number for a table: leave the 2 out."
    np.array([np.linalg.norm(blame, 2) for blame in blames])
    "delta_norms.4: The mean over examples is still to be taken, once, at the head."
    len(Y) * _lengths(blames)
    "delta_norms.4: Half the squared loss: the head's blame has no 2 in front."
    2 * _lengths(blames)
    "delta_norms.5: The slope g' belongs to every hidden layer on the way down."
    _lengths(_blames(net, slope=np.ones_like))
    "delta_norms.6: The slope g' is taken at the pre-activation Z, not at what g has made of it."
    _lengths(_blames(net, slope=lambda Z: g_prime(g(Z))))
    "delta_norms.7: The head is linear: no slope of g in its blame."
    _lengths(_blames(net, start=lambda A, Y, Z: (A - Y) / len(Y) * g_prime(Z)))
    "delta_norms.7: The head is linear: its answer is Z itself, not g(Z)."
    _lengths(_blames(net, start=lambda A, Y, Z: (g(Z) - Y) / len(Y)))
    "delta_norms.8: The head has a blame as well: it is the last of L."
    _lengths(blames[:-1])
    "delta_norms.8: There are L blames: X has none."
    _lengths([blames[0] @ weights[0].T, *blames])
    "delta_norms.9: Lengths as they are: nothing is divided by the head's."
    _lengths(blames) / np.linalg.norm(blames[-1])
    "delta_norms.10: Back through a layer means times W.T; with W square, W itself fits too."
    _lengths(_blames(net, back=lambda blame, W: blame @ W))
    "delta_norms.11: One length for the whole layer: its rows are not measured one by one."
    np.array([np.mean(np.linalg.norm(blame, axis=1)) for blame in blames])
    np.array([np.sum(np.linalg.norm(blame, axis=1)) for blame in blames])
    "delta_norms.2: A length is the root of the sum of squares: no mean over the examples is in it."
    np.array([np.sqrt(np.mean(np.sum(blame**2, axis=1))) for blame in blames])
    "delta_norms.4: The mean is taken once, at the head: no layer on the way down divides again."
    _lengths(_blames(net, back=lambda blame, W: blame @ W.T / len(Y)))
    "F39.3: Two things: the layer at the input comes first, and a length has a root."
    _lengths(blames[::-1]) ** 2
