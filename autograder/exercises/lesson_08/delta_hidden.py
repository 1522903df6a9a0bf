"""The deltas above, (m, k), sent back through W_next (n, k) and the slope at Z (m, n)."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array
from autograder.exercises.lesson_08.shared import CUBIC, RELU, SIGMOID, SOFTPLUS, SWEEP, TANH, away
from nnlib import activations


def delta_hidden(delta_next: Any, W_next: Any, Z: Any, g_prime: Any) -> Any:
    """The deltas above, (m, k), sent back through W_next (n, k) and the slope at Z (m, n)."""
    return (delta_next @ W_next.T) * g_prime(Z)


exercise = Exercise(
    reference=delta_hidden,
    lesson="08_backprop",
    takes={"delta_next": "m k", "W_next": "n k", "Z": "m n", "g_prime": "function"},
    returns=Array("m n"),
    shortcuts=SWEEP,
)


def _layer(rng: np.random.Generator, m: int, n: int, k: int, unit: Any) -> tuple[Any, ...]:
    return away(rng, (m, k)), away(rng, (n, k)), away(rng, (m, n)), unit[1]


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("five examples, four units below two", _layer(rng, 5, 4, 2, TANH))
    yield Case("as many units below as above", _layer(rng, 5, 3, 3, SIGMOID))
    yield Case("everything square", _layer(rng, 3, 3, 3, CUBIC))
    yield Case("two units below six", _layer(rng, 5, 2, 6, SOFTPLUS))
    yield Case("as many examples as units", _layer(rng, 4, 4, 3, CUBIC))
    yield Case("one example", _layer(rng, 1, 3, 2, TANH))
    yield Case("one unit above", _layer(rng, 5, 3, 1, RELU))
    delta, W, Z, g_prime = _layer(rng, 5, 3, 2, TANH)
    yield Case("units that are saturated", (delta, W, Z * np.array([1.0, 9.0, 1.0]), g_prime))
    delta, W, Z = (rng.integers(1, 4, shape) for shape in [(4, 2), (3, 2), (4, 3)])
    yield Case("whole numbers", (delta, W, Z, CUBIC[1]), aspect="whole numbers")


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for unit in (RELU, SOFTPLUS, CUBIC, SIGMOID):
        m, n, k = (int(size) for size in rng.integers(1, 6, 3))
        yield Case("other sizes and units", _layer(rng, m + 1, n, k, unit))
    delta, W, Z, g_prime = _layer(rng, 4, 3, 2, TANH)
    yield Case(
        "rows of very different size", (delta * 10.0 ** np.arange(-2, 6, 2)[:, None], W, Z, g_prime)
    )


@exercise.mistakes
def _(delta_next, W_next, Z, g_prime):
    "F28.1: Going back, the sum runs over the units above: which axis of W_next?"
    (delta_next @ W_next) * g_prime(Z)
    "F28.1: If the shapes disagree, turn W_next round; a square one needs it too."
    W = W_next if len(W_next) == delta_next.shape[1] else W_next.T
    (delta_next @ W) * g_prime(Z)
    "F28.1: Rows are examples: delta_next stands on the left."
    (W_next @ delta_next.T) * g_prime(Z)
    (W_next.T @ delta_next) * g_prime(Z)
    (W_next @ delta_next) * g_prime(Z)
    "F28.1: Rows are examples: the result is that of the transpose."
    (W_next @ delta_next.T) * g_prime(Z).T
    "F28.2: Take g' at Z itself: g was not asked for, and Z has not been through it."
    (delta_next @ W_next.T) * g_prime(np.tanh(Z))
    "F28.2: Take g' at Z itself, not at an activation of it."
    (delta_next @ W_next.T) * g_prime(activations.sigmoid(Z))
    (delta_next @ W_next.T) * g_prime(activations.relu(Z))
    (delta_next @ W_next.T) * g_prime(activations.softplus(Z))
    (delta_next @ W_next.T) * g_prime(g_prime(Z))
    "F28.2: Z is a pre-activation: 1 - Z² would be right for tanh(Z) in its place."
    (delta_next @ W_next.T) * (1 - Z**2)
    "F28.2: Z is a pre-activation, and not every unit is logistic: use g_prime."
    (delta_next @ W_next.T) * Z * (1 - Z)
    "delta_hidden.11: Use the g_prime that is passed in: this is the slope of one kind of unit."
    (delta_next @ W_next.T) * activations.tanh_prime(Z)
    (delta_next @ W_next.T) * activations.sigmoid_prime(Z)
    (delta_next @ W_next.T) * (Z > 0)
    """delta_hidden.10: Every unit above sends its share: add them up with +=, where = keeps one
    alone."""
    np.outer(delta_next[:, -1], W_next[:, -1]).reshape(Z.shape) * g_prime(Z)
    np.outer(delta_next[:, 0], W_next[:, 0]).reshape(Z.shape) * g_prime(Z)
    "F28.3: The slope comes in entry by entry, with *: each unit has its own."
    (delta_next @ W_next.T) @ g_prime(Z)
    "F28.3: A product entry by entry, with *, not a matrix product with g'(Z)."
    (delta_next @ W_next.T) @ g_prime(Z).T
    "F28.3: Two kinds of product: a matrix product with W_next, then * with g'(Z)."
    (delta_next * W_next.T) * g_prime(Z)
    "F28.4: Send delta back through the weights as they were: no update before."
    (delta_next @ (W_next - np.tanh(Z).T @ delta_next).T) * g_prime(Z)
    "F28.4: Use W_next as it is: first all deltas, then the step."
    (delta_next @ (W_next - Z.T @ delta_next).T) * g_prime(Z)
    "F28.5: A delta is a slope; the minus belongs to the descent step."
    -(delta_next @ W_next.T) * g_prime(Z)
    "delta_hidden.1: The slope g'(Z) is missing: delta goes back through the unit too."
    delta_next @ W_next.T
    "delta_hidden.2: The mean is inside delta_next already: do not divide again."
    (delta_next @ W_next.T) * g_prime(Z) / len(Z)
    "delta_hidden.3: The unit's slope g'(Z) comes in, not its pre-activation Z."
    (delta_next @ W_next.T) * Z
    "delta_hidden.4: Each example keeps its own row: no sum or mean over them here."
    ((delta_next @ W_next.T) * g_prime(Z)).sum(axis=0)
    "delta_hidden.4: Each example has its own delta_next: no sum before the product."
    (delta_next.sum(axis=0) @ W_next.T) * g_prime(Z)
    "delta_hidden.4: Each example has its own slopes: no mean over the rows of g'(Z)."
    (delta_next @ W_next.T) * g_prime(Z).mean(axis=0)
    "delta_hidden.5: Blame comes down through the weights: where is W_next?"
    delta_next.sum(axis=1, keepdims=True) * g_prime(Z)
    "delta_hidden.5: Each weight carries its own delta: not the sum of the weights."
    delta_next.sum(axis=1, keepdims=True) * W_next.sum(axis=1) * g_prime(Z)
    "delta_hidden.6: Weights keep their sign on the way back: no absolute values."
    (delta_next @ np.abs(W_next).T) * g_prime(Z)
    "delta_hidden.7: The chain rule multiplies by the slope; it does not divide."
    (delta_next @ W_next.T) / np.where(g_prime(Z) == 0, 1, g_prime(Z))
    "delta_hidden.8: The slope g'(Z) comes in once, not twice."
    (delta_next @ W_next.T) * g_prime(Z) ** 2
    "delta_hidden.9: Take g' at Z, not at what came back through the weights."
    g_prime(delta_next @ W_next.T) * Z
    "delta_hidden.9: Take g' at Z of this layer, not at what came back."
    back = delta_next @ W_next.T
    back * g_prime(back)
    "delta_hidden.9: Take g' at Z of this layer; what came back is a factor beside it."
    g_prime(delta_next @ W_next.T)
    "delta_hidden.7: The chain rule multiplies by the slope; it does not add it."
    delta_next @ W_next.T + g_prime(Z)
    "delta_hidden.9: Take g' at Z alone, and multiply by what came back."
    g_prime(Z * (delta_next @ W_next.T))
    "delta_hidden.2: The mean is inside delta_next already; and the slope g'(Z) is missing."
    delta_next @ W_next.T / len(Z)
    "delta_hidden.5: Blame comes down through the weights: where is W_next?"
    delta_next.mean(axis=1, keepdims=True) * g_prime(Z)
