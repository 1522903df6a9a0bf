"""ReLU features of a layer that is drawn once. X (m, n_in), W (n_in, p), b (p,) -> (m, p)"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array
from nnlib import activations, drawn_layer

exercise = Exercise(
    reference=drawn_layer.random_features,
    lesson="14_generalisation",
    takes={"X": "m n_in", "W": "n_in p", "b": "p"},
    returns=Array("m p"),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("more features than inputs", _layer(rng, 4, 3, 6))
    yield Case("fewer features than inputs", _layer(rng, 5, 4, 2))
    yield Case("everything square", _layer(rng, 3, 3, 3))
    yield Case("a single example", _layer(rng, 1, 2, 5))
    yield Case("a single feature", _layer(rng, 4, 2, 1))
    X, W, b = _layer(rng, 5, 3, 4)
    yield Case("large sums", (40 * X, W, b))
    X, W, b = _layer(rng, 4, 3, 4)
    yield Case("biases of 0", (X, W, np.zeros_like(b)))
    whole = np.array([[1, 2], [-3, 1]]), np.array([[1, -1, 2], [2, 1, -2]]), np.array([1, 2, -1])
    yield Case("whole numbers", whole)


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    X, W, b = _layer(rng, 6, 2, 5)
    yield Case("large sums", (40 * X, W, b))
    for m, n_in, p in ((6, 5, 20), (9, 2, 3)):
        yield Case("random sizes", _layer(rng, m, n_in, p))


def _layer(rng: np.random.Generator, m: int, n_in: int, p: int) -> tuple[Any, Any, Any]:
    """Sums of both signs in every column, biases that turn some of them."""
    X, W = rng.normal(size=(m, n_in)) + 0.3, rng.normal(size=(n_in, p))
    middle = np.median(X @ W, axis=0)
    return X, W, rng.uniform(0.3, 1, p) * rng.choice([-1, 1], p) - middle


@exercise.mistakes
def _(X, W, b):
    Z = X @ W + b
    n_in, p = W.shape
    "F55.1: W and b are handed in, the same for training and test: no new draw."
    activations.relu(X @ np.random.default_rng(0).normal(size=W.shape) + b)
    activations.relu(X @ np.random.default_rng(0).standard_normal(W.shape) / np.sqrt(n_in) + b)
    "random_features.1: A ReLU is still to come: whatever is below 0 becomes 0."
    Z
    "random_features.2: The bias is missing."
    activations.relu(X @ W)
    "random_features.3: The bias belongs inside: it is added before the ReLU, not after."
    activations.relu(X @ W) + b
    "random_features.4: A ReLU makes negative sums 0; it does not take their size."
    np.abs(Z)
    "random_features.5: Another unit: a ReLU was asked for."
    np.tanh(Z)
    activations.sigmoid(Z)
    np.where(Z > 0, Z, 0.01 * Z)
    np.where(Z > 0, Z, 0.1 * Z)
    np.logaddexp(0, Z)
    "random_features.6: A step says whether a unit is on; the ReLU says by how much."
    np.where(Z > 0, 1.0, 0.0)
    "random_features.7: The ReLU is taken of the sums, not of the inputs."
    activations.relu(X) @ W + b
    "random_features.8: Examples are rows: X @ W, nothing is turned."
    activations.relu(X @ W.T + b)
    activations.relu(W.T @ X.T + b[:, None])
    "random_features.9: The features as they are: nothing is divided, nothing added."
    activations.relu(Z) / np.sqrt(p)
    activations.relu(Z) / np.sqrt(n_in)
    np.column_stack([np.ones(len(X)), activations.relu(Z)])
    "random_features.10: A ReLU keeps what is above 0; yours keeps what is below."
    np.minimum(Z, 0)
    activations.relu(-Z)
    "random_features.11: The bias is added, not subtracted."
    activations.relu(X @ W - b)
    "random_features.12: A number for each feature: nothing is added up or averaged over them."
    np.sum(activations.relu(Z), axis=1)
    "random_features.13: A ReLU is not squared."
    activations.relu(Z) ** 2
    "random_features.14: W and b hold for all examples: nothing is taken from X, nor scaled by it."
    activations.relu(Z - np.mean(Z, axis=0))
    activations.relu((X - np.mean(X, axis=0)) @ W + b)
    "random_features.15: The maximum is with 0, entry by entry: np.maximum, not np.max."
    np.full(Z.shape, np.max(Z))
    np.max(Z)
    max(Z, 0)
    "random_features.16: A ReLU has no ceiling: what is above 0 stays as it is."
    np.clip(Z, 0, 6)
    np.clip(Z, 0, 1)
    np.clip(Z, 0, 10)
    "random_features.2: The bias is missing, and so is the ReLU."
    X @ W
    "random_features.17: Each example has features of its own: yours repeats those of the first."
    np.tile(activations.relu(Z[:1]), (len(X), 1))
