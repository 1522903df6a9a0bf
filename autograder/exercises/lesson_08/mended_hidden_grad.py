"""Logistic loss: the slope in the weights U into a hidden layer of logistic units."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array
from autograder.exercises.lesson_08.shared import SWEEP, away
from nnlib.activations import sigmoid


def mended_hidden_grad(X: Any, y: Any, U: Any, w: Any) -> Any:
    """Logistic loss: the slope in the weights U into a hidden layer of logistic units."""
    H = sigmoid(X @ U)
    s = sigmoid(H @ w)
    return _slopes(X, H, w, s - y)


def _slopes(X: Any, H: Any, w: Any, blame: Any) -> Any:
    return X.T @ (blame[:, None] * w * H * (1 - H)) / len(X)


exercise = Exercise(
    reference=mended_hidden_grad,
    lesson="08_backprop",
    takes={"X": "m n", "y": "m", "U": "n k", "w": "k"},
    returns=Array("n k"),
    shortcuts=SWEEP,
)


def _data(rng: np.random.Generator, m: int, n: int, k: int) -> tuple[Any, ...]:
    y = np.arange(m) % 2
    return away(rng, (m, n)), y.astype(float), away(rng, (n, k)), away(rng, k)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("four examples, three hidden units", _data(rng, 4, 2, 3))
    yield Case("everything square", _data(rng, 3, 3, 3))
    X, _, U, w = _data(rng, 5, 2, 4)
    yield Case("all labels 1", (X, np.ones(5), U, w))
    yield Case("all labels 0", (X, np.zeros(5), U, w))
    yield Case("one example", _data(rng, 1, 3, 2))
    yield Case("one hidden unit", _data(rng, 6, 2, 1))
    whole = np.array([[1, 2], [-1, 1], [1, 0]]), np.array([1, 0, 1]), np.array([[1, -1], [2, 1]])
    yield Case("whole numbers", (*whole, np.array([1, -2])))


@exercise.mistakes
def _(X, y, U, w):
    H = sigmoid(X @ U)
    s = sigmoid(H @ w)
    ".7: With a plus, both labels push the same way: for y = 0 and y = 1 the signs differ."
    _slopes(X, H, w, y * (1 - s) + (1 - y) * s)
    "mended_hidden_grad.1: This is y - s, the way down: a slope points uphill."
    _slopes(X, H, w, y - s)
    "mended_hidden_grad.2: The loss is a mean over the examples: divide by their number."
    len(X) * _slopes(X, H, w, s - y)
    "mended_hidden_grad.3: Blame comes down through the weights: w is missing."
    _slopes(X, H, 1, s - y)
    "mended_hidden_grad.4: The slope of each hidden unit, h(1 - h), is missing."
    X.T @ ((s - y)[:, None] * w) / len(X)
    "mended_hidden_grad.5: Logistic loss and sigmoid cancel at the head: no s(1 - s) there."
    _slopes(X, H, w, (s - y) * s * (1 - s))
    "mended_hidden_grad.6: The slope of a hidden unit is h(1 - h) at its own h, not sigma' of h."
    G = sigmoid(H)
    X.T @ ((s - y)[:, None] * w * G * (1 - G)) / len(X)
    "mended_hidden_grad.8: Turning every sign does not mend it: only one of the two terms is wrong."
    _slopes(X, H, w, -(y * (1 - s) + (1 - y) * s))
    "mended_hidden_grad.9: The examples of the other label push too: each has its own term."
    _slopes(X, H, w, -y * (1 - s))
    _slopes(X, H, w, (1 - y) * s)
    "mended_hidden_grad.10: The labels are 0 and 1, as a probability is: no 2y - 1 here."
    _slopes(X, H, w, s - (2 * y - 1))
    "mended_hidden_grad.11: The bracket is the error itself: no square, and no answer of 0 or 1."
    _slopes(X, H, w, (s - y) ** 2)
    _slopes(X, H, w, (s > 0.5) - y)
    "mended_hidden_grad.12: Here s is the probability of label 1: 1 - s exchanges the labels."
    _slopes(X, H, w, 1 - s - y)
