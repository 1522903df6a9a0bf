"""Other answers to tent_net: right ones in other words, wrong ones without a name."""

from typing import Any

import numpy as np

from autograder.bank import right, wrong


def _chain(k: int, way_in: Any, b: Any, way_out: Any) -> Any:
    """k folds in a row, each with this way in, these biases and this way out."""
    way_in, way_out = np.array(way_in, dtype=float), np.array(way_out, dtype=float)
    between = way_out @ way_in
    weights = [way_in, *[between for _ in range(k - 1)], way_out]
    return weights, [np.array(b, dtype=float) for _ in range(k)] + [np.zeros(1)]


@right
def _(k):
    "lists, and the head's bias as a number in a list"
    weights, biases = [[[1, 1]]], [[0, -0.5]]
    for _ in range(k - 1):
        weights.append([[2, 2], [-4, -4]])
        biases.append([0, -0.5])
    [*weights, [[2], [-4]]], [*biases, [0]]
    "stretched on the way in: relu(2x) - 2 relu(2x - 1)"
    _chain(k, [[2, 2]], [0, -1], [[1], [-2]])
    "a slope of 4 on the way in for the second unit alone"
    _chain(k, [[1, 4]], [0, -2], [[2], [-1]])
    "thirds, which no float holds"
    _chain(k, [[1 / 3, 0.7]], [0, -0.35], [[6], [-4 / 0.7]])
    "in float32, biases as rows"
    weights, biases = _chain(k, [[1, 1]], [0, -0.5], [[2], [-4]])
    tuple(W.astype(np.float32) for W in weights), tuple(b.astype(np.float32)[None] for b in biases)
    "1 minus two units that look away from the middle"
    between = [np.array([[-2.0, 2.0], [-2.0, 2.0]])] * (k - 1)
    turned = [np.array([1.0, -1.0])] * (k - 1)
    [np.array([[2.0, -2.0]]), *between, -np.ones((2, 1))], [-np.array([1, -1.0]), *turned, [1]]


@wrong
def _(k):
    "right for two folds at most"
    _chain(min(k, 2), [[1, 1]], [0, -0.5], [[2], [-4]])
    "a fold a little off the middle"
    _chain(k, [[1, 1]], [0, -0.501], [[2], [-4]])
    "the slopes of the second half a little too steep"
    _chain(k, [[1, 1]], [0, -0.5], [[2], [-4.01]])
    "right at every corner of the last fold, and bent in the first piece"
    weights, biases = _chain(k, [[1, 1]], [0, -0.5], [[2], [-4]])
    weights, [biases[0] + [-0.01, 0], *biases[1:]]
    "all weights 1"
    [np.ones_like(W) for W in _chain(k, [[1, 1]], [0, -0.5], [[2], [-4]])[0]], [np.zeros(1)] * k
    "noise on the head"
    weights, biases = _chain(k, [[1, 1]], [0, -0.5], [[2], [-4]])
    [*weights[:-1], weights[-1] + 1e-3], biases


# Written without a look at the mistakes that have a name.


@wrong
def _(k):
    weights = [np.array([[1.0, 1.0]])] + [
        np.array([[2.0, 2.0], [-4.0, -4.0]]) for _ in range(k - 1)
    ]
    biases = [np.array([0.0, -0.5]) for _ in range(k)] + [np.zeros(1)]
    "the second unit does not bend it far enough"
    [*weights, np.array([[2.0], [-2.0]])], biases
    "it bends at 1"
    [*weights, np.array([[2.0], [-4.0]])], [np.array([0.0, -1.0]) for _ in range(k)] + [np.zeros(1)]
    "no bias"
    [*weights, np.array([[2.0], [-4.0]])], [np.zeros(2) for _ in range(k)] + [np.zeros(1)]
    "a layer too many"
    more = np.array([[2.0, 2.0], [-4.0, -4.0]])
    [*weights, more, np.array([[2.0], [-4.0]])], [np.array([0.0, -0.5]), *biases]
    "the head is forgotten"
    weights, biases[:-1]
    "bias of the wrong sign"
    [*weights, np.array([[2.0], [-4.0]])], [np.array([0.0, 0.5]) for _ in range(k)] + [np.zeros(1)]
    "the other unit first in the head"
    [*weights, np.array([[-4.0], [2.0]])], biases
