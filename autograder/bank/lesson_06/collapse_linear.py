"""Other answers to collapse_linear: right ones in other words, wrong ones without a name."""

import functools
from typing import Any

import numpy as np

from autograder.bank import right, wrong


@right
def _(weights, biases):
    "np.linalg.multi_dot, where there are two layers"
    if len(weights) == 1:
        return weights[0], biases[0]
    b = biases[0]
    for W_l, b_l in zip(weights[1:], biases[1:], strict=True):
        b = np.dot(b, W_l) + b_l
    np.linalg.multi_dot(weights), b
    "reduce over pairs; the bias as a row"

    def then(below: Any, above: Any) -> Any:
        return below[0] @ above[0], below[1] @ above[0] + above[1]

    W, b = functools.reduce(then, zip(weights, biases, strict=True))
    W, b[None, :]
    "from the head down"
    W, b = np.eye(len(biases[-1])), 0 * biases[-1]
    for W_l, b_l in zip(weights[::-1], biases[::-1], strict=True):
        W, b = W_l @ W, b_l @ W + b
    [W, b]
    "asks what the stack answers at 0 and at the unit vectors"
    A = np.vstack([np.zeros(len(weights[0])), np.eye(len(weights[0]))])
    for W, b in zip(weights, biases, strict=True):
        A = A @ W + b
    A[1:] - A[0], A[0]
    "in float32"
    W, b = weights[0].astype(np.float32), biases[0].astype(np.float32)
    for W_l, b_l in zip(weights[1:], biases[1:], strict=True):
        W, b = W @ W_l.astype(np.float32), b @ W_l.astype(np.float32) + b_l.astype(np.float32)
    W, b
    "one table a layer, with the constant node carried along; lists"
    total = np.eye(len(weights[0]) + 1)
    for W, b in zip(weights, biases, strict=True):
        block = np.zeros((W.shape[0] + 1, W.shape[1] + 1))
        block[0, 0], block[0, 1:], block[1:, 1:] = 1, b, W
        total = total @ block
    total[1:, 1:].tolist(), total[0, 1:].tolist()
    "columns throughout, transposed at the end"
    W, b = weights[0].T, biases[0][:, None]
    for W_l, b_l in zip(weights[1:], biases[1:], strict=True):
        W, b = W_l.T @ W, W_l.T @ b + b_l[:, None]
    W.T, b.ravel()


@wrong
def _(weights, biases):
    W, b = _collapsed(weights, biases)
    "np.linalg.multi_dot, which a single layer stops"
    np.linalg.multi_dot(weights), b
    "two layers at least"
    W, b = weights[0] @ weights[1], biases[0] @ weights[1] + biases[1]
    for W_l, b_l in zip(weights[2:], biases[2:], strict=True):
        W, b = W @ W_l, b @ W_l + b_l
    W, b
    "sums into a table of the type of the last bias"
    whole = np.zeros_like(biases[-1])
    whole += b.astype(whole.dtype)
    W, whole
    "the opposite order, and only the last bias"
    functools.reduce(np.matmul, weights[::-1]), biases[-1]
    "three layers at most"
    _collapsed(weights[:3], biases[:3])
    "the last bias goes through its own layer where that fits"
    square = weights[-1].shape[0] == weights[-1].shape[1]
    W, b - biases[-1] + biases[-1] @ weights[-1] if square else b
    "the absolute values of the biases"
    _collapsed(weights, [abs(b) for b in biases])
    "every layer after the first transposed where it is square"
    _collapsed([weights[0]] + [_turned(W) for W in weights[1:]], biases)
    "b goes through one layer more than it should, where that fits"
    W, b @ weights[-1] if len(weights[-1]) == len(b) else b
    "rounded to three digits after the point"
    np.round(W, 3), np.round(b, 3)


def _collapsed(weights: Any, biases: Any) -> Any:
    W, b = weights[0], biases[0]
    for W_l, b_l in zip(weights[1:], biases[1:], strict=True):
        W, b = W @ W_l, b @ W_l + b_l
    return W, b


def _turned(W: Any) -> Any:
    return W.T if W.shape[0] == W.shape[1] else W


# Written without a look at the mistakes that have a name.


@wrong
def _(weights, biases):
    "b passes through without the later biases"
    W, b = weights[0], biases[0]
    for W_l in weights[1:]:
        W, b = W @ W_l, b @ W_l
    W, b
    "stops before the last layer"
    W, b = weights[0], biases[0]
    for W_l, b_l in zip(weights[1:-1], biases[1:-1], strict=True):
        W, b = W @ W_l, b @ W_l + b_l
    W, b


# Written from the lesson's text alone.


@right
def _(weights, biases):
    "probe with eye"

    def run(X: Any) -> Any:
        for V, c in zip(weights, biases, strict=False):
            X = X @ V + c
        return X

    n = len(weights[0])
    b = run(np.zeros((1, n)))[0]
    (run(np.eye(n)) - b, b)
    "augmented matrices"
    from functools import reduce

    M = reduce(
        np.matmul,
        [
            np.block([[np.ones((1, 1)), c[None]], [np.zeros((len(V), 1)), V]])
            for V, c in zip(weights, biases, strict=False)
        ],
    )
    (M[1:, 1:], M[0, 1:])
